"""Workbooks of plain lists: a line of headings, then lines of cells, with a filter, for people who sort and add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from leonplan.optimizer.words.clean_text import clean_text
from leonplan.optimizer.words.column import YEAR, Column
from leonplan.optimizer.workbooks.formulas import Formula
from leonplan.optimizer.workbooks.limits import pieces
from leonplan.optimizer.workbooks.list_charts import ListChart, drawn
from leonplan.optimizer.workbooks.new_book import new_book

Cell = str | float | int | Formula | None
"""What a cell holds; nothing where it is empty."""

_LEAST, _MOST = 9, 60
"""Width of a column [letters]."""

_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
"""How headings look."""

_YEAR_HEADING = "year"
"""Name of the format of headings that are years."""

_PLAIN = Column("", decimals=1)
"""A column of which nothing else is said."""


@dataclass(frozen=True)
class ListSheet:
    """A sheet: a line of headings and lines of cells."""

    name: str
    """Name of the sheet."""
    headings: tuple[str | int, ...]
    """Headings, one for each column; a whole number is a year."""
    lines: tuple[tuple[Cell, ...], ...]
    """Lines, each of as many cells as there are headings."""
    columns: Mapping[int, Column] = field(default_factory=dict)
    """How numbers are shown, by the number of their column from 0; to one decimal where nothing is said."""
    chart: ListChart | None = None
    """A chart below the lines."""


def list_book(title: str, sheets: Iterable[ListSheet]) -> bytes:
    """The Excel file of some sheets; the same sheets give the same bytes."""
    stream = BytesIO()
    with new_book(stream, title=title) as book:
        head = book.add_format(_HEAD)
        formats: dict[str, Any] = {_YEAR_HEADING: book.add_format({**_HEAD, "num_format": "0", "align": "right"})}
        for sheet in sheets:
            _write(book, book.add_worksheet(sheet.name), sheet, head, formats)
    return stream.getvalue()


def _write(book: Any, page: Any, sheet: ListSheet, head: Any, formats: dict[str, Any]) -> None:
    """One sheet, its headings always in sight, with a filter."""
    page.freeze_panes(1, 1)
    for column, heading in enumerate(sheet.headings):
        if isinstance(heading, int):
            page.write_number(0, column, heading, formats[_YEAR_HEADING])
        else:
            page.write_string(0, column, _text(heading), head)
    for row, line in enumerate(sheet.lines, 1):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                page.write_string(row, column, _text(cell))
            elif cell is not None:
                shape = number_format(sheet.columns.get(column, _PLAIN), _value(cell))
                if shape not in formats:
                    formats[shape] = book.add_format({"num_format": shape})
                _write_number(page, row, column, cell, formats[shape])
    for column, heading in enumerate(sheet.headings):
        longest = max((len(cell) for line in sheet.lines if isinstance(cell := line[column], str)), default=0)
        page.set_column(column, column, min(_MOST, max(_LEAST, longest + 1, len(str(heading)) // 2 + 2)))
    page.autofilter(0, 0, max(1, len(sheet.lines)), len(sheet.headings) - 1)
    if sheet.chart is not None and sheet.chart.lines:
        page.insert_chart(
            len(sheet.lines) + 2, 0, drawn(book, sheet.name, sheet.chart), {"description": sheet.chart.title}
        )


def _write_number(page: Any, row: int, column: int, cell: float | Formula, shown: Any) -> None:
    if isinstance(cell, Formula):
        page.write_formula(row, column, cell.text, shown, cell.value)
    else:
        page.write_number(row, column, cell, shown)


def _value(cell: float | Formula) -> float:
    return cell.value if isinstance(cell, Formula) else cell


def number_format(column: Column, number: float) -> str:
    """How Excel shows a number of a column: shares in per cent, whole numbers whole and years without thousands.

    >>> number_format(Column("kNOK"), 1.5), number_format(Column("FTE", decimals=3), 1.5), number_format(YEAR, 2030)
    ('#,##0', '#,##0.0##', '0')
    >>> number_format(Column("share", decimals=3), 0.125)
    '0.0%'
    """
    if column.unit == "share":
        return f"0{_decimals(column.decimals - 2, '0')}%"
    if isinstance(number, int):
        return "0" if column.unit == YEAR.unit else "#,##0"
    return f"#,##0{_decimals(column.decimals, '#')}"


def _decimals(number: int, further: str) -> str:
    """A decimal that is always shown, and further ones."""
    return f".0{further * (number - 1)}" if number > 0 else ""


def _text(text: str) -> str:
    """Text as a cell holds it: line by line, each without what cannot be shown."""
    return pieces("\n".join(clean_text(line) for line in text.split("\n")))[0]
