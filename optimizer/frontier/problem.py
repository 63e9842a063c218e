"""The formulation with one more column: x, the limit; points of the frontier differ in its bounds and in nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from leonplan.optimizer.frontier.axis import Axis, AxisKind, least_limit, recruitment_shares
from leonplan.optimizer.prepare.frames import transition
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.years import decided_years
from leonplan.optimizer.solve.matrix import Matrix, Terms

LIMIT = "x"
"""Name of the column, and of the goal that is the column itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """What x does to the formulation."""

    axis: Axis
    shares: Mapping[str, float]
    """Share of recruitment by category; only for the axis ``fte``."""
    least: float
    """Least limit that can be written down: frames, recruitment and limits are never below 0 [x]."""
    transition: Mapping[int, float] = field(default_factory=dict)
    """Money on top of the operating frame by decided year, which no limit changes; none where there is none [kNOK/year]."""


def link_of(axis: Axis, instance: Instance) -> Link:
    """What x does to an instance's formulation."""
    on_top = {t: transition(instance, t) for t in decided_years(instance.settings.horizon)} if instance.frames else {}
    return Link(axis, recruitment_shares(instance), least_limit(axis, instance), on_top)


def with_limit(matrix: Matrix, link: Link) -> Matrix:
    """The matrix with x as its last column and as the goal ``x``; what x limits is a row that holds it.

    A frame's rows become ``spend - overrun - weight · x <= frame``, recruitment's bounds the rows
    ``hired - share · x <= 0``, a goal's limit the row ``goal - x <= 0``.
    """
    column = matrix.columns
    wide = replace(
        matrix,
        lower=np.append(matrix.lower, link.least),
        upper=np.append(matrix.upper, np.inf),
        whole=np.append(matrix.whole, False),
        variables={**matrix.variables, LIMIT: [(None, column)]},
        goals={**matrix.goals, LIMIT: ({column: 1.0}, 0.0)},
    )
    axis = link.axis
    if axis.is_money:
        return _in_frames(wide, link, column)
    if axis.kind is AxisKind.FTE:
        return _in_recruitment(wide, link.shares, column)
    assert axis.goal is not None
    terms, constant = matrix.goals[axis.goal]
    return _with_rows(_without_limit(wide, axis.goal), [{**terms, column: -1.0}], [-constant])


def _in_frames(matrix: Matrix, link: Link, column: int) -> Matrix:
    """x in the rows of the operating frames; transition money stays as it is."""
    axis, entries = link.axis, dict[int, float]()
    upper = matrix.row_upper.copy()
    for row, year in _rows_of(matrix, "spend_within_frame"):
        if axis.kind is AxisKind.FACTOR:
            assert isinstance(year, int)
            on_top = link.transition.get(year, 0.0)
            entries[row] = on_top - float(upper[row])
            upper[row] = on_top
        elif axis.kind is AxisKind.ADDED or year == axis.year:
            entries[row] = -1.0
    return replace(_with_entries(matrix, entries, column), row_upper=upper)


def _rows_of(matrix: Matrix, rule: str) -> list[tuple[int, object]]:
    """(row, index) of a rule."""
    first = 0
    for name, indices in matrix.rules:
        if name == rule:
            return [(first + i, index) for i, index in enumerate(indices)]
        first += len(indices)
    return []


def _without_limit(matrix: Matrix, goal: str) -> Matrix:
    """The goal's own hard limit lifted: x stands in its place."""
    upper = matrix.row_upper.copy()
    for row, index in _rows_of(matrix, "hard_demands_are_kept"):
        if index == goal:
            upper[row] = np.inf
    return replace(matrix, row_upper=upper)


def _in_recruitment(matrix: Matrix, shares: Mapping[str, float], column: int) -> Matrix:
    upper = matrix.upper.copy()
    rows: list[Terms] = []
    for (category, _), hired in matrix.variables["hired"]:
        upper[hired] = np.inf
        rows.append({hired: 1.0, column: -shares[category]})
    return _with_rows(replace(matrix, upper=upper), rows, [0.0] * len(rows))


def _with_entries(matrix: Matrix, entries: Mapping[int, float], column: int) -> Matrix:
    """A coefficient of the last column in some rows."""
    rows = np.array(sorted(entries), dtype=np.int64)
    at = matrix.start[rows + 1]
    more = np.zeros(matrix.rows + 1, dtype=np.int32)
    more[rows + 1] = 1
    return replace(
        matrix,
        start=(matrix.start + np.cumsum(more)).astype(np.int32),
        index=np.insert(matrix.index, at, column).astype(np.int32),
        values=np.insert(matrix.values, at, [entries[int(row)] for row in rows]),
    )


def _with_rows(matrix: Matrix, rows: list[Terms], at_most: list[float]) -> Matrix:
    """Rows ``terms <= at_most`` at the end."""
    lengths = np.array([len(row) for row in rows], dtype=np.int32)
    return replace(
        matrix,
        start=np.concatenate([matrix.start, matrix.start[-1] + np.cumsum(lengths)]).astype(np.int32),
        index=np.concatenate([matrix.index, np.array([c for row in rows for c in row], dtype=np.int32)]),
        values=np.concatenate([matrix.values, np.array([v for row in rows for v in row.values()])]),
        row_lower=np.concatenate([matrix.row_lower, np.full(len(rows), -np.inf)]),
        row_upper=np.concatenate([matrix.row_upper, np.array(at_most)]),
    )
