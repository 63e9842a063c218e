"""The base year, which is given: how people are served as the instance has it, and what follows by arithmetic."""

from __future__ import annotations

import math
from collections.abc import Mapping
from math import fsum
from typing import Any

from leonplan.models.data import ModelData
from leonplan.optimizer.results.cover import share_out
from leonplan.optimizer.results.work import competence_wanted, competent_work, work_by_category
from leonplan.optimizer.results.year import Year
from leonplan.optimizer.schema.instance import Instance

Needs = Mapping[tuple[str, str, int], float]

_ROUNDING = 1e-9
"""Units are not opened for less than this share of one."""


def given_year(instance: Instance, data: ModelData, need: Needs) -> Year:
    """The base year in the names of the formulation.

    Service at home is spread over districts as the need is, and so are those unserved: it is not known who among those in
    places comes from where. Each centre runs as many units of a level as its residents fill. Staff share out the work
    so that as little as possible is left (their own first); what is left is hired in up to the limit, then shortfall.
    """
    t = data.base_year
    here = {(g, d): need[g, d, t] for g in data.groups for d in data.districts}
    served = _served(instance, data, here)
    operated: dict[tuple[str, str], float] = {}
    for (_, l, c), persons in served.items():
        if not data.levels[l].at_home:
            operated[c, l] = operated.get((c, l), 0.0) + persons / data.levels[l].occupancy
    units = {
        (c, l): float(math.ceil(places / size - _ROUNDING))
        for (c, l), places in operated.items()
        if (size := data.unit_size(c, l)) is not None
    }
    values: dict[str, Mapping[Any, float]] = {
        "served": served,
        "operated": operated,
        "open_units": units,
        "participants": _participants(data, here, served),
        "employed": {k: category.employed for k, category in data.categories.items()},
    }
    values["unserved"] = _unserved(data, here, Year(t, values))
    return Year(t, values | _staff(data, Year(t, values)))


def _spread(total: float, weights: Mapping[str, float]) -> dict[str, float]:
    """A total spread by weights; evenly if they are all zero."""
    whole = fsum(weights.values())
    return {d: total * (weight / whole if whole else 1 / len(weights)) for d, weight in weights.items()}


def _served(
    instance: Instance, data: ModelData, need: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str, str], float]:
    """Persons by (group, level, home district or centre)."""
    served: dict[tuple[str, str, str], float] = {}
    for row in instance.current_service:
        if row.centre is not None:
            served[row.group, row.level, row.centre] = row.persons
            continue
        for d, persons in _spread(row.persons, {d: need[row.group, d] for d in data.districts}).items():
            served[row.group, row.level, d] = persons
    return served


def _participants(
    data: ModelData, need: Mapping[tuple[str, str], float], served: Mapping[tuple[str, str, str], float]
) -> dict[tuple[str, str, str], float]:
    """Participants by (programme, group, district), shared out as those eligible are."""
    found = {}
    for q, programme in data.programmes.items():
        eligible = {
            (g, d): effect.eligible * (need[g, d] if effect.level is None else served.get((g, effect.level, d), 0.0))
            for (p, g), effect in data.effects.items()
            if p == q
            for d in data.districts
        }
        whole = fsum(eligible.values())
        for (g, d), persons in eligible.items():
            if whole and programme.participants:
                found[q, g, d] = programme.participants * persons / whole
    return found


def _unserved(data: ModelData, need: Mapping[tuple[str, str], float], year: Year) -> dict[tuple[str, str], float]:
    """Need less those served and what programmes take away, spread over districts as the need is."""
    unserved = {}
    for g in data.groups:
        weights = {d: need[g, d] for d in data.districts}
        served = fsum(persons for (group, _, _), persons in year.of("served").items() if group == g)
        taken_away = fsum(
            data.effects[q, g].need_reduction * persons
            for (q, group, _), persons in year.of("participants").items()
            if group == g and data.effects[q, g].level is None
        )
        left = max(0.0, fsum(weights.values()) - served - taken_away)
        unserved.update({(g, d): persons for d, persons in _spread(left, weights).items()})
    return unserved


def _staff(data: ModelData, year: Year) -> dict[str, Mapping[Any, float]]:
    """Who does whose work, and what nobody on the books can do."""
    categories = data.categories
    own = {k: category.employed * (1 - category.absence) for k, category in categories.items()}
    dearest_first = sorted(categories, key=lambda k: -categories[k].agency_cost)
    work = work_by_category(data, year)
    cover = share_out(own, work, {k: category.may_do for k, category in categories.items()}, dearest_first)
    agency = {k: min(cover.left[k], category.agency_limit) for k, category in categories.items()}
    covers = dict(cover.done)
    for k, hired_in in agency.items():
        covers[k, k] += hired_in
    wanted = competence_wanted(data, year)
    return {
        "agency": agency,
        "covers": covers,
        "shortfall": {k: cover.left[k] - agency[k] for k in categories},
        "competence_gap": {k: max(0.0, w - competent_work(data, covers, k)) for k, w in wanted.items()},
    }
