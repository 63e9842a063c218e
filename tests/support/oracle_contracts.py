"""Places by contract on a plan whose whole decisions are taken: no agreement without persons for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle_plans import done_by, exact
from oracle_sums import Sum, total

if TYPE_CHECKING:
    from oracle_rest import Rest


def begin_with_persons(rest: Rest, c: str, l: str, t: int) -> None:
    """Where an agreement that nobody asked for is ready, all places but its own are taken, and some of those."""
    data, least = rest.data, rest.data.levels[l].agreement_least
    if least is None:
        return
    for p, project in data.projects.items():
        rows = [x for x in data.place_changes if (x.project, x.centre, x.level) == (p, c, l) and x.change > 0]
        by_hand = any((limits.at_least or 0.0) >= 1 for (q, _), limits in data.decided_starts.items() if q == p)
        if project.decided or by_hand or any(p in other.requires for other in data.projects.values()):
            continue
        new = (
            done_by(data, rest.plan.starts, p, t, x.at_start)
            - (done_by(data, rest.plan.starts, p, t - 1, x.at_start) if t else 0)
            for x in rows
        )
        if any(new):
            taken = total(((rest.in_place(c, l, t), 1 / exact(data.levels[l].occupancy)),))
            others = rest.plan.built[c, l][t] - min(x.change for x in rows)
            rest.at_most(Sum(others + exact(least)), taken)
