"""What is limited: the same in the instance of a point as in the problem with the limit as a column."""

from __future__ import annotations

import numpy as np
import pytest
from tiny_plan import tiny, with_row, with_settings

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import UsageError, VerificationError
from leonplan.optimizer.frontier.axis import Axis, AxisKind, axis_named, instance_at, today
from leonplan.optimizer.frontier.orders import order_of
from leonplan.optimizer.frontier.problem import link_of, with_limit
from leonplan.optimizer.frontier.rest import check_rows
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.prepare.frames import operating_frame, transition
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Matrix
from leonplan.optimizer.solve.steps import terms_of

AXES = ("frame-added", "frame-factor", "frame-year:2028", "fte", "spend", "above_level")
LIMITS = {
    "frame-added": -1500.0,
    "frame-factor": 0.95,
    "frame-year:2028": -2000.0,
    "fte": 4.0,
    "spend": 110_000.0,
    "above_level": 0.5,
}


def with_transition(instance: Instance) -> Instance:
    """Transition money of 400 in 2026 and 100 in 2028, which no limit changes."""
    return with_row(with_row(instance, "frames", 1, transition=400), "frames", 2, transition=100)


@pytest.mark.parametrize("name", AXES)
def test_the_column_says_what_the_instance_says(name: str) -> None:
    """Proves: the problem with x bounded is the problem of the instance at that limit: equal least unmet need.

    Shortfall and overrun are held at 0 on both sides; the two problems are built on different ways.
    """
    instance, x = with_transition(tiny()), LIMITS[name]
    axis, order = axis_named(name, instance), order_of(instance, axis_named(name, instance), "unmet")
    column = with_limit(Form(prepare(instance, project_demand(instance))).matrix, link_of(axis, instance))
    live = Live(column, gap=1e-9, seed=0)
    live.bound(np.array([column.columns - 1], dtype=np.int32), np.array([-np.inf]), np.array([x]))
    values = [_least(live, column)]
    at_x = instance_at(axis, instance, x, order.proven)
    matrix = Form(prepare(at_x, project_demand(at_x))).matrix
    values.append(_least(Live(matrix, gap=1e-9, seed=0), matrix))
    assert values[0] == pytest.approx(values[1], abs=1e-5)
    base = next(goal.value for goal in plan_instance(instance).goals if goal.goal == "unmet")
    assert abs(values[0] - base) > 0.1, "the limit binds"


def _least(live: Live, matrix: Matrix) -> float:
    for goal in ("shortfall", "overrun"):
        terms, constant = terms_of(matrix, {goal: 1.0})
        live.hold(terms, -constant)
    live.aim(*terms_of(matrix, {"unmet": 1.0}))
    outcome = live.run(None)
    assert outcome.values is not None
    return outcome.value


def test_frames_of_decided_years_change_and_nothing_else() -> None:
    """By hand: 1000 more in 2026, 2028 and 2030; the base year's frame and every investment frame stay."""
    instance = with_transition(tiny())
    assert transition(instance, 2027) == 250
    changed = instance_at(Axis(AxisKind.ADDED), instance, 1000.0, ())
    for year in (2026, 2028, 2030):
        assert operating_frame(changed, year) == operating_frame(instance, year) + 1000
    assert operating_frame(changed, 2025) == operating_frame(instance, 2025)
    assert [transition(changed, t) for t in (2025, 2026, 2027, 2028, 2030)] == [0, 400, 250, 100, 0]
    investment = {row.year: row.investment for row in instance.frames if row.investment}
    assert {row.year: row.investment for row in changed.frames if row.investment} == investment
    one = instance_at(Axis(AxisKind.YEAR, year=2028), instance, -500.0, ())
    assert [operating_frame(one, t) - operating_frame(instance, t) for t in (2026, 2028, 2030)] == [0, -500, 0]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("kroner", "'kroner' is nothing to limit"),
        ("frame-year:2027", "2027 is not a period that is decided; choose one of: 2026, 2028, 2030"),
        ("frame-year:x", "is nothing to limit"),
        ("frame-year", "is nothing to limit"),
    ],
)
def test_what_is_no_axis_is_refused(name: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        axis_named(name, tiny())


def test_an_instance_without_what_is_limited_is_refused() -> None:
    with pytest.raises(UsageError, match="has no frames"):
        axis_named("frame-added", tiny().model_copy(update={"frames": ()}))
    with pytest.raises(UsageError, match="no staff"):
        axis_named("fte", tiny().model_copy(update={"settings": tiny().settings.model_copy(update={"staff": ()})}))


def test_the_order_of_goals_along_a_frontier() -> None:
    """Proves: what comes before the two that are weighed is held, and a frame is always kept."""
    money = Axis(AxisKind.ADDED)
    order = order_of(tiny(), money, "unmet")
    assert order.before == ({"shortfall": 1.0}, {"overrun": 1.0})
    assert order.proven == (Goal.SHORTFALL, Goal.OVERRUN, Goal.UNMET)
    spend = order_of(tiny(), Axis(AxisKind.GOAL, goal="unmet"), "spend")
    assert spend.before == ({"shortfall": 1.0}, {"overrun": 1.0})
    unlimited = with_settings(tiny(), goals={"frame": ["unmet", "spend"], "cover": ["unmet"]})
    assert order_of(unlimited, money, "unmet").before == ({"overrun": 1.0},)
    with pytest.raises(UsageError, match="against itself"):
        order_of(tiny(), Axis(AxisKind.GOAL, goal="unmet"), "unmet")
    with pytest.raises(UsageError, match="not a goal"):
        order_of(tiny(), money, "happiness")


def test_where_the_instance_stands() -> None:
    assert today(Axis(AxisKind.ADDED), tiny()) == 0
    assert today(Axis(AxisKind.FACTOR), tiny()) == 1
    assert today(Axis(AxisKind.GOAL, goal="spend"), tiny()) is None
    assert today(Axis(AxisKind.FTE), tiny()) == sum(category.recruitment_limit for category in tiny().settings.staff)


def test_a_plan_that_breaks_a_row_is_noticed() -> None:
    """Proves: what the mixes rest on is looked at: no plan of zeros meets the rule that need is met or counted."""
    matrix = Form(prepare(tiny(), project_demand(tiny()))).matrix
    with pytest.raises(VerificationError, match="breaks a rule"):
        check_rows(matrix, np.zeros(matrix.columns))
