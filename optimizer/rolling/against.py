"""Plan against actual: what a plan said for a year and what came, by cause; the causes add up to the difference exactly.

The year is reckoned five times: as planned, then with one thing after another as it came: inhabitants, need rates, capacity
(service, places, staff and norms), prices. What a step changes is its cause's part. Amounts are whole millionths of
their unit, so that the parts add up to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.given import given_year
from leonplan.optimizer.results.make_tables import make_tables
from leonplan.optimizer.results.totals import by_year
from leonplan.optimizer.rolling.prices import with_prices_of
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.years import base_year

GRAIN = 1_000_000
"""Parts of a unit in which amounts are counted."""

CAUSES = ("inhabitants", "rates", "capacity", "prices")
"""Causes, in the order in which they are put in."""

Amounts = Mapping[tuple[str, str], int]
"""Amounts by figure and what it is of, in millionths of the figure's unit."""

UNITS: Mapping[str, str] = {
    "need": "persons on an average day",
    "served": "persons on an average day",
    "unmet": "person equivalents on an average day",
    "places": "places",
    "in_use": "places",
    "employed": "FTE",
    "work": "FTE at work",
    "not_employed": "FTE at work",
    "spend": "kNOK/year",
}
"""Units of the figures; ``not_employed``: work done by agencies or nobody."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """A figure of the year as it was planned and as it came; ``planned`` and the causes add up to ``actual``."""

    figure: str
    """What it is, a key of ``UNITS``."""
    of: str
    """Group, level or staff category; empty for the whole municipality."""
    unit: str
    """Unit of all amounts."""
    planned: float
    """As planned."""
    inhabitants: float
    """By more or fewer inhabitants."""
    rates: float
    """By other need rates."""
    capacity: float
    """By other service, places, staff or norms."""
    prices: float
    """By other prices."""
    actual: float
    """As it came."""


def differences(planned: Instance, actual: Instance) -> tuple[Deviation, ...]:
    """Every figure of the base year of two instances that agree in their horizon and in the ids of their lists."""
    walked = [_amounts(one) for one in _steps(planned, actual)]
    found = []
    for figure, of in dict.fromkeys(key for amounts in walked for key in amounts):
        values = [amounts.get((figure, of), 0) for amounts in walked]
        people, rates, capacity, prices = ((after - before) / GRAIN for before, after in pairwise(values))
        said, came = values[0] / GRAIN, values[-1] / GRAIN
        found.append(Deviation(figure, of, UNITS[figure], said, people, rates, capacity, prices, came))
    return tuple(found)


def _steps(planned: Instance, actual: Instance) -> Iterator[Instance]:
    """The year as planned, and with one cause after another as it came."""
    yield planned
    people = planned.model_copy(update={"population": actual.population, "district_shares": actual.district_shares})
    yield people
    tables = {name: getattr(actual, name) for name in ("needs", "fixed_needs", "need_factors", "comparison")}
    yield with_settings(people.model_copy(update=tables), tightening=actual.settings.tightening)
    yield with_prices_of(actual, planned)
    yield actual


def _amounts(instance: Instance) -> Amounts:
    """The figures of the base year, as it is reckoned from what is given."""
    year = base_year(instance.settings.horizon)
    demand = project_demand(instance)
    data = prepare(instance, demand)
    tables = make_tables(instance, data, demand.need, [given_year(instance, data, demand.need)])
    (total,) = by_year(data, tables, [year], instance.settings.heavy_groups)
    found: dict[tuple[str, str], list[float]] = {}
    for row in (row for table in tables.values() for row in table):
        for figure, of, amount in _of_row(row):
            found.setdefault((figure, of), []).append(amount)
            found.setdefault((figure, ""), []).append(amount)
    found["spend", ""] = [total.spend]
    counted = {key: round(fsum(amounts) * GRAIN) for key, amounts in found.items()}
    return dict(sorted(counted.items(), key=lambda one: (list(UNITS).index(one[0][0]), one[0][1])))


def _of_row(row: r.Row) -> Iterator[tuple[str, str, float]]:
    """Figures that a row of a table adds to: figure, what it is of, amount."""
    if isinstance(row, r.Need):
        yield "need", row.group, row.persons
    elif isinstance(row, r.Served):
        yield "served", row.group, row.persons
    elif isinstance(row, r.Unmet):
        yield "unmet", row.group, row.persons
    elif isinstance(row, r.Places):
        yield "places", row.level, row.built
        yield "in_use", row.level, row.operated
    elif isinstance(row, r.Staff):
        yield "employed", row.category, row.employed
        yield "work", row.category, row.work
        yield "not_employed", row.category, row.agency + row.shortfall
