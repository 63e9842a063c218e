"""A comparison for programs: the fields of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leonplan.optimizer.compare.comparison import Comparison, Entry
from leonplan.optimizer.compare.gains import CENTRE, DISTRICT, GROUP, Gain, gains
from leonplan.optimizer.compare.moves import project_moves
from leonplan.optimizer.compare.rows import DIMENSIONS, Difference, WalkStep
from leonplan.optimizer.present.plan_json import plan_json
from leonplan.optimizer.results.key_figures import KEY_FIGURES
from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.words.column import units_of

_LISTS = {"differences": Difference, "walk": WalkStep, "gains": Gain}
"""Lists of rows; those of gains stand within the plans."""


def comparison_json(comparison: Comparison, folder: Path | None, workbook: Path | None = None) -> dict[str, Any]:
    """One object; what a difference is not given by is left out of it.

    folder, workbook: where the comparison was written, if it was.
    """
    settings = comparison.base.instance.settings
    walk = comparison.walk
    return {
        "instance": settings.id,
        "name": settings.name,
        "mode": comparison.base.mode.value,
        "plans": [_plan(comparison, entry) for entry in comparison.shown],
        "differences": [_row(row) for row in comparison.differences],
        "walk": [] if walk is None else [_row(step) for step in walk.steps],
        "walk_changes": [asdict(player) for player in comparison.players],
        "walk_resolution": {} if walk is None else dict(walk.resolution),
        "walk_missing": None if walk is None else walk.missing,
        "units": {name: units_of(kind) for name, kind in _LISTS.items()},
        "notes": list(comparison.notes),
        "folder": None if folder is None else str(folder),
        "workbook": None if workbook is None else str(workbook),
    }


def _plan(comparison: Comparison, entry: Entry) -> dict[str, Any]:
    """A scenario with its plan as ``leon solve`` prints it, or why there is none."""
    told = {
        "scenario": entry.id,
        "kind": entry.kind.value,
        "title": entry.title,
        "reason": entry.reason,
        "question": entry.question,
        "vegvalg": entry.vegvalg,
        "error": entry.error,
        "exit_code": int(entry.exit_code),
    }
    if entry.plan is None:
        return {**told, "status": None, "verified": False}
    rows = [row for row in comparison.differences if row.scenario == entry.id]
    gained = {f"{who}s": [asdict(one) for one in gains(rows, who)] for who in (GROUP, DISTRICT, CENTRE)}
    figures = [
        {"name": one.name, "value": one.value(PlanView(entry.plan)), "unit": one.column.unit} for one in KEY_FIGURES
    ]
    moves = project_moves(comparison.base, entry.plan)
    changed = [
        {**asdict(move), "cause": None if entry.causes is None else entry.causes.projects[move.project].value}
        for move in moves
    ]
    return {**told, "key_figures": figures, "gains": gained, "projects_changed": changed, **plan_json(entry.plan, None)}


def _row(row: Row) -> dict[str, Any]:
    told: Mapping[str, Any] = asdict(row)
    return {name: value for name, value in told.items() if name == "year" or name not in DIMENSIONS or value}
