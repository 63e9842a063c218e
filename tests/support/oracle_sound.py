"""Need on a plan whose whole decisions are taken: what is unmet, minimums, what is less than sound, and greatest shares."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from oracle_plans import exact
from oracle_sums import Sum, total

if TYPE_CHECKING:
    from oracle_rest import Rest


def count_unmet_need(rest: Rest, g: str, t: int) -> None:
    """Unmet need: the least severe tier first, that is the largest of the lines that the weights make."""
    unmet = total((rest.left[g, d, t], 1) for d in rest.data.districts)
    for d in rest.data.districts:
        for l, _, persons in rest.come[g, d, t]:
            unmet.add(persons, 1 - exact(rest.data.services[g, l].relief))
    if "unmet" not in rest.asked:
        return
    group = rest.data.groups[g]
    tiers = rest.data.tiers if group.spread else 1
    part = sum((rest.need(g, d, t) for d in rest.data.districts), Fraction(0)) / tiers
    weighed, below = rest.unknown("unmet", g, t), Fraction(0)
    for i in range(tiers):
        share = Fraction(2 * i, tiers - 1) - 1 if tiers > 1 else Fraction(0)
        weight = exact(group.severity) * (1 + exact(group.spread) * share)
        rest.at_most(total(((unmet, weight), (Sum(below - weight * part * i), 1))), weighed)
        below += weight * part
    rest.unmet.add(weighed, rest.length(t))


def count_sound_service(rest: Rest, g: str, t: int) -> None:
    """Each person is served somewhere, well enough or not, or left: add what lacks, and keep greatest shares."""
    group, years = rest.data.groups[g], rest.length(t)
    everybody, helped, lacking, by_level = Sum(), Sum(), Sum(), dict[str, Sum]()
    for d in rest.data.districts:
        for part in (everybody, lacking):
            part.add(rest.left[g, d, t])
        for l, _, persons in rest.come[g, d, t]:
            relief = exact(rest.data.services[g, l].relief)
            everybody.add(persons)
            helped.add(persons if relief >= exact(group.counts_from) else Sum())
            lacking.add(persons, max(Fraction(0), 1 - relief / exact(group.sound)))
            by_level.setdefault(l, Sum()).add(persons)
    if group.minimum and "below_minimum" in rest.asked:
        short = rest.unknown("below minimum", g, t)
        rest.at_most(total(((everybody, exact(group.minimum)),)), total(((helped, 1), (short, 1))))
        rest.below_minimum.add(short, exact(group.severity) * years)
    if group.is_heavy:
        rest.below_sound.add(lacking, exact(group.severity) * years)
    need = sum((rest.need(g, d, t) for d in rest.data.districts), Fraction(0))
    for l, persons in by_level.items():
        most = rest.data.services[g, l].max_share
        if most is not None:
            rest.at_most(persons, exact(most) * need)
