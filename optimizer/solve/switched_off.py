"""Rows of a problem switched off: it is the problem without them, and nothing is built again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from leonplan.optimizer.solve.matrix import Matrix

FORGOTTEN = frozenset({"decided_places_are_kept", "decided_service_is_kept"})
"""Rules of which the relaxation that forgets places holds sums: there they go all together."""


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Rules, and rows of rules, that need not be kept."""

    rules: frozenset[str] = frozenset()
    """Names of rules, all of whose rows are off."""
    rows: frozenset[tuple[str, tuple[Any, ...]]] = frozenset()
    """(rule, what an index begins with) of rows that are off."""

    def applied(self, matrix: Matrix, *, is_forgetful: bool = False) -> Matrix:
        """The problem without these rows; is_forgetful: it is the relaxation that forgets places."""
        off = set(self.rules)
        if is_forgetful and FORGOTTEN & {rule for rule, _ in self.rows}:
            off |= FORGOTTEN
        found = [number for number, rule, index in _rows(matrix) if rule in off or self._holds(rule, index)]
        if not found:
            return matrix
        lower, upper = matrix.row_lower.copy(), matrix.row_upper.copy()
        lower[found], upper[found] = -np.inf, np.inf
        return replace(matrix, row_lower=lower, row_upper=upper)

    def _holds(self, rule: str, index: tuple[Any, ...]) -> bool:
        return any(name == rule and index[: len(start)] == start for name, start in self.rows)


def _rows(matrix: Matrix) -> list[tuple[int, str, tuple[Any, ...]]]:
    """(number, rule, index) of every row."""
    keys = [(rule, index) for rule, indices in matrix.rules for index in indices]
    return [
        (number, rule, index if isinstance(index, tuple) else (index,)) for number, (rule, index) in enumerate(keys)
    ]
