"""Today, and how need develops, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.demand.project_demand import Step
from leonplan.optimizer.report.add_up import parts_of, sums_of
from leonplan.optimizer.report.charts.need import need_by_level
from leonplan.optimizer.report.content.rounded import need_by_group
from leonplan.optimizer.report.content.tables import shown_by_column
from leonplan.optimizer.report.content.view import NOTHING, PERSONS, View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph, Table
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.schema.years import start_year
from leonplan.optimizer.words import vocabulary as v


def need_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    yield Heading(1, w.say("Today, and how need develops"), "need")
    yield Paragraph(_today(view))
    yield _population(view)
    yield Heading(2, w.say("Need by group"), "need-groups")
    yield Paragraph(
        w.say(
            "Need is counted in persons on an average day, whatever they are offered. It rests on "
            "rates by age and on the projected population."
        )
    )
    yield _groups(view)
    yield need_by_level(view)
    yield Heading(2, w.say("What moves the need"), "need-steps")
    yield _steps(view)
    yield _steps_by_group(view)


def _today(view: View) -> str:
    w, settings = view.words, view.instance.settings
    oldest = [band for band in settings.age_bands if band.lowest >= 80] or [settings.age_bands[-1]]
    before, after = (sum(_by_band(view, year)[band.id] for band in oldest) for year in (view.first, view.last))
    return w.say(
        "In {first} {before} inhabitants are {age} or older, in {last} {after} ({change}).",
        first=view.first,
        last=view.last,
        age=w.say("{age} years", age=oldest[0].lowest),
        before=Number(before),
        after=Number(after),
        change=view.change(before, after),
    )


def _by_band(view: View, year: int) -> dict[str, float]:
    """Inhabitants by age band, rounded so that they add up."""
    found = summed((band, n) for (band, _, t), n in view.demand.population.items() if t == year)
    bands = [band.id for band in view.instance.settings.age_bands]
    return dict(zip(bands, parts_of([found[band] for band in bands], 0)[0], strict=True))


def _population(view: View) -> Table:
    w = view.words
    return shown_by_column(
        id="population",
        caption=w.say("Inhabitants by age (persons)"),
        stub=w.say("Age"),
        columns=view.year_columns,
        names={band.id: band.name for band in view.instance.settings.age_bands},
        shown=[_by_band(view, year) for year in view.shown],
        total=w.say("All inhabitants"),
        decimals=0,
    )


def _groups(view: View) -> Table:
    w = view.words
    return shown_by_column(
        id="need-by-group",
        caption=w.say("Need by group (persons on an average day)"),
        stub=w.say("Group"),
        columns=view.year_columns,
        names=view.names.groups,
        shown=[need_by_group(view, year) for year in view.shown],
        total=w.say("All need"),
        decimals=PERSONS,
    )


def _taken(view: View) -> list[Step]:
    """Steps that move anything, besides the first and the last; one of them there always is."""
    moved = summed((one.step, abs(one.persons)) for one in view.demand.steps)
    inner = [step for step in Step if step not in (Step.BASELINE, Step.TOTAL)]
    return [step for step in inner if moved[step] >= NOTHING] or [Step.POPULATION]


def _steps(view: View) -> Table:
    """The need of the start and the steps from it, which fill the way to the need of each year."""
    w, start = view.words, start_year(view.instance.settings.horizon)
    years = [year for year in view.shown if year != start]
    amounts = summed(((one.step, one.year), one.persons) for one in view.demand.steps)
    steps = [Step.BASELINE, *_taken(view)]
    columns = [
        parts_of([amounts[step, year] for step in steps], PERSONS, view.by_year[year].need, kept=[0]) for year in years
    ]
    rows: list[tuple[Cell, ...]] = [
        (w.word(v.STEPS_OF_NEED[step]), *(Number(parts[i], PERSONS) for parts, _ in columns))
        for i, step in enumerate(steps)
    ]
    total: tuple[Cell, ...] = (w.word(v.STEPS_OF_NEED[Step.TOTAL]), *(Number(whole, PERSONS) for _, whole in columns))
    return Table(
        id="need-steps-by-year",
        caption=w.say("From the need of {year} to that of later years (persons on an average day)", year=start),
        columns=(Column(w.say("Step")), *(Column(str(year), numeric=True, year=year) for year in years)),
        rows=(*rows, total),
        total_rows=frozenset({len(rows)}),
    )


def _steps_by_group(view: View) -> Table:
    """The same by group: need at both ends as in the table by group, the steps between them made to fit."""
    w, steps = view.words, _taken(view)
    amounts = {(one.group, one.step): one.persons for one in view.demand.steps if one.year == view.last}
    before, after = need_by_group(view, view.first), need_by_group(view, view.last)
    moved = [round(after[group] - before[group], PERSONS) for group in view.names.groups]
    sums = sums_of([[amounts[group, step] for step in steps] for group in view.names.groups], PERSONS, rows=moved)
    rows: list[tuple[Cell, ...]] = [
        (name, *(Number(value, PERSONS) for value in (before[group], *cells, after[group])))
        for (group, name), cells in zip(view.names.groups.items(), sums.cells, strict=True)
    ]
    whole = (round(fsum(before.values()), PERSONS), *sums.columns, round(fsum(after.values()), PERSONS))
    titles = [
        w.word(v.STEPS_OF_NEED[Step.BASELINE]),
        *(w.word(v.STEPS_OF_NEED[step]) for step in steps),
        w.say("Need in {year}", year=view.last),
    ]
    return Table(
        id="need-steps-by-group",
        caption=w.say("The same by group, to {year} (persons on an average day)", year=view.last),
        columns=(Column(w.say("Group")), *(Column(title, numeric=True) for title in titles)),
        rows=(*rows, (w.say("All groups"), *(Number(value, PERSONS) for value in whole))),
        total_rows=frozenset({len(rows)}),
    )
