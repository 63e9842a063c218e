"""Reads one table from a CSV file: strict about what it says, forgiving about how Excel saved it.

Forgiven, with one warning per file: a byte-order mark, semicolons instead of commas, decimal commas where semicolons
separate the columns, blanks around cells, and empty columns at the end.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.reading.plain_words import explain, shown, suggestion
from leonplan.optimizer.reading.read_cell import CellFault, Converter, converter, plain_type
from leonplan.optimizer.reading.read_text import DecodedText, decode, read_text
from leonplan.optimizer.schema.base import Row

LONGEST_CELL = 10_000
"""Longest cell that is read [characters]."""

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class TableReading(Generic[AnyRow]):
    """What a table's file holds."""

    rows: tuple[AnyRow, ...]
    """Rows without faults, in the order of the file."""
    lines: tuple[int, ...]
    """Line on which each of these rows begins."""
    problems: tuple[Problem, ...]
    """Every fault; with any, rows are missing."""
    warnings: tuple[Problem, ...]
    """Habits that were forgiven."""


def read_table(path: Path, row: type[AnyRow]) -> TableReading[AnyRow]:
    """Read a table; never raises for what the file holds, every fault is in the result."""
    try:
        return _Reader(row).read(read_text(path, row.file))
    except InputError as error:
        return TableReading((), (), tuple(error.problems), ())


def parse_table(data: bytes, row: type[AnyRow]) -> TableReading[AnyRow]:
    """Read a table from the bytes of its file; as ``read_table``."""
    try:
        return _Reader(row).read(decode(data, row.file))
    except InputError as error:
        return TableReading((), (), tuple(error.problems), ())


@dataclass(frozen=True, slots=True)
class _Record:
    """A line of cells, as written."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the file that the table knows."""

    name: str
    place: int
    convert: Converter
    is_number: bool
    is_required: bool


@dataclass
class _Reader(Generic[AnyRow]):
    """Reads one file."""

    row: type[AnyRow]
    problems: list[Problem] = field(default_factory=list)
    habits: dict[str, None] = field(default_factory=dict)
    first_comma: int | None = None
    first_point: int | None = None

    def read(self, decoded: DecodedText) -> TableReading[AnyRow]:
        """Read the text of the file."""
        if decoded.has_mark:
            self._forgive("a byte-order mark")
        separator = _separator(decoded.text, self.row)
        if separator == ";":
            self._forgive("semicolons between columns")
        records = self._records(decoded.text, separator)
        header = next(records, None)
        columns = [] if header is None else self._columns(header)
        found: list[AnyRow] = []
        lines: list[int] = []
        first: dict[tuple[object, ...], int] = {}
        if header is not None and columns:
            for record in records:
                one = self._row(record, header, columns, separator)
                if one is not None and self._is_new(one, record.line, first):
                    found.append(one)
                    lines.append(record.line)
            self._check_decimal_signs()
            if not found and not self.problems:
                self._fault(header.line, "", "has a header but no rows; add rows or remove the file")
        return TableReading(tuple(found), tuple(lines), tuple(self.problems), self._warnings())

    def _forgive(self, habit: str) -> None:
        self.habits.setdefault(habit)

    def _warnings(self) -> tuple[Problem, ...]:
        if not self.habits:
            return ()
        return (Problem(self.row.file, None, "", f"forgiven in reading: {', '.join(self.habits)}"),)

    def _fault(self, line: int | None, column: str, message: str) -> None:
        self.problems.append(Problem(self.row.file, line, column, message))

    def _records(self, text: str, separator: str) -> Iterator[_Record]:
        """Lines with anything in them; stops at a line that cannot be taken apart."""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                remedy = "close quotation marks, double those inside a text, and keep cells short"
                self._fault(line, "", f"cannot be taken apart into cells from here on; {remedy}")
                return
            trimmed = [cell.strip() for cell in cells]
            if trimmed != cells:
                self._forgive("blanks around cells")
            if any(trimmed):
                yield _Record(line, trimmed)

    def _columns(self, header: _Record) -> list[_Column]:
        """The columns of the file; empty if its rows cannot be read."""
        while not header.cells[-1]:
            header.cells.pop()
            self._forgive("empty columns at the end")
        fields, names = self.row.model_fields, header.cells
        for name in names:
            if name not in fields:
                left = [known for known in fields if known not in names]
                self._fault(header.line, shown(name)[1:-1], f"is no column of this table; {suggestion(name, left)}")
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                message = f"stands {names.count(name)} times in the header; keep one of the columns"
                self._fault(header.line, shown(name)[1:-1], message)
        missing = [name for name, one in fields.items() if one.is_required() and name not in names]
        for name in missing:
            self._fault(header.line, name, "is missing from the header; add the column")
        if missing or len(set(names)) < len(names):
            return []
        known = [(place, name) for place, name in enumerate(names) if name in fields]
        return [self._column(place, name) for place, name in known]

    def _column(self, place: int, name: str) -> _Column:
        one = self.row.model_fields[name]
        is_number = plain_type(one.annotation) in (int, float)
        return _Column(name, place, converter(one.annotation), is_number, one.is_required())

    def _row(self, record: _Record, header: _Record, columns: list[_Column], separator: str) -> AnyRow | None:
        """One row, or none with its faults noted."""
        cells, faults = record.cells, len(self.problems)
        while len(cells) > len(header.cells) and not cells[-1]:
            cells.pop()
            self._forgive("empty columns at the end")
        if len(cells) != len(header.cells):
            remedy = "put texts that hold the separator in quotation marks, and keep a separator for every blank cell"
            self._fault(record.line, "", f"has {len(cells)} cells where the header has {len(header.cells)}; {remedy}")
            return None
        values = {}
        for column in columns:
            if value := self._value(record.line, column, cells[column.place], separator == ";"):
                values[column.name] = value[0]
        if len(self.problems) > faults:
            return None
        try:
            return self.row.model_validate(values)
        except ValidationError as error:
            self._translate(error, record, {column.name: column.place for column in columns})
            return None

    def _value(self, line: int, column: _Column, cell: str, commas: bool) -> tuple[object] | None:
        """The value of a cell in a tuple of its own; none if blank or faulty."""
        if not cell:
            if column.is_required:
                self._fault(line, column.name, "is blank; fill it in")
            return None
        if len(cell) > LONGEST_CELL:
            self._fault(line, column.name, f"{shown(cell)} is longer than {LONGEST_CELL} characters; shorten it")
            return None
        if _CONTROL.search(cell):
            self._fault(line, column.name, f"{shown(cell)} holds an invisible control character; remove it")
            return None
        try:
            value = column.convert(cell, commas)
        except CellFault as fault:
            self._fault(line, column.name, str(fault))
            return None
        if column.is_number and commas:
            self._note_decimal_sign(line, cell)
        return (value,)

    def _note_decimal_sign(self, line: int, cell: str) -> None:
        if "," in cell:
            self.first_comma = self.first_comma or line
            self._forgive("decimal commas")
        elif "." in cell:
            self.first_point = self.first_point or line

    def _check_decimal_signs(self) -> None:
        """Where both signs occur, one of them may stand for thousands."""
        if self.first_comma and self.first_point:
            message = f"has a decimal point here and a decimal comma on line {self.first_comma}; use one of them"
            self._fault(self.first_point, "", message)

    def _translate(self, error: ValidationError, record: _Record, places: dict[str, int]) -> None:
        """Note the faults that the schema found in a row."""
        for fault in error.errors(include_url=False):
            name = str(fault["loc"][0])
            written = record.cells[places[name]] if len(fault["loc"]) == 1 else fault["input"]
            choices = str(fault.get("ctx", {}).get("expected", "")).split("'")[1::2]
            self._fault(record.line, name, explain(fault["type"], fault.get("ctx", {}), written, choices))

    def _is_new(self, row: AnyRow, line: int, first: dict[tuple[object, ...], int]) -> bool:
        """Whether no row before has the same key."""
        key = tuple(getattr(row, name) for name in self.row.key)
        earlier = first.setdefault(key, line)
        if earlier == line:
            return True
        words = ", ".join("blank" if part is None else str(part) for part in key)
        message = f"'{words}' on line {line} stands on line {earlier} already; keep one of the two rows"
        self._fault(line, ", ".join(self.row.key), message)
        return False


def _separator(text: str, row: type[Row]) -> str:
    """The separator that finds most of the table's columns in the header; a comma if neither finds more.

    Raises InputError if the columns are separated by tabs.
    """
    header = text.lstrip().split("\n", 1)[0]
    known = {
        separator: sum(name.strip().strip('"') in row.model_fields for name in header.split(separator))
        for separator in (",", ";", "\t")
    }
    if known["\t"] > max(known[","], known[";"]):
        message = "has tabs between columns; save it with commas or semicolons between them (CSV UTF-8)"
        raise InputError([Problem(row.file, 1, "", message)])
    return ";" if (known[";"], header.count(";")) > (known[","], header.count(",")) else ","
