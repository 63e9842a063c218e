"""From the numbers of a plan to its solution: the order of goals, taken first where places are forgotten.

Nothing but travel, moves and the policies on geography depends on who comes from where. So the goals before them are taken
on the relaxation that forgets places (``forget_places``): a third of the columns, and its bounds hold for the whole
problem. Its plan is then filled in (``fill_in``): wards and projects fixed, linear problems place everybody, with every goal
held. The first goal for which that cannot be done within the gap, because geography does bind, and those after it are taken on
the whole problem, from the plan that keeps the goals before.
"""

from __future__ import annotations

import numpy as np

from leonplan.models.data import ModelData
from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.outcome.solution import GoalResult, ModelSize, Solution, Status
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import Descent, TakenStep, value_of
from leonplan.optimizer.solve.even_out import DECIMALS
from leonplan.optimizer.solve.fill_in import filled_in, is_within, placed
from leonplan.optimizer.solve.live import FEASIBILITY_TOLERANCE, Heuristics, Live
from leonplan.optimizer.solve.matrix import Floats, Matrix
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress, side_by_side, stopping
from leonplan.optimizer.solve.steps import WeightedGoals, grid_of, held_at, step_name, step_unit, terms_of

CONTRADICTION = 1e-6
"""A plan may undercut a proven bound by this share, as the solver's tolerances allow; more is a contradiction."""

EXACT_TOLERANCE = 1e-9
"""Largest violation of a row in the last linear problem: data hold tolerances of their own, which may be below the search's."""

RESERVED = 0.15
"""Part of the time that is left to the whole problem, in which the relaxation's plan must at least be filled in."""

PLACED = 2
"""After so many steps a plan of the whole problem is made where time is limited: one step alone may be met by helping nobody."""

OUT_OF_TIME = "there was no time to fill in who is served where"
"""Logged where time was up before a plan of the relaxation was a plan of the whole problem."""

LOCATED = frozenset({"travel"})
"""Goals that depend on who is served where."""


def take_steps(
    whole: Descent, smaller: Descent | None, head: tuple[WeightedGoals, ...], steps: tuple[WeightedGoals, ...]
) -> Solution:
    """The best plan in the order of the steps: the head on the smaller problem where there is one, the others on the whole.

    Where steps have targets, the first that misses its own is the last that is taken.
    Raises VerificationError if HiGHS contradicts itself (a later step infeasible after an earlier one was solved).
    """
    with stopping(whole.clock.stop):
        if smaller is None:
            return _take(whole, steps)
        smaller.clock = whole.clock.sooner(RESERVED)
        if _carried_over(smaller, whole, head, steps[len(head) :]):
            if whole.targets:
                return _take(whole, () if smaller.missed else steps[len(head) :])
            return _take_with_help(whole, smaller, steps[len(head) :])
        if smaller.infeasible and not smaller.reached:
            return Solution(Status.INFEASIBLE, (), {}, size_of(whole.matrix))
        begun = len(whole.reached)
        known = smaller.reached[begun].bound if begun < len(smaller.reached) else -np.inf
        return _take(whole, steps[begun:], known)


def solve_matrix(
    matrix: Matrix, steps: tuple[WeightedGoals, ...], settings: SolveSettings, progress: Progress
) -> Solution:
    """The best plan of a problem already compiled, every step taken on it."""
    return _take(Descent(matrix, settings, Clock.starting_now(settings.time_limit), progress), steps)


def head_of(data: ModelData, steps: tuple[WeightedGoals, ...]) -> tuple[WeightedGoals, ...]:
    """The first steps, as far as they do not depend on who is served where; none if there is only one place anyway."""
    if len(data.districts) == 1 and len(data.centres) == 1:
        return ()
    head = []
    for step in steps:
        if LOCATED & set(step):
            break
        head.append(step)
    return tuple(head)


def _carried_over(
    relaxed: Descent, whole: Descent, head: tuple[WeightedGoals, ...], then: tuple[WeightedGoals, ...]
) -> bool:
    """Take steps on the relaxation and carry plan and bounds over to the whole problem; false if not all can be.

    then: the steps after them. Those that can be carried over are held on the whole problem, which starts from the plan
    that keeps them. Where time is limited, it has a first plan, placed as soon as there is one.
    """
    for number, step in enumerate(head, 1):
        is_last = number == len(head)
        if not relaxed.take(step, is_last=is_last and not then, is_followed=not is_last):
            return False
        if number <= PLACED and whole.clock.deadline is not None:
            plan = placed(relaxed, whole.matrix, whole.clock)
            whole.plan = whole.plan if plan is None else plan
        if relaxed.missed:
            head, then = head[:number], ()
            break
    found = filled_in(relaxed, whole.matrix, (*head, *then[:1])[-1], whole.clock)
    whole.plan = whole.plan if found.plan is None else found.plan
    for reached in found.carried:
        whole.hold(reached)
    if len(found.carried) < len(relaxed.reached):
        is_late = found.plan is None and whole.clock.is_out
        first = step_name(relaxed.reached[len(found.carried)].step)
        binds = f"geography binds: {first} and the goals after it were taken on the whole problem"
        whole.log.append(OUT_OF_TIME if is_late else binds)
        return False
    whole.missed = relaxed.missed
    whole.take_over(relaxed)
    return True


def _take_with_help(whole: Descent, relaxed: Descent, tail: tuple[WeightedGoals, ...]) -> Solution:
    """Take the steps on geography on the whole problem, while the relaxation bounds the next one on the other core."""
    after = next((i for i, step in enumerate(tail) if not LOCATED & set(step)), len(tail))
    if after == len(tail):
        return _take(whole, tail)
    if not _taken_beside(whole, relaxed, tail[:after], tail[after]):
        return _take(whole, tail[after:])
    bound = relaxed.reached[-1].bound
    _try_projects_of(relaxed, whole, tail[after])
    return _take(whole, tail[after:], bound)


def _taken_beside(whole: Descent, relaxed: Descent, located: tuple[WeightedGoals, ...], after: WeightedGoals) -> bool:
    """Take the steps on geography on the whole problem and the one after them on the relaxation; whether that one was taken."""

    def take_located() -> bool:
        return all([whole.take(step) for step in located])  # every one, whether those before it could be taken or not

    def take_after() -> bool:
        return relaxed.take(after)

    cores = 2 if whole.settings.beside else 1
    return side_by_side([take_located, take_after], cores=cores, stop=whole.clock.stop)[-1]


def _try_projects_of(relaxed: Descent, whole: Descent, step: WeightedGoals) -> None:
    """Take over the relaxation's choice of projects, if the goals held so far allow it and it is better in the step.

    The search is on its way to the goal before, with the step's value as a row: on the way to the step itself every plan is
    as far from it as any other until one reaches it.
    """
    assert whole.plan is not None
    assert relaxed.plan is not None
    terms, constant = terms_of(whole.matrix, step)
    value = value_of(relaxed.plan, *terms_of(relaxed.matrix, step))
    at_most = held_at(step, value, whole.settings.gap, whole.matrix.size.grids)
    if value_of(whole.plan, terms, constant) <= at_most:
        return
    columns = np.array([column for _, column in whole.matrix.variables["started"]], dtype=np.int32)
    choice = relaxed.plan[[column for _, column in relaxed.matrix.variables["started"]]]
    *before, last = whole.reached
    live = whole.anew()
    live.fix(columns, np.round(choice))
    for reached in before:
        held, number = terms_of(whole.matrix, reached.step)
        live.hold(held, reached.held - number)
    live.hold(terms, at_most - constant)
    live.aim(*terms_of(whole.matrix, last.step))
    live.search(Heuristics.SOME, whole.settings.gap)
    outcome = live.run(whole.clock.share, enough=last.held, hopeless=last.held)
    whole.log.extend(outcome.doubts)
    if outcome.values is not None and outcome.value <= last.held:
        whole.plan = outcome.values


def _take(descent: Descent, steps: tuple[WeightedGoals, ...], known_bound: float = -np.inf) -> Solution:
    """Take the steps that are left, knowing a bound of the first, and tidy the plan up."""
    for number, step in enumerate(steps):
        bound = -np.inf if number else known_bound
        is_last = number == len(steps) - 1
        if not descent.take(step, bound, is_last=is_last, is_followed=not is_last):
            if descent.infeasible and descent.reached:
                raise VerificationError("HiGHS calls a goal infeasible although it had a plan for the goals before it")
            status = Status.INFEASIBLE if descent.infeasible else Status.NO_ANSWER
            return Solution(status, (), {}, size_of(descent.matrix))
        if descent.missed:
            break
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
    for tolerance in (EXACT_TOLERANCE, FEASIBILITY_TOLERANCE):
        live = Live(
            matrix, gap=descent.settings.gap, seed=descent.settings.seed, whole=False, tolerance=tolerance,
            stop=descent.clock.stop, closes=True,
        )  # fmt: skip
        live.fix(whole, rounded)
        for reached in descent.reached:
            terms, constant = terms_of(matrix, reached.step)
            live.hold(terms, reached.held - constant)
        if descent.reached:
            live.aim(*terms_of(matrix, descent.reached[-1].step))
        try:
            outcome = live.run(descent.clock.to_close)
            tidy = None if outcome.values is None else _without_needless_slack(descent, live, outcome.values)
        except VerificationError as error:  # the plan at hand is verified all the same
            descent.log.append(str(error))
            continue
        if tidy is not None:
            tidy[whole] = rounded
            return tidy
        if outcome.status != "infeasible":
            break
    descent.log.append("the plan could not be solved again around its rounded whole numbers; it is left as found")
    return descent.plan


def _without_needless_slack(descent: Descent, live: Live, plan: Floats) -> Floats:
    """The plan with what a stated slack allows used no further than the last goal needs: its columns may lie anywhere below."""
    last = descent.reached[-1].step if descent.reached else {}
    for reached in descent.reached:
        if reached.slack and reached.step != last:
            terms, constant = terms_of(descent.matrix, last)
            at_most = value_of(plan, terms, constant) + grid_of(last, descent.matrix.size.grids)
            live.hold(terms, min(at_most, descent.reached[-1].held) - constant)
            live.aim(*terms_of(descent.matrix, reached.step))
            tighter = live.run(descent.clock.to_close).values
            plan = plan if tighter is None else tighter
    return plan


def _result(descent: Descent, reached: TakenStep, plan: Floats) -> GoalResult:
    """A goal as it stands in the final plan: proven if it was within the gap when it was taken, and has been held since."""
    value = value_of(plan, *terms_of(descent.matrix, reached.step))
    grid = grid_of(reached.step, descent.matrix.size.grids)
    if reached.bound > value + CONTRADICTION * max(1.0, abs(value)) + grid:
        raise VerificationError(
            f"a plan has {value:g} of {step_name(reached.step)} where HiGHS proved {reached.bound:g}"
        )
    bound = float(min(reached.bound, value))
    proven = is_within(descent.settings.gap, reached.value, bound, grid) and value <= reached.held + grid
    name, unit = step_name(reached.step), step_unit(reached.step)
    return GoalResult(name, unit, value, bound, proven, reached.held, grid, reached.slack)


def size_of(matrix: Matrix) -> ModelSize:
    """Size of a problem."""
    return ModelSize(matrix.rows, matrix.columns, int(matrix.whole.sum()), len(matrix.values))


def values_of(matrix: Matrix, plan: Floats) -> dict[str, dict[object, float]]:
    """Value by variable and index, zeros left out; within its bounds, which HiGHS keeps but for its tolerance."""
    clean = np.round(np.clip(plan, matrix.lower, matrix.upper), DECIMALS) + 0.0
    return {
        name: {key: float(clean[column]) for key, column in found if clean[column] != 0}
        for name, found in matrix.variables.items()
    }
