"""KOSTRA's counts of a municipality, from a file that the user has: what the base year must reproduce."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.municipality.national_rates import HOME, HOUSING, LONG_STAY
from leonplan.optimizer.reading.number_text import NUMBER, dense, number_remedy
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.reading.read_text import read_text

UNDER_67, FROM_67_TO_79, FROM_80, ALL = "0_66", "67_79", "80plus", "total"

ITEMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "home_care_users_0_66": (HOME, UNDER_67),
        "home_care_users_67_79": (HOME, FROM_67_TO_79),
        "home_care_users_80plus": (HOME, FROM_80),
        "home_care_users_total": (HOME, ALL),
        "institution_long_stay_total": (LONG_STAY, ALL),
        "residents_24h_staffed_housing_total": (HOUSING, ALL),
    }
)
"""What can be counted: its name in a file, and which item of which ages it is."""

_HEADINGS = ("item", "persons")


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of the base year [persons]."""

    persons: Mapping[str, float]
    """By name, as in ``ITEMS``; what is not there is not known."""

    def of(self, item: str, ages: str) -> float | None:
        """A count; none if it is not known. Users of home services of one age follow from the total and the two others."""
        known = {ITEMS[name]: persons for name, persons in self.persons.items()}
        if (item, ages) in known:
            return known[item, ages]
        parts = [UNDER_67, FROM_67_TO_79, FROM_80]
        if item == HOME and ages in parts and (HOME, ALL) in known:
            others = [known.get((HOME, one)) for one in parts if one != ages]
            if None not in others:
                return known[HOME, ALL] - sum(one for one in others if one is not None)
        return None


NO_COUNTS = Counts(MappingProxyType({}))
"""When nothing is counted: national rates are used as they are."""


def read_counts(path: Path) -> Counts:
    """Counts from a CSV file with the columns ``item`` and ``persons``; further columns are for people.

    Raises InputError with every fault: an item that is not known, or is there twice, a count that is no number from 0,
    users by age that are more than the total.
    """
    text = read_text(path, path.name, may_be_ansi=True).text
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    lines = [(rows.line_num, [cell.strip() for cell in row]) for row in rows]
    header = [cell.casefold() for cell in lines[0][1]]
    if missing := [name for name in _HEADINGS if name not in header]:
        message = f"has no column {missing[0]!r}; begin with a line item,persons"
        raise InputError([Problem(path.name, 1, missing[0], message)])
    found: dict[str, float] = {}
    faults: list[Problem] = []
    for line, cells in lines[1:]:
        if not any(cells):
            continue
        row = dict(zip(header, cells, strict=False))
        item, count = row["item"], dense(row.get("persons", ""))
        if item not in ITEMS:
            near = get_close_matches(item, ITEMS, n=1, cutoff=0.5)
            remedy = f"is it {near[0]}?" if near else f"the items are {', '.join(ITEMS)}"
            faults.append(Problem(path.name, line, "item", f"{shown(item)} is not known; {remedy}"))
        elif item in found:
            faults.append(Problem(path.name, line, "item", f"{shown(item)} is there twice; keep one"))
        elif not NUMBER.fullmatch(count):
            faults.append(Problem(path.name, line, "persons", f"{shown(count)} is no number; {number_remedy(count)}"))
        elif not 0 <= float(count) < 1e7:
            faults.append(
                Problem(path.name, line, "persons", f"{shown(count)} is no count of persons; write one from 0")
            )
        else:
            found[item] = float(count)
    counts = Counts(MappingProxyType(found))
    if not faults:
        faults += contradictions(counts, path.name)
    if faults:
        raise InputError(faults)
    return counts


def contradictions(counts: Counts, file: str) -> list[Problem]:
    """Counts that cannot be together."""
    by_age = [counts.of(HOME, ages) for ages in (UNDER_67, FROM_67_TO_79, FROM_80)]
    total = counts.of(HOME, ALL)
    known = [one for one in by_age if one is not None]
    if any(one < 0 for one in known) or (total is not None and len(known) == 3 and abs(sum(known) - total) > 0.5):
        message = "users by age are not the total together; correct one of them, or leave one out"
        return [Problem(file, None, "home_care_users_total", message)]
    return []
