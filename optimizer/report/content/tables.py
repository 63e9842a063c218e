"""Tables whose numbers add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum

from leonplan.optimizer.report.add_up import Sums, parts_of, sums_of
from leonplan.optimizer.report.document import Cell, Column, Number, Table


def shown_by_column(
    *,
    id: str,
    caption: str,
    stub: str,
    columns: Sequence[Column],
    names: Mapping[str, str],
    shown: Sequence[Mapping[str, float]],
    total: str,
    decimals: int,
    note: str = "",
) -> Table:
    """A table of rounded numbers whose columns add up to a last row; rows without any number are left out.

    stub: heading of the labels; names: label by key, in order; shown: a column's numbers by key.
    """
    keys = [key for key in names if any(column.get(key, 0.0) for column in shown)]
    body: list[tuple[Cell, ...]] = [
        (names[key], *(Number(column.get(key, 0.0), decimals) for column in shown)) for key in keys
    ]
    body.append((total, *(Number(round(fsum(column.values()), decimals), decimals) for column in shown)))
    return _with_total(id, caption, (Column(stub), *columns), body, note)


def summed_by_column(
    *,
    id: str,
    caption: str,
    stub: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[str, Sequence[float]]],
    total: str,
    decimals: int,
    note: str = "",
) -> Table:
    """A table whose columns are rounded and add up to a last row; rows: label and one number a column."""
    rounded = [parts_of([values[j] for _, values in rows], decimals)[0] for j in range(len(columns))]
    body: list[tuple[Cell, ...]] = [
        (label, *(Number(column[i], decimals) for column in rounded)) for i, (label, _) in enumerate(rows)
    ]
    body.append((total, *(Number(round(fsum(column), decimals), decimals) for column in rounded)))
    return _with_total(id, caption, (Column(stub), *columns), body, note)


def _with_total(
    id: str, caption: str, columns: tuple[Column, ...], body: Sequence[tuple[Cell, ...]], note: str
) -> Table:
    """A table whose last row is the total of the others."""
    return Table(
        id=id, caption=caption, columns=columns, rows=tuple(body), total_rows=frozenset({len(body) - 1}), note=note
    )


def summed_both_ways(
    *,
    id: str,
    caption: str,
    stub: str,
    columns: Sequence[Column],
    labels: Sequence[Cell],
    sums: Sums,
    total: str,
    row_total: Column,
    decimals: int,
    note: str = "",
) -> Table:
    """A table whose rows add up to a last column, ``row_total``, and whose columns add up to a last row, ``total``."""
    body: list[tuple[Cell, ...]] = [
        (label, *(Number(cell, decimals) for cell in (*cells, whole)))
        for label, cells, whole in zip(labels, sums.cells, sums.rows, strict=True)
    ]
    body.append((total, *(Number(cell, decimals) for cell in (*sums.columns, sums.whole))))
    made = _with_total(id, caption, (Column(stub), *columns, row_total), body, note)
    return replace(made, total_columns={len(columns) + 1: tuple(range(1, len(columns) + 1))})


def kroner(
    *,
    id: str,
    caption: str,
    stub: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[Cell, Sequence[float]]],
    total: str,
    row_total: Column,
) -> Table:
    """A table of thousand kroner that adds up both ways; rows: label and one amount a column."""
    return summed_both_ways(
        id=id,
        caption=caption,
        stub=stub,
        columns=columns,
        labels=[label for label, _ in rows],
        sums=sums_of([values for _, values in rows], 0),
        total=total,
        row_total=row_total,
        decimals=0,
    )


def plain(
    *, id: str, caption: str, stub: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], note: str = ""
) -> Table:
    """A table of numbers that are not added up."""
    return Table(id=id, caption=caption, columns=(Column(stub), *columns), rows=tuple(rows), note=note)
