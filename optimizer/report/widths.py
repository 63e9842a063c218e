"""How wide the columns of a table are on paper, and how large its letters."""

from __future__ import annotations

from collections.abc import Sequence

from leonplan.optimizer.report.document import Table

_SIZES = ((9, 8.0, 126), (6, 8.5, 117), (0, 9.0, 110))
"""Tables of more columns than the first get letters of the second size [pt], of which a line has room for the third."""

_BETWEEN = 2
"""Room between columns [letters]."""

_WHOLE_TITLE = 12
"""The title of a column up to this long [letters] is not broken."""

_SMALLEST = 6.0
"""Letters are never made smaller than this [pt]."""

_LONG_WORD, _LONG = 16, 60
"""A text gets room for its longest word, or for the first of these, and at most for the second [letters]."""


def natural_share(titles: Sequence[str], rows: Sequence[Sequence[str]], room: float = 1.0) -> float:
    """Share of the line that a table needs if nothing is broken; above 1 it does not fit.

    titles, rows: as shown; room: letters in a line, as a share of what a narrow face has.
    """
    return sum(_natural(titles, rows)) / (_of(len(titles))[1] * room)


def widths(table: Table, titles: Sequence[str], rows: Sequence[Sequence[str]], room: float = 1.0) -> list[int]:
    """Width of each column [letters]: as it is where the table fits, else texts share what numbers leave.

    Arguments as for ``natural_share``. Numbers, and the words above them, stay whole.
    """
    if natural_share(titles, rows, room) <= 1:
        return _natural(titles, rows)
    least, wanted = [], []
    for i, (column, title, longest) in enumerate(zip(table.columns, titles, _longest(titles, rows), strict=True)):
        word = max((len(part) for row in rows for part in row[i].split()), default=0)
        low = max(longest if column.numeric else min(word, _LONG_WORD), _whole(title)) + _BETWEEN
        least.append(low)
        wanted.append(0 if column.numeric else max(0, min(longest, _LONG) - low))
    left = max(0, round(_of(len(titles))[1] * room) - sum(least))
    return [low + round(left * more / max(1, sum(wanted))) for low, more in zip(least, wanted, strict=True)]


def shrunk_size(columns: Sequence[int], room: float = 1.0) -> float:
    """Size of the letters of a table with these widths [pt]: smaller where numbers alone would need more than the line."""
    size, line = _of(len(columns))
    return max(_SMALLEST, min(size, size * line * room / max(1, sum(columns))))


def _of(columns: int) -> tuple[float, int]:
    """Size of letters [pt], and how many fit into a line."""
    return next((size, line) for more_than, size, line in _SIZES if columns > more_than or more_than == 0)


def _longest(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    return [max((len(row[i]) for row in rows), default=0) for i in range(len(titles))]


def _natural(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Letters of each column with nothing broken."""
    return [max(n, len(title)) + _BETWEEN for n, title in zip(_longest(titles, rows), titles, strict=True)]


def _whole(title: str) -> int:
    """Letters of a title that stay on one line."""
    letters = len(title) if len(title) <= _WHOLE_TITLE else max(map(len, title.split()), default=0)
    return letters + letters // 8  # titles are bold, which is wider
