"""How much worse than the best a plan may be in every goal, and how much worse it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.rows import Goal

CLOSE = 1e-6
"""A limit counts as kept if it is exceeded by no more than this, relative to it or to one, as in verification."""


@dataclass(frozen=True, slots=True)
class GoalAllowance:
    """What a goal may come to."""

    step: int
    """Place in the order of goals, from 1."""
    goal: str
    """Goal, or weighted goals."""
    best: float
    """What the best plan comes to."""
    at_most: float
    """What a plan within the share may come to."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a plan comes to in a goal, compared with the best plan."""

    step: int
    """Place in the order of goals, from 1."""
    goal: str
    """Goal, or weighted goals."""
    unit: str
    """Unit."""
    best: float
    """What the best plan comes to."""
    value: float
    """What this plan comes to."""
    difference: float
    """How much more that is; less is better."""
    share: float | None
    """The same as a share of the best plan's; none where that is 0."""


def goal_limits(best: Plan, share: float, free: Collection[str] = ()) -> tuple[GoalAllowance, ...]:
    """What each goal of the order may come to: a share more than in the best plan, at least the goal's grid.

    A goal that is 0 in the best plan thus stays 0, but for the grid on which values of goals differ. free: goals that are
    not held.
    """
    return tuple(
        GoalAllowance(row.step, row.goal, row.value, row.value + max(share * abs(row.value), row.grid))
        for row in best.goals
        if row.goal not in free
    )


def prices(best: Plan, plan: Plan) -> tuple[Price, ...]:
    """What a plan comes to compared with the best one, for every goal of the order that both have."""
    values = {row.goal: row for row in plan.goals}
    return tuple(_price(row, values[row.goal]) for row in best.goals if row.goal in values)


def _price(best: Goal, row: Goal) -> Price:
    difference = float(Fraction(repr(row.value)) - Fraction(repr(best.value)))
    share = difference / abs(best.value) if best.value else None
    return Price(best.step, best.goal, best.unit, best.value, row.value, difference, share)


def kept(limits: Sequence[GoalAllowance], plan: Plan) -> bool:
    """Whether a plan is within every limit, by exact arithmetic on the numbers stored."""
    values = {row.goal: Fraction(repr(row.value)) for row in plan.goals}
    return all(limit.goal in values and values[limit.goal] <= _most(limit) for limit in limits)


def _most(limit: GoalAllowance) -> Fraction:
    """The limit and what is put down to rounding."""
    at_most = Fraction(repr(limit.at_most))
    return at_most + Fraction(repr(CLOSE)) * max(Fraction(1), abs(at_most))
