"""Projects: when they can start, what they need, and what they do to places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from leonplan.optimizer.checks.decisions import least_starts
from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.decision_tables import DecisionKind
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import first_decided_year

SHARES_TOLERANCE = 1e-6
"""How far shares of an outlay may add up to more or less than all of it [share]."""


@fault()
def window_is_open(parsed: Parsed) -> Iterator[Problem]:
    """A project's earliest year is not after its latest."""
    for index, row in enumerate(parsed.instance.projects):
        if row.earliest is not None and row.latest is not None and row.earliest > row.latest:
            message = f"{row.earliest} is after latest {row.latest}; swap or correct them"
            yield parsed.at("projects", index, "earliest", message)


@fault("horizon")
def window_meets_the_horizon(parsed: Parsed) -> Iterator[Problem]:
    """A project can start in a decided year of the horizon."""
    horizon = parsed.instance.settings.horizon
    last, first = max(horizon.periods), first_decided_year(horizon)
    for index, row in enumerate(parsed.instance.projects):
        must = " although it is decided" if row.decided else ""
        if row.earliest is not None and row.earliest > last:
            message = f"{row.earliest} is after the last year {last}: it never starts{must}; correct the year"
            yield parsed.at("projects", index, "earliest", message)
        if row.latest is not None and row.latest < first:
            message = f"{row.latest} is before the first decided year {first}: it never starts{must}; correct the year"
            yield parsed.at("projects", index, "latest", message)


@fault()
def project_stands_by_itself(parsed: Parsed) -> Iterator[Problem]:
    """No project excludes itself, or both requires and excludes another."""
    for index, row in enumerate(parsed.instance.projects):
        if row.id in row.excludes:
            yield parsed.at("projects", index, "excludes", f"'{row.id}' excludes itself; remove it from the cell")
        for other in row.requires:
            if other in row.excludes:
                message = f"'{other}' is required and excluded by '{row.id}'; remove it from one of the cells"
                yield parsed.at("projects", index, "requires", message)


@fault("projects")
def requirements_end(parsed: Parsed) -> Iterator[Problem]:
    """Requirements do not go in a circle; reported once for each circle."""
    needs = {row.id: row.requires for row in parsed.instance.projects}
    places = {row.id: index for index, row in enumerate(parsed.instance.projects)}
    told: set[str] = set()
    for project in needs:
        circle = _circle(project, needs)
        if circle and project not in told:
            told.update(circle)
            message = f"requirements go in a circle: {' requires '.join((*circle, project))}; remove one of them"
            yield parsed.at("projects", places[project], "requires", message)


def _circle(start: str, needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The projects on a way from a project back to itself, or none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop()
        for other in needs.get(way[-1], ()):
            if other == start:
                return way
            if other not in seen:
                seen.add(other)
                ways.append((*way, other))
    return ()


@fault("projects")
def decided_projects_agree(parsed: Parsed) -> Iterator[Problem]:
    """No decided project excludes another decided one."""
    decided = {row.id for row in parsed.instance.projects if row.decided}
    for index, row in enumerate(parsed.instance.projects):
        for other in row.excludes:
            if row.decided and other in decided and other != row.id:
                message = f"'{other}' is excluded by '{row.id}', but both are decided; one of them must give way"
                yield parsed.at("projects", index, "excludes", message)


@fault("projects")
def decided_projects_may_be_done(parsed: Parsed) -> Iterator[Problem]:
    """A decided project may be carried out, and so may those that it requires."""
    most = {row.id: row.max_count for row in parsed.instance.projects}
    for index, row in enumerate(parsed.instance.projects):
        if row.decided and not row.max_count:
            yield parsed.at("projects", index, "max_count", f"0: '{row.id}' never happens, but is decided; correct one")
        for other in row.requires:
            if row.decided and not most.get(other, 1):
                message = f"'{other}' is required by '{row.id}', which is decided, but never happens; correct one"
                yield parsed.at("projects", index, "requires", message)


@fault()
def outlay_is_shared_out(parsed: Parsed) -> Iterator[Problem]:
    """Shares of a project's outlay add up to 1, in no more years than it takes to build."""
    for index, row in enumerate(parsed.instance.projects):
        whole, years = sum(row.outlay), max(1, row.lead_time)
        if row.outlay and abs(whole - 1) > SHARES_TOLERANCE:
            message = f"the shares of the outlay add up to {whole:g}, not to 1; correct them"
            yield parsed.at("projects", index, "outlay", message)
        if len(row.outlay) > years:
            message = (
                f"{len(row.outlay)} shares of the outlay, but {years} building years (lead_time); leave out the last"
            )
            yield parsed.at("projects", index, "outlay", message)


@warning("horizon", "decisions")
def projects_are_ready_in_time(parsed: Parsed) -> Iterator[Problem]:
    """A project can be ready within the horizon, or it is not started; one that is decided is, which is reported."""
    horizon = parsed.instance.settings.horizon
    last = max(horizon.periods)
    by_hand = {row.project for row in parsed.instance.decisions if row.kind is DecisionKind.START and least_starts(row)}
    for index, row in enumerate(parsed.instance.projects):
        window = start_periods(row, horizon)
        if not window or not row.max_count or row.id in by_hand or window[0] + row.lead_time <= last:
            continue
        told = (
            "it is started as decided, and its outlay counts, but not its places and no grant"
            if row.decided
            else "it is never started; shorten the lead time, let it start earlier, or plan for more years"
        )
        message = (
            f"{row.lead_time} years from {window[0]}, the first period in which it may start, end in "
            f"{window[0] + row.lead_time}, after the last year {last}: {told}"
        )
        yield parsed.at("projects", index, "lead_time", message)


@fault("places", "projects", "project_places")
def removed_places_can_be_there(parsed: Parsed) -> Iterator[Problem]:
    """A project removes no more places than there can ever be."""
    times = {row.id: row.max_count for row in parsed.instance.projects}
    there: defaultdict[tuple[str, str], int] = defaultdict(int)
    for place in parsed.instance.places:
        there[place.centre, place.level] += place.places
    for row in parsed.instance.project_places:
        there[row.centre, row.level] += max(row.change, 0) * times.get(row.project, 1)
    for index, row in enumerate(parsed.instance.project_places):
        if times.get(row.project, 1) and -row.change > there[row.centre, row.level]:
            message = (
                f"{row.change} removes more places than '{row.centre}', '{row.level}' can ever have "
                f"({there[row.centre, row.level]}); correct it, or the places"
            )
            yield parsed.at("project_places", index, "change", message)


@fault()
def places_change(parsed: Parsed) -> Iterator[Problem]:
    """A row of project places changes something."""
    for index, row in enumerate(parsed.instance.project_places):
        if row.change == 0:
            yield parsed.at("project_places", index, "change", "0 changes nothing; give the places, or remove the row")


@warning("projects", "project_places")
def projects_change_places(parsed: Parsed) -> Iterator[Problem]:
    """A project does something to places."""
    there = {row.project for row in parsed.instance.project_places}
    for index, row in enumerate(parsed.instance.projects):
        if row.id not in there:
            yield parsed.at("projects", index, "id", f"'{row.id}' has no row in project_places.csv: no places change")


CHECKS: tuple[CrossCheck, ...] = (
    window_is_open,
    window_meets_the_horizon,
    project_stands_by_itself,
    requirements_end,
    decided_projects_agree,
    decided_projects_may_be_done,
    outlay_is_shared_out,
    projects_are_ready_in_time,
    removed_places_can_be_there,
    places_change,
    projects_change_places,
)
