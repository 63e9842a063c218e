"""What stands from one year to the next on a plan whose whole decisions are taken: decisions on help, and programmes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from oracle_need import left_in_need
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


def keep_programmes(rest: Rest, q: str, g: str) -> None:
    """Whoever takes part goes on, but as many of them as there are fewer in need; those who wait for a place need not."""
    data, programme, effect = rest.data, rest.data.programmes[q], rest.data.effects[q, g]
    waits = effect.level is not None and data.services[g, effect.level].relief < 1
    before, in_need = _given(rest, q, g), Fraction(0)
    for t, period in enumerate(data.periods):
        begun = period.year >= programme.first_year
        now = total((rest.unknown("part", q, g, d, t), 1) for d in data.districts) if begun else Sum()
        need = sum((rest.need(g, d, t) for d in data.districts), Fraction(0))
        if begun and not waits and not programme.may_shrink:
            rest.at_most(total(((before, need / in_need if need < in_need else Fraction(1)),)), now)
        before, in_need = now, need


def _given(rest: Rest, q: str, g: str) -> Sum:
    """Participants before the first period who can all go on in it."""
    data, programme, effect = rest.data, rest.data.programmes[q], rest.data.effects[q, g]
    given, helped = exact(data.participants_before.get((q, g), 0.0)), data.help_before.get(g)
    if not given or helped is None:
        return Sum()
    need = sum((rest.need(g, d, 0) for d in data.districts), Fraction(0))
    most = [given, given / exact(helped.need) * need]
    if programme.max_participants is not None:
        most.append(given / exact(programme.participants) * exact(programme.max_participants))
    if effect.level is not None:
        living: dict[str, Fraction] = {}
        for (h, l, _), persons in data.residents.items():
            if h == g:
                living[l] = living.get(l, Fraction(0)) + exact(persons)
        for l, persons in living.items():
            stay = (1 - exact(data.levels[l].turnover or 0.0)) ** rest.length(0)
            need -= persons * min(stay, left_in_need(data, g, 0))
        most.append(max(Fraction(0), need) * exact(effect.eligible))
    return Sum(min(most))
