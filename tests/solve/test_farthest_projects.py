"""The farthest choice of projects against trying every one, on random municipalities small enough for that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, islice
from random import Random

import oracle
import pytest
from random_cases import random_cases
from random_plans import random_data, random_decisions

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.models.relax import forget_places
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.solve.distance_problem import HeldStep, Starts
from leonplan.optimizer.solve.farthest_projects import BEYOND, Farthest, _Search, farthest
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings

TIGHT = SolveSettings(gap=1e-9)
MOST_PLANS = 100
"""Combinations of whole decisions that are still tried."""
MARGIN = 1e-5
"""What lies this near a limit may count as within it or not: the solver accepts rows violated by 1e-7, relatively."""
GOALS = ("shortfall", "unmet", "spend", "overrun", "above_level")
CHUNK = 20


def data_with_projects(random: Random) -> ModelData:
    """A municipality with projects and few combinations of whole decisions, in a third with some things fixed by hand."""
    while True:
        data = random_data(random)
        data = random_decisions(random, data) if random.random() < 1 / 3 else data
        if data.projects and sum(1 for _ in islice(oracle.plans_of(data), MOST_PLANS + 1)) <= MOST_PLANS:
            return data


def random_weights(random: Random, data: ModelData) -> dict[tuple[str, int], float]:
    return {
        (p, t): random.choice((0.25, 0.5)) + (t == data.years[-1]) for p in data.projects for t in data.years
    }  # fmt: skip


def apart(weights: Mapping[tuple[str, int], float], one: Starts, given: Sequence[Starts]) -> float:
    """The least distance from any of the given choices."""
    return min(sum(w * abs(one.get(key, 0) - other.get(key, 0)) for key, w in weights.items()) for other in given)


def counted(data: ModelData, plan: oracle.Plan) -> Starts:
    """How often projects have been started by each period."""
    return {(p, t): n for p, row in plan.starts.items() for t, n in zip(data.years, accumulate(row), strict=True)}


def tried(
    data: ModelData, limits: Mapping[str, float], given: Sequence[Starts], weights: Mapping[tuple[str, int], float]
) -> float | None:
    """The greatest distance among all plans within the limits; none if there is no plan."""
    best: float | None = None
    for plan in oracle.plans_of(data):
        starts = counted(data, plan)
        far = apart(weights, starts, given)
        if (best is None or far > best) and oracle.is_possible(data, plan, limits):
            best = far
    return best


def started_in(found: Farthest) -> Starts:
    assert found.solution is not None
    return {key: round(x) for key, x in found.solution.values.get("started", {}).items()}


def check(seed: int) -> tuple[int, bool]:
    """Compare for one municipality; how many choices are given, and whether some plan lies away from them."""
    random = Random(seed)
    data = data_with_projects(random)
    weights = random_weights(random, data)
    names = random.sample(GOALS, 2)
    best = solve(data, tuple({name: 1.0} for name in names), TIGHT)
    if best.status is Status.INFEASIBLE:
        return 0, False
    share = random.choice((0.02, 0.2, 1.0, 5.0))
    limits = {goal.name: goal.value + max(share * abs(goal.value), 0.01) for goal in best.goals}
    given: list[Starts] = [{key: round(x) for key, x in best.values.get("started", {}).items()}]
    if random.random() < 0.5:
        given.append(counted(data, random.choice(list(oracle.plans_of(data)))))
    order = [HeldStep({goal.name: 1.0}, limits[goal.name], limits[goal.name] - goal.value) for goal in best.goals]
    whole, small = (compile_matrix(build_model(one)) for one in (data, forget_places(data)))
    found = farthest(whole, random.choice((small, None)), order, given, weights, TIGHT, near=best.values)
    least = tried(data, {n: x - MARGIN * (1 + abs(x)) for n, x in limits.items()}, given, weights)
    most = tried(data, {n: x + MARGIN * (1 + abs(x)) for n, x in limits.items()}, given, weights)
    assert most is not None
    far = 0.0 if found.solution is None else apart(weights, started_in(found), given)
    told = f"seed {seed}: {far} (bound {found.bound}), tried {least} to {most}"
    assert far <= most + 1e-6, told
    assert far >= (0.0 if least is None else least) - 1e-6, told
    assert found.bound >= far - 1e-6, told
    assert found.bound <= most + BEYOND + 1e-6 or (least is not None and least < most), told
    for goal in found.solution.goals if found.solution is not None else ():
        assert goal.value <= limits[goal.name] + 1e-6 * (1 + abs(limits[goal.name])), told
    return len(given), far > 0


@pytest.mark.parametrize("chunk", random_cases(10, fast=1))
def test_none_lies_farther(chunk: int) -> None:
    """Proves: what is called the farthest is, and lies within the limits, for 20 municipalities a chunk."""
    seen = [check(seed) for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK)]
    assert sum(moves for _, moves in seen) >= 2, "hardly any of these can be altered: others are to be tried"
    assert {given for given, _ in seen} >= {1, 2}


@pytest.mark.parametrize("chunk", random_cases(4, fast=1))
def test_halving_finds_the_farthest(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proves: where the one exact problem gives nothing, halving the distance comes to the same."""

    def knows_nothing(search: _Search, near: object) -> None:
        search.bound = min(search.bound, 10.0)

    monkeypatch.setattr(_Search, "_directly", knows_nothing)
    seen = [check(seed) for seed in range(1000 + chunk * CHUNK, 1000 + (chunk + 1) * CHUNK)]
    assert sum(moves for _, moves in seen) >= 3
