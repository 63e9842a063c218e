"""What need rests on, from a later base year on: the same need in every year after it.

Trends and tightening count from the base year. So rates take up what they have come to by the new one:
``rate · (1 + trend)^(years moved)``, and of the way to the comparison group that part which is walked already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from leonplan.optimizer.demand.project_demand import between, own_rate, tightened
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.edit import with_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Tightening
from leonplan.optimizer.schema.tables import NeedRate
from leonplan.optimizer.schema.years import start_year

AnyRow = TypeVar("AnyRow", bound=Row)


def need_onward(instance: Instance, year: int, source: str) -> Instance:
    """The instance with rates, fixed need, factors, shares and inhabitants as they are from a year on.

    year: the new base year, after the old one; source: of rates that are made anew. The base year of the horizon is left.
    """
    settings = instance.settings
    rule, moved = settings.tightening, max(0, year - start_year(settings.horizon))
    grown = {group.id: (1 + group.trend) ** moved for group in settings.groups}
    share = 0.0 if rule is None else tightened(rule, year)
    peers = {
        (row.group, row.age_band): row.rate
        for row in instance.comparison
        if share and rule is not None and row.comparison == rule.comparison
    }
    own = {(row.group, row.age_band): row for row in instance.needs}
    needs = [_rate(row, grown[row.group], share, peers.get(key), source) for key, row in own.items()]
    needs += [
        NeedRate(group=group, age_band=band, rate=share * rate * grown[group], source=source)
        for (group, band), rate in peers.items()
        if (group, band) not in own
    ]
    comparison = (row.model_copy(update={"rate": row.rate * grown[row.group]}) for row in instance.comparison)
    found = with_rows(with_rows(instance, "needs", needs), "comparison", comparison)
    found = with_settings(found, tightening=None if rule is None else _rest_of(rule, year))
    found = with_rows(found, "population", (row for row in instance.population if row.year >= year))
    for table, key, numbers in (
        ("district_shares", lambda row: row.district, ("share",)),
        ("fixed_needs", lambda row: (row.group, row.district), ("persons",)),
        ("need_factors", lambda row: (row.group, row.district), ("factor",)),
    ):
        found = with_rows(found, table, points_onward(getattr(instance, table), year, key, numbers))
    return found


def points_onward(
    rows: Iterable[AnyRow], year: int, key: Callable[[Any], object], numbers: tuple[str, ...], **others: float
) -> list[AnyRow]:
    """Rows that are points of lines by year, from a year on: what lies before gives the point in that year.

    key: what names a line; numbers: columns that are linear between years and constant outside; others: columns of the point
    that is made, which are not.
    """
    lines: defaultdict[object, list[Any]] = defaultdict(list)
    for row in rows:
        lines[key(row)].append(row)
    found: list[AnyRow] = []
    for line in lines.values():
        before = [row for row in line if row.year < year]
        if before and all(row.year != year for row in line):
            point = {name: between({row.year: getattr(row, name) for row in line}, year) for name in numbers}
            last = max(before, key=lambda row: int(row.year))
            found.append(last.model_copy(update={**others, **point, "year": year}))
        found += [row for row in line if row.year >= year]
    return found


def _rate(row: NeedRate, grown: float, share: float, peer: float | None, source: str) -> NeedRate:
    """A group's rate in an age band as it has come to be; peer: the comparison group's."""
    if share and peer is not None:
        rate = ((1 - share) * own_rate(row) + share * peer) * grown
        return NeedRate(group=row.group, age_band=row.age_band, rate=rate, source=source)
    if row.rate is not None:
        return row.model_copy(update={"rate": row.rate * grown})
    return row.model_copy(update={"stays_per_1000": (row.stays_per_1000 or 0.0) * grown})


def _rest_of(rule: Tightening, year: int) -> Tightening | None:
    """The rest of the way to the comparison group, from a year on; none if there is none left.

    >>> rule = Tightening(comparison="peers", share=0.5, from_year=2026, to_year=2030)
    >>> _rest_of(rule, 2028)
    Tightening(comparison='peers', share=0.3333333333333333, from_year=2028, to_year=2030)
    """
    done = tightened(rule, year)
    if year <= rule.from_year:
        return rule
    if year >= rule.to_year or done >= rule.share:
        return None
    return rule.model_copy(update={"share": (rule.share - done) / (1 - done), "from_year": year})
