"""Need that grows, by trend, factors or fixed need: to more persons than there are inhabitants, or doubtfully many."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import Parsed
from leonplan.optimizer.demand.project_demand import Spread, project_demand, spreads
from leonplan.optimizer.errors import Problem

TOLERANCE = 1e-9
"""How far need may exceed inhabitants, relatively: what arithmetic with decimals leaves."""


def need_within_inhabitants(parsed: Parsed) -> Iterator[Problem]:
    """No rate, grown, makes more in need than inhabitants; for instances without other faults.

    Reported once for each group: in the first year, at the trend or factor that makes it so.
    """
    told: set[str] = set()
    for one in spreads(parsed.instance, parsed.needed_years):
        if one.group not in told and one.rate * one.growth * one.factor > 1 + TOLERANCE:
            told.add(one.group)
            yield _of_rate(parsed, one)


def _of_rate(parsed: Parsed, one: Spread) -> Problem:
    """Too many of an age band: by the group's trend, or by factors if they raise need more."""
    persons = one.rate * one.growth * one.factor
    told = (
        f"by {one.year} it makes {persons:.4g} persons of '{one.group}' in need for each inhabitant of '{one.age_band}' "
        f"in '{one.district}' (the rate is {one.rate:.4g})"
    )
    if one.growth >= one.factor:
        index, group = next(
            (index, group) for index, group in enumerate(parsed.instance.settings.groups) if group.id == one.group
        )
        return parsed.node("groups", index, "trend")(f"{group.trend:g} a year: {told}; lower it, or the rate")
    rows = [
        (row.factor, -index)
        for index, row in enumerate(parsed.instance.need_factors)
        if row.group == one.group and row.district in (None, one.district)
    ]
    factor, index = max(rows)
    return parsed.at("need_factors", -index, "factor", f"{factor:g}: {told}; lower it, or the rate")


def fixed_need_within_inhabitants(parsed: Parsed) -> Iterator[Problem]:
    """A warning where fixed need makes more in need than a district has inhabitants, once for each group.

    No fault, as fixed need is given whatever the inhabitants are: demand that is no share of a population, as in a problem of
    sites and customers. For instances without faults, as need is projected.
    """
    instance = parsed.instance
    fixed = {(row.group, row.district): index for index, row in reversed(list(enumerate(instance.fixed_needs)))}
    demand = project_demand(instance, parsed.needed_years)
    bands = [band.id for band in instance.settings.age_bands]
    told: set[str] = set()
    for (group, district, year), need in demand.need.items():
        inhabitants = sum(demand.population[band, district, year] for band in bands)
        if group in told or (group, district) not in fixed or need <= inhabitants * (1 + TOLERANCE):
            continue
        told.add(group)
        index = fixed[group, district]
        message = (
            f"{instance.fixed_needs[index].persons:g} makes {need:g} persons of '{group}' in need among {inhabitants:g} "
            f"inhabitants of '{district}' in {year}; lower it if it counts persons"
        )
        yield parsed.at("fixed_needs", index, "persons", message)
