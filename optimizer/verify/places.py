"""Places and residents: what is run is open and built, and nobody is moved out of a home but by a project."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from leonplan.optimizer.schema.project_tables import ChangeAt, ProjectPlaces
from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact, total


def check_places(case: Case) -> None:
    """Every rule on places and residents."""
    for t in case.facts.years:
        _places_hold_those_served(case, t)
        _built(case, t)
    for t in case.facts.decided:
        _agreements(case, t)
        _residents_stay(case, t)
        _coverage_norm(case, t)


def _places_hold_those_served(case: Case, t: int) -> None:
    facts, stored = case.facts, case.rows("places", t)
    for key in facts.offered ^ stored.keys():
        case.ledger.fails("tables_are_whole", "places", t, *key)
    for (c, l), row in stored.items():
        level = facts.levels[l]
        served = case.at_place[t].get((l, c), ZERO)
        case.ledger.at_most("served_within_operated_places", served, exact(level.occupancy) * row["operated"], t, c, l)
        if level.by_contract:
            taken = exact(level.occupancy) * row["operated"]
            case.ledger.at_most("contract_places_are_occupied", taken, served, t, c, l)
        case.ledger.at_most("operated_within_built_places", row["operated"], row["built"], t, c, l)
        size = facts.unit_size.get((c, l))
        if (row["open_units"] is None) != (size is None):
            case.ledger.fails("tables_are_whole", "places", t, c, l)
        elif size is not None:
            room = size * row["open_units"]
            case.ledger.at_most("operated_within_open_units", row["operated"], room, t, c, l)


def _built(case: Case, t: int) -> None:
    for key, row in case.rows("places", t).items():
        built = places_built(case, key, t)
        case.ledger.equal("built_is_today_and_projects", row["built"], built, t, *key)
        case.ledger.at_most("built_places_never_negative", -built, ZERO, t, *key)


def _agreements(case: Case, t: int) -> None:
    """What becomes ready by contract, and nobody asked for, is needed: the places before it are taken, and one of its own."""
    facts = case.facts
    for (c, l), row in case.rows("places", t).items():
        coming = [x for x in facts.changes.get((c, l), ()) if x.change > 0 and facts.levels[l].by_contract]
        for x in coming:
            is_ready = _taken_effect(case, x, t) > _taken_effect(case, x, facts.before[t])
            if is_ready and not facts.is_asked_for(x.project):
                of_project = min(y.change for y in coming if y.project == x.project)
                least = row["built"] - of_project + 1
                case.ledger.at_most("agreements_begin_with_persons", least, row["operated"], t, x.project, c, l)


def places_built(case: Case, key: tuple[str, str], t: int) -> Fraction:
    """Today's places and those that projects have added and removed [places]."""
    changes = case.facts.changes.get(key, ())
    return case.facts.places.get(key, ZERO) + total(row.change * _taken_effect(case, row, t) for row in changes)


def _taken_effect(case: Case, row: ProjectPlaces, t: int) -> Fraction:
    """How often a change of places has taken effect [times]."""
    return case.started(row.project, t) if row.at is ChangeAt.START else case.finished(row.project, t)


def _residents_stay(case: Case, t: int) -> None:
    """Residents leave a long-stay level no faster than by themselves, unless they are moved; and who may be moved."""
    facts, before = case.facts, case.facts.before[t]
    served, moved = case.rows("served", t), case.rows("moved", t)
    earlier = _earlier(case, before)
    for g, l, c in moved:
        if (g, l) not in facts.services or (c, l) not in facts.offered or not facts.levels[l].long_stay:
            case.ledger.fails("served_only_where_offered", t, g, l, c)
    for key in earlier.keys() | moved.keys():
        level = facts.levels[key[1]]
        if level.long_stay and not level.at_home and not facts.groups[key[0]].one_centre_per_district:
            staying = earlier.get(key, ZERO) * min(facts.staying(level.turnover, t), _left_in_need(case, key[0], t))
            fewer = staying - served.get(key, ZERO)
            case.ledger.excess_is("residents_are_not_moved", moved.get(key, ZERO), fewer, t, *key)
    if facts.instance.settings.policies.residents_stay.on:
        for key, persons in _moved_out(case, t).items():
            case.ledger.at_most("only_projects_move_residents", persons, _lived_in_emptied(case, key, t), t, *key)


def _left_in_need(case: Case, g: str, t: int) -> Fraction:
    """Need of a group, as far as no programme can prevent it, as a share of the residents or the need before [share]."""
    before = case.facts.before[t]
    if before in case.facts.decided:
        earlier = case.need_of_group[g, before]
    else:
        homes = {level.id for level in case.facts.levels.values() if level.long_stay and not level.at_home}
        earlier = total(x for (group, l, _), x in _earlier(case, before).items() if group == g and l in homes)
    prevented = total(
        exact(row.eligible) * exact(row.need_reduction)
        for row in case.facts.instance.programme_effects
        if row.group == g and row.level is None
    )
    return case.need_of_group[g, t] * max(ZERO, 1 - prevented) / earlier if earlier else Fraction(1)


def uprooted(case: Case, t: int) -> Fraction:
    """Residents moved in a period although they lived in no places that projects emptied [persons]."""
    return total(max(ZERO, x - _lived_in_emptied(case, key, t)) for key, x in _moved_out(case, t).items())


def _moved_out(case: Case, t: int) -> dict[tuple[str, str], Fraction]:
    """Residents moved in a period by (centre, level) [persons]."""
    out: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for (_, l, c), persons in case.rows("moved", t).items():
        out[c, l] += persons
    return out


def _lived_in_emptied(case: Case, key: tuple[str, str], t: int) -> Fraction:
    """Those who can have lived in places that moving projects removed in a period [persons]."""
    return exact(case.facts.levels[key[1]].occupancy) * _emptied(case, key, case.facts.before[t], t)


def _earlier(case: Case, before: int) -> dict[tuple[str, str, str], Fraction]:
    """Who was served where before a period; in the base year what the instance says."""
    if before in case.facts.decided:
        return case.rows("served", before)
    return {
        (row.group, row.level, row.centre): exact(row.persons)
        for row in case.facts.instance.current_service
        if row.centre is not None
    }


def _emptied(case: Case, key: tuple[str, str], before: int, t: int) -> Fraction:
    """Places removed in a period by projects that move residents [places]."""
    return total(
        -row.change * (_taken_effect(case, row, t) - _taken_effect(case, row, before))
        for row in case.facts.changes.get(key, ())
        if row.moves_residents and row.change < 0
    )


def round_the_clock(case: Case, t: int) -> Fraction:
    """Round-the-clock places built [places]."""
    return total(places_built(case, (c, l), t) for c, l in case.facts.offered if case.facts.levels[l].round_the_clock)


def _coverage_norm(case: Case, t: int) -> None:
    norm = case.facts.instance.settings.policies.coverage_norm
    if not norm.on or (norm.from_year is not None and t < norm.from_year):
        return
    old = [band.id for band in case.facts.instance.settings.age_bands if band.lowest >= norm.age]
    people = total(case.people[band, d, t] for band in old for d in case.facts.districts)
    places = round_the_clock(case, t)
    if norm.at_least is not None:
        case.ledger.at_most("coverage_norm_is_reached", exact(norm.at_least) * people, places, t)
    if norm.at_most is not None:
        case.ledger.at_most("coverage_norm_is_not_exceeded", places, exact(norm.at_most) * people, t)


def least_units(places: Fraction, size: int) -> Fraction:
    """The fewest units that hold some places [units].

    >>> least_units(Fraction(9), 4)
    Fraction(3, 1)
    """
    return ONE * -(-places // size)
