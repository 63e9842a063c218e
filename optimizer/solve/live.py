"""A problem living in HiGHS: rows are added, objectives and bounds changed, nothing is built again."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from enum import StrEnum

import highspy
import numpy as np

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.solve.gate import SECOND_OPINION, UNSEEN, Attempt, Gate, SolverAnswer, attempts
from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix, Terms
from leonplan.optimizer.solve.quiet import QuietHighs
from leonplan.optimizer.solve.scaling import Scaling
from leonplan.optimizer.solve.side_by_side import GLANCE, stopping
from leonplan.optimizer.solve.standing import Standing
from leonplan.optimizer.solve.totals import Totals

GRACE = 0.5
"""Seconds that HiGHS may overrun its own time limit before it is stopped from outside."""

SECOND_LEAST = 5.0
"""Seconds that a second opinion on whether there is a plan may take at least."""

SECOND_PART = 2.0
"""What it may take, as a multiple of the first."""

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
    doubts: tuple[str, ...] = ()
    """Answers that were not believed, and why, before this one."""


CLAIMS = {
    "kOptimal": "optimal",
    "kModelEmpty": "optimal",
    "kObjectiveTarget": "enough",
    "kInfeasible": "infeasible",
    "kUnboundedOrInfeasible": "infeasible",
    "kTimeLimit": "stopped",
    "kIterationLimit": "stopped",
    "kSolutionLimit": "stopped",
    "kMemoryLimit": "stopped",
    "kInterrupt": "stopped",
    "kHighsInterrupt": "stopped",
}
"""What HiGHS's statuses claim, by name, as not every version has each; all others say that it is lost."""


class Heuristics(StrEnum):
    """How hard a search looks for better plans: in vain once the plan at hand is as good as any, which is the usual case."""

    FULL = "full"
    """As HiGHS does by itself."""
    SOME = "some"
    """Only around the relaxation's reduced costs."""
    NONE = "none"
    """Not at all: all the time goes into the proof."""


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
        totals: bool = True,
        closes: bool = False,
    ) -> None:
        """Hand a problem over.

        ``whole`` false solves its linear relaxation; ``stop`` is set when the user asks to stop, here or elsewhere;
        ``totals`` false leaves every column to stand for itself. ``closes`` says that what was found is made a plan here:
        that is done also where the user has asked to stop, or what was found is lost.
        """
        self._highs = QuietHighs()
        self._columns = np.arange(matrix.columns, dtype=np.int32)
        self._stop, self._closes = stop or threading.Event(), closes
        self._late = threading.Event()
        self._scaling = Scaling(matrix)
        self._unit = 1.0
        self._held: dict[int, tuple[int, float]] = {}
        self._gap, self._distance, self._seed = gap, 1e-9, seed
        self._start: Floats | None = None
        self._hopeless = np.inf
        self._highs.cbMipInterrupt += self._stop_if_asked
        if not whole:
            self._highs.cbSimplexInterrupt += self._stop_if_asked
        for option, setting in {
            "threads": threads,
            "mip_rel_gap": gap,
            "mip_abs_gap": self._distance,
            "mip_allow_restart": False,  # a restart throws the cuts of the root away, which are dear and good here
            "mip_allow_cut_separation_at_nodes": False,  # the root's cuts are enough: travel takes 36 CPU s without, 43 with
            "mip_pscost_minreliable": 4,  # with few whole numbers, each branched on often, half the trials tell as much
            "primal_feasibility_tolerance": tolerance,
            "mip_feasibility_tolerance": tolerance,
        }.items():
            self._highs.setOptionValue(option, setting)
        plain = self._scaling.applied(whole=whole)
        self._standing = Standing(plain)
        self._totals = Totals(plain, wanted=totals and whole)
        told = self._totals.applied(plain)
        self._highs.passModel(
            told.columns, told.rows, len(told.index), int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize), 0.0, np.zeros(told.columns), told.lower, told.upper,
            told.row_lower, told.row_upper, told.start, told.index, told.values, told.whole.astype(np.int32),
        )  # fmt: skip

    def search(self, heuristics: Heuristics, gap: float) -> None:
        """How hard the next runs look for better plans, and how close plan and bound must come [relative to the value]."""
        self._gap = gap
        self._highs.setOptionValue("mip_rel_gap", gap)
        self._highs.setOptionValue("mip_heuristic_effort", 0.0 if heuristics is Heuristics.NONE else 0.05)
        self._highs.setOptionValue("mip_heuristic_run_root_reduced_cost", heuristics is not Heuristics.NONE)
        for name in ("rins", "rens", "feasibility_jump"):
            self._highs.setOptionValue(f"mip_heuristic_run_{name}", heuristics is Heuristics.FULL)

    def aim(self, terms: Terms, constant: float) -> None:
        """Make an expression the objective. Discards a start: set it afterwards."""
        self._unit = self._scaling.of(terms)
        columns, coefficients = self._scaling.terms(terms, self._unit)
        self._standing.aim(self._by_column(columns, coefficients), constant / self._unit)
        self._highs.changeColsCost(
            len(self._columns), self._columns, self._by_column(*self._totals.terms(columns, coefficients))
        )
        self._highs.changeObjectiveOffset(constant / self._unit)
        self._start = None

    def _by_column(self, columns: Ints, coefficients: Floats) -> Floats:
        found = np.zeros(len(self._columns))
        found[columns] = coefficients
        return found

    def hold(self, terms: Terms, at_most: float) -> int:
        """Add the row ``terms <= at_most``; returns its number."""
        unit = self._scaling.of(terms)
        columns, coefficients = self._scaling.terms(terms, unit)
        number = self._standing.hold(columns, coefficients, at_most / unit)
        columns, coefficients = self._totals.terms(columns, coefficients)
        self._highs.addRow(-np.inf, at_most / unit, len(columns), columns, coefficients)
        row = int(self._highs.getNumRow()) - 1
        self._held[row] = number, unit
        return row

    def follow(self, terms: Terms, lower: float, upper: float) -> None:
        """Tell HiGHS a row that follows from the problem: every plan keeps it, and answers are judged without it."""
        unit = self._scaling.of(terms)
        columns, coefficients = self._totals.terms(*self._scaling.terms(terms, unit))
        self._highs.addRow(lower / unit, upper / unit, len(columns), columns, coefficients)

    def follow_bounds(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Tell HiGHS bounds of columns that follow from the problem, in the same way."""
        units = self._scaling.columns[columns]
        self._bound(columns, lower / units, upper / units)

    def fix(self, columns: Ints, values: Floats) -> None:
        """Give columns a value."""
        self.bound(columns, values, values)

    def bound(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Change bounds of columns."""
        units = self._scaling.columns[columns]
        lower, upper = lower / units, upper / units
        self._standing.bound(columns, lower, upper)
        self._bound(columns, lower, upper)

    def _bound(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        kept, rows, row_lower, row_upper = self._totals.bounds(columns, lower, upper)
        self._highs.changeColsBounds(len(kept), columns[kept], lower[kept], upper[kept])
        for row, low, high in zip(rows, row_lower, row_upper, strict=True):
            self._highs.changeRowBounds(int(row), float(low), float(high))

    def start_from(self, values: Floats) -> None:
        """Offer a plan to start from, after the objective is set."""
        solution = highspy.HighsSolution()
        start = values / self._scaling.columns
        solution.col_value = self._totals.forth(start).tolist()
        self._highs.setSolution(solution)
        self._start = start

    def run(self, time_limit: float | None, *, enough: float | None = None, hopeless: float = np.inf) -> Outcome:
        """Solve. The limit [s] holds for all attempts together; the first Ctrl-C keeps the best plan so far.

        Without any time left HiGHS is not asked, as it takes its time to notice: the plan offered is what there is.
        ``enough`` is a value known to be as good as any: the search stops at a plan that reaches it. ``hopeless`` is a value
        that is no longer of use: the search stops once no plan can be below it. Raises VerificationError if no attempt
        gives an answer that can be believed.
        """
        self._hopeless = hopeless / self._unit
        self._highs.setOptionValue("objective_target", -np.inf if enough is None else enough / self._unit)
        start, self._start = self._start, None
        gate = Gate.before(self._standing, start, self._gap, self._distance)
        if time_limit is not None and time_limit <= 0:
            return self._outcome("stopped", gate.known, -np.inf, 0, [])
        ends = None if time_limit is None else time.monotonic() + time_limit
        doubts: list[str] = []
        unseen: SolverAnswer | None = None
        for attempt in attempts(was_offered=start is not None):
            answer = self._ask(attempt, ends, begins_anew=bool(doubts))
            doubt = gate.doubt(answer, attempt)
            if not doubt and answer.claim == "infeasible":
                answer, doubt = self._asked_twice(answer, gate, ends, doubts)
            if not doubt:
                if unseen is not None and gate.agree(unseen, answer):
                    del doubts[0]
                return self._believed(answer, gate, doubts)
            if doubt is UNSEEN:
                unseen = answer
            doubts.append(f"HiGHS was asked {attempt.said} and not believed: {doubt}")
            if self._is_over(ends):
                return self._not_believed(answer, gate, doubts)
        raise VerificationError("; ".join(doubts))

    @property
    def _is_stopped(self) -> bool:
        return self._stop.is_set() and not self._closes

    def _is_over(self, ends: float | None) -> bool:
        return self._is_stopped or (ends is not None and time.monotonic() >= ends)

    def _ask(self, attempt: Attempt, ends: float | None, *, begins_anew: bool) -> SolverAnswer:
        if begins_anew:
            self._highs.clearSolver()
        self._late.clear()
        left = np.inf if ends is None else max(0.01, ends - time.monotonic())
        self._highs.setOptionValue("random_seed", self._seed + attempt.other_seed)
        self._highs.setOptionValue("presolve", "choose" if attempt.presolve else "off")
        self._highs.setOptionValue("time_limit", left)
        begun = time.monotonic()
        self._wait(self._highs.begin(), begun + left + GRACE)
        return self._answer(time.monotonic() - begun)

    def _asked_twice(
        self, first: SolverAnswer, gate: Gate, ends: float | None, doubts: list[str]
    ) -> tuple[SolverAnswer, str]:
        """That there is no plan cannot be shown by arithmetic: it is asked again in another way, for a while."""
        allowed = max(SECOND_LEAST, SECOND_PART * first.seconds)
        soon = time.monotonic() + allowed
        second = self._ask(SECOND_OPINION, soon if ends is None else min(soon, ends), begins_anew=True)
        if second.claim == "infeasible":
            return first, ""
        if second.claim == "stopped" and gate.plan_of(second) is None:
            doubts.append("HiGHS calls a problem infeasible; a second search had not ended when its time was up")
            return first, ""
        doubts.append(f"HiGHS called a problem infeasible, and says {second.told} {SECOND_OPINION.said}")
        return second, gate.doubt(second, SECOND_OPINION)

    def _wait(self, done: threading.Event, deadline: float) -> None:
        """Until HiGHS is done; it is stopped at the deadline or when the user asks."""
        with stopping(self._stop):
            while not done.wait(GLANCE):
                if time.monotonic() > deadline:
                    self._late.set()

    def _stop_if_asked(self, event: highspy.highs.HighsCallbackEvent) -> None:
        is_hopeless = np.isfinite(self._hopeless) and event.data_out.mip_dual_bound > self._hopeless
        event.interrupt(is_hopeless or self._is_stopped or self._late.is_set())  # HiGHS remembers it from run to run

    def _answer(self, seconds: float) -> SolverAnswer:
        status, info, solution = self._highs.getModelStatus(), self._highs.getInfo(), self._highs.getSolution()
        claim = CLAIMS.get(status.name, "lost")
        values = self._totals.back(np.array(solution.col_value)) if solution.value_valid else None
        value = float(info.objective_function_value)
        is_linear = info.mip_node_count < 0
        bound = float(info.mip_dual_bound) if not is_linear else value if claim == "optimal" else -np.inf
        return SolverAnswer(
            claim=claim,
            told=str(self._highs.modelStatusToString(status)),
            values=values,
            value=value,
            bound=-np.inf if np.isnan(bound) else bound,
            nodes=int(info.mip_node_count),
            seconds=seconds,
            has_looked=bool(info.mip_node_count > 0 or info.simplex_iteration_count > 0),
            is_feasible=info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible),
        )

    def _believed(self, answer: SolverAnswer, gate: Gate, doubts: list[str]) -> Outcome:
        if answer.claim == "infeasible":
            return Outcome("infeasible", None, np.inf, np.inf, 0, tuple(doubts))
        status = "stopped" if answer.claim == "stopped" else "optimal"
        return self._outcome(status, gate.plan_of(answer), answer.bound, answer.nodes, doubts)

    def _not_believed(self, answer: SolverAnswer, gate: Gate, doubts: list[str]) -> Outcome:
        """Out of time before an answer could be believed: a plan is a plan, but there is no bound."""
        doubts.append("there was no time to ask HiGHS again")
        return self._outcome("stopped", gate.plan_of(answer), -np.inf, answer.nodes, doubts)

    def _outcome(self, status: str, plan: Floats | None, bound: float, nodes: int, doubts: list[str]) -> Outcome:
        """An outcome in units of the matrix."""
        if plan is None:
            return Outcome(status, None, np.inf, bound * self._unit, nodes, tuple(doubts))
        value = self._standing.value(plan)
        values = plan * self._scaling.columns
        return Outcome(status, values, value * self._unit, min(bound, value) * self._unit, nodes, tuple(doubts))

    def write_mps(self, path: str) -> bool:
        """Write the problem as it stands; whether all of it could be written."""
        return bool(self._highs.writeModel(path) == highspy.HighsStatus.kOk)
