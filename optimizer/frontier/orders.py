"""Which goals come before the frontier's own, and which after."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.frontier.axis import Axis
from leonplan.optimizer.planning.plan import steps_of
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, GoalStep, Mode
from leonplan.optimizer.solve.steps import WeightedGoals
from leonplan.optimizer.words.vocabulary import GOAL_UNITS

OVERRUN: WeightedGoals = {"overrun": 1.0}


@dataclass(frozen=True)
class Order:
    """The steps of every point of a frontier."""

    before: tuple[WeightedGoals, ...]
    """Taken first, at whatever limit it takes, and held along the whole frontier."""
    goal: WeightedGoals
    """What the limit is weighed against: y."""
    after: tuple[WeightedGoals, ...]
    """Improved in turn once y is at its least."""

    @property
    def proven(self) -> tuple[GoalStep, ...]:
        """The steps of which a point proves that they are at their least, as an instance's settings hold them."""
        return tuple(_setting(step) for step in (*self.before, self.goal))


def order_of(instance: Instance, axis: Axis, against: str) -> Order:
    """The order of goals along a frontier: the instance's for frame mode, as far as it comes before the two that are weighed.

    Where a frame is limited it is kept, or is exceeded by no more than even the largest frame is: overrun is always among
    the steps before. Raises UsageError for a goal that there is not, or that is weighed against itself.
    """
    if against not in GOAL_UNITS:
        raise UsageError(f"{shown(against)} is not a goal; choose one of: {', '.join(GOAL_UNITS)}")
    if against == axis.goal:
        raise UsageError(f"{against} cannot be weighed against itself; choose another goal")
    steps = steps_of(instance, Mode.FRAME)
    weighed = {against, axis.goal}
    before: list[WeightedGoals] = list(takewhile(lambda step: not weighed & set(step), steps))
    if axis.is_money and against != "overrun" and not any("overrun" in step for step in before):
        before.append(OVERRUN)
    goal: WeightedGoals = {against: 1.0}
    return Order(tuple(before), goal, tuple(step for step in steps if step not in (*before, goal)))


def _setting(step: WeightedGoals) -> GoalStep:
    if list(step.values()) == [1.0]:
        return Goal(next(iter(step)))
    return {Goal(goal): weight for goal, weight in step.items()}
