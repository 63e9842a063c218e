"""A problem living in HiGHS: rows are added, objectives and bounds changed, nothing is built again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix, Terms
from leonplan.optimizer.solve.quiet import QuietHighs
from leonplan.optimizer.solve.scaling import Scaling

GRACE = 2.0
"""Seconds that HiGHS may overrun its own time limit before it is told to stop from outside."""

FEASIBILITY_TOLERANCE = 1e-7
"""Largest violation of a row or bound that HiGHS accepts."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run of HiGHS came to."""

    status: str
    """optimal, infeasible, stopped."""
    values: Floats | None
    """Value of every column; none if there is no plan."""
    value: float
    """Value of the objective."""
    bound: float
    """No plan has less."""
    nodes: int
    """Nodes of the search."""


class Live:
    """One problem in HiGHS. Not safe to share between threads, but several may run side by side.

    HiGHS runs in a thread of its own, so that Ctrl-C and an overrun of the time limit are noticed. It asks back only
    between nodes of the search: asking at every simplex iteration, as highspy's own interrupt handling does, takes half as
    much time again.
    """

    def __init__(
        self,
        matrix: Matrix,
        *,
        gap: float,
        seed: int,
        threads: int = 1,
        whole: bool = True,
        stop: threading.Event | None = None,
        tolerance: float = FEASIBILITY_TOLERANCE,
    ) -> None:
        """Hand a problem over.

        ``whole`` false solves its linear relaxation; ``stop`` is set when the user asks to stop, here or elsewhere.
        """
        self._highs = QuietHighs()
        self._columns = np.arange(matrix.columns, dtype=np.int32)
        self._scaling = scaling = Scaling(matrix)
        self._unit = 1.0
        self._held: dict[int, float] = {}
        self._stop = stop or threading.Event()
        self._late = threading.Event()
        self._started = False
        self._hopeless = np.inf
        self._highs.cbMipInterrupt += self._stop_if_asked
        if not whole:
            self._highs.cbSimplexInterrupt += self._stop_if_asked
        for option, setting in {
            "threads": threads,
            "random_seed": seed,
            "mip_rel_gap": gap,
            "mip_abs_gap": 1e-9,
            "primal_feasibility_tolerance": tolerance,
            "mip_feasibility_tolerance": tolerance,
        }.items():
            self._highs.setOptionValue(option, setting)
        self._highs.passModel(
            matrix.columns, matrix.rows, len(matrix.index), int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize), 0.0, np.zeros(matrix.columns),
            matrix.lower / scaling.columns, matrix.upper / scaling.columns,
            matrix.row_lower / scaling.rows, matrix.row_upper / scaling.rows,
            matrix.start, matrix.index, scaling.values,
            (matrix.whole if whole else np.zeros_like(matrix.whole)).astype(np.int32),
        )  # fmt: skip

    def aim(self, terms: Terms, constant: float) -> None:
        """Make an expression the objective. Discards a start: set it afterwards."""
        self._unit = self._scaling.of(terms)
        cost = np.zeros(len(self._columns))
        columns, coefficients = self._scaling.terms(terms, self._unit)
        cost[columns] = coefficients
        self._highs.changeColsCost(len(cost), self._columns, cost)
        self._highs.changeObjectiveOffset(constant / self._unit)

    def hold(self, terms: Terms, at_most: float) -> int:
        """Add the row ``terms <= at_most``; returns its number."""
        unit = self._scaling.of(terms)
        columns, coefficients = self._scaling.terms(terms, unit)
        self._highs.addRow(-np.inf, at_most / unit, len(columns), columns, coefficients)
        row = int(self._highs.getNumRow()) - 1
        self._held[row] = unit
        return row

    def fix(self, columns: Ints, values: Floats) -> None:
        """Give columns a value."""
        self.bound(columns, values, values)

    def bound(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Change bounds of columns."""
        units = self._scaling.columns[columns]
        self._highs.changeColsBounds(len(columns), columns, lower / units, upper / units)

    def start_from(self, values: Floats) -> None:
        """Offer a plan to start from, after the objective is set."""
        solution = highspy.HighsSolution()
        solution.col_value = (values / self._scaling.columns).tolist()
        self._highs.setSolution(solution)
        self._started = True

    def run(
        self,
        time_limit: float | None,
        *,
        presolve: bool = True,
        enough: float | None = None,
        hopeless: float = np.inf,
    ) -> Outcome:
        """Solve. The limit [s] is watched from outside as well, and the first Ctrl-C keeps the best plan so far.

        ``enough`` is a value known to be as good as any: the search stops at a plan that reaches it. ``hopeless`` is a value
        that is no longer of use: the search stops once no plan can be below it.
        """
        self._hopeless = hopeless / self._unit
        self._highs.setOptionValue("objective_target", -np.inf if enough is None else enough / self._unit)
        self._late.clear()
        self._highs.setOptionValue("presolve", "choose" if presolve else "off")
        self._highs.setOptionValue("time_limit", np.inf if time_limit is None else max(0.01, time_limit))
        outcome = self._run(time_limit)
        if self._started and self._never_looked():
            self._highs.clearSolver()
            again = self._run(time_limit)
            outcome = again if again.values is not None else outcome
        self._started = False
        return outcome

    def _run(self, time_limit: float | None) -> Outcome:
        self._wait(self._highs.begin(), time_limit)
        return self._outcome()

    def _never_looked(self) -> bool:
        """Whether HiGHS called the offered start optimal without a node or an iteration.

        HiGHS 1.15.1 does so wrongly on some problems that presolve shrinks to a few rows; without the start it solves them.
        """
        info = self._highs.getInfo()
        is_optimal = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return bool(is_optimal and info.mip_node_count <= 0 and info.simplex_iteration_count <= 0)

    def _wait(self, done: threading.Event, time_limit: float | None) -> None:
        """Until HiGHS is done, over its limit by more than the grace, or interrupted."""
        deadline = None if time_limit is None else time.monotonic() + time_limit + GRACE
        while not done.is_set():
            try:
                done.wait(0.2)
            except KeyboardInterrupt:
                if self._stop.is_set():
                    raise
                self._stop.set()
            if deadline is not None and time.monotonic() > deadline:
                self._late.set()

    def _stop_if_asked(self, event: highspy.highs.HighsCallbackEvent) -> None:
        is_hopeless = np.isfinite(self._hopeless) and event.data_out.mip_dual_bound > self._hopeless
        if is_hopeless or self._stop.is_set() or self._late.is_set():
            event.interrupt()

    def _outcome(self) -> Outcome:
        status = self._highs.getModelStatus()
        info = self._highs.getInfo()
        kinds = highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return Outcome("infeasible", None, np.inf, np.inf, 0)
        if status in (kinds.kUnbounded, kinds.kModelError, kinds.kSolveError, kinds.kPresolveError):
            raise VerificationError(f"HiGHS gave up: {self._highs.modelStatusToString(status)}")
        has_plan = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
        values = np.array(self._highs.getSolution().col_value) * self._scaling.columns if has_plan else None
        done = status in (kinds.kOptimal, kinds.kObjectiveTarget)
        value = float(info.objective_function_value) * self._unit if has_plan else np.inf
        whole = bool(info.mip_node_count >= 0)
        bound = float(info.mip_dual_bound) * self._unit if whole else (value if done else -np.inf)
        return Outcome("optimal" if done else "stopped", values, value, min(bound, value), int(info.mip_node_count))

    def write_mps(self, path: str) -> bool:
        """Write the problem as it stands; whether all of it could be written."""
        return bool(self._highs.writeModel(path) == highspy.HighsStatus.kOk)


Progress = Callable[[str], None]
"""Told what is being done, one short line at a time."""
