"""Workbooks of plain lists: a line of headings, then lines of cells, with a filter, for people who sort and add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from leonplan.optimizer.words.clean_text import clean_text
from leonplan.optimizer.workbooks.limits import pieces
from leonplan.optimizer.workbooks.new_book import new_book

Cell = str | float | int | None
"""What a cell holds; nothing where it is empty."""

_LEAST, _MOST = 9, 60
"""Width of a column [letters]."""

_FORMATS = {"tenth": "#,##0.0", "thousandth": "#,##0.0##", "whole": "#,##0", "share": "0.0%", "year": "0"}


@dataclass(frozen=True)
class ListSheet:
    """A sheet: a line of headings and lines of cells."""

    name: str
    """Name of the sheet."""
    headings: tuple[str, ...]
    """Headings, one for each column."""
    lines: tuple[tuple[Cell, ...], ...]
    """Lines, each of as many cells as there are headings."""
    shares: frozenset[int] = frozenset()
    """Columns in per cent."""
    years: frozenset[int] = frozenset()
    """Columns whose whole numbers are years or other names, shown without thousands."""
    is_fine: bool = False
    """Whether numbers are shown to the third decimal, where they have so many."""


def list_book(title: str, sheets: Iterable[ListSheet]) -> bytes:
    """The Excel file of some sheets; the same sheets give the same bytes."""
    stream = BytesIO()
    with new_book(stream, title=title) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = {name: book.add_format({"num_format": shape}) for name, shape in _FORMATS.items()}
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, head, formats)
    return stream.getvalue()


def _write(page: Any, sheet: ListSheet, head: Any, formats: Mapping[str, Any]) -> None:
    """One sheet, its headings always in sight, with a filter."""
    page.freeze_panes(1, 1)
    page.write_row(0, 0, [_text(heading) for heading in sheet.headings], head)
    for row, line in enumerate(sheet.lines, 1):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                page.write_string(row, column, _text(cell))
            elif cell is not None:
                page.write_number(row, column, cell, formats[_format(sheet, column, cell)])
    for column, heading in enumerate(sheet.headings):
        longest = max((len(cell) for line in sheet.lines if isinstance(cell := line[column], str)), default=0)
        page.set_column(column, column, min(_MOST, max(_LEAST, longest + 1, len(heading) // 2 + 2)))
    page.autofilter(0, 0, max(1, len(sheet.lines)), len(sheet.headings) - 1)


def _format(sheet: ListSheet, column: int, cell: float) -> str:
    if column in sheet.shares:
        return "share"
    if isinstance(cell, int):
        return "year" if column in sheet.years else "whole"
    return "thousandth" if sheet.is_fine else "tenth"


def _text(text: str) -> str:
    """Text as a cell holds it: line by line, each without what cannot be shown."""
    return pieces("\n".join(clean_text(line) for line in text.split("\n")))[0]
