"""Statistics Norway's own projection of a municipality (table 14746), from a file that the user has saved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.population.inhabitants import AGES, OLDEST, Floats, municipality_names
from leonplan.optimizer.population.municipality import title_of
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.statbank.read_statbank import read_statbank
from leonplan.optimizer.statbank.table import Member, StatbankRow, StatbankTable

SOURCE_TABLE = "14746"
"""The table's number."""

_VARIANTS = {"MMMM": "main", "LLML": "low", "HHMH": "high"}
"""Our variant by SSB's letters: fertility, life expectancy, moves within the country, immigration; medium, low or high."""

_BY_CODE = {"Personer": "main", "Personer1": "low", "Personer2": "high"}
_LETTERS = re.compile(r"\b([LMHK0]{4})\b")
_AGE = re.compile(
    r"(?P<age>[0-9]{1,3})\s*(?:år)?\s*(?P<open>\+|eller eldre|og over|or older|years or older)?", re.IGNORECASE
)
_BOTH = ("begge", "both", "i alt", "total")
_MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class SsbProjection:
    """SSB's projection of a municipality."""

    file: str
    """Name of the file."""
    years: tuple[int, ...]
    """Years, ascending, without a gap."""
    variants: Mapping[str, Floats]
    """Persons of shape (ages, years), by our name of the variant: main, and low and high where the file has them."""


def read_ssb_projection(path: Path, number: str) -> SsbProjection:
    """SSB's projection of a municipality, from a file with at least its main variant by one-year age.

    Persons of both sexes are added up unless the file has both together. Raises InputError with every fault: a file that is no
    table, that lacks the municipality, an age, a year between others, one of the sexes, or a number.
    """
    table = read_statbank(path)
    missing = [name for name in ("region", "alder", "år") if name not in table.dimensions]
    if missing:
        message = f"has no {', '.join(missing)}; save table {SOURCE_TABLE} with region, age by single years and years"
        raise InputError([Problem(table.file, None, "", message)])
    rows = _of_region(table, number)
    sexes = _sexes(rows, table.file)
    sums: dict[str, dict[int, Floats]] = defaultdict(dict)
    seen: dict[tuple[str, int, int, Member], int | None] = {}
    faults: list[Problem] = []
    for row in rows:
        variant, age = _variant(row.at.get("statistikkvariabel")), _age(row.at["alder"])
        sex = row.at.get("kjønn", Member("", ""))
        if variant is None or age is None or sex not in sexes:
            continue
        year = _year(row, table.file)
        if row.value is None or row.value < 0:
            what = f"is missing (marked '{row.mark}')" if row.value is None else f"is {row.value:g}"
            faults.append(Problem(table.file, row.line, f"{variant} {year}, age {age}", f"{what}; a number is needed"))
            continue
        key = (variant, year, age, sex)
        if key in seen:
            faults.append(Problem(table.file, row.line, f"{variant} {year}, age {age}", "is given twice; keep one"))
            continue
        seen[key] = row.line
        sums[variant].setdefault(year, np.zeros(AGES))[age] += row.value
    faults += _gaps(seen, sums, table.file, len(sexes))
    if faults:
        raise InputError(faults[:20])
    years = tuple(sorted(sums["main"]))
    variants = {name: np.stack([by_year[year] for year in years], axis=1) for name, by_year in sums.items()}
    return SsbProjection(table.file, years, variants)


def _of_region(table: StatbankTable, number: str) -> list[StatbankRow]:
    """Rows of a municipality; a region without a code is found by its name."""
    name = municipality_names()[number].casefold()
    names = {name, *(one.strip() for one in name.split(" - "))}

    def is_it(region: Member) -> bool:
        code = (region.code or region.label).removeprefix("K-")
        return code == number or (not region.code and region.label.casefold() in names)

    rows = [row for row in table.rows if is_it(row.at["region"])]
    if not rows:
        there = dict.fromkeys(
            " ".join(filter(None, (one.at["region"].code, one.at["region"].label))) for one in table.rows
        )
        listed = ", ".join(map(shown, list(there)[:_MOST_LISTED]))
        raise InputError(
            [Problem(table.file, None, "region", f"{title_of(number)} is not there, only {listed}; add it")]
        )
    return rows


def _sexes(rows: Iterable[StatbankRow], file: str) -> set[Member]:
    """The sexes to add up: both together if the file has that, else each."""
    found = {row.at.get("kjønn", Member("", "")) for row in rows}
    both = {one for one in found if one.label.casefold().startswith(_BOTH)}
    if both:
        return both
    if len(found) == 1 and next(iter(found)) != Member("", ""):
        only = next(iter(found))
        message = f"only {shown(only.label or only.code)} is there; save the table with both sexes"
        raise InputError([Problem(file, None, "kjønn", message)])
    return found


def _variant(contents: Member | None) -> str | None:
    """Our name of a variant of SSB's; none for one that we have no name for."""
    if contents is None or (not contents.code and not contents.label):
        return "main"
    if letters := _LETTERS.search(contents.label):
        return _VARIANTS.get(letters[1])
    if contents.code:
        return _BY_CODE.get(contents.code)
    return "main" if contents.label.casefold() in ("personer", "persons", "framskrevne personer") else None


def _age(member: Member) -> int | None:
    """The age of a place, the oldest for an open one; none for a sum over ages."""
    for text in (member.code, member.label):
        if match := _AGE.fullmatch(text.strip()):
            age = int(match["age"])
            return age if age <= OLDEST else None
    return None


def _year(row: StatbankRow, file: str) -> int:
    text = row.at["år"].code or row.at["år"].label
    if not re.fullmatch(r"[0-9]{4}", text, re.ASCII):
        raise InputError([Problem(file, row.line, "år", f"{shown(text)} is no year; save the table by year")])
    return int(text)


def _gaps(
    seen: Mapping[tuple[str, int, int, Member], int | None],
    sums: Mapping[str, Mapping[int, Floats]],
    file: str,
    sexes: int,
) -> Iterable[Problem]:
    """What is not there, of what must be."""
    if "main" not in sums:
        yield Problem(file, None, "statistikkvariabel", "has no main variant (MMMM); save the table with it")
        return
    years = sorted(sums["main"])
    if holes := sorted(set(range(years[0], years[-1] + 1)) - set(years)):
        yield Problem(file, None, "år", f"lacks {holes[0]} between {years[0]} and {years[-1]}; save every year")
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for variant, year, _, _ in seen:
        counts[variant, year] += 1
    for variant in sums:
        for year in years:
            if counts[variant, year] != AGES * sexes:
                message = (
                    f"has {counts[variant, year]} numbers, not {AGES * sexes}; save every one-year age 0 to {OLDEST}"
                )
                yield Problem(file, None, f"{variant} {year}", message)
