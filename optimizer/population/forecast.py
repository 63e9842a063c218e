"""A municipality's inhabitants: measured to the last year that ships, projected from there, with low and high variants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.population.age_bands import AgeSpan, by_span
from leonplan.optimizer.population.back_test import MeasuredError, shipped_back_test, variant_shares
from leonplan.optimizer.population.inhabitants import JOINED_UNTIL, Floats, municipality_names, shipped_inhabitants
from leonplan.optimizer.population.project import project
from leonplan.optimizer.population.ratios import Method
from leonplan.optimizer.population.size_class import SizeClass, size_class
from leonplan.optimizer.population.ssb_projection import SOURCE_TABLE, read_ssb_projection
from leonplan.optimizer.schema.settings import Source, SourceKind
from leonplan.optimizer.words.column import YEAR, Column

LAST_YEAR = 2060
"""The farthest year that is projected to; what is measured ends fifteen years ahead."""

MAIN, LOW, HIGH = "main", "low", "high"

MEASURED = "all"
"""The variant of what is measured, which belongs to every variant of an instance."""

COUNTED = Source(
    id="ssb_07459",
    title="SSB tabell 07459: folkemengde 1. januar etter kommune og ettårig alder, slik et åpent datalager gjengir den",
    year=2026,
    kind=SourceKind.MEASURED,
    url="https://github.com/niphr/csdata",
)
"""Source of what is measured."""

DIVIDED = Source(
    id="ssb_07459_divided",
    title="SSB tabell 07459: Ålesund og Haram under ett, delt etter andelene av hvert årskull 1. januar 2024",
    year=2026,
    kind=SourceKind.ESTIMATE,
)
"""Source of the years in which two municipalities were one."""

OWN = Source(
    id="cohort_ratios",
    title="Kommandoen «leon population»: kohortforhold for de siste fem årene (Hamilton og Perry 1962), trukket mot landets "
    "etter størrelse; low og high rommer ni av ti feil samme metode gjør i kommuner av denne størrelsen",
    year=2026,
    kind=SourceKind.ESTIMATE,
)
"""Source of our projection."""

SSB = Source(
    id=f"ssb_{SOURCE_TABLE}",
    title=f"SSB tabell {SOURCE_TABLE}: framskrevet folkemengde etter kommune og ettårig alder; main er MMMM, low LLML, high HHMH",
    year=2026,
    kind=SourceKind.OFFICIAL,
)
"""Source of Statistics Norway's projection."""


@dataclass(frozen=True, slots=True)
class InhabitantsRow:
    """Inhabitants of an age in a year."""

    year: Annotated[int, YEAR]
    """Year, on 1 January."""
    age: Annotated[int, Column("years")]
    """Age; 105 stands for all above, too."""
    variant: str
    """``all`` for what is measured, else ``main``, ``low`` or ``high``."""
    persons: Annotated[float, Column("persons", decimals=1)]
    """Inhabitants."""
    source: str
    """Id of where they are from."""


@dataclass(frozen=True)
class PopulationForecast:
    """Inhabitants of a municipality on 1 January, measured and projected."""

    number: str
    """The municipality, four digits."""
    name: str
    """Its name."""
    spans: tuple[AgeSpan, ...]
    """The age bands that errors are measured for."""
    first_year: int
    """First year of what is measured."""
    measured: Floats
    """Persons of shape (ages, years), from ``first_year``."""
    estimated_until: int | None
    """Last measured year in which only a sum with another municipality is measured; none where all is."""
    projected: Mapping[str, Floats]
    """Persons of shape (ages, years) by variant, from the year after the last measured."""
    source: Source
    """Where the projection is from: ours, or SSB's."""
    method: Method | None
    """How ours was made; none for SSB's."""
    size: SizeClass
    """Municipalities whose errors were measured."""
    errors: tuple[MeasuredError, ...]
    """Measured errors of our method in municipalities of this size, by age band and years ahead; none for SSB's."""
    notes: tuple[str, ...]
    """What to know before it is used."""

    @property
    def base_year(self) -> int:
        """The last measured year."""
        return self.first_year + int(self.measured.shape[1]) - 1

    @property
    def last_year(self) -> int:
        """The last projected year."""
        return self.base_year + int(self.projected[MAIN].shape[1])

    @property
    def variants(self) -> tuple[str, ...]:
        """Variants that there are, the main one first."""
        return tuple(one for one in (MAIN, LOW, HIGH) if one in self.projected)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that its rows name."""
        until = self.estimated_until
        divided = (DIVIDED,) if until is not None else ()
        counted = (COUNTED,) if until is None or until < self.base_year else ()
        return (*divided, *counted, self.source)

    def source_of(self, year: int) -> Source:
        """Where the numbers of a year are from."""
        if year > self.base_year:
            return self.source
        return DIVIDED if self.estimated_until is not None and year <= self.estimated_until else COUNTED

    def bands(self, year: int, variant: str = MAIN) -> dict[AgeSpan, float]:
        """Inhabitants of each age band in a year [persons]."""
        return dict(zip(self.spans, map(float, by_span(self.ages(year, variant), self.spans, axis=0)), strict=True))

    def rows(self) -> Iterator[InhabitantsRow]:
        """Inhabitants by year, variant and one-year age: measured years once, projected ones in every variant."""
        for year in range(self.first_year, self.last_year + 1):
            is_measured = year <= self.base_year
            source = self.source_of(year).id
            for variant in (MAIN,) if is_measured else self.variants:
                for age, persons in enumerate(self.ages(year, variant)):
                    yield InhabitantsRow(year, age, MEASURED if is_measured else variant, float(persons), source)

    def ages(self, year: int, variant: str = MAIN) -> Floats:
        """Inhabitants by one-year age in a year [persons]; what is measured is so in every variant."""
        if year <= self.base_year:
            at = self.measured[:, year - self.first_year]
        else:
            at = self.projected[variant][:, year - self.base_year - 1]
        return np.asarray(at)


def forecast(
    number: str, to: int, spans: Sequence[AgeSpan], method: Method, *, first_year: int, ssb_file: Path | None = None
) -> PopulationForecast:
    """Inhabitants of a municipality from a year to another.

    number: of a municipality of today; ssb_file: Statistics Norway's projection as saved, to be used instead of ours. Raises
    UsageError for years that cannot be, InputError with every fault of the file.
    """
    people = shipped_inhabitants()
    if not people.last_year < to <= LAST_YEAR:
        raise UsageError(f"--to {to} cannot be projected; give a year from {people.last_year + 1} to {LAST_YEAR}")
    if first_year not in people.years:
        raise UsageError(
            f"--from {first_year} is not measured here; give a year from {people.first_year} to {people.last_year}"
        )
    bands = tuple(spans)
    size = size_class(float(people.of(number)[:, -1].sum()))
    until = JOINED_UNTIL.get(number)
    notes = [] if until is None or until < first_year else [_divided(until)]
    errors: tuple[MeasuredError, ...] = ()
    if ssb_file is None:
        errors = tuple(shipped_back_test(bands, method).errors(size))
        projected = _own(number, to, bands, method, errors)
        notes += _own_notes(errors, to - people.last_year)
    else:
        projected, more = _ssb(ssb_file, number, people.last_year, to)
        notes += more
    return PopulationForecast(
        number=number,
        name=municipality_names()[number],
        spans=bands,
        first_year=first_year,
        measured=people.of(number)[:, first_year - people.first_year :],
        estimated_until=until if until is not None and until >= first_year else None,
        projected=projected,
        source=OWN if ssb_file is None else SSB,
        method=method if ssb_file is None else None,
        size=size,
        errors=errors,
        notes=tuple(notes),
    )


def _own(
    number: str, to: int, spans: Sequence[AgeSpan], method: Method, errors: Sequence[MeasuredError]
) -> dict[str, Floats]:
    """Our projection, and what it is in the low and the high variant: by the measured errors of each age's band."""
    people = shipped_inhabitants()
    years = to - people.last_year
    main = project(people.persons, years, method)[people.numbers.index(number)]
    low, high = np.empty_like(main), np.empty_like(main)
    for span in spans:
        of_span = [one for one in errors if one.lowest_age == span.lowest]
        lows, highs = variant_shares(of_span, years)
        low[span.places], high[span.places] = main[span.places] * lows, main[span.places] * highs
    return {MAIN: main, LOW: low, HIGH: high}


def _ssb(file: Path, number: str, base: int, to: int) -> tuple[dict[str, Floats], list[str]]:
    """SSB's projection after the base year, and what to know of it."""
    found = read_ssb_projection(file, number)
    if base + 1 not in found.years or to not in found.years:
        raise UsageError(
            f"{found.file} has the years {found.years[0]} to {found.years[-1]}, but {base + 1} to {to} are wanted; "
            "save those too, or give another --to"
        )
    start, end = found.years.index(base + 1), found.years.index(to) + 1
    lacking = [one for one in (LOW, HIGH) if one not in found.variants]
    notes = [f"the file lacks SSB's {' and '.join(lacking)} variant, so there is none"] if lacking else []
    return {name: persons[:, start:end] for name, persons in found.variants.items()}, notes


def _own_notes(errors: Sequence[MeasuredError], years: int) -> list[str]:
    """What to know of our projection."""
    measured = max(one.years_ahead for one in errors)
    notes = [
        "low and high enclose nine in ten of the errors made so far; measured only to 2016 or 2021, they held 83 to 89 % of what "
        "came five years later at 67 and over, but 58 to 79 % below, where immigration and births move the whole nation at once"
    ]
    if years > measured:
        notes.append(
            f"errors are measured to {measured} years ahead; beyond, low and high widen as the square root of the years"
        )
    return notes


def _divided(until: int) -> str:
    return (
        f"to {until} Ålesund and Haram are counted together here; their parts are an estimate, which the ratios before "
        f"{until + 1} rest on"
    )
