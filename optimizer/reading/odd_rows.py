"""Lines of a table that are no rows of it: sums, notes, the header again, and rows with too many or too few cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, islice

from pydantic import ValidationError

from leonplan.optimizer.reading.faults import Fault
from leonplan.optimizer.reading.number_text import in_two_ways
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.reading.read_cell import CellFault
from leonplan.optimizer.reading.read_header import HeaderColumn
from leonplan.optimizer.reading.read_records import Record
from leonplan.optimizer.schema.base import Row

_SUMS = frozenset({"sum", "sum alle", "totalsum", "total", "totals", "totalt", "subtotal", "delsum", "i alt", "ialt"})
"""What people call rows of sums, in small letters."""

_MOST_COMMAS = 5
"""Decimal commas in one row that are looked for."""

_MOST_TRIES = 200
"""Ways to place them that are tried."""


def not_a_row(
    record: Record, header: Record, columns: Sequence[HeaderColumn], row: type[Row], has_faults: bool
) -> Fault | None:
    """What a line is that is no row of the table, as a fault; none if it may be a row.

    has_faults: whether it could not be read as a row.
    """
    cells = [cell for cell in record.cells if cell]
    if cells == [name for name in header.cells if name]:
        return Fault(record.line, "", "repeats the header", "remove the line", "header again")
    naming = {*row.key, "name"}
    named = [record.cells[one.place] for one in columns if one.name in naming and one.place < len(record.cells)]
    sums = [cell for cell in (*named, *cells[:1]) if cell.casefold().strip(" :.=") in _SUMS]
    if sums:
        return Fault(record.line, "", f"is a row of sums ({shown(sums[0])}), not one of the table", "remove it", "sums")
    if has_faults and len(cells) == 1 and sum(column.is_required for column in columns) > 1:
        what = f"holds only {shown(cells[0])}, which is a note and not a row"
        return Fault(record.line, "", what, "remove the line", "note")
    return None


def wrong_length(
    record: Record, header: Record, columns: Sequence[HeaderColumn], row: type[Row], separator: str
) -> Fault:
    """A fault for a row with another number of cells than the header; decimal commas are named where they are the cause."""
    count, wanted = len(record.cells), len(header.cells)
    what = f"has {count} cells where the header has {wanted}"
    number = _decimal_comma(record, columns, row, count - wanted) if separator == "," else ""
    if number:
        if twofold := in_two_ways(number, is_whole=False, commas=False):
            return Fault(record.line, "", f"{what}: {number} can be read in two ways", twofold, "two ways")
        what += f": {number} has a decimal comma, and commas separate the columns"
        remedy = f"write {number.replace(',', '.')}, or save the table with semicolons between columns"
        return Fault(record.line, "", what, remedy, "decimal commas")
    remedy = "put texts that hold the separator in quotation marks, and keep a separator for every blank cell"
    return Fault(record.line, "", what, remedy, "too many" if count > wanted else "too few")


def _decimal_comma(record: Record, columns: Sequence[HeaderColumn], row: type[Row], excess: int) -> str:
    """The first number that a decimal comma has parted into two cells; empty if that does not explain the row."""
    cells = record.cells
    pairs = [
        place for place in range(len(cells) - 1) if cells[place].lstrip("-+").isdigit() and cells[place + 1].isdigit()
    ]
    if not 0 < excess <= min(len(pairs), _MOST_COMMAS):
        return ""
    for chosen in islice(combinations(pairs, excess), _MOST_TRIES):
        joined = _joined(cells, chosen)
        if joined is not None and _is_row(joined, columns, row):
            return f"{cells[chosen[0]]},{cells[chosen[0] + 1]}"
    return ""


def _joined(cells: Sequence[str], chosen: Sequence[int]) -> list[str] | None:
    """The cells with those at some places joined to their next; none if two of these touch."""
    joined, place = [], 0
    while place < len(cells):
        if place in chosen:
            if place + 1 in chosen:
                return None
            joined.append(f"{cells[place]}.{cells[place + 1]}0")
            place += 1
        else:
            joined.append(cells[place])
        place += 1
    return joined


def _is_row(cells: Sequence[str], columns: Sequence[HeaderColumn], row: type[Row]) -> bool:
    try:
        row.model_validate({one.name: one.convert(cells[one.place], False) for one in columns if cells[one.place]})
    except (CellFault, ValidationError):
        return False
    return True
