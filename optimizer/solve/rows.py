"""Rows of a problem as strengthenings read and write them: by rule and index, and as terms between limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from leonplan.optimizer.solve.matrix import Floats, Matrix, Terms


@dataclass(frozen=True, slots=True)
class LinearRow:
    """``lower <= terms <= upper``."""

    terms: Terms
    """Coefficients by column."""
    lower: float
    """Minus infinity where there is none."""
    upper: float
    """Infinity where there is none."""

    def excess(self, plan: Floats) -> float:
        """By how much a plan breaks the row; below 0 where it keeps it."""
        value = sum(factor * float(plan[column]) for column, factor in self.terms.items())
        return max(value - self.upper, self.lower - value)


def row_of(matrix: Matrix, number: int) -> LinearRow:
    """A row by its number."""
    entries = slice(matrix.start[number], matrix.start[number + 1])
    terms = dict(zip(matrix.index[entries].tolist(), matrix.values[entries].tolist(), strict=True))
    return LinearRow(terms, float(matrix.row_lower[number]), float(matrix.row_upper[number]))


def rows_of(matrix: Matrix, rule: str) -> dict[Any, LinearRow]:
    """The rows of a rule by index; none if the problem does not have the rule."""
    first = 0
    for name, indices in matrix.rules:
        if name == rule:
            return {index: row_of(matrix, first + number) for number, index in enumerate(indices)}
        first += len(indices)
    return {}


def columns_of_variable(matrix: Matrix, name: str) -> dict[Any, int]:
    """The columns of a variable by index; none if the problem does not have it."""
    return dict(matrix.variables.get(name, ()))


def with_rows(matrix: Matrix, rows: Sequence[LinearRow]) -> Matrix:
    """The problem with rows added after its own; they belong to no rule."""
    if not rows:
        return matrix
    lengths = np.array([len(row.terms) for row in rows])
    return replace(
        matrix,
        start=np.concatenate([matrix.start, matrix.start[-1] + np.cumsum(lengths)]).astype(np.int32),
        index=np.concatenate([matrix.index, [column for row in rows for column in row.terms]]).astype(np.int32),
        values=np.concatenate([matrix.values, [factor for row in rows for factor in row.terms.values()]]),
        row_lower=np.concatenate([matrix.row_lower, [row.lower for row in rows]]),
        row_upper=np.concatenate([matrix.row_upper, [row.upper for row in rows]]),
    )
