"""Who gains and who loses by a scenario: need groups, districts and centres."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import Annotated

from leonplan.optimizer.compare.rows import Difference
from leonplan.optimizer.results.year import tidy
from leonplan.optimizer.words.column import Column

GROUP, DISTRICT, CENTRE = "group", "district", "centre"
"""Who may gain or lose."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What a scenario changes for a group, a district or a centre, over all decided years."""

    who: str
    """``group``, ``district`` or ``centre``."""
    id: str
    """Which."""
    gain: Annotated[float, Column("person-years", decimals=1)]
    """Less unmet need if positive; at a centre more persons served."""
    need: Annotated[float, Column("person-years", decimals=1)]
    """Change of need itself; 0 for a centre."""


def gains(differences: Iterable[Difference], who: str) -> tuple[Gain, ...]:
    """Those who gain or lose by one scenario, the greatest gain first, the greatest loss last.

    differences: of that scenario. A gain is measured in unmet need, not in need met: where a scenario says that there is
    less need, fewer are served, and no one goes without for it; how need changes is given next to it.
    """
    gained: defaultdict[str, list[float]] = defaultdict(list)
    needed: defaultdict[str, list[float]] = defaultdict(list)
    for row in differences:
        if row.year is not None:
            continue
        if who == CENTRE and row.measure == "served_at":
            gained[row.centre].append(row.difference)
        elif who != CENTRE and row.measure == "unmet":
            gained[getattr(row, who)].append(-row.difference)
        elif who != CENTRE and row.measure == "need":
            needed[getattr(row, who)].append(row.difference)
    found = [Gain(who, id, tidy(fsum(gained[id])), tidy(fsum(needed.get(id, ())))) for id in gained]
    return tuple(sorted((one for one in found if one.gain), key=lambda one: (-one.gain, one.id)))
