"""What one more really buys: the plan solved again with a useful step more, and how sure the difference is.

A dual of a problem with whole wards is not a price: it may promise something for every place where nothing is gained
before a ward is full. So nothing here is a dual.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from leonplan.optimizer.errors import LeonError
from leonplan.optimizer.explain.one_more.steps import UsefulStep
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.scenarios import Scenario, plan_scenarios
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.totals import over_years
from leonplan.optimizer.solve.settings import SolveSettings


@dataclass(frozen=True, slots=True)
class GoalMove:
    """How a goal moves, in its unit; less is better."""

    goal: str
    """Goal, or goals with weights."""
    unit: str
    """Unit."""
    before: float
    """Value in the plan as it is."""
    after: float
    """Value in the plan with the step."""
    least: float
    """The true difference is no less than this, earlier goals held as they were."""
    most: float
    """The true difference is no more than this."""
    grid: float
    """Distances up to this are no distance."""

    @property
    def difference(self) -> float:
        """After less before; negative is a gain."""
        return self.after - self.before

    @property
    def is_distinct(self) -> bool:
        """Whether the gaps of both plans leave no doubt that there is a difference."""
        return self.most < -self.grid or self.least > self.grid


@dataclass(frozen=True, slots=True)
class Bought:
    """What some multiple of a step buys."""

    steps: float
    """How many steps."""
    changes: tuple[GoalMove, ...]
    """Every goal down to spending, in the plan's order."""
    unmet: float
    """Difference of unmet need over all years, not weighted [person equivalents x years]."""
    fault: str
    """Why there is no plan to compare with; empty if there is one."""
    is_stopped: bool = False
    """Whether the user stopped the search; the plan compared with is the best found until then."""

    @property
    def decisive(self) -> GoalMove | None:
        """The first goal in the plan's order with a certain difference; none if there is no such goal."""
        return next((change for change in self.changes if change.is_distinct), None)


@dataclass(frozen=True, slots=True)
class Marginal:
    """What one more of something buys."""

    step: UsefulStep
    """The step."""
    bought: tuple[Bought, ...]
    """What each multiple of the step buys, from the smallest."""

    @property
    def once(self) -> Bought:
        """What the step itself buys."""
        return next(one for one in self.bought if one.steps == 1)

    @property
    def holds(self) -> tuple[float, float]:
        """From how many steps to how many each step is worth as much as the first, as far as is certain and was tried."""
        same = [one.steps for one in self.bought if _is_worth_the_same(one, self.once)]
        apart = [one.steps for one in self.bought if one.steps not in same]
        low = max((steps for steps in apart if steps < 1), default=0.0)
        high = min((steps for steps in apart if steps > 1), default=math.inf)
        within = [steps for steps in same if low < steps < high]
        return min(within), max(within)


def what_one_more_buys(
    plan: Plan,
    steps: Sequence[UsefulStep],
    *,
    with_range: bool = False,
    settings: SolveSettings | None = None,
    progress: Callable[[str], None] | None = None,
    cores: int = 2,
) -> tuple[Marginal, ...]:
    """Solve a plan's instance again with each step more, and give the differences.

    with_range: solve with two steps, too, and with half of one where that makes sense, so as to say how far the answer
    reaches. settings: as for the plan, so that both are as exact; the time limit holds for each solve.
    """
    asked = [(step, steps_) for step in steps for steps_ in _multiples(step, with_range)]
    scenarios = [
        Scenario(f"{step.id} x {number:g}", step.title, without_later_goals(step.apply(plan.instance, number)))
        for step, number in asked
    ]
    outcomes = plan_scenarios(
        scenarios,
        mode=plan.mode,
        settings=settings or plan.settings,
        progress=progress,
        near=plan,
        cores=cores,
    )
    bought = {
        id_: _bought(plan, outcome, number) for (id_, outcome), (_, number) in zip(outcomes.items(), asked, strict=True)
    }
    return tuple(
        Marginal(step, tuple(bought[f"{step.id} x {number:g}"] for number in _multiples(step, with_range)))
        for step in steps
    )


def _multiples(step: UsefulStep, with_range: bool) -> tuple[float, ...]:
    if not with_range:
        return (1.0,)
    return (0.5, 1.0, 2.0) if step.is_divisible else (1.0, 2.0)


def _bought(plan: Plan, outcome: Plan | LeonError, steps: float) -> Bought:
    if isinstance(outcome, LeonError):
        return Bought(steps, (), 0.0, str(outcome))
    if outcome.verification is None or not outcome.verification.ok:
        return Bought(steps, (), 0.0, "the plan with the step does not verify")
    unmet = _person_years(outcome) - _person_years(plan)
    return Bought(steps, tuple(_changes(plan, outcome)), unmet, "", outcome.interrupted)


def _changes(plan: Plan, other: Plan) -> Iterator[GoalMove]:
    before = {goal.goal: goal for goal in plan.goals}
    for goal in other.goals:
        if goal.goal in before:
            yield _change(before[goal.goal], goal)


def _change(before: r.Goal, after: r.Goal) -> GoalMove:
    return GoalMove(
        goal=after.goal,
        unit=after.unit,
        before=before.value,
        after=after.value,
        least=-math.inf if after.bound is None else after.bound - before.value,
        most=math.inf if before.bound is None else after.value - before.bound,
        grid=max(before.grid, after.grid),
    )


def _person_years(plan: Plan) -> float:
    return over_years(plan.by_year, lambda year: year.unmet)


def _is_worth_the_same(one: Bought, other: Bought) -> bool:
    """Whether every goal may move by as much a step in both."""
    if one.fault or other.fault:
        return one is other
    for first, second in zip(one.changes, other.changes, strict=False):
        slack = max(first.grid / one.steps, second.grid / other.steps)
        is_above = first.least / one.steps > second.most / other.steps + slack
        is_below = first.most / one.steps < second.least / other.steps - slack
        if is_above or is_below:
            return False
    return True
