"""A problem in HiGHS's units, and back: columns, rows and goals multiplied by powers of two, which loses nothing."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property

import numpy as np

from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix, Terms
from leonplan.optimizer.solve.size import COUNT, GOAL_RULE_NAMES, KIND_OF_RULE, KIND_OF_VARIABLE

WEIGHTS = 2.0**-3, 2.0**13
"""Least and greatest weight of a goal's largest term that HiGHS is given: years, minutes and severities lie within."""


class Scaling:
    """What HiGHS counts a problem in. ``x = columns * x'`` where x' is what HiGHS sees."""

    def __init__(self, matrix: Matrix) -> None:
        """Take the units from the size of the problem."""
        self._matrix = matrix
        self._is_plain = all(unit == 1.0 for unit in matrix.size.units.values())
        self.columns = self._units_of_columns()
        """What 1 of HiGHS's is, by column; 1 for whole numbers. Shape (n,)."""

    def _units_of_columns(self) -> Floats:
        units = np.ones(self._matrix.columns)
        if self._is_plain:
            return units
        for name, found in self._matrix.variables.items():
            unit = self._matrix.size.units[KIND_OF_VARIABLE.get(name, COUNT)]
            units[[column for _, column in found]] = unit
        units[self._matrix.whole] = 1.0
        return units

    @cached_property
    def rows(self) -> Floats:
        """What 1 of HiGHS's is, by row. Shape (m,)."""
        units = np.ones(self._matrix.rows)
        first = 0
        for name, indices in self._matrix.rules:
            rows = slice(first, first + len(indices))
            if name in GOAL_RULE_NAMES:
                units[rows] = [self.of(self._matrix.goals[goal][0]) for goal in indices]
            else:
                units[rows] = self._matrix.size.units[KIND_OF_RULE.get(name, COUNT)]
            first = rows.stop
        return units

    def of(self, terms: Terms) -> float:
        """The unit of a weighted sum of columns: the largest of its columns', times a weight far from 1."""
        parts = [(float(self.columns[column]), abs(factor)) for column, factor in terms.items() if factor]
        if not parts:
            return 1.0
        unit = max(part for part, _ in parts)
        weight = max(part * factor for part, factor in parts) / unit
        low, high = WEIGHTS
        if low <= weight <= high:
            return unit
        power = math.floor(math.log2(weight / low)) if weight < low else math.ceil(math.log2(weight / high))
        return unit * 2.0**power

    def applied(self, *, whole: bool = True) -> Matrix:
        """The problem as HiGHS sees it, its goals left out; whole false: its linear relaxation."""
        matrix = self._matrix
        return replace(
            matrix,
            lower=matrix.lower / self.columns,
            upper=matrix.upper / self.columns,
            whole=matrix.whole if whole else np.zeros_like(matrix.whole),
            values=self.values,
            row_lower=matrix.row_lower / self.rows,
            row_upper=matrix.row_upper / self.rows,
            goals={},
        )

    @property
    def values(self) -> Floats:
        """The coefficients, shape (z,)."""
        matrix = self._matrix
        if self._is_plain and np.all(self.rows == 1.0):
            return matrix.values
        by_entry = np.repeat(self.rows, np.diff(matrix.start))
        return matrix.values * self.columns[matrix.index] / by_entry

    def terms(self, terms: Terms, unit: float) -> tuple[Ints, Floats]:
        """Columns and coefficients of a weighted sum that HiGHS counts in a unit."""
        columns = np.fromiter(terms.keys(), np.int32, len(terms))
        factors = np.fromiter(terms.values(), np.float64, len(terms))
        return columns, factors * self.columns[columns] / unit
