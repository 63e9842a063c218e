"""Totals in place of one centre's or district's part: the same problem, written so that HiGHS branches on what matters.

For a level run in units and a period let y_c, whole, be the units open at each centre c, 0 <= y_c <= U_c. The column of the
centre with the largest U, c0, is made to stand for the total Y = Σ_c y_c: everywhere

    y_c0 = Y - Σ_{c ≠ c0} y_c,        0 <= Y <= Σ_c U_c whole,        0 <= Y - Σ_{c ≠ c0} y_c <= U_c0 (a new row).

Validity: (y_c) and (Y, (y_c) of c ≠ c0) determine each other, whole where the other is whole, so plans, values and bounds are
the same. Rows in which a unit counts the same at every centre, those of staff, competence and money, become shorter, as the
others cancel: Σ_c a · y_c = a · Y.

Persons served, persons served by nothing and participants of programmes are written in the same way, by group and level.
Nothing is branched on there, but the rows of staff, of money and of the goals held are a third as long, and HiGHS's
separation of cuts, which adds rows up along paths, takes half the time (Gjøvik's travel: 42 and 28 CPU s).

Source: branching on a general disjunction (Karamanov and Cornuéjols 2011, section 1), here as a change of variables (Aardal,
Hurkens and Lenstra 2000). Next to the units, as one more column, the total would do nothing: presolve takes it out again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np

from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix

PLACE_IN_INDEX = {"open_units": 0, "served": 2, "unserved": 1, "participants": 2}
"""Variables of which totals are made, and where in their index the centre or district stands over which is added up."""

VANISHED = 1e-12
"""A coefficient this small compared with what it was added up from is 0."""


class Totals:
    """A problem, and the same with totals: ``x = x' - Σ`` of the others in the columns that stand for totals."""

    def __init__(self, matrix: Matrix, *, wanted: bool = True) -> None:
        """Choose the columns that stand for totals; without several places, or where not wanted, there are none."""
        groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for name, place in PLACE_IN_INDEX.items() if wanted else ():
            for index, column in matrix.variables.get(name, ()):
                if matrix.upper[column] > 0:
                    groups[name, *index[:place], *index[place + 1 :]].append(column)
        self._rows = matrix.rows
        self.others: dict[int, Ints] = {}
        """The columns that are part of a total next to the one that stands for it, by the latter, in the order of the rows."""
        for columns in groups.values():
            if len(columns) > 1:
                largest = max(columns, key=lambda column: matrix.upper[column])
                self.others[largest] = np.array([x for x in columns if x != largest], dtype=np.int32)
        self._row = {column: matrix.rows + number for number, column in enumerate(self.others)}

    @property
    def added(self) -> int:
        """Rows added."""
        return len(self.others)

    def applied(self, matrix: Matrix) -> Matrix:
        """The problem with totals; its own rows come first, then for each total the row of the part it replaced."""
        if not self.others:
            return matrix
        lower, upper = matrix.lower.copy(), matrix.upper.copy()
        for total, others in self.others.items():
            lower[total] += matrix.lower[others].sum()
            upper[total] += matrix.upper[others].sum()
        numbers = np.repeat(np.arange(matrix.rows), np.diff(matrix.start))
        rows, columns, values = [numbers], [matrix.index], [matrix.values]
        for total, others in self.others.items():
            found = np.flatnonzero(matrix.index == total)
            rows += [np.repeat(numbers[found], len(others)), np.full(len(others) + 1, self._row[total])]
            columns += [np.tile(others, len(found)), np.array([total, *others], dtype=np.int32)]
            values += [np.repeat(-matrix.values[found], len(others)), np.array([1.0, *[-1.0] * len(others)])]
        start, index, entries = _added_up(
            np.concatenate(rows),
            np.concatenate(columns),
            np.concatenate(values),
            matrix.rows + self.added,
            matrix.columns,
        )
        replaced = list(self.others)
        return replace(
            matrix,
            lower=lower,
            upper=upper,
            start=start,
            index=index,
            values=entries,
            row_lower=np.concatenate([matrix.row_lower, matrix.lower[replaced]]),
            row_upper=np.concatenate([matrix.row_upper, matrix.upper[replaced]]),
        )

    def terms(self, columns: Ints, coefficients: Floats) -> tuple[Ints, Floats]:
        """A weighted sum of the problem's columns as one of columns with totals."""
        if not any(int(column) in self.others for column in columns):
            return columns, coefficients
        found = {int(column): float(factor) for column, factor in zip(columns, coefficients, strict=True)}
        largest = {column: abs(factor) for column, factor in found.items()}
        for column, factor in zip(columns, coefficients, strict=True):
            for other in self.others.get(int(column), ()):
                found[int(other)] = found.get(int(other), 0.0) - float(factor)
                largest[int(other)] = max(largest.get(int(other), 0.0), abs(float(factor)))
        kept = {column: x for column, x in found.items() if abs(x) > VANISHED * largest[column]}
        return np.fromiter(kept, np.int32, len(kept)), np.fromiter(kept.values(), np.float64, len(kept))

    def forth(self, plan: Floats) -> Floats:
        """A plan of the problem as one of the problem with totals. Shape (columns,)."""
        found = plan.copy()
        for total, others in self.others.items():
            found[total] = plan[total] + plan[others].sum()
        return found

    def back(self, plan: Floats) -> Floats:
        """A plan of the problem with totals as one of the problem. Shape (columns,)."""
        found = plan.copy()
        for total, others in self.others.items():
            found[total] = plan[total] - plan[others].sum()
        return found

    def bounds(self, columns: Ints, lower: Floats, upper: Floats) -> tuple[Ints, Ints, Floats, Floats]:
        """Bounds of the problem's columns: which of them are columns here, by position, and the rows of the others.

        Returns positions in ``columns`` that stay bounds of columns, and of the others the rows and their lower and upper limits.
        The total itself keeps its bounds: what binds is the row.
        """
        is_total = np.array([int(column) in self.others for column in columns], dtype=bool)
        rows = np.array([self._row[int(column)] for column in columns[is_total]], dtype=np.int32)
        return np.flatnonzero(~is_total).astype(np.int32), rows, lower[is_total], upper[is_total]


def _added_up(rows: Ints, columns: Ints, values: Floats, height: int, width: int) -> tuple[Ints, Ints, Floats]:
    """Entries with equal row and column added up, by rows: start, index, values; what cancels is left out."""
    place = rows.astype(np.int64) * width + columns
    order = np.argsort(place, kind="stable")
    place, values = place[order], values[order]
    first = np.flatnonzero(np.concatenate([[True], place[1:] != place[:-1]]))
    sums, sizes = np.add.reduceat(values, first), np.maximum.reduceat(np.abs(values), first)
    kept = np.abs(sums) > VANISHED * sizes
    at = place[first][kept]
    counts = np.bincount((at // width).astype(np.intp), minlength=height)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return start, (at % width).astype(np.int32), sums[kept]
