"""The plan level by level, centre by centre and year by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leonplan.optimizer.report.add_up import parts_of
from leonplan.optimizer.report.charts.centres import centre_map
from leonplan.optimizer.report.charts.ladder import care_ladder
from leonplan.optimizer.report.charts.places import places_and_need
from leonplan.optimizer.report.content.by_step import resources_section
from leonplan.optimizer.report.content.rounded import level_labels, places_by_level, served_by_level
from leonplan.optimizer.report.content.tables import plain, shown_by_column
from leonplan.optimizer.report.content.view import NOTHING, PERSONS, View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph, SheetChart, Table
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.words import vocabulary as v


def levels_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    yield Heading(1, w.say("The plan by level, centre and year"), "levels")
    yield Paragraph(
        w.say(
            "The care ladder has one step for each level of service. Everyone is to be served at the "
            "lowest level that is effective (LEON); a higher step takes more staff and money from "
            "others."
        )
    )
    yield care_ladder(view)
    yield _served(view)
    if view.nothing is not None:
        yield _against_nothing(view)
    yield from resources_section(view)
    yield Heading(2, w.say("Places"), "levels-places")
    yield places_and_need(view)
    yield _places(view)
    yield Heading(2, w.say("What changes at each centre"), "levels-centres")
    yield centre_map(view)
    yield _centres(view)


def _drawn(table: Table, unit: str) -> Table:
    """The table with a chart of its rows, all but the last, for those who have it as a spreadsheet."""
    return replace(table, sheet_chart=SheetChart(stacked=tuple(range(len(table.rows) - 1)), unit=unit))


def _served(view: View) -> Table:
    """Users by step, with those who have no service."""
    w = view.words
    made = shown_by_column(
        id="served-by-level",
        caption=w.say("Who is served at which level (persons on an average day)"),
        stub=w.say("Level, the lowest step first"),
        columns=view.year_columns,
        names=level_labels(view),
        shown=[served_by_level(view, year) for year in view.shown],
        total=w.say("All need"),
        decimals=PERSONS,
    )
    return _drawn(made, w.say("Persons"))


def _against_nothing(view: View) -> Table:
    """The last year with the plan and with nothing new, one under the other."""
    w = view.words
    without = replace(view, plan=view.nothing or view.plan)
    columns = (served_by_level(view, view.first), served_by_level(without, view.last), served_by_level(view, view.last))
    rows: list[tuple[Cell, ...]] = [
        _with_difference(name, [column.get(key, 0.0) for column in columns])
        for key, name in level_labels(view).items()
        if any(column.get(key, 0.0) for column in columns)
    ]
    unmet = [view.by_year[view.first].unmet, without.by_year[view.last].unmet, view.by_year[view.last].unmet]
    rows.append(_with_difference(w.say("Unmet need"), unmet))
    return plain(
        id="against-nothing",
        caption=w.say(
            "The plan against doing nothing: persons served by level, and unmet need (persons on an average day)"
        ),
        stub=w.say("Level, the lowest step first"),
        columns=[
            view.year_column(view.first),
            Column(w.say("{year}, doing nothing", year=view.last), numeric=True),
            Column(w.say("{year}, the plan", year=view.last), numeric=True),
            Column(w.say("The plan gives"), numeric=True),
        ],
        rows=rows,
        note=w.say("Doing nothing: no project and no programme beyond what is decided already."),
    )


def _with_difference(name: str, amounts: list[float]) -> tuple[Cell, ...]:
    """Today, doing nothing, the plan, and how much more the plan has, as shown."""
    shown = [round(amount, PERSONS) for amount in amounts]
    return (name, *(Number(amount, PERSONS) for amount in (*shown, round(shown[2] - shown[1], PERSONS))))


def _places(view: View) -> Table:
    w = view.words
    made = shown_by_column(
        id="places-by-level",
        caption=w.say("Places in use by level (places)"),
        stub=w.say("Level, the lowest step first"),
        columns=view.year_columns,
        names=view.names.levels,
        shown=[places_by_level(view, year) for year in view.shown],
        total=w.say("All places in use"),
        decimals=PERSONS,
    )
    return _drawn(made, w.word(v.UNITS["places"]))


def _centres(view: View) -> Table:
    w = view.words
    used = view.sums(r.Places, lambda row: (row.centre, row.level, row.year), lambda row: row.operated)
    built = view.sums(r.Places, lambda row: (row.centre, row.level, row.year), lambda row: row.built)
    keys = [
        (centre, level)
        for centre in view.names.centres
        for level in view.names.levels
        if any(built.get((centre, level, year), 0.0) >= NOTHING for year in (view.first, view.last))
    ]
    before, before_all = parts_of([used[(*key, view.first)] for key in keys], PERSONS)
    after, after_all = parts_of([used[(*key, view.last)] for key in keys], PERSONS)
    there, there_all = parts_of([built[(*key, view.last)] for key in keys], PERSONS)
    rows: list[tuple[Cell, ...]] = [
        (view.names.centres[centre], view.names.levels[level], *_numbers(before[i], after[i], there[i]))
        for i, (centre, level) in enumerate(keys)
    ]
    rows.append((w.say("All centres"), "", *_numbers(before_all, after_all, there_all)))
    return Table(
        id="places-by-centre",
        caption=w.say("Places at each centre (places)"),
        columns=(
            Column(w.say("Centre")),
            Column(w.say("Level")),
            Column(w.say("In use {year}", year=view.first), numeric=True),
            Column(w.say("In use {year}", year=view.last), numeric=True),
            Column(w.say("Change"), numeric=True),
            Column(w.say("Built {year}", year=view.last), numeric=True),
        ),
        rows=tuple(rows),
        total_rows=frozenset({len(keys)}),
        note=w.say("Places that are built and not in use lack staff, money or persons in need of them."),
    )


def _numbers(before: float, after: float, built: float) -> tuple[Number, ...]:
    return tuple(Number(round(value, PERSONS), PERSONS) for value in (before, after, after - before, built))
