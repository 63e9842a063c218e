"""Totals of units and persons: the same plans, whichever way they are told."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
from builder import change, level, matrix_of, municipality, project
from random_plans import GOALS, random_data

from leonplan.models.data import ModelData
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Floats, Matrix
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings, Strengthening
from leonplan.optimizer.solve.size import Size
from leonplan.optimizer.solve.totals import Totals

WITHOUT = Strengthening(totals=False, states=False, starts=False, alone=False)


def two_wards(upper: tuple[float, float] = (2.0, 3.0)) -> Matrix:
    """Units y0 <= 2 and y1 <= 3 of one level in one year, and FTE x: 1.5 y0 + 1.5 y1 - x <= 0, 2 y1 + x >= 4."""
    return Matrix(
        lower=np.zeros(3), upper=np.array([*upper, 20.0]), whole=np.array([True, True, False]),
        start=np.array([0, 3, 5], dtype=np.int32), index=np.array([0, 1, 2, 1, 2], dtype=np.int32),
        values=np.array([1.5, 1.5, -1.0, 2.0, 1.0]), row_lower=np.array([-np.inf, 4.0]), row_upper=np.array([0.0, np.inf]),
        goals={}, rules=(), size=Size(),
        variables={"open_units": [(("hill", "ward", 2026), 0), (("dale", "ward", 2026), 1)], "x": [(1, 2)]},
    )  # fmt: skip


def rows(matrix: Matrix) -> list[dict[int, float]]:
    pairs = zip(matrix.start, matrix.start[1:], strict=False)
    return [dict(zip(matrix.index[a:b].tolist(), matrix.values[a:b].tolist(), strict=True)) for a, b in pairs]


def test_a_total_by_hand() -> None:
    """By hand: dale has most, so column 1 is Y = y0 + y1, and y1 = Y - y0 everywhere.

    1.5 y0 + 1.5 (Y - y0) - x = 1.5 Y - x: y0 is gone. 2 (Y - y0) + x. New: 0 <= Y - y0 <= 3. Y <= 2 + 3.
    """
    matrix = two_wards()
    told = Totals(matrix).applied(matrix)
    assert rows(told) == [{1: 1.5, 2: -1.0}, {0: -2.0, 1: 2.0, 2: 1.0}, {0: -1.0, 1: 1.0}]
    assert told.upper.tolist() == [2.0, 5.0, 20.0]
    assert (told.row_lower[2], told.row_upper[2]) == (0.0, 3.0)


def test_a_weighted_sum_and_a_plan_by_hand() -> None:
    """By hand: 3 y0 + 4 y1 = 3 y0 + 4 (Y - y0) = 4 Y - y0; y = (2, 1) is Y = 3, and back."""
    totals = Totals(two_wards())
    columns, factors = totals.terms(np.array([0, 1], dtype=np.int32), np.array([3.0, 4.0]))
    assert dict(zip(columns.tolist(), factors.tolist(), strict=True)) == {0: -1.0, 1: 4.0}
    assert totals.forth(np.array([2.0, 1.0, 7.0])).tolist() == [2.0, 3.0, 7.0]
    assert totals.back(np.array([2.0, 3.0, 7.0])).tolist() == [2.0, 1.0, 7.0]


def test_a_ward_that_cannot_be_is_no_part_of_a_total() -> None:
    """By hand: with no units possible at hill there is one centre left, and nothing to add up."""
    matrix = two_wards((0.0, 3.0))
    assert Totals(matrix).applied(matrix) is matrix


def test_persons_served_are_told_by_their_total() -> None:
    """By hand: served at hill (at most 4) and dale (any number) take 0.5 FTE each, x in all, and dale has room for 3.

    0.5 s0 + 0.5 (S - s0) - x = 0.5 S - x. Room: S - s0 <= 3. New: S - s0 >= 0, with no upper limit. Another group has its own.
    """
    keys = [("frail", "home", c, 2026) for c in ("hill", "dale")] + [("ill", "home", "hill", 2026)]
    matrix = Matrix(
        lower=np.zeros(4), upper=np.array([4.0, np.inf, 9.0, 20.0]), whole=np.zeros(4, dtype=bool),
        start=np.array([0, 4, 5], dtype=np.int32), index=np.array([0, 1, 2, 3, 1], dtype=np.int32),
        values=np.array([0.5, 0.5, 0.7, -1.0, 1.0]), row_lower=np.full(2, -np.inf), row_upper=np.array([0.0, 3.0]),
        goals={}, rules=(), size=Size(), variables={"served": list(zip(keys, range(3), strict=True)), "x": [(1, 3)]},
    )  # fmt: skip
    told = Totals(matrix).applied(matrix)
    assert rows(told) == [{1: 0.5, 2: 0.7, 3: -1.0}, {0: -1.0, 1: 1.0}, {0: -1.0, 1: 1.0}]
    assert (told.row_lower[2], told.row_upper[2]) == (0.0, np.inf)


def is_plan(matrix: Matrix, plan: Floats) -> bool:
    values = [sum(x * plan[j] for j, x in row.items()) for row in rows(matrix)]
    within = np.all(matrix.row_lower - 1e-9 <= values) and np.all(values <= matrix.row_upper + 1e-9)
    return bool(within and np.all(matrix.lower <= plan) and np.all(plan <= matrix.upper))


@pytest.mark.parametrize("seed", range(30))
def test_every_plan_is_a_plan_and_no_other(seed: int) -> None:
    """Proves: of every choice of whole numbers, plan or not, the same is said with totals and without, also of the sum."""
    random = Random(seed)
    height = random.randint(1, 4)
    keys = [(c, l, 2026) for c in "abc"[: random.randint(1, 3)] for l in ("ward", "nursing")[: random.randint(1, 2)]]
    n = len(keys)
    upper = np.array([float(random.randint(0, 2)) for _ in keys])
    values = np.array([float(random.randint(-3, 3)) for _ in range(n * height)])
    low = np.array([float(random.randint(-6, 0)) for _ in range(height)])
    matrix = Matrix(
        lower=np.zeros(n), upper=upper, whole=np.ones(n, dtype=bool),
        start=np.arange(0, n * height + 1, n, dtype=np.int32), index=np.tile(np.arange(n, dtype=np.int32), height),
        values=values, row_lower=low, row_upper=low + random.randint(1, 8),
        goals={}, rules=(), variables={"open_units": list(zip(keys, range(n), strict=True))},
    )  # fmt: skip
    totals = Totals(matrix)
    told = totals.applied(matrix)
    factors = np.array([float(random.randint(-3, 3)) for _ in keys])
    columns, with_totals = totals.terms(np.arange(n, dtype=np.int32), factors)
    for numbers in product(*(range(int(x) + 1) for x in upper)):
        plan = np.array(numbers, dtype=float)
        other = totals.forth(plan)
        assert is_plan(told, other) == is_plan(matrix, plan)
        assert totals.back(other).tolist() == plan.tolist()
        assert with_totals @ other[columns] == pytest.approx(factors @ plan)


def two_houses() -> ModelData:
    """Ten persons; hill has wards of 4 for 6 places, dale wards of 4 for 8, one project adds 4 to hill."""
    return municipality(
        10.0,
        centres=("hill", "dale"),
        levels={"home": level(at_home=True), "ward": level(unit_size=4, unit_cost=1.0)},
        places={("hill", "ward"): 6.0, ("dale", "ward"): 8.0},
        projects={"more": project()},
        place_changes=(change("more", 4),),
    )


@pytest.mark.parametrize("totals", [True, False])
def test_bounds_of_a_ward_that_stands_for_a_total_are_kept(totals: bool) -> None:
    """By hand: ten in wards of 4 take three, at 1 kNOK; with at most one at hill and one at dale 8 are served, 2 are not."""
    matrix = matrix_of(two_houses())
    live = Live(matrix, gap=0.0, seed=0, totals=totals)
    live.aim(*matrix.goals["unmet"])
    assert live.run(None).value == pytest.approx(0.0)
    columns = np.array([column for _, column in matrix.variables["open_units"]], dtype=np.int32)
    live.bound(columns, np.zeros(len(columns)), np.ones(len(columns)))
    outcome = live.run(None)
    assert outcome.value == pytest.approx(2.0)
    assert outcome.values is not None
    assert outcome.values[columns] == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize("seed", range(24))
def test_the_optimum_is_the_same_with_and_without_each_strengthening(seed: int) -> None:
    """Proves: three goals of a random municipality come to the same, with every strengthening and with none."""
    random = Random(7000 + seed)
    data = random_data(random)
    steps = tuple({goal: 1.0} for goal in random.sample(GOALS, 3))
    found = [solve(data, steps, SolveSettings(gap=1e-9, strengthening=x)) for x in (Strengthening(), WITHOUT)]
    assert found[0].status is found[1].status
    if found[0].status is Status.OPTIMAL:
        for one, other in zip(found[0].goals, found[1].goals, strict=True):
            margin = 2 * one.grid + 1e-5 * abs(other.value)
            assert one.value == pytest.approx(other.value, abs=margin, rel=0), one.name
