"""How often HiGHS lies on small problems, asked bare and through the gate, against every plan tried.

Each problem is asked three ways: plainly, from a plan of another objective, and as the program asks: the objective held, the
next one aimed at, from the plan at hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import highspy
import numpy as np
from small_problems import SmallProblem, costs, small_problem

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Floats
from leonplan.optimizer.solve.quiet import QuietHighs

ROOM = 1e-5
"""Share of the objective's largest part by which an answer may be off: a hundred times the solver's tolerance."""

WAYS = ("plainly", "from a plan", "from a plan, a goal held")


@dataclass
class Told:
    """Lies by (way, kind), with the seed of the first of each, and how many questions were asked."""

    asked: Counter[str] = field(default_factory=Counter)
    lies: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], int] = field(default_factory=dict)
    repeated: int = 0
    """Questions that the gate asked again because it did not believe the answer."""

    def note(self, way: str, lie: str, seed: int) -> None:
        self.asked[way] += 1
        if lie:
            self.lies[way, lie] += 1
            self.first.setdefault((way, lie), seed)


def questions(seed: int) -> Iterator[tuple[str, SmallProblem, float, Floats | None]]:
    """(way, problem, its least value, plan to start from) of one random problem."""
    random = Random(seed)
    problem = small_problem(random)
    best, plan = problem.best()
    yield WAYS[0], problem, best, None
    if plan is not None:
        other = costs(random, len(problem.upper))
        yield WAYS[1], problem, best, problem.aimed_at(other).best()[1]
        next_ = problem.held(best + 0.001).aimed_at(other)
        yield WAYS[2], next_, next_.best()[0], plan


def bare_lie(problem: SmallProblem, best: float, start: Floats | None) -> str:
    """What HiGHS's own answer is wrong in; empty if it is right."""
    highs, matrix = QuietHighs(), problem.matrix()
    for option, value in {
        "threads": 1,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 1e-9,
        "mip_feasibility_tolerance": 1e-7,
    }.items():
        highs.setOptionValue(option, value)
    highs.passModel(
        matrix.columns, matrix.rows, len(matrix.index), int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize), 0.0, problem.cost, matrix.lower, matrix.upper, matrix.row_lower,
        matrix.row_upper, matrix.start, matrix.index, matrix.values, matrix.whole.astype(np.int32),
    )  # fmt: skip
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)
    assert highs.begin().wait(60)
    status, info = highs.getModelStatus().name, highs.getInfo()
    if status in ("kInfeasible", "kUnboundedOrInfeasible"):
        return "" if best == np.inf else "infeasible where there is a plan"
    if status != "kOptimal":
        return f"status {status}"
    bound = info.mip_dual_bound if info.mip_node_count >= 0 else info.objective_function_value
    return _lie(problem, best, np.array(highs.getSolution().col_value), info.objective_function_value, bound)


def gate_lie(problem: SmallProblem, best: float, start: Floats | None, told: Told) -> str:
    """What the answer that the gate lets through is wrong in; empty if it is right."""
    live = Live(problem.matrix(), gap=0.0, seed=0)
    live.aim(dict(enumerate(problem.cost.tolist())), 0.0)
    if start is not None:
        live.start_from(start)
    try:
        outcome = live.run(None)
    except VerificationError:
        return "no answer that the gate believes"
    told.repeated += bool(outcome.doubts)
    if outcome.values is None:
        return "" if best == np.inf else f"{outcome.status} where there is a plan"
    return _lie(problem, best, outcome.values, outcome.value, outcome.bound)


def _lie(problem: SmallProblem, best: float, plan: Floats, value: float, bound: float) -> str:
    if best == np.inf:
        return "a plan where there is none"
    room = ROOM * problem.size(plan)
    if abs(float(problem.cost @ plan) - value) > room:
        return "a plan beside another plan's value"
    if abs(value - best) > room:
        return "a plan that is not the best, called optimal"
    return "a wrong bound" if abs(bound - best) > room else ""


def asked(first: int, count: int) -> tuple[Told, Told]:
    """What HiGHS told bare, and through the gate, of so many problems."""
    bare, gated = Told(), Told()
    for seed in range(first, first + count):
        for way, problem, best, start in questions(seed):
            bare.note(way, bare_lie(problem, best, start), seed)
            gated.note(way, gate_lie(problem, best, start, gated), seed)
    return bare, gated
