"""Goals in order: each is brought to its least, then held while the next ones are improved."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping

import numpy as np

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.models.objectives import MEASURES
from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.solution import GoalResult, ModelSize, Solution, Status
from leonplan.optimizer.solve.live import Live, Outcome
from leonplan.optimizer.solve.matrix import Floats, Matrix, Terms, compile_matrix
from leonplan.optimizer.solve.settings import GRID, HELD_SHARE, SolveSettings

UNITS = {measure.name: measure.unit for measure in MEASURES}

Step = Mapping[str, float]
"""One step of the order: weights by goal, a single goal with weight 1."""
Progress = Callable[[str], None]
"""Told what is being done, one short line at a time."""


def step_name(step: Step) -> str:
    """A goal's name, or the weighted goals as a sum, e.g. ``1*overrun + 30*unmet``."""
    if list(step.values()) == [1.0]:
        return next(iter(step))
    return " + ".join(f"{weight:g}*{goal}" for goal, weight in step.items())


def step_unit(step: Step) -> str:
    """Unit of a step's value."""
    return UNITS[next(iter(step))] if list(step.values()) == [1.0] else "weighted"


def held_at(step: Step, value: float) -> float:
    """What later steps may not exceed: the value with its small share, rounded up to the grid.

    >>> held_at({"unmet": 1.0}, 8.3123)
    8.32
    """
    grid = max(GRID[goal] * weight for goal, weight in step.items())
    return round(math.ceil((value + abs(value) * HELD_SHARE) / grid - 1e-9) * grid, 9)


def terms_of(matrix: Matrix, step: Step) -> tuple[Terms, float]:
    """Terms and constant of a step."""
    terms: Terms = {}
    constant = 0.0
    for goal, weight in step.items():
        parts, number = matrix.goals[goal]
        constant += weight * number
        for column, coefficient in parts.items():
            terms[column] = terms.get(column, 0.0) + weight * coefficient
    return terms, constant


def solve(
    data: ModelData,
    steps: tuple[Step, ...],
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
) -> Solution:
    """The best plan in the order of the steps, with a bound for each.

    Raises VerificationError if HiGHS contradicts itself (a later step infeasible after an earlier one was solved).
    """
    settings = settings or SolveSettings()
    matrix = compile_matrix(build_model(data))
    return solve_matrix(matrix, steps, settings, progress or (lambda _: None))


def solve_matrix(matrix: Matrix, steps: tuple[Step, ...], settings: SolveSettings, progress: Progress) -> Solution:
    """The same, for a problem already compiled."""
    live = Live(matrix, gap=settings.gap, seed=settings.seed, threads=settings.threads)
    deadline = None if settings.time_limit is None else time.monotonic() + settings.time_limit
    plan: Floats | None = None
    results: list[GoalResult] = []
    for step in steps:
        terms, constant = terms_of(matrix, step)
        progress(f"{step_name(step)} ({len(results) + 1} of {len(steps)})")
        live.aim(terms, constant)
        if plan is not None:
            live.start_from(plan)
        outcome = live.run(None if deadline is None else deadline - time.monotonic())
        if outcome.status == "infeasible" and not results:
            return Solution(Status.INFEASIBLE, (), {}, size_of(matrix))
        outcome = _agreed(live, outcome, plan, terms, constant)
        if outcome.values is None:
            return Solution(Status.NO_ANSWER, (), {}, size_of(matrix))
        plan = outcome.values
        limit = held_at(step, outcome.value)
        live.hold(terms, limit - constant)
        results.append(
            GoalResult(step_name(step), step_unit(step), outcome.value, outcome.bound, outcome.status == "optimal", limit)
        )
    status = Status.OPTIMAL if all(result.proven for result in results) else Status.FEASIBLE
    return Solution(status, tuple(results), values_of(matrix, plan), size_of(matrix))


def _agreed(live: Live, outcome: Outcome, plan: Floats | None, terms: Terms, constant: float) -> Outcome:
    """The outcome, unless it contradicts a plan that is known: then solved again without presolve."""
    if outcome.status != "infeasible" or plan is None:
        return outcome
    live.start_from(plan)
    again = live.run(None, presolve=False)
    if again.status == "infeasible":
        raise VerificationError("HiGHS calls a goal infeasible although it had a plan for the goals before it")
    return again


def size_of(matrix: Matrix) -> ModelSize:
    """Size of a problem."""
    return ModelSize(matrix.rows, matrix.columns, int(matrix.whole.sum()), len(matrix.values))


def values_of(matrix: Matrix, plan: Floats | None) -> dict[str, dict[object, float]]:
    """Value by variable and index, whole where it must be, zeros left out."""
    if plan is None:
        return {}
    clean = np.where(matrix.whole, np.round(plan), np.round(plan, 9)) + 0.0
    return {
        name: {key: float(clean[column]) for key, column in found if clean[column] != 0}
        for name, found in matrix.variables.items()
    }
