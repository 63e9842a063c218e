"""How much of what help costs falls low on the care ladder, on a plan whose whole decisions are taken."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from oracle_plans import exact
from oracle_sums import Sum, total

if TYPE_CHECKING:
    from oracle_rest import Rest


def spend_low(rest: Rest) -> None:
    """In every period in force the money of the low levels, and no other, is a least share of that of all."""
    wanted = rest.data.policies.ladder_share
    for t, period in enumerate(rest.data.periods):
        if wanted is not None and period.year in wanted.at_least:
            by_level = {l: _money(rest, l, t) for l in rest.data.levels}
            low = total((money, 1) for l, money in by_level.items() if l in wanted.levels)
            share = exact(wanted.at_least[period.year])
            rest.at_most(total((money, share) for money in by_level.values()), low)


def _money(rest: Rest, l: str, t: int) -> Sum:
    """What everybody at a level takes, one by one: their service and hours, their part of a full ward, their programmes."""
    data, money = rest.data, Sum()
    for g, where in product(data.groups, (*data.districts, *data.centres)):
        if (g, l, where, t) in rest.served:
            persons, service = rest.served[g, l, where, t], data.services[g, l]
            money.add(persons, exact(service.other_cost))
            money.add(persons, -exact(service.user_fee) - exact(service.state_compensation))
            for k in data.categories:
                money.add(persons, exact(data.fte_per_person.get((g, l, k), 0.0)) * _hour(rest, k))
            if where in data.centres and not data.levels[l].at_home:
                money.add(persons, _bed(rest, where, l) / exact(data.levels[l].occupancy))
    for g, d in product(data.groups, data.districts):
        for q, programme in data.programmes.items():
            effect = data.effects.get((q, g))
            if effect is not None and effect.level == l and data.periods[t].year >= programme.first_year:
                taking_part = rest.unknown("part", q, g, d, t)
                money.add(taking_part, exact(programme.cost))
                for k in data.categories:
                    hours = exact(programme.fte_per_participant.get(k, 0.0)) - exact(effect.fte_saved.get(k, 0.0))
                    money.add(taking_part, hours * _hour(rest, k))
    return money


def _hour(rest: Rest, k: str) -> Fraction:
    """A year of a category's work by those on the books."""
    category = rest.data.categories[k]
    return exact(category.pay) / (1 - exact(category.absence))


def _bed(rest: Rest, c: str, l: str) -> Fraction:
    """A place, and its part of the ward it is in."""
    level, size = rest.data.levels[l], rest.plan.sizes.get((c, l))
    ward = exact(level.unit_cost)
    for k in rest.data.categories:
        ward += exact(rest.data.fte_per_unit.get((l, k), 0.0)) * _hour(rest, k)
    return exact(level.place_cost) + (ward / size if size else 0)
