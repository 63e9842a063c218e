"""Many plans at once: each is the plan it would be alone, equal instances are solved once, collisions are told as such."""

from __future__ import annotations

import pytest

from leonplan.optimizer.errors import CollisionError
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.planning.plan import Plan, whole_decisions
from leonplan.optimizer.planning.plan_instance import Planner, plan_instance
from leonplan.optimizer.planning.scenarios import Scenario, plan_scenarios
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, GoalLimit


@pytest.fixture(scope="module")
def tiny() -> Instance:
    return load_instance(find_instance("tiny"))


def with_frame(instance: Instance, more: float) -> Instance:
    rows = tuple(row.model_copy(update={"operating": row.operating + more}) for row in instance.frames)
    return instance.model_copy(update={"frames": rows})


def with_limit(instance: Instance, goal: Goal, at_most: float) -> Instance:
    limits = (GoalLimit(goal=goal, at_most=at_most),)
    return instance.model_copy(update={"settings": instance.settings.model_copy(update={"limits": limits})})


def test_plans_are_those_made_alone_in_the_order_given(tiny: Instance) -> None:
    scenarios = [Scenario(f"more_{x}", f"{x} more", with_frame(tiny, x)) for x in (500.0, 0.0, 1000.0)]
    found = plan_scenarios(scenarios)
    assert list(found) == ["more_500.0", "more_0.0", "more_1000.0"]
    for scenario in scenarios:
        plan = found[scenario.id]
        assert isinstance(plan, Plan)
        assert plan.verification is not None
        assert plan.verification.ok
        assert plan.tables == plan_instance(scenario.instance).tables


def test_equal_instances_are_solved_once(tiny: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[Instance] = []
    plan = Planner.plan

    def noting(self: Planner, instance: Instance, **others: object) -> Plan:
        solved.append(instance)
        return plan(self, instance, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(Planner, "plan", noting)
    told: list[str] = []
    twins = [Scenario("one", "One", tiny), Scenario("two", "Two", with_frame(tiny, 0.0))]
    found = plan_scenarios(twins, finished=lambda scenario, _: told.append(scenario.id))
    assert len(solved) == 1
    assert found["one"] is found["two"]
    assert told == ["one", "two"]


def test_a_collision_does_not_stop_the_others(tiny: Instance) -> None:
    """Nobody can be left without spending nothing: pay alone is more than 0."""
    found = plan_scenarios(
        [Scenario("hard", "Hard", with_limit(tiny, Goal.SPEND, 0.0)), Scenario("base", "Base", tiny)]
    )
    assert isinstance(found["hard"], CollisionError)
    assert isinstance(found["base"], Plan)


def test_a_start_changes_no_goal_by_more_than_the_gap(tiny: Instance) -> None:
    base = plan_instance(tiny)
    more = with_frame(tiny, 400.0)
    for ours, theirs in zip(plan_instance(more, near=base).goals, plan_instance(more).goals, strict=True):
        assert ours.value == pytest.approx(theirs.value, rel=2e-3, abs=2 * theirs.grid)


def test_whole_decisions_are_those_of_the_plan(tiny: Instance) -> None:
    """On paper: what has started stays started, and open units are those of the places table."""
    plan = plan_instance(tiny)
    found = whole_decisions(plan)
    last = plan.by_year[-1].year
    for project in tiny.projects:
        starts = sum(row.starts for row in plan.tables["projects"] if row.project == project.id)  # type: ignore[attr-defined]
        assert found["started"][project.id, last] == starts
    units = {
        (row.centre, row.level, row.year): row.open_units  # type: ignore[attr-defined]
        for row in plan.tables["places"]
        if row.open_units is not None  # type: ignore[attr-defined]
    }
    assert found["open_units"] == units
