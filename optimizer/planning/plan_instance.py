"""From an instance to a verified plan in one call."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import CollisionError, NoPlanError
from leonplan.optimizer.outcome.solution import Solution, Status
from leonplan.optimizer.planning.plan import Plan, decided_values, make_plan, steps_of, whole_decisions
from leonplan.optimizer.planning.project_weights import weights
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.nearest import Toward
from leonplan.optimizer.solve.session import Session
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.verify.verify import verify_plan


class Planner:
    """Plans similar instances one after the other, with one formulation kept alive. Not safe to share between threads."""

    def __init__(self, mode: Mode | None = None, settings: SolveSettings | None = None) -> None:
        """Plan in the order of goals of a mode, the instance's own if none."""
        self._mode = mode
        self._settings = settings or SolveSettings()
        self._session: Session | None = None

    def plan(
        self,
        instance: Instance,
        *,
        progress: Progress | None = None,
        near: Plan | None = None,
        against: Plan | None = None,
        keeps_near: bool = False,
        stop: threading.Event | None = None,
    ) -> Plan:
        """The best plan of an instance, checked by arithmetic.

        near: a similar plan to start from; keeps_near: whether, of the plans that are as good within the gap, the one nearest to
        it is taken, with what is proven of its projects in ``plan.nearness``. against: the plan of an instance with the same
        goals of which this one is a case with less freedom, to ask whether its goals can be held: each goal only reaches what
        that plan was held at, and the first that cannot is minimised and the last one taken. stop: set elsewhere when the user
        asks to stop. A plan that does not verify is returned as well: look at ``plan.verification``. Raises CollisionError
        naming the hard demands if they collide,
        NoPlanError if the solver was stopped before it had a plan, and VerificationError if the solver contradicted itself.
        """
        mode = instance.settings.mode if self._mode is None else self._mode
        begun = time.perf_counter()
        demand = project_demand(instance)
        data = prepare(instance, demand)
        prepared = time.perf_counter()
        solution = self._session_for(data).solve(
            steps_of(instance, mode),
            near=None if near is None else whole_decisions(near),
            known=None if against is None else {x.goal: x.bound for x in against.goals if x.bound is not None},
            targets=None if against is None else {x.goal: x.held_at - x.slack for x in against.goals},
            toward=None if near is None or not keeps_near else _toward(near, instance),
            progress=progress,
            stop=stop,
        )
        solved = time.perf_counter()
        _refuse_without_plan(instance, solution)
        plan = make_plan(instance, demand, data, solution, mode=mode, settings=self._settings)
        verification = verify_plan(plan)
        checked = time.perf_counter()
        seconds = {
            "build": prepared - begun + solution.build_seconds,
            "solve": solved - prepared - solution.build_seconds,
            "verify": checked - solved,
        }
        return replace(plan, seconds=seconds, verification=verification)

    def _session_for(self, data: ModelData) -> Session:
        if self._session is None:
            self._session = Session(data, self._settings)
        else:
            self._session.change(data)
        return self._session


def plan_instance(
    instance: Instance,
    *,
    mode: Mode | None = None,
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
    near: Plan | None = None,
) -> Plan:
    """The best plan of one instance in the order of goals of a mode, as ``Planner.plan``."""
    return Planner(mode, settings).plan(instance, progress=progress, near=near)


def _toward(near: Plan, instance: Instance) -> Toward:
    """A plan as one that another lies near: what it comes to may lie above what it was held at by rounding."""
    held = {goal.goal: max(goal.held_at, goal.value) - goal.slack for goal in near.goals}
    return Toward(decided_values(near), weights(instance), held)


def _refuse_without_plan(instance: Instance, solution: Solution) -> None:
    if solution.status is Status.INFEASIBLE:
        demands = hard_demands(instance)
        raise CollisionError(
            "there is no plan that meets every hard demand; in force are:\n"
            + "\n".join(f"- {demand}" for demand in demands)
            + "\n'leon explain' says which of them collide, and what would mend it"
        )
    if solution.status is Status.NO_ANSWER:
        raise NoPlanError("stopped before there was a plan; allow more time")


def hard_demands(instance: Instance) -> tuple[str, ...]:
    """The demands that a plan must meet whatever it costs: limits on goals, policies in force, decisions."""
    settings = instance.settings
    policies = settings.policies
    limits = [f"limit: {limit.goal.value} at most {limit.at_most:g}" for limit in settings.limits]
    in_force = [name for name in type(policies).model_fields if getattr(policies, name).on]
    decided = [project.id for project in instance.projects if project.decided]
    programmes = [programme.id for programme in instance.programmes if programme.decided_participants > 0]
    return (
        *limits,
        *(f"policy: {name}" for name in in_force),
        *(f"decided project: {project}" for project in decided),
        *(f"decided programme: {programme}" for programme in programmes),
        *(f"decided by hand: {decision.in_words()}" for decision in instance.decisions),
    )
