"""An instance whose projects are chosen: what is left to plan is everything else."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.near_best.distance import Started
from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, GoalLimit, Settings, Source, SourceKind
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import decided_years

SOURCE = "near_best"
"""Source of the decisions that fix the projects."""

_MOST = 1e9
"""Limits from here on cannot be written in an instance and limit nothing there is."""


def fixed(instance: Instance, starts: Started, limits: Mapping[str, float]) -> Instance:
    """The instance with every start of every project decided, and goals limited.

    starts: how often each project has been started by each period; limits: greatest value by goal, beside those there are.
    """
    decided = tuple(row for row in instance.decisions if row.kind is not DecisionKind.START)
    settings = _limited(_with_source(instance.settings), limits)
    return instance.model_copy(update={"settings": settings, "decisions": (*decided, *_decisions(instance, starts))})


def _decisions(instance: Instance, starts: Started) -> tuple[Decision, ...]:
    """A row for every project and period in which it may start."""
    years = decided_years(instance.settings.horizon)
    rows = []
    for project in instance.projects:
        before, window = 0, start_periods(project, instance.settings.horizon)
        for t in years:
            now = starts.get((project.id, t), 0)
            if now - before or t in window:
                number = float(now - before)
                rows.append(
                    Decision(
                        kind=DecisionKind.START,
                        project=project.id,
                        year=t,
                        at_least=number,
                        at_most=number,
                        source=SOURCE,
                    )
                )
            before = now
    return tuple(rows)


def _with_source(settings: Settings) -> Settings:
    if any(source.id == SOURCE for source in settings.sources):
        return settings
    title = "Projects chosen by leon near-best: a plan almost as good as the best, and as different as can be"
    source = Source(id=SOURCE, title=title, year=settings.price_year, kind=SourceKind.ASSUMPTION)
    return settings.model_copy(update={"sources": (*settings.sources, source)})


def _limited(settings: Settings, limits: Mapping[str, float]) -> Settings:
    """The settings with goals limited; of two limits on a goal the stricter one holds."""
    most = {limit.goal: limit.at_most for limit in settings.limits}
    for name, at_most in limits.items():
        if 0 <= at_most < _MOST:
            most[Goal(name)] = min(at_most, most.get(Goal(name), at_most))
    return settings.model_copy(update={"limits": tuple(GoalLimit(goal=g, at_most=x) for g, x in most.items())})
