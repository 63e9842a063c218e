"""Projects alone: the problem without anybody to be served, to see which starts are possible at all.

Only the columns of projects and of the money for them are kept. A row that holds others as well is kept as far as these can go:
with rows ``lower <= a · x + b · y <= upper`` (x kept, y not), ``lower - max b · y <= a · x <= upper - min b · y``, greatest and
least over the bounds of y, where they are finite. So a held overrun limits outlay over the investment frame.

Validity: every plan of the whole problem keeps these rows, so a number of starts that the rows exclude is in no plan. Each
``started[p,t]`` is minimised and maximised; a bound of the linear relaxation, rounded to whole numbers, holds for all
plans, and what is fixed helps the next. Where there may be an overrun the relaxation says little, and a search for whole
projects, limited in time, says more.

Source: probing, as Savelsbergh (1994), Preprocessing and probing techniques for mixed integer programming problems; and
optimality-based bound tightening on a relaxation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix
from leonplan.optimizer.solve.rows import LinearRow, row_of, with_rows

PROJECTS = ("started", "chosen", "granted", "grows", "investment_overrun_in")
"""Variables of projects and of the money for them."""

WHOLE = 1e-6
"""A least or most this close to a whole number is that number; solver's rounding."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of columns that follow from what is held."""

    columns: Ints
    lower: Floats
    upper: Floats

    def applied(self, matrix: Matrix) -> Matrix:
        """The problem with these bounds."""
        lower, upper = matrix.lower.copy(), matrix.upper.copy()
        lower[self.columns], upper[self.columns] = self.lower, self.upper
        return replace(matrix, lower=lower, upper=upper)


def possible_starts(
    matrix: Matrix, held: Sequence[LinearRow], seconds: float = 0.0, clock: Clock | None = None
) -> Bounds:
    """How often each project can have been started by each period at least and at most, in any plan that keeps some rows.

    held: more rows of the problem's columns. seconds: how long whole projects may be searched for where outlay may
    exceed its frame, on top of the linear relaxation. clock: when all of it stops; what is known by then holds.
    """
    columns = np.array(sorted({c for name in PROJECTS for _, c in matrix.variables.get(name, ())}), dtype=np.int32)
    started = np.array([c for _, c in matrix.variables.get("started", ())], dtype=np.int32)
    small = _alone(with_rows(matrix, held), columns)
    position = np.searchsorted(columns, started).astype(np.int32)
    probing, clock = _Probing(small, position), clock or Clock(None)
    probing.run(clock, whole=False)
    over = np.searchsorted(columns, [c for _, c in matrix.variables.get("investment_overrun_in", ())])
    if seconds > 0 and any(WHOLE < _most(small, column) < np.inf for column in over.tolist()):
        probing.run(clock.within(seconds), whole=True)
    return Bounds(started, probing.lower[position], probing.upper[position])


def _alone(matrix: Matrix, kept: Ints) -> Matrix:
    """The rows of some columns, the others anywhere within their bounds."""
    at = np.full(matrix.columns, -1, dtype=np.int32)
    at[kept] = np.arange(len(kept), dtype=np.int32)
    rows = np.repeat(np.arange(matrix.rows), np.diff(matrix.start))
    is_kept = at[matrix.index] >= 0
    least, most = np.zeros(matrix.rows), np.zeros(matrix.rows)
    is_other = ~is_kept & (matrix.values != 0.0)  # nothing times what has no bound is nothing, not unknown
    others, factors = matrix.index[is_other], matrix.values[is_other]
    low = np.where(factors > 0, matrix.lower[others], matrix.upper[others])
    high = np.where(factors > 0, matrix.upper[others], matrix.lower[others])
    np.add.at(least, rows[is_other], factors * low)
    np.add.at(most, rows[is_other], factors * high)
    lower, upper = matrix.row_lower - most, matrix.row_upper - least
    counts = np.bincount(rows[is_kept], minlength=matrix.rows)
    is_row = (counts > 0) & (np.isfinite(lower) | np.isfinite(upper))
    entries = is_kept & is_row[rows]
    return Matrix(
        lower=matrix.lower[kept],
        upper=matrix.upper[kept],
        whole=matrix.whole[kept],
        start=np.concatenate([[0], np.cumsum(counts[is_row])]).astype(np.int32),
        index=at[matrix.index[entries]],
        values=matrix.values[entries],
        row_lower=lower[is_row],
        row_upper=upper[is_row],
        goals={},
        variables={},
        rules=(),
    )


def _most(matrix: Matrix, column: int) -> float:
    """The most that a column can be by any one row that adds up what is never below 0."""
    most = float(matrix.upper[column])
    for number in np.unique(np.searchsorted(matrix.start, np.flatnonzero(matrix.index == column), side="right") - 1):
        row = row_of(matrix, int(number))
        if all(factor > 0 and matrix.lower[at] >= 0 for at, factor in row.terms.items()):
            most = min(most, row.upper / row.terms[column])
    return most


class _Probing:
    """Least and most of columns, one after the other, each bounded by what is known of those before."""

    def __init__(self, matrix: Matrix, columns: Ints) -> None:
        self._matrix, self._columns = matrix, columns
        self.lower, self.upper = matrix.lower.copy(), matrix.upper.copy()
        self._seen: list[Floats] = []

    def run(self, clock: Clock, *, whole: bool) -> None:
        """Probe each column both ways, or as far as the time goes; whole: the projects are whole."""
        matrix = replace(self._matrix, lower=self.lower, upper=self.upper)
        live = Live(matrix, gap=0.0, seed=0, whole=whole, stop=clock.stop)
        self._seen = []
        for column in self._columns:
            for sense in (1.0, -1.0):
                if clock.is_out:
                    return
                if self._can_move(int(column), sense):
                    self._probe(live, int(column), sense, clock.left)

    def _can_move(self, column: int, sense: float) -> bool:
        """Whether no plan seen has the column at its bound already."""
        low, high = self.lower[column], self.upper[column]
        bound = low if sense > 0 else high
        return bool(high - low > 0.5) and not any(abs(plan[column] - bound) <= WHOLE for plan in self._seen)

    def _probe(self, live: Live, column: int, sense: float, seconds: float | None) -> None:
        live.aim({column: sense}, 0.0)
        outcome = live.run(seconds)
        if outcome.values is not None:
            self._seen.append(outcome.values)
        if not np.isfinite(outcome.bound):
            return
        if sense > 0:
            self.lower[column] = max(self.lower[column], np.ceil(outcome.bound - WHOLE))
        else:
            self.upper[column] = min(self.upper[column], np.floor(-outcome.bound + WHOLE))
        at = np.array([column], dtype=np.int32)
        live.bound(at, self.lower[at], self.upper[at])
