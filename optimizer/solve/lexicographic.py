"""From the numbers of a plan to its solution: the order of goals, taken first where places are forgotten.

Nothing but travel, moves and the policies on geography depends on who comes from where. So the goals before them are taken
on the relaxation that forgets places (``forget_places``): a third of the columns, and its bounds hold for the whole
problem. Its plan is then filled in: wards and projects fixed, a linear problem places everybody, with every goal held. If that
cannot be done within the gap, because geography does bind, the goals are taken on the whole problem.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from leonplan.models.data import ModelData
from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.solution import GoalResult, ModelSize, Solution, Status
from leonplan.optimizer.solve.descent import Clock, Descent, Progress, Reached, value_of
from leonplan.optimizer.solve.even_out import DECIMALS
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Floats, Matrix
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.steps import Step, grid_of, step_name, step_unit, terms_of

CONTRADICTION = 1e-6
"""A plan may undercut a proven bound by this share, as the solver's tolerances allow; more is a contradiction."""

LOCATED = frozenset({"travel"})
"""Goals that depend on who is served where."""


def take_steps(whole: Descent, smaller: Descent | None, head: tuple[Step, ...], steps: tuple[Step, ...]) -> Solution:
    """The best plan in the order of the steps: the head on the smaller problem where there is one, the others on the whole.

    Raises VerificationError if HiGHS contradicts itself (a later step infeasible after an earlier one was solved).
    """
    if smaller is None:
        return _take(whole, steps)
    if _carried_over(smaller, whole, head):
        return _take_with_help(whole, smaller, steps[len(head) :])
    if smaller.infeasible and not smaller.reached:
        return Solution(Status.INFEASIBLE, (), {}, size_of(whole.matrix))
    return _take(whole, steps)


def solve_matrix(matrix: Matrix, steps: tuple[Step, ...], settings: SolveSettings, progress: Progress) -> Solution:
    """The best plan of a problem already compiled, every step taken on it."""
    return _take(Descent(matrix, settings, Clock.starting_now(settings.time_limit), progress), steps)


def head_of(data: ModelData, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The first steps, as far as they do not depend on who is served where; none if there is only one place anyway."""
    if len(data.districts) == 1 and len(data.centres) == 1:
        return ()
    head = []
    for step in steps:
        if LOCATED & set(step):
            break
        head.append(step)
    return tuple(head)


def _carried_over(relaxed: Descent, whole: Descent, head: tuple[Step, ...]) -> bool:
    """Take steps on the relaxation and carry plan and bounds over to the whole problem; false if that cannot be done."""
    for step in head:
        if not relaxed.take(step):
            return False
    filled = _filled_in(relaxed, whole.matrix)
    if filled is None:
        whole.log.append("geography binds: the goals were taken on the whole problem")
        return False
    for reached in relaxed.reached:
        whole.hold(reached)
    whole.plan = filled
    return True


def _take_with_help(whole: Descent, relaxed: Descent, tail: tuple[Step, ...]) -> Solution:
    """Take the steps on geography on the whole problem, while the relaxation bounds the next one on the other core."""
    after = next((i for i, step in enumerate(tail) if not LOCATED & set(step)), len(tail))
    if after == len(tail):
        return _take(whole, tail)
    if not _taken_beside(whole, relaxed, tail[:after], tail[after]):
        return _take(whole, tail[after:])
    bound = relaxed.reached[-1].bound
    _try_projects_of(relaxed, whole, tail[after])
    return _take(whole, tail[after:], bound)


def _taken_beside(whole: Descent, relaxed: Descent, located: tuple[Step, ...], after: Step) -> bool:
    """Take the steps on geography on the whole problem and the one after them on the relaxation; whether that one was taken."""
    if not whole.settings.beside:
        for step in located:
            whole.take(step)
        return relaxed.take(after)
    with ThreadPoolExecutor(max_workers=1) as other_core:
        helping = other_core.submit(relaxed.take, after)
        for step in located:
            whole.take(step)
        return helping.result()


def _try_projects_of(relaxed: Descent, whole: Descent, step: Step) -> None:
    """Take over the relaxation's choice of projects, if the goals held so far allow it and it is better in the step."""
    assert whole.plan is not None
    assert relaxed.plan is not None
    terms, constant = terms_of(whole.matrix, step)
    columns = [column for _, column in whole.matrix.variables["started"]]
    choice = relaxed.plan[[column for _, column in relaxed.matrix.variables["started"]]]
    if value_of(relaxed.plan, *terms_of(relaxed.matrix, step)) >= value_of(whole.plan, terms, constant) - grid_of(step):
        return
    live = Live(whole.matrix, gap=whole.settings.gap, seed=whole.settings.seed, stop=whole.clock.stop)
    live.fix(np.array(columns, dtype=np.int32), np.round(choice))
    for reached in whole.reached:
        held, number = terms_of(whole.matrix, reached.step)
        live.hold(held, reached.held - number)
    live.aim(terms, constant)
    outcome = live.run(whole.clock.left)
    if outcome.values is not None and outcome.value < value_of(whole.plan, terms, constant):
        whole.plan = outcome.values


def _filled_in(relaxed: Descent, matrix: Matrix) -> Floats | None:
    """The whole problem's plan with the relaxation's wards and projects, and its goals held; none if there is none."""
    assert relaxed.plan is not None
    known = {
        (name, index): round(float(relaxed.plan[column]))
        for name, found in relaxed.matrix.variables.items()
        for index, column in found
        if relaxed.matrix.whole[column]
    }
    fixed = [
        (column, known[name, index])
        for name, found in matrix.variables.items()
        for index, column in found
        if matrix.whole[column] and (name, index) in known
    ]
    live = Live(matrix, gap=relaxed.settings.gap, seed=relaxed.settings.seed)
    live.fix(np.array([c for c, _ in fixed], dtype=np.int32), np.array([v for _, v in fixed], dtype=np.float64))
    for reached in relaxed.reached:
        terms, constant = terms_of(matrix, reached.step)
        live.hold(terms, reached.held - constant)
    live.aim(*terms_of(matrix, {"travel": 1.0}))
    return live.run(None).values


def _take(descent: Descent, steps: tuple[Step, ...], known_bound: float = -np.inf) -> Solution:
    """Take the steps that are left, knowing a bound of the first, and tidy the plan up."""
    for number, step in enumerate(steps):
        if not descent.take(step, -np.inf if number else known_bound):
            if descent.infeasible and descent.reached:
                raise VerificationError("HiGHS calls a goal infeasible although it had a plan for the goals before it")
            status = Status.INFEASIBLE if descent.infeasible else Status.NO_ANSWER
            return Solution(status, (), {}, size_of(descent.matrix))
    plan = _tidied(descent)
    goals = tuple(_result(descent, reached, plan) for reached in descent.reached)
    status = Status.OPTIMAL if all(goal.proven for goal in goals) else Status.FEASIBLE
    return Solution(
        status,
        goals,
        values_of(descent.matrix, plan),
        size_of(descent.matrix),
        interrupted=descent.clock.stop.is_set(),
        log=tuple(descent.log),
    )


def _tidied(descent: Descent) -> Floats:
    """The plan with whole numbers made exactly whole and the rest solved again around them, the last goal at its least."""
    assert descent.plan is not None
    matrix = descent.matrix
    whole = np.flatnonzero(matrix.whole).astype(np.int32)
    rounded = np.round(descent.plan[whole])
    live = Live(matrix, gap=descent.settings.gap, seed=descent.settings.seed, whole=False)
    live.fix(whole, rounded)
    for reached in descent.reached:
        terms, constant = terms_of(matrix, reached.step)
        live.hold(terms, reached.held - constant)
    if descent.reached:
        live.aim(*terms_of(matrix, descent.reached[-1].step))
    tidy = live.run(None).values
    if tidy is None:
        descent.log.append("the plan could not be solved again around its rounded whole numbers; it is left as found")
        return descent.plan
    tidy[whole] = rounded
    return tidy


def _result(descent: Descent, reached: Reached, plan: Floats) -> GoalResult:
    """A goal as it stands in the final plan."""
    value = value_of(plan, *terms_of(descent.matrix, reached.step))
    if reached.bound > value + CONTRADICTION * max(1.0, abs(value)) + grid_of(reached.step):
        raise VerificationError(
            f"a plan has {value:g} of {step_name(reached.step)} where HiGHS proved {reached.bound:g}"
        )
    bound = float(min(reached.bound, value))
    grid = grid_of(reached.step)
    has_bound = bool(np.isfinite(bound))
    proven = has_bound and bool(value - bound <= descent.settings.gap * max(abs(value), abs(bound)) + grid)
    return GoalResult(step_name(reached.step), step_unit(reached.step), value, bound, proven, reached.held, grid)


def size_of(matrix: Matrix) -> ModelSize:
    """Size of a problem."""
    return ModelSize(matrix.rows, matrix.columns, int(matrix.whole.sum()), len(matrix.values))


def values_of(matrix: Matrix, plan: Floats) -> dict[str, dict[object, float]]:
    """Value by variable and index, zeros left out."""
    clean = np.round(plan, DECIMALS) + 0.0
    return {
        name: {key: float(clean[column]) for key, column in found if clean[column] != 0}
        for name, found in matrix.variables.items()
    }
