"""The last, smaller unit after every choice of projects: by hand, and no plan is cut off."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
from builder import change, least_of, level, matrix_of, municipality, project
from random_plans import random_data

from leonplan.models.data import ModelData
from leonplan.optimizer.solve.matrix import Matrix
from leonplan.optimizer.solve.rows import columns_of_variable, rows_of, with_rows
from leonplan.optimizer.solve.states import BUILT, IN_UNITS, state_rows
from leonplan.optimizer.solve.switched_off import SwitchedOff


def dwellings(places: int = 0) -> ModelData:
    """Units of 8, so many places today and 47 more with a project, for 60 persons."""
    return municipality(
        60.0,
        levels={"home": level(at_home=True), "ward": level(unit_size=8, unit_cost=1.0)},
        places={("hill", "ward"): float(places)} if places else {},
        projects={"more": project()},
        place_changes=(change("more", 47),),
    )


def test_forty_seven_places_by_hand() -> None:
    """By hand: b = 47/8 = 5.875, f = 0.875, f · size = 7, G(5.875) = 5 + min(1, 0.875/0.875) = 6, ceil(b) = 6.

    y + 6 · (1 - x) + (47 x - operated)/7 >= 6, that is y + (47/7 - 6) x - operated/7 >= 0.
    """
    matrix = matrix_of(dwellings())
    (row,) = state_rows(matrix)
    at = {
        name: next(iter(columns_of_variable(matrix, name).values())) for name in ("open_units", "operated", "started")
    }
    assert row.terms == pytest.approx({at["open_units"]: 1.0, at["started"]: 47 / 7 - 6, at["operated"]: -1 / 7})
    assert (row.lower, row.upper) == (pytest.approx(0.0), np.inf)


def test_the_relaxation_runs_six_units() -> None:
    """By hand: 13 of 60 are not served; the relaxation runs 47/8 = 5.875 units for the 47, with the row 6 as there are."""
    matrix = matrix_of(dwellings())
    within = {"unmet": 13.0}
    assert least_of(matrix, "spend", within, relaxed=True) == pytest.approx(5.875)
    assert least_of(with_rows(matrix, state_rows(matrix)), "spend", within, relaxed=True) == pytest.approx(6.0)
    assert least_of(matrix, "spend", within) == pytest.approx(6.0)


def test_whole_units_and_rules_that_are_off_give_no_row() -> None:
    """By hand: after a change of 48 = 6 · 8 nothing is left over; and without the rule on units nothing follows."""
    matrix = matrix_of(municipality(60.0, levels={"home": level(at_home=True), "ward": level(unit_size=8)},
        places={}, projects={"more": project()}, place_changes=(change("more", 48),)))  # fmt: skip
    assert state_rows(matrix) == []
    for rule in (IN_UNITS, BUILT):
        assert state_rows(SwitchedOff(frozenset({rule})).applied(matrix_of(dwellings()))) == []


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_is_cut_off(seed: int) -> None:
    """Proves: whatever is built and open at up to three centres, with as many places operated as may be, every row holds.

    The more is operated the closer a row is to being broken, so no plan breaks it either.
    """
    random, looked_at = Random(seed), 0
    while not looked_at:
        matrix = matrix_of(random_data(random))
        for row in state_rows(matrix):
            looked_at += _plans_within(matrix, row.terms, row.lower)


def _plans_within(matrix: Matrix, terms: dict[int, float], at_least: float) -> int:
    """The choices of units and projects tried for one row, each of which must keep it."""
    units, operated = columns_of_variable(matrix, "open_units"), columns_of_variable(matrix, "operated")
    (key,) = (key for key, column in units.items() if column in terms)
    built, within = rows_of(matrix, BUILT)[key], rows_of(matrix, IN_UNITS)[key]
    projects = [column for column in built.terms if column != operated[key]]
    size, tried = -within.terms[units[key]], 0
    for y, *times in product(*(range(int(matrix.upper[column]) + 1) for column in (units[key], *projects))):
        point = dict(zip(projects, times, strict=True)) | {units[key]: y}
        places = built.upper - sum(built.terms[column] * point[column] for column in projects)
        if places >= 0:
            point[operated[key]] = min(size * y, places)
            assert sum(factor * point[column] for column, factor in terms.items()) >= at_least - 1e-9
            tried += 1
    return tried
