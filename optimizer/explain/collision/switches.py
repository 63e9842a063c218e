"""Which rows of the formulation hold a demand: without them it is given up, and nothing need be built again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from leonplan.models.data import EVERYWHERE
from leonplan.optimizer.explain.collision.demands import DECISION, JOINT, POLICY, PROGRAMME, PROJECT, HardDemand
from leonplan.optimizer.explain.collision.policies import POLICIES
from leonplan.optimizer.schema.decision_tables import DecisionKind
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.years import period_of
from leonplan.optimizer.solve.switched_off import SwitchedOff

RESIDENTS = "policy:residents_stay"
"""The one demand that is more than rows: who may be moved is another set of variables."""

RULES_OF_THE_END = frozenset({"projects_are_ready_in_time", "no_grants_after_the_horizon"})
"""The rules that hold what is started to be ready within the horizon."""

RowKey = tuple[str, tuple[Any, ...]]
"""A rule, and what the index of its row begins with."""


def switched_off(instance: Instance, demands: Collection[HardDemand]) -> SwitchedOff:
    """The rows that hold some demands of an instance; limits on goals are none, and residents who stay are left out."""
    policies = [demand for demand in demands if demand.kind == POLICY and demand.id != RESIDENTS]
    rules = frozenset(rule for demand in policies for rule in POLICIES[demand.name].rules)
    rows = {("decided_projects_are_carried_out", (demand.name,)) for demand in demands if demand.kind == PROJECT}
    rows |= {("decided_programmes_run", (demand.name,)) for demand in demands if demand.kind == PROGRAMME}
    rows |= {_row_of(instance, int(demand.name)) for demand in demands if demand.kind == DECISION}
    rows |= {(rule, (demand.name,)) for demand in demands if demand.kind == JOINT for rule in _JOINT}
    return SwitchedOff(rules, frozenset(rows))


_JOINT = ("joint_staff_limits_are_kept", "joint_place_limits_are_kept")
"""The rules that hold joint limits."""


def _row_of(instance: Instance, number: int) -> RowKey:
    """The row that holds a decision made by hand, by its number from 1."""
    row = instance.decisions[number - 1]
    if row.kind is DecisionKind.START:
        return "decided_starts_are_kept", (row.project, period_of(row.year, instance.settings.horizon))
    if row.kind is DecisionKind.PLACES:
        return "decided_places_are_kept", (row.centre, row.level, row.year)
    return "decided_service_is_kept", (row.group, row.level, row.centre or EVERYWHERE, row.year)
