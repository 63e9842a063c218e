"""Years of a horizon: those that are decided, and the one before them."""

from __future__ import annotations

from leonplan.optimizer.schema.settings import Horizon


def base_year(horizon: Horizon) -> int:
    """The year before the first decided one: the base year, or the year before the first period where none is given.

    >>> base_year(Horizon(periods=(2026, 2028)))
    2025
    """
    return horizon.periods[0] - 1 if horizon.base_year is None else horizon.base_year


def start_year(horizon: Horizon) -> int:
    """The first year that there are numbers of: the base year, or the first period where none is given."""
    return horizon.periods[0] if horizon.base_year is None else horizon.base_year


def decided_years(horizon: Horizon) -> tuple[int, ...]:
    """Years that name the decided periods."""
    return tuple(year for year in horizon.periods if horizon.base_year is None or year > horizon.base_year)


def first_decided_year(horizon: Horizon) -> int:
    """The first year of the first decided period; without a base year that period is one year long."""
    return base_year(horizon) + 1


def period_of(year: int, horizon: Horizon) -> int | None:
    """The decided period that covers a year; none if no one does."""
    return next((t for t in decided_years(horizon) if first_decided_year(horizon) <= year <= t), None)
