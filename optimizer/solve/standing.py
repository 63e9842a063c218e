"""A problem as it stands: what HiGHS was given, kept next to it, so that its answers can be judged by arithmetic."""

from __future__ import annotations

import numpy as np

from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix

TOLERANCE = 1e-6
"""By what share of its size a row, a bound, a whole number or a sum may be off, as the solver's rounding allows."""


class Standing:
    """Minimise an objective over the rows of a matrix, rows held in addition and bounds as they were changed.

    All of it in HiGHS's units, in which 1 is a fair size for a row.
    """

    def __init__(self, matrix: Matrix) -> None:
        """Take a problem as HiGHS is given it, with no objective yet."""
        self._matrix = matrix
        self._filled = np.flatnonzero(matrix.start[:-1] < matrix.start[1:])
        self._limits = np.maximum(_size(matrix.row_lower), _size(matrix.row_upper))
        self._lower, self._upper = matrix.lower.copy(), matrix.upper.copy()
        self._whole = np.flatnonzero(matrix.whole)
        self._held: list[tuple[Ints, Floats, float]] = []
        self._cost = np.zeros(matrix.columns)
        self._constant = 0.0

    def aim(self, cost: Floats, constant: float) -> None:
        """Make another sum the objective; cost has shape (columns,)."""
        self._cost, self._constant = cost, constant

    def hold(self, columns: Ints, coefficients: Floats, at_most: float) -> int:
        """Add a row; returns its number among those added."""
        self._held.append((columns, coefficients, at_most))
        return len(self._held) - 1

    def move(self, number: int, at_most: float) -> None:
        """Give a row that was added another limit."""
        columns, coefficients, _ = self._held[number]
        self._held[number] = (columns, coefficients, at_most)

    def bound(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Change bounds of columns."""
        self._lower[columns], self._upper[columns] = lower, upper

    def value(self, plan: Floats) -> float:
        """The objective in a plan."""
        return self._constant + float(self._cost @ plan)

    def rounding(self, plan: Floats) -> float:
        """By how much the objective in a plan may be off: the tolerance, of its largest part."""
        return TOLERANCE * max(1.0, float(np.max(np.abs(self._cost * plan), initial=abs(self._constant))))

    def excess(self, plan: Floats) -> float:
        """The greatest distance of a plan from a row, bound or whole number, as a share of its size, of at least 1.

        The size of a row is the greatest of its parts and its limits: what rounding of the columns can come to.
        """
        if not np.all(np.isfinite(plan)):
            return np.inf
        parts = [self._excess_of_rows(plan)]
        parts += [
            max(0.0, _sum_less(plan, columns, coefficients, at_most)) for columns, coefficients, at_most in self._held
        ]
        size = np.maximum(1.0, np.abs(plan))
        parts.append(float(np.max(np.maximum(self._lower - plan, plan - self._upper) / size, initial=0.0)))
        whole = plan[self._whole]
        parts.append(float(np.max(np.abs(whole - np.round(whole)) / size[self._whole], initial=0.0)))
        return max(parts)

    def _excess_of_rows(self, plan: Floats) -> float:
        matrix, at = self._matrix, self._matrix.start[self._filled]
        sums, sizes = np.zeros(matrix.rows), np.maximum(1.0, self._limits)
        if len(at):
            products = matrix.values * plan[matrix.index]
            sums[self._filled] = np.add.reduceat(products, at)
            sizes[self._filled] = np.maximum(sizes[self._filled], np.maximum.reduceat(np.abs(products), at))
        over = np.maximum(sums - matrix.row_upper, matrix.row_lower - sums)
        return float(np.max(over / sizes, initial=0.0))


def _size(limits: Floats) -> Floats:
    return np.abs(np.where(np.isfinite(limits), limits, 0.0))


def _sum_less(plan: Floats, columns: Ints, coefficients: Floats, at_most: float) -> float:
    if not np.isfinite(at_most):
        return 0.0
    products = coefficients * plan[columns]
    return (float(products.sum()) - at_most) / max(1.0, abs(at_most), float(np.max(np.abs(products), initial=0.0)))
