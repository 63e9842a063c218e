"""Tables of results as text: LF, commas, decimal points; the same rows give the same text, which reads back equal."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any, TypeVar, get_type_hints

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.sealed.csv_cell import cell_text

AnyRow = TypeVar("AnyRow", bound=r.Row)


class TableError(ValueError):
    """A table that ``write_table`` did not write."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        """The name of its file, the line and what is wrong there."""
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}:{line}: {reason}")


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
    writer.writerows([cell_text(getattr(row, name)) for name in names] for row in rows)
    return stream.getvalue()


def read_table(kind: type[AnyRow], text: str) -> tuple[AnyRow, ...]:
    """The rows of a table's text; raises TableError if it is not one that ``write_table`` wrote."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[AnyRow] = []
    try:
        heading = next(reader, [])
        if tuple(heading) != r.columns(kind):
            raise ValueError(f"the columns are {', '.join(heading)[:200]!r}")
        hints = get_type_hints(kind)
        read = [_READERS[hints[name]] for name in heading]
        rows.extend(kind(*(f(cell) for f, cell in zip(read, line, strict=True))) for line in reader)
    except (csv.Error, ValueError) as error:
        raise TableError(file_of(kind), max(1, reader.line_num), str(error)) from error
    return tuple(rows)


def _number(cell: str) -> float:
    number = float(cell)
    if not isfinite(number):
        raise ValueError(f"{cell!r} is not a finite number")
    return number


def _flag(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(f"{cell!r} is neither true nor false")
    return cell == "true"


_READERS: dict[Any, Callable[[str], object]] = {
    str: str,
    int: int,
    float: _number,
    bool: _flag,
    r.Post: r.Post,
    str | None: lambda cell: cell or None,
    int | None: lambda cell: int(cell) if cell else None,
    float | None: lambda cell: _number(cell) if cell else None,
}
"""How a cell is read, by the type of its column."""
