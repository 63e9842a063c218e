"""A plan of the relaxation that forgets places, filled in: a plan of the whole problem, as good in every goal taken so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What a plan of the relaxation came to on the whole problem."""

    plan: Floats | None
    """A plan of the whole problem that keeps the steps carried over; none if there is none."""
    carried: tuple[TakenStep, ...]
    """The first steps, as they are held on the whole problem: all of them, unless geography binds."""


def filled_in(relaxed: Descent, matrix: Matrix, aim: WeightedGoals, clock: Clock) -> FilledIn:
    """A plan of the whole problem with the relaxation's wards and projects, and its steps as far as they are carried over.

    What is held is a grid's step and a part of the gap above what was reached. Where that leaves a goal within the gap, or it
    was not within it anyway, holding it suffices; else it is minimised, in order, and must come to no more than
    on the relaxation, or to within the gap of the bound, its slack left out. The first step for which that cannot be, and
    those after it, are not carried over: the bounds of later ones hold only where it is held as on the relaxation.

    aim: the step that the plan is best in where all are carried over, the next one, or the last if none comes after; clock:
    the whole problem's.
    """
    quickly = _filled_in(relaxed, matrix, aim, clock, looking=False)
    if quickly is None and not clock.is_out:
        quickly = _filled_in(relaxed, matrix, aim, clock, looking=True)
    return quickly or FilledIn(None, ())


def _filled_in(relaxed: Descent, matrix: Matrix, aim: WeightedGoals, clock: Clock, *, looking: bool) -> FilledIn | None:
    """The same; looking: at the least of every step, to find the first that cannot be held. None if it must be looked for."""
    live = _with_decisions_of(relaxed, matrix, clock, closes=True)
    carried: list[TakenStep] = []
    plan: Floats | None = None
    for reached in relaxed.reached:
        terms, constant = terms_of(matrix, reached.step)
        grid, gap = grid_of(reached.step, matrix.size.grids), relaxed.settings.gap
        value = reached.held - reached.slack
        suffices = is_within(gap, value, reached.bound, grid) or not is_within(gap, reached.value, reached.bound, grid)
        if looking or not suffices:
            live.aim(terms, constant)
            outcome = live.run(clock.to_fill_in)
            if outcome.values is None:
                break
            plan, least = outcome.values, outcome.value - reached.slack
            most, value = (value, value) if suffices else (reached.value, least)
            is_as_good = least <= most + ROUNDING * grid or (
                not suffices and is_within(gap, least, reached.bound, grid)
            )
            if not (is_as_good or clock.is_out):
                return FilledIn(plan, tuple(carried))
        live.hold(terms, reached.held - constant)
        carried.append(replace(reached, value=value))
    else:
        live.aim(*terms_of(matrix, aim))
        last = live.run(clock.to_fill_in).values
        if last is not None:
            return FilledIn(last, tuple(carried))
    return FilledIn(plan, tuple(carried)) if looking and plan is not None else None


def placed(relaxed: Descent, matrix: Matrix, clock: Clock) -> Floats | None:
    """Some plan of the whole problem with the relaxation's wards and projects, whatever its goals; none if there is none.

    clock: the whole problem's.
    """
    live = _with_decisions_of(relaxed, matrix, clock, closes=False)
    live.aim(*terms_of(matrix, relaxed.reached[-1].step))
    return live.run(clock.share).values


def _with_decisions_of(relaxed: Descent, matrix: Matrix, clock: Clock, *, closes: bool) -> Live:
    """The whole problem with the wards and projects of the relaxation's plan; closes: as ``Live`` takes it."""
    assert relaxed.plan is not None
    live = Live(matrix, gap=relaxed.settings.gap, seed=relaxed.settings.seed, stop=clock.stop, closes=closes)
    live.fix(*carried_whole_numbers(relaxed.matrix, relaxed.plan, matrix))
    return live
