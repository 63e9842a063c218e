"""The store of comparisons: whole runs and the tables that compare them, sealed together in a folder.

A comparison folder holds ``manifest.json``, ``README.txt``, ``plans/`` (a run folder for every plan) and ``results/``. What
was solved is read from the plans; the tables follow from them by arithmetic and are computed again, not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from leonplan.optimizer.compare.causes import Cause, Causes
from leonplan.optimizer.compare.comparison import Comparison, Entry, ScenarioKind, make_comparison
from leonplan.optimizer.compare.rows import TABLES
from leonplan.optimizer.compare.walk import Player
from leonplan.optimizer.errors import ExitCode, InputError, Problem
from leonplan.optimizer.outcome.verification import Check
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.results.texts import file_of, write_table
from leonplan.optimizer.runs.manifest import circumstances
from leonplan.optimizer.runs.run_folder import read_run, sealed_run
from leonplan.optimizer.sealed.sealed import (
    COMPARISON,
    MANIFEST,
    PARTS,
    PROGRAM,
    README,
    RESULTS,
    Manifest,
    Sealed,
    read_sealed,
)
from leonplan.optimizer.sealed.store import make_sealed, write_sealed

PLANS = PARTS[COMPARISON]
"""Subfolder with a run folder for every plan."""

_PORTABLE = re.compile(r"[a-z0-9][a-z0-9_.+-]{0,59}(?<![.])")
"""Names of folders that every system takes as they are."""

_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def write_comparison(comparison: Comparison, folder: Path, command: str, *, replace: bool = False) -> Sealed:
    """Seal a comparison in a folder, written next to it and renamed into place.

    folder: made; an earlier comparison of the same instance there is replaced if ``replace``, and anything else but an
    empty folder is refused. command: what was typed, for the manifest. Raises UsageError if the folder cannot be used.
    """
    folders = plan_folders(comparison.entries)
    files = {
        f"{PLANS}/{folders[entry.id]}/{path}": content
        for entry in comparison.entries
        if entry.plan is not None
        for path, content in sealed_run(entry.plan).items()
    }
    files |= {f"{RESULTS}/{name}": text.encode() for name, text in comparison_texts(comparison).items()}
    files[README] = _readme(comparison).encode()
    told = _told(comparison, folders, command)
    id = comparison.base.instance.settings.id
    return write_sealed(folder, files, lambda: make_sealed(told, files), kind=COMPARISON, instance=id, replace=replace)


def read_comparison(folder: Path) -> Comparison:
    """Read a comparison folder; neither the formulation nor the solver takes part.

    Raises InputError if it is not one, VerificationError naming every file that was altered, is missing or was added.
    """
    sealed = read_sealed(folder, COMPARISON)
    try:
        return _comparison(folder, sealed.manifest)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        where = Problem(
            str(folder / MANIFEST), 1, "scenarios", f"cannot be used ({error!r}); make the comparison again"
        )
        raise InputError([where]) from error


def comparison_texts(comparison: Comparison) -> dict[str, str]:
    """The text of every table by the name of its file."""
    rows: Mapping[str, Iterable[Row]] = {
        "comparison": comparison.measured,
        "differences": comparison.differences,
        "walk": () if comparison.walk is None else comparison.walk.steps,
    }
    return {file_of(kind): write_table(kind, rows[kind.table]) for kind in TABLES}


def check_comparison(folder: Path) -> Check:
    """Whether the stored tables are what the stored plans come to; raises as ``read_comparison``."""
    stored, texts = read_sealed(folder, COMPARISON).results, comparison_texts(read_comparison(folder))
    wrong = sorted(name for name in texts.keys() | stored.keys() if texts.get(name) != stored.get(name))
    return Check("comparison_follows_from_plans", float(len(wrong)), ", ".join(wrong), "tables", 0.0)


def plan_folders(entries: Sequence[Entry]) -> dict[str, str]:
    """The name of each scenario's run folder by its id: the id itself, or a number where a system would not take it."""
    folders: dict[str, str] = {}
    for number, entry in enumerate(entries):
        name = entry.id.lower()
        is_free = _PORTABLE.fullmatch(name) and not _DEVICE.match(name) and name not in folders.values()
        folders[entry.id] = name if is_free else f"_{number}"
    return folders


def _told(comparison: Comparison, folders: Mapping[str, str], command: str) -> dict[str, Any]:
    """What the manifest says."""
    settings = comparison.base.instance.settings
    walk = comparison.walk
    return {
        "kind": COMPARISON,
        "instance": {"id": settings.id, "name": settings.name},
        "scenarios": [_scenario(entry, folders[entry.id]) for entry in comparison.entries],
        "players": [{"id": player.id, "title": player.title} for player in comparison.players],
        "coalitions": [{"changes": sorted(some), "scenario": id} for some, id in comparison.coalitions.items()],
        "walk": None if walk is None else {"resolution": dict(walk.resolution), "missing": walk.missing},
        "notes": list(comparison.notes),
        "command": command,
        **circumstances(),
    }


def _scenario(entry: Entry, folder: str) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "title": entry.title,
        "reason": entry.reason,
        "question": entry.question,
        "vegvalg": entry.vegvalg,
        "plan": None if entry.plan is None else folder,
        "status": None if entry.plan is None else entry.plan.status.value,
        "verified": _is_verified(entry.plan),
        "causes": None if entry.causes is None else _causes(entry.causes),
        "error": entry.error,
        "exit_code": int(entry.exit_code),
    }


def _causes(causes: Causes) -> dict[str, Any]:
    projects = {id: cause.value for id, cause in sorted(causes.projects.items())}
    return {"projects": projects, "rest": causes.rest.value}


def _read_causes(told: Mapping[str, Any]) -> Causes:
    return Causes({id: Cause(cause) for id, cause in told["projects"].items()}, Cause(told["rest"]))


def _is_verified(plan: Plan | None) -> bool:
    return plan is not None and plan.verification is not None and plan.verification.ok


def _comparison(folder: Path, told: Manifest) -> Comparison:
    return make_comparison(
        [_entry(folder, scenario) for scenario in told["scenarios"]],
        players=[Player(player["id"], player["title"]) for player in told["players"]],
        coalitions={frozenset(some["changes"]): some["scenario"] for some in told["coalitions"]},
        notes=told["notes"],
    )


def _entry(folder: Path, told: Mapping[str, Any]) -> Entry:
    name, causes = told["plan"], told.get("causes")
    return Entry(
        id=told["id"],
        kind=ScenarioKind(told["kind"]),
        title=told["title"],
        reason=told["reason"],
        question=told["question"],
        vegvalg=told["vegvalg"],
        plan=None if name is None else read_run(folder / PLANS / name).plan,
        causes=None if causes is None else _read_causes(causes),
        error=told["error"],
        exit_code=ExitCode(told["exit_code"]),
    )


def _readme(comparison: Comparison) -> str:
    """A few lines for someone who finds the folder."""
    name = "".join(letter for letter in comparison.base.instance.settings.name if letter.isprintable())
    return (
        f"Plans side by side, made with {PROGRAM}: {name}, {len(comparison.shown)} scenarios.\n\n"
        f"{PLANS}/        a run for every plan: the instance as solved and what came out\n"
        f"{RESULTS}/      what each comes to, where it differs from the base, and the walk from the base, change by change\n"
        f"{MANIFEST}  the scenarios with their questions, how they were made, and the hash of every file\n\n"
        "The folder is sealed: do not change, add or remove files.\n"
        "To check it:  leon verify FOLDER\n"
    )
