"""Finds a table's columns in its header; a name that is wrong is one fault, not also one of the column it stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leonplan.optimizer.reading.faults import Faults
from leonplan.optimizer.reading.plain_words import closest, shown, suggestion
from leonplan.optimizer.reading.read_cell import Converter, converter, plain_type
from leonplan.optimizer.reading.read_records import Record
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.units import SHARES, unit_of

_MOST_UNKNOWN = 20
"""Unknown columns that are listed one by one."""


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column of the file that the table knows."""

    name: str
    """Name of the column."""
    place: int
    """Its place among the cells of a record, from 0."""
    convert: Converter
    """What reads its cells."""
    is_number: bool
    """Whether it holds numbers."""
    is_required: bool
    """Whether its cells must not be blank."""
    is_share: bool
    """Whether its numbers may be shown as per cent: shares, rates and growth."""


def find_columns(
    header: Record, rows: Sequence[Record], row: type[Row], faults: Faults, headings: Mapping[str, str]
) -> list[HeaderColumn]:
    """The columns of a table by its header; none, with the faults noted, if its rows cannot be read.

    headings: what columns are called in the header, by their names, where that is not their name; cells that are one
    of them are the column's name already.
    """
    fields, counts = row.model_fields, Counter(name for name in header.cells if name)
    missing = [name for name, one in fields.items() if one.is_required() and name not in counts]
    unnamed = _unnamed(header, rows, [headings.get(name, name) for name in missing], faults)
    unknown = [name for name in counts if name not in fields]
    left = [headings.get(name, name) for name in fields if name not in counts]
    meant = {closest(name, left) for name in unknown[:_MOST_UNKNOWN]}
    for name in unknown[:_MOST_UNKNOWN]:
        faults.add(header.line, shown(name)[1:-1], "is no column of this table", suggestion(name, left))
    if len(unknown) > _MOST_UNKNOWN:
        what = f"has {len(unknown) - _MOST_UNKNOWN} more columns that are none of this table's"
        faults.add(header.line, "", what, f"keep only {', '.join(headings.get(name, name) for name in fields)}")
    repeated = [name for name, count in counts.items() if count > 1 and name in fields]
    for name in repeated:
        faults.add(header.line, name, f"stands {counts[name]} times in the header", "keep one of the columns")
    told = missing[:unnamed]
    for name in missing:
        if headings.get(name, name) not in meant and name not in told:
            faults.add(header.line, name, "is missing from the header", "add the column")
    if missing or repeated or unnamed:
        return []
    return [_column(place, name, fields[name]) for place, name in enumerate(header.cells) if name in fields]


def _column(place: int, name: str, one: Any) -> HeaderColumn:
    is_number = plain_type(one.annotation) in (int, float)
    is_share = unit_of(one) in SHARES
    return HeaderColumn(name, place, converter(one.annotation), is_number, one.is_required(), is_share)


def _unnamed(header: Record, rows: Sequence[Record], missing: list[str], faults: Faults) -> int:
    """How many blank cells of the header have something below them, which is a fault."""
    blank = {place for place, name in enumerate(header.cells) if not name}
    filled: dict[int, Record] = {}
    for record in rows if blank else ():
        for place, cell in enumerate(record.cells):
            if cell and place in blank:
                filled.setdefault(place, record)
        if len(filled) == len(blank):
            break
    for number, place in enumerate(sorted(filled)):
        name = f" '{missing[number]}', which is missing" if number < len(missing) else ""
        below = f"{shown(filled[place].cells[place])} stands below it on line {filled[place].line}"
        what = f"has a blank cell as name of column {place + 1}, and {below}"
        faults.add(header.line, "", what, f"write the column's name{name or ', or remove the column'}", "blank name")
    return len(filled)
