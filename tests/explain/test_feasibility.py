"""Is there any plan: against solving with the limits as rows, on random municipalities; and what is kept alive meanwhile."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from explain.wards import wards
from random_cases import random_cases
from random_plans import GOALS, random_data
from tiny_plan import tiny, with_policy

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.explain.collision.explain_collision import explain_collision
from leonplan.optimizer.explain.collision.feasibility import Feasibility
from leonplan.optimizer.explain.collision.first_year import first_year, up_to
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.session import Session, solve
from leonplan.optimizer.solve.settings import SolveSettings

EXACT = SolveSettings(gap=0.0, beside=False)


def random_limits(random: Random) -> dict[str, float]:
    most = {
        "shortfall": 3,
        "below_minimum": 5,
        "below_sound": 9,
        "overrun": 40,
        "unmet": 20,
        "above_level": 4,
        "spend": 200,
        "travel": 200,
        "changes": 2,
    }
    goals = random.sample(GOALS, random.randint(0, 4))
    return {goal: float(random.randint(0, most[goal])) for goal in goals}


@pytest.mark.parametrize("seed", random_cases(60, fast=12))
def test_there_is_a_plan_where_solving_with_rows_finds_one(seed: int) -> None:
    """Limits that are aimed at one after the other, against the same limits as rows of a formulation built anew."""
    random = Random(seed)
    data = replace(random_data(random), goal_limits={})
    session = Session(data, EXACT)
    for _ in range(3):
        limits = random_limits(random)
        expected = solve(replace(data, goal_limits=limits), ({"changes": 1.0},), SolveSettings(gap=1e-9)).status
        found = session.find(limits)
        assert found.has_plan is (expected is Status.OPTIMAL), (limits, expected)
        assert bool(found.values) == found.has_plan


@pytest.mark.parametrize("seed", random_cases(40, fast=8))
def test_the_least_of_a_goal_is_what_solving_finds(seed: int) -> None:
    random = Random(1000 + seed)
    data = replace(random_data(random), goal_limits={})
    limits, goal = random_limits(random), random.choice(GOALS)
    others = {name: limit for name, limit in limits.items() if name != goal}
    expected = solve(replace(data, goal_limits=others), ({goal: 1.0},), SolveSettings(gap=1e-9))
    found = Session(data, EXACT).find(limits, least=goal)
    if expected.status is Status.INFEASIBLE:
        assert (found.has_plan, found.bound) == (False, float("inf"))
        return
    assert found.least == pytest.approx(expected.goals[0].value, rel=1e-5, abs=1e-5)
    assert found.bound == pytest.approx(found.least, rel=1e-5, abs=1e-5)


def data_of(instance: Instance) -> ModelData:
    return prepare(instance, project_demand(instance))


def test_another_norm_does_not_build_the_formulation_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy's number touches the rows of the policy; the problem is the one that a new formulation would be."""
    low, high = (with_policy(tiny(), staff_growth={"on": True, "rate": rate}) for rate in (0.01, 0.02))
    form, anew = Form(data_of(low)), compile_matrix(build_model(data_of(high)))
    before = form.matrix
    monkeypatch.setattr("leonplan.optimizer.solve.form.build_model", lambda _: pytest.fail("built again"))
    form.change(data_of(high))
    rows = form.matrix.row_names()
    assert rows == anew.row_names()
    assert form.matrix.row_upper.tolist() == anew.row_upper.tolist()
    assert form.matrix.values.tolist() == anew.values.tolist()
    changed = {name for name, a, b in zip(rows, before.row_upper, form.matrix.row_upper, strict=True) if a != b}
    assert {name.partition("(")[0] for name in changed} == {"staff_growth_is_limited"}


def test_whoever_may_be_moved_builds_it_again() -> None:
    """Residents who may be moved are other variables: the answer is still that of a formulation built anew."""
    form = Form(data_of(tiny()))
    freed = data_of(with_policy(tiny(), residents_stay={"on": False}))
    form.change(freed)
    assert form.matrix.column_names() == compile_matrix(build_model(freed)).column_names()


def test_the_first_year_that_cannot_be_done() -> None:
    """One ward of 8 is staffed: 8 in need in 2026 can be served, 16 in 2027 cannot."""
    instance = wards(need=(8, 16), limits={"unmet": 0, "shortfall": 0})
    feasibility = Feasibility()
    assert feasibility(up_to(instance, 2026)) is True
    assert feasibility(instance) is False
    assert first_year(instance, feasibility) == 2027


def test_what_is_decided_for_later_years_is_left_out_of_a_shorter_horizon() -> None:
    later = {"kind": "places", "centre": "hill", "level": "ward", "year": 2027, "at_least": 12}
    cut = up_to(wards(decisions=[later]), 2026)
    assert cut.decisions == ()
    assert cut.settings.horizon.periods == (2025, 2026)


def test_a_search_without_time_knows_nothing() -> None:
    """No time for a single search: nothing is said to collide, and nothing is said to be certain."""
    instance = wards(limits={"unmet": 0, "shortfall": 0})
    report = explain_collision(instance, settings=SolveSettings(time_limit=1e-9))
    assert all(not found.repairs or not any(x.is_least for x in found.repairs) for found in report.collisions)
    assert report.collisions == () or not report.is_certain
