"""A smaller problem that bounds the whole one: the same formulation, told to forget who lives and is served where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from leonplan.models.data import ModelData
from leonplan.models.sets import ANYWHERE


def forget_places(data: ModelData) -> ModelData:
    """The relaxation with one district, and one place of service over all centres.

    Every plan of the whole problem, summed over districts and centres of service, is a plan of this one with the same
    value of every goal but travel (where travel costs money: with no more spending), so its bounds hold for the whole
    problem. Wards, projects, staff and money stay as they are, centre by centre, and so do places from which residents may be
    moved. Nearness, equity and catchment areas are left out; what they cost shows when the plan is filled in again.
    """
    need: dict[tuple[str, str, int], float] = defaultdict(float)
    for (g, _, t), persons in data.need.items():
        need[g, ANYWHERE, t] += persons
    costs = [cost for _, cost in (data.reachable or {}).values()]
    cheapest = min(costs, default=0.0)
    return replace(
        data,
        districts=(ANYWHERE,),
        need=dict(need),
        reachable={(ANYWHERE, place): (0.0, cheapest) for place in (ANYWHERE, *data.centres)} if cheapest else None,
        near=frozenset(),
        policies=replace(data.policies, near_share=None, equity_tolerance=None),
        goal_limits={goal: limit for goal, limit in data.goal_limits.items() if goal != "travel"},
        located=False,
    )
