"""Rounded parts add up to the rounded whole, and no more is moved than it takes."""

from __future__ import annotations

from math import ceil, floor, fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leonplan.optimizer.report.add_up import parts_of, sums_of

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
DECIMALS = st.integers(0, 2)


def test_parts_by_hand() -> None:
    """1.26 + 2.26 + 3.26 = 6.78, shown as 6.8; alone they are 1.3, 2.3 and 3.3, which make 6.9.

    One is moved down by 0.1: all are as far from it, so the first. Of 1.21 + 2.26 + 3.27 = 6.74 (6.7; 1.2 + 2.3 + 3.3 are
    6.8) it is 2.26: from 2.3 to 2.2 it comes 0.02 farther from its value, 3.27 would come 0.04 farther, 1.21 0.10.
    """
    assert parts_of([1.26, 2.26, 3.26], 1) == ((1.2, 2.3, 3.3), 6.8)
    assert parts_of([1.21, 2.26, 3.27], 1) == ((1.2, 2.2, 3.3), 6.7)


def test_a_part_that_is_shown_elsewhere_is_not_moved() -> None:
    """As above, but 2.26 stays 2.3: then 3.27 is moved."""
    assert parts_of([1.21, 2.26, 3.27], 1, kept=[1]) == ((1.2, 2.3, 3.2), 6.7)


def test_nothing_stays_nothing() -> None:
    """0.4 + 0.4 + 0 + 0.4 = 1.2 is 1: one of the 0.4 becomes 1, never the 0."""
    assert parts_of([0.0, 0.4, 0.4, 0.4], 0) == ((0.0, 1.0, 0.0, 0.0), 1.0)


@given(st.lists(NUMBERS, min_size=1, max_size=12), DECIMALS)
def test_parts_add_up(values: list[float], decimals: int) -> None:
    parts, whole = parts_of(values, decimals)
    assert sum(round(part * 10**decimals) for part in parts) == round(whole * 10**decimals)
    assert whole == pytest.approx(round(fsum(values), decimals), abs=10.0**-decimals * 1e-6 + 1e-9)
    for value, part in zip(values, parts, strict=True):
        scaled = value * 10**decimals
        assert floor(scaled + 1e-6) - 1 <= round(part * 10**decimals) <= ceil(scaled - 1e-6) + 1


@given(st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=1, max_size=6), DECIMALS)
def test_tables_add_up_both_ways(values: list[list[float]], decimals: int) -> None:
    sums = sums_of(values, decimals)
    whole = [[round(cell * 10**decimals) for cell in row] for row in sums.cells]
    assert [sum(row) for row in whole] == [round(row * 10**decimals) for row in sums.rows]
    assert [sum(column) for column in zip(*whole, strict=True)] == [round(one * 10**decimals) for one in sums.columns]
    assert sum(map(sum, whole)) == round(sums.whole * 10**decimals)


@given(st.lists(st.floats(0, 1e4), min_size=2, max_size=8), st.integers(2, 5))
def test_sums_shown_elsewhere_are_kept(values: list[float], columns: int) -> None:
    cells = [[value / columns] * columns for value in values]
    rows = parts_of(values, 1)[0]
    assert sums_of(cells, 1, rows=rows).rows == rows


def test_a_missing_part_is_refused() -> None:
    """26.0 by population and 31.2 by a factor make 57.2: without the factor's row, 31.2 are not there to be rounded."""
    assert parts_of([26.0, 31.2], 1, 57.2)[0] == (26.0, 31.2)
    with pytest.raises(ValueError, match="parts of 260 cannot be shown as a whole of 572"):
        parts_of([26.0], 1, 57.2)
    with pytest.raises(ValueError, match="parts of 260"):
        sums_of([[26.0]], 1, rows=[57.2])


def test_sums_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="rows add up to 1, columns to 2"):
        sums_of([[0.5, 0.5]], 0, rows=[1.0], columns=[1.0, 1.0])
