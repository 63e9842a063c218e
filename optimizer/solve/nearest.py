"""Among the plans that are as good in every goal, the one nearest to a given plan: projects first, places, then service.

Every goal stays held where the order of goals held it. The distance of the projects is then one more goal, minimised with a
proof on the relaxation that forgets places where the order ends before travel (its bound holds for the whole problem), and
the distance of places the next one. With their whole numbers taken, linear problems bring service, and then all
else, as near as can be on the whole problem. Where that cannot be done because geography binds, the whole problem is searched.

A project that still differs is asked for by itself: is there any plan as good that carries it out as the given one does? If
it is proven that there is none, the difference is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from leonplan.optimizer.outcome.nearness import Nearness
from leonplan.optimizer.outcome.solution import GoalResult, Solution
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import Descent, TakenStep, value_of
from leonplan.optimizer.solve.distance_problem import Weights, Wider
from leonplan.optimizer.solve.fill_in import is_within
from leonplan.optimizer.solve.lexicographic import EXACT_TOLERANCE, values_of
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix, carried_whole_numbers
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.solve.steps import WeightedGoals, terms_of

Values = Mapping[str, Mapping[Any, float]]

PROJECTS, PLACES, SERVICE, REST = "projects_apart", "places_apart", "service_apart", "rest_apart"
"""Distances, in the order in which they are minimised."""

VARIABLES: Mapping[str, tuple[str, ...]] = {
    PROJECTS: ("started",),
    PLACES: ("operated", "open_units"),
    SERVICE: ("served", "unserved", "participants", "flow"),
    REST: ("employed", "hired", "agency", "covers", "shortfall", "competence_gap", "moved", "granted"),
}
"""What each distance adds up."""

SAME = 1e-7
"""Values this much apart are the same: what is left is the solver's rounding."""

ROOM = 1e-8
"""By how much a distance may grow while the next is minimised, as a solver's tolerance allows."""

PLACES_GAP = 0.02
"""Gap to which the distance of places is minimised [share]; nothing is claimed of it."""

QUESTION_PART = 0.25
"""Part of the time left that the question about one project may take."""


@dataclass(frozen=True)
class Toward:
    """The plan that another one is to lie near."""

    values: Values
    """Value by variable and index; what is not named is 0."""
    weights: Weights
    """What a difference of one start by a period counts, by (project, period)."""
    held: Mapping[str, float]
    """What its goals were held at while later ones were improved, by step, slack left out."""


@dataclass(frozen=True)
class _Near:
    """A problem with its distances as goals, and what is held on it."""

    matrix: Matrix
    plain: Matrix
    """The same without distances."""
    held: tuple[TakenStep, ...]

    def hold_on(self, live: Live) -> None:
        """Hold every goal."""
        for one in self.held:
            terms, constant = terms_of(self.matrix, one.step)
            live.hold(terms, one.held - constant)

    def starts_of(self, project: str) -> Ints:
        """The columns of a project's starts."""
        return np.array([j for (p, _), j in self.matrix.variables["started"] if p == project], dtype=np.int32)


def moved_nearer(
    whole: Matrix,
    small: Matrix | None,
    steps: Sequence[WeightedGoals],
    solution: Solution,
    toward: Toward,
    settings: SolveSettings,
    clock: Clock,
    progress: Progress,
) -> Solution:
    """The solution of the nearest plan as good as a solution, and what is proven of its projects.

    small: the problem that forgets places, if all steps were taken there. The solution itself, with nothing said of nearness,
    where time is up before a plan is found.
    """
    held = tuple(
        TakenStep(step, goal.bound, goal.value, goal.held_at, goal.slack)
        for step, goal in zip(steps, solution.goals, strict=True)
    )
    for matrix in (whole,) if small is None else (small, whole):
        if clock.is_out:
            break
        near = _Near(_with_distances(matrix, toward), matrix, held)
        searched = _searched(near, whole, solution, toward, settings, clock, progress)
        if searched is None:
            break
        plan, bound, distance = searched
        filled = _filled_in(near, plan, whole, held, toward, settings, clock)
        if filled is None:
            continue
        nearness = _judged(near, plan, distance, bound, toward, settings, clock, progress)
        goals = tuple(_goal(goal, filled, whole, one.step) for goal, one in zip(solution.goals, held, strict=True))
        return replace(solution, goals=goals, values=values_of(whole, filled[: whole.columns]), nearness=nearness)
    return solution


def _with_distances(matrix: Matrix, toward: Toward) -> Matrix:
    """The problem with the distances as goals."""
    wider = Wider(matrix)
    for goal, names in VARIABLES.items():
        terms, constant = dict[int, float](), 0.0
        for name in names:
            known = toward.values.get(name, {})
            for key, column in matrix.variables.get(name, ()):
                weight = toward.weights.get(key, 0.0) if goal == PROJECTS else 1.0
                number, low, high = known.get(key, 0.0), float(matrix.lower[column]), float(matrix.upper[column])
                if not weight:
                    continue
                if number <= low or number >= high:  # the difference is linear between the bounds
                    sign = 1.0 if number <= low else -1.0
                    terms[column] = sign * weight
                    constant -= sign * weight * number
                    continue
                apart = wider.column(np.inf)
                wider.at_most({column: 1.0, apart: -1.0}, number)
                wider.at_most({column: -1.0, apart: -1.0}, -number)
                terms[apart] = weight
        wider.goals[goal] = (terms, constant)
    return wider.made()


def _searched(
    near: _Near,
    whole: Matrix,
    solution: Solution,
    toward: Toward,
    settings: SolveSettings,
    clock: Clock,
    progress: Progress,
) -> tuple[Floats, float, float] | None:
    """The plan with the nearest projects and then places, the bound of the projects' distance and the distance.

    The whole numbers of the given plan are tried first: where they will do there is nothing to search.
    """
    given = _around(near, _numbers_of(near.plain, toward.values), settings, clock)
    if given is not None:
        return given, 0.0, 0.0
    start = _around(near, _numbers_of(near.plain, solution.values), settings, clock)
    if start is None:
        return None
    descent = Descent(near.matrix, settings, clock, progress, plan=start)
    for one in near.held:
        descent.hold(one)
    if not descent.take({PROJECTS: 1.0}):
        return None
    found = descent.reached[-1]
    if not clock.is_out:
        descent.settings = replace(settings, gap=max(settings.gap, PLACES_GAP))
        descent.take({PLACES: 1.0})
    assert descent.plan is not None
    distance = value_of(descent.plan, *terms_of(near.matrix, {PROJECTS: 1.0}))
    return descent.plan, min(found.bound, distance), distance


def _numbers_of(matrix: Matrix, values: Values) -> Floats:
    """The whole numbers of some values, by whole column of a problem, within its bounds or not. Shape (whole columns,)."""
    by_column = {
        column: round(values.get(name, {}).get(key, 0.0))
        for name, found in matrix.variables.items()
        for key, column in found
        if matrix.whole[column]
    }
    return np.array([by_column[int(column)] for column in np.flatnonzero(matrix.whole)], dtype=np.float64)


def _around(near: _Near, numbers: Floats, settings: SolveSettings, clock: Clock) -> Floats | None:
    """The plan with these whole numbers that lies nearest in its places; none if there is none."""
    columns = np.flatnonzero(near.plain.whole).astype(np.int32)
    if np.any(numbers < near.plain.lower[columns]) or np.any(numbers > near.plain.upper[columns]):
        return None
    live = Live(near.matrix, gap=settings.gap, seed=settings.seed, whole=False, stop=clock.stop)
    live.fix(columns, numbers)
    near.hold_on(live)
    live.aim(*terms_of(near.matrix, {PLACES: 1.0}))
    plan = live.run(clock.to_close).values
    if plan is not None:
        plan[columns] = numbers
    return plan


def _filled_in(
    near: _Near,
    plan: Floats,
    whole: Matrix,
    held: tuple[TakenStep, ...],
    toward: Toward,
    settings: SolveSettings,
    clock: Clock,
) -> Floats | None:
    """The whole problem's plan with the whole numbers of a plan, everything else as near as can be; none if there is none."""
    target = near if near.plain is whole else _Near(_with_distances(whole, toward), whole, held)
    columns, numbers = carried_whole_numbers(near.plain, plan, whole)
    if len(columns) < int(whole.whole.sum()):  # who is assigned where, which the relaxation does not know
        live = Live(target.matrix, gap=settings.gap, seed=settings.seed, stop=clock.stop)
        live.fix(columns, numbers)
        target.hold_on(live)
        live.aim(*terms_of(target.matrix, {SERVICE: 1.0}))
        found = live.run(clock.to_close).values
        if found is None:
            return None
        columns = np.flatnonzero(whole.whole).astype(np.int32)
        numbers = np.round(found[columns])
    live = Live(
        target.matrix, gap=settings.gap, seed=settings.seed, whole=False, stop=clock.stop, tolerance=EXACT_TOLERANCE
    )
    live.fix(columns, numbers)
    target.hold_on(live)
    best: Floats | None = None
    for goal in (PLACES, SERVICE, REST):
        terms, constant = terms_of(target.matrix, {goal: 1.0})
        live.aim(terms, constant)
        outcome = live.run(clock.to_close)
        if outcome.values is None:
            break
        best = outcome.values
        best[columns] = numbers
        live.hold(terms, outcome.value - constant + ROOM)
    return best


def _judged(
    near: _Near,
    plan: Floats,
    distance: float,
    bound: float,
    toward: Toward,
    settings: SolveSettings,
    clock: Clock,
    progress: Progress,
) -> Nearness:
    """What is proven of the distance, and of every project that differs."""
    known = toward.values.get("started", {})
    differs = {
        key[0] for key, column in near.matrix.variables["started"] if round(plan[column]) != round(known.get(key, 0.0))
    }
    proven = is_within(settings.gap, distance, bound, SAME)
    if not differs:
        return Nearness(distance, bound, proven)
    live = Live(near.matrix, gap=settings.gap, seed=settings.seed, threads=settings.threads, stop=clock.stop)
    near.hold_on(live)
    terms, constant = terms_of(near.matrix, {PROJECTS: 1.0})
    live.aim(terms, constant)
    answers: dict[str, set[str]] = {"infeasible": set(), "optimal": set(), "stopped": set()}
    for project in sorted(differs):
        progress(f"{PROJECTS}: {project}")
        answers[_asked(near, live, project, known, clock)].add(project)
    return Nearness(
        distance,
        bound,
        proven,
        needed=frozenset(answers["infeasible"]),
        interchangeable=frozenset(answers["optimal"]),
        undecided=frozenset(answers["stopped"]),
    )


def _asked(near: _Near, live: Live, project: str, known: Mapping[Any, float], clock: Clock) -> str:
    """Whether some plan as good carries a project out as the given one does: optimal, infeasible, or stopped."""
    columns = near.starts_of(project)
    lower, upper = near.matrix.lower[columns], near.matrix.upper[columns]
    numbers = np.array(
        [round(known.get(key, 0.0)) for key, _ in near.matrix.variables["started"] if key[0] == project],
        dtype=np.float64,
    )
    if np.any(numbers < lower) or np.any(numbers > upper):
        return "infeasible"
    if clock.is_out:
        return "stopped"
    live.fix(columns, numbers)
    limit = None if clock.left is None else QUESTION_PART * clock.left
    outcome = live.run(limit, enough=float(np.finfo(np.float64).max) / 4)
    live.bound(columns, lower, upper)
    if outcome.values is not None:
        return "optimal"
    return "infeasible" if outcome.status == "infeasible" else "stopped"


def without_rounding(values: Values, given: Values) -> dict[str, dict[Any, float]]:
    """The values, with those that differ from the given plan's by rounding alone replaced by these; zeros left out."""
    return {
        name: dict(found) if name not in given else _without_rounding(found, given[name])
        for name, found in values.items()
    }


def _without_rounding(found: Mapping[Any, float], given: Mapping[Any, float]) -> dict[Any, float]:
    pairs = ((key, found.get(key, 0.0), given.get(key, 0.0)) for key in dict.fromkeys((*found, *given)))
    chosen = {key: other if abs(value - other) <= SAME else value for key, value, other in pairs}
    return {key: value for key, value in chosen.items() if value}


def _goal(goal: GoalResult, plan: Floats, matrix: Matrix, step: WeightedGoals) -> GoalResult:
    """A goal as it stands in another plan that keeps what was held."""
    value = value_of(plan, *terms_of(matrix, step))
    return replace(goal, value=value, bound=min(goal.bound, value))
