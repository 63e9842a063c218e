"""Projects alone: which starts what is held makes impossible, by hand and by trying all."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
from builder import change, matrix_of, municipality, project, years
from random_plans import random_data

from leonplan.models.data import ModelData
from leonplan.optimizer.solve.alone import possible_starts
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Matrix
from leonplan.optimizer.solve.rows import LinearRow


def building(**changes: object) -> ModelData:
    """Three years with a frame of 30 each; a tower for 40 and a house for 20 that takes a year and is decided."""
    plain = {
        "periods": years(1, 1, 1),
        "places": {},
        "projects": {
            "tower": project(cost=40.0),
            "house": project(cost=20.0, earliest=2027, latest=2028, decided=True),
        },
        "place_changes": (change("tower", 9), change("house", 3)),
        "investment_frame": {2026: 30.0, 2027: 30.0, 2028: 30.0},
    }
    return municipality(12.0, **{**plain, **changes})


def held(matrix: Matrix, goal: str, at_most: float) -> LinearRow:
    terms, constant = matrix.goals[goal]
    return LinearRow(terms, -np.inf, at_most - constant)


def possible(matrix: Matrix, *rows: LinearRow, seconds: float = 0.0) -> dict[object, tuple[float, float]]:
    bounds = possible_starts(matrix, rows, seconds)
    keys = [key for key, _ in matrix.variables["started"]]
    return dict(zip(keys, zip(bounds.lower.tolist(), bounds.upper.tolist(), strict=True), strict=True))


def test_starts_by_hand() -> None:
    """By hand: without overrun the relaxation builds 30/40 of the tower in 2026, so none by then; the same in 2027 and 2028.

    The house must have started by 2028, and cannot have by 2026, before its window.
    """
    matrix = matrix_of(building())
    found = possible(matrix, held(matrix, "overrun", 0.0))
    assert [found["tower", t] for t in (2026, 2027, 2028)] == [(0.0, 0.0)] * 3
    assert [found["house", t] for t in (2026, 2027, 2028)] == [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)]


def test_whole_projects_say_more() -> None:
    """By hand: a mill for 40 is decided and needs 10 over the frame; with 10 over in all nothing is left for the tower.

    The relaxation builds the mill bit by bit within the frames, 3 · 30 + 10 >= 40 + 40. With 20 over there is room for both.
    """
    mill = project(cost=40.0, decided=True)
    matrix = matrix_of(
        building(projects={"tower": project(cost=40.0), "mill": mill}, place_changes=(change("tower", 9),))
    )
    assert possible(matrix, held(matrix, "overrun", 10.0))["tower", 2028] == (0.0, 1.0)
    assert possible(matrix, held(matrix, "overrun", 10.0), seconds=60.0)["tower", 2028] == (0.0, 0.0)
    assert possible(matrix, held(matrix, "overrun", 20.0), seconds=60.0)["tower", 2028] == (0.0, 1.0)


def test_where_nothing_is_held_only_the_rules_say_what_can_start() -> None:
    """By hand: over the frame anything can be built, at once; the house only within its window."""
    matrix = matrix_of(building())
    found = possible(matrix, seconds=60.0)
    assert found["tower", 2026] == (0.0, 1.0)
    assert found["house", 2027] == (0.0, 1.0)


def test_what_takes_no_part_in_a_row_changes_nothing() -> None:
    """A limit names persons without service, who have no upper bound, zero times: nothing, and not an unknown number."""
    matrix = matrix_of(building())
    limit = held(matrix, "overrun", 0.0)
    unbounded = next(c for name in matrix.variables for _, c in matrix.variables[name] if np.isinf(matrix.upper[c]))
    assert unbounded not in limit.terms
    named = LinearRow({**limit.terms, unbounded: 0.0}, limit.lower, limit.upper)
    assert possible(matrix, named) == possible(matrix, limit)


@pytest.mark.parametrize("seed", range(16))
def test_no_start_of_any_plan_is_called_impossible(seed: int) -> None:
    """Proves: of every choice of starts that has a plan within a limit on a goal, no number lies outside the bounds."""
    random = Random(400 + seed)
    while True:
        matrix = matrix_of(random_data(random))
        starts = [column for _, column in matrix.variables["started"]]
        choices = list(product(*(range(int(matrix.upper[column]) + 1) for column in starts)))
        if 1 < len(choices) <= 64:
            break
    goal = random.choice(("overrun", "changes"))
    limit = held(matrix, goal, float(random.randint(0, 12)))
    bounds = possible_starts(matrix, [limit], 60.0)
    columns = np.array(starts, dtype=np.int32)
    live = Live(matrix, gap=0.0, seed=0)
    live.hold(limit.terms, limit.upper)
    for choice in choices:
        numbers = np.array(choice, dtype=float)
        live.fix(columns, numbers)
        if live.run(None).values is not None:
            assert np.all(bounds.lower <= numbers)
            assert np.all(numbers <= bounds.upper)
