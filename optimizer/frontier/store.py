"""The store of frontiers: tables, pictures and a whole run for every point, sealed together in a folder.

A frontier folder holds ``manifest.json``, ``README.txt``, ``results/`` (every table), ``points/`` (a run folder for each
point), ``frontier.xlsx``, ``frontier.vl.json`` and, where vl-convert is installed, pictures. Reading needs neither Pyomo nor
HiGHS.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError
from leonplan.optimizer.frontier.chart import spec_of
from leonplan.optimizer.frontier.frontier import Effort, Frontier, priced
from leonplan.optimizer.frontier.rows import TABLES, Point, Trade
from leonplan.optimizer.frontier.workbook import workbook_bytes
from leonplan.optimizer.manifest import circumstances
from leonplan.optimizer.plan import Plan
from leonplan.optimizer.reading.sealed import (
    FRONTIER,
    MANIFEST,
    PARTS,
    PROGRAM,
    README,
    RESULTS,
    Sealed,
    fault,
    read_sealed,
)
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.texts import file_of, read_table, write_table
from leonplan.optimizer.runs import sealed_run
from leonplan.optimizer.store import make_sealed, write_sealed
from leonplan.optimizer.verification import Check

POINTS = PARTS[FRONTIER]
SPEC, WORKBOOK, PICTURE = "frontier.vl.json", "frontier.xlsx", "frontier"

_CLOSE = 1e-6
"""Share by which a stored number may differ from one computed again."""


def write_frontier(
    frontier: Frontier,
    plans: Mapping[str, Plan],
    folder: Path,
    command: str,
    pictures: Mapping[str, bytes],
    *,
    replace: bool = False,
) -> Sealed:
    """Seal a frontier in a folder, written beside it and renamed into place.

    plans: of the points by name; pictures: by ending, e.g. svg. folder: made; an earlier frontier of the same
    instance there is replaced if ``replace``, and anything else but an empty folder is refused. Raises UsageError if the
    folder cannot be used.
    """
    files = {
        f"{POINTS}/{name}/{path}": content for name, plan in plans.items() for path, content in sealed_run(plan).items()
    }
    files |= {f"{RESULTS}/{name}": text.encode() for name, text in frontier_texts(frontier).items()}
    files[SPEC] = (json.dumps(spec_of(frontier), indent=2, ensure_ascii=False) + "\n").encode()
    files[WORKBOOK] = workbook_bytes(frontier)
    files |= {f"{PICTURE}.{ending}": content for ending, content in pictures.items()}
    files[README] = _readme(frontier).encode()
    told = _told(frontier, command)
    return write_sealed(
        folder,
        files,
        lambda: make_sealed(told, files),
        kind=FRONTIER,
        instance=frontier.instance,
        replace=replace,
    )


def frontier_texts(frontier: Frontier) -> dict[str, str]:
    """The text of every table by the name of its file; the same frontier gives the same texts."""
    return {file_of(kind): write_table(kind, frontier.tables[kind.table]) for kind in TABLES}


def read_frontier(folder: Path) -> Frontier:
    """Read a frontier folder; neither the formulation nor the solver takes part.

    Raises InputError if it is not one, VerificationError naming every file that was altered, is missing or was added.
    """
    sealed = read_sealed(folder, FRONTIER)
    try:
        told = dict(sealed.manifest["frontier"])
        effort = Effort(**told.pop("effort"))
        tables = {kind.table: read_table(kind, sealed.results[file_of(kind)]) for kind in TABLES}
        found = Frontier(**told, effort=effort, tables=tables)
        if not found.points:
            raise ValueError("there are no points")
    except (KeyError, TypeError, ValueError) as error:
        raise InputError([fault(folder, f"has a {MANIFEST} or tables that cannot be used ({error})")]) from error
    return found


def check_frontier(folder: Path) -> Check:
    """Whether the stored tables agree with the stored plans, and with themselves; raises as ``read_frontier``."""
    sealed, frontier = read_sealed(folder, FRONTIER), read_frontier(folder)
    wrong = [*_wrong_points(folder, sealed, frontier), *_wrong_curve(frontier)]
    return Check("frontier_follows_from_plans", float(len(wrong)), ", ".join(wrong), "numbers", 0.0)


def _wrong_points(folder: Path, sealed: Sealed, frontier: Frontier) -> list[str]:
    """Points whose value or projects are not those of their run."""
    wrong = []
    rows: list[tuple[str, str, float]] = [(row.point, frontier.goal, row.value) for row in frontier.points]
    rows += [(row.point, frontier.third or "", row.third) for row in frontier.trades]
    for name, goal, value in rows:
        run = read_sealed(folder / POINTS / name)
        goals = {row.goal: row.value for row in read_table(r.Goal, run.results[file_of(r.Goal)])}
        if goal not in goals or abs(goals[goal] - value) > _CLOSE * max(1.0, abs(value)):
            wrong.append(f"{name}: {goal}")
    for point in frontier.points:
        starts = read_table(r.ProjectStart, read_sealed(folder / POINTS / point.point).results[file_of(r.ProjectStart)])
        stored = {(x.year, x.project, x.starts) for x in frontier.projects if x.point == point.point}
        if stored != {(x.year, x.project, x.starts) for x in starts}:
            wrong.append(f"{point.point}: projects")
    parts = {path.split("/")[1] for path in sealed.manifest["files"] if path.startswith(f"{POINTS}/")}
    wrong += sorted(f"{name}: not in the tables" for name in parts - {name for name, _, _ in rows})
    return wrong


def _wrong_curve(frontier: Frontier) -> list[str]:
    """Where the points do not fall, lie outside their bracket, or are priced otherwise than they should be."""
    points = frontier.points
    wrong = [
        f"{two.point}: does not fall"
        for one, two in pairwise(points)
        if not (two.limit > one.limit and two.value < one.value)
    ]
    wrong += [f"{x.point}: bracket" for x in points if not x.lower_bound <= x.upper_bound <= x.value]
    again = priced(points, frontier.cost_per_limit)
    wrong += [f"{x.point}: price" for x, y in zip(points, again, strict=True) if x.price_next != y.price_next]
    if frontier.certified and any(jump.is_open for jump in frontier.jumps):
        wrong.append("certified although a stretch is open")
    if frontier.certified and frontier.tolerance and frontier.widest > frontier.tolerance * (1 + _CLOSE):
        wrong.append("certified although a bracket is too wide")
    return wrong


def _told(frontier: Frontier, command: str) -> dict[str, Any]:
    """What the manifest tells."""
    plain = {one.name: getattr(frontier, one.name) for one in fields(Frontier) if one.name not in ("tables", "effort")}
    return {
        "kind": FRONTIER,
        "instance": {"id": frontier.instance, "name": frontier.name},
        "frontier": {**plain, "effort": asdict(frontier.effort)},
        "command": command,
        **circumstances(),
    }


def _readme(frontier: Frontier) -> str:
    """A few lines for someone who finds the folder."""
    name = "".join(letter for letter in frontier.name if letter.isprintable())
    proof = "certified" if frontier.certified else "not certified"
    return (
        f"A frontier for health and care, made with {PROGRAM}: {name}, {frontier.goal} by {frontier.axis}, {proof}.\n\n"
        f"{RESULTS}/         {Point.table}, brackets between them, jumps, projects, levels, what is held, {Trade.table} goals\n"
        f"{POINTS}/          a run for every point: leon report {POINTS}/p01, leon verify {POINTS}/p01\n"
        f"{WORKBOOK}    the tables for Excel\n"
        f"{SPEC} the picture as a Vega-Lite specification\n"
        f"{MANIFEST}    how it was made, and the hash of every file\n\n"
        "The folder is sealed: do not change, add or remove files.\n"
        "To check it:  leon verify FOLDER\n"
    )
