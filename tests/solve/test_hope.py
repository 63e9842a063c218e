"""A first goal of which the relaxation needs nothing is held at nothing, and found out together with the next goal."""

from __future__ import annotations

import time
from random import Random

import numpy as np
import pytest
from random_cases import random_cases
from random_plans import GOALS, random_data

from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import Descent
from leonplan.optimizer.solve.lexicographic import solve_matrix
from leonplan.optimizer.solve.matrix import Matrix
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.size import Size

EXACT = SolveSettings(gap=0.0)
NEEDED, THEN = {"below_minimum": 1.0}, {"unmet": 1.0}


def ward_and_lack(wanted: float) -> Matrix:
    """A ward x, 0 or 1, and what lacks y >= 0, with 2 x + y >= wanted and 2 x - y <= wanted; then x + 3 is to be least."""
    return Matrix(
        lower=np.zeros(2), upper=np.array([1.0, 5.0]), whole=np.array([True, False]),
        start=np.array([0, 2, 4], dtype=np.int32), index=np.array([0, 1, 0, 1], dtype=np.int32),
        values=np.array([2.0, 1.0, 2.0, -1.0]), row_lower=np.array([wanted, -np.inf]), row_upper=np.array([np.inf, wanted]),
        goals={"below_minimum": ({1: 1.0}, 0.0), "unmet": ({0: 1.0}, 3.0)}, rules=(), size=Size(),
        variables={"x": [(1, 0)], "y": [(1, 1)]},
    )  # fmt: skip


def searches(descent: Descent) -> list[float]:
    """The values that searches over whole numbers come to from now on, filled as they do."""
    found: list[float] = []
    run = descent._live.run

    def watched(time_limit: float | None, **options: float) -> object:
        outcome = run(time_limit, **options)
        found.append(outcome.value)
        return outcome

    descent._live.run = watched  # type: ignore[method-assign, assignment]
    return found


def test_what_needs_nothing_costs_no_search() -> None:
    """By hand: with 2 wanted one ward lacks nothing, so y = 0 and x = 1; one search finds both goals, 0 and 1 + 3."""
    descent = Descent(ward_and_lack(2.0), EXACT, Clock(None), lambda _: None)
    found = searches(descent)
    assert descent.take(NEEDED, is_followed=True)
    assert descent.take(THEN, is_last=True)
    assert found == [4.0]
    assert [(step.step, step.value, step.bound) for step in descent.reached] == [(NEEDED, 0, 0), (THEN, 4, 4)]


def test_a_hope_that_fails_is_given_up() -> None:
    """By hand: with 1 wanted half a ward would lack nothing, but one is 1 too much and none 1 too little: y = 1, x = 0."""
    solution = solve_matrix(ward_and_lack(1.0), (NEEDED, THEN), EXACT, lambda _: None)
    assert solution.status is Status.OPTIMAL
    assert [(goal.value, goal.bound) for goal in solution.goals] == [(1.0, 1.0), (3.0, 3.0)]


@pytest.mark.parametrize("why", ["no next goal", "a slack", "little time", "a plan offered", "a target"])
def test_nothing_is_hoped_for_where_that_would_not_do(why: str) -> None:
    """Each alone makes the first goal's search come first: a slack may be used, and other plans may be wanted."""
    descent = Descent(
        ward_and_lack(2.0),
        EXACT,
        Clock(time.monotonic() + 60.0 if why == "little time" else None),
        lambda _: None,
        offered=np.array([1.0, 0.0]) if why == "a plan offered" else None,
        slack={"below_minimum": 1.0} if why == "a slack" else {},
        targets={"below_minimum": 2.0} if why == "a target" else {},
    )
    found = searches(descent)
    assert descent.take(NEEDED, is_followed=why != "no next goal")
    assert len(found) == 1


@pytest.mark.parametrize("seed", random_cases(60, fast=12))
def test_the_same_goals_come_out_with_and_without_hope(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proves: on random municipalities each goal has the same least, whether the first ones were hoped for or searched for."""
    random = Random(seed)
    data = random_data(random)
    steps = tuple({goal: 1.0} for goal in random.sample(GOALS, 3))
    hoped = solve(data, steps, EXACT)
    monkeypatch.setattr(Descent, "_is_hoped_for", lambda *_: False)
    searched = solve(data, steps, EXACT)
    assert hoped.status is searched.status
    for one, other in zip(hoped.goals, searched.goals, strict=True):
        assert one.value == pytest.approx(other.value, rel=1e-6, abs=2 * one.grid)
