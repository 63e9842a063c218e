"""Sums of a workbook's sheets as formulas, on a sheet of their own: among the rows of a table a sum would be taken for a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from leonplan.optimizer.excel.cells import Content, content
from leonplan.optimizer.excel.columns import PARTS, columns_of
from leonplan.optimizer.words import input_words as words
from leonplan.optimizer.workbooks.read_sheets import column_letters

HEADINGS = ("Ark", "Sum av", "Enhet", "Sum", "For", "Og for")
"""Headings of the sheet."""

_SUMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("population", "persons", ("variant", "year")),
    ("district_shares", "share", ("year",)),
    ("places", "places", ("level",)),
    ("current_service", "persons", ("group",)),
    ("staff", "employed", ()),
    ("projects", "cost", ()),
    ("project_places", "change", ("project",)),
    ("programmes", "participants", ()),
)
"""What is summed: sheet, column, and the columns whose values each have a sum."""


@dataclass(frozen=True, slots=True)
class SumLine:
    """A line of the sheet."""

    texts: tuple[str, str, str]
    """Sheet, column and unit."""
    formula: str
    """The sum; ``{row}`` stands for the row in which it is written."""
    value: float
    """What it comes to."""
    of: tuple[Content, ...]
    """The values for which it is the sum."""


def sum_lines(values: Mapping[str, Sequence[Mapping[str, Any]]], further_rows: int) -> Iterator[SumLine]:
    """The lines of the sheet; values: rows of every part by column; further_rows: blank rows below them that count too."""
    for part, name, by in _SUMS:
        columns = columns_of(PARTS[part])
        places = {column.name: place for place, column in enumerate(columns)}
        summed = columns[places[name]]
        rows, sheet, last = values[part], words.SHEETS[part], len(values[part]) + 1 + further_rows

        def area(column: str, places: Mapping[str, int] = places, sheet: str = sheet, last: int = last) -> str:
            letters = column_letters(places[column])
            return f"'{sheet}'!${letters}$2:${letters}${last}"

        for key in dict.fromkeys(tuple(row[one] for one in by) for row in rows):
            wanted = "".join(f",{area(one)},${column}{{row}}" for one, column in zip(by, "EF", strict=False))
            formula = f"=SUMIFS({area(name)}{wanted})" if by else f"=SUM({area(name)})"
            total = fsum(float(row[name] or 0) for row in rows if tuple(row[one] for one in by) == key)
            yield SumLine(
                (sheet, summed.heading, summed.unit), formula, total,
                tuple(content(one, columns[places[column]].choices) for one, column in zip(key, by, strict=True)),
            )  # fmt: skip
