"""Reads the sheets of an Excel workbook as cells, within limits: a workbook is an archive, and may be a bomb.

Nothing is computed and nothing is guessed: a formula has the value that a spreadsheet stored with it, or none.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import iterparse

from leonplan.optimizer.workbooks.archive_limits import UnreadableWorkbookError, require_small

MOST_ROWS = 200_000
"""Last row that is read."""

MOST_COLUMNS = 256
"""Last column that is read."""

MOST_AREA = 10_000_000
"""Rows times columns of a sheet, up to the last that hold anything: each place is looked at."""

MOST_CELLS = 600_000
"""Cells of all sheets that hold anything."""

MOST_MERGED = 1_000
"""Merged ranges of a sheet."""

MOST_SHEETS = 200
"""Sheets of a workbook."""


class Holds(Enum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    NOT_COMPUTED = "not computed"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that is not empty."""

    kind: Holds
    """What it holds."""
    value: str | float | bool
    """Text, number or truth; of dates, errors and formulas without a value: as a text."""
    is_percent: bool = False
    """Whether a number is shown as per cent."""
    is_formula: bool = False
    """Whether the value is one that a formula had when the workbook was saved."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    """Its name."""
    rows: tuple[tuple[int, dict[int, SheetCell]], ...]
    """Rows with anything in them: number from 1, and cells by column from 1."""
    merged: tuple[tuple[int, int, int, int], ...]
    """Ranges of cells that are merged: first row and column, last row and column, from 1."""
    hidden_rows: tuple[int, ...]
    """Numbers of rows that are not shown."""
    is_hidden: bool = False
    """Whether the sheet is not shown."""
    written: int = 0
    """Cells that are written in the file, also without anything in them, and cells that are merged."""


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a workbook in its order; raises UnreadableWorkbookError."""
    require_small(data)
    from openpyxl import load_workbook  # slow to import, and only needed here

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on what it leaves out: nothing of that is read
            pages = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets
            if len(pages) > MOST_SHEETS:
                raise UnreadableWorkbookError(f"has more than {MOST_SHEETS} sheets; remove those that are not needed")
            shapes, room = [], MOST_CELLS
            for page in pages:
                shapes.append(_shape(page, room))
                room -= shapes[-1].cells
            return tuple(map(_sheet, pages, shapes))
    except UnreadableWorkbookError:
        raise
    except Exception as error:  # whatever a parser makes of what somebody else wrote
        raise UnreadableWorkbookError(
            "cannot be read as an Excel workbook; open it in Excel or LibreOffice, and save it as .xlsx again"
        ) from error


def column_letters(column: int) -> str:
    """The letters of a column by its number from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(255)
    ('A', 'Z', 'AA', 'IV')
    """
    first, last = divmod(column, 26)
    return (column_letters(first - 1) if first else "") + chr(ord("A") + last)


def _sheet(page: Any, shape: _Shape) -> Sheet:
    """A sheet of a shape."""
    rows: tuple[tuple[int, dict[int, SheetCell]], ...] = ()
    if shape.cells:
        page.reset_dimensions()  # what the file says of its size need not be so
        rows = tuple(
            (number, cells)
            for number, shown in enumerate(page.iter_rows(max_row=shape.last_row, max_col=shape.last_column), 1)
            if (cells := dict(_cells(number, shown, shape.formulas)))
        )
    area = sum((last - first + 1) * (right - left + 1) for first, left, last, right in shape.merged)
    is_hidden = page.sheet_state != "visible"
    return Sheet(page.title, rows, tuple(shape.merged), tuple(shape.hidden), is_hidden, shape.written + area)


def _cells(row: int, shown: Any, formulas: Mapping[tuple[int, int], str]) -> Iterator[tuple[int, SheetCell]]:
    """The cells of a row that hold anything, by column."""
    for column, one in enumerate(shown, 1):
        formula = formulas.get((row, column)) if formulas else None
        if formula is not None or one.value is not None:
            cell = _cell(one, formula)
            if cell is not None:
                yield column, cell


def _cell(shown: Any, formula: str | None) -> SheetCell | None:
    """A cell; none if there is nothing in it. formula: of one that holds a formula."""
    is_formula, value = formula is not None, shown.value
    if value is None:
        return SheetCell(Holds.NOT_COMPUTED, f"={formula}", is_formula=True)
    if shown.data_type == "e":
        return SheetCell(Holds.ERROR, str(value), is_formula=is_formula)
    if isinstance(value, bool):
        return SheetCell(Holds.BOOLEAN, value, is_formula=is_formula)
    if isinstance(value, (int, float)):
        return SheetCell(Holds.NUMBER, float(value), "%" in (shown.number_format or ""), is_formula)
    if isinstance(value, (date, datetime, time, timedelta)):
        return SheetCell(Holds.DATE, str(value), is_formula=is_formula)
    text = str(value)
    return SheetCell(Holds.TEXT, text, is_formula=is_formula) if text.strip() else None


@dataclass
class _Shape:
    """What openpyxl does not tell of a sheet when it reads row by row."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    """Formulas by row and column."""
    cells: int = 0
    """Cells that hold anything."""
    written: int = 0
    """Cells that are written, also those without anything in them."""
    last_row: int = 0
    last_column: int = 0


def _shape(page: Any, room: int) -> _Shape:
    """Merged ranges, hidden rows, formulas, and the last row and column that hold anything; raises UnreadableWorkbookError.

    room: cells that it may have.
    """
    shape = _Shape()
    row, column = 0, 0
    with page._get_source() as source:
        for event, element in iterparse(source, events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "start":
                if name == "row":
                    row, column = int(element.get("r", row + 1)), 0
                    if element.get("hidden") in ("1", "true"):
                        shape.hidden.append(row)
            elif name == "c":
                column = _place(element.get("r", ""))[1] if element.get("r") else column + 1
                shape.written += 1
                if len(element):
                    _take(shape, row, column, element, room)
                element.clear()
            elif name == "mergeCell":
                shape.merged.append(_range(element.get("ref", "")))
                if len(shape.merged) > MOST_MERGED:
                    raise UnreadableWorkbookError(f"has a sheet with more than {MOST_MERGED} merged cells")
            elif name == "row":
                element.clear()
    return shape


def _take(shape: _Shape, row: int, column: int, cell: Any, room: int) -> None:
    """Note a cell that holds something."""
    shape.last_row, shape.last_column = max(shape.last_row, row), max(shape.last_column, column)
    shape.cells += 1
    _require_near(shape)
    if shape.cells > room:
        raise UnreadableWorkbookError(f"holds more than {MOST_CELLS} cells; remove sheets and rows that are not needed")
    for part in cell:
        if part.tag.endswith("}f"):
            shape.formulas[row, column] = part.text or ""


def _require_near(shape: _Shape) -> None:
    """Refuse a sheet with something in a cell beyond the limits."""
    if shape.last_row > MOST_ROWS or shape.last_column > MOST_COLUMNS:
        beyond = f"row {MOST_ROWS}" if shape.last_row > MOST_ROWS else f"column {MOST_COLUMNS}"
        raise UnreadableWorkbookError(f"has a sheet that reaches beyond {beyond}; delete what stands there")
    if shape.last_row * shape.last_column > MOST_AREA:
        far = f"row {shape.last_row} and column {column_letters(shape.last_column - 1)}"
        raise UnreadableWorkbookError(f"has a sheet that reaches both {far}; delete what stands far from the rest")


def _range(text: str) -> tuple[int, int, int, int]:
    """A range of cells by its first row and column and its last; raises ValueError if it is none."""
    first, _, last = text.partition(":")
    (first_row, first_column), (last_row, last_column) = _place(first), _place(last or first)
    return first_row, first_column, last_row, last_column


def _place(text: str) -> tuple[int, int]:
    """Row and column of a cell, from 1; raises ValueError if it is none."""
    letters = text.rstrip("0123456789")
    return int(text[len(letters) :]), _column_number(letters)


def _column_number(letters: str) -> int:
    """A column by its letters, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
