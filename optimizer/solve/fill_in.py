"""A plan of the relaxation that forgets places, filled in: a plan of the whole problem, as good in every goal taken so far."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from leonplan.optimizer.outcome.solution import ROUNDING
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import Descent, TakenStep
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Floats, Matrix, carried_whole_numbers
from leonplan.optimizer.solve.steps import WeightedGoals, grid_of, terms_of


def is_within(gap: float, value: float, bound: float, grid: float) -> bool:
    """Whether a value is within the gap [share] of its bound; a hundredth of the grid is rounding, the grid itself is not."""
    return bool(np.isfinite(bound) and value - bound <= gap * max(abs(value), abs(bound)) + ROUNDING * grid)


def filled_in(
    relaxed: Descent, matrix: Matrix, aim: WeightedGoals, clock: Clock
) -> tuple[Floats | None, tuple[TakenStep, ...] | None]:
    """A plan of the whole problem with the relaxation's wards and projects, and its goals as they are carried over.

    What is held is a grid's step and a part of the gap above what was reached. Where that leaves a goal within the gap, or it
    was not within it anyway, holding it suffices; else it is minimised, in order, and must come to no more than
    on the relaxation, or to within the gap of the bound, its slack left out. Returns the plan, none if there is none that keeps
    what was held, and the goals, none if one of them is not as good (unless time is up: then it is returned as it is).

    aim: the step that the plan is best in, the next one, or the last if none comes after; clock: the whole problem's.
    """
    assert relaxed.plan is not None
    columns, numbers = carried_whole_numbers(relaxed.matrix, relaxed.plan, matrix)
    live = Live(matrix, gap=relaxed.settings.gap, seed=relaxed.settings.seed, stop=clock.stop, closes=True)
    live.fix(columns, numbers)
    carried: list[TakenStep] = []
    is_exact = True
    for reached in relaxed.reached:
        terms, constant = terms_of(matrix, reached.step)
        grid = grid_of(reached.step, matrix.size.grids)
        gap, value = relaxed.settings.gap, reached.held - reached.slack
        is_proven = is_within(gap, reached.value, reached.bound, grid)
        if is_proven and not is_within(gap, value, reached.bound, grid):
            live.aim(terms, constant)
            outcome = live.run(clock.to_fill_in)
            if outcome.values is None:
                return None, None
            value = outcome.value - reached.slack
            is_as_good = value <= reached.value + ROUNDING * grid
            is_exact &= is_as_good or is_within(gap, value, reached.bound, grid) or clock.is_out
        live.hold(terms, reached.held - constant)
        carried.append(replace(reached, value=value))
    live.aim(*terms_of(matrix, aim))
    plan = live.run(clock.to_fill_in).values
    return plan, tuple(carried) if is_exact and plan is not None else None


def placed(relaxed: Descent, matrix: Matrix, clock: Clock) -> Floats | None:
    """Some plan of the whole problem with the relaxation's wards and projects, whatever its goals; none if there is none.

    clock: the whole problem's.
    """
    assert relaxed.plan is not None
    live = Live(matrix, gap=relaxed.settings.gap, seed=relaxed.settings.seed, stop=clock.stop)
    live.fix(*carried_whole_numbers(relaxed.matrix, relaxed.plan, matrix))
    live.aim(*terms_of(matrix, relaxed.reached[-1].step))
    return live.run(clock.share).values
