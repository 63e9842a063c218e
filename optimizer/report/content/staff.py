"""Staff by category, recruitment, and where it binds."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.report.add_up import parts_of
from leonplan.optimizer.report.charts.staff import staff_and_work
from leonplan.optimizer.report.content.tables import plain, shown_by_column, summed_by_column
from leonplan.optimizer.report.content.view import NOTHING, PERSONS, View
from leonplan.optimizer.report.document import Block, Bullets, Cell, Column, Heading, Number, Paragraph, Table
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.schema.settings import StaffCategory


def staff_chapter(view: View) -> Iterator[Block]:
    """The chapter; nothing where staff are not planned for."""
    w = view.words
    if not view.instance.settings.staff:
        return
    yield Heading(1, w.say("Staff"), "staff")
    yield Paragraph(
        w.say(
            "Staff on the books are counted in full-time equivalents (FTE) with absence; work is "
            "counted in full-time equivalents at work, without it."
        )
    )
    yield staff_and_work(view)
    yield _employed(view)
    yield _balance(view)
    yield from map(Paragraph, unfilled_work(view))
    yield from _who_does_whose(view)
    yield Heading(2, w.say("Recruitment"), "staff-recruitment")
    yield _recruited(view)
    yield Heading(2, w.say("Where staff are what is short"), "staff-binds")
    yield Bullets(tuple(_binding(view)))


def _employed(view: View) -> Table:
    w = view.words
    employed = view.sums(r.Staff, lambda row: (row.category, row.year), lambda row: row.employed)
    return summed_by_column(
        id="staff-employed",
        caption=w.say("Staff on the books by category (FTE)"),
        stub=w.say("Category"),
        columns=view.year_columns,
        rows=[(name, [employed[one, year] for year in view.shown]) for one, name in view.names.staff.items()],
        total=w.say("All staff"),
        decimals=PERSONS,
    )


def _balance(view: View) -> Table:
    """Work to be done, and who does it, over the years."""
    w = view.words
    columns = []
    for year in view.shown:
        rows = [row for row in view.rows(r.Staff) if row.year == year]
        work, agency, missing = (fsum(getattr(row, name) for row in rows) for name in ("work", "agency", "shortfall"))
        columns.append(parts_of([work - agency - missing, agency, missing], PERSONS, work))
    labels = (w.say("Done by those on the books"), w.say("Done by staff hired in"), w.say("Nobody can be found for it"))
    body: list[tuple[Cell, ...]] = [
        (label, *(Number(parts[i], PERSONS) for parts, _ in columns)) for i, label in enumerate(labels)
    ]
    body.append((w.say("All work"), *(Number(whole, PERSONS) for _, whole in columns)))
    return Table(
        id="staff-work",
        caption=w.say("Work, and who does it (FTE at work)"),
        columns=(Column(w.say("Work")), *view.year_columns),
        rows=tuple(body),
        total_rows=frozenset({len(labels)}),
    )


def unfilled_work(view: View) -> Iterator[str]:
    """How much work lacks people and what it would cost, in the year in which it is most; nothing where all is done."""
    w = view.words
    missing = view.sums(r.Staff, lambda row: row.year, lambda row: row.shortfall)
    lacking = {year: missing[year] for year in view.decided if missing[year] >= NOTHING}
    if lacking:
        worst = max(lacking, key=lambda year: lacking[year])
        yield w.say(
            "Nobody can be found for {missing} of work in {year}, the most of all years; at their pay, or the agencies' price "
            "where that is more, it makes {kroner} of the spending.",
            year=worst,
            missing=_fte(view, lacking[worst]),
            kroner=view.million(view.by_year[worst].unfilled),
        )


def _who_does_whose(view: View) -> Iterator[Block]:
    """Who does other categories' work; nothing where everybody does their own."""
    w = view.words
    done = view.sums(r.Covers, lambda row: (row.category, row.work_of, row.year), lambda row: row.fte)
    pairs = {
        (k, j): f"{view.names.staff[k]} → {view.names.staff[j]}" for k in view.names.staff for j in view.names.staff
    }
    shown = [
        {(k, j): fte for (k, j, t), fte in done.items() if t == year and k != j and fte >= NOTHING}
        for year in view.shown
    ]
    if not any(shown):
        return
    shifts = view.instance.task_shifting
    note = w.say(
        "Some of it is shifted tasks: {shifts}.",
        shifts="; ".join(
            w.say(
                "{category} may do up to {share} of the work of {other}, in {hours} times the time",
                category=view.names.staff[one.category],
                other=view.names.staff[one.work_of],
                share=Number(100 * one.max_share, 0, "%"),
                hours=Number(one.hours, 2),
            )
            for one in shifts
        ),
    )
    yield shown_by_column(
        id="staff-covers",
        caption=w.say("Work done by another category (FTE at work): who does it → whose work it is"),
        stub=w.say("Category"),
        columns=view.year_columns,
        names={"|".join(pair): name for pair, name in pairs.items()},
        shown=[{"|".join(pair): round(fte, PERSONS) for pair, fte in one.items()} for one in shown],
        total=w.say("All work done by another category"),
        decimals=PERSONS,
        note=note if shifts else "",
    )


def _recruited(view: View) -> Table:
    w = view.words
    hired = view.sums(r.Staff, lambda row: (row.category, row.year), lambda row: row.hired)
    years = [year for year in view.shown if year in view.decided]
    return plain(
        id="staff-recruited",
        caption=w.say("Recruited in each year of the period that ends in the year named (FTE a year)"),
        stub=w.say("Category"),
        columns=[*(Column(str(year), numeric=True, year=year) for year in years), Column(w.say("Limit"), numeric=True)],
        rows=[
            (
                one.name,
                *(Number(hired[one.id, year], PERSONS) for year in years),
                Number(one.recruitment_limit, PERSONS),
            )
            for one in view.instance.settings.staff
        ],
        note=w.say("The limit is the most that the municipality can recruit in a year."),
    )


def _binding(view: View) -> Iterator[str]:
    """Which limits on staff are reached when."""
    w = view.words
    said = [sentence for one in view.instance.settings.staff for sentence in _limits(view, one)]
    grown = _growth(view)
    if grown:
        rate = Number(100 * view.instance.settings.policies.staff_growth.rate, 1, "%")
        said.append(
            w.say(
                "All staff together: the limit on growth of {rate} a year is reached in {years}.",
                rate=rate,
                years=view.years_text(tuple(grown)),
            )
        )
    yield from said or [w.say("No limit on staff is reached: it is something else that is short.")]


def _limits(view: View, one: StaffCategory) -> Iterator[str]:
    """What is said about one category."""
    w = view.words
    rows = [row for row in view.rows(r.Staff) if row.category == one.id and row.year in view.decided]
    at_limit = tuple(row.year for row in rows if row.hired >= one.recruitment_limit - NOTHING)
    if at_limit:
        yield w.say(
            "{category}: recruitment is at its limit of {limit} a year in {years}.",
            category=one.name,
            limit=_fte(view, one.recruitment_limit),
            years=view.years_text(at_limit),
        )
    hired_in = tuple(row.year for row in rows if 0 < one.agency_limit - NOTHING <= row.agency)
    if hired_in:
        yield w.say(
            "{category}: as many as can be had ({limit}) are hired in from agencies in {years}.",
            category=one.name,
            limit=_fte(view, one.agency_limit),
            years=view.years_text(hired_in),
        )
    for row in rows:
        missing = row.shortfall + row.competence_gap
        if missing >= NOTHING:
            yield w.say(
                "{category}: {missing} of the work in {year} lacks someone to do it, or someone with the competence.",
                category=one.name,
                missing=_fte(view, missing),
                year=row.year,
            )


def _growth(view: View) -> list[int]:
    """Years in which the limit on the growth of all staff is reached."""
    policy = view.instance.settings.policies.staff_growth
    if not policy.on:
        return []
    start = sum(one.employed for one in view.instance.settings.staff)
    first = view.data.base_year
    return [
        year for year in view.decided if view.employed(year) >= start * (1 + policy.rate) ** (year - first) - NOTHING
    ]


def _fte(view: View, value: float) -> Number:
    return Number(value, PERSONS, view.words.say("FTE"))
