"""Numbers changed least so that rows hold, worked out by hand."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from leonplan.optimizer.solve.least_change import LeastChange, least_change
from leonplan.optimizer.solve.rows import LinearRow

INF = float("inf")


def equal(amount: float, *columns: int) -> LinearRow:
    return LinearRow(dict.fromkeys(columns, 1.0), amount, amount)


def changed(values: list[float], rows: list[LinearRow], free: tuple[int, ...] = ()) -> LeastChange:
    found = least_change(values, [INF] * len(values), free, rows)
    assert found is not None
    return found


def test_a_sum_scales_its_parts_alike() -> None:
    """10 + 30 + 60 = 100 shall be 110: each a tenth more. What is in no sum stays."""
    found = changed([10.0, 30.0, 60.0, 7.0], [equal(110, 0, 1, 2)])
    assert found.values == pytest.approx([11, 33, 66, 7])
    assert found.asked == {0: {0}, 1: {0}, 2: {0}}
    assert found.values[3] == 7.0


def test_a_part_that_is_asked_for_more_leaves_the_rest_less() -> None:
    """10 + 30 + 60 shall be 110, and the first 16: 16 is 60 % more; the others 94 / 90, 4.4 % more each."""
    found = changed([10.0, 30.0, 60.0], [equal(110, 0, 1, 2), equal(16, 0)])
    assert found.values == pytest.approx([16, 30 * 94 / 90, 60 * 94 / 90])
    assert found.asked[0] == {1}
    assert 0 in found.asked[1]


def test_what_may_move_freely_carries_a_reason_along() -> None:
    """3 = 2 + free, free = 4: the sum shall be 9, so the first number is 5, for both rows."""
    found = changed([2.0, 3.0, 0.0], [LinearRow({0: 1.0, 2: 1.0}, 9, 9), equal(4, 2)], free=(2,))
    assert found.values == pytest.approx([5, 3, 4])
    assert found.asked == {0: {0, 1}}


def test_rows_that_hold_change_nothing() -> None:
    found = changed([0.1, 0.2, 0.7], [equal(1.0, 0, 1, 2)])
    assert found.values.tolist() == [0.1, 0.2, 0.7]
    assert found.asked == {}


def test_a_zero_stays_zero_and_what_cannot_be_is_told() -> None:
    """Nobody can be made of nobody; and 3 of numbers of 1 that may be 1.4 at most cannot be had of two."""
    assert least_change([0.0], [INF], (), [equal(3, 0)]) is None
    assert changed([0.0], [equal(0, 0)]).values.tolist() == [0.0]
    assert least_change([1.0, 1.0], [1.4, 1.4], (), [equal(3, 0, 1)]) is None
    within = least_change([1.0, 1.0], [1.4, INF], (), [equal(3, 0, 1)])
    assert within is not None
    assert within.values == pytest.approx([1.4, 1.6])


@pytest.mark.parametrize("seed", range(20))
def test_doing_it_twice_changes_nothing_the_second_time(seed: int) -> None:
    """Random sums of random numbers, made from other numbers so that they can be had."""
    random = Random(seed)
    size = random.randint(2, 8)
    values = [random.uniform(1, 100) for _ in range(size)]
    goal = [value * random.uniform(0.5, 2) for value in values]
    sums = [random.sample(range(size), random.randint(1, size)) for _ in range(random.randint(1, 4))]
    rows = [equal(sum(goal[c] for c in columns), *columns) for columns in sums]
    once = changed(values, rows)
    assert max(row.excess(once.values) for row in rows) < 1e-6
    loose = [LinearRow(row.terms, row.lower - 1e-6, row.upper + 1e-6) for row in rows]
    twice = changed(once.values.tolist(), loose)
    assert np.array_equal(twice.values, once.values)
    greatest = max(abs(once.values - values) / values)
    assert greatest <= max(abs(np.array(goal) - values) / values) + 1e-9
