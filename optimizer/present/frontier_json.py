"""A frontier for programs: the fields of the contract, and the rest of its tables."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.knee_and_jumps import read_off
from leonplan.optimizer.frontier.rows import Jump, Piece, Point, PointProject, Trade
from leonplan.optimizer.frontier.units import own_units
from leonplan.optimizer.words.column import units_of

_LISTS = {"points": Point, "projects": PointProject, "brackets": Piece, "jumps": Jump, "three": Trade}
"""Lists of rows; those of projects stand within the points."""


def frontier_json(frontier: Frontier, folder: Path | None) -> dict[str, Any]:
    """One object. folder: where the frontier was written, if it was."""
    return {
        "instance": frontier.instance,
        "name": frontier.name,
        "axis": {"name": frontier.axis, "unit": frontier.axis_unit, "today": frontier.today},
        "goal": {"name": frontier.goal, "unit": frontier.goal_unit},
        "third": frontier.third,
        "tolerance": frontier.tolerance,
        "jump": frontier.jump,
        "certified": frontier.certified,
        "widest": frontier.widest,
        "verified": frontier.verified,
        "points": [_point(frontier, asdict(point)) for point in frontier.points],
        "brackets": [asdict(piece) for piece in frontier.pieces],
        "jumps": [asdict(jump) for jump in frontier.jumps],
        "three": [asdict(trade) for trade in frontier.trades],
        "reading": asdict(read_off(frontier)),
        "units": _units(frontier),
        "effort": asdict(frontier.effort),
        "folder": None if folder is None else str(folder),
    }


def _units(frontier: Frontier) -> dict[str, dict[str, str]]:
    """Unit of each number in each list, by its name, for this axis and these goals."""
    own = own_units(frontier)
    return {
        name: {column: own.get(unit, unit) for column, unit in units_of(kind).items()} for name, kind in _LISTS.items()
    }


def _point(frontier: Frontier, told: dict[str, Any]) -> dict[str, Any]:
    projects = [asdict(row) for row in frontier.projects if row.point == told["point"]]
    plain = [{name: value for name, value in row.items() if name != "point"} for row in projects]
    return {**told, "projects": plain}
