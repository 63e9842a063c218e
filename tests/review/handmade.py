"""A plan made by hand in which nothing is odd, and ways to make something odd of it.

The smallest municipality, with measured sources. The given year is 2025; decided are 2026, 2028 and 2030, which stand for
one, two and two years. Everybody is served at the lowest effective level: 40 persons at home, 8 in group living, 4 in
nursing homes, every year; nothing is built, and 25 million kr is spent every year of a frame of 30.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cache
from typing import Any

from tiny_plan import tiny, tiny_plan, with_part, with_row

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.planning.plan import Plan, plan_of_tables
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.remark import Remark
from leonplan.optimizer.review.review import review_plan
from leonplan.optimizer.schema.instance import Instance

DAY = datetime.date(2026, 1, 15)
YEARS = (2025, 2026, 2028, 2030)


@cache
def town() -> Instance:
    """The smallest municipality with measured sources and ample frames."""
    instance = with_part(tiny(), "sources", 0, kind="measured")
    for place in range(len(instance.frames)):
        instance = with_row(instance, "frames", place, operating=30000)
    return instance


def plan_of(instance: Instance, rows: list[r.Row], like: Plan | None = None) -> Plan:
    """The plan of an instance with these rows for tables; how it was solved is that of another plan."""
    like = like or tiny_plan()
    tables = {kind.table: tuple(row for row in rows if type(row) is kind) for kind in r.ROWS}
    data = prepare(instance, project_demand(instance))
    return plan_of_tables(
        instance, data, tables, mode=like.mode, status=like.status, size=like.size, seconds={}, settings=like.settings
    )


@cache
def quiet() -> Plan:
    """The plan in which nothing is odd."""
    return plan_of(town(), [row for year in YEARS for row in _year(year)])


def _year(year: int) -> list[r.Row]:
    served = {("home_help", "home_care"): 20.0, ("dementia", "group_living"): 4.0, ("complex", "nursing_home"): 2.0}
    rows: list[r.Row] = [r.Goal(1, "unmet", "severity-weighted person-years", 0, 0, 0, True, 0.001, 0, 0)]
    rows = rows if year == YEARS[0] else []
    for (group, level), persons in served.items():
        rows.append(r.Unmet(year, group, 0, 0, 0, 0))
        for side in ("north", "south"):
            rows.append(r.Need(year, group, side, persons))
            rows.append(r.Served(year, group, level, side if level == "home_care" else f"{side}_centre", persons))
    for centre in ("north_centre", "south_centre"):
        rows.append(r.Places(year, centre, "group_living", 4, 4, 1))
        rows.append(r.Places(year, centre, "nursing_home", 4, 2, 1))
    rows.append(r.Staff(year, "care_worker", 32, 3.2, 0, 0, 0, 24))
    rows.append(r.Staff(year, "nurse", 6, 0.6, 0, 0, 0, 4))
    rows.append(r.Covers(year, "care_worker", "care_worker", 24, 24))
    rows.append(r.Covers(year, "nurse", "nurse", 4, 4))
    money = {r.Post.SPEND: 25000.0, r.Post.FRAME: 30000.0, r.Post.OVERRUN: 0.0}
    money |= {r.Post.UNFILLED: 0.0, r.Post.INVESTMENT_OVERRUN: 0.0}
    return [*rows, *(r.Money(year, post, amount) for post, amount in money.items())]


def changed(*rows: r.Row, plan: Plan | None = None, instance: Instance | None = None, **fields: Any) -> Plan:
    """A plan with rows put in place of those with the same key, or added.

    plan: by default the quiet one; instance: another one for it; fields: of the plan itself, such as its mode.
    """
    plan = plan or quiet()
    new = {_key(row): row for row in rows}
    kept = [row for table in plan.tables.values() for row in table if _key(row) not in new]
    return replace(plan_of(instance or plan.instance, [*kept, *new.values()], plan), **fields)


def _key(row: r.Row) -> tuple[object, ...]:
    return type(row).table, *(getattr(row, name) for name in row.key)


def found(plan: Plan, check: str) -> list[Remark]:
    """The remarks of one check."""
    return [remark for remark in review_plan(plan, DAY).remarks if remark.check == check]


def figures(remark: Remark) -> dict[str, float]:
    """Figures without their units."""
    return {name: figure.value for name, figure in remark.figures.items()}
