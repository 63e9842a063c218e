"""The part of the plan's screen that goes year by year: need, places, staff, money, levels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import fsum

from rich.text import Text

from leonplan.optimizer.present.grid import Grid, section
from leonplan.optimizer.present.text import brief, millions
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.results.view import PlanView

Series = dict[int, float]
"""A number by year."""

MOST_GROUPS = 5
"""Groups with unmet need that are shown one by one."""


def year_rows(plan: PlanView, grid: Grid) -> Iterator[Text]:
    """All sections under one line of years."""
    yield grid.heading("", "all years")
    yield from _need(plan, grid)
    yield from _levels(plan, grid)
    yield from _staff(plan, grid)
    yield from _money(plan, grid)


def unmet_by_group(plan: PlanView) -> list[tuple[str, Series]]:
    """(name, unmet need by year) of the groups with any, the most in the last year first, then over all years."""
    last = plan.last
    found = []
    for group in plan.instance.settings.groups:
        unmet = summed((row.year, row.persons) for row in plan.rows(r.Unmet) if row.group == group.id)
        if any(round(persons, 2) for persons in unmet.values()):
            found.append((group.name, unmet))
    return sorted(found, key=lambda one: (-one[1].get(last, 0.0), -plan.over_years(one[1])))


def _told(amounts: Mapping[int, float]) -> dict[int, str]:
    return {year: brief(round(amount, 2)) for year, amount in amounts.items()}


def _need(plan: PlanView, grid: Grid) -> Iterator[Text]:
    yield section("Unmet need", "persons on an average day; over all years person-years")
    groups = unmet_by_group(plan)
    shown, others = groups[:MOST_GROUPS], groups[MOST_GROUPS:]
    for name, unmet in shown:
        yield grid.row(name, _told(unmet), brief(plan.over_years(unmet)))
    if others:
        rest = summed(pair for _, unmet in others for pair in unmet.items())
        yield grid.row(f"{len(others)} more groups", _told(rest), brief(plan.over_years(rest)))
    unmet = plan.series(lambda year: year.unmet)
    need = plan.series(lambda year: year.need)
    if plan.instance.settings.heavy_groups:
        yield from _heavy_and_light(plan, grid)
        return
    yield grid.row("All unmet", _told(unmet), brief(plan.over_years(unmet)), "bold")
    yield grid.row("of a need of", _told(need), brief(plan.over_years(need)))


def _heavy_and_light(plan: PlanView, grid: Grid) -> Iterator[Text]:
    """Heavy and light need apart: a person without a home help is not added to one without a nursing home place."""
    rows: tuple[tuple[str, Callable[[YearTotals], float], str], ...] = (
        ("Heavy need without any help", lambda year: year.heavy_without_help, "bold"),
        ("Heavy need unmet", lambda year: year.heavy_unmet, "bold"),
        ("of a heavy need of", lambda year: year.heavy_need, ""),
        ("Light need unmet", lambda year: year.light_unmet, "bold"),
        ("of a light need of", lambda year: year.light_need, ""),
    )
    for name, amount, style in rows:
        amounts = plan.series(amount)
        yield grid.row(name, _told(amounts), brief(plan.over_years(amounts)), style)


def _levels(plan: PlanView, grid: Grid) -> Iterator[Text]:
    settings = plan.instance.settings
    yield section("Served", "persons on an average day")
    for level in (one for one in settings.levels if one.at_home):
        yield grid.row(level.name, _told(_served_at(plan, level.id)))
    above, waiting = _off_level(plan)
    yield grid.row("% above lowest effective level", above)
    yield grid.row("% below it, waiting", waiting)
    yield section("Places in use", "places")
    for level in (one for one in settings.levels if not one.at_home):
        used = summed((row.year, row.operated) for row in plan.rows(r.Places) if row.level == level.id)
        if any(used.values()):
            yield grid.row(level.name, _told(used))
    idle = summed((row.year, row.built - row.operated) for row in plan.rows(r.Places))
    yield grid.row("Built and not in use", _told(idle))


def _served_at(plan: PlanView, level: str) -> Series:
    return summed((row.year, row.persons) for row in plan.rows(r.Served) if row.level == level)


def _off_level(plan: PlanView) -> tuple[dict[int, str], dict[int, str]]:
    """Shares served above and below the lowest effective level by year, in per cent."""
    above = summed((row.year, row.persons) for row in plan.rows(r.Served) if plan.steps_off(row) > 0)
    below = summed((row.year, row.persons) for row in plan.rows(r.Served) if plan.steps_off(row) < 0)
    served = plan.series(lambda year: year.served)
    return _per_cent(above, served), _per_cent(below, served)


def _per_cent(part: Series, whole: Series) -> dict[int, str]:
    return {year: brief(round(100 * part.get(year, 0.0) / total, 2)) for year, total in whole.items() if total}


def _staff(plan: PlanView, grid: Grid) -> Iterator[Text]:
    if not plan.instance.settings.staff:
        return
    staff = plan.rows(r.Staff)
    yield section("Staff", "årsverk (FTE); over all years årsverk-years")
    yield grid.row("On the books", _told(summed((row.year, row.employed) for row in staff)))
    yield grid.row("Work, by those present", _told(summed((row.year, row.work) for row in staff)))
    hired_in = summed((row.year, row.agency) for row in staff)
    if any(hired_in.values()):
        yield grid.row("Hired in from agencies", _told(hired_in))
    if any(plan.shifted.values()):
        yield grid.row("Tasks shifted", _told(plan.shifted), brief(round(plan.over_years(plan.shifted), 2)))
    missing = plan.series(lambda year: year.shortfall)
    yield grid.row("Shortfall", _told(missing), brief(round(plan.over_years(missing), 2)), "bold")


def _money(plan: PlanView, grid: Grid) -> Iterator[Text]:
    price_year = plan.instance.settings.price_year
    yield section("Money", f"million kr a year, kroner of {price_year}; over all years million kr")
    spend = plan.series(lambda year: year.spend)
    yield grid.row("Net spending", _millions(spend), millions(plan.over_years(spend)))
    unfilled = plan.series(lambda year: year.unfilled)
    if any(unfilled.values()):
        yield grid.row("of it for unfilled work", _millions(unfilled), _amount(plan.over_years(unfilled)))
    frame = {total.year: total.frame for total in plan.by_year.values() if total.frame is not None}
    if not frame:
        return
    yield grid.row("Frame", _millions(frame), millions(plan.over_years(frame)))
    transition = plan.series(lambda year: year.transition)
    if any(transition.values()):
        yield grid.row("Transition money", _millions(transition), millions(plan.over_years(transition)))
    over = plan.series(lambda year: year.overrun)
    yield grid.row("Over the frame", _millions(over), _amount(plan.over_years(over)), "bold")
    investment = {total.year: total.investment_overrun for total in plan.by_year.values() if total.years}
    if any(investment.values()):
        yield grid.row("Over the investment frame", _millions(investment), _amount(fsum(investment.values())), "bold")


def _amount(thousands: float) -> str:
    return millions(thousands) if round(thousands) else "·"


def _millions(thousands: Mapping[int, float]) -> dict[int, str]:
    return {year: _amount(amount) for year, amount in thousands.items()}
