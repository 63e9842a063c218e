"""What differs between two versions of a table, cell by cell; rows are known by their keys, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leonplan.optimizer.editing.cells import rows_of
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


def table_differences(table: str, before: bytes | None, after: bytes | None) -> tuple[CellDifference, ...]:
    """Cells that differ between two versions of a table's file, in the order of the later, then what was removed.

    before, after: the bytes of the file; none where there is no file. Raises InputError if one cannot be taken apart.
    """
    old, new = _by_key(table, before), _by_key(table, after)
    found: list[CellDifference] = []
    for key, row in new.items():
        kind = CellChange.CHANGED if key in old else CellChange.ADDED
        found += _differing(key, kind, old.get(key, {}), row)
    for key, row in old.items():
        if key not in new:
            found += _differing(key, CellChange.REMOVED, row, {})
    return tuple(found)


def _differing(
    key: tuple[str, ...], kind: CellChange, before: dict[str, str], after: dict[str, str]
) -> list[CellDifference]:
    names = after or before
    both = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    return [CellDifference(key, kind, name, old, new) for name, old, new in both if _plain(old) != _plain(new)]


def _by_key(table: str, content: bytes | None) -> dict[tuple[str, ...], dict[str, str]]:
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in () if content is None else rows_of(content, table):
        found.setdefault(tuple(row[name] for name in TABLES[table].key), row)
    return found


def _plain(text: str) -> str:
    """A cell without what does not matter: ``3500.0`` is ``3500``, and small letters are small."""
    return cell_text(float(text)) if NUMBER.fullmatch(text) else text
