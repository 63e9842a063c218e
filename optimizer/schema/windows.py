"""When projects may start: years of a window, as periods of the horizon."""

from __future__ import annotations

from leonplan.optimizer.schema.project_tables import Project
from leonplan.optimizer.schema.settings import Horizon


def decided_years(horizon: Horizon) -> tuple[int, ...]:
    """Years that name the decided periods."""
    return tuple(year for year in horizon.periods if horizon.base_year is None or year > horizon.base_year)


def first_decided_year(horizon: Horizon) -> int:
    """The first year of the first decided period; without a base year that period is one year long."""
    return horizon.periods[0] if horizon.base_year is None else horizon.base_year + 1


def period_of(year: int, horizon: Horizon) -> int | None:
    """The decided period that covers a year; none if no one does."""
    return next((t for t in decided_years(horizon) if first_decided_year(horizon) <= year <= t), None)


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
