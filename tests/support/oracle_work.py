"""Who does whose work, what is left of it, and what that costs, written again from what it means."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from oracle_plans import exact
from oracle_sums import Sum, total

if TYPE_CHECKING:
    from oracle_rest import Rest


def share_the_work(rest: Rest, k: str, t: int) -> None:
    """A category works no more than it is there, hired in or not, and its own work is done by those who may, or left."""
    data, category = rest.data, rest.data.categories[k]
    agency = rest.unknown("agency", k, t)
    rest.at_most(agency, exact(category.agency_limit))
    rest.costs[t].add(agency, exact(category.agency_cost))
    time = total((rest.unknown("does", k, w, t), 1) for w in category.may_do)
    for (j, w), shift in data.shifts.items():
        time.add(rest.unknown("does", k, w, t), exact(shift.hours) if j == k else 0)
    rest.at_most(time, total(((rest.employed[k][t], 1 - exact(category.absence)), (agency, 1))))
    _do_the_work(rest, k, t)
    _secure_competence(rest, k, t)


def _able(rest: Rest, k: str) -> list[str]:
    """Those who may do all of a category's work."""
    return [j for j, other in rest.data.categories.items() if k in other.may_do]


def _do_the_work(rest: Rest, k: str, t: int) -> None:
    """Some of the work by those to whom it may be shifted; what is left costs pay, or agencies where dearer."""
    data, category = rest.data, rest.data.categories[k]
    work = total((_work(rest, l, k, t), 1) for l in data.levels)
    for (q, g), d in product(data.effects, data.districts):
        if data.periods[t].year >= data.programmes[q].first_year:
            each = exact(data.programmes[q].fte_per_participant.get(k, 0.0))
            work.add(rest.unknown("part", q, g, d, t), each)
    short = rest.unknown("short", k, t)
    helping = {j: shift for (j, w), shift in data.shifts.items() if w == k}
    done = ((rest.unknown("does", j, k, t), 1) for j in (*_able(rest, k), *helping))
    rest.at_most(work, total(((short, 1), *done)))
    for j, shift in helping.items():
        rest.at_most(rest.unknown("does", j, k, t), total(((work, exact(shift.max_share)),)))
    rest.short.add(short, rest.length(t))
    at_work = exact(category.pay) / (1 - exact(category.absence))
    rest.costs[t].add(short, max(at_work, exact(category.agency_cost)))


def _secure_competence(rest: Rest, k: str, t: int) -> None:
    """A share of a level's work wants those who may do all of a category's, whatever work it is that they do."""
    data, able = rest.data, _able(rest, k)
    floors = {l: exact(x) for (l, w), x in data.competence_floor.items() if w == k and x}
    if data.policies.minimum_competence and floors:
        gap = rest.unknown("gap", k, t)
        wanted = total((_work(rest, l, w, t), share) for l, share in floors.items() for w in data.categories)
        works = [(j, w) for j in able for w in data.categories[j].may_do]
        works += [(j, w) for j, w in data.shifts if j in able]
        done = total((rest.unknown("does", j, w, t), Fraction(1)) for j, w in works)
        rest.at_most(wanted, total(((done, 1), (gap, 1))))
        rest.short.add(gap, rest.length(t))


def _work(rest: Rest, l: str, k: str, t: int) -> Sum:
    """Work of a category at a level."""
    data, work = rest.data, Sum()
    for g, where in product(data.groups, (*data.districts, *data.centres)):
        if (g, l, where, t) in rest.served:
            work.add(rest.served[g, l, where, t], exact(data.fte_per_person.get((g, l, k), 0.0)))
    for (_, level), units in rest.plan.units.items():
        if level == l:
            work.add(Sum(units[t]), exact(data.fte_per_unit.get((l, k), 0.0)))
    for g, d in product(data.groups, data.districts):
        for effect, part in rest.taking_part(g, d, t):
            if effect.level == l:
                work.add(part, -exact(effect.fte_saved.get(k, 0.0)))
    return work
