"""'Within 0 %' means it, a time limit is used, and no dust of the solver reaches a plan."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from random_plans import GOALS, random_data

from leonplan.models.build import build_model
from leonplan.models.data import Group, Level, ModelData, Period, Policies, Service
from leonplan.models.relax import forget_places
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.outcome.solution import Solution, Status
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import Descent
from leonplan.optimizer.solve.fill_in import filled_in, is_within
from leonplan.optimizer.solve.lexicographic import values_of
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings


def two_centres(fixed_cost: float) -> ModelData:
    """One person, wholly at one of two centres: near costs 0.9 kNOK and no minutes, far 0.2 kNOK and 10 minutes."""
    return ModelData(
        base_year=2024,
        periods=(Period(2025, 1, 1.0),),
        districts=("d",),
        centres=("near", "far"),
        levels={
            "place": Level(
                at_home=False,
                occupancy=1.0,
                unit_size=None,
                turnover=None,
                round_the_clock=False,
                place_cost=0.0,
                unit_cost=0.0,
            )
        },
        groups={"care": Group(1.0, 0.0, True, True, False)},
        services={("care", "place"): Service(1.0, 0, 0.0, 0.0, 0.0)},
        need={("care", "d", 2025): 1.0},
        places={("near", "place"): 1.0, ("far", "place"): 1.0},
        centre_cost={"near": fixed_cost},
        reachable={("d", "near"): (0.0, 0.9), ("d", "far"): (10.0, 0.2)},
        policies=Policies(),
    )


def solved(data: ModelData, gap: float, *goals: str) -> Solution:
    return solve(data, tuple({goal: 1.0} for goal in goals), SolveSettings(gap=gap), lambda _: None)


@pytest.mark.parametrize("fixed_cost", [0.0, 100_000.0])
def test_the_last_goal_is_at_its_least(fixed_cost: float) -> None:
    """Proves: with gap 0 a goal is as good on the whole problem as where places are forgotten, however coarse its grid.

    By hand: the least that one person costs is 0.2, at the far centre, and the fixed cost comes on top.
    Sensitivity: the nearest centre costs 0.9, which is the same on a grid of 1 kNOK, and was called proven.
    """
    solution = solved(two_centres(fixed_cost), 0.0, "unmet", "spend")
    assert solution.status is Status.OPTIMAL
    spend = solution.goals[1]
    assert (spend.value, spend.bound) == pytest.approx((fixed_cost + 0.2, fixed_cost + 0.2), abs=1e-6, rel=0)
    assert spend.gap == 0


def test_what_a_later_goal_takes_of_the_grid_is_told() -> None:
    """By hand: spend is held at 100 001, its least 100 000.2 rounded up to 1; so travel goes near, for 100 000.9.

    The gap told is that of value and bound, 0.7 of 100 000.9, and the grid beside it is 1.
    """
    solution = solved(two_centres(100_000.0), 0.0, "unmet", "spend", "travel")
    spend, travel = solution.goals[1:]
    assert (spend.value, spend.bound, spend.held_at, spend.grid) == pytest.approx(
        (100_000.9, 100_000.2, 100_001.0, 1.0)
    )
    assert spend.gap == pytest.approx(0.7 / 100_000.9)
    assert travel.value == pytest.approx(0.0, abs=1e-6)


def test_rounding_is_no_gap_but_the_grid_is_one() -> None:
    """By hand: a hundredth of a grid of 1 is rounding; 0.7 is not, and is 7e-6 of 1e5."""
    assert is_within(0.0, 100.005, 100.0, 1.0)
    assert not is_within(0.0, 100.7, 100.0, 1.0)
    assert is_within(7.1e-6, 100_000.7, 100_000.0, 1.0)
    assert not is_within(1.0, 5.0, -np.inf, 1.0)


def relaxed_two_centres(clock: Clock) -> Descent:
    """Unmet need and spending taken where places are forgotten: a person costs 0.2, wherever served."""
    relaxed = Descent(
        compile_matrix(build_model(forget_places(two_centres(1e5)))), SolveSettings(gap=0.0), clock, lambda _: None
    )
    assert relaxed.take({"unmet": 1.0})
    assert relaxed.take({"spend": 1.0})
    return relaxed


def without_far(data: ModelData) -> ModelData:
    return replace(data, reachable={("d", "near"): (0.0, 0.9)})


def test_a_goal_that_is_worse_with_places_is_not_carried_over() -> None:
    """Proves: a plan within the grid but not the gap (0.9 for 0.2) starts the whole problem; out of time it is told as it is.

    Nobody need go without help at either centre, so unmet need, the goal before, is carried over.
    """
    whole = compile_matrix(build_model(without_far(two_centres(1e5))))
    relaxed = relaxed_two_centres(Clock(None))
    found = filled_in(relaxed, whole, {"spend": 1.0}, Clock(None))
    assert found.plan is not None
    assert [(reached.step, reached.value) for reached in found.carried] == [({"unmet": 1.0}, 0.0)]
    late = filled_in(relaxed, whole, {"spend": 1.0}, Clock(time.monotonic() - 1.0, closing=60.0)).carried
    assert (late[1].value, late[1].bound) == pytest.approx((100_000.9, 100_000.2), abs=1e-5, rel=0)


@pytest.mark.parametrize("seed", range(8))
def test_with_gap_0_the_last_goal_has_none(seed: int) -> None:
    """Proves: what no later goal can make worse is at its bound, whichever goal it is, on random municipalities."""
    random = Random(seed)
    solution = solved(random_data(random), 0.0, *random.sample(GOALS, 3))
    if solution.status is Status.OPTIMAL:
        assert solution.goals[-1].gap <= 1e-6


def test_the_last_goal_gets_all_the_time_that_is_left() -> None:
    """By hand: of 1000 s the first gets all, as there is no plan yet, the second half, the last all."""
    data = random_data(Random(3))
    descent = Descent(
        compile_matrix(build_model(data)), SolveSettings(), Clock(time.monotonic() + 1000.0), lambda _: None
    )
    asked: list[float] = []
    run = descent._live.run

    def watched(time_limit: float | None, **options: float) -> object:
        assert time_limit is not None
        asked.append(time_limit)
        return run(time_limit, **options)

    descent._live.run = watched  # type: ignore[method-assign, assignment]
    assert descent.take({"unmet": 1.0})
    assert descent.take({"spend": 1.0})
    assert descent.take({"travel": 1.0}, is_last=True)
    assert [round(seconds / 1000, 1) for seconds in asked] == [1.0, 0.5, 1.0]


def test_values_lie_within_their_bounds() -> None:
    """Proves: what the solver lets slip below 0, or above what there is, within its tolerance, is not told."""
    matrix = compile_matrix(build_model(two_centres(0.0)))
    plan = np.where(np.isfinite(matrix.upper), matrix.upper, 0.0) + 5.8e-8
    free = {name: found for name, found in values_of(matrix, plan).items() if name != "spend_in"}
    assert max(value for found in free.values() for value in found.values()) == pytest.approx(1.0, abs=6e-8)
    below = values_of(matrix, matrix.lower - 5.8e-8)
    assert not any(below[name] for name in ("served", "flow", "unserved", "unmet_in", "housed"))


def with_equity(tolerance: float) -> Instance:
    """Tiny with all the money there is, no more staff than today, and districts that fare alike."""
    instance = load_instance(find_instance("tiny"))
    policies = instance.settings.policies
    changed = policies.model_copy(
        update={
            "staff_growth": policies.staff_growth.model_copy(update={"on": True}),
            "equity": policies.equity.model_copy(update={"on": True, "tolerance": tolerance}),
        }
    )
    frames = tuple(row.model_copy(update={"operating": 100 * row.operating}) for row in instance.frames)
    return instance.model_copy(
        update={"settings": instance.settings.model_copy(update={"policies": changed}), "frames": frames}
    )


@pytest.mark.parametrize("tolerance", [0.0, 1e-12, 1e-9, 1e-7])
def test_tolerances_below_the_solvers_are_kept(tolerance: float) -> None:
    """Proves: 1e-9 of 78 persons is less than the solver's 1e-7; what it let slip was -5.8e-8 persons, and no plan."""
    plan = plan_instance(with_equity(tolerance))
    assert plan.status is Status.OPTIMAL
    assert plan.verification is not None
    assert plan.verification.ok, plan.verification.failed
