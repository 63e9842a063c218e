"""An instance whose projects are chosen: what is left to plan is everything else."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind
from leonplan.optimizer.schema.edit import with_assumption, with_limits, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, Settings
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import decided_years
from leonplan.optimizer.solve.distance_problem import Starts

SOURCE = "near_best"
"""Source of the decisions that fix the projects."""

_TITLE = "Prosjekter valgt av «leon near-best»: en plan nesten like god som den beste, og så ulik som mulig"

_MOST = 1e9
"""Limits from here on cannot be written in an instance and limit nothing there is."""


def fixed(instance: Instance, starts: Starts, limits: Mapping[str, float]) -> Instance:
    """The instance with every start of every project decided, and goals limited.

    starts: how often each project has been started by each period; limits: greatest value by goal, added to those there are.
    """
    decided = tuple(row for row in instance.decisions if row.kind is not DecisionKind.START)
    rows = (*decided, *_decisions(instance, starts))
    sourced = with_assumption(with_rows(instance, "decisions", rows), SOURCE, _TITLE)
    return with_limits(sourced, _stricter(instance.settings, limits))


def _decisions(instance: Instance, starts: Starts) -> tuple[Decision, ...]:
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


def _stricter(settings: Settings, limits: Mapping[str, float]) -> dict[Goal, float]:
    """The limits on all goals; of two limits on a goal the stricter one holds."""
    most = {limit.goal: limit.at_most for limit in settings.limits}
    for name, at_most in limits.items():
        if 0 <= at_most < _MOST:
            most[Goal(name)] = min(at_most, most.get(Goal(name), at_most))
    return most
