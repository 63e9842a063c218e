"""The store of frontiers: tables, pictures and a whole run for every point, sealed together in a folder.

A frontier folder holds ``manifest.json``, ``README.txt``, ``instance/``, ``results/`` (every table), ``points/`` (a run folder
for each point), ``frontier.xlsx``, ``frontier.vl.json`` and, where vl-convert is installed, pictures. Reading needs neither
Pyomo nor HiGHS.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError
from leonplan.optimizer.frontier.chart import spec_of
from leonplan.optimizer.frontier.frontier import Effort, Frontier
from leonplan.optimizer.frontier.rows import TABLES, Point, Trade
from leonplan.optimizer.frontier.texts import frontier_texts, told_of
from leonplan.optimizer.frontier.workbook import workbook_bytes
from leonplan.optimizer.instance.write_instance import instance_files
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.texts import file_of, read_table
from leonplan.optimizer.runs.manifest import circumstances
from leonplan.optimizer.runs.run_folder import sealed_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.sealed.sealed import (
    FRONTIER,
    INSTANCE,
    MANIFEST,
    PARTS,
    PROGRAM,
    README,
    RESULTS,
    Sealed,
    fault,
    read_sealed,
)
from leonplan.optimizer.sealed.store import make_sealed, write_sealed

POINTS = PARTS[FRONTIER]
SPEC, WORKBOOK, PICTURE = "frontier.vl.json", "frontier.xlsx", "frontier"


def write_frontier(
    frontier: Frontier,
    instance: Instance,
    plans: Mapping[str, Plan],
    folder: Path,
    command: str,
    pictures: Mapping[str, bytes],
    *,
    replace: bool = False,
) -> Sealed:
    """Seal a frontier in a folder, written next to it and renamed into place.

    instance: whose limits were moved; plans: of the points by name; pictures: by ending, e.g. svg. folder: made; an earlier
    frontier of the same instance there is replaced if ``replace``, and anything else but an empty folder is refused. Raises
    UsageError if the folder cannot be used.
    """
    files = {
        f"{POINTS}/{name}/{path}": content for name, plan in plans.items() for path, content in sealed_run(plan).items()
    }
    files |= {f"{RESULTS}/{name}": text.encode() for name, text in frontier_texts(frontier).items()}
    files |= {f"{INSTANCE}/{name}": text.encode() for name, text in instance_files(instance).items()}
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


def _told(frontier: Frontier, command: str) -> dict[str, Any]:
    """What the manifest says."""
    return {
        "kind": FRONTIER,
        "instance": {"id": frontier.instance, "name": frontier.name},
        "frontier": told_of(frontier),
        "command": command,
        **circumstances(),
    }


def _readme(frontier: Frontier) -> str:
    """A few lines for someone who finds the folder."""
    name = "".join(letter for letter in frontier.name if letter.isprintable())
    proof = "certified" if frontier.certified else "not certified"
    return (
        f"A frontier for health and care, made with {PROGRAM}: {name}, {frontier.goal} by {frontier.axis}, {proof}.\n\n"
        f"{INSTANCE}/        what was known: each point is this instance with another limit\n"
        f"{RESULTS}/         {Point.table}, brackets between them, jumps, what these rest on (reached, floors), projects,\n"
        f"                 levels, what is held, {Trade.table} goals\n"
        f"{POINTS}/          a run for every point: leon report {POINTS}/p01, leon verify {POINTS}/p01\n"
        f"{WORKBOOK}    the tables for Excel\n"
        f"{SPEC} the picture as a Vega-Lite specification\n"
        f"{MANIFEST}    how it was made, and the hash of every file\n\n"
        "The folder is sealed: do not change, add or remove files.\n"
        "To check it:  leon verify FOLDER\n"
    )
