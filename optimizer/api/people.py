"""Inhabitants of a municipality: measured, projected, and written as an instance's table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leonplan.optimizer.api.names import Name

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import PopulationForecast, Shares

Births = Literal["held", "ratio"]
"""Whether as many are born every year as lately, or in proportion to those aged 20–44."""


def population(
    municipality: str,
    *,
    to: int = 2050,
    first_year: int = 2021,
    ages: Sequence[int] = (0, 18, 67, 80, 90),
    births: Births = "held",
    improvement: float = 0.012,
    ssb: Name | None = None,
) -> PopulationForecast:
    """Inhabitants of a Norwegian municipality on 1 January by one-year age: measured to 2026, projected to a year.

    municipality: its number or name; to: last year projected; first_year: first of the measured years; ages: youngest ages of the
    bands for which errors are measured; births: see ``Births``; improvement: share by which losses from age 60 fall a year, less
    from 85 and not at all from 100 on; ssb: a file with Statistics Norway's projection (table 14746), used instead of ours.

    Ours is by cohort ratios (Hamilton and Perry 1962); its low and high variants enclose nine in ten errors of the same method on
    municipalities of that size. Raises UsageError for what cannot be asked, InputError with every fault of the file.
    """
    from leonplan.optimizer.population.age_bands import spans_from
    from leonplan.optimizer.population.forecast import forecast
    from leonplan.optimizer.population.municipality import find_municipality
    from leonplan.optimizer.population.ratios import Method

    method = Method(improvement=improvement, holds_births=births == "held")
    number, spans = find_municipality(municipality), spans_from(ages)
    return forecast(number, to, spans, method, first_year=first_year, ssb_file=None if ssb is None else Path(ssb))


def district_shares(file: Name) -> Shares:
    """Districts' shares of the inhabitants from a file like ``district_shares.csv``; raises InputError with every fault."""
    from leonplan.optimizer.population.population_table import read_shares

    return read_shares(Path(file))


def write_population(
    forecast: PopulationForecast, file: Name, *, shares: Shares | None = None, replace: bool = False
) -> Path:
    """Write the ``population.csv`` of an instance, whole or not at all; returns the file.

    shares: from ``district_shares``, for rows by district; none: rows of the whole municipality, which the instance shares out by
    its own; replace: whether a file that is there may be replaced. Raises UsageError if it may not, or cannot be written.
    """
    from leonplan.optimizer.population.population_table import table_text
    from leonplan.optimizer.sealed.store import write_new_file

    write_new_file(Path(file), table_text(forecast, shares).encode(), replace=replace)
    return Path(file)
