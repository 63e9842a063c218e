"""Who does whose work where not all of it can be done: everybody their own category's first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from leonplan.models.data import ModelData
from leonplan.optimizer.results.work import work_by_category
from leonplan.optimizer.results.year import Year

Pair = tuple[str, str]
"""(category, category whose work it does)."""

_NOTHING = 1e-9
"""Less work than this counts as none [FTE]: results have nine decimals."""


def own_work_first(data: ModelData, year: Year) -> Year:
    """The same year where nobody does others' work while their own category's is left, unless that is dearer to leave.

    Who is there and what work there is stay as they are. Two categories that do each other's work do their own instead;
    then whoever does other work while some of their own is left turns to it. No more work is left by that in all, as no
    work takes longer than it takes those whose it is, and where what is left then costs no more than what was left before, it
    is done, so no goal suffers. Between plans that are alike in every goal the solver's choice means nothing.
    """
    sharing = _sharing(data, year)
    sharing.stop_swaps()
    for k in sharing.after_those_who_help():
        for w in sharing.others_of(k):
            if data.categories[w].unfilled_cost <= _hours(data, (k, w)) * data.categories[k].unfilled_cost * (
                1 + _NOTHING
            ):
                sharing.turn_to_own(k, w)
    covers = {pair: fte for pair, fte in sharing.covers.items() if fte > _NOTHING}
    shortfall = {k: fte for k, fte in sharing.left.items() if fte > _NOTHING}
    return Year(year.year, {**year.values, "covers": covers, "shortfall": shortfall})


@dataclass(frozen=True)
class _Sharing:
    """Who does whose work in a year, changed in place."""

    data: ModelData
    covers: dict[Pair, float]
    """Work done by (category, category whose work it is) [FTE at work]."""
    left: dict[str, float]
    """Work that nobody does [FTE at work]."""
    beyond: dict[str, float]
    """Work counted as done beyond what there is [FTE at work]."""

    def others_of(self, k: str) -> tuple[str, ...]:
        """Others whose work a category does."""
        return tuple(w for (j, w), fte in self.covers.items() if j == k != w and fte > _NOTHING)

    def stop_swaps(self) -> None:
        """Where categories do each other's work, in a ring, each does so much of its own instead: none is left by that."""
        while ring := self._ring():
            least = min(self.covers[pair] for pair in ring)
            for k, w in ring:
                self.covers[k, w] -= least
                self.covers[k, k] = self.covers.get((k, k), 0.0) + least

    def _ring(self) -> tuple[Pair, ...]:
        """Some categories each of which does the next one's work, and the last the first one's; empty if there are none."""
        for first in self.data.categories:
            ways: list[tuple[Pair, ...]] = [((first, w),) for w in self.others_of(first)]
            for way in ways:  # grows while it is gone through
                last = way[-1][1]
                if last == first:
                    return way
                seen = {k for k, _ in way}
                ways += [(*way, (last, w)) for w in self.others_of(last) if w == first or w not in seen]
        return ()

    def after_those_who_help(self) -> Iterable[str]:
        """Categories in an order in which each comes after all who do its work; without rings there is one."""
        order: list[str] = []
        waiting = list(self.data.categories)
        while waiting:
            ready = [k for k in waiting if not any(k in self.others_of(j) for j in waiting)]
            order += ready
            waiting = [k for k in waiting if k not in ready]
        return order

    def turn_to_own(self, k: str, w: str) -> None:
        """Do as much of the own work as is left and there is time for, and leave the other."""
        hours = _hours(self.data, (k, w))
        own = min(self.left[k], hours * self.covers[k, w])
        self.covers[k, k] = self.covers.get((k, k), 0.0) + own
        self.covers[k, w] -= own / hours
        needless = min(own / hours, self.beyond[w])
        self.left[k] -= own
        self.left[w] += own / hours - needless
        self.beyond[w] -= needless


def _sharing(data: ModelData, year: Year) -> _Sharing:
    """Who does whose work in a year; work left is what is not done, but none where the solver within tolerance has none."""
    covers, counted = dict(year.of("covers")), year.of("shortfall")
    over = {
        k: work - fsum(fte for (_, w), fte in covers.items() if w == k)
        for k, work in work_by_category(data, year).items()
    }
    return _Sharing(
        data,
        covers,
        {k: min(max(0.0, fte), counted.get(k, 0.0)) for k, fte in over.items()},
        {k: max(0.0, -fte) for k, fte in over.items()},
    )


def _hours(data: ModelData, pair: Pair) -> float:
    """Hours that an hour of the work takes those who do it [1]."""
    return data.shifts[pair].hours if pair in data.shifts else 1.0
