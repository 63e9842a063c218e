"""The choice of projects that lies farthest from given ones, with every goal held within a limit.

To make the distance great with limits as rows is one mixed-integer problem, exact but hard: on a whole municipality HiGHS
finds hardly any plan. It gets a part of the time, and settles small ones. What is left is halved again and again: is
there a plan at least this far away? There the excess over the limits is made little instead, which is quick where there
is one. All of it is done on the relaxation that forgets places, whose bounds hold, and the plan is then filled in; where
that cannot be done because geography binds, the whole problem is searched.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from leonplan.optimizer.outcome.solution import GoalResult, Solution, Status
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import value_of
from leonplan.optimizer.solve.distance_problem import HeldStep, Starts, Weights, with_distance, with_excess
from leonplan.optimizer.solve.lexicographic import LOCATED, size_of, values_of
from leonplan.optimizer.solve.live import Live, Outcome
from leonplan.optimizer.solve.matrix import Floats, Matrix, Terms, carried_whole_numbers
from leonplan.optimizer.solve.session import Values, columns_of
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.steps import grid_of, step_name, step_unit, terms_of

DIRECT_PART = 0.15
"""Part of the time for the one exact problem, before it is halved."""

HALVING_PART = 0.3
"""Part of the time left that one question, whether there is a plan this far away, may take."""

NO_EXCESS = 1e-5
"""Excess that counts as none [allowances]; limits are asked to be kept by more than this."""

PROVEN_EXCESS = 1e-3
"""Excess that, as a bound, proves that there is no plan this far away [allowances]."""

SAME = 1e-6
"""Distances this much apart are the same."""

BEYOND = 1e-4
"""How much farther than the plan at hand a plan must lie to be another one."""


@dataclass(frozen=True, slots=True)
class Farthest:
    """What the search came to."""

    solution: Solution | None
    """The plan found, its goals within their limits and not improved; none if none was found away from those given."""
    bound: float
    """No plan within the limits lies farther from the nearest of those given."""


@dataclass
class _Search:
    """One problem and what is known of its farthest plan."""

    matrix: Matrix
    order: Sequence[HeldStep]
    given: Sequence[Starts]
    weights: Weights
    settings: SolveSettings
    clock: Clock
    bound: float = np.inf
    values: Floats | None = None
    distance: float = 0.0
    unreached: float = field(default=np.inf, init=False)

    def run(self, near: Values | None) -> None:
        """Find the farthest plan, directly or by halving, as far as time goes."""
        self._directly(near)
        self.unreached = self.bound
        while self._is_open() and not self.clock.is_out:
            between = self.unreached - self.distance
            if between <= BEYOND + SAME:
                return
            is_last = between <= min(self.weights.values())
            self._ask(self.distance + (BEYOND if is_last else between / 2))

    def _is_open(self) -> bool:
        """Whether a plan could lie farther by more than the gap."""
        return self.bound - self.distance > self.settings.gap * self.bound + BEYOND + SAME

    def _directly(self, near: Values | None) -> None:
        wider, apart = with_distance(self.matrix, self.order, self.given, self.weights)
        start = None if near is None else columns_of(self.matrix, near)
        left = self.clock.left
        outcome = self._solved(
            wider, {j: -x for j, x in apart.items()}, None if left is None else DIRECT_PART * left, start
        )
        self.bound = min(self.bound, -outcome.bound)
        self._note(outcome)

    def _ask(self, at_least: float) -> None:
        """Whether there is a plan at least so far away."""
        wider, excess = with_excess(self.matrix, self.order, self.given, self.weights, at_least)
        left = self.clock.left
        outcome = self._solved(wider, excess, None if left is None else HALVING_PART * left, None, NO_EXCESS)
        before = self.distance
        if outcome.values is not None and outcome.value <= NO_EXCESS:
            self._note(outcome)
        if self.distance == before:
            self.unreached = at_least
        if outcome.bound > PROVEN_EXCESS or outcome.status == "infeasible":
            self.bound = min(self.bound, at_least)

    def _solved(
        self, wider: Matrix, aim: Terms, seconds: float | None, start: Floats | None, enough: float | None = None
    ) -> Outcome:
        settings = self.settings
        live = Live(wider, gap=settings.gap, seed=settings.seed, threads=settings.threads, stop=self.clock.stop)
        live.aim(aim, 0.0)
        if start is not None:
            whole = np.zeros(wider.columns)
            whole[: self.matrix.columns] = start
            live.start_from(whole)
        return live.run(seconds, enough=enough)

    def _note(self, outcome: Outcome) -> None:
        """Keep a plan if it lies farther than the one at hand."""
        if outcome.values is None:
            return
        plan = outcome.values[: self.matrix.columns]
        starts = {key: round(float(plan[column])) for key, column in self.matrix.variables["started"]}
        distance = min(
            sum(w * abs(starts.get(key, 0) - other.get(key, 0)) for key, w in self.weights.items())
            for other in self.given
        )
        if distance > self.distance + SAME:
            self.values, self.distance = plan, distance


def farthest(
    whole: Matrix,
    small: Matrix | None,
    order: Sequence[HeldStep],
    given: Sequence[Starts],
    weights: Weights,
    settings: SolveSettings,
    *,
    near: Values | None = None,
    stop: threading.Event | None = None,
) -> Farthest:
    """The plan whose starts lie farthest from the nearest of some given ones, whatever projects can be repeated.

    The distance of two choices is the sum over projects and periods of weight times the difference of starts until then.
    Exact, within the gap, without a time limit; with one, as far as was seen, and the bound says what may be missed.
    small: the problem that forgets places, if there is one. settings: its time limit and gap hold for this search. near: a
    plan within the limits to start from; stop: set when the user asks to stop.
    """
    clock = Clock.starting_now(settings.time_limit, stop)
    bound = np.inf
    for matrix in (whole,) if small is None else (small, whole):
        relaxed = [HeldStep(x.step, None) if matrix is small and LOCATED & set(x.step) else x for x in order]
        search = _Search(matrix, relaxed, given, weights, settings, clock, bound)
        search.run(near)
        bound = search.bound
        if bound < min(weights.values()):
            break
        plan = None if search.values is None else _filled_in(matrix, search.values, whole, order, clock, settings)
        if plan is not None:
            goals = tuple(_goal(whole, plan, held) for held in order)
            return Farthest(Solution(Status.FEASIBLE, goals, values_of(whole, plan), size_of(whole)), bound)
        if clock.is_out:
            break
    return Farthest(None, bound)


def _filled_in(
    matrix: Matrix, values: Floats, whole: Matrix, order: Sequence[HeldStep], clock: Clock, settings: SolveSettings
) -> Floats | None:
    """The whole problem's plan with the wards and projects of a plan, its goals within their limits; none if there is none."""
    columns, numbers = carried_whole_numbers(matrix, values, whole)
    live = Live(whole, gap=settings.gap, seed=settings.seed, stop=clock.stop, closes=True)
    live.fix(columns, numbers)
    for held in order:
        if held.at_most is not None:
            terms, constant = terms_of(whole, held.step)
            live.hold(terms, held.at_most - constant)
    live.aim(*terms_of(whole, {"travel": 1.0}))
    plan = live.run(clock.to_close).values
    if plan is not None:
        plan[columns] = numbers
    return plan


def _goal(matrix: Matrix, plan: Floats, held: HeldStep) -> GoalResult:
    """A goal as it stands: how much better it could be was not asked."""
    value = value_of(plan, *terms_of(matrix, held.step))
    at = value if held.at_most is None else max(value, held.at_most)
    return GoalResult(
        step_name(held.step), step_unit(held.step), value, -np.inf, False, at, grid_of(held.step, matrix.size.grids)
    )
