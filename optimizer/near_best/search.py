"""The search for plans almost as good as the best: one after the other, each as far as can be from all before it."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from leonplan.models.data import ModelData
from leonplan.models.relax import forget_places
from leonplan.optimizer.demand.project_demand import Demand, project_demand
from leonplan.optimizer.errors import NoPlanError, UsageError
from leonplan.optimizer.near_best.distance import (
    ProjectDifference,
    differences,
    distance,
    nearest,
    started,
)
from leonplan.optimizer.near_best.fixed import fixed
from leonplan.optimizer.near_best.share import GoalAllowance, Price, goal_limits, kept, prices
from leonplan.optimizer.outcome.solution import Solution
from leonplan.optimizer.planning.plan import Plan, make_plan, steps_of, whole_decisions
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.planning.project_weights import weights
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results.totals import goal_values
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.distance_problem import HeldStep, Starts
from leonplan.optimizer.solve.farthest_projects import Farthest, farthest
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.lexicographic import head_of
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.verify.verify import verify_plan

SEARCH_PART = 0.5
"""Part of the time limit for finding other projects; the rest is for the best plan with them."""

SLACK = 1e-9
"""Distances this much apart are the same."""


@dataclass(frozen=True)
class NearBest:
    """A plan almost as good as the best, with other projects."""

    plan: Plan
    """The best plan with these projects and within the limits: its instance decides every start."""
    distance: float
    """How far its projects lie from the nearest of the plans before it, see ``near_best.distance``."""
    from_best: float
    """How far they lie from those of the best plan."""
    bound: float
    """No plan within the limits lies farther from all plans before it."""
    proven: bool
    """Whether distance and bound agree within the asked gap."""
    within: bool
    """Whether every goal held keeps its limit, by arithmetic on the stored numbers."""
    prices: tuple[Price, ...]
    """What it comes to in every goal, compared with the best plan."""
    differences: tuple[ProjectDifference, ...]
    """Projects that are not carried out as in the best plan."""


@dataclass(frozen=True)
class NearBestPlans:
    """The best plan and those almost as good."""

    best: Plan
    """The best plan."""
    share: float
    """How much worse the others may be in every goal that is held [share]."""
    limits: tuple[GoalAllowance, ...]
    """What every goal held may come to."""
    alternatives: tuple[NearBest, ...]
    """Plans with other projects, in the order found."""
    exhausted: bool
    """Whether it is proven that no other choice of projects is within the limits."""


def near_best(
    instance: Instance,
    best: Plan,
    *,
    share: float = 0.02,
    count: int = 3,
    free: Collection[str] = (),
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
) -> NearBestPlans:
    """Plans that are within a share of the best in every goal, and differ as much as can be in their projects.

    The first lies farthest from the best plan, each later one farthest from the nearest of those before it. With the
    projects found, everything else is planned again in the order of goals, so that each is the best plan of its kind;
    it is a whole plan of an instance that decides those starts. best: a plan of the instance. free: goals that are not
    held. settings: its time limit holds for each alternative. Raises UsageError for a goal in ``free`` that is not in the
    order, and where there is nothing to choose.
    """
    search = _Search(instance, best, share, frozenset(free), settings or best.settings)
    tell, stop = progress or (lambda _: None), threading.Event()
    found: list[NearBest] = []
    exhausted = False
    while len(found) < count and not exhausted and not stop.is_set():
        tell(f"alternative {len(found) + 1} of {count}")
        taken = [started(best), *(started(one.plan) for one in found)]
        begun = time.monotonic()
        other = search.other_projects(taken, stop)
        exhausted = other.bound < search.least - SLACK
        if other.solution is None or search.apart(other.solution, taken) < search.least - SLACK:
            break
        found.append(search.planned(other, taken, time.monotonic() - begun, stop))
    return NearBestPlans(best, share, search.limits, tuple(found), exhausted)


class _Search:
    """What stays the same from one alternative to the next."""

    def __init__(
        self, instance: Instance, best: Plan, share: float, free: frozenset[str], settings: SolveSettings
    ) -> None:
        self.instance, self.best, self.settings = instance, best, settings
        self.limits = goal_limits(best, share, free)
        unknown = free - {goal.goal for goal in best.goals}
        if unknown:
            order = ", ".join(goal.goal for goal in best.goals)
            raise UsageError(f"{', '.join(sorted(unknown))} is not a goal of this order; choose from {order}")
        if not instance.projects:
            raise UsageError("the instance has no projects, so no plan differs in them; add projects.csv")
        self.weights = weights(instance)
        self.least = min(self.weights.values())
        self.demand: Demand = project_demand(instance)
        self.data: ModelData = prepare(instance, self.demand)
        steps = tuple(steps_of(instance, best.mode))
        self.whole = Form(self.data).matrix
        self.small = Form(forget_places(self.data)).matrix if head_of(self.data, steps) else None
        self.order = _order(best, self.limits)

    def other_projects(self, taken: Sequence[Starts], stop: threading.Event) -> Farthest:
        """The projects that lie farthest from those taken."""
        limit = self.settings.time_limit
        settings = replace(self.settings, time_limit=None if limit is None else SEARCH_PART * limit)
        near = whole_decisions(self.best)
        return farthest(self.whole, self.small, self.order, taken, self.weights, settings, near=near, stop=stop)

    def apart(self, solution: Solution, taken: Sequence[Starts]) -> float:
        """How far the projects of a solution lie from the nearest of those taken."""
        return nearest(self.instance, _started(solution), taken)

    def planned(self, other: Farthest, taken: Sequence[Starts], seconds: float, stop: threading.Event) -> NearBest:
        """The best plan with projects found, or the plan found where there was no time for a better one."""
        assert other.solution is not None
        starts = _started(other.solution)
        instance = fixed(self.instance, starts, self._individual_limits(other.solution))
        data, mode, limit = prepare(instance, self.demand), self.best.mode, self.settings.time_limit
        plan = make_plan(instance, self.demand, data, other.solution, mode=mode, settings=self.settings)
        left = None if limit is None else limit - seconds
        plan = self._improved(plan, left, stop) or replace(plan, verification=verify_plan(plan))
        apart = nearest(self.instance, started(plan), taken)
        return NearBest(
            plan=plan,
            distance=apart,
            from_best=distance(self.instance, started(plan), taken[0]),
            bound=max(other.bound, apart),
            proven=other.bound - apart <= self.settings.gap * max(other.bound, apart) + SLACK,
            within=kept(self.limits, plan),
            prices=prices(self.best, plan),
            differences=differences(self.best, plan),
        )

    def _improved(self, plan: Plan, left: float | None, stop: threading.Event) -> Plan | None:
        """The best plan with the projects of one, in the seconds left; none if there was no time for it."""
        if left is not None and left <= 0:
            return None
        try:
            return Planner(plan.mode, replace(self.settings, time_limit=left)).plan(plan.instance, near=plan, stop=stop)
        except NoPlanError:
            return None

    def _individual_limits(self, solution: Solution) -> Mapping[str, float]:
        """Limits on single goals that keep every step within its own: goals weighted together stay where they were found."""
        held = {limit.goal: limit.at_most for limit in self.limits}
        limits: dict[str, float] = {}
        for one, result in zip(self.order, solution.goals, strict=True):
            if one.at_most is not None and result.name in one.step:
                limits[result.name] = held[result.name]
            elif one.at_most is not None:
                limits |= self._values(solution, one.step)
        return limits

    def _values(self, solution: Solution, step: Mapping[str, float]) -> dict[str, float]:
        """What the goals of a weighted step come to in a solution."""
        plan = make_plan(self.instance, self.demand, self.data, solution, mode=self.best.mode, settings=self.settings)
        values = goal_values(self.data, plan.tables, plan.by_year)
        return {goal: values[goal] for goal in step}


def _order(best: Plan, limits: Sequence[GoalAllowance]) -> tuple[HeldStep, ...]:
    """Every step of the best plan's order, with its limit."""
    limited = {limit.step: limit for limit in limits}
    steps = enumerate(steps_of(best.instance, best.mode), 1)
    return tuple(_held(step, limited[number]) if number in limited else HeldStep(step, None) for number, step in steps)


def _held(step: Mapping[str, float], limit: GoalAllowance) -> HeldStep:
    return HeldStep(step, limit.at_most, limit.at_most - limit.best)


def _started(solution: Solution) -> Starts:
    """How often each project has been started by each period of a solution."""
    return {key: round(value) for key, value in solution.values.get("started", {}).items() if round(value)}
