"""What the planner has fixed by hand, on a plan whose whole decisions are taken."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from oracle_plans import exact
from oracle_sums import Sum, total

from leonplan.models.data import EVERYWHERE, Limits

if TYPE_CHECKING:
    from oracle_rest import Rest


def fix_places(rest: Rest, c: str, l: str, t: int, room: Fraction) -> None:
    """Places in use, up to the room there is; those that nobody needs cost what places cost."""
    limits = rest.data.decided_places.get((c, l, rest.data.periods[t].year))
    if limits is None:
        return
    level = rest.data.levels[l]
    idle = rest.unknown("idle", c, l, t) if level.agreement_least is None else Sum()
    rest.empty[c, l, t] = idle
    rest.costs[t].add(idle, exact(level.place_cost))
    used = total(((rest.in_place(c, l, t), 1 / exact(level.occupancy)), (idle, 1)))
    rest.at_most(used, room)
    _fix(rest, used, limits)


def fix_service(rest: Rest) -> None:
    """Persons of a group served at a level, at a centre or everywhere."""
    years = [x.year for x in rest.data.periods]
    for (g, l, where, year), limits in rest.data.decided_service.items():
        key = g, l, years.index(year)
        here = (x for (h, m, s, t), x in rest.served.items() if (h, m, t) == key and where in (s, EVERYWHERE))
        _fix(rest, total((x, 1) for x in here), limits)


def _fix(rest: Rest, number: Sum, limits: Limits) -> None:
    if limits.at_least is not None:
        rest.at_most(Sum(exact(limits.at_least)), number)
    if limits.at_most is not None:
        rest.at_most(number, exact(limits.at_most))
