"""Rounds parts so that they add up to the rounded whole.

A whole is rounded as every number is. Its parts are rounded the same way, and where they then do not add up, those that
were rounded the furthest the other way are moved by one in the last decimal (the method of largest remainders). In a table
with sums both ways the sums of rows and of columns are parts of the grand total, and then the cells are moved to fit both.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import fsum


def parts_of(
    values: Sequence[float], decimals: int, whole: float | None = None, kept: Collection[int] = ()
) -> tuple[tuple[float, ...], float]:
    """Rounded parts and the rounded whole that they add up to.

    values: the parts; whole: what they come to, where it is known better than by adding them; kept: places of parts that
    are not moved, as they are shown elsewhere too. Zeros stay zeros as long as there is anything else to move. Raises
    ValueError if parts and whole differ by more than rounding explains: then a part is missing or counted twice.

    >>> parts_of([0.4, 0.4, 0.4], 0)
    ((1.0, 0.0, 0.0), 1.0)
    >>> parts_of([1.26, 2.26, 0.0], 1)
    ((1.2, 2.3, 0.0), 3.5)
    """
    total = _last(fsum(values) if whole is None else whole, decimals)
    _must_fit(values, decimals, total)
    scale = 10**decimals
    return tuple(unit / scale for unit in _units(values, decimals, total, kept)), total / scale


@dataclass(frozen=True, slots=True)
class Sums:
    """A table of rounded numbers that add up both ways."""

    cells: tuple[tuple[float, ...], ...]
    """Rows of cells."""
    rows: tuple[float, ...]
    """Sum of each row."""
    columns: tuple[float, ...]
    """Sum of each column."""
    whole: float
    """Sum of all."""


def sums_of(
    values: Sequence[Sequence[float]],
    decimals: int,
    rows: Sequence[float] | None = None,
    columns: Sequence[float] | None = None,
) -> Sums:
    """Rounded cells with sums both ways; every row of as many cells, at least one of each.

    rows, columns: sums as they are shown elsewhere, rounded already; both add up to the same. Raises ValueError if they do
    not, or if a row or column differs from its sum by more than rounding explains.

    >>> sums_of([[0.4, 0.4], [0.4, 0.4]], 0)
    Sums(cells=((1.0, 0.0), (0.0, 1.0)), rows=(1.0, 1.0), columns=(1.0, 1.0), whole=2.0)
    """
    told = next((sums for sums in (rows, columns) if sums is not None), None)
    whole = _last(fsum(map(fsum, values)), decimals) if told is None else sum(_last(value, decimals) for value in told)
    over_rows = _sums([fsum(row) for row in values], decimals, whole, rows)
    over_columns = _sums([fsum(column) for column in zip(*values, strict=True)], decimals, whole, columns)
    if sum(over_rows) != sum(over_columns):
        raise ValueError(f"rows add up to {sum(over_rows)}, columns to {sum(over_columns)} in the last decimal")
    for line, total in (
        *zip(values, over_rows, strict=True),
        *zip(zip(*values, strict=True), over_columns, strict=True),
    ):
        _must_fit(line, decimals, total)
    cells, scale = _fit(values, decimals, over_rows, over_columns), 10**decimals
    return Sums(
        tuple(tuple(cell / scale for cell in row) for row in cells),
        tuple(row / scale for row in over_rows),
        tuple(column / scale for column in over_columns),
        whole / scale,
    )


def _must_fit(parts: Sequence[float], decimals: int, whole: int) -> None:
    """Refuse a whole, in units of the last decimal, that rounding of parts and whole cannot explain.

    A whole shown elsewhere may itself be a sum or difference of rounded numbers: one unit is allowed for each part and one
    for the whole, besides what floats lose on large numbers.
    """
    exact = fsum(parts) * 10**decimals
    if abs(exact - whole) > len(parts) + 1 + 1e-9 * abs(whole):
        raise ValueError(f"parts of {exact:g} cannot be shown as a whole of {whole:g} in units of the last decimal")


def _last(value: float, decimals: int) -> int:
    """A number as it is shown, in units of its last decimal."""
    return round(round(value, decimals) * 10.0**decimals)


def _sums(values: Sequence[float], decimals: int, whole: int, told: Sequence[float] | None) -> list[int]:
    return _units(values, decimals, whole) if told is None else [_last(value, decimals) for value in told]


def _units(values: Sequence[float], decimals: int, whole: int, kept: Collection[int] = ()) -> list[int]:
    """Parts in units of the last decimal: rounded, then moved one by one until they add up to the whole."""
    units = [_last(value, decimals) for value in values]
    scaled = [value * 10**decimals for value in values]
    while sum(units) != whole and units:
        step = 1 if sum(units) < whole else -1
        order = [(i in kept, _is_zero(scaled[i]), _cost(scaled[i], units[i], step), i) for i in range(len(units))]
        units[min(order)[-1]] += step
    return units


def _fit(
    values: Sequence[Sequence[float]], decimals: int, rows: Sequence[int], columns: Sequence[int]
) -> list[list[int]]:
    """Cells in units of the last decimal with given sums of rows and columns, moved one after the other."""
    scaled = [[value * 10**decimals for value in row] for row in values]
    cells = [[_last(value, decimals) for value in row] for row in values]
    while True:
        over_row = [total - sum(row) for total, row in zip(rows, cells, strict=True)]
        over_column = [total - sum(column) for total, column in zip(columns, zip(*cells, strict=True), strict=True)]
        if not any(over_row) and not any(over_column):
            return cells
        _move(scaled, cells, over_row, over_column)


def _move(values: list[list[float]], cells: list[list[int]], over_row: list[int], over_column: list[int]) -> None:
    """Move one cell towards a row and a column that lack or exceed, or a pair of cells within the one of them that does."""
    up_rows, down_rows = _signed(over_row, 1), _signed(over_row, -1)
    up_columns, down_columns = _signed(over_column, 1), _signed(over_column, -1)
    moves: list[tuple[tuple[int, int, int], ...]] = [((i, j, 1),) for i in up_rows for j in up_columns]
    moves += [((i, j, -1),) for i in down_rows for j in down_columns]
    if not moves:
        moves += [((i, j, 1), (k, j, -1)) for i in up_rows for k in down_rows for j in range(len(over_column))]
        moves += [((i, j, 1), (i, k, -1)) for j in up_columns for k in down_columns for i in range(len(over_row))]
    best = min(
        moves,
        key=lambda move: (
            sum(_is_zero(values[i][j]) for i, j, _ in move),
            sum(_cost(values[i][j], cells[i][j], step) for i, j, step in move),
            move,
        ),
    )
    for i, j, step in best:
        cells[i][j] += step


def _signed(over: list[int], sign: int) -> list[int]:
    return [i for i, amount in enumerate(over) if amount * sign > 0]


def _cost(value: float, unit: int, step: int) -> float:
    """How much farther from its value a number comes by a step."""
    return round(abs(unit + step - value) - abs(unit - value), 6)  # what differs by a float's noise is a tie


def _is_zero(value: float) -> bool:
    return abs(value) < 1e-6
