"""Rounding cuts of the investment frame: by hand, and no plan is cut off."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from builder import change, least_of, matrix_of, municipality, project, years
from random_plans import random_data

from leonplan.models.data import ModelData
from leonplan.optimizer.solve.rows import LinearRow, rows_of, with_rows
from leonplan.optimizer.solve.starts import FRAME, GRANTS, STAYING, Knapsack, Starting, cut_of, cuts_at, knapsacks
from leonplan.optimizer.solve.switched_off import SwitchedOff


def towers(**changes: object) -> ModelData:
    """A frame of 30 for one year, and two projects: tower for 40, with 9 places, and house for 20, with 3 places."""
    plain = {
        "places": {},
        "projects": {"tower": project(cost=40.0), "house": project(cost=20.0)},
        "place_changes": (change("tower", 9), change("house", 3)),
        "investment_frame": {2026: 30.0},
    }
    return municipality(12.0, **{**plain, **changes})


def test_a_cut_by_hand() -> None:
    """By hand: δ = 20, K empty: β = 30/20 = 1.5, f = 0.5, F(40/20) = 2, F(20/20) = 1, 1/(δ (1 - f)) = 0.1.

    2 tower + house <= 1 + over/10: within the frame one house, or nothing.
    """
    (knapsack,) = knapsacks(matrix_of(towers()))
    row = cut_of(knapsack, 20.0, (False, False))
    tower, house = (next(iter(x.terms)) for x in knapsack.starting)
    assert row.terms == pytest.approx({tower: 2.0, house: 1.0, knapsack.over: -0.1})
    assert (row.lower, row.upper) == (-math.inf, 1.0)


def test_a_complemented_cut_by_hand() -> None:
    """By hand: δ = 40, K = {house}: β = (30 - 20)/40 = 0.25, f = 0.25, F(1) = 1, F(-0.5) = -1 + 0.25/0.75 = -2/3.

    tower - 2/3 (1 - house) <= 0 + over/30, that is tower + 2/3 house <= 2/3 + over/30.
    """
    (knapsack,) = knapsacks(matrix_of(towers()))
    row = cut_of(knapsack, 40.0, (False, True))
    tower, house = (next(iter(x.terms)) for x in knapsack.starting)
    assert row.terms == pytest.approx({tower: 1.0, house: 2 / 3, knapsack.over: -1 / 30})
    assert row.upper == pytest.approx(2 / 3)


def test_gjoviks_frame_of_2023_by_hand() -> None:
    """By hand: 30 000 for one year; Furubakken 28 200, Åslundmarka 24 000, homes for younger less grant 14 750, Nordbyen 9 600.

    δ = 14 750: β = 30 000/14 750 = 2.0339, f = 0.0339. F(28 200/14 750 = 1.9119) = 1 + (0.9119 - 0.0339)/(1 - 0.0339) = 1.9088,
    F(24 000/14 750 = 1.6271) = 1 + 0.5932/0.9661 = 1.6140, F(1) = 1, F(0.6508) = 0.6170/0.9661 = 0.6386. The last three fit
    (48 350 > 30 000: 1.6140 + 1 + 0.6386 = 3.2526 > 2: not together), Furubakken and Nordbyen do not (2.5474 > 2).
    """
    costs = (28_200.0, 24_000.0, 14_750.0, 9_600.0)
    knapsack = Knapsack(tuple(Starting(x, 1.0, {i: 1.0}) for i, x in enumerate(costs)), 30_000.0, 4)
    row = cut_of(knapsack, 14_750.0, (False,) * 4)
    assert row.terms == pytest.approx({0: 1.9088, 1: 1.6140, 2: 1.0, 3: 0.6386, 4: -7.0175e-5}, abs=1e-4)
    assert row.upper == 2.0


def test_the_relaxation_builds_no_part_of_what_does_not_fit() -> None:
    """By hand: without outlay over the frame the house is built, 3 of 12 are served, 9 are not.

    The relaxation builds 3/4 of the tower for 30 and serves 6.75 of 12. The cut that it breaks by most has δ = 40: β = 0.75 = f,
    F(40/40) = 1, F(20/40) = 0, so tower <= over/10, and the relaxation comes to 9 as well.
    """
    matrix = matrix_of(towers())
    (knapsack,) = knapsacks(matrix)
    within = {"overrun": 0.0}
    point = np.zeros(matrix.columns)
    point[next(iter(knapsack.starting[0].terms))] = 0.75
    cut = with_rows(matrix, cuts_at([knapsack], point))
    assert least_of(matrix, "unmet", within) == pytest.approx(9.0)
    assert least_of(matrix, "unmet", within, relaxed=True) == pytest.approx(5.25)
    assert least_of(cut, "unmet", within, relaxed=True) == pytest.approx(9.0)


def test_what_is_off_gives_no_cut() -> None:
    """Proves: without the frame, or without what keeps starts from being less than none, there is nothing to round."""
    for rule in (FRAME, STAYING):
        assert knapsacks(SwitchedOff(frozenset({rule})).applied(matrix_of(towers()))) == []


def test_a_grant_counts_with_the_places_it_is_paid_for() -> None:
    """By hand: tower costs 40 less 2 for each of 9 places, 22; where grants are not limited by places nothing follows."""
    levels = towers().levels
    data = towers(
        projects={"tower": project(cost=40.0, grant_per_place=2.0)},
        place_changes=(change("tower", 9),),
        levels={**levels, "ward": replace(levels["ward"], round_the_clock=True)},
    )
    (knapsack,) = knapsacks(matrix_of(data))
    assert [x.cost for x in knapsack.starting] == [22.0]
    assert knapsacks(SwitchedOff(frozenset({GRANTS})).applied(matrix_of(data))) == []


def test_repeats_start_once_in_a_period_that_is_shorter_than_their_distance() -> None:
    """By hand: at most three times, every five years: once in a year; without a distance three times."""
    for between, most in ((5, 1.0), (0, 3.0)):
        data = towers(periods=years(1, 1), projects={"tower": project(cost=40.0, max_count=3, years_between=between)},
                      place_changes=(change("tower", 9),), investment_frame={2026: 30.0, 2027: 30.0})  # fmt: skip
        assert [x.most for knapsack in knapsacks(matrix_of(data)) for x in knapsack.starting] == [most, most]


@pytest.mark.parametrize("seed", range(20))
def test_no_choice_of_starts_is_cut_off(seed: int) -> None:
    """Proves: whatever starts, with no more outlay over the frame than it takes, keeps the cuts of any point."""
    random, tried = Random(seed), 0
    while not tried:
        for knapsack in knapsacks(matrix_of(random_data(random))):
            for _ in range(20):
                tried += _tried(knapsack, random)


def _tried(knapsack: Knapsack, random: Random) -> int:
    """The choices of starts tried against the cut of a random point and that of a random δ and K."""
    width = 1 + max(knapsack.over, *(column for x in knapsack.starting for column in x.terms))
    cuts: list[LinearRow] = list(cuts_at([knapsack], np.array([random.random() for _ in range(width)])))
    delta = random.choice([x.cost for x in knapsack.starting if x.cost > 0] or [1.0]) / random.choice((1, 2, 3))
    if 1e-6 < (knapsack.frame / delta) % 1 < 1 - 1e-6:
        cuts.append(cut_of(knapsack, delta, [False] * len(knapsack.starting)))
    for times in product(*(range(int(x.most) + 1) for x in knapsack.starting)):
        point = np.zeros(width)
        for x, number in zip(knapsack.starting, times, strict=True):
            point[next(column for column, factor in x.terms.items() if factor > 0)] += number
        spent = sum(x.cost * number for x, number in zip(knapsack.starting, times, strict=True))
        point[knapsack.over] = max(0.0, spent - knapsack.frame)
        assert all(cut.excess(point) <= 1e-7 for cut in cuts)
    return len(cuts)


def test_every_period_with_starts_has_its_frame() -> None:
    """Proves: the frames are found as the formulation writes them, one for each period."""
    matrix = matrix_of(towers(periods=years(1, 1), investment_frame={2026: 30.0, 2027: 10.0}))
    assert [x.frame for x in knapsacks(matrix)] == [30.0, 10.0]
    assert list(rows_of(matrix, FRAME)) == [2026, 2027]
