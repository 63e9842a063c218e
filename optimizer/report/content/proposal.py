"""What is proposed, in a line each: what is built, closed, cut and moved, what is decided now and what can wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Number
from leonplan.optimizer.report.words import cell_text, mark
from leonplan.optimizer.results.service_changes import (
    ResidentMove,
    ServiceChange,
    home_changes,
    moves,
    place_changes,
    programme_changes,
)
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.view import StartedProject
from leonplan.optimizer.schema.project_tables import Project, ProjectKind

MOST_PROJECTS = 5
"""Projects named on the first page."""

MOST_CHANGES = 3
"""What is closed, cut or moved, named on the first page of each."""

VERBS: Mapping[ProjectKind, str] = {
    ProjectKind.BUILD: mark("Built: {what}"),
    ProjectKind.CONVERT: mark("Converted: {what}"),
    ProjectKind.EXPAND: mark("Extended: {what}"),
    ProjectKind.OPEN: mark("Opened: {what}"),
    ProjectKind.CLOSE: mark("Closed: {what}"),
    ProjectKind.GATHER: mark("Gathered: {what}"),
}
"""What a project does, before its name."""


def proposed(view: View) -> Iterator[str]:
    """Projects in order of time, programmes that grow, and as plainly what is closed, cut and moved."""
    w = view.words
    yield from _projects(view)
    programmes, places = programme_changes(view), place_changes(view)
    grown = [one for one in programmes if one.size > 0]
    yield from _line(view, mark("Rolled out: {what}."), _from_to(view, grown))
    fewer = [one for one in places if one.size < 0]
    closed, cut = ([one for one in fewer if one.is_closed is gone] for gone in (True, False))
    shrunk = [one for one in (*home_changes(view), *programmes) if one.size < 0]
    gone = moves(view)
    yield from _line(view, mark("Closed: {what}."), _closed(view, closed))
    yield from _line(view, mark("Cut: {what}."), [*_from_to(view, cut), *_from_to(view, shrunk)])
    yield from _line(view, mark("Moved: {what}."), _moved(view, gone))
    if not closed and not cut and not shrunk and not gone:
        yield w.say("Nothing that there is today is closed, cut or moved.")


def now_and_later(view: View) -> Iterator[str]:
    """What must be decided for the first year that is decided, and what can wait, and until when."""
    w, first = view.words, view.decided[0]
    undecided = [one for one in view.projects if not one.project.decided]
    now = [one.project.name for one in undecided if one.years[0] <= first]
    later = [one for one in undecided if one.years[0] > first]
    closing = [
        _where(view, one) for one in place_changes(view) if one.size < 0 and one.is_closed and one.begins <= first
    ]
    growing = [view.names.programmes[one.id] for one in programme_changes(view) if one.size > 0 and one.begins <= first]
    if now:
        yield w.say("To be decided now, for {year}: start {what}.", year=first, what=_some(view, now))
    if closing:
        yield w.say("To be decided now, for {year}: close {what}.", year=first, what=_some(view, closing))
    if growing:
        yield w.say("To be decided now, for {year}: roll out {what}.", year=first, what=_some(view, growing))
    if not now and not closing and not growing:
        yield w.say("Nothing new must be decided for {year}.", year=first)
    if later:
        waiting = [f"{one.project.name} ({one.years[0]})" for one in later]
        yield w.say("Can wait, with the year in which it starts: {what}.", what=_some(view, waiting))


def _projects(view: View) -> Iterator[str]:
    w, projects = view.words, view.projects
    largest = sorted(projects, key=lambda one: -one.outlay)[:MOST_PROJECTS]
    yield from (_project(view, one) for one in projects if one in largest)
    if len(projects) > len(largest):
        rest = [one for one in projects if one not in largest]
        yield w.count(
            "{number} more project, {kroner}; see the chapter on projects.",
            "{number} more projects, {kroner} in all; see the chapter on projects.",
            len(rest),
            kroner=view.million(fsum(one.outlay for one in rest)),
        )
    if not projects:
        yield w.say("No building or conversion is started.")


def is_agreement(view: View, project: Project) -> bool:
    """Whether a project brings places that are bought by contract: an agreement, which is not opened."""
    brought = {row.level for row in view.instance.project_places if row.project == project.id and row.change > 0}
    return any(level.by_contract for level in view.instance.settings.levels if level.id in brought)


def _project(view: View, one: StartedProject) -> str:
    w = view.words
    started, ready = w.each(one.years), w.listed(tuple(map(str, dict.fromkeys(one.ready))))
    kroner = cell_text(view.million(one.outlay), w.language) if one.outlay else w.say("nothing to build")
    said = w.say(
        "{name} – start {started}, ready {ready}, {kroner}.",
        name=one.project.name,
        started=started,
        ready=ready,
        kroner=kroner,
    )
    verb = mark("Agreed: {what}") if is_agreement(view, one.project) else VERBS[one.project.kind]
    said = w.say(verb, what=said)
    return f"{said} {w.say('Decided already.')}" if one.project.decided else said


def _line(view: View, message: str, told: Sequence[str]) -> Iterator[str]:
    """The first few in one line, if there are any."""
    if told:
        yield view.words.say(message, what="; ".join(_few(view, told)))


def _few(view: View, told: Sequence[str]) -> list[str]:
    """The first few, and how many more there are."""
    rest = len(told) - MOST_CHANGES
    return [*told[:MOST_CHANGES], *([view.words.count("{number} more", "{number} more", rest)] if rest > 0 else [])]


def _some(view: View, told: Sequence[str]) -> str:
    """In a line; names may hold commas."""
    return "; ".join(_few(view, told))


def _closed(view: View, changes: Sequence[ServiceChange]) -> list[str]:
    """Each with the places there were."""
    w = view.words
    return [
        w.say(
            "{where} {places} places from {year}", where=_where(view, one), places=Number(one.before), year=one.closes
        )
        + _become_others(view, one)
        for one in changes
        if one.closes is not None
    ]


def _become_others(view: View, one: ServiceChange) -> str:
    """How many of the places that go become places of another level in the same house; nothing where none do."""
    found = 0
    for started in view.projects:
        here = [
            row.change
            for row in view.instance.project_places
            if row.project == started.project.id and row.centre == one.centre
        ]
        goes = sum(
            -row.change
            for row in view.instance.project_places
            if row.project == started.project.id and (row.centre, row.level) == (one.centre, one.id) and row.change < 0
        )
        found += len(started.years) * min(goes, sum(change for change in here if change > 0))
    found = min(found, round(-one.size))
    return view.words.say(" ({places} of them become other places there)", places=found) if found > 0 else ""


def _from_to(view: View, changes: Sequence[ServiceChange]) -> list[str]:
    """Each with the places before and after; help at home and programmes in persons."""
    w = view.words
    return [
        w.say(
            "{name} {before} → {after}",
            name=_where(view, one),
            before=Number(one.before),
            after=Number(one.after, 0, w.say("places") if one.centre else w.say("persons")),
        )
        + (_become_others(view, one) if one.centre else "")
        for one in changes
    ]


def _moved(view: View, found: Sequence[ResidentMove]) -> list[str]:
    """Residents by level; from where stands in the chapter on people."""
    w = view.words
    persons = summed((one.level, one.persons) for one in found)
    years: dict[str, tuple[int, ...]] = {}
    for one in found:
        years[one.level] = tuple(sorted({*years.get(one.level, ()), *one.years}))
    return [
        w.count(
            "{number} resident at the level {level} ({years})",
            "{number} residents at the level {level} ({years})",
            max(1, round(persons[level])),
            level=_level(view, level),
            years=view.years_text(years[level]),
        )
        for level in persons
    ]


def _level(view: View, level: str) -> str:
    """The name of a level without what stands in brackets, where no other level is called so."""
    names = [name.partition(" (")[0] for name in view.names.levels.values()]
    short = view.names.levels[level].partition(" (")[0]
    return short if names.count(short) == 1 else view.names.levels[level]


def _where(view: View, one: ServiceChange) -> str:
    """The centre and the level, or the level at home, or the programme."""
    if one.centre:
        return f"{view.names.centres[one.centre]}, {_level(view, one.id)}"
    return _level(view, one.id) if one.id in view.names.levels else view.names.programmes[one.id]
