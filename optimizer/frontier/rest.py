"""The whole problem with its whole decisions taken: linear problems on one basis, which fill a plan in."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

import numpy as np

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.frontier.axis import Axis
from leonplan.optimizer.frontier.problem import LIMIT
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.live import Outcome
from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix, Terms
from leonplan.optimizer.solve.movable import MovableLive
from leonplan.optimizer.solve.steps import Grids, WeightedGoals, held_at, terms_of

ROOM = 1e-5
"""Gap of which a tenth is left between a goal and the limit at which it is held while others are improved [share]."""

HELD = 1e-9
"""Share of its least by which the goal may rise while later ones are improved with the whole decisions as they are."""

BROKEN = 1e-5
"""Share of a row's limit by which a plan may break it: HiGHS itself allows 1e-7, of the row as it scales it."""


def room(step: WeightedGoals, value: float, grids: Grids) -> float:
    """What a step is held at while others are improved."""
    return held_at(step, value, ROOM, grids)


class TimeIsUpError(Exception):
    """A plan could not be filled in, as time was up."""


@dataclass
class Rest:
    """The whole problem with its whole decisions taken. Each question raises TimeIsUpError once the clock has closed."""

    live: MovableLive
    """The problem, with no whole numbers and what is held along the frontier."""
    matrix: Matrix
    """The same, as it was handed over, with the limit as its last column."""
    axis: Axis
    goal: WeightedGoals
    """y."""
    later: tuple[WeightedGoals, ...]
    """Steps minimised in turn once y is at its own."""
    columns: Ints
    """The whole columns."""
    numbers: Floats
    """What they are fixed at."""
    clock: Clock
    """By when it has closed, all must be done."""
    solves: int = field(default=0, init=False)
    """Problems solved so far."""
    busy: float = field(default=0.0, init=False)
    """Seconds of these."""

    def __post_init__(self) -> None:
        """Fix the whole decisions."""
        self.live.fix(self.columns, self.numbers)
        self._goal: tuple[Terms, float] = terms_of(self.matrix, self.goal)
        self._row = self.live.hold(self._goal[0], math.inf)

    def _room(self, step: WeightedGoals, value: float) -> float:
        return room(step, value, self.matrix.size.grids)

    def _run(self) -> Outcome:
        begun = time.perf_counter()
        outcome = self.live.run(self.clock.to_close)
        self.solves += 1
        self.busy += time.perf_counter() - begun
        if outcome.status == "stopped":
            raise TimeIsUpError
        return outcome

    def _run_holding(self, y: float, *, is_first: bool) -> Outcome:
        """Solve with the goal at its least; if HiGHS finds no plan at that very number, at the next step of its grid."""
        if is_first:
            self.live.move(self._row, y + HELD * max(1.0, abs(y)) - self._goal[1])
        outcome = self._run()
        if is_first and outcome.values is None:
            self.live.move(self._row, self._room(self.goal, y) - self._goal[1])
            outcome = self._run()
        return outcome

    def _limit(self, x: float) -> None:
        column = np.array([self.matrix.columns - 1], dtype=np.int32)
        self.live.bound(column, self.matrix.lower[-1:], np.array([x]))

    def least_y(self, x: float) -> float | None:
        """The least y at a limit; none if the decisions do not keep it."""
        self._limit(x)
        self.live.move(self._row, math.inf)
        self.live.aim(*self._goal)
        outcome = self._run()
        if outcome.values is None:
            return None
        check_rows(self.matrix, outcome.values)
        return outcome.value

    def least_x(self, y: float) -> float | None:
        """The least limit that is kept with so much of y; none if there is none."""
        self._limit(math.inf)
        self.live.move(self._row, y - self._goal[1])
        self.live.aim(*terms_of(self.matrix, {LIMIT: 1.0}))
        outcome = self._run()
        return None if outcome.values is None else outcome.value

    def corners(self, near: tuple[float, float] | None, x: float) -> tuple[tuple[float, float], ...]:
        """(x, y) that the same decisions reach at limits around theirs: both ends, and halfway to them."""
        if near is None:
            return ()
        low, high = near
        least = self.least_x(math.inf) if low < x else None
        if least is not None:
            low = max(low, self.axis.up(least))
        spots = [low, (low + x) / 2, (x + high) / 2, high]
        wanted = [spot for spot in dict.fromkeys(spots) if spot != x]
        found = ((spot, self.least_y(spot)) for spot in wanted)
        return tuple((spot, y) for spot, y in found if y is not None)

    def plan(self, x: float, y: float) -> Floats:
        """The plan at a limit, with y at its least and each later goal in turn. Shape (columns,)."""
        self._limit(x)
        plan: Floats | None = None
        for step in self.later or (self.goal,):
            terms, constant = terms_of(self.matrix, step)
            self.live.aim(terms, constant)
            outcome = self._run_holding(y, is_first=plan is None)
            if outcome.values is None:
                break
            plan = outcome.values
            self.live.hold(terms, self._room(step, outcome.value) - constant)
        if plan is None:
            raise VerificationError("HiGHS finds no plan where it had one at the same limit")
        plan[self.columns] = self.numbers
        return plan


def check_rows(matrix: Matrix, plan: Floats) -> None:
    """Raise VerificationError if a plan breaks a row of the problem by more than the solver's rounding explains."""
    filled = matrix.start[:-1] < matrix.start[1:]
    sums = np.zeros(matrix.rows)
    sums[filled] = np.add.reduceat(matrix.values * plan[matrix.index], matrix.start[:-1][filled])
    size = 1.0 + np.maximum(_finite(matrix.row_lower), _finite(matrix.row_upper))
    broken = np.maximum(sums - matrix.row_upper, matrix.row_lower - sums) / size
    if np.max(broken, initial=0.0) > BROKEN:
        raise VerificationError("a plan that HiGHS gave breaks a rule of the problem")


def _finite(limits: Floats) -> Floats:
    return np.abs(np.where(np.isfinite(limits), limits, 0.0))
