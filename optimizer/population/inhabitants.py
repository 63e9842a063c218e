"""Inhabitants of every municipality by one-year age and year, as they ship with the program."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

OLDEST = 105
"""The oldest age, which stands for everybody of that age and over [years]."""

AGES = OLDEST + 1
"""How many one-year ages there are."""

JOINED_UNTIL = {"1508": 2023, "1580": 2023}
"""Municipalities that are counted apart only after a year; until then their parts are an estimate (see data/README.md)."""


@dataclass(frozen=True)
class Inhabitants:
    """Persons on 1 January by municipality, one-year age and year."""

    numbers: tuple[str, ...]
    """Municipalities, four digits each, in ascending order."""
    first_year: int
    """First year."""
    persons: Floats
    """Inhabitants [persons], of shape (municipalities, ages, years)."""

    @property
    def last_year(self) -> int:
        """Last year."""
        return self.first_year + int(self.persons.shape[2]) - 1

    @property
    def years(self) -> range:
        """Every year."""
        return range(self.first_year, self.last_year + 1)

    def of(self, number: str) -> Floats:
        """Inhabitants of one municipality [persons], of shape (ages, years)."""
        place: Floats = self.persons[self.numbers.index(number)]
        return place

    def up_to(self, year: int) -> Floats:
        """Inhabitants to a year, that year included: all that a projection from it may know."""
        known: Floats = self.persons[:, :, : year - self.first_year + 1]
        return known


@cache
def shipped_inhabitants() -> Inhabitants:
    """The inhabitants that ship with the program; read once (a fifth of a second), and not to be written to.

    Source: Statistics Norway, table 07459; see data/README.md.
    """
    data = gzip.decompress(files(__package__).joinpath("data", "inhabitants.csv.gz").read_bytes())
    header, _, body = data.decode("ascii").partition("\n")
    _, _, *years = header.split(",")
    table = np.loadtxt(io.StringIO(body), delimiter=",", dtype=np.int64)
    blocks = table.reshape(-1, AGES, table.shape[1])
    persons = blocks[:, :, 2:].astype(float)
    persons.flags.writeable = False
    return Inhabitants(tuple(f"{number:04d}" for number in blocks[:, 0, 0]), int(years[0]), persons)


@dataclass(frozen=True, slots=True)
class FormerMunicipality:
    """A number that is no longer in use."""

    number: str
    """Four digits."""
    name: str
    """Its name then."""
    last_year: int
    """The last year of the number."""
    now: tuple[str, ...]
    """Numbers of the municipalities of today that its inhabitants live in."""


@cache
def municipality_names() -> dict[str, str]:
    """Names of today's municipalities by number; several names are separated by `` - ``."""
    return {row["number"]: row["name"] for row in _rows("municipalities.csv")}


@cache
def former_municipalities() -> dict[str, FormerMunicipality]:
    """Municipalities whose number was in use in 2016 or later and no longer is, by number."""
    return {
        row["number"]: FormerMunicipality(row["number"], row["name"], int(row["last_year"]), tuple(row["now"].split()))
        for row in _rows("former_municipalities.csv")
    }


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))
