"""Linear programmes solved exactly: the simplex method in whole numbers, with no solver behind it.

Made for tests: small problems, a few hundred pivots. Every row is kept as whole numbers (its fractions cleared, its
greatest common divisor taken out), so nothing is ever rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm

Terms = Mapping[int, Fraction]
Row = dict[int, int]

RIGHT = -1
"""Key of a row's right-hand side."""
VALUE = -2
"""Key of the objective in its row."""
PATIENCE = 60
"""Pivots by the steepest rule before Bland's rule, which never goes in circles."""


def minimise(objective: Terms, constant: Fraction, rows: Sequence[tuple[Terms, Fraction]]) -> Fraction | None:
    """The least of ``objective + constant`` over x >= 0 with every row ``terms <= bound``; none if there is no such x.

    First the dual simplex method on the costs that are not negative, from the basis of slacks, which is optimal but for
    the bounds; then the primal one on all costs. Raises ValueError if the problem is unbounded.

    >>> one = Fraction(1)
    >>> minimise({0: -one, 1: -2 * one}, Fraction(0), [({0: one, 1: one}, Fraction(4)), ({1: one}, Fraction(3, 2))])
    Fraction(-11, 2)
    >>> minimise({0: one}, Fraction(0), [({0: -one}, Fraction(-5, 3))])
    Fraction(5, 3)
    >>> minimise({}, Fraction(0), [({0: one}, Fraction(-1))]) is None
    True
    """
    tableau = _Tableau(rows)
    tableau.aim({j: cost for j, cost in objective.items() if cost > 0}, Fraction(0))
    if not tableau.make_feasible():
        return None
    if any(cost < 0 for cost in objective.values()) or constant:
        tableau.aim(objective, constant)
    tableau.improve()
    return tableau.value()


def _whole(terms: Terms, right: Fraction) -> Row:
    """A row times whatever makes it whole."""
    factor = lcm(right.denominator, *(x.denominator for x in terms.values()))
    row = {j: int(x * factor) for j, x in terms.items() if x}
    row[RIGHT] = int(right * factor)
    return row


def _reduced(row: Row) -> Row:
    """A row without its greatest common divisor and without zeros; the right-hand side stays."""
    divisor = gcd(*row.values()) or 1
    reduced = {j: x // divisor for j, x in row.items() if x}
    reduced.setdefault(RIGHT, 0)
    return reduced


class _Tableau:
    """Row i: positive number · basic variable + others = right-hand side."""

    def __init__(self, rows: Sequence[tuple[Terms, Fraction]]) -> None:
        columns = 1 + max((j for terms, _ in rows for j in terms), default=0)
        self.rows: list[Row] = []
        self.basis: list[int] = []
        for i, (terms, right) in enumerate(rows):
            factor = lcm(right.denominator, *(x.denominator for x in terms.values()))
            self.rows.append(_reduced({**_whole(terms, right), columns + i: factor}))
            self.basis.append(columns + i)
        self.cost: Row = {}

    def aim(self, objective: Terms, constant: Fraction) -> None:
        """Make an expression the objective: number · value - costs · x = constant, in terms of nonbasic variables."""
        factor = lcm(constant.denominator, *(x.denominator for x in objective.values()))
        self.cost = {**_whole({j: -x for j, x in objective.items()}, constant), VALUE: factor}
        for row, basic in zip(self.rows, self.basis, strict=True):
            if self.cost.get(basic):
                self.cost = _eliminated(self.cost, row, basic)

    def value(self) -> Fraction:
        """The objective where all nonbasic variables are zero."""
        return Fraction(self.cost[RIGHT], self.cost[VALUE])

    def make_feasible(self) -> bool:
        """Dual simplex: costs stay not negative, right-hand sides become so. False if they cannot."""
        pivots = 0
        while True:
            short = [i for i, row in enumerate(self.rows) if row[RIGHT] < 0]
            if not short:
                return True
            if pivots < PATIENCE:
                leaving = min(short, key=lambda i: Fraction(self.rows[i][RIGHT], self.rows[i][self.basis[i]]))
            else:
                leaving = min(short, key=lambda i: self.basis[i])
            row = self.rows[leaving]
            candidates = [j for j, x in row.items() if j >= 0 and x < 0]
            if not candidates:
                return False
            self._pivot(leaving, min(candidates, key=lambda j: (Fraction(self.cost.get(j, 0), row[j]), j)))
            pivots += 1

    def improve(self) -> None:
        """Primal simplex: right-hand sides stay not negative, costs become so."""
        pivots = 0
        while True:
            better = [j for j, x in self.cost.items() if j >= 0 and x > 0]
            if not better:
                return
            entering = max(better, key=lambda j: self.cost[j]) if pivots < PATIENCE else min(better)
            ratios = [
                (Fraction(row[RIGHT], row[entering]), basic, i)
                for i, (row, basic) in enumerate(zip(self.rows, self.basis, strict=True))
                if row.get(entering, 0) > 0
            ]
            if not ratios:
                raise ValueError("unbounded")
            self._pivot(min(ratios)[2], entering)
            pivots += 1

    def _pivot(self, leaving: int, entering: int) -> None:
        row = self.rows[leaving]
        if row[entering] < 0:
            row = {j: -x for j, x in row.items()}
        self.rows[leaving] = row
        self.basis[leaving] = entering
        for i, other in enumerate(self.rows):
            if i != leaving and entering in other:
                self.rows[i] = _eliminated(other, row, entering)
        if entering in self.cost:
            self.cost = _eliminated(self.cost, row, entering)


def _eliminated(row: Row, pivot: Row, column: int) -> Row:
    """A row less the multiple of the pivot row (positive in the column) that makes it zero in the column."""
    divisor = gcd(row[column], pivot[column])
    keep, take = pivot[column] // divisor, row[column] // divisor
    result = {j: keep * x for j, x in row.items()} if keep != 1 else dict(row)
    for j, x in pivot.items():
        result[j] = result.get(j, 0) - take * x
    return _reduced(result)
