"""What stands from one year to the next on a plan whose whole decisions are taken: decisions on help."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from oracle_plans import exact
from oracle_sums import Sum, total

if TYPE_CHECKING:
    from oracle_rest import Rest


def keep_decisions(rest: Rest, g: str) -> None:
    """Whoever is in need and not left is helped; year by year some of them may be left, and more where need falls."""
    data, fall = rest.data, rest.data.policies.greatest_fall
    levels = [l for h, l in data.services if h == g]
    if fall is None or not levels:
        return
    given = data.help_before.get(g)
    for in_full in (False, True):
        if in_full and all(data.services[g, l].relief < 1 for l in levels):
            continue
        before = None if given is None else Sum(exact(given.in_full if in_full else given.at_all))
        in_need = Fraction(0) if given is None else exact(given.need)
        for t in rest.periods:
            helped = _helped(rest, g, t, in_full)
            need = sum((rest.need(g, d, t) for d in data.districts), Fraction(0))
            keeps = need / in_need if need < in_need else Fraction(1)
            for _ in range(rest.length(t)):
                keeps *= 1 - exact(fall)
            if before is not None:
                rest.at_most(total(((before, keeps),)), helped)
            before, in_need = helped, need


def _helped(rest: Rest, g: str, t: int, in_full: bool) -> Sum:
    helped = Sum()
    for d in rest.data.districts:
        helped.add(Sum(rest.need(g, d, t)))
        helped.add(rest.left[g, d, t], -1)
        for l, _, persons in rest.come[g, d, t]:
            if in_full and rest.data.services[g, l].relief < 1:
                helped.add(persons, -1)
    return helped
