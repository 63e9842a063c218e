"""Places, units and projects: what can be run where, what is built, converted or closed, and who must not be moved."""

from __future__ import annotations

import math
from itertools import product

from pyomo.environ import ConcreteModel, Constraint

from leonplan.models import timing
from leonplan.models.data import ModelData, PlaceChange
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule

VARIABLES = (
    Symbol(
        "started", lambda s: list(product(s.data.projects, s.data.years)), "started[p,t]", "integer", "times",
        "how often project p has been started by period t, never falling (starts[p,t] is its increase)",
        bounds=lambda m, p, t: (0, _most_started(m.data, p, t)),
    ),
    Symbol(
        "chosen", lambda s: _repeatable_with_exclusions(s.data), "chosen[p]", "binary", "yes or no",
        "repeatable project p is carried out at all; only where it excludes or is excluded",
    ),
    Symbol(
        "housed", lambda s: [(c, l, t) for c, l in s.offered for t in s.data.years],
        "housed[c,l,t]", "continuous", "persons on an average day", "persons of all groups served at level l at centre c",
    ),
    Symbol(
        "operated", lambda s: [(c, l, t) for c, l in s.offered for t in s.data.years],
        "operated[c,l,t]", "continuous", "places", "places in use",
    ),
    Symbol(
        "open_units", lambda s: [(c, l, t) for c, l in s.in_units for t in s.data.years],
        "open_units[c,l,t]", "integer", "units", "units (wards, bogrupper) in use",
        bounds=lambda m, c, l, t: (0, _most_units(m.data, c, l, t)),
    ),
    Symbol(
        "moved", lambda s: [(g, l, c, t) for g, l, c in s.lived_at for t in s.data.years],
        "moved[g,l,c,t]", "continuous", "persons", "residents of group g moved out of level l at centre c",
        bounds=lambda m, g, l, c, t: (0, None if any(m.sets.may_move(h, l) for h in m.sets.houses[l, c]) else 0),
    ),
    Symbol(
        "moved_from", lambda s: [(c, l, t) for c, l in s.offered if s.data.levels[l].turnover is not None for t in s.data.years],
        "moved_from[c,l,t]", "continuous", "persons", "residents of all groups moved out of level l at centre c",
        bounds=lambda m, c, l, t: (0, None if m.sets.may_move(c, l) else 0),
    ),
    Symbol(
        "uprooted", lambda s: [] if s.data.policies.residents_stay else [
            (c, l, t) for c, l in s.offered if s.data.levels[l].turnover is not None for t in s.data.years],
        "uprooted[c,l,t]", "continuous", "persons", "residents moved although no project moves them; none where residents stay",
    ),
)  # fmt: skip


def may_start(data: ModelData, p: str, t: int) -> bool:
    """Whether a project may start in a period: its year lies in the project's window."""
    return data.projects[p].earliest <= t <= data.projects[p].latest


def _most_started(data: ModelData, p: str, t: int) -> int:
    """How often a project can have been started by a period [times]."""
    return data.projects[p].max_count if data.projects[p].earliest <= t and _window(data, p) else 0


def _window(data: ModelData, p: str) -> list[int]:
    return [t for t in data.years if may_start(data, p, t)]


def started_by(m: ConcreteModel, p: str, t: int | None) -> Expr:
    """How often a project has been started by a period; never, before the first [times]."""
    return 0 if t is None else m.started[p, t]


def starts(m: ConcreteModel, p: str, t: int) -> Expr:
    """How often a project starts in a period [times]."""
    return m.started[p, t] - started_by(m, p, timing.previous(m.data, t))


def finished(m: ConcreteModel, p: str, t: int) -> Expr:
    """How often a project has been finished by a period [times]."""
    return started_by(m, p, timing.effective_start(m.data, t, m.data.projects[p].lead_time))


def carried_out(m: ConcreteModel, change: PlaceChange, t: int) -> Expr:
    """How often a change of places has taken effect by a period [times]."""
    return started_by(m, change.project, t) if change.at_start else finished(m, change.project, t)


def built(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """Places there are: today's and those of projects [places]."""
    changes = (x for x in m.data.place_changes if (x.centre, x.level) == (c, l))
    return m.data.places.get((c, l), 0.0) + sum(x.change * carried_out(m, x, t) for x in changes)


def most_built(data: ModelData, c: str, l: str, t: int) -> float:
    """The most places there can be [places]."""
    total = data.places.get((c, l), 0.0)
    for x in data.place_changes:
        if (x.centre, x.level) == (c, l) and x.change > 0:
            project = data.projects[x.project]
            start = t if x.at_start else timing.effective_start(data, t, project.lead_time)
            total += x.change * (0 if start is None else _most_started(data, x.project, start))
    return total


def _most_units(data: ModelData, c: str, l: str, t: int) -> int:
    """The most units that the places can make up [units]."""
    size = data.unit_size(c, l) or 1
    return -int(-most_built(data, c, l, t) // size)


@rule(lambda s: [(l, c, t) for l, c in s.houses for t in s.data.years])
def those_served_are_housed(m: ConcreteModel, l: str, c: str, t: int) -> Expr:
    """Those served in places at a level are those whom its places hold.

    Math:    Σ_g served[g,l,c,t] = housed[c,l,t]   (summed over centres where the model forgets places)
    Units:   persons on an average day
    Source:  definition
    """
    served = sum(m.served[g, l, c, t] for g in m.sets.groups_at.get(l, ()))
    return sum(m.housed[h, l, t] for h in m.sets.houses[l, c]) - served == 0


@rule(lambda s: [(c, l, t) for c, l in s.offered for t in s.data.years])
def served_within_operated_places(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """A centre serves no more people at a level than the places it runs can hold.

    Math:    housed[c,l,t] <= occupancy[l] · operated[c,l,t]
    Units:   persons on an average day
    Source:  physical capacity; occupancy as planned by the municipality
    """
    return m.housed[c, l, t] - m.data.levels[l].occupancy * m.operated[c, l, t] <= 0


@rule(lambda s: [(c, l, t) for c, l in s.in_units for t in s.data.years])
def operated_within_open_units(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """Places are run in whole units, of the size that they have in the house.

    Math:    operated[c,l,t] <= unit_size[c,l] · open_units[c,l,t]
    Units:   places
    Source:  definition of a unit (avdeling, bogruppe)
    """
    return m.operated[c, l, t] <= m.data.unit_size(c, l) * m.open_units[c, l, t]


@rule(lambda s: [(c, l, t) for c, l in s.in_units for t in s.data.years])
def last_unit_is_smaller(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """Where the places do not fill whole units, the last unit holds only what is left over.

    A valid inequality: it follows from the two rules next to it and whole units, and spares the solver most of its search
    (mixed-integer rounding of ``unit_size · open_units + unused >= built`` with f the fraction of places/unit_size).

    Math:    open_units[c,l,t] - Σ_p round(change[p,c,l]/unit_size[c,l]) · finished[p,t]
             + (built[c,l,t] - operated[c,l,t]) / (f · unit_size[c,l]) >= ceil(places[c,l]/unit_size[c,l])
    Units:   units
    Source:  Nemhauser and Wolsey (1990), mixed-integer rounding
    """
    data = data_of(m)
    size = data.unit_size(c, l) or 1
    wanted = data.places.get((c, l), 0.0) / size
    fraction = wanted - math.floor(wanted)
    if fraction < 1e-9:
        return Constraint.Skip
    changes = [x for x in data.place_changes if (x.centre, x.level) == (c, l)]
    rounded = sum(_rounded(-x.change / size, fraction) * carried_out(m, x, t) for x in changes)
    unused = built(m, c, l, t) - m.operated[c, l, t]
    return m.open_units[c, l, t] + rounded + unused / (fraction * size) >= math.ceil(wanted)


def _rounded(coefficient: float, fraction: float) -> float:
    """The mixed-integer rounding of a coefficient, for a right-hand side with this fraction."""
    whole = math.floor(coefficient)
    return whole + min(1.0, (coefficient - whole) / fraction)


@rule(lambda s: [(c, l, t) for c, l in s.offered for t in s.data.years])
def operated_within_built_places(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """No more places are run than are built.

    Math:    operated[c,l,t] <= places[c,l] + Σ_p change[p,c,l] · finished[p,t]
    Units:   places
    Source:  physical capacity
    """
    return relation(m.operated[c, l, t] - built(m, c, l, t), "<=", 0.0)


@rule(lambda s: [(c, l, t) for c, l in s.offered for t in s.data.years])
def built_places_never_negative(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """Projects remove no more places than there are.

    Math:    places[c,l] + Σ_p change[p,c,l] · finished[p,t] >= 0
    Units:   places
    Source:  definition
    """
    if not any(x.change < 0 for x in m.data.place_changes if (x.centre, x.level) == (c, l)):
        return Constraint.Skip
    return relation(built(m, c, l, t), ">=", 0.0)


@rule(lambda s: list(product(s.data.projects, s.data.years)))
def projects_stay_started(m: ConcreteModel, p: str, t: int) -> Expr:
    """What has been started stays started, and nothing starts outside its window.

    Math:    started[p,t] >= started[p,t-1], with equality outside earliest..latest
    Units:   times
    Source:  definition
    """
    before = started_by(m, p, timing.previous(m.data, t))
    if may_start(m.data, p, t):
        return m.started[p, t] - before >= 0
    return m.started[p, t] - before == 0


@rule(lambda s: [p for p, project in s.data.projects.items() if project.decided])
def decided_projects_are_carried_out(m: ConcreteModel, p: str) -> Expr:
    """What is decided is carried out within its window.

    Math:    started[p,last] >= 1
    Units:   times
    Source:  the municipality's decisions
    """
    return m.started[p, m.data.years[-1]] >= 1


@rule(lambda s: [(p, t, u) for p, project in s.data.projects.items() if project.max_count > 1 and project.years_between
                 for t in s.data.years for u in s.data.years if t <= u])  # fmt: skip
def repeats_keep_their_distance(m: ConcreteModel, p: str, t: int, u: int) -> Expr:
    """A repeated project is started at most once every so many years.

    Math:    started[p,u] - started[p,t-1] <= 1 + floor((u - first year of t) / years_between[p])
    Units:   times
    Source:  the municipality's plan
    """
    data = data_of(m)
    first_year = t - timing.length(data, t) + 1
    most = 1 + (u - first_year) // data.projects[p].years_between
    return relation(m.started[p, u] - started_by(m, p, timing.previous(data, t)), "<=", most)


def _repeatable_with_exclusions(data: ModelData) -> list[str]:
    """Repeatable projects that exclude others or are excluded."""
    named = {o for project in data.projects.values() for o in project.excludes}
    return [p for p, x in data.projects.items() if x.max_count > 1 and (x.excludes or p in named)]


@rule(lambda s: _repeatable_with_exclusions(s.data))
def what_is_started_is_chosen(m: ConcreteModel, p: str) -> Expr:
    """A repeatable project that is started at all is chosen.

    Math:    started[p,last] <= max_count[p] · chosen[p]
    Units:   times
    Source:  definition
    """
    return m.started[p, m.data.years[-1]] - m.data.projects[p].max_count * m.chosen[p] <= 0


@rule(lambda s: [(p, o) for p, project in s.data.projects.items() for o in project.excludes if o in s.data.projects])
def excluded_projects_stay_out(m: ConcreteModel, p: str, o: str) -> Expr:
    """Of two projects that exclude each other at most one is carried out.

    Math:    chosen[p] + chosen[o] <= 1   (started[p,last] where a project can be started only once)
    Units:   yes or no
    Source:  the municipality's plan
    """
    last = m.data.years[-1]
    first, second = (m.chosen[x] if m.data.projects[x].max_count > 1 else m.started[x, last] for x in (p, o))
    return first + second <= 1


@rule(lambda s: [(p, r, t) for p, project in s.data.projects.items() for r in project.requires for t in s.data.years])
def required_projects_come_first(m: ConcreteModel, p: str, r: str, t: int) -> Expr:
    """A project starts no earlier than the projects it requires.

    Math:    started[p,t] <= max_count[p] · started[r,t]
    Units:   times
    Source:  the municipality's plan
    """
    return m.started[p, t] - m.data.projects[p].max_count * m.started[r, t] <= 0


@rule(lambda s: [(g, l, c, t) for g, l, c in s.lived_at for t in s.data.years])
def residents_are_not_moved(m: ConcreteModel, g: str, l: str, c: str, t: int) -> Expr:
    """Residents of a long-stay level fall no faster than they leave by themselves or need falls, or are counted as moved.

    Math:    served[g,l,c,t] + moved[g,l,c,t] >= min((1 - turnover[l])^length[t], need[g,t] / need[g,t-1]) · served[g,l,c,t-1]
    Units:   persons
    Source:  assumption: nobody is moved out of their home against their will
    """
    data = data_of(m)
    before = timing.previous(data, t)
    given = sum(data.residents.get((g, l, h), 0.0) for h in m.sets.houses[l, c])
    earlier = given if before is None else m.served[g, l, c, before]
    return m.served[g, l, c, t] + m.moved[g, l, c, t] - timing.staying(data, g, l, t) * earlier >= 0


@rule(lambda s: [(c, l, t) for (l, place), houses in s.houses.items() if len(houses) > 1 and s.all_stay_at(l)
                 for c in houses for t in s.data.years])  # fmt: skip
def houses_are_not_emptied(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """Where the model forgets who lives where, each centre's residents still fall no faster than they leave by themselves.

    The sum of residents_are_not_moved over groups. With it the relaxation loses nothing, since places from which
    somebody may be moved are not forgotten: in the others, those who come are what remains of the margins by group
    and by centre, and margins of equal sum can always be filled in.

    Math:    housed[c,l,t] + moved_from[c,l,t] >= min_g staying[g,l,t] · housed[c,l,t-1]
    Units:   persons
    Source:  follows from residents_are_not_moved
    """
    data = data_of(m)
    before = timing.previous(data, t)
    groups = m.sets.groups_at.get(l, ())
    given = sum(data.residents.get((g, l, c), 0.0) for g in groups)
    earlier = given if before is None else m.housed[c, l, before]
    stay = min((timing.staying(data, g, l, t) for g in groups), default=0.0)
    return m.housed[c, l, t] + m.moved_from[c, l, t] - stay * earlier >= 0


@rule(lambda s: [(l, c, t) for l, c in dict.fromkeys((l, c) for _, l, c in s.lived_at) for t in s.data.years])
def those_moved_come_from_somewhere(m: ConcreteModel, l: str, c: str, t: int) -> Expr:
    """Residents moved, by group, are residents moved, by centre.

    Math:    Σ_g moved[g,l,c,t] = moved_from[c,l,t]   (summed over centres where the model forgets places)
    Units:   persons
    Source:  definition
    """
    by_group = sum(m.moved[g, l, c, t] for g, level, place in m.sets.lived_at if (level, place) == (l, c))
    return sum(m.moved_from[h, l, t] for h in m.sets.houses[l, c]) - by_group == 0


@rule(lambda s: [(c, l, t) for c, l in s.offered if s.may_move(c, l) for t in s.data.years])
def only_projects_move_residents(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """No more residents are moved than live in the places that moving projects remove in the period; others are uprooted.

    Math:    moved_from[c,l,t] <= occupancy[l] · Σ_p removed[p,c,l] · newly finished[p,t] + uprooted[c,l,t]
    Units:   persons
    Source:  definition
    """
    data = data_of(m)
    before = timing.previous(data, t)
    removed = sum(
        -x.change * (carried_out(m, x, t) - (0 if before is None else carried_out(m, x, before)))
        for x in data.place_changes
        if (x.centre, x.level) == (c, l) and x.moves_residents and x.change < 0
    )
    uprooted = 0 if data.policies.residents_stay else m.uprooted[c, l, t]
    return relation(m.moved_from[c, l, t] - uprooted - data.levels[l].occupancy * removed, "<=", 0.0)


def _round_the_clock_places(m: ConcreteModel, t: int) -> Expr:
    """Round-the-clock places built in the municipality [places]."""
    return sum(built(m, c, l, t) for c, l in m.sets.offered if m.data.levels[l].round_the_clock)


@rule(lambda s: list(s.data.policies.coverage.at_least) if s.data.policies.coverage else [])
def coverage_norm_is_reached(m: ConcreteModel, t: int) -> Expr:
    """There are at least so many round-the-clock places per inhabitant above the norm's age.

    Math:    Σ_{c, l round the clock} built[c,l,t] >= norm · inhabitants[t]
    Units:   places
    Source:  the planner's norm (dekningsgrad)
    """
    return relation(_round_the_clock_places(m, t), ">=", m.data.policies.coverage.at_least[t])


@rule(lambda s: list(s.data.policies.coverage.at_most) if s.data.policies.coverage else [])
def coverage_norm_is_not_exceeded(m: ConcreteModel, t: int) -> Expr:
    """There are at most so many round-the-clock places per inhabitant above the norm's age.

    Math:    Σ_{c, l round the clock} built[c,l,t] <= norm · inhabitants[t]
    Units:   places
    Source:  the planner's norm (dekningsgrad)
    """
    return relation(_round_the_clock_places(m, t), "<=", m.data.policies.coverage.at_most[t])


RULES: tuple[Rule, ...] = (
    those_served_are_housed,
    served_within_operated_places,
    operated_within_open_units,
    last_unit_is_smaller,
    operated_within_built_places,
    built_places_never_negative,
    projects_stay_started,
    decided_projects_are_carried_out,
    repeats_keep_their_distance,
    what_is_started_is_chosen,
    excluded_projects_stay_out,
    required_projects_come_first,
    residents_are_not_moved,
    houses_are_not_emptied,
    those_moved_come_from_somewhere,
    only_projects_move_residents,
    coverage_norm_is_reached,
    coverage_norm_is_not_exceeded,
)
