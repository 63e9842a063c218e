"""A plan with doing nothing next to it: what the plan is always compared with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

from leonplan.optimizer.errors import CollisionError, LeonError, NoPlanError, VerificationError
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.planning.scenarios import why_no_plan
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress, side_by_side
from leonplan.optimizer.what_if.apply import do_nothing

_Outcome = Plan | NoReference | LeonError


def plan_with_reference(
    instance: Instance,
    *,
    mode: Mode | None = None,
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
    known: Plan | None = None,
    known_reference: Plan | None = None,
) -> Plan:
    """The best plan of an instance, and next to it that of doing nothing (``plan.reference``), solved on the other core.

    Doing nothing is solved for the goals up to spending: it is told in persons, staff and money, which are held from there
    on. known, known_reference: either of the two, where it has been solved, which is then not solved again. The search for
    doing nothing takes a fraction of the plan's where that is long, and the plan is solved as it would be alone. Both have the
    settings' time limit, from the same start. The plan stands whatever becomes of doing nothing, and
    ``plan.no_reference`` says why there is none. The first Ctrl-C stops both searches and keeps what they have. Raises as
    ``Planner.plan``, and InterruptedSearchError if the user stopped it before there was a plan.
    """
    settings = settings or SolveSettings()
    nothing = do_nothing(instance)
    if nothing == instance:
        plan = known or Planner(mode, settings).plan(instance, progress=progress)
        return replace(plan, no_reference=NoReference.NOTHING_TO_DO)
    stop = threading.Event()

    def the_plan() -> _Outcome:
        try:
            return known or Planner(mode, settings).plan(instance, progress=progress, stop=stop)
        except LeonError as error:
            why = why_no_plan(error, stop)
            stop.set()  # without a plan nothing is told against doing nothing
            return why

    def the_reference() -> _Outcome:
        try:
            small = replace(settings, beside=False)
            found = known_reference or Planner(mode, small).plan(without_later_goals(nothing), stop=stop)
        except (CollisionError, NoPlanError, VerificationError) as error:
            return _WHY[type(error)]
        is_verified = found.verification is not None and found.verification.ok
        return found if is_verified else NoReference.NOT_VERIFIED

    jobs: list[Callable[[], _Outcome]] = [the_plan, the_reference]
    found, reference = side_by_side(jobs, cores=len(jobs), stop=stop)
    if isinstance(found, LeonError):
        raise found
    assert isinstance(found, Plan)
    plan = replace(found, interrupted=found.interrupted or stop.is_set())
    if isinstance(reference, Plan):
        return replace(plan, reference=reference, no_reference=None)
    assert isinstance(reference, NoReference)
    return replace(plan, no_reference=reference)


_WHY: Mapping[type[LeonError], NoReference] = {
    CollisionError: NoReference.COLLIDES,
    NoPlanError: NoReference.STOPPED,
    VerificationError: NoReference.NOT_VERIFIED,
}
