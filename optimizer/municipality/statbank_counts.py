"""KOSTRA's counts from a table of the Statbank that ``leon ssb -o`` kept: what is known of its codes, and nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.municipality.counts import Counts, contradictions
from leonplan.optimizer.statbank.keep import NOTE, read_kept
from leonplan.optimizer.statbank.table import StatbankRow

TABLE = "12292"
"""The table whose codes are known: KOSTRA, users of care services."""

CONTENTS: Mapping[str, str] = MappingProxyType(
    {
        "KOSkjernetotalt0000": "home_care_users_total",
        "KOSkjerne066aar0000": "home_care_users_0_66",
        "KOSkjerne80aarov0000": "home_care_users_80plus",
        "KOSbialthelsum0000": "residents_24h_staffed_housing_total",
    }
)
"""What is counted, by its code in the table."""


def read_statbank_counts(folder: Path, year: int, municipality: str) -> Counts:
    """Counts of one year and municipality (its number) from the kept table; missing ones are left out, and never zero.

    Raises InputError with every fault: another table, other regions, none of the year or of what is known, a count twice;
    VerificationError if a reply was altered since it was kept.
    """
    kept = read_kept(folder)
    file = f"{folder.name}/{NOTE}"
    if kept.table != TABLE:
        message = f"is of table {kept.table}; codes are known of {TABLE} alone: write a CSV file with item and persons"
        raise InputError([Problem(file, None, "table", message)])
    if kept.regions != (municipality,):
        message = (
            f"is of {', '.join(kept.regions)}, not of {municipality} alone; use: leon ssb {TABLE} {municipality} -o"
        )
        raise InputError([Problem(file, None, "regions", message)])
    of_year = [row for row in kept.rows if _code(row, "år")[:4] == str(year)]
    found: dict[str, float] = {}
    faults = []
    for row in of_year:
        item = CONTENTS.get(_code(row, "statistikkvariabel"))
        if item is None or row.value is None:
            continue
        if item in found:
            faults.append(
                Problem(file, None, item, "is there twice; keep the table with one choice in each other dimension")
            )
        found[item] = row.value
    if not found:
        years = ", ".join(sorted({_code(row, "år")[:4] for row in kept.rows}))
        message = f"has no count of {year}, the base year, that is known; it holds {years}, and known are {', '.join(CONTENTS)}"
        faults.append(Problem(file, None, "år" if not of_year else "statistikkvariabel", message))
    counts = Counts(MappingProxyType(found))
    faults = faults or contradictions(counts, file)
    if faults:
        raise InputError(faults)
    return counts


def _code(row: StatbankRow, dimension: str) -> str:
    at = row.at.get(dimension)
    return "" if at is None else at.code or at.label
