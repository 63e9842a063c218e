"""The columns of every sheet: name, heading with unit, meaning, and what may be chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from leonplan.optimizer.checks.references import REFERENCES
from leonplan.optimizer.excel.list_rows import INSIDE, LIST_ROWS
from leonplan.optimizer.reading.read_cell import plain_type
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.schema.units import unit_of
from leonplan.optimizer.words import input_words as words
from leonplan.optimizer.words.column_meanings import meaning_of

PARTS: Mapping[str, type[Row]] = {**LIST_ROWS, **TABLES}
"""Every part of an instance that has a sheet of rows: the lists of the settings, then the tables."""

_PART_OF = {row: part for part, row in PARTS.items()}

_OTHER_REFERENCES = {"lowest_level": "levels", "may_do": "staff", f"minimum{INSIDE}source": "sources"}
"""What further columns of the lists refer to."""


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet."""

    name: str
    """Name of the column, as in CSV files."""
    heading: str
    """Heading without its unit."""
    unit: str
    """Unit in words; empty if it has none."""
    meaning: str
    """What it holds, in bokmål, for the comment."""
    is_required: bool
    """Whether its cells must not be blank."""
    kind: Any
    """Type of its values without limits."""
    refers_to: str = ""
    """The part whose ids it holds; empty if it refers to none."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Words by choice; empty if it has none."""

    @property
    def title(self) -> str:
        """The heading as it is written, with the unit."""
        return f"{self.heading} ({self.unit})" if self.unit else self.heading


def columns_of(row: type[Row]) -> tuple[SheetColumn, ...]:
    """The columns of a table or list, in the order in which they are written."""
    part = _PART_OF[row]
    return tuple(_column(part, name, row.model_fields[name]) for name in row.columns())


def choice_words(kind: Any) -> dict[str, str]:
    """Words of the choices of a type, by choice; empty if it is not one of choices."""
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        return {}
    shared = words.SHARED.get(kind.__name__)
    if shared is not None:
        return {str(one.value): shared[one.value].nb for one in kind}
    return {str(one.value): words.CHOICES[f"{kind.__name__}.{one.value}"] for one in kind}


def same_word(text: str) -> str:
    """A text as headings and names are compared: small letters, without blanks around and more than one between.

    >>> same_word("  Fast\\u00a0kostnad (1000 kr  per år)")
    'fast kostnad (1000 kr per år)'
    """
    return re.sub(r"\s+", " ", text.strip()).casefold()


def names_by_heading(columns: tuple[SheetColumn, ...]) -> dict[str, str]:
    """Names of columns by each way in which a header may call them: with or without the unit, or by the name."""
    found: dict[str, str] = {}
    for column in columns:
        for text in (column.title, column.heading, column.name):
            found.setdefault(same_word(text), column.name)
    return found


def _column(part: str, name: str, one: Any) -> SheetColumn:
    kind, unit = plain_type(one.annotation), unit_of(one)
    return SheetColumn(
        name,
        words.COLUMNS[name.replace(INSIDE, ".")],
        words.UNITS[unit] if unit else "",
        meaning_of(part, name.replace(INSIDE, ".")),
        one.is_required(),
        kind,
        REFERENCES.get(name) or _OTHER_REFERENCES.get(name, ""),
        choice_words(kind),
    )
