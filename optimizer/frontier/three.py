"""Three goals at once: on a grid of limits and of values allowed, the least of a third goal, and what no other plan beats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.frontier import rows as r
from leonplan.optimizer.frontier.orders import Order
from leonplan.optimizer.frontier.points import Maker, Spot, names
from leonplan.optimizer.frontier.probe import Answer, Ask, Probe
from leonplan.optimizer.frontier.prober import Law, Precision
from leonplan.optimizer.frontier.search import Search, SearchResult
from leonplan.optimizer.schema.edit import with_limits
from leonplan.optimizer.schema.settings import Goal
from leonplan.optimizer.solve.descent import value_of
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.steps import grid_of, held_at, terms_of

LIMITS = 4
"""Limits of the grid, evenly from the first point to the last."""

SHARES = (0.0, 0.2, 0.5)
"""Values allowed at a limit: above what is reached there by these shares of the way to the first point's value."""

THIRD = ("above_level", "spend", "travel")
"""The third goal is the first of these that is not weighed already."""


@dataclass(frozen=True)
class Cell:
    """A cell of the grid and its plan."""

    limit: float
    allowed: float
    value: float
    found: Answer


def third_of(goal: str, axis_goal: str | None) -> str:
    """The goal that is weighed as well."""
    return next(name for name in THIRD if name not in (goal, axis_goal))


def cells_of(searched: SearchResult) -> list[tuple[float, float]]:
    """(limit, value allowed) of the grid, both rounded up to theirs; each is kept by the plan of some point."""
    prober = searched.prober
    spots = [spot for spot, _ in searched.front.known.points]
    (first, top), (last, _) = spots[0], spots[-1]
    cells = []
    for i in range(LIMITS):
        limit = prober.axis.up(first + (last - first) * i / (LIMITS - 1))
        reached = min(y for x, y in spots if x <= limit)
        cells += [
            (
                limit,
                held_at(prober.goal, reached + share * (top - reached), SolveSettings().gap, prober.whole.size.grids),
            )
            for share in SHARES
        ]
    return list(dict.fromkeys(cells))


def solve_cells(search: Search, searched: SearchResult, third: str) -> list[Cell]:
    """The plan of each cell with the least of the third goal, two side by side; cells that were stopped are left out.

    Raises VerificationError if the solver contradicts itself.
    """
    prober, solved = searched.prober, []
    y = terms_of(prober.whole, prober.goal)
    jobs = []
    for limit, allowed in cells_of(searched):
        held = Law(prober.goal, searched.front.known.lower_at(limit), allowed)
        later = tuple(step for step in prober.later if third not in step)
        asker = replace(prober, goal={third: 1.0}, laws=(*prober.laws, held), later=later)
        jobs.append((asker, Probe(Ask.LEAST_Y, high=limit), _start(searched, limit, allowed)))
    gap = Precision(max(searched.front.tolerance, 1e-3), grid_of({third: 1.0}, prober.whole.size.grids))
    for (limit, allowed), found in zip(cells_of(searched), search.ask_all(jobs, gap), strict=True):
        if found is not None:
            solved.append(Cell(limit, allowed, value_of(prober.plan_of(found), *y), found))
    return solved


def _start(searched: SearchResult, limit: float, allowed: float) -> Answer:
    fits = [number for (x, y), number in searched.front.known.points if x <= limit and y <= allowed]
    start = searched.asked[fits[-1]].found if fits else None
    if start is None:
        raise VerificationError("no plan at hand keeps a limit that a point of the frontier keeps")
    return start


def unbeaten(cells: Sequence[Cell]) -> list[Cell]:
    """Cells that no other one beats or equals in all three, in the order given."""
    kept: list[Cell] = []
    for cell in cells:
        if not any(_beats(other, cell) for other in cells) and not any(_equals(other, cell) for other in kept):
            kept.append(cell)
    return kept


def _numbers(cell: Cell) -> tuple[float, float, float]:
    return cell.found.x, round(cell.value, 6), round(cell.found.y, 6)


def _equals(one: Cell, other: Cell) -> bool:
    return _numbers(one) == _numbers(other)


def _beats(one: Cell, other: Cell) -> bool:
    return not _equals(one, other) and all(a <= b for a, b in zip(_numbers(one), _numbers(other), strict=True))


def trade_spots(maker: Maker, cells: Sequence[Cell], third: str, gap: float) -> list[tuple[Spot, r.Trade]]:
    """The plans of cells with their rows; the value allowed stands in each point's instance as a limit."""
    order = maker.order
    after = (order.goal, *(step for step in order.after if third not in step))
    found = []
    for number, name in names(len(cells), "t").items():
        cell = cells[number]
        for_cell = replace(
            maker,
            instance=with_limits(maker.instance, {Goal(goal): cell.allowed for goal in order.goal}),
            order=Order(order.before, {third: 1.0}, after),
            prober=replace(maker.prober, goal={third: 1.0}),
        )
        spot = for_cell.spot(name, cell.found, (cell.found.bound, cell.found.y), gap)
        bound = min(cell.found.bound, spot.values[third])
        goal = next(iter(order.goal))
        row = r.Trade(name, cell.found.x, cell.allowed, spot.values[goal], spot.values[third], bound)
        found.append((spot, row))
    return found
