"""What people need to know of a table's columns to fill them in, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leonplan.optimizer.excel.columns import SheetColumn, columns_of
from leonplan.optimizer.reading.read_cell import entry_type
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.schema.units import unit_of
from leonplan.optimizer.words.input_words import FALSE, SHEETS, TRUE
from leonplan.optimizer.words.word import Word


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table."""

    name: str
    """Name of the column, as in the file."""
    heading: Word
    """Heading, with the unit."""
    meaning: Word
    """What it holds."""
    is_required: bool
    """Whether its cells must not be blank."""
    holds_numbers: bool
    """Whether its cells hold numbers, one or several with blanks between."""
    refers_to: str
    """The table or list of the settings whose ids it holds; empty if it refers to none."""
    choices: Mapping[str, Word]
    """What may stand in its cells, each with its words; empty if that is not a choice."""


def table_titles() -> dict[str, Word]:
    """What tables are called, by their names, in the order of the format."""
    return {name: Word(_spaced(name), SHEETS[name]) for name in TABLES}


def table_columns(row: type[Row]) -> tuple[TableColumn, ...]:
    """The columns of a table, in the order in which they are written."""
    return tuple(_column(one, row.model_fields[one.name]) for one in columns_of(row))


def _column(one: SheetColumn, field: Any) -> TableColumn:
    unit = unit_of(field)
    choices = {choice: Word(choice.replace("_", " "), nb) for choice, nb in one.choices.items()}
    if one.kind is bool:
        choices = {TRUE: Word("true", TRUE), FALSE: Word("false", FALSE)}
    return TableColumn(
        one.name,
        Word(f"{_spaced(one.name)} [{unit}]" if unit else _spaced(one.name), one.title),
        Word(" ".join((field.description or "").split()), one.meaning),
        one.is_required,
        one.kind in (int, float) or (one.kind is tuple and entry_type(field.annotation) in (int, float)),
        one.refers_to,
        choices,
    )


def _spaced(name: str) -> str:
    words = name.replace("_", " ")
    return words[0].upper() + words[1:]
