"""The one way to a base plan, and to that of doing nothing: taken from those kept, or solved and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.kept.question import answered_by, question_of, question_without_limit
from leonplan.optimizer.kept.store import PlanStore
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.what_if.apply import do_nothing


@dataclass(frozen=True)
class Library:
    """Plans that are solved once."""

    store: PlanStore | None = None
    """Where they are kept; none: nowhere, so that each is solved when it is asked for."""
    afresh: bool = False
    """Whether to solve anew what is kept; what is found takes its place."""

    def find(self, instance: Instance, mode: Mode | None, settings: SolveSettings) -> Plan | None:
        """The kept plan of an instance: a proven one, else one that was stopped by the very time limit of the settings."""
        if self.store is None or self.afresh:
            return None
        mode = instance.settings.mode if mode is None else mode
        for question in (question_without_limit, question_of):
            plan = self.store.find(question(instance, mode, settings), instance)
            if plan is not None:
                return plan
        return None

    def keep(self, plan: Plan) -> None:
        """Keep a plan that was just solved, if it holds and the user did not stop its search.

        Nor is that of an instance that was put together in memory and could not be read from files.
        """
        is_verified = plan.verification is not None and plan.verification.ok
        if self.store is None or plan.kept is not None or not is_verified or plan.interrupted:
            return
        if not check_instance(plan.instance)[0]:
            self.store.keep(answered_by(plan), plan, replace_it=self.afresh)

    def plan(
        self,
        instance: Instance,
        *,
        mode: Mode | None = None,
        settings: SolveSettings | None = None,
        progress: Progress | None = None,
    ) -> Plan:
        """The best plan of an instance, as ``plan_instance`` solves it; ``plan.kept`` says when, if it was not now."""
        settings = settings or SolveSettings()
        plan = self._told(self.find(instance, mode, settings))
        if plan is not None:
            return plan
        from leonplan.optimizer.planning.plan_instance import plan_instance  # the solver takes a second to load

        plan = plan_instance(instance, mode=mode, settings=settings, progress=progress)
        self.keep(plan)
        return plan

    def plan_with_reference(
        self,
        instance: Instance,
        *,
        mode: Mode | None = None,
        settings: SolveSettings | None = None,
        progress: Progress | None = None,
    ) -> Plan:
        """The same with doing nothing next to it, as ``planning.plan_with_reference``; each is taken where it is kept."""
        settings = settings or SolveSettings()
        known = self._told(self.find(instance, mode, settings))
        reference = self.find(without_later_goals(do_nothing(instance)), mode, replace(settings, beside=False))
        if known is not None and reference is not None:
            return replace(known, reference=reference, no_reference=None)
        from leonplan.optimizer.planning.with_reference import plan_with_reference

        plan = plan_with_reference(
            instance, mode=mode, settings=settings, progress=progress, known=known, known_reference=reference
        )
        self.keep(plan)
        if plan.reference is not None and not plan.interrupted:
            self.keep(plan.reference)
        return plan

    def _told(self, plan: Plan | None) -> Plan | None:
        """A plan that was found, having said so."""
        if self.store is not None and plan is not None:
            when = str(plan.kept).replace("T", " ")[:16]
            self.store.warn(f"{plan.instance.settings.name}: the plan of {when} UTC is taken; --afresh solves it anew.")
        return plan
