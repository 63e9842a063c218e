"""From an instance to a verified plan in one call."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from leonplan.optimizer.demand import project_demand
from leonplan.optimizer.errors import CollisionError, NoPlanError
from leonplan.optimizer.plan import Plan, make_plan, steps_of
from leonplan.optimizer.prepare import prepare
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solution import Solution, Status
from leonplan.optimizer.solve.lexicographic import solve
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.verify.verify import verify_plan

Progress = Callable[[str], None]
"""Told what is being done, one short line at a time."""


def plan_instance(
    instance: Instance,
    *,
    mode: Mode | None = None,
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
) -> Plan:
    """The best plan of an instance in the order of goals of a mode, checked by arithmetic.

    mode: the instance's own if none. A plan that does not verify is returned as well: look at ``plan.verification``.
    Raises CollisionError naming the hard demands if they collide, NoPlanError if the solver was stopped before it had a
    plan, and VerificationError if the solver contradicted itself.
    """
    mode = instance.settings.mode if mode is None else mode
    settings = settings or SolveSettings()
    begun = time.perf_counter()
    demand = project_demand(instance)
    data = prepare(instance, demand)
    prepared = time.perf_counter()
    solution = solve(data, steps_of(instance, mode), settings, progress)
    solved = time.perf_counter()
    _refuse_without_plan(instance, solution)
    plan = make_plan(instance, demand, data, solution, mode=mode, settings=settings)
    verification = verify_plan(plan)
    checked = time.perf_counter()
    seconds = {
        "build": prepared - begun + solution.build_seconds,
        "solve": solved - prepared - solution.build_seconds,
        "verify": checked - solved,
    }
    return replace(plan, seconds=seconds, verification=verification)


def _refuse_without_plan(instance: Instance, solution: Solution) -> None:
    if solution.status is Status.INFEASIBLE:
        demands = hard_demands(instance)
        raise CollisionError(
            "there is no plan that meets every hard demand; in force are:\n"
            + "\n".join(f"- {demand}" for demand in demands)
            + "\nloosen or switch off one of them"
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
    )
