"""Takes a table's text apart: the separator, the records with the line each begins on, and which of them is the header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from leonplan.optimizer.reading.faults import Faults
from leonplan.optimizer.reading.plain_words import shown

_LOOKED_AT = 30
"""Lines, or records, in which the header is looked for."""

_SEPARATOR_LINE = re.compile(r'\s*"?sep=(.?)"?[,;\s]*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """A line of cells, without the blanks around them."""

    line: int
    """Line on which it begins, from 1."""
    cells: list[str]
    """The cells, in order."""


@dataclass(frozen=True, slots=True)
class Records:
    """A table's text, taken apart."""

    separator: str
    """What separates the columns."""
    records: list[Record]
    """Every record with anything in it, as far as the text could be taken apart."""
    habits: tuple[str, ...]
    """What was forgiven."""


def take_apart(text: str, names: Container[str], faults: Faults) -> Records:
    """Take a table's text apart; names: of the table's columns.

    A line ``sep=;``, which Excel writes for itself, is skipped. What cannot be taken apart is a fault.
    """
    lines = text.split("\n", _LOOKED_AT + 1)
    habits: dict[str, None] = {}
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    declared = _SEPARATOR_LINE.fullmatch(lines[first])
    if declared:
        habits["a line sep= above the header"] = None
        text = "\n" * (first + 1) + "\n".join(lines[first + 1 :])
        lines[first] = ""
    separator = _separator(lines[: _LOOKED_AT + 1], names)
    if declared and declared[1] in (",", ";"):
        separator = declared[1]
    if separator == "\t":
        line = next(place for place, line in enumerate(lines, 1) if "\t" in line)
        faults.add(line, "", "has tabs between columns", "save it with commas or semicolons between them (CSV UTF-8)")
        return Records(separator, [], ())
    records = list(_records(text, separator, habits, faults))
    return Records(separator, records, tuple(habits))


def header_place(records: list[Record], names: Container[str]) -> int | None:
    """Which record is the header, from 0: the one that holds most of the table's columns; none if none holds any."""
    known = [sum(cell in names for cell in set(record.cells)) for record in records[:_LOOKED_AT]]
    most = max(known, default=0)
    if most == 0:
        return None
    return 0 if known[0] and most < 2 + known[0] else known.index(most)


def above_header(records: list[Record], place: int, faults: Faults) -> None:
    """Note what stands above the header, once."""
    if place:
        first, header = records[0], records[place].line
        text = shown(next(cell for cell in first.cells if cell))
        lines = f"line {first.line}" if header == first.line + 1 else f"lines {first.line} to {header - 1}"
        faults.add(first.line, "", f"{text} stands above the header, which is on line {header}", f"remove {lines}")


def _records(text: str, separator: str, habits: dict[str, None], faults: Faults) -> Iterator[Record]:
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
            faults.add(line, "", "cannot be taken apart into cells from here on", remedy)
            return
        trimmed = [cell.strip() for cell in cells]
        if trimmed != cells and any(trimmed):
            habits["blanks around cells"] = None
        if any(trimmed):
            yield Record(line, trimmed)


def _separator(lines: list[str], names: Container[str]) -> str:
    """The separator that finds most of the table's columns in one of some lines; a comma if no other finds more."""

    def found(separator: str, line: str) -> tuple[int, int]:
        cells = line[:100_000].split(separator)
        known = {cell.strip().strip('"') for cell in cells}
        return sum(cell in names for cell in known), len(cells) if len(cells) > 1 else 0

    best = {separator: max((found(separator, line) for line in lines), default=(0, 0)) for separator in ",;\t"}
    if best["\t"][0] > max(best[","][0], best[";"][0]):
        return "\t"
    return ";" if best[";"] > best[","] else ","
