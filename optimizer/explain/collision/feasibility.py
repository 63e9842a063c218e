"""Is there a plan at all for an instance? One formulation is kept alive for many such questions."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import replace

from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import NEED_SETTINGS, NEED_TABLES, Demand, project_demand
from leonplan.optimizer.explain.collision.demands import LIMIT, HardDemand, without
from leonplan.optimizer.explain.collision.switches import RESIDENTS, RULES_OF_THE_END, switched_off
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.feasible import PlanOutcome
from leonplan.optimizer.solve.session import Session, Values
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.switched_off import SwitchedOff


class Feasibility:
    """Answers whether instances have a plan, one after the other. Not safe to share between threads."""

    def __init__(self, settings: SolveSettings | None = None, stop: threading.Event | None = None) -> None:
        """settings: the time limit holds for each question, and the answers are exact whatever gap is set."""
        self._settings = replace(settings or SolveSettings(), gap=0.0, beside=False)
        self._stop = stop or threading.Event()
        self._sessions: dict[tuple[bool, tuple[int, ...]], Session] = {}
        self._near: Values | None = None
        self._need: tuple[Instance, Demand] | None = None

    def __call__(
        self, instance: Instance, given_up: Collection[HardDemand] = (), *, is_cut: bool = False
    ) -> bool | None:
        """Whether there is a plan that meets every demand of an instance; none if time ran out first.

        given_up: demands of the instance that need not be met. As ``without``, but the formulation need not be built again.
        is_cut: the horizon is cut short, so that what is under way at its end may be ready later.
        """
        rebuilt = [demand for demand in given_up if demand.id == RESIDENTS]
        limits = frozenset(demand.name for demand in given_up if demand.kind == LIMIT)
        off = switched_off(instance, given_up)
        if is_cut:
            off = replace(off, rules=off.rules | RULES_OF_THE_END)
        return self._find(without(instance, rebuilt) if rebuilt else instance, off=off, free=limits).has_plan

    def least(self, instance: Instance, goal: str) -> PlanOutcome:
        """The least that a goal can be while every other demand is met, with a bound."""
        return self._find(instance, least=goal, free=frozenset({goal}))

    def _find(
        self,
        instance: Instance,
        *,
        off: SwitchedOff | None = None,
        least: str | None = None,
        free: frozenset[str] = frozenset(),
    ) -> PlanOutcome:
        data = prepare(instance, self._need_of(instance))
        limits = {goal: limit for goal, limit in data.goal_limits.items() if goal not in free}
        session = self._session_for(replace(data, goal_limits={}))
        found = session.find(limits, off=off, least=least, near=self._near, stop=self._stop)
        if found.has_plan:
            self._near = found.values
        return found

    def _session_for(self, data: ModelData) -> Session:
        """A formulation of the same shape, as far as what moves it most can show."""
        key = data.policies.residents_stay, data.years
        if key in self._sessions:
            self._sessions[key].change(data)
        else:
            self._sessions[key] = Session(data, self._settings)
        return self._sessions[key]

    def _need_of(self, instance: Instance) -> Demand:
        """The need of an instance, projected only once for instances that have it from the same tables."""
        if self._need is None or not _has_same_need(instance, self._need[0]):
            self._need = instance, project_demand(instance)
        return self._need[1]


def _has_same_need(one: Instance, other: Instance) -> bool:
    same_settings = all(getattr(one.settings, name) == getattr(other.settings, name) for name in NEED_SETTINGS)
    return same_settings and all(getattr(one, name) is getattr(other, name) for name in NEED_TABLES)
