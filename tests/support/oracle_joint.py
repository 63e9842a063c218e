"""Limits over several categories or houses together, on a plan whose whole decisions are taken."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from oracle_plans import exact
from oracle_sums import Sum, total

if TYPE_CHECKING:
    from oracle_rest import Rest


def keep_joint_limits(rest: Rest) -> None:
    """In every period that a limit names; of those employed nobody has to go who would stay."""
    for limit in rest.data.joint_limits.values():
        for t, period in enumerate(rest.data.periods):
            if period.year in limit.at_most:
                _keep(rest, limit.of, limit.categories, limit.places, t, exact(limit.at_most[period.year]))


def _keep(
    rest: Rest, of: str, categories: tuple[str, ...], places: tuple[tuple[str, str], ...], t: int, most: Fraction
) -> None:
    data = rest.data
    if of == "places":
        for_persons = ((rest.in_place(c, l, t), 1 / exact(data.levels[l].occupancy)) for c, l in places)
        empty = ((rest.empty[c, l, t], 1) for c, l in places if (c, l, t) in rest.empty)
        rest.at_most(total((*for_persons, *empty)), most)
    elif of == "recruited":
        rest.at_most(total((rest.recruits[k, t], 1) for k in categories), most)
    elif of == "agency":
        rest.at_most(total((rest.unknown("agency", k, t), 1) for k in categories), most)
    else:
        years = data.periods[t].year - data.base_year
        stay = [
            exact(data.categories[k].employed) * (1 - exact(data.categories[k].leaving)) ** years for k in categories
        ]
        rest.at_most(total((rest.employed[k][t], 1) for k in categories), Sum(max(most, sum(stay, Fraction(0)))))


def whole_career(rest: Rest, k: str) -> tuple[int, ...]:
    """Whole numbers on the books; the fewest recruits a year that make them up are noted."""
    stays, before = 1 - exact(rest.data.categories[k].leaving), exact(rest.data.categories[k].employed)
    for t, number in enumerate(rest.plan.employed[k]):
        left, of_one = before, Fraction(0)
        for _ in range(rest.length(t)):
            left, of_one = left * stays, of_one * stays + 1
        rest.recruits[k, t] = Sum(max(Fraction(0), (number - left) / of_one))
        before = Fraction(number)
    return rest.plan.employed[k]
