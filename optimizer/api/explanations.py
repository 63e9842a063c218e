"""What explains a plan, or why there is none."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from leonplan.optimizer.api.names import Progress
from leonplan.optimizer.api.plans import settings_for, solve

if TYPE_CHECKING:
    from leonplan.optimizer.explain.collision.explain_collision import CollisionReport
    from leonplan.optimizer.explain.explanation import Explanation
    from leonplan.optimizer.explain.one_more.steps import UsefulStep
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.schema.instance import Instance

PROBE_SECONDS = 60.0
"""Seconds for each search for any plan at all, where no limit is asked for."""


def explain(
    of: Plan | Instance,
    *,
    mode: Literal["frame", "cover"] | None = None,
    one_more: Sequence[str] = (),
    with_range: bool = False,
    gap: float | None = None,
    time_limit: float | None = None,
    afresh: bool = False,
    warn: Progress | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Explanation:
    """What binds in a plan, where and when, and what one more really buys, by solving again; or why there is no plan.

    of: a plan, or an instance that is planned first, in a mode as for ``solve``; where its hard demands collide, the
    explanation holds the collision instead. one_more: names such as ``money:1`` or ``recruit``, ``all`` or ``none``; by
    default what gives more of what binds. with_range: try half and twice the step, too. gap: by default the plan's;
    time_limit: for each search [s]. afresh, warn: as for ``solve``. stop: set when the user asks to stop while a collision is
    explained. Raises UsageError for a name that stands for nothing, and NoPlanError and VerificationError as ``solve``.
    """
    from leonplan.optimizer.errors import CollisionError
    from leonplan.optimizer.explain.binding.what_binds import what_binds
    from leonplan.optimizer.explain.explanation import Explanation, chosen_steps
    from leonplan.optimizer.explain.one_more.marginal import what_one_more_buys
    from leonplan.optimizer.planning.plan import Plan

    if isinstance(of, Plan):
        plan = of
    else:
        usual = 0.001 if gap is None else gap
        try:
            plan = solve(of, mode=mode, gap=usual, time_limit=time_limit, afresh=afresh, warn=warn, progress=progress)
        except CollisionError:
            return _collision(of, usual, time_limit, progress, stop)
    settings = settings_for(gap, time_limit, plan)
    steps = () if plan.interrupted else chosen_steps(plan, tuple(one_more))
    bought = what_one_more_buys(plan, steps, with_range=with_range, settings=settings, progress=progress)
    return Explanation(plan.instance, plan, what_binds(plan), bought)


def _collision(
    instance: Instance,
    gap: float,
    time_limit: float | None,
    progress: Progress | None,
    stop: threading.Event | None,
) -> Explanation:
    """Why an instance has no plan, which the solver has said already."""
    from leonplan.optimizer.errors import NoPlanError, VerificationError
    from leonplan.optimizer.explain.collision.explain_collision import explain_collision as why
    from leonplan.optimizer.explain.explanation import Explanation

    report = why(instance, settings=settings_for(gap, time_limit or PROBE_SECONDS), progress=progress, stop=stop)
    if not report.collisions and report.is_certain:
        raise VerificationError("the solver finds no plan for the goals, but one for the demands alone")
    if not report.collisions:
        raise NoPlanError("stopped before it was known which demands collide; allow more time")
    return Explanation(instance, collision=report)


def explain_collision(
    instance: Instance,
    *,
    time_limit: float = PROBE_SECONDS,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> CollisionReport:
    """Why an instance has no plan: the smallest set of hard demands that collide, and the least repair of each kind.

    time_limit: for each search [s]; stop: set when the user asks to stop. No collisions are listed if the demands can be met.
    """
    from leonplan.optimizer.explain.collision.explain_collision import explain_collision as why

    return why(instance, settings=settings_for(0.001, time_limit), progress=progress, stop=stop)


def useful_steps(instance: Instance) -> tuple[UsefulStep, ...]:
    """What there can be one more of, by the names that ``explain`` takes."""
    from leonplan.optimizer.explain.one_more.steps import useful_steps as found

    return found(instance)
