"""What one more buys: the difference of two independent solves, and not what a dual says."""

from __future__ import annotations

import highspy
import numpy as np
import pytest
from explain.wards import YEARS, wards, with_helpers
from tiny_plan import tiny, tiny_plan

from leonplan.models.build import build_model
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.explain.explanation import chosen_steps
from leonplan.optimizer.explain.one_more.marginal import GoalMove, Marginal, what_one_more_buys
from leonplan.optimizer.explain.one_more.steps import UsefulStep, useful_steps
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.quiet import QuietHighs


def step(instance: Instance, id_: str) -> UsefulStep:
    return next(one for one in useful_steps(instance) if one.id == id_)


def bought(instance: Instance, id_: str, *, with_range: bool = False) -> Marginal:
    (found,) = what_one_more_buys(plan_instance(instance), [step(instance, id_)], with_range=with_range)
    return found


def change(marginal: Marginal, goal: str, steps: float = 1.0) -> GoalMove:
    one = next(one for one in marginal.bought if one.steps == steps)
    return next(found for found in one.changes if found.goal == goal)


@pytest.mark.parametrize(
    "id_", ["money:1", "places:group_living@north_centre", "recruit:care_worker", "programme:reablement"]
)
def test_it_is_the_difference_of_two_independent_solves(id_: str) -> None:
    """Both instances planned from nothing, in all their goals; differences within what the gaps leave open."""
    before, after = tiny_plan(), plan_instance(step(tiny(), id_).apply(tiny(), 1))
    (marginal,) = what_one_more_buys(before, [step(tiny(), id_)])
    assert [one.goal for one in marginal.once.changes] == ["shortfall", "overrun", "unmet", "above_level", "spend"]
    alone = {goal.goal: goal for goal in after.goals}
    for one, base in zip(marginal.once.changes, before.goals, strict=False):
        independent = alone[one.goal]
        assert one.before == base.value
        assert independent.bound is not None
        assert base.bound is not None
        slack = 2 * (independent.value - independent.bound) + 2 * one.grid
        assert one.difference == pytest.approx(independent.value - base.value, abs=slack + 0.001 * abs(base.value))
        assert one.least - slack <= independent.value - base.value <= one.most + slack


def test_a_dual_promises_what_whole_wards_do_not_give() -> None:
    """16 in need, wards of 8 that take 2 FTE each, 2 nurses: one ward is open, and 8 are not served in each of two years.

    By hand: the linear relaxation opens half a ward for one nurse more and serves 4 more in each year: its dual says 4 persons
    a nurse and year. The truth: one nurse more opens no ward and serves nobody; two open the second ward and serve 8.
    """
    instance = wards()
    assert dual_of_a_nurse(instance) == pytest.approx(-8.0)
    marginal = bought(instance, "staff:nurse", with_range=True)
    assert change(marginal, "unmet").difference == pytest.approx(0.0, abs=1e-6)
    assert marginal.once.decisive is None or marginal.once.decisive.goal == "spend"
    assert change(marginal, "unmet", 2.0).difference == pytest.approx(-16.0, abs=1e-6)
    assert marginal.holds == (0.5, 1.0)


def dual_of_a_nurse(instance: Instance) -> float:
    """By how much the relaxation's least unmet need changes with a nurse more from the start, no shortfall allowed."""
    matrix = compile_matrix(build_model(prepare(instance, project_demand(instance))))
    highs = QuietHighs()
    cost = np.zeros(matrix.columns)
    for column, factor in matrix.goals["unmet"][0].items():
        cost[column] = factor
    upper = matrix.upper.copy()
    upper[[column for _, column in matrix.variables["shortfall"]]] = 0.0
    highs.passModel(
        matrix.columns, matrix.rows, len(matrix.index), int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize), 0.0, cost, matrix.lower, upper, matrix.row_lower, matrix.row_upper,
        matrix.start, matrix.index, matrix.values, np.zeros(matrix.columns, dtype=np.int32),
    )  # fmt: skip
    assert highs.begin().wait(60)
    row = matrix.row_names().index(f"staff_grow_by_recruitment(nurse,{YEARS[0]})")
    return float(highs.getSolution().row_dual[row])


def test_where_it_stops_paying() -> None:
    """4 nurses are needed and 3 are there: one more opens the second ward, and the next has nothing to do.

    By hand: from the start half a nurse is nothing (a ward takes two), one is 8 persons in each of two years, two are no more.
    """
    marginal = bought(wards(employed=3), "staff:nurse", with_range=True)
    assert [round(change(marginal, "unmet", n).difference, 6) for n in (0.5, 1.0, 2.0)] == [0.0, -16.0, -16.0]
    assert marginal.once.unmet == pytest.approx(-16.0)
    assert marginal.holds == (1.0, 1.0)


def test_recruits_count_from_their_first_year() -> None:
    """One recruit a year more than none: 3 nurses in 2026, 4 in 2027, when the second ward opens for 8 persons."""
    marginal = bought(wards(), "recruit:nurse")
    assert change(marginal, "unmet").difference == pytest.approx(-8.0, abs=1e-6)
    assert marginal.once.decisive == change(marginal, "unmet")


def test_a_percentage_point_more_of_the_work_is_shifted() -> None:
    """A person takes a quarter of a nurse; of the work of n persons 3 nurses do all but a share s: n = 12 / (1 - s).

    By hand: with a fifth shifted n = 15 of 16; with 21 % 15.190, with 22 % 15.385, in each of two years. The helpers have
    time for half the work. What binds names the step.
    """
    instance = with_helpers(0.2, 1.0, staffing=[{"level": "ward", "category": "nurse", "fte_per_person": 0.25}])
    assert "tasks:helper/nurse" in [one.id for one in chosen_steps(plan_instance(instance), ())]
    marginal = bought(instance, "tasks:helper/nurse", with_range=True)
    served = [12 / (1 - share) for share in (0.2, 0.205, 0.21, 0.22)]
    for steps, now in zip((0.5, 1.0, 2.0), served[1:], strict=True):
        assert change(marginal, "unmet", steps).difference == pytest.approx(-2 * (now - served[0]), abs=2e-3)


def test_a_percentage_point_buys_nothing_until_a_ward_can_open() -> None:
    """4 FTE open the second ward; 3 nurses and 24 % shifted are 3.96, with 25 % 4: 8 persons more in each of two years.

    By hand: half a point is 3.98 and nothing; two are no more than one.
    """
    marginal = bought(with_helpers(0.24, 1.5), "tasks:helper/nurse", with_range=True)
    assert [round(change(marginal, "unmet", n).difference, 6) for n in (0.5, 1.0, 2.0)] == [0.0, -16.0, -16.0]


def test_what_is_shifted_whole_has_no_more_to_shift() -> None:
    """All but a point of a category's work shifted: the two points that are tried would be more than all of it."""
    ids = [[one.id for one in useful_steps(with_helpers(share, 1.0))] for share in (0.98, 0.99, 1.0)]
    assert [("tasks:helper/nurse" in found) for found in ids] == [True, False, False]


def test_a_million_a_year_is_a_lower_overrun() -> None:
    """Six nurses cost 600 a year and cannot be let go; the frame is 100. A million more a year and nothing is over.

    By hand: 500 over in each of two years, 1000 in all.
    """
    marginal = bought(wards(employed=6, frame=100), "money:1")
    assert change(marginal, "overrun").difference == pytest.approx(-1000.0)
    assert marginal.once.decisive == change(marginal, "overrun")


def test_a_step_for_which_there_is_no_plan_says_why() -> None:
    """16 places there and at most 16 allowed: eight more places break the norm whatever is done."""
    most = {"coverage_norm": {"on": True, "at_most": 0.1}}
    off = {name: {"on": False} for name in ("residents_stay", "minimum_competence", "net_growth_grant")}
    marginal = bought(wards(settings={"policies": {**off, **most}}), "places:ward@hill")
    assert "hard demand" in marginal.once.fault
    assert marginal.once.changes == ()


def test_an_interval_says_what_the_gaps_leave_open() -> None:
    """Values 10 and 8 with bounds 9 and 7.5: the difference is between 7.5 - 10 and 8 - 9."""
    sure = GoalMove("unmet", "persons", 10.0, 8.0, 7.5 - 10.0, 8.0 - 9.0, 0.001)
    assert sure.is_distinct
    assert not GoalMove("unmet", "persons", 10.0, 8.0, -2.5, 0.5, 0.001).is_distinct
    assert not GoalMove("unmet", "persons", 10.0, 9.9995, -0.0005, -0.0005, 0.001).is_distinct


def test_steps_are_chosen_by_name_or_by_what_binds() -> None:
    plan = tiny_plan()
    assert [one.id for one in chosen_steps(plan, ("recruit", "money:10"))] == [
        "recruit:care_worker", "recruit:nurse", "money:10",
    ]  # fmt: skip
    assert chosen_steps(plan, ("none",)) == ()
    assert [one.id for one in chosen_steps(plan, ("all",))] == [one.id for one in useful_steps(tiny())]
    assert {"money:1", "programme:reablement"} <= {one.id for one in chosen_steps(plan, ())}
    with pytest.raises(UsageError, match="did you mean 'recruit'"):
        chosen_steps(plan, ("recrut",))


def test_a_step_changes_what_it_says_and_nothing_else() -> None:
    instance = tiny()
    two = step(instance, "places:group_living@south_centre").apply(instance, 2)
    changed = [(old, new) for old, new in zip(instance.places, two.places, strict=True) if old != new]
    assert [(old.centre, old.level, new.places - old.places) for old, new in changed] == [
        ("south_centre", "group_living", 8)
    ]
    invested = step(instance, "invest:10").apply(instance, 1)
    assert [new.investment - old.investment for old, new in zip(instance.frames, invested.frames, strict=True)] == [
        0, 10_000, 0, 0,
    ]  # fmt: skip
    assert two.model_copy(update={"places": instance.places}) == instance
