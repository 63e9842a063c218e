"""How far two choices of projects lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.project_weights import weights
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.years import decided_years
from leonplan.optimizer.solve.distance_problem import Starts


@dataclass(frozen=True, slots=True)
class ProjectDifference:
    """A project that is not carried out as in the best plan."""

    project: str
    """Project."""
    name: str
    """Its name."""
    best: tuple[int, ...]
    """Periods in which the best plan starts it, one for each start."""
    years: tuple[int, ...]
    """Periods in which this plan starts it."""


def started(plan: Plan) -> Starts:
    """How often each project has been started by each period of a plan."""
    starts = {(row.project, row.year): row.starts for row in plan.rows(ProjectStart)}
    years = decided_years(plan.instance.settings.horizon)
    counted = {
        (project.id, t): number
        for project in plan.instance.projects
        for t, number in zip(years, accumulate(starts.get((project.id, t), 0) for t in years), strict=True)
    }
    return {key: number for key, number in counted.items() if number}


def distance(instance: Instance, one: Starts, other: Starts) -> float:
    """1 for each start that only one of two choices has, and ``TIMING`` for each whole horizon by which starts lie apart."""
    by_key = weights(instance)
    return sum(weight * abs(one.get(key, 0) - other.get(key, 0)) for key, weight in by_key.items())


def nearest(instance: Instance, one: Starts, others: Sequence[Starts]) -> float:
    """The distance to the nearest of some choices."""
    return min(distance(instance, one, other) for other in others)


def differences(best: Plan, plan: Plan) -> tuple[ProjectDifference, ...]:
    """The projects that are not carried out alike, in the instance's order."""
    before, after = _years(best), _years(plan)
    return tuple(
        ProjectDifference(row.id, row.name, before.get(row.id, ()), after.get(row.id, ()))
        for row in best.instance.projects
        if before.get(row.id, ()) != after.get(row.id, ())
    )


def _years(plan: Plan) -> dict[str, tuple[int, ...]]:
    """Periods of starts by project, in order of time."""
    years: dict[str, tuple[int, ...]] = {}
    for row in sorted(plan.rows(ProjectStart), key=lambda row: row.year):
        years[row.project] = (*years.get(row.project, ()), *[row.year] * row.starts)
    return years
