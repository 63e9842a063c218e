"""A table of an instance folder as cells of text, as people see and write them; what is written is checked with all the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leonplan.optimizer.editing.columns import TableColumn, table_columns
from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.instance.load import CheckReport, check_folder
from leonplan.optimizer.instance.write_instance import table_text
from leonplan.optimizer.reading.faults import Faults
from leonplan.optimizer.reading.number_text import COMMA_NUMBER, NUMBER
from leonplan.optimizer.reading.read_cell import NumberText
from leonplan.optimizer.reading.read_records import Record, header_place, take_apart
from leonplan.optimizer.reading.read_rows import RowReader, TableReading
from leonplan.optimizer.reading.read_text import decode, read_bytes
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.sealed.atomic import write_file

Cells = Mapping[str, str]
"""A row: the texts of its cells by the names of their columns; those that are left out are blank."""

NOTHING = ""
"""Stamp of a table whose file is not there."""


@dataclass(frozen=True, slots=True)
class TableCells:
    """A table as cells of text."""

    columns: tuple[TableColumn, ...]
    """Its columns, in order."""
    rows: tuple[dict[str, str], ...]
    """Its rows, every column with its text."""
    stamp: str
    """SHA-256 of the file, by which it is known whether the table has changed since; empty if there is no file."""


def read_cells(folder: Path, table: str, *, commas: bool) -> TableCells:
    """A table as it stands in its file, faults and all.

    table: name of the table; commas: whether numbers are shown with decimal commas. Raises InputError if the file cannot be
    taken apart at all.
    """
    row, content = TABLES[table], content_of(folder, table)
    columns = table_columns(row)
    rows = () if content is None else tuple(rows_of(content, table, commas=commas))
    return TableCells(columns, rows, stamp_of(content))


def content_of(folder: Path, table: str) -> bytes | None:
    """The bytes of a table's file; none if it is not there. Raises InputError for what is no ordinary file."""
    path = folder / TABLES[table].file
    return read_bytes(path, path.name) if path.is_symlink() or path.exists() else None


def stamp_of(content: bytes | None) -> str:
    """What changes when a table does."""
    return NOTHING if content is None else hashlib.sha256(content).hexdigest()


def rows_of(content: bytes, table: str, *, commas: bool = False) -> list[dict[str, str]]:
    """The rows of a table's file as texts, without what is no column of it. Raises InputError if it cannot be taken apart."""
    row, faults = TABLES[table], Faults()
    parts = take_apart(decode(content, row.file, may_be_ansi=True).text, row.model_fields, faults)
    place = header_place(parts.records, row.model_fields)
    if place is None or faults.listed:
        if not faults.listed:
            faults.add(
                1, "", "is no header: no cell names a column of this table", f"begin with {','.join(row.columns())}"
            )
        raise InputError([*faults.problems(row.file)])
    header, numbers = parts.records[place].cells, {one.name for one in table_columns(row) if one.holds_numbers}
    found = []
    for record in parts.records[place + 1 :]:
        texts = dict.fromkeys(row.columns(), "")
        for name, text in zip(header, record.cells, strict=False):
            if name in texts:
                if name in numbers:
                    text = shown_number(_pointed(text) if parts.separator != "," else text, commas)
                texts[name] = text
        found.append(texts)
    return found


def _pointed(text: str) -> str:
    """A cell of numbers that may have decimal commas, with decimal points."""
    return " ".join(part.replace(",", ".") if COMMA_NUMBER.fullmatch(part) else part for part in text.split(" "))


def shown_number(text: str, commas: bool) -> str:
    """A cell of numbers with the decimal sign that the reader knows; what is no number stays as it is.

    >>> shown_number("0.5 mye", commas=True)
    '0,5 mye'
    """
    parts = text.split(" ")
    return " ".join(part.replace(".", ",") if commas and NUMBER.fullmatch(part) else part for part in parts)


def reading_of(table: str, rows: Sequence[Cells], *, commas: bool) -> TableReading[Row]:
    """What rows of cells hold, as if they were a file; a row's line is its number from 1, and blank rows are skipped."""
    row = TABLES[table]
    names, numbers = row.columns(), {one.name for one in table_columns(row) if one.holds_numbers}
    reader = RowReader(row, headings={one.name: one.heading.nb for one in table_columns(row)} if commas else {})
    records = []
    for number, texts in enumerate(rows, 1):
        cells = {name: texts.get(name, "").strip() for name in names}
        if any(cells.values()):
            plain = {name for name in numbers if not commas and NUMBER.fullmatch(cells[name])}
            records.append(
                Record(number, [NumberText(cell) if name in plain else cell for name, cell in cells.items()])
            )
    if not records and not row.required:
        return TableReading((), (), (), (), is_named=True)
    return reader.reading(reader.rows(Record(0, list(names)), records))


def check_cells(folder: Path, table: str, rows: Sequence[Cells], *, commas: bool) -> CheckReport:
    """What checking an instance finds with other rows in one of its tables; nothing is written.

    Lines of faults in that table are numbers of rows, from 1.
    """
    return check_folder(folder, {table: reading_of(table, rows, commas=commas)})


def write_cells(folder: Path, table: str, rows: Sequence[Cells], *, commas: bool, stamp: str) -> None:
    """Write a table in the one way in which tables are written, whole or not at all; without rows its file is removed.

    stamp: that of the table when it was read. Raises UsageError if it has changed since, InputError with every fault of its
    cells; whether they fit the rest of the instance is for ``check_cells`` to say.
    """
    reading = reading_of(table, rows, commas=commas)
    if reading.problems:
        raise InputError(list(reading.problems))
    file = folder / TABLES[table].file
    if file.is_symlink():
        raise UsageError(f"{file.name} is a link to another file, which is not changed; put a file in its place")
    if stamp_of(content_of(folder, table)) != stamp:
        raise UsageError(f"{file.name} was changed since it was read; read it again")
    if reading.rows:
        write_file(file, table_text(TABLES[table], reading.rows).encode())
    else:
        file.unlink(missing_ok=True)
