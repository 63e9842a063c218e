"""Numbers changed as little as can be so that linear rows hold: the largest relative change least, then the next largest.

With numbers ``s_i > 0`` as they are and ``v_i >= 0`` as they become, the greatest relative change is minimised::

    min m   with   |v_i - s_i| <= m s_i  for every i not yet settled,   and all rows in v and in free columns

Numbers whose change is then m in every such solution, which a dual value other than zero proves, are settled there, and
the rest is minimised again: what no row asks to change does not, and of numbers that a row asks alike each changes by
the same share. The result is unique in the ``v_i``, and doing it twice changes nothing the second time.

Source: lexicographic minimax fairness by linear programming, as Ogryczak and Śliwiński (2006), On direct methods for
lexicographic min-max optimization; for one count it is the proportional scaling that raking does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.solve.matrix import Floats
from leonplan.optimizer.solve.quiet import QuietHighs
from leonplan.optimizer.solve.rows import LinearRow

NO_CHANGE = 1e-9
"""A relative change up to this is none: it is the solver's rounding."""

_FORCED = 1e-7
"""A row or limit whose dual value, times what it limits, exceeds this takes part in the least change."""


@dataclass(frozen=True, slots=True)
class LeastChange:
    """Numbers as they become."""

    values: Floats
    """By column; of a number that does not change just what it was."""
    asked: Mapping[int, frozenset[int]]
    """By column of each number that changes: the rows, by their number, that its change rests on."""


def least_change(
    values: Sequence[float], most: Sequence[float], free: Collection[int], rows: Sequence[LinearRow]
) -> LeastChange | None:
    """The numbers changed least so that all rows hold; none if they cannot hold together.

    values: by column, as they are, from 0; most: by column; free: columns that may take any value from 0 on, whatever they
    were. A number of 0 stays 0. Raises VerificationError if the solver gives no answer.
    """
    start = np.array(values, dtype=np.float64)
    lower, upper = np.zeros(len(start)), np.array(most, dtype=np.float64)
    upper[list(free)] = np.inf
    open_ = [column for column in range(len(start)) if column not in free and start[column] > 0]
    for column in set(range(len(start))) - set(open_) - set(free):
        upper[column] = 0.0
    found = start.copy()
    asked: dict[int, frozenset[int]] = {}
    while True:
        solved = _minimised(start, lower, upper, open_, rows)
        if solved is None:
            if asked:
                raise VerificationError("the solver contradicted itself: numbers that held together no longer do")
            return None
        plan, greatest, row_duals, limit_duals = solved
        found[list(free)] = plan[list(free)]
        if not open_ or greatest <= NO_CHANGE:
            return LeastChange(found, asked)
        forced = [column for column in open_ if abs(limit_duals[column]) * start[column] > _FORCED]
        forced = forced or [max(open_, key=lambda column: abs(plan[column] - start[column]) / start[column])]
        reasons = _reasons(forced, rows, row_duals, asked)
        for column in forced:
            sign = 1.0 if plan[column] > start[column] else -1.0
            found[column] = lower[column] = upper[column] = max(0.0, start[column] * (1 + sign * greatest))
            asked[column] = reasons[column]
        open_ = [column for column in open_ if column not in asked]


def _minimised(
    start: Floats, lower: Floats, upper: Floats, open_: Sequence[int], rows: Sequence[LinearRow]
) -> tuple[Floats, float, Floats, dict[int, float]] | None:
    """The plan with the least greatest change of the open columns, this change, and the duals of rows and of limits."""
    columns, greatest = len(start), len(start)
    limits = [
        LinearRow({column: sign, greatest: -float(start[column])}, -np.inf, sign * float(start[column]))
        for column in open_
        for sign in (1.0, -1.0)
    ]
    every = [*rows, *limits]
    begins = np.cumsum([0, *(len(row.terms) for row in every)])
    highs = QuietHighs()
    highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
    highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
    highs.passModel(
        columns + 1, len(every), int(begins[-1]), int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
        np.append(np.zeros(columns), 1.0), np.append(lower, 0.0), np.append(upper, np.inf),
        np.array([row.lower for row in every]), np.array([row.upper for row in every]),
        begins[:-1].astype(np.int32), np.array([c for row in every for c in row.terms], dtype=np.int32),
        np.array([f for row in every for f in row.terms.values()]), np.zeros(columns + 1, dtype=np.int32),
    )  # fmt: skip
    highs.begin().wait()
    status = highs.getModelStatus().name
    if status == "kInfeasible":
        return None
    if status != "kOptimal":
        raise VerificationError(f"the solver gave no answer to a linear program ({status})")
    solution = highs.getSolution()
    plan, duals = np.array(solution.col_value), np.array(solution.row_dual)
    of_limits = duals[len(rows) :].reshape(len(open_), 2).sum(axis=1)
    return plan[:columns], float(plan[greatest]), duals[: len(rows)], dict(zip(open_, of_limits.tolist(), strict=True))


def _reasons(
    forced: Sequence[int], rows: Sequence[LinearRow], duals: Floats, settled: Mapping[int, frozenset[int]]
) -> dict[int, frozenset[int]]:
    """For each forced column the rows with a dual value that it is joined to, directly or by columns that they share.

    Where one of these columns was settled before, the rows that its own change rests on are among them.
    """
    taking_part = [number for number in range(len(rows)) if abs(duals[number]) > NO_CHANGE]
    reasons: dict[int, frozenset[int]] = {}
    for column in forced:
        columns, joined = {column}, set[int]()
        while more := [n for n in taking_part if n not in joined and columns & set(rows[n].terms)]:
            joined |= set(more)
            columns |= {one for n in more for one in rows[n].terms}
        reasons[column] = frozenset(joined).union(*(settled[one] for one in columns if one in settled))
    return reasons
