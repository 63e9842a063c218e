"""What a stress test comes to: how often a plan stands, between what most futures lie, what drives them, and what breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple

import numpy as np

from leonplan.optimizer.futures.outcome import FutureOutcome
from leonplan.optimizer.futures.regret import first_starts_of, regret_of
from leonplan.optimizer.futures.rows import (
    TABLES,
    Breaking,
    BreaksFirst,
    Driver,
    FactorValue,
    FirstStart,
    FutureHolds,
    FutureYear,
    Regret,
    YearBand,
)
from leonplan.optimizer.futures.split import best_split
from leonplan.optimizer.futures.stress import StressTest
from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.results.texts import file_of, write_table
from leonplan.optimizer.results.year import tidy
from leonplan.optimizer.words.column import numbers_of, units_of

MEASURES = ("need", "heavy_unmet", "light_unmet", "employed", "shortfall", "spend", "overrun")
"""Columns of the outcomes that bands are given of."""

DRIVEN = ("heavy_unmet", "light_unmet", "shortfall", "spend", "overrun")
"""Columns of the outcomes whose drivers are given."""

DEMANDS = ("planned", "sound", "frame", "staff")
"""What may hold in a future; nothing of the rest does where there is no plan."""

BY_YEAR = ("sound", "frame", "staff")
"""Those that hold or fail in a year."""

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
"""Shares of the futures that the values of a band lie above."""


def holds_of(test: StressTest) -> tuple[FutureHolds, ...]:
    """Whether each demand holds, future by future."""
    return tuple(FutureHolds(x.future, x.planned, x.sound, x.frame, x.staff) for x in test.outcomes)


def bands_of(test: StressTest) -> tuple[YearBand, ...]:
    """Quantiles by measure and year over the futures with a plan, linear between two futures."""
    planned = [one for one in test.outcomes if one.planned]
    if not planned:
        return ()
    units = units_of(FutureYear)
    rows = []
    for measure in sorted(MEASURES):
        for place, year in enumerate(planned[0].years):
            values = [getattr(one.years[place], measure) for one in planned]
            low, middle, high = (tidy(float(x)) for x in np.quantile(values, (LOW, MIDDLE, HIGH)))
            rows.append(YearBand(measure, year.year, low, middle, high, units[measure]))
    return tuple(rows)


def drivers_of(test: StressTest) -> tuple[Driver, ...]:
    """Rank correlation of what the plan comes to over all years, as it is shown, with every factor.

    What is shown as equal counts as equal: plans are best within a gap, and what is smaller says nothing.
    """
    decimals = {name: column.decimals for name, column in numbers_of(FutureYear).items()}
    planned = [one for one in test.outcomes if one.planned]
    factors = sorted(factor.id for factor in test.factors.factors)
    return tuple(
        Driver(
            measure,
            factor,
            rank_correlation(
                [x.values[factor] for x in planned], [round(x.over_years(measure), decimals[measure]) for x in planned]
            ),
        )
        for measure in sorted(DRIVEN)
        for factor in factors
    )


def rank_correlation(some: Sequence[float], others: Sequence[float]) -> float | None:
    """Spearman's rank correlation, equal values with their mean rank; none where either does not vary.

    >>> rank_correlation([1, 2, 3], [10, 20, 15])  # differences of rank 0, 1, 1: 1 - 6 · 2 / (3 · 8)
    0.5
    >>> rank_correlation([1, 2], [5, 5])
    """
    one, other = (np.asarray(ranks(values)) for values in (some, others))
    if len(one) < 2 or one.std() == 0 or other.std() == 0:
        return None
    a, b = one - one.mean(), other - other.mean()
    return float(round((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()), 9))


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1, equal values with their mean rank.

    >>> ranks([3.0, 1.0, 3.0])
    [2.5, 1.0, 2.5]
    """
    order = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(order, 1)))}
    last = {value: place for place, value in enumerate(order, 1)}
    return [(first[value] + last[value]) / 2 for value in values]


def failures_of(test: StressTest) -> tuple[Breaking, ...]:
    """For each demand that fails in some futures and holds in others: the factor and limit that part them best."""
    drawn = [one.values for one in test.outcomes]
    found = {
        x: best_split(test.factors, drawn, [not getattr(one, x) for one in test.outcomes]) for x in sorted(DEMANDS)
    }
    return tuple(Breaking(demand, *astuple(split)) for demand, split in found.items() if split is not None)


def first_breaks_of(test: StressTest) -> tuple[BreaksFirst, ...]:
    """What fails first, over the futures with a plan; of what fails first in the same period each counts."""
    years = [{demand: one.failing_year(demand) for demand in BY_YEAR} for one in test.outcomes if one.planned]
    rows = []
    for demand in sorted(BY_YEAR):
        failing = sorted(year for one in years if (year := one[demand]) is not None)
        first = sum(
            one[demand] is not None and one[demand] == min(year for year in one.values() if year is not None)
            for one in years
        )
        middle = failing[(len(failing) - 1) // 2] if failing else None
        rows.append(BreaksFirst(demand, len(failing), first, min(failing, default=None), middle))
    return tuple(rows)


def stress_texts(test: StressTest) -> dict[str, str]:
    """The text of every table by the name of its file; the same futures give the same bytes."""
    rows: dict[type[Row], Iterable[Row]] = {
        FactorValue: (FactorValue(x.future, id, x.values[id]) for x in test.outcomes for id in sorted(x.values)),
        FutureYear: (year for one in test.outcomes for year in one.years),
        FutureHolds: holds_of(test),
        YearBand: bands_of(test),
        Driver: drivers_of(test),
        Breaking: failures_of(test),
        BreaksFirst: first_breaks_of(test),
        Regret: regret_of(test),
        FirstStart: first_starts_of(test),
    }
    return {file_of(kind): write_table(kind, rows[kind]) for kind in TABLES}


def standing_futures(outcomes: Iterable[FutureOutcome], demand: str) -> int:
    """In how many futures a demand holds."""
    return sum(bool(getattr(one, demand)) for one in outcomes)
