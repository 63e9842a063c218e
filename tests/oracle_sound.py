"""Sound service on a plan whose whole decisions are taken: minimums, what less than sound help lacks, and greatest shares."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from oracle_plans import exact
from oracle_sums import Sum, total

if TYPE_CHECKING:
    from oracle_rest import Rest


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
