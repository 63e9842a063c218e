"""A formulation kept alive: solved, given other numbers, solved again, without being built anew each time."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from leonplan.models.data import ModelData
from leonplan.models.relax import forget_places
from leonplan.optimizer.outcome.solution import Solution, Status
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import Descent
from leonplan.optimizer.solve.even_out import evened_out
from leonplan.optimizer.solve.feasible import LimitedProblem, PlanOutcome, find_plan
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.lexicographic import head_of, take_steps
from leonplan.optimizer.solve.matrix import Floats, Matrix
from leonplan.optimizer.solve.nearest import Toward, moved_nearer, without_rounding
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.solve.steps import WeightedGoals, slack_of
from leonplan.optimizer.solve.switched_off import SwitchedOff

NEAREST_PART = 0.2
"""Part of the time limit that is left for the nearest plan, where one is asked for."""

Values = Mapping[str, Mapping[Any, float]]
"""Value by variable and index, zeros left out, as in ``Solution.values``."""


class Session:
    """The formulation of one municipality in HiGHS, for as many solves as are wanted. Not safe to share between threads."""

    def __init__(self, data: ModelData, settings: SolveSettings | None = None) -> None:
        """Build the formulation for these numbers; settings hold for every solve."""
        self._settings = settings or SolveSettings()
        begun = time.perf_counter()
        self._data = data
        self._whole = Form(data)
        self._small: Form | None = None
        self._built = time.perf_counter() - begun

    @property
    def data(self) -> ModelData:
        """The numbers as they stand."""
        return self._data

    @property
    def matrix(self) -> Matrix:
        """The whole problem as it stands."""
        return self._whole.matrix

    def change(self, data: ModelData) -> None:
        """Take other numbers: only the rows and bounds they touch are made again, unless the shape of the problem moves."""
        begun = time.perf_counter()
        self._data = data
        self._whole.change(data)
        if self._small is not None:
            self._small.change(forget_places(data))
        self._built += time.perf_counter() - begun

    def solve(
        self,
        steps: tuple[WeightedGoals, ...],
        *,
        near: Values | None = None,
        known: Mapping[str, float] | None = None,
        targets: Mapping[str, float] | None = None,
        toward: Toward | None = None,
        progress: Progress | None = None,
        stop: threading.Event | None = None,
    ) -> Solution:
        """The best plan in the order of the steps, with a bound for each.

        near: a plan of similar numbers to start from. known: lower bounds of steps by name that are proven elsewhere, with
        the same steps before them held no tighter than here. targets: what each step, by name, is to be held at, its slack left
        out: it is not improved further, and the first step that cannot reach its own is the last one. toward: a plan that this
        one is to lie as near to as the goals allow, see ``nearest``; it is kept to in each goal where it is within the gap.
        stop: set when the user asks to stop. The time limit of the settings holds from when the formulation is built until the
        plan is tidied up, which may take ``Clock.closing`` more. Raises VerificationError if HiGHS contradicts itself.
        """
        head = head_of(self._data, steps)
        forgetful = self._small_form().matrix if head else None
        whole_clock = Clock.starting_now(self._settings.time_limit, stop)
        clock = whole_clock if toward is None else whole_clock.sooner(NEAREST_PART)
        slack = slack_of(steps, self._data.overrun_slack)
        log: list[str] = []

        def descent(matrix: Matrix) -> Descent:
            offered = None if near is None else columns_of(matrix, near)
            return Descent(
                matrix,
                self._settings,
                clock,
                progress or _silent,
                offered=offered,
                known=known or {},
                slack=slack,
                targets=targets or {},
                log=log,
                keeps_at=None if toward is None else toward.held,
            )

        small = None if forgetful is None else descent(forgetful)
        solution = take_steps(descent(self._whole.matrix), small, head, steps)
        if solution.status is Status.OPTIMAL and len(solution.goals) < len(steps):
            solution = replace(
                solution, status=Status.FEASIBLE
            )  # a step missed its target, and later ones were not taken
        built, self._built = self._built, 0.0
        if solution.values and toward is not None:
            only = forgetful if len(head) == len(steps) else None
            solution = moved_nearer(
                self._whole.matrix, only, steps, solution, toward, self._settings, whole_clock, progress or _silent
            )
        values = evened_out(self._data, solution.values) if solution.values else solution.values
        if values and toward is not None:
            values = without_rounding(values, toward.values)
        return replace(solution, values=values, build_seconds=built)

    def find(
        self,
        limits: Mapping[str, float],
        *,
        off: SwitchedOff | None = None,
        least: str | None = None,
        near: Values | None = None,
        stop: threading.Event | None = None,
    ) -> PlanOutcome:
        """Any plan with every goal within its limit, or that there is none, in addition to the limits that the data hold.

        off: rows that need not be kept. least: a goal that is minimised within the limits. near: a plan to start
        from. stop: set when the user asks to stop. The time limit of the settings holds for the whole search. Raises
        VerificationError if HiGHS contradicts itself.
        """
        forgetful = self._small_form() if head_of(self._data, ({"unmet": 1.0},)) else None
        clock = Clock.starting_now(self._settings.time_limit, stop)

        def problem(form: Form, is_forgetful: bool) -> LimitedProblem:
            matrix = form.matrix if off is None else off.applied(form.matrix, is_forgetful=is_forgetful)
            return LimitedProblem(matrix, self._settings, clock, None if near is None else columns_of(matrix, near))

        small = None if forgetful is None else problem(forgetful, True)
        return find_plan(problem(self._whole, False), small, limits, least)

    def _small_form(self) -> Form:
        if self._small is None:
            begun = time.perf_counter()
            self._small = Form(forget_places(self._data))
            self._built += time.perf_counter() - begun
        return self._small


def solve(
    data: ModelData,
    steps: tuple[WeightedGoals, ...],
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
    *,
    near: Values | None = None,
    stop: threading.Event | None = None,
) -> Solution:
    """The best plan for these numbers in the order of the steps, as ``Session.solve``."""
    return Session(data, settings).solve(steps, near=near, progress=progress, stop=stop)


def columns_of(matrix: Matrix, values: Values) -> Floats:
    """Values by column; what the values do not name is 0. Shape (columns,)."""
    found = np.zeros(matrix.columns)
    for name, columns in matrix.variables.items():
        known = values.get(name, {})
        for index, column in columns:
            found[column] = known.get(index, 0.0)
    return found


def _silent(_: str) -> None:
    """Report to none."""
