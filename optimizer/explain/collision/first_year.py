"""From which year on demands collide: the horizon cut short."""

from __future__ import annotations

from leonplan.optimizer.explain.collision.feasibility import Feasibility
from leonplan.optimizer.schema.edit import with_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import decided_years


def up_to(instance: Instance, year: int) -> Instance:
    """The instance with the horizon cut after a decided year, and without what is decided for later years.

    Every plan of the whole horizon, cut, is a plan of this one if what is under way at the end may be ready later.
    """
    horizon = instance.settings.horizon
    periods = tuple(t for t in horizon.periods if t <= year)
    projects = (
        row.model_copy(update={"decided": row.decided and start_periods(row, horizon)[-1] <= year})
        for row in instance.projects
    )
    cut = with_settings(instance, horizon=horizon.model_copy(update={"periods": periods}))
    cut = with_rows(cut, "projects", projects)
    return with_rows(cut, "decisions", (row for row in instance.decisions if row.year <= year))


def first_year(instance: Instance, feasibility: Feasibility) -> int | None:
    """The first year up to which there is no plan, where the instance has none over its whole horizon.

    None if the search ran out of time.
    """
    years = decided_years(instance.settings.horizon)
    low, high = -1, len(years) - 1
    while high - low > 1:
        middle = (low + high) // 2
        answer = feasibility(up_to(instance, years[middle]), is_cut=True)
        if answer is None:
            return None
        low, high = (middle, high) if answer else (low, middle)
    return years[high]
