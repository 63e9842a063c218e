"""SCIP, another solver, is given every problem that HiGHS was given, and must agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest
from pyscipopt import Model, quicksum

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.outcome.solution import Solution
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.solve.matrix import Matrix, Terms, compile_matrix
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings

FRAME = (
    "shortfall", "below_minimum", "below_sound", "overrun", "unmet", "above_level", "spend", "travel", "changes",
)  # fmt: skip
COVER = (
    "below_minimum", "below_sound", "unmet", "shortfall", "overrun", "above_level", "spend", "travel", "changes",
)  # fmt: skip
TOLERANCE = 1e-4
"""Either solver accepts rows violated by up to 1e-6: of a goal, this share or this much."""


@dataclass(frozen=True)
class Opinion:
    """What SCIP found."""

    value: float
    """Value of its best plan; infinite if it has none."""
    bound: float
    """No plan has less."""


def scip_opinion(
    matrix: Matrix, goal: tuple[Terms, float], held: list[tuple[Terms, float]], gap: float, seconds: float
) -> Opinion:
    """The least of a goal with expressions held within limits."""
    scip = Model()
    scip.hideOutput()
    scip.setParam("limits/gap", gap)
    scip.setParam("limits/time", seconds)
    infinity = scip.infinity()
    x = [
        scip.addVar(vtype="I" if whole else "C", lb=max(low, -infinity), ub=min(high, infinity))
        for low, high, whole in zip(matrix.lower.tolist(), matrix.upper.tolist(), matrix.whole.tolist(), strict=True)
    ]
    for i in range(matrix.rows):
        entries = range(matrix.start[i], matrix.start[i + 1])
        body = quicksum(float(matrix.values[e]) * x[matrix.index[e]] for e in entries)
        low, high = float(matrix.row_lower[i]), float(matrix.row_upper[i])
        if low == high:
            scip.addCons(body == low)
        else:
            for relation in ([body >= low] if low > -infinity else []) + ([body <= high] if high < infinity else []):
                scip.addCons(relation)
    for terms, limit in held:
        scip.addCons(quicksum(factor * x[j] for j, factor in terms.items()) <= limit)
    terms, constant = goal
    scip.setObjective(quicksum(factor * x[j] for j, factor in terms.items()) + constant, "minimize")
    scip.optimize()
    return Opinion(scip.getObjVal() if scip.getNSols() else infinity, scip.getDualbound())


@cache
def data_of(name: str) -> ModelData:
    instance = load_instance(find_instance(name))
    return prepare(instance, project_demand(instance, instance.settings.horizon.periods))


@cache
def solution_of(name: str, order: tuple[str, ...], gap: float) -> Solution:
    steps = tuple({goal: 1.0} for goal in order)
    return solve(data_of(name), steps, SolveSettings(gap=gap, time_limit=120), lambda _: None)


def agree(name: str, order: tuple[str, ...], number: int, gap: float, seconds: float) -> None:
    """Neither solver's bound is above the other's value; where both are done, a gap and a grid lie between them."""
    matrix = compile_matrix(build_model(data_of(name)))
    solution = solution_of(name, order, gap)
    ours = solution.goals[number]
    held = [
        (matrix.goals[goal][0], result.held_at - matrix.goals[goal][1])
        for goal, result in zip(order[:number], solution.goals[:number], strict=True)
    ]
    other = scip_opinion(matrix, matrix.goals[order[number]], held, gap, seconds)
    margin = TOLERANCE * (1 + abs(ours.value))
    assert other.bound <= ours.value + margin
    assert ours.bound <= other.value + margin
    if ours.proven and other.value - other.bound <= gap * abs(other.value):
        apart = gap * max(abs(ours.value), abs(other.value)) + ours.grid
        assert abs(ours.value - other.value) <= apart + margin


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("order", [FRAME, COVER], ids=["frame", "cover"])
def test_tiny(order: tuple[str, ...], number: int) -> None:
    agree("tiny", order, number, 1e-6, 60)


@pytest.mark.slow
def test_gjovik() -> None:
    """SCIP rarely finishes in this time; its bound and its plan must not contradict ours."""
    for number in range(len(FRAME)):
        agree("gjovik", FRAME, number, 1e-3, 20)
