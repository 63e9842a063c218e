"""Any plan at all: is there one within limits on goals, or is it proven that there is none?

HiGHS finds a plan far sooner on the way to the least of a goal than as any point between rows. So one limit after the other
is aimed at, from the plan found so far, until the goal is within its limit, or its bound beyond it: then there is no plan.
Meanwhile the limits before are held loosely, by a step of the goals' grids, so that no tolerance decides; what is found
is then tried against the limits as they are, and only if that fails they all become rows. As for the best plan,
the relaxation that forgets places is asked first: where it has no plan, the whole problem has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import value_of
from leonplan.optimizer.solve.lexicographic import LOCATED, values_of
from leonplan.optimizer.solve.live import Live, Outcome
from leonplan.optimizer.solve.matrix import Floats, Matrix, carried_whole_numbers
from leonplan.optimizer.solve.settings import SolveSettings

MARGIN = 1e-6
"""A sum is within a limit if it exceeds it by no more than this share of it, or of 1, as the solver's tolerances allow."""

Limits = Mapping[str, float]
"""The greatest value of goals by name, in the goal's unit."""


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What looking for a plan came to."""

    has_plan: bool | None
    """Whether there is a plan; none if the search was stopped before that was known."""
    values: Mapping[str, Mapping[object, float]]
    """The plan found, value by variable and index, zeros left out; empty if there is none."""
    least: float = np.inf
    """Value in the plan found of the goal that was to be minimised."""
    bound: float = -np.inf
    """No plan within the limits has less of it; infinite where there is no plan."""


@dataclass
class LimitedProblem:
    """One problem, and the plan at hand."""

    matrix: Matrix
    settings: SolveSettings
    clock: Clock
    plan: Floats | None = None
    """The best start known by column; it need not be a plan of this problem."""

    def reach(self, limits: Limits, order: Sequence[str]) -> bool | None:
        """Bring goals within their limits, one after the other; the plan at hand is then one, but for a step of each grid.

        False if it is proven that there is no such plan, none if the clock ran out or HiGHS contradicted itself: then there was
        a plan within the limits before, and none is found when another goal is aimed at.
        """
        live = self._live()
        if not order:
            return self._taken(live.run(self.clock.left))
        for number, goal in enumerate(order):
            terms, constant = self.matrix.goals[goal]
            margin = MARGIN * max(1.0, abs(limits[goal]))
            if self.clock.is_out:
                return None
            live.aim(terms, constant)
            if self.plan is not None:
                live.start_from(self.plan)
            outcome = live.run(self.clock.left, enough=limits[goal] + margin / 2, hopeless=limits[goal] + margin)
            if outcome.bound > limits[goal] + margin:
                return None if number and outcome.status == "infeasible" else False
            if self._taken(outcome) is not True or outcome.value > limits[goal] + margin:
                return None
            live.hold(terms, limits[goal] + self.matrix.size.grids[goal] - constant)
        return True

    def within(self, limits: Limits, aim: str | None = None) -> Outcome:
        """The best plan in a goal, or any plan, with the limits as rows."""
        live = self._live()
        for goal, limit in limits.items():
            terms, constant = self.matrix.goals[goal]
            live.hold(terms, limit - constant)
        if aim is not None:
            live.aim(*self.matrix.goals[aim])
        if self.plan is not None:
            live.start_from(self.plan)
        outcome = live.run(self.clock.left)
        self._taken(outcome)
        return outcome

    def filled_in(self, other: LimitedProblem, limits: Limits, aim: str | None = None) -> Outcome:
        """The best plan with the whole numbers of another problem's plan and the limits as rows."""
        assert other.plan is not None
        live = self._live()
        live.fix(*carried_whole_numbers(other.matrix, other.plan, self.matrix))
        for goal, limit in limits.items():
            terms, constant = self.matrix.goals[goal]
            live.hold(terms, limit - constant)
        if aim is not None:
            live.aim(*self.matrix.goals[aim])
        outcome = live.run(self.clock.left)
        self._taken(outcome)
        return outcome

    def value(self, goal: str) -> float:
        """A goal in the plan at hand."""
        assert self.plan is not None
        return value_of(self.plan, *self.matrix.goals[goal])

    def _live(self) -> Live:
        settings = self.settings
        return Live(
            self.matrix, gap=settings.gap, seed=settings.seed, threads=settings.threads, stop=self.clock.stop
        )  # fmt: skip

    def _taken(self, outcome: Outcome) -> bool | None:
        """Keep the plan of an outcome; whether there is one."""
        if outcome.values is not None:
            self.plan = outcome.values
            return True
        return False if outcome.status == "infeasible" else None


def find_plan(whole: LimitedProblem, small: LimitedProblem | None, limits: Limits, least: str | None) -> PlanOutcome:
    """Any plan with every goal within its limit, and of those, if a goal is named, one with the least of it.

    small: the relaxation that forgets places, if there is more than one. Raises VerificationError if HiGHS contradicts
    itself.
    """
    ordered = {goal: limits[goal] for goal in whole.matrix.size.grids if goal in limits and goal != least}
    known = _any_plan(whole, small, ordered)
    if known is not True:
        return PlanOutcome(known, {}, bound=np.inf if known is False else -np.inf)
    if least is None:
        assert whole.plan is not None
        return PlanOutcome(True, values_of(whole.matrix, whole.plan))
    return _with_least(whole, small, ordered, least)


def _any_plan(whole: LimitedProblem, small: LimitedProblem | None, limits: Limits) -> bool | None:
    """Whether there is a plan within the limits; the whole problem then has it at hand."""
    if whole.plan is not None and whole.filled_in(whole, limits).values is not None:
        return True
    head = {goal: limit for goal, limit in limits.items() if goal not in LOCATED}
    if small is not None:
        known = small.reach(head, list(head))
        if known is False or whole.clock.is_out:
            return known and None
        if known and whole.filled_in(small, limits).values is not None:
            return True
    known = whole.reach(limits, list(limits))
    if known is False or whole.clock.is_out:
        return known and None
    if known and whole.filled_in(whole, limits).values is not None:
        return True
    outcome = whole.within(limits)
    return True if outcome.values is not None else False if outcome.status == "infeasible" else None


def _with_least(whole: LimitedProblem, small: LimitedProblem | None, limits: Limits, least: str) -> PlanOutcome:
    """The plan within the limits that has the least of a goal; the whole problem has some plan at hand."""
    bound = -np.inf
    if small is not None and least not in LOCATED:
        head = {goal: limit for goal, limit in limits.items() if goal not in LOCATED}
        bound = small.within(head, least).bound
        before = whole.plan
        if small.plan is not None and whole.filled_in(small, limits, least).values is None:
            whole.plan = before
    if not np.isfinite(bound) or whole.value(least) > bound + MARGIN * max(1.0, abs(bound)):
        outcome = whole.within(limits, least)
        if outcome.status == "infeasible":
            raise VerificationError(f"HiGHS finds no plan with the least {least} although it had a plan")
        bound = max(bound, outcome.bound)
    value = whole.value(least)
    if bound > value + MARGIN * max(1.0, abs(value)):
        raise VerificationError(f"a plan has {value:g} of {least} where HiGHS proved {bound:g}")
    assert whole.plan is not None
    return PlanOutcome(True, values_of(whole.matrix, whole.plan), value, min(bound, value))
