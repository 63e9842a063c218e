"""When projects may start: years of a window, as periods of the horizon."""

from __future__ import annotations

from leonplan.optimizer.schema.project_tables import Project
from leonplan.optimizer.schema.settings import Horizon
from leonplan.optimizer.schema.years import decided_years, first_decided_year


def start_periods(project: Project, horizon: Horizon) -> tuple[int, ...]:
    """The periods in which a project may start: those whose year is in its window, or else the one that covers it.

    horizon: years ascending. None if the window is not open or lies outside the horizon.

    >>> horizon = Horizon(base_year=2025, periods=(2025, 2028, 2030))
    >>> hall = Project(id="hall", name="Hall", centre="hill", kind="build", cost=1, source="paper")
    >>> start_periods(hall, horizon)
    (2028, 2030)
    >>> start_periods(hall.model_copy(update={"earliest": 2026, "latest": 2027}), horizon)
    (2028,)
    """
    years = decided_years(horizon)
    if not years:
        return ()
    first = first_decided_year(horizon) if project.earliest is None else project.earliest
    last = years[-1] if project.latest is None else project.latest
    named = tuple(t for t in years if first <= t <= last)
    if named or first > last or last < first_decided_year(horizon):
        return named
    return tuple(t for t in years if t >= first)[:1]
