"""Cohort ratios and what they make of a population, solved by hand where numbers are given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leonplan.optimizer.population.project import project
from leonplan.optimizer.population.ratios import Method, improved, take_ratios

PLAIN = Method(window=1, pull=0.0, improvement=0.0, parents=(1, 2))
"""Last year's ratios as they are, of populations with four ages of which the last is open."""

TWO = np.array([[[10, 12], [20, 9], [8, 20], [4, 9]], [[100, 100], [100, 100], [100, 100], [100, 150]]], dtype=float)
"""Two municipalities, four ages, two years."""


def test_ratios_by_hand() -> None:
    """The first: 9 of 10, 20 of 20, and of the 8 + 4 at the last two ages 9; 12 born to 9 + 20 at the parents' ages."""
    ratios = take_ratios(TWO, PLAIN)
    assert ratios.ageing[0] == pytest.approx([0.9, 1.0, 0.75, 0.75])
    assert ratios.births[0] == pytest.approx(12 / 29)
    assert ratios.born[0] == 12


def test_ratios_are_drawn_towards_the_nation_by_size() -> None:
    """The nation: 109 of 110. With a pull of 10, the 10 persons of the first count half: (0.9 + 109/110) / 2; the 100 of the
    second count 10 times as much as the nation: (10 · 1 + 109/110) / 11."""
    ageing = take_ratios(TWO, Method(window=1, pull=10.0, parents=(1, 2))).ageing
    assert ageing[0, 0] == pytest.approx((0.9 + 109 / 110) / 2)
    assert ageing[1, 0] == pytest.approx((10 + 109 / 110) / 11)


def test_a_year_ahead_by_hand() -> None:
    """Of 12, 9, 20 and 9: 12 born again, 12 · 0.9, 9 · 1, (20 + 9) · 0.75; two years ahead 12, 10.8, 10.8, (9 + 21.75) · 0.75."""
    found = project(TWO, 2, PLAIN)[0]
    assert found[:, 0] == pytest.approx([12, 10.8, 9, 21.75])
    assert found[:, 1] == pytest.approx([12, 10.8, 10.8, 23.0625])


def test_births_follow_the_parents_where_they_are_not_held() -> None:
    """10.8 + 9 at the parents' ages a year later, and 12 born to each 29 of them."""
    follows = Method(window=1, pull=0.0, improvement=0.0, parents=(1, 2), holds_births=False)
    assert project(TWO, 1, follows)[0, 0, 0] == pytest.approx((10.8 + 9) * 12 / 29)


def test_losses_of_the_old_fall_and_gains_stay() -> None:
    """A tenth is lost at every age, by ratios of five years: their steps lie two years before the base on average, so in the
    first step three years' fall is behind: 0.1 · 0.99³ at 60 and at 85, a fifth less of the rate at 88 (0.1 · 0.992³), none at
    100 and at 59. A gain stays a gain. The ratio of those who become an age stands a place before it."""
    method = Method(improvement=0.01)
    ageing = np.full((1, 106), 0.9)
    first = 1 - improved(ageing, 1, method)[0]
    assert first[[59, 84]] == pytest.approx([0.1 * 0.99**3] * 2)
    assert first[87] == pytest.approx(0.1 * 0.992**3)
    assert first[[58, 99, 105]] == pytest.approx([0.1] * 3)
    assert improved(np.full((1, 106), 1.1), 9, method) == pytest.approx(np.full((1, 106), 1.1))


def test_losses_by_improvement_at_an_age() -> None:
    """From 85 to 100 the rate falls in a straight line: at 88 by a fifth."""
    assert Method(improvement=0.01).improvement_at(np.array([59.0, 60.0, 85.0, 88.0, 100.0, 105.0])) == pytest.approx(
        [0, 0.01, 0.01, 0.008, 0, 0]
    )


def test_too_few_years_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        take_ratios(TWO, Method(window=2, parents=(1, 2)))


def _random(seed: int, empty: bool = False) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Three municipalities over three years with all 106 ages; one of them without anybody, if wanted."""
    persons = np.random.default_rng(seed).integers(0, 50, (3, 106, 3)).astype(float)
    if empty:
        persons[1] = 0
    return persons


@given(st.integers(0, 10_000), st.booleans())
def test_nothing_is_negative_or_undefined_even_where_nobody_lives(seed: int, holds: bool) -> None:
    found = project(_random(seed, empty=True), 30, Method(window=2, holds_births=holds))
    assert np.isfinite(found).all()
    assert (found >= 0).all()
    assert found[1].sum() == 0


@given(st.integers(0, 10_000))
def test_a_population_that_does_not_change_does_not_change(seed: int) -> None:
    """The same number at every age in every year: all ratios are 1, and half of the last two ages are in the open one."""
    level = 1.0 + seed
    found = project(np.full((2, 106, 3), level), 20, Method(window=2))
    assert found == pytest.approx(np.full((2, 106, 20), level))


@given(st.integers(0, 10_000))
def test_with_all_the_pull_municipalities_add_up_to_the_nation(seed: int) -> None:
    """With the nation's ratios for all, projecting the parts is projecting the sum; births held are each its own and add up."""
    persons = _random(seed)
    method = Method(window=2, pull=1e15)
    parts = project(persons, 10, method).sum(axis=0)
    assert parts == pytest.approx(project(persons.sum(axis=0, keepdims=True), 10, method)[0], rel=1e-6)


@given(st.integers(0, 10_000), st.floats(0.1, 1000))
def test_twice_the_people_are_projected_to_twice_the_people(seed: int, times: float) -> None:
    """A ratio has no unit; the pull is in persons, so it grows with them."""
    persons = _random(seed)
    one = project(persons, 5, Method(window=2))
    assert project(times * persons, 5, Method(window=2, pull=100 * times)) == pytest.approx(times * one)


@given(st.integers(0, 10_000), st.permutations(range(3)))
def test_the_order_of_municipalities_does_not_matter(seed: int, order: list[int]) -> None:
    persons, method = _random(seed), Method(window=2)
    assert project(persons[order], 5, method) == pytest.approx(project(persons, 5, method)[order])


@given(st.integers(0, 10_000), st.floats(0, 0.05), st.floats(0, 0.05))
def test_more_improvement_never_leaves_fewer(seed: int, one: float, other: float) -> None:
    less, more = sorted((one, other))
    persons = _random(seed)
    fewer, many = (project(persons, 10, Method(window=2, improvement=rate)) for rate in (less, more))
    assert (many >= fewer - 1e-9).all()


def test_the_years_before_the_window_do_not_matter() -> None:
    persons = _random(1)
    method = Method(window=1)
    assert (project(persons, 3, method) == project(persons[:, :, 1:], 3, method)).all()
