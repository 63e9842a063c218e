"""A table of the Statbank: a row for each cell, with its place in every dimension."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MARKS: Mapping[str, str] = MappingProxyType(
    {
        ".": "not applicable",
        "..": "missing",
        "...": "missing",
        ":": "confidential",
        "-": "nil, or not counted",
    }
)
"""Marks that stand where there is no number; what has one is missing, never zero."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "kjonn": "kjønn",
        "sex": "kjønn",
        "age": "alder",
        "contentscode": "statistikkvariabel",
        "contents": "statistikkvariabel",
        "tid": "år",
        "year": "år",
        "kommuneregion": "region",
        "kommune": "region",
    }
)
"""Names of dimensions that mean the same as one that the web page writes."""


_KOSTRA = re.compile(r"^kok(.+?)[0-9]{4}$")
"""What the codes of KOSTRA's dimensions have around a name."""

MOST = 1e15
"""Numbers of the Statbank are smaller; what is not is a fault of the file."""


@dataclass(frozen=True, slots=True)
class Member:
    """A place in a dimension."""

    code: str
    """Its code; empty if the file has none."""
    label: str
    """Its name; empty if the file has none."""


@dataclass(frozen=True, slots=True)
class StatbankRow:
    """A cell of the table."""

    line: int | None
    """Line of the file, from 1; none where lines mean nothing."""
    at: Mapping[str, Member]
    """Its place by dimension, named as ``dimension_name`` has it."""
    value: float | None
    """The number; none if it is missing."""
    mark: str
    """Why it is missing, as the Statbank marks it; empty if it is not."""


@dataclass(frozen=True, slots=True)
class StatbankTable:
    """Everything that a file of the Statbank holds."""

    file: str
    """Name of the file."""
    title: str
    """Its title; empty if it has none."""
    dimensions: tuple[str, ...]
    """Its dimensions, as ``dimension_name`` has them."""
    rows: tuple[StatbankRow, ...]
    """Its cells, in the order of the file."""


def dimension_name(name: str) -> str:
    """One name for a dimension, however the file calls it.

    >>> dimension_name("Kjonn"), dimension_name(" Alder "), dimension_name("KOKkommuneregion0000")
    ('kjønn', 'alder', 'region')
    """
    plain = _KOSTRA.sub(r"\1", " ".join(name.split()).casefold())
    return NAMES.get(plain, plain)
