"""A plan as the chapters look at it: names, years and sums at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import TypeVar

from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import Demand, project_demand
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.report.document import Column, Number
from leonplan.optimizer.report.words import Words, cell_text
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.sealed.sealed import Manifest

Key = TypeVar("Key", bound=Hashable)
AnyRow = TypeVar("AnyRow", bound=r.Row)

MOST_YEARS = 9
"""Years that fit beside one another on a page; charts show all."""

PERSONS = 1
"""Decimals of persons and full-time equivalents."""

NOTHING = 0.05
"""Persons, places or full-time equivalents below half a shown decimal are none."""


def totals(pairs: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    """Sums by key."""
    parts: defaultdict[Key, list[float]] = defaultdict(list)
    for key, amount in pairs:
        parts[key].append(amount)
    return {key: fsum(amounts) for key, amounts in parts.items()}


@dataclass(frozen=True)
class View:
    """A plan of a sealed run, with what its report needs beside it."""

    plan: Plan
    """The plan."""
    manifest: Manifest
    """How it was made."""
    words: Words
    """The language."""
    nothing: Plan | None = None
    """The plan of doing nothing for the same municipality, where it was solved."""

    @property
    def instance(self) -> Instance:
        """The municipality as solved."""
        return self.plan.instance

    @cached_property
    def data(self) -> ModelData:
        """The numbers that were solved."""
        return prepare(self.instance, project_demand(self.instance))

    @cached_property
    def demand(self) -> Demand:
        """Need in every year of the plan."""
        return project_demand(self.instance, self.years)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year of the plan, the given one first."""
        return tuple(total.year for total in self.plan.by_year)

    @property
    def base(self) -> int | None:
        """The year that is given; none if every year is decided."""
        return self.instance.settings.horizon.base_year

    @property
    def first(self) -> int:
        """The first year of the plan: today, where a year is given."""
        return self.years[0]

    @property
    def last(self) -> int:
        """The last year of the plan."""
        return self.years[-1]

    @cached_property
    def decided(self) -> tuple[int, ...]:
        """The years decided."""
        return tuple(total.year for total in self.plan.by_year if total.years)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The years that tables show: all, or as many as fit, evenly chosen, the first and the last among them."""
        return spread_out(self.years, MOST_YEARS)

    @cached_property
    def by_year(self) -> Mapping[int, YearTotals]:
        """Totals by year."""
        return {total.year: total for total in self.plan.by_year}

    @cached_property
    def group_names(self) -> Mapping[str, str]:
        """Name by need group, in the order of the instance."""
        return {group.id: group.name for group in self.instance.settings.groups}

    @cached_property
    def level_names(self) -> Mapping[str, str]:
        """Name by service level, the lowest step first."""
        return {level.id: level.name for level in self.instance.settings.levels}

    @cached_property
    def centre_names(self) -> Mapping[str, str]:
        """Name by centre."""
        return {centre.id: centre.name for centre in self.instance.centres}

    @cached_property
    def district_names(self) -> Mapping[str, str]:
        """Name by home district."""
        return {district.id: district.name for district in self.instance.districts}

    @cached_property
    def staff_names(self) -> Mapping[str, str]:
        """Name by staff category."""
        return {category.id: category.name for category in self.instance.settings.staff}

    @cached_property
    def lowest(self) -> Mapping[str, str]:
        """The lowest effective level by need group."""
        return {group.id: group.lowest_level for group in self.instance.settings.groups}

    @cached_property
    def step(self) -> Mapping[str, int]:
        """Step on the care ladder by level."""
        return {level.id: level.step for level in self.instance.settings.levels}

    @cached_property
    def round_the_clock(self) -> frozenset[str]:
        """Levels staffed round the clock."""
        return frozenset(level.id for level in self.instance.settings.levels if level.round_the_clock)

    def sums(
        self,
        kind: type[AnyRow],
        key: Callable[[AnyRow], Key],
        amount: Callable[[AnyRow], float],
        plan: Plan | None = None,
    ) -> dict[Key, float]:
        """Sums over the rows of a table by a key; plan: another than this one."""
        return totals((key(row), amount(row)) for row in (plan or self.plan).rows(kind))

    def over_years(self, amounts: Mapping[int, float]) -> float:
        """An amount a year over all decided years, each period counted with its length."""
        return fsum(total.years * amounts.get(total.year, 0.0) for total in self.plan.by_year)

    def year_title(self, year: int) -> str:
        """A year as the heading of a column; the given one says so."""
        return self.words.say("{year} (today)", year=year) if year == self.base else str(year)

    @property
    def year_columns(self) -> list[Column]:
        """A column of numbers for every year shown."""
        return [Column(self.year_title(year), numeric=True) for year in self.shown]

    def change(self, before: float, after: float) -> str:
        """A change in per cent, with its sign."""
        number = self.per_cent(after - before, before)
        return ("+" if number.value > 0 else "") + cell_text(number, self.words.language)

    def persons(self, value: float) -> Number:
        """Persons, with their unit."""
        return Number(value, PERSONS, self.words.say("persons"))

    def million(self, thousands: float) -> Number:
        """Thousand kroner as million kroner."""
        return Number(thousands / 1000, 1, self.words.say("million kr"))

    def per_cent(self, part: float, whole: float) -> Number:
        """A part of a whole in per cent; of nothing it is nothing."""
        return Number(100 * part / whole if whole else 0.0, 1, "%")


def spread_out(years: tuple[int, ...], most: int) -> tuple[int, ...]:
    """At most so many of the years, evenly chosen, the first and the last among them.

    >>> spread_out((2021, 2022, 2023, 2024, 2025), 3)
    (2021, 2023, 2025)
    """
    if len(years) <= most:
        return years
    return tuple(dict.fromkeys(years[round(i * (len(years) - 1) / (most - 1))] for i in range(most)))
