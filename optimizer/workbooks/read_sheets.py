"""Reads the sheets of an Excel workbook as cells, within limits: a workbook is an archive, and may be a bomb.

Nothing is computed and nothing is guessed: a formula has the value that a spreadsheet stored with it, or none.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import iterparse

MOST_BYTES = 100_000_000
"""What all parts of a workbook may come to, unpacked [bytes]."""

MOST_PARTS = 2_000
"""Files in the archive of a workbook."""

MOST_ROWS = 200_000
"""Last row that is read."""

MOST_COLUMNS = 256
"""Last column that is read."""

MOST_MERGED = 1_000
"""Merged ranges of a sheet."""

MOST_SHEETS = 200
"""Sheets of a workbook."""


class UnreadableWorkbookError(ValueError):
    """A file that is no workbook, or is past the limits; says what is wrong and what to do."""


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


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a workbook in its order; raises UnreadableWorkbookError."""
    _require_small(data)
    from openpyxl import load_workbook  # slow to import, and only needed here

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on what it leaves out: nothing of that is read
            values, formulas = (load_workbook(BytesIO(data), read_only=True, data_only=one) for one in (True, False))
            pages = values.worksheets
            if len(pages) > MOST_SHEETS:
                raise UnreadableWorkbookError(f"has more than {MOST_SHEETS} sheets; remove those that are not needed")
            return tuple(_sheet(page, formulas[page.title]) for page in pages)
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


def _require_small(data: bytes) -> None:
    """Refuse, before anything is unpacked, what is no archive, is too large unpacked, or defines entities."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise UnreadableWorkbookError(
                    f"is larger than {MOST_BYTES / 1e6:g} MB unpacked, or of more than {MOST_PARTS} parts; remove sheets "
                    "and pictures that are not needed, and rows and columns that are empty"
                )
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableWorkbookError("is protected by a password; save it without one")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _require_plain_xml(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        if isinstance(error, UnreadableWorkbookError):
            raise
        raise UnreadableWorkbookError("is no Excel workbook (.xlsx), or is damaged; save it as .xlsx again") from error


def _require_plain_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that declares a document type, which no workbook does: entities in it could unfold without end."""
    with archive.open(part) as stream:
        start = stream.read(4_096)
    if b"\0" in start or b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise UnreadableWorkbookError(
            f"has a part that no spreadsheet writes ({part.filename}); save it as .xlsx again"
        )


def _sheet(page: Any, formulas: Any) -> Sheet:
    """A sheet; page, formulas: the same with the values of formulas, and with the formulas."""
    shape = _shape(page)
    if shape.last_row == 0:
        return Sheet(page.title, (), tuple(shape.merged), tuple(shape.hidden), page.sheet_state != "visible")
    for one in (page, formulas):
        one.reset_dimensions()  # what the file says of its size need not be so
    both = (one.iter_rows(max_row=shape.last_row, max_col=shape.last_column) for one in (page, formulas))
    rows = tuple(
        (number, cells)
        for number, (shown, written) in enumerate(zip(*both, strict=True), 1)
        if (cells := dict(_cells(shown, written)))
    )
    return Sheet(page.title, rows, tuple(shape.merged), tuple(shape.hidden), page.sheet_state != "visible")


def _cells(shown: Any, written: Any) -> Iterator[tuple[int, SheetCell]]:
    """The cells of a row that hold anything, by column."""
    for column, (value, formula) in enumerate(zip(shown, written, strict=True), 1):
        if formula.value is not None:
            cell = _cell(value, formula)
            if cell is not None:
                yield column, cell


def _cell(shown: Any, written: Any) -> SheetCell | None:
    """A cell; none if there is nothing in it."""
    is_formula, value = written.data_type == "f", shown.value
    if value is None:
        return SheetCell(Holds.NOT_COMPUTED, str(written.value), is_formula=True) if is_formula else None
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
    last_row: int = 0
    last_column: int = 0


def _shape(page: Any) -> _Shape:
    """Merged ranges, hidden rows, and the last row and column that hold anything; raises UnreadableWorkbookError."""
    shape = _Shape()
    row, column = 0, 0
    with page._get_source() as source:
        for event, element in iterparse(source, events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "start" and name == "row":
                row, column = int(element.get("r", row + 1)), 0
                if element.get("hidden") in ("1", "true"):
                    shape.hidden.append(row)
            elif event == "end" and name == "c":
                column = _place(element.get("r", ""))[1] if element.get("r") else column + 1
                if len(element):
                    shape.last_row, shape.last_column = max(shape.last_row, row), max(shape.last_column, column)
                    _require_near(shape)
            elif event == "end" and name == "mergeCell":
                shape.merged.append(_range(element.get("ref", "")))
                if len(shape.merged) > MOST_MERGED:
                    raise UnreadableWorkbookError(f"has a sheet with more than {MOST_MERGED} merged cells")
            if event == "end" and name in ("row", "mergeCell"):
                element.clear()
    return shape


def _require_near(shape: _Shape) -> None:
    """Refuse a sheet with something in a cell beyond the limits."""
    if shape.last_row > MOST_ROWS or shape.last_column > MOST_COLUMNS:
        beyond = f"row {MOST_ROWS}" if shape.last_row > MOST_ROWS else f"column {MOST_COLUMNS}"
        raise UnreadableWorkbookError(f"has a sheet that reaches beyond {beyond}; delete what stands there")


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
