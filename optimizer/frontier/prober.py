"""Asks the solver: one problem, in which nothing but limits and the objective changes from question to question.

The search runs where places are forgotten (a third of the columns, and its bounds hold for the whole problem). The whole
numbers of its plan are then fixed in the whole problem, and linear problems on one basis give the rest: the plan at its limit,
with later goals at their least in turn, and what the same whole decisions can reach at limits around it.
"""

from __future__ import annotations

import hashlib
import math
import time
from dataclasses import dataclass, replace

import numpy as np

from leonplan.optimizer.errors import CollisionError, VerificationError
from leonplan.optimizer.frontier.axis import Axis
from leonplan.optimizer.frontier.probe import Answer, Ask, Probe
from leonplan.optimizer.frontier.problem import LIMIT
from leonplan.optimizer.frontier.rest import Rest, TimeIsUpError, room
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import value_of
from leonplan.optimizer.solve.live import Outcome
from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix, carried_whole_numbers
from leonplan.optimizer.solve.movable import MovableLive
from leonplan.optimizer.solve.steps import WeightedGoals, terms_of

FALSE = 1e-6
"""Share of a value by which what HiGHS reports of a plan may differ from what the plan comes to."""


class FalseAnswerError(VerificationError):
    """An answer of HiGHS that is not what was asked for, or cannot be."""


class GeographyBindsError(Exception):
    """A plan that forgets places is no plan of the whole problem: the questions must be asked there."""


@dataclass(frozen=True, slots=True)
class Law:
    """A step that is taken first and held along the whole frontier."""

    step: WeightedGoals
    bound: float
    """No plan, whatever the limit, has less."""
    held: float
    """What no plan of the frontier exceeds."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How exactly a question is answered."""

    gap: float
    """Relative distance of plan and bound at which a search may stop [share]."""
    distance: float
    """The same in the objective's unit; the search stops where either is reached."""
    limit: float = 0.0
    """A plan that needs less of the limit it was asked at by no more than this stays a plan at that limit [x]."""


@dataclass
class Prober:
    """A municipality, what is limited and what is to be least. Answers do not depend on what was asked before."""

    axis: Axis
    goal: WeightedGoals
    """y, the step that the limit is weighed against."""
    later: tuple[WeightedGoals, ...]
    """Steps minimised in turn, with the whole decisions as they are, so that no plan is wasteful."""
    whole: Matrix
    """The whole problem with the limit as its last column."""
    small: Matrix | None
    """The problem that forgets places, with the limit; none if questions are asked on the whole one."""
    seed: int = 0
    laws: tuple[Law, ...] = ()
    """What is held."""

    @property
    def searched(self) -> Matrix:
        """The problem that questions are asked on."""
        return self.whole if self.small is None else self.small

    def room(self, step: WeightedGoals, value: float) -> float:
        """What a step is held at while others are improved."""
        return room(step, value, self.whole.size.grids)

    def law(self, step: WeightedGoals, precision: Precision, clock: Clock, attempt: int = 0) -> Law | None:
        """Take a step on the way to the frontier, at whatever limit; none if stopped.

        attempt: how often it was asked before. Raises CollisionError without plan, FalseAnswerError as ``ask``.
        """
        live = self._live(self.searched, precision, clock, attempt=attempt)
        live.aim(*terms_of(self.searched, step))
        outcome = live.run(clock.left)
        if outcome.status == "infeasible":
            raise _no_plan(Probe(Ask.LEAST_X))
        if outcome.values is None or outcome.status != "optimal":
            return None
        check_answer(outcome, value_of(outcome.values, *terms_of(self.searched, step)), precision)
        return Law(step, outcome.bound, self.room(step, outcome.value))

    def ask(
        self, probe: Probe, precision: Precision, clock: Clock, start: Answer | None = None, attempt: int = 0
    ) -> Answer | None:
        """Answer a question; none if it was stopped before there was a plan, filled in by when the clock has closed.

        start: a plan to start from; attempt: how often the same was asked before, for then another way is gone: no start,
        another seed. Raises GeographyBindsError if the plan cannot be filled in, FalseAnswerError if the answer
        is not proven as closely as HiGHS says, or there is no plan where one is at hand.
        """
        begun = time.perf_counter()
        live = self._live(self.searched, precision, clock, attempt=attempt)
        column = self.searched.columns - 1
        least = float(self.searched.lower[column])
        low, high = least if probe.low is None else probe.low, math.inf if probe.high is None else probe.high
        live.bound(np.array([column], dtype=np.int32), np.array([low]), np.array([high]))
        terms, constant = terms_of(self.searched, self.goal)
        if probe.value is not None:
            live.hold(terms, probe.value - constant)
        live.aim(*terms_of(self.searched, self._objective(probe)))
        if start is not None and not attempt:
            live.start_from(self._start(start))
        searching = time.perf_counter()
        outcome = live.run(clock.left)
        busy = time.perf_counter() - searching
        if outcome.status == "infeasible":
            raise _no_plan(probe)
        if outcome.values is None:
            return None
        if outcome.status == "optimal":
            check_answer(outcome, value_of(outcome.values, *terms_of(self.searched, self._objective(probe))), precision)
        try:
            return self._filled(probe, outcome, precision, clock, begun, busy)
        except TimeIsUpError:
            return None

    def same(self, probe: Probe, source: Answer, clock: Clock) -> Answer | None:
        """The least y at a limit with the whole decisions of another answer; none if there was no time for it."""
        try:
            return self._same(probe, source, clock)
        except TimeIsUpError:
            return None

    def _same(self, probe: Probe, source: Answer, clock: Clock) -> Answer:
        assert probe.high is not None
        begun = time.perf_counter()
        columns = np.flatnonzero(self.whole.whole).astype(np.int32)
        numbers = np.round(self.plan_of(source)[columns])
        rest = self._rest(columns, numbers, clock)
        y = rest.least_y(probe.high)
        if y is None:
            raise FalseAnswerError("HiGHS finds no plan at a limit between two that the same whole decisions keep")
        plan = rest.plan(probe.high, y)
        return replace(
            source,
            x=probe.high,
            y=value_of(plan, *terms_of(self.whole, self.goal)),
            bound=-math.inf,
            corners=(),
            columns={int(c): float(plan[c]) for c in np.flatnonzero(plan)},
            seconds=time.perf_counter() - begun,
            solves=rest.solves,
            busy=rest.busy,
            is_stopped=False,
        )

    def _objective(self, probe: Probe) -> WeightedGoals:
        if probe.ask is Ask.LEAST_Y:
            return self.goal
        return {**self.goal, LIMIT: probe.price} if probe.ask is Ask.SLOPE else {LIMIT: 1.0}

    def _live(
        self, matrix: Matrix, precision: Precision, clock: Clock, *, whole: bool = True, attempt: int = 0
    ) -> MovableLive:
        seed = self.seed + attempt
        live = MovableLive(matrix, gap=precision.gap, seed=seed, whole=whole, stop=clock.stop)
        live.within(precision.distance)
        for law in self.laws:
            terms, constant = terms_of(matrix, law.step)
            live.hold(terms, law.held - constant)
        return live

    def _rest(self, columns: Ints, numbers: Floats, clock: Clock) -> Rest:
        """The whole problem with its whole decisions taken; Ctrl-C leaves it the time to make a plan of them."""
        live = self._live(self.whole, Precision(0.0, 0.0), Clock(None), whole=False)
        return Rest(live, self.whole, self.axis, self.goal, self.later, columns, numbers, clock)

    def _start(self, found: Answer) -> Floats:
        """A plan of the whole problem as far as the searched one knows its columns."""
        if self.small is None:
            return self.plan_of(found)
        start, known = np.zeros(self.small.columns), found.columns
        for name, columns in self.small.variables.items():
            whole = dict(self.whole.variables[name])
            for index, column in columns:
                start[column] = known.get(whole[index], 0.0) if index in whole else 0.0
        return start

    def plan_of(self, found: Answer) -> Floats:
        """A plan by column of the whole problem. Shape (columns,)."""
        plan = np.zeros(self.whole.columns)
        plan[list(found.columns)] = list(found.columns.values())
        return plan

    def _filled(
        self, probe: Probe, outcome: Outcome, precision: Precision, clock: Clock, begun: float, busy: float
    ) -> Answer:
        """The answer: the whole decisions of a plan, filled in on the whole problem; nowhere else once time is up."""
        assert outcome.values is not None
        searched = time.perf_counter()
        columns, numbers = self._whole_decisions(outcome.values)
        rest = self._rest(columns, numbers, clock)
        x = self._limit_of(probe, outcome, precision, rest)
        y = rest.least_y(x)
        if y is None:
            raise GeographyBindsError
        is_out = clock.is_out
        corners = () if is_out else rest.corners(probe.near, x)
        plan = rest.plan(x, y)
        return Answer(
            x=x,
            y=value_of(plan, *terms_of(self.whole, self.goal)),
            bound=outcome.bound,
            whole=hashlib.sha256(np.round(numbers).astype(np.int64).tobytes()).hexdigest()[:16],
            corners=corners,
            columns={int(c): float(plan[c]) for c in np.flatnonzero(plan)},
            seconds=time.perf_counter() - begun,
            solves=1 + rest.solves,
            busy=busy + rest.busy,
            filling=time.perf_counter() - searched,
            is_stopped=is_out or outcome.status != "optimal",
            is_located=self.small is None,
        )

    def _whole_decisions(self, values: Floats) -> tuple[Ints, Floats]:
        """Whole columns of the whole problem, and their numbers as far as the searched problem knows them."""
        searched = self.searched
        columns, numbers = carried_whole_numbers(searched, values, self.whole)
        if len(columns) != int(self.whole.whole.sum()):
            raise GeographyBindsError
        return columns, numbers

    def _limit_of(self, probe: Probe, outcome: Outcome, precision: Precision, rest: Rest) -> float:
        """The limit, on the grid, at which a plan counts: no more than it needs."""
        assert outcome.values is not None
        wanted = value_of(outcome.values, *terms_of(self.searched, self.goal))
        most = math.inf if probe.high is None else probe.high
        if probe.ask is Ask.LEAST_Y:
            reached = rest.least_y(most)
            slack = max(precision.distance, precision.gap * abs(wanted))
            if reached is None or (
                self.small is not None and reached > max(wanted + slack, self.room(self.goal, wanted))
            ):
                raise GeographyBindsError
            needed = rest.least_x(self.room(self.goal, reached))
            if needed is not None and most - needed <= precision.limit:
                return most
        else:
            told = float(outcome.values[-1])
            needed = told if self.small is None else rest.least_x(self.room(self.goal, wanted))
            if needed is None or needed > told + max(precision.distance, self.axis.grid):
                raise GeographyBindsError
        if needed is None:
            raise GeographyBindsError
        return min(self.axis.up(needed), most)


def _no_plan(probe: Probe) -> Exception:
    """What it means that there is no plan."""
    if probe.ask is Ask.LEAST_X:
        return CollisionError("there is no plan that meets every hard demand, whatever the limit; loosen one of them")
    return FalseAnswerError("HiGHS finds no plan at a limit that a plan at hand keeps")


def check_answer(outcome: Outcome, value: float, precision: Precision) -> None:
    """Raise FalseAnswerError if an answer called optimal is not what its own plan comes to, or not proven as asked.

    value: what the plan comes to in what was asked for, worked out from its columns.
    """
    size = max(1.0, abs(value), abs(outcome.bound))
    if abs(value - outcome.value) > FALSE * size:
        raise FalseAnswerError(
            f"HiGHS calls a plan's objective {outcome.value:.10g}, and the plan comes to {value:.10g}"
        )
    distance = value - outcome.bound
    if distance > precision.distance + (precision.gap + FALSE) * size or distance < -FALSE * size:
        raise FalseAnswerError(
            f"HiGHS calls {value:.10g} the least, and has proven no more than {outcome.bound:.10g}"
            if distance > 0
            else f"HiGHS has a plan with {value:.10g}, and calls {outcome.bound:.10g} the least"
        )
