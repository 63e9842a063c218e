"""What laws on random municipalities are told with: the cases, the least value of a goal, and what is no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from random_plans import GOALS, random_data

from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.outcome.solution import Solution, Status
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings

V = TypeVar("V")
TIGHT = SolveSettings(gap=1e-9)
UNREACHABLE = float("inf")


def solved(data: ModelData, *goals: str) -> Solution:
    return solve(data, tuple({goal: 1.0} for goal in goals), TIGHT, lambda _: None)


def least(data: ModelData, goal: str) -> float:
    """The least value of a goal; infinite if the demands collide."""
    solution = solved(data, goal)
    return UNREACHABLE if solution.status is Status.INFEASIBLE else solution.goals[0].value


def no_more(value: float, than: float) -> bool:
    return value <= than + 1e-5 * (1 + abs(than)) if than < UNREACHABLE else True


def tiny() -> ModelData:
    instance = load_instance(find_instance("tiny"))
    years = tuple(t for t in instance.settings.horizon.periods)
    return prepare(instance, project_demand(instance, years))


def cases(seed: int, **changes: Any) -> tuple[ModelData, str]:
    """A random municipality, or every sixth time the tiny one, and a goal.

    No share of the money is demanded low on the care ladder: it would move with every price, and cheaper help higher up be worse.
    """
    random = Random(seed)
    data = tiny() if seed % 6 == 5 else random_data(random)
    data = replace(data, policies=replace(data.policies, ladder_share=None))
    return replace(data, **changes), random.choice(GOALS)


def over(mapping: Mapping[Any, V], function: Callable[[V], V]) -> dict[Any, V]:
    return {key: function(value) for key, value in mapping.items()}
