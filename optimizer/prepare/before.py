"""The year before the decided ones, as the instance gives it: who takes part in programmes, and who is helped."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.models import data as md
from leonplan.optimizer.demand.project_demand import Demand
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.years import base_year


def participants_before(instance: Instance, demand: Demand) -> dict[tuple[str, str], float]:
    """Participants of the base year by (programme, group), shared out as those eligible are; none without a base year."""
    served: dict[tuple[str, str | None], float] = {}
    for row in instance.current_service:
        served[row.group, row.level] = served.get((row.group, row.level), 0.0) + row.persons
    found: dict[tuple[str, str], float] = {}
    for programme in instance.programmes if instance.settings.horizon.base_year is not None else ():
        eligible = {
            effect.group: effect.eligible
            * (_need(instance, demand, effect.group) if effect.level is None else served.get((effect.group, effect.level), 0.0))
            for effect in instance.programme_effects
            if effect.programme == programme.id
        }  # fmt: skip
        whole = sum(eligible.values())
        if whole and programme.participants:
            found |= {(programme.id, g): programme.participants * persons / whole for g, persons in eligible.items()}
    return found


def help_before(
    instance: Instance, demand: Demand, participants: Mapping[tuple[str, str], float]
) -> dict[str, md.Help]:
    """Help in the base year by group, of which somebody was helped; none without a base year.

    participants: those of the base year by (programme, group).
    """
    if instance.settings.horizon.base_year is None:
        return {}
    relief = {(row.group, row.level): 1.0 if row.relief is None else row.relief for row in instance.services}
    helped = {}
    for group in instance.settings.groups:
        well = sum(
            effect.need_reduction * participants.get((effect.programme, effect.group), 0.0)
            for effect in instance.programme_effects
            if effect.group == group.id and effect.level is None
        )
        rows = [row for row in instance.current_service if row.group == group.id]
        full = well + sum(row.persons for row in rows if relief.get((row.group, row.level), 0.0) >= 1)
        some = well + sum(row.persons for row in rows)
        if some:
            helped[group.id] = md.Help(full, some, max(some, _need(instance, demand, group.id)))
    return helped


def _need(instance: Instance, demand: Demand, group: str) -> float:
    """Need of a group in the base year [persons]."""
    base = base_year(instance.settings.horizon)
    return sum(demand.need[group, district.id, base] for district in instance.districts)
