"""The best plan by trying every one: an optimiser that shares no code and no formula with the formulation.

Every combination of whole decisions (when projects start, how many units are open, which centre a district belongs to,
how many are employed where they are counted in whole numbers) is tried, and the rest is solved exactly in fractions.
The rules are written again, from what they mean: persons are followed from their district to their place one by one,
places in use and need unmet are what follows from that and no decisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from exact_lp import minimise
from oracle_plans import Plan, plans_of
from oracle_rest import Rest

from leonplan.models.data import ModelData

__all__ = ["Plan", "best", "is_possible", "plans_of"]


def best(data: ModelData, goal: Mapping[str, float], held: Mapping[str, float]) -> Fraction | None:
    """The least weighted sum of goals with other goals held within limits; none if no plan keeps every rule."""
    values = [value for plan in plans_of(data) if (value := _least(data, plan, goal, held)) is not None]
    return min(values, default=None)


def is_possible(data: ModelData, plan: Plan, held: Mapping[str, float]) -> bool:
    """Whether the whole decisions of a plan leave room for goals within limits."""
    return _least(data, plan, {}, held) is not None


def _least(data: ModelData, plan: Plan, goal: Mapping[str, float], held: Mapping[str, float]) -> Fraction | None:
    rest = Rest(data, plan, {*goal, *held, *data.goal_limits})
    objective, constant = rest.weighted(goal)
    return minimise(objective, constant, [*rest.rows, *_limits(rest, held), *_limits(rest, data.goal_limits)])


def _limits(rest: Rest, limits: Mapping[str, float]) -> Iterator[tuple[Mapping[int, Fraction], Fraction]]:
    for name, limit in limits.items():
        terms, constant = rest.weighted({name: 1.0})
        yield terms, Fraction(str(limit)) - constant
