"""A plan as the chapters look at it: ready to be read, and in the words of its language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.report.document import Column, Number, Year
from leonplan.optimizer.report.words import Words, cell_text
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.review.series import years_text
from leonplan.optimizer.sealed.sealed import Manifest

MOST_YEARS = 9
"""Years that fit side by side on a page; charts show all."""

PERSONS = 1
"""Decimals of persons and full-time equivalents."""

NOTHING = 0.05
"""Persons, places or full-time equivalents below half a shown decimal are none."""


@dataclass(frozen=True)
class View(PlanView):
    """A plan of a sealed run, with what its report needs in addition."""

    plan: Plan
    """The plan."""
    manifest: Manifest
    """How it was made."""
    words: Words
    """The language."""
    nothing: Plan | None = None
    """The plan of doing nothing for the same municipality, where it was solved."""

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The years that tables show: all, or as many as fit, evenly chosen, the first and the last among them."""
        return spread_out(self.years, MOST_YEARS)

    def year_title(self, year: int) -> str:
        """A year as the heading of a column; the given one says so."""
        return self.words.say("{year} (today)", year=year) if year == self.base else str(year)

    def year_cell(self, year: int) -> Year:
        """A year as a cell."""
        return Year(year, self.year_title(year))

    def year_column(self, year: int) -> Column:
        """A column of numbers of a year."""
        return Column(self.year_title(year), numeric=True, year=year)

    @property
    def year_columns(self) -> list[Column]:
        """A column of numbers for every year shown."""
        return [self.year_column(year) for year in self.shown]

    def years_text(self, years: tuple[int, ...]) -> str:
        """Years in words: those that follow one another in the plan as a span."""
        return years_text(years, self.years)

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
