"""A rolled instance whose plan does what the plan it was rolled from does: nothing new is known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.rolling.roll import Rolled
from leonplan.optimizer.schema.years import decided_years


def started(project: str, year: int, starts: int = 1, granted: float = 0.0) -> r.ProjectStart:
    return r.ProjectStart(year=year, project=project, starts=starts, granted=granted)


def rest_of_the_plan(plan: Plan, rolled: Rolled, year: int) -> Any:
    """The plan for the years after one, as a plan of the instance that was rolled on to it."""
    under_way = [one for one in rolled.instance.projects if one.decided]
    first = decided_years(rolled.instance.settings.horizon)[0]
    starts = [started(one.id, first) for one in under_way]
    tables: dict[str, tuple[Any, ...]] = {
        name: tuple(row for row in rows if getattr(row, "year", year + 1) > year) for name, rows in plan.tables.items()
    }
    return SimpleNamespace(instance=rolled.instance, tables={**tables, "projects": (*tables["projects"], *starts)})


def plainly(thing: Any) -> Any:
    """A part of an instance with numbers to nine digits, so that the order in which they are reckoned is not seen."""
    if isinstance(thing, float):
        return float(f"{thing:.9g}")
    if isinstance(thing, dict):
        return {key: plainly(one) for key, one in thing.items() if key not in ("source", "sources")}
    if isinstance(thing, (list, tuple)):
        return [plainly(one) for one in thing]
    return thing
