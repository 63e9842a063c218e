"""The part of the plan's screen that goes year by year: need, places, staff, money, levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import fsum

from rich.text import Text

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.grid import Grid, section
from leonplan.optimizer.present.text import brief, millions
from leonplan.optimizer.results import rows as r

Series = dict[int, float]
"""A number by year."""

MOST_GROUPS = 5
"""Groups with unmet need that are shown one by one."""


def year_rows(plan: Plan, grid: Grid) -> Iterator[Text]:
    """All sections under one line of years."""
    yield grid.heading("", "all years")
    yield from _need(plan, grid)
    yield from _levels(plan, grid)
    yield from _staff(plan, grid)
    yield from _money(plan, grid)


def series(pairs: Iterable[tuple[int, float]]) -> Series:
    """Sums by year."""
    parts: defaultdict[int, list[float]] = defaultdict(list)
    for year, amount in pairs:
        parts[year].append(amount)
    return {year: fsum(amounts) for year, amounts in parts.items()}


def over_years(plan: Plan, amounts: Mapping[int, float]) -> float:
    """A number over all decided years, each period counted with its length."""
    return fsum(total.years * amounts.get(total.year, 0.0) for total in plan.by_year)


def unmet_by_group(plan: Plan) -> list[tuple[str, Series]]:
    """(name, unmet need by year) of the groups with any, the most in the last year first, then over all years."""
    last = plan.by_year[-1].year
    found = []
    for group in plan.instance.settings.groups:
        unmet = series((row.year, row.persons) for row in plan.rows(r.Unmet) if row.group == group.id)
        if any(round(persons, 2) for persons in unmet.values()):
            found.append((group.name, unmet))
    return sorted(found, key=lambda one: (-one[1].get(last, 0.0), -over_years(plan, one[1])))


def _told(amounts: Mapping[int, float]) -> dict[int, str]:
    return {year: brief(round(amount, 2)) for year, amount in amounts.items()}


def _need(plan: Plan, grid: Grid) -> Iterator[Text]:
    yield section("Unmet need", "persons on an average day; over all years person-years")
    groups = unmet_by_group(plan)
    shown, others = groups[:MOST_GROUPS], groups[MOST_GROUPS:]
    for name, unmet in shown:
        yield grid.row(name, _told(unmet), brief(over_years(plan, unmet)))
    if others:
        rest = series(pair for _, unmet in others for pair in unmet.items())
        yield grid.row(f"{len(others)} more groups", _told(rest), brief(over_years(plan, rest)))
    unmet = {total.year: total.unmet for total in plan.by_year}
    need = {total.year: total.need for total in plan.by_year}
    if any(group.heavy for group in plan.instance.settings.groups):
        yield from _heavy_and_light(plan, grid)
        return
    yield grid.row("All unmet", _told(unmet), brief(over_years(plan, unmet)), "bold")
    yield grid.row("of a need of", _told(need), brief(over_years(plan, need)))


def _heavy_and_light(plan: Plan, grid: Grid) -> Iterator[Text]:
    """Heavy and light need apart: a person without a home help is not added to one without a nursing home place."""
    rows = (
        ("Heavy need without any help", "heavy_without_help", "bold"),
        ("Heavy need unmet", "heavy_unmet", "bold"),
        ("of a heavy need of", "heavy_need", ""),
        ("Light need unmet", "light_unmet", "bold"),
        ("of a light need of", "light_need", ""),
    )
    for name, field, style in rows:
        amounts = {total.year: getattr(total, field) for total in plan.by_year}
        yield grid.row(name, _told(amounts), brief(over_years(plan, amounts)), style)


def _levels(plan: Plan, grid: Grid) -> Iterator[Text]:
    settings = plan.instance.settings
    yield section("Served", "persons on an average day")
    for level in (one for one in settings.levels if one.at_home):
        yield grid.row(level.name, _told(_served_at(plan, level.id)))
    above, waiting = _off_level(plan)
    yield grid.row("% above lowest effective level", above)
    yield grid.row("% below it, waiting", waiting)
    yield section("Places in use", "places")
    for level in (one for one in settings.levels if not one.at_home):
        used = series((row.year, row.operated) for row in plan.rows(r.Places) if row.level == level.id)
        if any(used.values()):
            yield grid.row(level.name, _told(used))
    idle = series((row.year, row.built - row.operated) for row in plan.rows(r.Places))
    yield grid.row("Built and not in use", _told(idle))


def _served_at(plan: Plan, level: str) -> Series:
    return series((row.year, row.persons) for row in plan.rows(r.Served) if row.level == level)


def _off_level(plan: Plan) -> tuple[dict[int, str], dict[int, str]]:
    """Shares served above and below the lowest effective level by year, in per cent."""
    settings = plan.instance.settings
    step = {level.id: level.step for level in settings.levels}
    lowest = {group.id: step[group.lowest_level] for group in settings.groups}
    above = series((row.year, row.persons) for row in plan.rows(r.Served) if step[row.level] > lowest[row.group])
    below = series((row.year, row.persons) for row in plan.rows(r.Served) if step[row.level] < lowest[row.group])
    served = {total.year: total.served for total in plan.by_year}
    return _per_cent(above, served), _per_cent(below, served)


def _per_cent(part: Series, whole: Series) -> dict[int, str]:
    return {year: brief(round(100 * part.get(year, 0.0) / total, 2)) for year, total in whole.items() if total}


def _staff(plan: Plan, grid: Grid) -> Iterator[Text]:
    if not plan.instance.settings.staff:
        return
    staff = plan.rows(r.Staff)
    yield section("Staff", "årsverk (FTE); over all years årsverk-years")
    yield grid.row("On the books", _told(series((row.year, row.employed) for row in staff)))
    yield grid.row("Work, by those present", _told(series((row.year, row.work) for row in staff)))
    hired_in = series((row.year, row.agency) for row in staff)
    if any(hired_in.values()):
        yield grid.row("Hired in from agencies", _told(hired_in))
    missing = {total.year: total.shortfall for total in plan.by_year}
    yield grid.row("Shortfall", _told(missing), brief(round(over_years(plan, missing), 2)), "bold")


def _money(plan: Plan, grid: Grid) -> Iterator[Text]:
    price_year = plan.instance.settings.price_year
    yield section("Money", f"million kr a year, kroner of {price_year}; over all years million kr")
    spend = {total.year: total.spend for total in plan.by_year}
    yield grid.row("Net spending", _millions(spend), millions(over_years(plan, spend)))
    frame = {total.year: total.frame for total in plan.by_year if total.frame is not None}
    if not frame:
        return
    yield grid.row("Frame", _millions(frame), millions(over_years(plan, frame)))
    over = {total.year: total.overrun for total in plan.by_year}
    yield grid.row("Over the frame", _millions(over), _amount(over_years(plan, over)), "bold")
    investment = {total.year: total.investment_overrun for total in plan.by_year if total.years}
    if any(investment.values()):
        yield grid.row("Over the investment frame", _millions(investment), _amount(fsum(investment.values())), "bold")


def _amount(thousands: float) -> str:
    return millions(thousands) if round(thousands) else "·"


def _millions(thousands: Mapping[int, float]) -> dict[int, str]:
    return {year: _amount(amount) for year, amount in thousands.items()}
