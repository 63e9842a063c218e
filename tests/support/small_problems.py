"""Random problems so small that every plan can be tried: a few columns and rows, whole numbers with and without upper bounds.

The numbers are small multiples of a half (some a thousand times as large), so that the truth is beyond rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product
from random import Random

import numpy as np

from leonplan.optimizer.solve.matrix import Floats, Matrix


@dataclass(frozen=True)
class SmallProblem:
    """minimise cost x subject to low <= rows x <= high, 0 <= x <= upper, some x whole."""

    upper: Floats
    whole: np.ndarray
    rows: Floats
    low: Floats
    high: Floats
    cost: Floats

    def matrix(self) -> Matrix:
        """The same as the solver takes it, zeros stored as well."""
        rows, columns = self.rows.shape
        return Matrix(
            lower=np.zeros(columns),
            upper=self.upper,
            whole=self.whole,
            start=np.arange(0, rows * columns + 1, columns, dtype=np.int32),
            index=np.tile(np.arange(columns, dtype=np.int32), rows),
            values=self.rows.ravel().copy(),
            row_lower=self.low,
            row_upper=self.high,
            goals={"cost": (dict(enumerate(self.cost.tolist())), 0.0)},
            variables={"x": [(j, j) for j in range(columns)]},
            rules=(("row", list(range(rows))),),
        )

    def aimed_at(self, cost: Floats) -> SmallProblem:
        return replace(self, cost=cost)

    def held(self, at_most: float) -> SmallProblem:
        """The same, with the objective held as a row."""
        return replace(
            self,
            rows=np.vstack([self.rows, self.cost]),
            low=np.append(self.low, -np.inf),
            high=np.append(self.high, at_most),
        )

    def size(self, plan: Floats) -> float:
        """The largest part of the objective, at least 1."""
        return max(1.0, float(np.max(np.abs(self.cost * plan))))

    def best(self) -> tuple[float, Floats | None]:
        """The least of the objective and a plan that has it, by trying every choice of whole numbers; infinite if none.

        With the whole numbers chosen, the least over the other columns is at a corner: as many rows and bounds as there are
        such columns hold as equations. All of them are tried.
        """
        free = np.flatnonzero(~self.whole)
        sides, signs = self._sides()
        capped = [j for j in free if np.isfinite(self.upper[j])]
        normals = np.vstack(
            [sides[:, free], -np.eye(len(free)), np.eye(len(free))[[list(free).index(j) for j in capped]]]
        )
        corners = _corners(normals)
        best, plan = np.inf, None
        for x in self._choices():
            limits = np.concatenate([signs - sides @ x, np.zeros(len(free)), self.upper[capped]])
            rest = _points(corners, limits, len(free))
            rest = rest[np.all(rest @ normals.T <= limits + 1e-9, axis=1)]
            if len(rest):
                values = rest @ self.cost[free] + self.cost @ x
                if values.min() < best - 1e-12:
                    best, plan = float(values.min()), x.copy()
                    plan[free] = rest[values.argmin()]
        return best, plan

    def _sides(self) -> tuple[Floats, Floats]:
        """The rows as ``sides x <= limits``."""
        above, below = np.isfinite(self.high), np.isfinite(self.low)
        return (
            np.vstack([self.rows[above], -self.rows[below]]),
            np.concatenate([self.high[above], -self.low[below]]),
        )

    def _choices(self) -> Iterator[Floats]:
        """Every choice of whole numbers, other columns 0; the first row, of positive weights, caps them."""
        caps = np.minimum(self.upper, np.floor(self.high[0] / self.rows[0] + 1e-9))
        chosen = np.flatnonzero(self.whole)
        for numbers in product(*(range(int(caps[j]) + 1) for j in chosen)):
            x = np.zeros(len(self.upper))
            x[chosen] = numbers
            yield x


def _corners(normals: Floats) -> list[tuple[np.ndarray, Floats]]:
    """Sides that meet in one point, and the inverse that finds it."""
    size = normals.shape[1]
    picked = (np.array(sides, dtype=np.int64) for sides in combinations(range(len(normals)), size))
    return [(sides, np.linalg.inv(normals[sides])) for sides in picked if abs(np.linalg.det(normals[sides])) > 1e-9]


def _points(corners: list[tuple[np.ndarray, Floats]], limits: Floats, size: int) -> Floats:
    if not size:
        return np.zeros((1, 0))
    return np.array([inverse @ limits[sides] for sides, inverse in corners]).reshape(len(corners), size)


def small_problem(random: Random) -> SmallProblem:
    """A problem of 2 to 5 columns and 1 to 3 rows beside the one that caps the columns; one in ten or so has no plan."""
    columns, large = random.choice((2, 3, 4, 4, 4, 5)), random.choice((1, 1, 1, 10, 1000))
    upper = np.array([random.choice((1.0, 1.0, 2.0, 3.0, np.inf)) for _ in range(columns)])
    point = np.array([float(random.randint(0, int(min(top, 4)))) for top in upper])
    weights = np.array([float(random.choice((1, 1, 2))) for _ in range(columns)])
    rows, low, high = [weights], [-np.inf], [float(weights @ point) + random.randint(0, 4)]
    for _ in range(random.choice((1, 2, 2, 3))):
        row = np.array([_coefficient(random, large) for _ in range(columns)])
        below, above = random.choice(
            ((0.0, 0.0), (np.inf, 0.0), (np.inf, 1.0), (0.0, np.inf), (1.0, np.inf), (1.0, 1.0))
        )
        shift = random.choice((0.0,) * 9 + (0.5,))
        rows.append(row)
        low.append(float(row @ point) - below + shift)
        high.append(float(row @ point) + above + shift)
    whole = np.array([random.random() < 0.7 for _ in range(columns)])
    return SmallProblem(upper, whole, np.array(rows), np.array(low), np.array(high), costs(random, columns, large))


def costs(random: Random, columns: int, large: int = 1) -> Floats:
    """An objective."""
    return np.array([random.randint(-9, 9) * random.choice((1.0, 1.0, 0.5, large)) for _ in range(columns)])


def _coefficient(random: Random, large: int) -> float:
    return 0.0 if random.random() < 0.3 else random.randint(-5, 5) * random.choice((1.0, 1.0, 1.0, 0.5, large))
