"""The alternatives and their differences: what each gives and costs against the plan, who gains and who loses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from leonplan.optimizer.compare.comparison import Comparison, Entry, Kind
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.report.content.projects import Started, started_projects
from leonplan.optimizer.report.content.shown import outcomes, places_round_the_clock, unmet_by_group
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import Block, Bullets, Cell, Column, Heading, Number, Paragraph, Table
from leonplan.optimizer.results import rows as r

BESIDE = 5
"""Alternatives beside one another in a table."""


@dataclass(frozen=True)
class Alternative:
    """A scenario with a plan, as the chapters look at it."""

    entry: Entry
    view: View

    @property
    def name(self) -> str:
        """Its title; those that are no what-if are named in the report's language."""
        w = self.view.words
        named = {
            Kind.BASE: w.say("The plan"),
            Kind.DO_NOTHING: w.say("Doing nothing"),
            Kind.TOGETHER: w.say("All alternatives together"),
        }
        return named.get(self.entry.kind, self.entry.title)


def alternatives_of(view: View, comparison: Comparison) -> tuple[Alternative, ...]:
    """Every scenario shown that has a plan, the base first."""
    return tuple(
        Alternative(entry, View(entry.plan, view.manifest, view.words))
        for entry in comparison.shown
        if entry.plan is not None
    )


def alternatives_chapter(view: View, comparison: Comparison) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    found = alternatives_of(view, comparison)
    yield Heading(1, w.say("Alternatives and their differences"), "alternatives")
    yield Paragraph(
        w.say("Each alternative is a plan of its own, solved and checked like the plan itself, and compared with it.")
    )
    yield _asked(view, found)
    yield from _without_plan(view, comparison)
    yield _figures(view, found)
    yield _differences(view, found)
    yield Heading(2, w.say("Projects in each alternative"), "alternatives-projects")
    yield _projects(view, found)
    yield Heading(2, w.say("Who gains and who loses"), "alternatives-gains")
    yield from _gains(view, found)
    if comparison.notes:
        yield Heading(2, w.say("To be noted"), "alternatives-notes")
        yield Bullets(comparison.notes)


def _asked(view: View, found: tuple[Alternative, ...]) -> Table:
    w = view.words
    has_choice = any(one.entry.vegvalg for one in found)
    rows: list[tuple[Cell, ...]] = [
        (one.name, *((one.entry.vegvalg or "",) if has_choice else ()), one.entry.question, one.entry.reason)
        for one in found
        if one.entry.kind is Kind.WHAT_IF
    ]
    columns = [*([Column(w.say("Strategic choice"))] if has_choice else []), Column(w.say("Question"))]
    return plain(
        id="alternatives-asked",
        caption=w.say("What is asked"),
        stub=w.say("Alternative"),
        columns=[*columns, Column(w.say("Why"))],
        rows=rows,
    )


def _without_plan(view: View, comparison: Comparison) -> Iterator[Block]:
    lost = [entry for entry in comparison.shown if entry.plan is None]
    if lost:
        yield Paragraph(view.words.say("These have no plan:"))
        yield Bullets(
            tuple(f"{entry.title}: {(entry.error or '').splitlines()[0] if entry.error else ''}" for entry in lost)
        )


Measure = tuple[str, str, int, Callable[[View], float]]
"""Name, unit, decimals, and what a plan comes to."""


def _measures(view: View) -> tuple[Measure, ...]:
    w, last = view.words, view.last
    persons, million = w.say("persons"), w.say("million kr")

    def outlay(one: View) -> float:
        return fsum(project.outlay for project in started_projects(one)) / 1000

    def employed(one: View) -> float:
        return fsum(row.employed for row in one.plan.rows(r.Staff) if row.year == one.last)

    return (
        (w.say("Unmet need in {year}", year=last), persons, PERSONS, lambda one: one.by_year[one.last].unmet),
        (
            w.say("Unmet need over all years"),
            w.say("person-years"),
            0,
            lambda one: one.over_years({year: total.unmet for year, total in one.by_year.items()}),
        ),
        (
            w.say("At the lowest effective level in {year}", year=last),
            persons,
            PERSONS,
            lambda one: outcomes(one, one.last)["lowest"],
        ),
        (
            w.say("Places round the clock in {year}", year=last),
            w.say("places"),
            PERSONS,
            lambda one: places_round_the_clock(one, one.last),
        ),
        (w.say("Staff on the books in {year}", year=last), w.say("FTE"), PERSONS, employed),
        (w.say("Net spending in {year}", year=last), million, 1, lambda one: one.by_year[one.last].spend / 1000),
        (
            w.say("Net spending over all years"),
            million,
            1,
            lambda one: one.over_years({year: total.spend for year, total in one.by_year.items()}) / 1000,
        ),
        (w.say("Investment in all"), million, 1, outlay),
    )


def _figures(view: View, found: tuple[Alternative, ...]) -> Table:
    w = view.words
    rows: list[tuple[Cell, ...]] = [
        (one.name, *(Number(amount(one.view), decimals) for _, _, decimals, amount in _measures(view))) for one in found
    ]
    return plain(
        id="alternatives-figures",
        caption=w.say("What each plan comes to"),
        stub=w.say("Alternative"),
        columns=[Column(name, unit, numeric=True) for name, unit, _, _ in _measures(view)],
        rows=rows,
    )


def _differences(view: View, found: tuple[Alternative, ...]) -> Table:
    """Differences of the numbers as shown."""
    w, measures = view.words, _measures(view)
    shown = [round(amount(found[0].view), decimals) for _, _, decimals, amount in measures]
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            *(
                Number(round(round(amount(one.view), decimals) - before, decimals), decimals)
                for before, (_, _, decimals, amount) in zip(shown, measures, strict=True)
            ),
        )
        for one in found[1:]
    ]
    return plain(
        id="alternatives-differences",
        caption=w.say("How each differs from the plan (above zero: more than in the plan)"),
        stub=w.say("Alternative"),
        columns=[Column(name, unit, numeric=True) for name, unit, _, _ in measures],
        rows=rows,
    )


def _projects(view: View, found: tuple[Alternative, ...]) -> Table:
    """Which projects each alternative leaves out, adds, or starts in other years than the plan."""
    w = view.words
    base = {one.project.id: one for one in started_projects(found[0].view)}
    rows: list[tuple[Cell, ...]] = []
    for alternative in found[1:]:
        here = {one.project.id: one for one in started_projects(alternative.view)}
        left = tuple(one.project.name for id, one in base.items() if id not in here)
        added = tuple(_started(view, one) for id, one in here.items() if id not in base)
        moved = tuple(
            w.say("{project} (in the plan {years})", project=_started(view, one), years=_years(view, base[id]))
            for id, one in here.items()
            if id in base and one.years != base[id].years
        )
        rows.append((alternative.name, *("; ".join(some) or w.say("none") for some in (left, added, moved))))
    return plain(
        id="alternatives-starts",
        caption=w.say("How the projects of each alternative differ from those of the plan"),
        stub=w.say("Alternative"),
        columns=[
            Column(w.say("Not started")),
            Column(w.say("Started in addition")),
            Column(w.say("Started in other years")),
        ],
        rows=rows,
    )


def _years(view: View, one: Started) -> str:
    return view.words.listed(tuple(map(str, one.years)))


def _started(view: View, one: Started) -> str:
    return f"{one.project.name} {_years(view, one)}"


def _gains(view: View, found: tuple[Alternative, ...]) -> Iterator[Block]:
    """Several tables where there are more alternatives than fit beside one another."""
    w, base = view.words, found[0].view
    groups = w.say(
        "More (above zero) or less unmet need than in the plan in {year}, by group (persons)", year=view.last
    )
    districts = w.say(
        "More (above zero) or fewer without any service than in the plan in {year}, by district (persons)",
        year=view.last,
    )
    for first in range(1, len(found), BESIDE):
        others = found[first : first + BESIDE]
        unmet = _compared(lambda one: unmet_by_group(one, one.last), base, others, view.group_names)
        yield _who(f"alternatives-groups-{first}", groups, w.say("Group"), others, unmet)
        unserved = _compared(_unserved, base, others, view.district_names)
        yield _who(f"alternatives-districts-{first}", districts, w.say("District"), others, unserved)


def _compared(
    amounts: Callable[[View], Mapping[str, float]],
    base: View,
    others: tuple[Alternative, ...],
    names: Mapping[str, str],
) -> list[tuple[Cell, ...]]:
    """By key, how much more each alternative has than the base, of the numbers as shown."""
    before, after = amounts(base), [amounts(one.view) for one in others]
    return [
        (name, *(_difference(some.get(key, 0.0), before.get(key, 0.0)) for some in after))
        for key, name in names.items()
    ]


def _who(id: str, caption: str, stub: str, others: tuple[Alternative, ...], rows: list[tuple[Cell, ...]]) -> Table:
    return plain(
        id=id, caption=caption, stub=stub, columns=[Column(one.name, numeric=True) for one in others], rows=rows
    )


def _difference(after: float, before: float) -> Number:
    return Number(round(round(after, PERSONS) - round(before, PERSONS), PERSONS), PERSONS)


def _unserved(one: View) -> Mapping[str, float]:
    return one.sums(r.Unserved, lambda row: row.district if row.year == one.last else "", lambda row: row.persons)


def plan_of(comparison: Comparison, kind: Kind) -> Plan | None:
    """The plan of the first scenario of a kind, if there is one."""
    return next((entry.plan for entry in comparison.shown if entry.kind is kind), None)
