"""Decisions made by hand: that they say one thing, that it exists, and that it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind
from leonplan.optimizer.schema.project_tables import Project
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import decided_years, first_decided_year, period_of

_TABLE = "decisions"

_NEEDED = {
    DecisionKind.START: ("project",),
    DecisionKind.PLACES: ("centre", "level"),
    DecisionKind.SERVE: ("group", "level"),
}
_ALLOWED = {**_NEEDED, DecisionKind.SERVE: ("group", "level", "centre")}
_COLUMNS = ("project", "centre", "level", "group")


@fault()
def decisions_say_what(parsed: Parsed) -> Iterator[Problem]:
    """A decision names what it is about, and nothing else."""
    for index, row in enumerate(parsed.instance.decisions):
        for column in _COLUMNS:
            value = getattr(row, column)
            if value is None and column in _NEEDED[row.kind]:
                yield parsed.at(
                    _TABLE, index, column, f"is blank, but a decision on '{row.kind}' is about one; name it"
                )
            if value is not None and column not in _ALLOWED[row.kind]:
                message = f"'{value}' has nothing to do with a decision on '{row.kind}'; clear it"
                yield parsed.at(_TABLE, index, column, message)


@fault()
def decisions_say_how_much(parsed: Parsed) -> Iterator[Problem]:
    """A decision has limits, the right way round, and starts are whole."""
    for index, row in enumerate(parsed.instance.decisions):
        low, high, is_start = row.at_least, row.at_most, row.kind is DecisionKind.START
        if low is None and high is None and not is_start:
            yield parsed.at(_TABLE, index, "at_least", "is blank, and so is at_most; give one of them, or both")
        if low is not None and high is not None and low > high:
            yield parsed.at(_TABLE, index, "at_least", f"{low:g} is more than at_most {high:g}; swap or correct them")
        for column, number in (("at_least", low), ("at_most", high)) if is_start else ():
            if number is not None and number != int(number):
                yield parsed.at(_TABLE, index, column, f"{number:g} is no number of starts; give a whole number")


@fault("horizon")
def decisions_are_in_decided_years(parsed: Parsed) -> Iterator[Problem]:
    """A decision is on a decided year of the horizon; a start may be in a year between."""
    horizon = parsed.instance.settings.horizon
    periods = decided_years(horizon)
    years = ", ".join(map(str, periods))
    for index, row in enumerate(parsed.instance.decisions):
        if row.kind is DecisionKind.START and period_of(row.year, horizon) is None:
            message = (
                f"{row.year} is not among the decided years {first_decided_year(horizon)} to {periods[-1]}; correct it"
            )
            yield parsed.at(_TABLE, index, "year", message)
        if row.kind is not DecisionKind.START and row.year not in periods:
            yield parsed.at(
                _TABLE, index, "year", f"{row.year} is not a decided year of the horizon; choose from {years}"
            )


@fault("horizon", "projects", "decisions")
def decided_starts_can_be(parsed: Parsed) -> Iterator[Problem]:
    """A decided start lies in the project's window, once for each period, and no more often than it may."""
    horizon = parsed.instance.settings.horizon
    projects = {row.id: row for row in parsed.instance.projects}
    seen: dict[tuple[str, int], int] = {}
    starts: defaultdict[str, float] = defaultdict(float)
    for index, row in enumerate(parsed.instance.decisions):
        project = projects.get(row.project or "")
        period = period_of(row.year, horizon)
        if row.kind is not DecisionKind.START or project is None or period is None:
            continue
        if (project.id, period) in seen:
            message = (
                f"{row.year} lies in the period {period}, for which '{project.id}' is decided in another row; keep one"
            )
            yield parsed.at(_TABLE, index, "year", message)
            continue
        seen[project.id, period] = index
        least = least_starts(row)
        starts[project.id] += least
        yield from (
            parsed.at(_TABLE, index, *found)
            for found in _start_faults(project, start_periods(project, horizon), period, row, least, starts[project.id])
        )


def least_starts(row: Decision) -> float:
    """The least number of starts that a decision on starts wants; one where it gives no number."""
    return 1.0 if row.at_least is None and row.at_most is None else row.at_least or 0.0


def _start_faults(
    project: Project, window: tuple[int, ...], period: int, row: Decision, least: float, in_all: float
) -> Iterator[tuple[str, str]]:
    """Column and fault of a decided start."""
    told = str(row.year) if row.year == period else f"{row.year}, counted as {period},"
    if least and project.earliest is not None and window and period < window[0]:
        yield "year", f"{told} is before earliest {project.earliest} of '{project.id}'; correct one of them"
    if least and project.latest is not None and window and period > window[-1]:
        yield "year", f"{told} is after latest {project.latest} of '{project.id}'; correct one of them"
    if least and in_all > project.max_count:
        message = (
            f"{in_all:g} starts of '{project.id}' are decided, more than max_count {project.max_count}; correct it"
        )
        yield "project", message


@warning("horizon", "projects")
def starts_decided_by_hand_are_ready_in_time(parsed: Parsed) -> Iterator[Problem]:
    """A start that is decided by hand leads to something within the horizon."""
    horizon = parsed.instance.settings.horizon
    last = max(horizon.periods)
    projects = {row.id: row for row in parsed.instance.projects}
    for index, row in enumerate(parsed.instance.decisions):
        project, period = projects.get(row.project or ""), period_of(row.year, horizon)
        if row.kind is not DecisionKind.START or project is None or period is None or not least_starts(row):
            continue
        if period + project.lead_time > last:
            ready = period + project.lead_time
            message = (
                f"{row.year}: '{project.id}' is then ready in {ready}, after the last year {last}: "
                "its outlay counts, but not its places and no grant"
            )
            yield parsed.at(_TABLE, index, "year", message)


@fault("levels", "places", "projects", "project_places")
def decided_places_can_be_there(parsed: Parsed) -> Iterator[Problem]:
    """No more places are decided to be in use than there can ever be."""
    most = _most_places(parsed)
    for index, row in enumerate(parsed.instance.decisions):
        level = parsed.levels.get(row.level or "")
        if row.kind is not DecisionKind.PLACES or level is None or row.centre is None:
            continue
        there = most[row.centre, level.id]
        if level.at_home:
            message = f"'{level.id}' is given at home and takes no places; name a level in places"
            yield parsed.at(_TABLE, index, "level", message)
        elif row.at_least is not None and row.at_least > there:
            message = (
                f"{row.at_least:g} is more places than '{row.centre}', '{level.id}' can ever have ({there:g}); lower it"
            )
            yield parsed.at(_TABLE, index, "at_least", message)


def _most_places(parsed: Parsed) -> dict[tuple[str, str], float]:
    """The most places there can ever be by (centre, level) [places]."""
    times = {row.id: row.max_count for row in parsed.instance.projects}
    there: defaultdict[tuple[str, str], float] = defaultdict(float)
    for place in parsed.instance.places:
        there[place.centre, place.level] += place.places * place.availability
    for row in parsed.instance.project_places:
        there[row.centre, row.level] += max(row.change, 0) * times.get(row.project, 1)
    return there


@fault("levels", "groups", "services")
def decided_service_is_offered(parsed: Parsed) -> Iterator[Problem]:
    """A group is decided to be served only at a level that may serve it."""
    offered = {(row.group, row.level) for row in parsed.instance.services}
    for index, row in enumerate(parsed.instance.decisions):
        level = parsed.levels.get(row.level or "")
        if row.kind is not DecisionKind.SERVE or level is None or row.group not in parsed.groups:
            continue
        if (row.group, level.id) not in offered:
            message = f"'{row.group}' is not served at '{level.id}' in services.csv; name a level that it is"
            yield parsed.at(_TABLE, index, "level", message)
        elif level.at_home and row.centre is not None:
            message = f"'{row.centre}' is a centre, but '{level.id}' is given at home; clear it"
            yield parsed.at(_TABLE, index, "centre", message)


@fault("levels", "places", "projects", "project_places")
def decided_service_has_places(parsed: Parsed) -> Iterator[Problem]:
    """No more persons are decided to be served than the places that there can ever be hold."""
    most = _most_places(parsed)
    for index, row in enumerate(parsed.instance.decisions):
        level = parsed.levels.get(row.level or "")
        if row.kind is not DecisionKind.SERVE or level is None or level.at_home or row.at_least is None:
            continue
        there = sum(n for (c, l), n in most.items() if l == level.id and row.centre in (None, c))
        if row.at_least > there * level.occupancy:
            where = f"'{row.centre}', '{level.id}'" if row.centre else f"'{level.id}'"
            message = (
                f"{row.at_least:g} is more persons than {where} can ever hold ({there * level.occupancy:g}); lower it"
            )
            yield parsed.at(_TABLE, index, "at_least", message)


CHECKS: tuple[CrossCheck, ...] = (
    decisions_say_what,
    decisions_say_how_much,
    decisions_are_in_decided_years,
    decided_starts_can_be,
    starts_decided_by_hand_are_ready_in_time,
    decided_places_can_be_there,
    decided_service_is_offered,
    decided_service_has_places,
)
