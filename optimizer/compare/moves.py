"""What moves from the base to a scenario: projects in time, and the rows of a table that differ most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leonplan.optimizer.compare.rows import DIMENSIONS, Difference
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.view import PlanView


@dataclass(frozen=True, slots=True)
class ProjectMove:
    """A project that starts in other years than in the base."""

    project: str
    """Project."""
    before: tuple[int, ...]
    """Years of its starts in the base, each as often as it starts; none if it is not carried out."""
    after: tuple[int, ...]
    """The same in the scenario."""


def project_moves(base: Plan, plan: Plan) -> tuple[ProjectMove, ...]:
    """Projects that start in other years than in the base, in order of the first year that either has."""
    before, after = PlanView(base).starts, PlanView(plan).starts
    moves = [ProjectMove(id, before.get(id, ()), after.get(id, ())) for id in before.keys() | after.keys()]
    moved = [move for move in moves if move.before != move.after]
    return tuple(sorted(moved, key=lambda move: (min((*move.before, *move.after)), move.project)))


def largest(
    differences: Iterable[Difference], measure: str, year: int | None, *, least: float = 0.0
) -> list[Difference]:
    """The differences of a measure in a year, or over all years, the largest first; none smaller than the least."""
    found = [row for row in differences if row.measure == measure and row.year == year and abs(row.difference) >= least]
    return sorted(found, key=lambda row: (-abs(row.difference), *(str(getattr(row, name)) for name in DIMENSIONS)))
