"""What binds of projects: the years in which they may start, what they require or exclude, their grants and moves."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.models import timing
from leonplan.models.budget import granted_projects
from leonplan.models.capacity import may_start
from leonplan.models.data import PlaceChange
from leonplan.models.horizon import is_late, may_be_late
from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import TINY, Binding
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed


def _once(view: DecidedYears, rule: str, p: str, where: str, t: int) -> Binding:
    """A start that a rule leaves in no other period, or leaves out."""
    return Binding(rule, p, view.names.projects[p], "", where, t, 1.0, 1.0, "times")


@looks_at("projects_stay_started", "decided_projects_are_carried_out", "projects_are_ready_in_time")
def windows(view: DecidedYears) -> Iterator[Binding]:
    """Projects that start as early as they may, or as late: decided ones by their window, others to be ready in time."""
    for row in view.decided_rows(r.ProjectStart):
        p, t = row.project, row.year
        window = [s for s in view.decided if may_start(view.data, p, s)]
        if t == window[0]:
            yield _once(view, "projects_stay_started", p, "earliest start", t)
        if view.data.projects[p].decided and t == window[-1]:
            yield _once(view, "decided_projects_are_carried_out", p, "latest start", t)
        after = next((s for s in window if s > t), None)
        if after is not None and is_late(view.data, p, after) and not may_be_late(view.data, p, after):
            yield _once(view, "projects_are_ready_in_time", p, "latest start to be ready in time", t)


@looks_at("repeats_keep_their_distance")
def repeats(view: DecidedYears) -> Iterator[Binding]:
    """Projects that start again as soon as they may: a period earlier would be too near to the start before."""
    starts = {(row.project, row.year): row.starts for row in view.decided_rows(r.ProjectStart)}
    for p, t in starts:
        distance, sooner = view.data.projects[p].years_between, view.before(t)
        if not distance or sooner is None or not may_start(view.data, p, sooner):
            continue
        for s in (s for s in view.decided if s <= sooner):
            so_far = sum(starts.get((p, u), 0) for u in view.decided if s <= u <= sooner)
            most = 1 + (sooner - (s - view.length(s) + 1)) // distance
            if 0 < so_far == most:
                yield _once(view, "repeats_keep_their_distance", p, "earliest repeat", t)
                break


@looks_at("excluded_projects_stay_out", "required_projects_come_first")
def companions(view: DecidedYears) -> Iterator[Binding]:
    """Projects left out since another is carried out, and those that start no earlier than one that they require."""
    first: dict[str, int] = {}
    for row in view.decided_rows(r.ProjectStart):
        first.setdefault(row.project, row.year)
    pairs = {(p, o) for p, project in view.data.projects.items() for o in project.excludes if o in view.data.projects}
    for p, o in sorted(pairs | {(o, p) for p, o in pairs}):
        if p in first:
            where = f"excluded by {view.names.projects[p]}"
            yield _once(view, "excluded_projects_stay_out", o, where, first[p])
    for p, t in first.items():
        sooner = view.before(t)
        if sooner is None or not may_start(view.data, p, sooner):
            continue
        for other in view.data.projects[p].requires:
            if first.get(other) == t:
                where = f"requires {view.names.projects[other]}"
                yield _once(view, "required_projects_come_first", p, where, t)


@looks_at("grants_follow_net_growth", "no_grants_after_the_horizon")
def grants(view: DecidedYears) -> Iterator[Binding]:
    """Places that get no grant: no more are additional, or whether they are is not seen within the horizon."""
    rows = [row for row in view.decided_rows(r.ProjectStart) if row.project in granted_projects(view.data)]
    for row in rows:
        if is_late(view.data, row.project, row.year):
            name = view.names.projects[row.project]
            yield Binding(
                "no_grants_after_the_horizon", row.project, name, "", "ready after the horizon", row.year,
                row.granted, 0.0, "places",
            )  # fmt: skip
    years = view.data.policies.grant_binding_years
    given = sum(places for (_, l), places in view.data.places.items() if view.data.levels[l].round_the_clock)
    for t in view.decided if years is not None else ():
        ready = [(row, row.year + view.data.projects[row.project].lead_time) for row in rows]
        bound = [row for row, year in ready if year <= t < year + (years or 0)]
        granted = sum(row.granted for row in bound)
        if sum(_added(view, row) for row in bound) > granted + TINY:
            built = sum(x.built for x in view.decided_rows(r.Places) if x.year == t and _counts(view, x.level))
            growth = max(0.0, built - given)
            yield Binding("grants_follow_net_growth", "", "granted places", "", "", t, granted, growth, "places")


def _counts(view: DecidedYears, level: str) -> bool:
    return view.data.levels[level].round_the_clock


def _added(view: DecidedYears, row: r.ProjectStart) -> float:
    """Places of which a project could get the grant, were they all additional [places]."""
    changes = (x for x in view.data.place_changes if x.project == row.project and _counts(view, x.level))
    return row.starts * float(sum(x.change for x in changes))


@looks_at("only_projects_move_residents")
def moves(view: DecidedYears) -> Iterator[Binding]:
    """Places removed by projects that move their residents, as many of whom are moved as lived there."""
    moved = {
        t: summed((f"{x.level}/{x.centre}", x.persons) for x in view.decided_rows(r.Moved) if x.year == t)
        for t in view.decided
    }
    for c, l in dict.fromkeys((x.centre, x.level) for x in view.data.place_changes if x.moves_residents):
        for t in view.decided:
            changes = [x for x in view.data.place_changes if (x.centre, x.level) == (c, l) and x.moves_residents]
            removed = sum(-x.change * _carried_out_in(view, x, t) for x in changes if x.change < 0)
            if removed > TINY:
                room = view.data.levels[l].occupancy * removed
                place = l, view.names.levels[l], c, view.names.centres[c]
                persons = moved[t].get(f"{l}/{c}", 0.0)
                yield Binding("only_projects_move_residents", *place, t, persons, room, "persons")


def _carried_out_in(view: DecidedYears, change: PlaceChange, t: int) -> int:
    """How often a change of places takes effect in a period [times]."""
    last, before = _begun(view, change, t), view.before(t)
    first = None if before is None else _begun(view, change, before)
    return sum(
        row.starts
        for row in view.decided_rows(r.ProjectStart)
        if row.project == change.project
        and last is not None
        and (first is None or first < row.year)
        and row.year <= last
    )


def _begun(view: DecidedYears, change: PlaceChange, t: int) -> int | None:
    """The last period in which a project is started whose change is in effect in a period."""
    lead_time = view.data.projects[change.project].lead_time
    return t if change.at_start else timing.effective_start(view.data, t, lead_time)


@looks_at("agreements_begin_with_persons")
def agreements(view: DecidedYears) -> Iterator[Binding]:
    """Agreements on places by contract that are ready with no more persons in their places than they need to begin."""
    places = {(row.centre, row.level, row.year): row for row in view.decided_rows(r.Places)}
    for x in view.data.place_changes:
        least = view.data.levels[x.level].agreement_least
        for t in view.decided if least is not None and x.change > 0 else ():
            row = places[x.centre, x.level, t]
            if least is not None and _carried_out_in(view, x, t):
                place = x.level, view.names.levels[x.level], x.centre, view.names.centres[x.centre]
                needed = row.built - x.change + least
                yield Binding("agreements_begin_with_persons", *place, t, needed, row.operated, "places")


LOOKS: tuple[Look, ...] = (windows, repeats, companions, grants, moves, agreements)
