"""Decisions that stand, as changes of a what-if."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import decided_years

Starts = Mapping[tuple[str, int], int]
"""How often a project starts in a period; what is not named does not start."""


def standing(plan: Plan, before: int | None = None) -> list[dict[str, Any]]:
    """What a plan decides of projects as changes ``start``, as ``starts_as_changes``."""
    return starts_as_changes(plan.instance, starts_of(plan), before)


def starts_of(plan: Plan) -> Starts:
    """How often each project starts in each period of a plan."""
    starts = Counter[tuple[str, int]]()
    for row in plan.rows(ProjectStart):
        starts[row.project, row.year] += row.starts
    return starts


def starts_as_changes(instance: Instance, starts: Starts, before: int | None = None) -> list[dict[str, Any]]:
    """Decisions as changes ``start``: how often each project starts in every period in which it may, or not at all.

    before: only what is decided for periods before this year; none: all.
    """
    horizon = instance.settings.horizon
    return [
        {"change": "start", "project": project.id, "year": year, "times": starts.get((project.id, year), 0)}
        for project in instance.projects
        for year in decided_years(horizon)
        if (before is None or year < before)
        and (starts.get((project.id, year), 0) or year in start_periods(project, horizon))
    ]
