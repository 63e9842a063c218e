"""Projects and programmes: years, kroner, grants, and what they replace."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.report.content.break_even import break_even_section
from leonplan.optimizer.report.content.certainty import certainty_section
from leonplan.optimizer.report.content.proposal import is_agreement
from leonplan.optimizer.report.content.tables import kroner, plain
from leonplan.optimizer.report.content.view import NOTHING, PERSONS, View
from leonplan.optimizer.report.document import Block, Bullets, Cell, Column, Heading, Number, Paragraph, Table, Year
from leonplan.optimizer.report.words import mark
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.view import StartedProject
from leonplan.optimizer.schema.project_tables import ProjectPlaces
from leonplan.optimizer.words import vocabulary as v


def projects_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    projects = view.projects
    yield Heading(1, w.say("Projects and programmes"), "projects")
    if projects:
        yield Paragraph(
            w.say(
                "A project starts in the period named; its places can be used from the year in which "
                "it is ready. Money is in kroner of {year}.",
                year=view.instance.settings.price_year,
            )
        )
        yield _timetable(view, projects)
        yield from _late(view, projects)
        yield _kroner(view, projects)
        yield _replaced(view, projects)
    else:
        yield Paragraph(w.say("No project is started."))
    yield from _left_out(view, projects)
    yield from certainty_section(view)
    yield from _programmes(view)


def _timetable(view: View, projects: tuple[StartedProject, ...]) -> Table:
    w = view.words
    rows: list[tuple[Cell, ...]] = [
        (
            one.project.name,
            view.names.centres[one.project.centre],
            w.say("agreement")
            if is_agreement(view, one.project)
            else v.PROJECT_KINDS[one.project.kind].within(w.language),
            _years(view, one.years),
            _years(view, one.ready),
            w.say("yes") if one.project.decided else w.say("no"),
        )
        for one in projects
    ]
    titles = (mark("Centre"), mark("Kind"), mark("Start"), mark("Ready"), mark("Decided already"))
    columns = [Column(w.say(title)) for title in titles]
    return plain(
        id="projects-years", caption=w.say("Projects by year"), stub=w.say("Project"), columns=columns, rows=rows
    )


def _years(view: View, years: tuple[int, ...]) -> Cell:
    """A year as such, several as a list."""
    return Year(years[0], str(years[0])) if len(years) == 1 else view.words.each(years)


def _late(view: View, projects: tuple[StartedProject, ...]) -> Iterator[Block]:
    """Decided projects that are ready only after the plan ends."""
    w, last = view.words, view.last
    names = tuple(one.project.name for one in projects if max(one.ready) > last)
    if names:
        text = w.say(
            "Decided, and ready only after {year}, the last year of the plan: {names}. What is invested counts, but no "
            "place of theirs can be used yet, and no state grant is counted on.",
            year=last,
            names=w.listed(names),
        )
        yield Paragraph(text)


def _kroner(view: View, projects: tuple[StartedProject, ...]) -> Table:
    w = view.words
    return kroner(
        id="projects-kroner",
        caption=w.say("What the projects cost to build (1000 kr)"),
        stub=w.say("Project"),
        columns=[Column(w.say("Investment"), numeric=True), Column(w.say("State grants"), numeric=True)],
        rows=[(one.project.name, [one.outlay, -one.grants]) for one in projects],
        total=w.say("All projects"),
        row_total=Column(w.say("The municipality pays"), numeric=True),
    )


def _replaced(view: View, projects: tuple[StartedProject, ...]) -> Table:
    w = view.words
    rows: list[tuple[Cell, ...]] = []
    for one in projects:
        changes = [row for row in view.instance.project_places if row.project == one.project.id]
        named = [(len(one.years) * row.change, _places(view, one, row)) for row in changes]
        rows.append(
            (
                one.project.name,
                "; ".join(text for change, text in named if change > 0) or w.say("none"),
                "; ".join(text for change, text in named if change < 0) or w.say("none"),
                Number(sum(change for change, _ in named)),
            )
        )
    return plain(
        id="projects-places",
        caption=w.say("Places that come, and what they replace (places)"),
        stub=w.say("Project"),
        columns=[Column(w.say("New places")), Column(w.say("Places that go")), Column(w.say("Net"), numeric=True)],
        rows=rows,
    )


def _places(view: View, one: StartedProject, row: ProjectPlaces) -> str:
    """Places of a project at a level; the centre is named where it is another than the project's own."""
    number = abs(len(one.years) * row.change)
    where = "" if row.centre == one.project.centre else f" ({view.names.centres[row.centre]})"
    return f"{view.names.levels[row.level]}: {number}{where}"


def _left_out(view: View, projects: tuple[StartedProject, ...]) -> Iterator[Block]:
    w = view.words
    taken = {one.project.id for one in projects}
    others = [project.name for project in view.instance.projects if project.id not in taken]
    if others:
        yield Heading(2, w.say("Considered and not in the plan"), "projects-left-out")
        yield Bullets(tuple(others))


def _programmes(view: View) -> Iterator[Block]:
    w = view.words
    persons = view.sums(r.Participants, lambda row: (row.programme, row.year), lambda row: row.persons)
    if not view.instance.programmes:
        return
    yield Heading(2, w.say("Programmes"), "projects-programmes")
    rows: list[tuple[Cell, ...]] = [
        (one.name, *(Number(persons.get((one.id, year), 0.0), PERSONS) for year in view.shown))
        for one in view.instance.programmes
    ]
    yield plain(
        id="programmes",
        caption=w.say("Who takes part in programmes (persons on an average day)"),
        stub=w.say("Programme"),
        columns=view.year_columns,
        rows=rows,
    )
    unused = [
        one.name
        for one in view.instance.programmes
        if all(persons.get((one.id, year), 0.0) < NOTHING for year in view.years)
    ]
    if unused:
        yield Paragraph(w.say("Not used in the plan: {programmes}.", programmes=w.listed(tuple(unused))))
    yield from break_even_section(view)
