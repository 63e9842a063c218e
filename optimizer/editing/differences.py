"""What differs between two versions of a table, cell by cell; rows are known by their keys, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leonplan.optimizer.editing.cells import rows_of, shown_number
from leonplan.optimizer.editing.columns import table_columns
from leonplan.optimizer.reading.number_text import NUMBER
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.sealed.csv_cell import cell_text


class CellChange(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell of a row that differs; of rows that were added or removed every cell that is not blank."""

    key: tuple[str, ...]
    """What names the row; of rows with the same names the first counts."""
    change: CellChange
    """What happened to the row."""
    column: str
    """Name of the column."""
    before: str
    """Text before; blank where there was none."""
    after: str
    """Text after; blank where there is none."""


def table_differences(
    table: str, before: bytes | None, after: bytes | None, *, commas: bool
) -> tuple[CellDifference, ...]:
    """Cells that differ between two versions of a table's file, in the order of the later, then what was removed.

    before, after: the bytes of the file; none where there is no file. commas: whether numbers are told with decimal commas.
    What is written otherwise but is the same does not differ: ``3500.0`` is ``3500``, and a blank what a blank stands for.
    Raises InputError if one file cannot be taken apart.
    """
    numbers = {one.name for one in table_columns(TABLES[table]) if one.holds_numbers}
    blanks = {
        name: cell_text(field.get_default())
        for name, field in TABLES[table].model_fields.items()
        if not field.is_required()
    }
    old, new = _by_key(table, before, numbers), _by_key(table, after, numbers)
    found: list[CellDifference] = []
    for key in (*new, *(key for key in old if key not in new)):
        kind = CellChange.REMOVED if key not in new else CellChange.CHANGED if key in old else CellChange.ADDED
        was, now = old.get(key, {}), new.get(key, {})
        for name in now or was:
            texts = was.get(name, ""), now.get(name, "")
            if name in numbers:
                texts = _plain(texts[0]), _plain(texts[1])
            is_same = texts[0] == texts[1] or {*texts} == {"", blanks.get(name)}
            if not is_same or (kind is not CellChange.CHANGED and any(texts)):
                first, second = (shown_number(one, commas) if name in numbers else one for one in texts)
                found.append(CellDifference(key, kind, name, first, second))
    return tuple(found)


def _by_key(table: str, content: bytes | None, numbers: set[str]) -> dict[tuple[str, ...], dict[str, str]]:
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in () if content is None else rows_of(content, table):
        key = tuple(_plain(row[name]) if name in numbers else row[name] for name in TABLES[table].key)
        found.setdefault(key, row)
    return found


def _plain(text: str) -> str:
    """A cell of numbers, each in the one way in which numbers are written."""
    return " ".join(cell_text(float(part)) if NUMBER.fullmatch(part) else part for part in text.split(" "))
