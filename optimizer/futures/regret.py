"""What keeping a plan's decisions costs in each future, against the best that the future allows, and what that one starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from leonplan.optimizer.futures.outcome import FutureOutcome, GoalOutcome, NoOutcome
from leonplan.optimizer.futures.rows import FirstStart, Regret
from leonplan.optimizer.futures.split import best_split
from leonplan.optimizer.futures.standing import starts_of
from leonplan.optimizer.futures.stress import StressTest
from leonplan.optimizer.results.year import tidy


class Cost(StrEnum):
    """What keeping the decisions costs in a future."""

    NONE = "none"
    """Nothing: in every goal the plan is as good as the best, within what its proof allows."""
    GOAL = "goal"
    """More in a goal, the goals before it as good."""
    PLAN = "plan"
    """The plan: there is none with the decisions, though there is one without."""
    NEITHER = "neither"
    """There is no plan either way."""
    UNKNOWN = "unknown"
    """One of the two was not planned to the end, or the solver contradicts itself."""


def cost_of(kept: FutureOutcome, free: FutureOutcome) -> Cost:
    """What keeping decisions costs in one future: kept with them, free without.

    Decisions that no longer fit count as no plan.
    """
    if not (kept.proven and free.proven) or NoOutcome.NOT_VERIFIED in (kept.why, free.why):
        return Cost.UNKNOWN
    if not free.planned:
        return Cost.UNKNOWN if kept.planned else Cost.NEITHER
    if not kept.planned:
        return Cost.PLAN
    return Cost.NONE if first_loss(kept, free) is None else Cost.GOAL


def first_loss(kept: FutureOutcome, free: FutureOutcome) -> tuple[GoalOutcome, GoalOutcome] | None:
    """The first goal in which a plan with decisions is worse than the best one without, as it comes to in both; none if in none.

    Goals after it tell nothing: a plan that is worse in one goal may be better in the next.
    """
    return next(
        ((one, best) for one, best in zip(kept.goals, free.goals, strict=True) if not best.keeps(one.value)), None
    )


def pairs_of(test: StressTest) -> list[tuple[FutureOutcome, FutureOutcome]]:
    """The futures that were planned both with the decisions and freely, in the order of the sequence."""
    free = {one.future: one for one in test.free}
    return [(one, free[one.future]) for one in test.outcomes if one.future in free]


def regret_of(test: StressTest) -> tuple[Regret, ...]:
    """What keeping the decisions costs, future by future."""
    return tuple(_regret(kept, free) for kept, free in pairs_of(test))


def _regret(kept: FutureOutcome, free: FutureOutcome) -> Regret:
    cost = cost_of(kept, free)
    lost = first_loss(kept, free) if cost is Cost.GOAL else None
    if lost is None:
        return Regret(kept.future, cost, "", "", None, None, None, None)
    one, best = lost
    return Regret(
        kept.future, cost, best.goal, best.unit, one.value, best.value, best.bound, tidy(one.value - best.value)
    )


def first_starts_of(test: StressTest) -> tuple[FirstStart, ...]:
    """For every project when it first starts in the futures planned freely to the end."""
    free = [one for one in test.free if one.planned and one.proven]
    if not free:
        return ()
    firsts = [_firsts(one.starts) for one in free]
    planned = _firsts([(project, year, times) for (project, year), times in starts_of(test.plan).items()])
    return tuple(
        _first_start(test, project, planned.get(project), free, [one.get(project) for one in firsts])
        for project in sorted(project.id for project in test.plan.instance.projects)
    )


def _first_start(
    test: StressTest, project: str, planned: int | None, free: Sequence[FutureOutcome], years: Sequence[int | None]
) -> FirstStart:
    """years: when it first starts in each of the futures planned freely."""
    split = best_split(test.factors, [one.values for one in free], [year is not None for year in years])
    never = sum(year is None for year in years) if planned is not None else 0
    same = sum(year == planned for year in years)
    later = sum(year is not None and planned is not None and year > planned for year in years)
    factor, side, limit = ("", "", None) if split is None else (split.factor, split.side, split.limit)
    return FirstStart(project, planned, len(years) - same - later - never, same, later, never, factor, side, limit)


def _firsts(starts: Sequence[tuple[str, int, int]]) -> Mapping[str, int]:
    """The first period in which each project starts."""
    found: dict[str, int] = {}
    for project, year, times in starts:
        if times:
            found[project] = min(year, found.get(project, year))
    return found


class Advice(StrEnum):
    """What the futures planned freely say of a project."""

    START = "start"
    """They start it as the plan does, nearly all of them."""
    LEAVE = "leave"
    """Nearly all leave it out, as the plan does."""
    DROP = "drop"
    """Nearly all leave it out, though the plan starts it."""
    DEPENDS = "depends"
    """It depends on what comes."""


NEARLY_ALL = 0.9
"""Share of the futures from which on nearly all are meant."""


def advice_of(row: FirstStart) -> Advice:
    """What the futures planned freely say of a project."""
    enough = NEARLY_ALL * (row.earlier + row.same + row.later + row.never)
    if row.same >= enough:
        return Advice.LEAVE if row.year is None else Advice.START
    return Advice.DROP if row.never >= enough else Advice.DEPENDS
