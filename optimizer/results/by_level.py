"""What each level of the care ladder takes of users, work and money."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.cost_of_work import cost_of_work
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.results.work import work_by_category, work_by_level


@dataclass(frozen=True, slots=True)
class LevelResources:
    """What a level takes in a year."""

    persons: float
    """Persons served [persons on an average day]."""
    work: float
    """Work done at the level [FTE at work]."""
    amount: float
    """Pay and agency staff for that work and the price of what is left of it, other cost less fees and compensation, and
    places and units [kNOK/year]."""


def resources_by_level(view: PlanView, year: int) -> dict[str, LevelResources]:
    """What each level takes in a year, in the order of the ladder; levels that nobody uses included.

    Pay follows work: what a category is paid, idle hours with it, is spread over the work that it does, by the time it takes,
    and what the work of a category costs, the price of work that nobody does with it, over the levels at which there is such
    work. Buildings, centres, programmes, travel and the discharge fee belong to no level: they are the rest of net spending.
    """
    data, values = view.data, view.values[year]
    by_level, work = work_by_level(data, values), work_by_category(data, values)
    cost = summed(
        (k, amount)
        for (_, k), amount in cost_of_work(
            data,
            (row for row in view.rows(r.Staff) if row.year == year),
            (row for row in view.rows(r.Covers) if row.year == year),
        ).items()
    )
    amounts: list[tuple[str, float]] = [
        (l, done / work[k] * cost.get(k, 0.0)) for (l, k), done in by_level.items() if work[k] > 0
    ]
    for (g, l, _), persons in values.of("served").items():
        service = data.services[g, l]
        amounts.append((l, (service.other_cost - service.user_fee - service.state_compensation) * persons))
    amounts += [(l, data.levels[l].place_cost * places) for (_, l), places in values.of("operated").items()]
    amounts += [(l, data.levels[l].unit_cost * units) for (_, l), units in values.of("open_units").items()]
    spent = summed(amounts)
    served = summed((l, persons) for (_, l, _), persons in values.of("served").items())
    return {
        l: LevelResources(
            served.get(l, 0.0), fsum(by_level[l, k] for k in data.categories), spent.get(l, 0.0)
        )
        for l in data.levels
    }  # fmt: skip
