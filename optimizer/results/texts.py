"""Tables of results as text: LF, commas, decimal points; the same rows give the same text, which reads back equal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar, get_type_hints

from leonplan.optimizer.results import rows as r

AnyRow = TypeVar("AnyRow", bound=r.Row)

_LARGEST_PLAIN = 1e15
"""Whole numbers below are written without a decimal point; above, a float may not hold every whole number."""


def file_of(kind: type[r.Row]) -> str:
    """Name of a table's file."""
    return f"{kind.table}.csv"


def table_texts(tables: Mapping[str, Iterable[r.Row]]) -> dict[str, str]:
    """The text of every table by the name of its file."""
    return {file_of(kind): write_table(kind, tables[kind.table]) for kind in r.ROWS}


def write_table(kind: type[r.Row], rows: Iterable[r.Row]) -> str:
    """A table as CSV text with a heading."""
    names = r.columns(kind)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(row, name)) for name in names] for row in rows)
    return stream.getvalue()


def read_table(kind: type[AnyRow], text: str) -> tuple[AnyRow, ...]:
    """The rows of a table's text; raises ValueError if it is not one that ``write_table`` wrote."""
    heading, *lines = csv.reader(io.StringIO(text, newline=""))
    if tuple(heading) != r.columns(kind):
        raise ValueError(f"{file_of(kind)} has the columns {', '.join(heading)}")
    hints = get_type_hints(kind)
    read = [_READERS[hints[name]] for name in heading]
    return tuple(kind(*(f(cell) for f, cell in zip(read, line, strict=True))) for line in lines)


def _cell(value: object) -> str:
    """A value as a cell; a number's text reads back as the very same number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_PLAIN else repr(value)
    return str(value.value) if isinstance(value, Enum) else str(value)


def _flag(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(f"{cell!r} is neither true nor false")
    return cell == "true"


_READERS: dict[Any, Callable[[str], object]] = {
    str: str,
    int: int,
    float: float,
    bool: _flag,
    r.Post: r.Post,
    int | None: lambda cell: int(cell) if cell else None,
    float | None: lambda cell: float(cell) if cell else None,
}
"""How a cell is read, by the type of its column."""
