"""Problems with a distance: how far a plan's starts lie from given ones, and how far its goals lie above their limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from leonplan.optimizer.solve.matrix import Floats, Matrix, Terms
from leonplan.optimizer.solve.steps import WeightedGoals, terms_of

Starts = Mapping[tuple[str, int], int]
"""How often each project has been started by each period; what is left out has not been [times]."""

Weights = Mapping[tuple[str, int], float]
"""Weight of a difference of one start by a period, by (project, period)."""

GRID = 1e-6
"""Grid on which a distance is held, in its own unit."""

TIGHTER = 1e-4
"""Part of its allowance by which a goal is asked to stay below its limit, so that a solver's tolerance does not exceed it."""


@dataclass(frozen=True, slots=True)
class HeldStep:
    """A step of the order of goals, and what it may come to."""

    step: WeightedGoals
    """The step."""
    at_most: float | None
    """What it may come to; none: it is not held."""
    allowance: float = 1.0
    """How much worse than the best that is, above 0."""


@dataclass
class Wider:
    """Columns and rows to be added to a problem, and sums that are then goals of it."""

    matrix: Matrix
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Terms, float]] = field(default_factory=list)
    goals: dict[str, tuple[Terms, float]] = field(default_factory=dict)

    def column(self, upper: float, *, whole: bool = False) -> int:
        """A new column from 0; returns its number."""
        self.upper.append(upper)
        self.whole.append(whole)
        return self.matrix.columns + len(self.upper) - 1

    def at_most(self, terms: Terms, limit: float) -> None:
        """A new row ``terms <= limit``."""
        self.rows.append((terms, limit))

    def made(self) -> Matrix:
        """The problem with what was added."""
        old, lengths = self.matrix, [len(terms) for terms, _ in self.rows]
        return replace(
            old,
            lower=_joined(old.lower, [0.0] * len(self.upper)),
            upper=_joined(old.upper, self.upper),
            whole=np.concatenate([old.whole, np.array(self.whole, dtype=bool)]),
            start=np.concatenate([old.start, old.start[-1] + np.cumsum(lengths)]).astype(np.int32),
            index=np.concatenate([old.index, [j for terms, _ in self.rows for j in terms]]).astype(np.int32),
            values=_joined(old.values, [x for terms, _ in self.rows for x in terms.values()]),
            row_lower=_joined(old.row_lower, [-np.inf] * len(self.rows)),
            row_upper=_joined(old.row_upper, [limit for _, limit in self.rows]),
            goals={**old.goals, **self.goals},
            size=replace(old.size, grids={**old.size.grids, **dict.fromkeys(self.goals, GRID)}),
        )


def _joined(old: Floats, new: list[float]) -> Floats:
    return np.concatenate([old, np.array(new, dtype=np.float64)])


def with_distance(
    matrix: Matrix, order: Sequence[HeldStep], given: Sequence[Starts], weights: Weights
) -> tuple[Matrix, Terms]:
    """The problem with its goals within their limits, and the distance to the nearest given choice, to be made great."""
    wider = Wider(matrix)
    for held in order:
        if held.at_most is not None:
            terms, constant = terms_of(matrix, held.step)
            wider.at_most(terms, held.at_most - constant)
    apart = _distance(wider, given, weights)
    return wider.made(), {apart: 1.0}


def with_excess(
    matrix: Matrix, order: Sequence[HeldStep], given: Sequence[Starts], weights: Weights, at_least: float
) -> tuple[Matrix, Terms]:
    """The problem of a plan at least so far from every given choice, and how far its goals exceed their limits.

    The excess is counted in allowances, summed over goals, to be minimised: 0 is a plan within the limits. Such a problem
    has a plan wherever there are projects enough, which makes plans far easier to find than where limits are rows.
    """
    wider = Wider(matrix)
    excess: Terms = {}
    for held in order:
        if held.at_most is not None:
            terms, constant = terms_of(matrix, held.step)
            over = wider.column(np.inf)
            excess[over] = 1.0
            wider.at_most({**terms, over: -held.allowance}, held.at_most - TIGHTER * held.allowance - constant)
    apart = _distance(wider, given, weights)
    wider.at_most({apart: -1.0}, -at_least)
    return wider.made(), excess


def _distance(wider: Wider, given: Sequence[Starts], weights: Weights) -> int:
    """The column of the distance to the nearest given choice."""
    upper = wider.matrix.upper
    columns = [(key, column) for key, column in wider.matrix.variables["started"] if upper[column] > 0]
    apart = wider.column(sum(weights.get(key, 0.0) * float(upper[column]) for key, column in columns))
    for choice in given:
        terms, constant = {apart: 1.0}, 0.0
        for key, column in columns:
            constant += _subtract_difference(wider, terms, column, choice.get(key, 0), weights.get(key, 0.0))
        wider.at_most(terms, constant)
    return apart


def _subtract_difference(wider: Wider, terms: Terms, column: int, number: int, weight: float) -> float:
    """Take ``weight · |column - number|`` off some terms; returns what is left over as a constant on the other side.

    With the number at the column's least or most the difference is linear. Between them it is a column that a yes or no
    keeps from exceeding the difference: ``more`` is 1 where the column is above the number.
    """
    most = float(wider.matrix.upper[column])
    if not 0 < number < most:
        terms[column] = weight if number else -weight
        return weight * number
    difference, more = wider.column(most), wider.column(1.0, whole=True)
    wider.at_most({difference: 1.0, column: -1.0, more: 2.0 * number}, number)
    wider.at_most({difference: 1.0, column: 1.0, more: -2.0 * (most - number)}, number)
    terms[difference] = -weight
    return 0.0
