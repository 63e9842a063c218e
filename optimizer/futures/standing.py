"""Decisions that stand, as changes of a what-if."""

from __future__ import annotations

from collections import Counter
from typing import Any

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import decided_years


def standing(plan: Plan, before: int | None = None) -> list[dict[str, Any]]:
    """What a plan decides of projects as changes ``start``: how often each starts in every period in which it may, or not at all.

    before: only what is decided for periods before this year; none: all.
    """
    horizon = plan.instance.settings.horizon
    starts = Counter[tuple[str, int]]()
    for row in plan.rows(ProjectStart):
        starts[row.project, row.year] += row.starts
    return [
        {"change": "start", "project": project.id, "year": year, "times": starts[project.id, year]}
        for project in plan.instance.projects
        for year in decided_years(horizon)
        if (before is None or year < before) and (starts[project.id, year] or year in start_periods(project, horizon))
    ]
