"""What is odd in a number by year: falls that are taken back, and changes from one year to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Valley:
    """A number that goes down and up again."""

    before: int
    """The year of the top before it."""
    bottom: int
    """The year of the bottom."""
    after: int
    """The year of the top after it."""
    depth: float
    """How far the bottom lies below the lower of the two tops, in the number's unit."""
    lower_top: float
    """The lower of the two tops, in the number's unit."""

    @property
    def share(self) -> float:
        """The depth as a share of the lower top [share]."""
        return self.depth / self.lower_top if self.lower_top else 0.0


def deepest_valley(series: Mapping[int, float]) -> Valley | None:
    """The deepest fall that is taken back; none if there is none. series: a number by year, in order of time.

    >>> deepest_valley({2025: 230.0, 2030: 46.0, 2035: 80.0, 2040: 151.0})
    Valley(before=2025, bottom=2030, after=2040, depth=105.0, lower_top=151.0)
    >>> deepest_valley({2025: 1.0, 2030: 2.0, 2035: 3.0}) is None
    True
    """
    years = list(series)
    found: Valley | None = None
    for place in range(1, len(years) - 1):
        before = max(years[:place], key=lambda year: series[year])
        after = max(years[place + 1 :], key=lambda year: series[year])
        top = min(series[before], series[after])
        depth = top - series[years[place]]
        if depth > (found.depth if found else 0.0):
            found = Valley(before, years[place], after, depth, top)
    return found


@dataclass(frozen=True, slots=True)
class SuddenChange:
    """A change from one year of a plan to the next."""

    start: int
    """The year before."""
    year: int
    """The year in which it has happened."""
    before: float
    """The number before, in its unit."""
    after: float
    """The number after, in its unit."""
    yearly: float
    """Its size as a share a year: what the larger number falls by, or the smaller grows by [1/year]."""

    @property
    def change(self) -> float:
        """The change, in the number's unit; below zero for a fall."""
        return self.after - self.before


def jumps(series: Mapping[int, float], share: float, least: float) -> list[SuddenChange]:
    """Changes of more than a share a year from one year to the next that comes, and of at least so much.

    A rise by a share is undone by a fall by less, so both are measured against the larger number. series: a number by year,
    in order of time; share: a year [1/year]; least: in the number's unit.

    >>> [(jump.year, jump.change) for jump in jumps({2021: 100.0, 2022: 70.0, 2024: 69.0, 2025: 72.0}, 0.25, 5.0)]
    [(2022, -30.0)]
    """
    found = []
    years = list(series)
    for start, year in pairwise(years):
        before, after = series[start], series[year]
        high, low = max(before, after), min(before, after)
        if high <= 0 or high - low < least:
            continue
        yearly = 1 - max(0.0, low / high) ** (1 / (year - start))
        if yearly > share:
            found.append(SuddenChange(start, year, before, after, yearly))
    return found


def years_text(years: tuple[int, ...], all_years: tuple[int, ...]) -> str:
    """Years in words: those that follow one another in the plan as a span.

    >>> years_text((2026, 2028, 2030, 2040), (2025, 2026, 2028, 2030, 2035, 2040))
    '2026–2030, 2040'
    """
    spans: list[list[int]] = []
    order = {year: place for place, year in enumerate(all_years)}
    for year in years:
        if spans and year in order and order.get(spans[-1][-1]) == order[year] - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans)
