"""Reads one table from a CSV file: strict about what it says, forgiving about how Excel saved it.

Forgiven, with one warning per file: a byte-order mark, letters in Windows-1252, a line ``sep=;``, semicolons instead of
commas, decimal commas where semicolons separate the columns, blanks between thousands and around cells, and blank columns.
What could be read in two ways is refused.
"""

from __future__ import annotations

from pathlib import Path

from leonplan.optimizer.errors import InputError
from leonplan.optimizer.reading.read_records import above_header, header_place, take_apart
from leonplan.optimizer.reading.read_rows import AnyRow, RowReader, TableReading
from leonplan.optimizer.reading.read_text import DecodedText, decode, read_text


def read_table(path: Path, row: type[AnyRow]) -> TableReading[AnyRow]:
    """Read a table; never raises for what the file holds, every fault is in the result."""
    try:
        return _read(read_text(path, row.file, may_be_ansi=True), row)
    except InputError as error:
        return TableReading((), (), tuple(error.problems), ())


def parse_table(data: bytes, row: type[AnyRow]) -> TableReading[AnyRow]:
    """Read a table from the bytes of its file; as ``read_table``."""
    try:
        return _read(decode(data, row.file, may_be_ansi=True), row)
    except InputError as error:
        return TableReading((), (), tuple(error.problems), ())


def _read(decoded: DecodedText, row: type[AnyRow]) -> TableReading[AnyRow]:
    """Read the text of a file."""
    reader = RowReader(row)
    if decoded.has_mark:
        reader.forgive("a byte-order mark")
    if decoded.ansi:
        reader.forgive(f"letters in Windows-1252, not UTF-8 ({decoded.ansi})")
    parts = take_apart(decoded.text, row.model_fields, reader.faults)
    reader.separator = parts.separator
    if parts.separator == ";":
        reader.forgive("semicolons between columns")
    for habit in parts.habits:
        reader.forgive(habit)
    place = header_place(parts.records, row.model_fields)
    found: list[tuple[int, AnyRow]] = []
    if place is not None:
        above_header(parts.records, place, reader.faults)
        found = reader.rows(parts.records[place], parts.records[place + 1 :])
    elif not reader.faults.listed:
        names = ",".join(row.columns())
        line = parts.records[0].line if parts.records else 1
        reader.faults.add(line, "", "is no header: no cell names a column of this table", f"begin with {names}")
    return reader.reading(found)
