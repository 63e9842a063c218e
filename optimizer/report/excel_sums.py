"""Which cells of a table are sums of others, as formulas: a reader can see where a total comes from."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, isclose

from leonplan.optimizer.report.document import Cell, Number, Table
from leonplan.optimizer.report.words import rounded
from leonplan.optimizer.workbooks.ranges import cells

Place = tuple[int, int]
"""Row and column of a table, from 0."""


def sum_formulas(table: Table, top: int) -> dict[Place, str]:
    """The formula of each total whose parts, as shown, add up to it; top: the row of the sheet that the first row stands in.

    Totals that are known better than by adding what is shown stay plain numbers.
    """
    found: dict[Place, str] = {}
    for column, parts in table.total_columns.items():
        for i, row in enumerate(table.rows):
            if _adds_up(row[column], (row[j] for j in parts)) and list(parts) == list(range(parts[0], parts[-1] + 1)):
                found[i, column] = f"=SUM({cells(top + i, parts[0], top + i, parts[-1])})"
    first = 0
    for i in sorted(table.total_rows):
        for j in range(len(table.columns)):
            if i > first and _adds_up(table.rows[i][j], (table.rows[k][j] for k in range(first, i))):
                found[i, j] = f"=SUM({cells(top + first, j, top + i - 1, j)})"
        first = i + 1
    return found


def _adds_up(whole: Cell, parts: Iterable[Cell]) -> bool:
    """Whether numbers, as shown, add up to a number."""
    numbers = [part for part in parts if part is not None]
    if not isinstance(whole, Number) or not numbers or not all(isinstance(part, Number) for part in numbers):
        return False
    added = fsum(rounded(part.value, part.decimals) for part in numbers if isinstance(part, Number))
    return isclose(added, rounded(whole.value, whole.decimals), rel_tol=1e-12, abs_tol=1e-9)
