"""A smaller problem that bounds the whole one: the same formulation, which forgets who lives and is served where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from leonplan.models.data import EVERYWHERE, Limits, ModelData
from leonplan.models.sets import ANYWHERE, IndexSets

ROUNDING = 1e-9
"""Share by which places taken are counted too few, so that rounding never asks for more than there are."""


def forget_places(data: ModelData) -> ModelData:
    """The relaxation with one district, and one place of service over all centres.

    Every plan of the whole problem, summed over districts and centres of service, is a plan of this one with the same
    value of every goal but travel (where travel costs money: with no more spending), so its bounds hold for the whole
    problem. Wards, projects, staff and money stay as they are, centre by centre, and so do places from which residents may be
    moved. Nearness, equity and catchment areas are left out; what they cost shows when the plan is filled in again.
    Service fixed at one centre is kept as far as its sum and the places it takes say.
    """
    need: dict[tuple[str, str, int], float] = defaultdict(float)
    for (g, _, t), persons in data.need.items():
        need[g, ANYWHERE, t] += persons
    forgetful = replace(data, located=False)
    costs = [cost for _, cost in (data.reachable or {}).values()]
    cheapest = min(costs, default=0.0)
    return replace(
        forgetful,
        districts=(ANYWHERE,),
        need=dict(need),
        reachable={(ANYWHERE, place): (0.0, cheapest) for place in (ANYWHERE, *data.centres)} if cheapest else None,
        near=frozenset(),
        policies=replace(data.policies, near_share=None, equity_tolerance=None),
        goal_limits={goal: limit for goal, limit in data.goal_limits.items() if goal != "travel"},
        decided_places=_places_taken(data),
        decided_service=_service_anywhere(forgetful),
    )


def _service_anywhere(data: ModelData) -> dict[tuple[str, str, str, int], Limits]:
    """Service fixed by hand, at places as far as they are distinguished; of the others the sum is fixed.

    data: says that places are forgotten. The sum is no less than all that is fixed, as no one is served less than 0, and no
    more where every centre behind the sum has a greatest number.
    """
    sets = IndexSets(data)
    kept, summed = {}, defaultdict[tuple[str, str, int], dict[str, Limits]](dict)
    for (g, l, c, t), limits in data.decided_service.items():
        if c == EVERYWHERE or sets.place_of(c, l) == c:
            kept[g, l, c, t] = limits
        elif ANYWHERE in sets.where(l):
            summed[g, l, t][c] = limits
    for (g, l, t), by_centre in summed.items():
        most = [by_centre.get(c, Limits()).at_most for c in sets.houses[l, ANYWHERE]]
        known = [x for x in most if x is not None]
        at_least = sum(limits.at_least or 0.0 for limits in by_centre.values())
        kept[g, l, ANYWHERE, t] = _limits(at_least, sum(known) if len(known) == len(most) else None)
    return kept


def _places_taken(data: ModelData) -> dict[tuple[str, str, int], Limits]:
    """Places fixed by hand, and at least those that persons fixed by hand take."""
    taken: dict[tuple[str, str, int], float] = defaultdict(float)
    for (_, l, c, t), limits in data.decided_service.items():
        if c != EVERYWHERE and limits.at_least:
            taken[c, l, t] += limits.at_least / data.levels[l].occupancy * (1 - ROUNDING)
    places = dict(data.decided_places)
    for key, least in taken.items():
        fixed = places.get(key, Limits())
        places[key] = _limits(max(least, fixed.at_least or 0.0), fixed.at_most)
    return places


def _limits(at_least: float, at_most: float | None) -> Limits:
    """Limits that never contradict each other: a bound less is a relaxation still."""
    return Limits(at_least if at_most is None else min(at_least, at_most), at_most)
