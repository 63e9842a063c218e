"""Inhabitants for every year that a plan needs, and their shares by district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import fsum

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.demand.project_demand import ALL_VARIANTS, rows_that_count
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.plain_words import suggestion

SHARE_TOLERANCE = 1e-6
"""How far the district shares of a year may be from 1 together."""

_PARTS = ("population", "population_variant", "horizon", "age_bands", "districts")


@fault(*_PARTS)
def population_is_there(parsed: Parsed) -> Iterator[Problem]:
    """The chosen variant has inhabitants for every year, age band and district needed."""
    chosen, known = parsed.instance.settings.population_variant, {row.variant for row in parsed.instance.population}
    gaps = list(_missing(parsed, chosen))
    if gaps and chosen not in known:
        message = f"'{chosen}' is no variant in population.csv, and 'all' is not whole; {suggestion(chosen, known)}"
        yield parsed.node("population_variant")(message)
    else:
        yield from gaps


@warning(*_PARTS)
def other_variants_are_whole(parsed: Parsed) -> Iterator[Problem]:
    """The other variants could be planned with as well."""
    chosen = parsed.instance.settings.population_variant
    for variant in sorted({row.variant for row in parsed.instance.population} - {chosen, ALL_VARIANTS}):
        yield from _missing(parsed, variant)


def _missing(parsed: Parsed, variant: str) -> Iterator[Problem]:
    """One fault for each year in which inhabitants are missing; none for a variant that is not there at all."""
    counted = rows_that_count(parsed.instance.population, variant)
    if not counted:
        return
    bands = [band.id for band in parsed.instance.settings.age_bands]
    for year in parsed.needed_years:
        is_whole = any(None in counted.get((band, year), {}) for band in bands)
        gaps = [
            (home, band) for band in bands for home in _homes_missing(parsed, counted.get((band, year), {}), is_whole)
        ]
        if gaps:
            home, band = gaps[0]
            where = "the whole municipality" if home is None else f"district '{home}'"
            more = f" and {len(gaps) - 1} more" if len(gaps) > 1 else ""
            message = (
                f"no row for {year}, {where}, age band '{band}'{more} in the variant '{variant}' or 'all'"
                f"{_unused(parsed, variant, band, year)}; add it"
            )
            yield parsed.provenance.at_file("population", "persons", message)


def _homes_missing(parsed: Parsed, given: Mapping[str | None, int], is_whole: bool) -> list[str | None]:
    """Districts without inhabitants of an age band; none, the municipality, if the year's other bands are given for it."""
    if None in given:
        return []
    if not given and is_whole:
        return [None]
    return [district.id for district in parsed.instance.districts if district.id not in given]


def _unused(parsed: Parsed, variant: str, band: str, year: int) -> str:
    """What is said of a row for the whole municipality that does not count next to rows by district."""
    rows = parsed.instance.population
    is_there = any(
        (row.variant, row.age_band, row.year, row.district) == (ALL_VARIANTS, band, year, None) for row in rows
    )
    return f" (that of 'all' for the whole municipality does not count beside the districts of '{variant}')" * is_there


@fault()
def year_is_counted_once(parsed: Parsed) -> Iterator[Problem]:
    """A year is given by district or for the whole municipality, not both."""
    by_district: dict[tuple[str, int, str], int] = {}
    for index, row in enumerate(parsed.instance.population):
        if row.district is not None:
            by_district.setdefault((row.variant, row.year, row.age_band), index)
    for index, row in enumerate(parsed.instance.population):
        if row.district is None and (row.variant, row.year, row.age_band) in by_district:
            line = parsed.provenance.row_line("population", by_district[row.variant, row.year, row.age_band])
            message = (
                f"is blank (the whole municipality) for {row.year}, '{row.age_band}', which has rows by district too"
                f"{'' if line is None else f' (line {line})'}; keep one of the two"
            )
            yield parsed.at("population", index, "district", message)


@fault("population", "population_variant", "horizon", "district_shares", "districts")
def shares_are_there(parsed: Parsed) -> Iterator[Problem]:
    """Where the whole municipality is given, every district has its share."""
    counted = rows_that_count(parsed.instance.population, parsed.instance.settings.population_variant)
    needed = set(parsed.needed_years)
    is_whole = any(None in given for (_, year), given in counted.items() if year in needed)
    if not is_whole or len(parsed.instance.districts) == 1:
        return
    given = {row.district for row in parsed.instance.district_shares}
    missing = [f"'{district.id}'" for district in parsed.instance.districts if district.id not in given]
    if missing:
        message = f"no share for {', '.join(missing)}, but population.csv gives the whole municipality; add it"
        yield parsed.provenance.at_file("district_shares", "district", message)


@fault("district_shares", "districts")
def shares_sum_to_one(parsed: Parsed) -> Iterator[Problem]:
    """The shares of a year are 1 together; where a year lacks a district, that is reported and not the sum."""
    rows, districts = parsed.instance.district_shares, {district.id for district in parsed.instance.districts}
    years: defaultdict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        years[row.year].append(index)
    for year, places in years.items():
        if districts - {rows[index].district for index in places}:
            continue
        total = fsum(rows[index].share for index in places)
        if abs(total - 1) > SHARE_TOLERANCE:
            message = f"shares of {year} are {total:.6g} together; they must be 1"
            yield parsed.at("district_shares", places[0], "share", message)


@fault("district_shares", "districts")
def every_district_shares_every_year(parsed: Parsed) -> Iterator[Problem]:
    """A year with shares has one for every district, or the line between years would be guessed.

    A district that has no share in any year is reported by ``shares_are_there``, or needs none.
    """
    years: defaultdict[int, set[str]] = defaultdict(set)
    first: dict[int, int] = {}
    for index, row in enumerate(parsed.instance.district_shares):
        years[row.year].add(row.district)
        first.setdefault(row.year, index)
    known = {row.district for row in parsed.instance.district_shares}
    for year, there in years.items():
        missing = [f"'{district.id}'" for district in parsed.instance.districts if district.id in known - there]
        if missing:
            message = f"no share for {', '.join(missing)} in {year}; give one for every district in a year"
            yield parsed.at("district_shares", first[year], "district", message)


@warning("horizon", "district_shares")
def shares_reach_the_years(parsed: Parsed) -> Iterator[Problem]:
    """Years outside those with shares take the nearest; shares of a single year are plainly meant for all."""
    given = sorted({row.year for row in parsed.instance.district_shares})
    outside = [year for year in parsed.needed_years if len(given) > 1 and not given[0] <= year <= given[-1]]
    if outside:
        words = ", ".join(map(str, outside))
        message = f"given for {given[0]} to {given[-1]} only; {words} will take those of the nearest year"
        yield parsed.provenance.at_file("district_shares", "year", message)


CHECKS: tuple[CrossCheck, ...] = (
    population_is_there,
    other_variants_are_whole,
    year_is_counted_once,
    shares_are_there,
    shares_sum_to_one,
    every_district_shares_every_year,
    shares_reach_the_years,
)
