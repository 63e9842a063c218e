"""Unmet need: those served by nothing and what waiting and reduced service leave, and what lacks of minimums."""

from __future__ import annotations

from math import fsum

from leonplan.models.data import Group, ModelData
from leonplan.optimizer.results.year import Year


def unmet_persons(data: ModelData, year: Year, g: str) -> float:
    """Unmet need of a group [person equivalents on an average day]."""
    unserved = (persons for (group, _), persons in year.of("unserved").items() if group == g)
    waiting = (
        (1 - data.services[g, l].relief) * persons for (group, l, _), persons in year.of("served").items() if group == g
    )
    return fsum((*unserved, *waiting))


def below_minimum(data: ModelData, year: Year, g: str) -> float:
    """Persons by which those served at levels that help enough fall short of the group's minimum [persons]."""
    group = data.groups[g]
    served = [(l, persons) for (h, l, _), persons in year.of("served").items() if h == g]
    enough = fsum(persons for l, persons in served if data.services[g, l].relief >= group.counts_from)
    unserved = (persons for (h, _), persons in year.of("unserved").items() if h == g)
    return max(0.0, group.minimum * fsum((*unserved, *(persons for _, persons in served))) - enough)


def below_sound(data: ModelData, year: Year, g: str) -> float:
    """Heavy need met by nothing, and what less than sound relief leaves of what is sound [person equivalents]."""
    group = data.groups[g]
    unserved = (persons for (h, _), persons in year.of("unserved").items() if h == g)
    lacking = (
        max(0.0, 1 - data.services[g, l].relief / group.sound) * persons
        for (h, l, _), persons in year.of("served").items()
        if h == g
    )
    return fsum((*unserved, *lacking)) if group.is_heavy else 0.0


def weighted(persons: float, need: float, group: Group, tiers: int) -> float:
    """Unmet need weighted by severity, the least severe tier of those in need giving way first.

    persons, need: unmet need and all need of the group [persons on an average day]; tiers: how many there are.

    >>> frail = Group(10, 0.5, False, False, False)
    >>> weighted(3, 6, frail, 3)  # 2 of the first third at 5, 1 of the second at 10
    20.0
    """
    left, total, last = persons, 0.0, tiers - 1
    for tier in range(tiers):
        here = left if tier == last else min(left, need / tiers)
        total += group.severity * (1 + group.spread * (2 * tier / last - 1 if last else 0)) * here
        left -= here
    return total
