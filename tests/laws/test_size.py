"""Numbers of any size: a municipality counted in other units has the same plan, whatever the solver's tolerances are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from other_units import GOALS_IN, PERSON_GOALS, WITH, instance_with_money, over
from random_cases import random_cases
from random_plans import GOALS, random_data

from leonplan.models.build import BLOCKS, build_model
from leonplan.models.data import ModelData
from leonplan.models.objectives import MEASURES
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.outcome.solution import Solution, Status
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.scaling import Scaling
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.size import (
    COARSEST,
    COUNT,
    FTE,
    KIND_OF_GOAL,
    KIND_OF_RULE,
    KIND_OF_VARIABLE,
    MONEY,
    PERSONS,
    RANGES,
    TOLERANCE,
    size_of,
)
from leonplan.optimizer.verify.ledger import Ledger

EXACT = SolveSettings(gap=0.0)
FRAME = ("shortfall", "overrun", "unmet", "above_level", "spend", "travel", "changes")
ON_PAPER = {
    "shortfall": 0.0, "overrun": 0.0, "unmet": 8.31282, "above_level": 1.625, "spend": 128602.672, "travel": 113.75,
    "changes": 1.0,
}  # fmt: skip
"""The best plan of the tiny municipality in frame mode, worked out in its README."""
SLOW = pytest.mark.slow
FACTORS = (1e-3, 31643.0, *(pytest.param(x, marks=SLOW) for x in (1e-2, 1 / 7, 13.0, 1e2, 1e3, 1e4)))
"""Powers of ten and primes; 31643 is the greatest prime by which tiny's money can be multiplied within the schema's 1e9."""


def tiny() -> ModelData:
    instance = load_instance(find_instance("tiny"))
    return prepare(instance, project_demand(instance))


def solved(data: ModelData, *goals: str) -> Solution:
    return solve(data, tuple({goal: 1.0} for goal in goals), EXACT, lambda _: None)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("kind", WITH)
def test_the_plan_does_not_depend_on_the_unit(kind: str, factor: float) -> None:
    """Proves: with all money (persons, FTE) of tiny multiplied, the values are those on paper, in proportion.

    Held goals may be worse by their grids, at most 1e-4 of a year's total, and for that later goals may be better: a unit of
    unmet less is 200 kNOK less, so travel and spend are compared to a part in a thousand.
    Sensitivity: with money × 31 000 and the solver given kNOK, travel was 525.1, "proven".
    """
    solution = solved(WITH[kind](tiny(), factor), *FRAME)
    assert solution.status is Status.OPTIMAL
    for goal in solution.goals:
        unit = factor if goal.name in GOALS_IN[kind] else 1.0
        assert goal.value / unit == pytest.approx(ON_PAPER[goal.name], rel=1e-3, abs=1e-6), goal
        assert goal.bound / unit == pytest.approx(ON_PAPER[goal.name], rel=1e-3, abs=1e-6), goal
        assert goal.proven
    started = solution.values["started"]
    assert started == {("group_living_south", t): 1.0 for t in (2026, 2028, 2030)}


@pytest.mark.parametrize("factor", [1e-3, 31643.0])
def test_a_plan_of_any_size_is_verified(factor: float) -> None:
    """Proves: the arithmetic of a plan in øre or in tens of milliards holds to its tolerances, and its proof is the same."""
    plan = plan_instance(instance_with_money(load_instance(find_instance("tiny")), factor))
    assert plan.status is Status.OPTIMAL
    assert plan.verification is not None
    assert plan.verification.ok, plan.verification.failed
    for goal in plan.goals:
        unit = factor if goal.goal in GOALS_IN["money"] else 1.0
        assert goal.value / unit == pytest.approx(ON_PAPER[goal.goal], rel=1e-3, abs=1e-6), goal


@pytest.mark.parametrize("factor", [1e-3, 1e6])
@pytest.mark.parametrize("kind", WITH)
@pytest.mark.parametrize("seed", random_cases(6, fast=2))
def test_the_least_of_a_goal_is_in_proportion(seed: int, kind: str, factor: float) -> None:
    """Proves: of any municipality the first goal's least does not depend on the unit, to a part in a million of its size."""
    random = Random(seed)
    data, goal = random_data(random), random.choice([goal for goal in GOALS if goal != "changes"])
    whole_staff = over(data.categories, lambda x: replace(x, whole=False))
    data = replace(data, categories=whole_staff)
    one, other = solved(data, goal), solved(WITH[kind](data, factor), goal)
    assert one.status == other.status
    if one.status is Status.OPTIMAL:
        unit = factor if goal in GOALS_IN[kind] else 1.0
        assert other.goals[0].value / unit == pytest.approx(one.goals[0].value, rel=1e-6, abs=1e-5)
        assert other.goals[0].bound / unit == pytest.approx(one.goals[0].bound, rel=1e-6, abs=1e-5)


@pytest.mark.parametrize("kind", WITH)
def test_beyond_its_range_the_solver_is_given_the_very_same_numbers(kind: str) -> None:
    """Proves: doubling what is too large for the solver, or halving what is too small, changes nothing that it sees."""
    data = replace(tiny(), categories=over(tiny().categories, lambda x: replace(x, whole=False)))
    for factor, further in ((2.0**26, 2.0**27), (2.0**-12, 2.0**-13)):
        one, other = (compile_matrix(build_model(WITH[kind](data, x))) for x in (factor, further))
        ours, theirs = Scaling(one), Scaling(other)
        assert one.size.units != other.size.units
        assert np.array_equal(ours.values, theirs.values)
        assert np.array_equal(one.row_upper / ours.rows, other.row_upper / theirs.rows)
        assert np.array_equal(one.upper / ours.columns, other.upper / theirs.columns)
        for goal in GOALS:
            seen = [
                x.terms(terms, x.of(terms)) for x, (terms, _) in ((ours, one.goals[goal]), (theirs, other.goals[goal]))
            ]
            assert np.array_equal(seen[0][1], seen[1][1]), goal


@pytest.mark.parametrize("name", ["tiny", "gausdal", "gjovik"])
def test_what_ships_is_given_to_the_solver_as_it_is(name: str) -> None:
    instance = load_instance(find_instance(name))
    size = size_of(prepare(instance, project_demand(instance)))
    assert set(size.units.values()) == {1.0}
    assert size.grids == COARSEST


def test_every_part_of_the_formulation_has_a_kind() -> None:
    """Proves: no variable or rule that measures persons, places, FTE or money is left unscaled for a unit written otherwise."""
    counts = {"agreed", "assigned", "started", "chosen", "open_units", "grows"}
    assert {name for name, kind in KIND_OF_VARIABLE.items() if kind == COUNT} == counts
    units = {rule.name: rule.part("Units") for block in BLOCKS for rule in block.RULES}
    counted = {units[name].split()[0] for name, kind in KIND_OF_RULE.items() if kind == COUNT}
    assert counted <= {"times", "units", "centres", "yes"}
    assert {measure.name for measure in MEASURES} == set(KIND_OF_GOAL) == set(COARSEST)
    assert {goal for goal, kind in KIND_OF_GOAL.items() if kind == PERSONS} == set(PERSON_GOALS)


@pytest.mark.parametrize(
    ("kind", "factor"), [("money", 1e-4), ("money", 1e5), ("persons", 1e-3), ("persons", 1e5), ("fte", 1e6)]
)
def test_a_grid_is_far_above_the_tolerance_and_far_below_the_total(kind: str, factor: float) -> None:
    """By hand: a year of tiny with all money × 1e-4, all work at the price of what is unfilled, comes to about 12.4 kNOK;
    1e-4 of that is 1.2e-3, rounded down to a ten: 1e-3.
    """
    size = size_of(WITH[kind](tiny(), factor))
    for goal, grid in size.grids.items():
        assert grid <= COARSEST[goal] * max(1.0, factor)
        if KIND_OF_GOAL[goal] != COUNT:
            assert grid >= 100 * TOLERANCE * size.units[KIND_OF_GOAL[goal]]
    if (kind, factor) == ("money", 1e-4):
        assert size.grids["spend"] == size.grids["overrun"] == 1e-3
    assert {PERSONS, FTE, MONEY} == set(RANGES)


def test_money_may_be_wrong_by_a_krone_in_each_million() -> None:
    """By hand: persons are stored to 1e-9; 1e9 kNOK for 78 of them are 1.3e7 each, so half a billionth of one is 0.006 kNOK.

    A sum of 1e9 kNOK may be 1 kNOK wrong, a part in a billion; one of 1e5 no more than a krone, as before.
    """
    for total, wrong, is_ok in ((1e9, 0.9, True), (1e9, 1.1, False), (1e5, 0.0009, True), (1e5, 0.0011, False)):
        ledger, amount = Ledger(), Fraction(total)
        ledger.equal("spend_within_frame", amount + Fraction(wrong), amount, among=amount)
        assert ledger.verification().ok is is_ok, (total, wrong)
