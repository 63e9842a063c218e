"""Reads the rows below a table's header, from a CSV file or a sheet: the same cells give the same values and the same faults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import ValidationError

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.faults import Fault, Faults
from leonplan.optimizer.reading.number_text import dense
from leonplan.optimizer.reading.odd_rows import not_a_row, wrong_length
from leonplan.optimizer.reading.plain_words import explain, shown
from leonplan.optimizer.reading.read_cell import CellFault, NumberText, RefusedText
from leonplan.optimizer.reading.read_header import HeaderColumn, find_columns
from leonplan.optimizer.reading.read_records import Record
from leonplan.optimizer.schema.base import Row

LONGEST_CELL = 10_000
"""Longest cell that is read [characters]."""

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

AnyRow = TypeVar("AnyRow", bound=Row)

FaultyRow = tuple[int, Mapping[str, object]]
"""Line of a row with faults, and what could be read of it, by column."""


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
    faulty: tuple[FaultyRow, ...] = ()
    """Rows with faults, in the order of the file, as far as they could be read."""
    is_named: bool = False
    """Whether the key of every row could be read, so that it is known which names there are."""


@dataclass
class RowReader(Generic[AnyRow]):
    """Reads the rows of one table."""

    row: type[AnyRow]
    """What a row is."""
    separator: str = ""
    """What separates the columns of a file; empty for a sheet."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """What columns are called in the header, by their names, where that is not their name."""
    faults: Faults = field(default_factory=Faults)
    """What is wrong."""
    habits: dict[str, None] = field(default_factory=dict)
    """What is forgiven, in the order found."""
    first_comma: int | None = None
    """First line with a decimal comma."""
    first_point: int | None = None
    """First line with a decimal point in text, where commas are what decimals take."""
    faulty: list[FaultyRow] = field(default_factory=list)
    """Rows with faults, as far as they could be read."""
    is_named: bool = False
    """Whether the key of every row could be read."""

    @property
    def commas(self) -> bool:
        """Whether texts of numbers take a decimal comma: where commas do not separate the columns."""
        return self.separator != ","

    def reading(self, found: list[tuple[int, AnyRow]]) -> TableReading[AnyRow]:
        """Rows with their lines, as a reading with all that was noted."""
        return TableReading(
            tuple(one for _, one in found), tuple(line for line, _ in found), self.faults.problems(self.row.file),
            self._warnings(), tuple(self.faulty), self.is_named,
        )  # fmt: skip

    def rows(self, header: Record, records: list[Record]) -> list[tuple[int, AnyRow]]:
        """The rows below a header, each with its line."""
        used = max(
            max((place for place, cell in enumerate(one.cells, 1) if cell), default=0) for one in (header, *records)
        )
        if "" in header.cells:
            self.forgive("blank columns")
        del header.cells[used:]
        columns = find_columns(header, records, self.row, self.faults, self.headings)
        found: list[tuple[int, AnyRow]] = []
        first: dict[tuple[object, ...], int] = {}
        self.is_named = bool(columns)
        for record in records if columns else ():
            one, faults, values = self._row(record, header, columns)
            if odd := not_a_row(record, header, columns, self.row, bool(faults)):
                faults, values = [odd], {}
            for fault in faults:
                self.faults.take(fault)
            if one is not None and not faults and self._is_new(one, record.line, first):
                found.append((record.line, one))
            elif values:
                self.faulty.append((record.line, values))
            if faults and not odd:
                self.is_named &= all(name in values for name in self.row.key)
        self._check_decimal_signs()
        if columns and not found and not self.faults.listed:
            self.faults.add(header.line, "", "has a header but no rows", "add rows or remove the file")
        return found

    def forgive(self, habit: str) -> None:
        """Note a habit."""
        self.habits.setdefault(habit)

    def _warnings(self) -> tuple[Problem, ...]:
        if not self.habits:
            return ()
        return (Problem(self.row.file, None, "", f"forgiven in reading: {', '.join(self.habits)}"),)

    def _row(
        self, record: Record, header: Record, columns: list[HeaderColumn]
    ) -> tuple[AnyRow | None, list[Fault], dict[str, object]]:
        """One row, or none and its faults; and what could be read of it, by column."""
        cells = record.cells
        while len(cells) > len(header.cells) and not cells[-1]:
            cells.pop()
            self.forgive("blank columns")
        if len(cells) != len(header.cells):
            return None, [wrong_length(record, header, columns, self.row, self.separator)], {}
        faults: list[Fault] = []
        values: dict[str, object] = {}
        for column in columns:
            try:
                if value := self._value(record.line, column, cells[column.place]):
                    values[column.name] = value[0]
            except CellFault as fault:
                faults.append(Fault(record.line, column.name, fault.what, fault.remedy, fault.habit))
        if faults:
            return None, faults, values
        try:
            return self.row.model_validate(values), [], values
        except ValidationError as error:
            faults = self._translated(error, record, {column.name: column.place for column in columns})
            wrong = {fault.column for fault in faults}
            return None, faults, {name: value for name, value in values.items() if name not in wrong}

    def _value(self, line: int, column: HeaderColumn, cell: str) -> tuple[object] | None:
        """The value of a cell in a tuple of its own; none if blank. Raises CellFault."""
        if isinstance(cell, RefusedText):
            raise cell.fault
        if not cell:
            if column.is_required:
                raise CellFault("is blank", "fill it in", "blank")
            return None
        if isinstance(cell, NumberText) and cell.is_percent and not column.is_share:
            remedy = "format the cell as a number, and see whether that is the number meant"
            raise CellFault(
                f"{shown(str(cell))} is shown as per cent, but the column holds no shares", remedy, "per cent"
            )
        if len(cell) > LONGEST_CELL:
            raise CellFault(f"{shown(cell)} is longer than {LONGEST_CELL} characters", "shorten it")
        if _CONTROL.search(cell):
            raise CellFault(f"{shown(cell)} holds an invisible control character", "remove it")
        value = column.convert(cell, self.commas)
        if column.is_number:
            if dense(cell) != cell:
                self.forgive("blanks between thousands" if " " in " ".join(cell.split()) else "typographic minus signs")
            if self.commas and not isinstance(cell, NumberText):
                self._note_decimal_sign(line, cell)
        return (value,)

    def _note_decimal_sign(self, line: int, cell: str) -> None:
        if "," in cell:
            self.first_comma = self.first_comma or line
            self.forgive("decimal commas")
        elif "." in cell:
            self.first_point = self.first_point or line

    def _check_decimal_signs(self) -> None:
        """Where both signs occur, one of them may stand for thousands."""
        if self.first_comma and self.first_point:
            what = f"has a decimal point here and a decimal comma on line {self.first_comma}"
            self.faults.add(self.first_point, "", what, "use one of them")

    def _translated(self, error: ValidationError, record: Record, places: Mapping[str, int]) -> list[Fault]:
        """The faults that the schema found in a row."""
        faults = []
        for fault in error.errors(include_url=False):
            name = str(fault["loc"][0])
            written = record.cells[places[name]] if len(fault["loc"]) == 1 else fault["input"]
            choices = str(fault.get("ctx", {}).get("expected", "")).split("'")[1::2]
            faults.append(Fault(record.line, name, explain(fault["type"], fault.get("ctx", {}), written, choices)))
        return faults

    def _is_new(self, row: AnyRow, line: int, first: dict[tuple[object, ...], int]) -> bool:
        """Whether no row before has the same key."""
        key = tuple(getattr(row, name) for name in self.row.key)
        earlier = first.setdefault(key, line)
        if earlier == line:
            return True
        words = ", ".join("blank" if part is None else str(part) for part in key)
        what = f"'{words}' on line {line} stands on line {earlier} already"
        self.faults.add(line, ", ".join(self.row.key), what, "keep one of the two rows", "twice")
        return False
