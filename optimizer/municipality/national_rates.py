"""National rates of care by age, as they ship with the program, each with its source."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

HOME, LONG_STAY, HOUSING = "home_care_users", "institution_long_stay", "housing_24h"
"""Items: users of home services, long stays in institutions, residents of housing with staff round the clock."""

SHORT_STAYS = ("planned_short", "after_hospital", "palliative")
"""Items: short stays by need group."""

YOUNG, OLD = "age_18_66", ("age_67_79", "age_80_89", "age_90plus")
"""Age bands: adults under 67, with whom those under 18 are counted, and the older ones."""

BANDS = (YOUNG, *OLD)


@dataclass(frozen=True, slots=True)
class NationalRate:
    """Persons with a service on an average day per inhabitant."""

    item: str
    """What is counted."""
    age_band: str
    """Whose inhabitants."""
    rate: float
    """Persons per inhabitant."""
    year: int
    """Year that it is of."""
    source_title: str
    """Where it is from."""
    source_url: str
    """Address of the source; empty if there is none."""
    note: str
    """How it was derived."""


@cache
def national_rates() -> Mapping[tuple[str, str], NationalRate]:
    """Every national rate by item and age band; see data/README.md."""
    text = files(__package__).joinpath("data", "national_rates.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        one = NationalRate(
            item=row["item"],
            age_band=row["age_band"],
            rate=float(row["rate"]),
            year=int(row["year"]),
            source_title=row["source_title"],
            source_url=row["source_url"],
            note=row["note"],
        )
        found[one.item, one.age_band] = one
    return MappingProxyType(found)
