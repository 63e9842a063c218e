"""Who can be served at which level, and where the places for it are."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.settings import Level
from leonplan.optimizer.schema.unit_sizes import smallest_unit


@fault("groups", "levels", "services")
def groups_can_be_served(parsed: Parsed) -> Iterator[Problem]:
    """Every group has a service, among them one at its lowest effective level."""
    offered = {(row.group, row.level) for row in parsed.instance.services}
    served = {group for group, _ in offered}
    for index, group in enumerate(parsed.instance.settings.groups):
        if group.id not in served:
            message = f"'{group.id}' has no row in services.csv: nobody can serve it; add its services"
            yield parsed.node("groups", index, "id")(message)
        elif group.lowest_level in parsed.levels and (group.id, group.lowest_level) not in offered:
            message = f"'{group.lowest_level}' is no service of '{group.id}' in services.csv; add it there"
            yield parsed.node("groups", index, "lowest_level")(message)


@fault("groups", "levels")
def those_who_wait_are_relieved(parsed: Parsed) -> Iterator[Problem]:
    """Relief is given for levels below the lowest effective one; elsewhere it says that service is reduced."""
    for index, row in enumerate(parsed.instance.services):
        group, level = parsed.groups.get(row.group), parsed.levels.get(row.level)
        lowest = None if group is None else parsed.levels.get(group.lowest_level)
        if level is None or lowest is None:
            continue
        if level.step < lowest.step and row.relief is None:
            message = f"is blank, but '{level.id}' is below the lowest level '{lowest.id}'; give the share relieved"
            yield parsed.at("services", index, "relief", message)
        if level.id == lowest.id and row.relief not in (None, 1.0):
            message = (
                f"{row.relief} is given at the lowest effective level '{lowest.id}', which meets the need; clear it"
            )
            yield parsed.at("services", index, "relief", message)


@fault("groups", "levels")
def nobody_lives_at_a_level_with_a_greatest_share(parsed: Parsed) -> Iterator[Problem]:
    """A greatest share is for levels where no one lives for long: residents who stay could be more."""
    for index, row in enumerate(parsed.instance.services):
        level = parsed.levels.get(row.level)
        if row.max_share is not None and level is not None and level.long_stay:
            message = f"{row.max_share:g} is given, but people live at '{level.id}' for long and may be more; clear it"
            yield parsed.at("services", index, "max_share", message)


@warning("groups")
def sound_is_for_heavy_need(parsed: Parsed) -> Iterator[Problem]:
    """What is sound is said of heavy need, which alone is counted so."""
    for index, group in enumerate(parsed.instance.settings.groups):
        if group.sound != type(group).model_fields["sound"].default and not group.heavy:
            message = f"{group.sound:g} is given, but '{group.id}' is not heavy: it is not used; set heavy: true, or remove it"
            yield parsed.node("groups", index, "sound")(message)


@fault("levels", "places", "project_places")
def services_have_places(parsed: Parsed) -> Iterator[Problem]:
    """A service at a level in places has places, or can get some."""
    possible = {row.level for row in parsed.instance.places if row.places > 0}
    possible |= {row.level for row in parsed.instance.project_places if row.change > 0}
    seen: set[str] = set()
    for index, row in enumerate(parsed.instance.services):
        level = parsed.levels.get(row.level)
        if level is not None and not level.at_home and level.id not in possible | seen:
            seen.add(level.id)
            message = f"'{level.id}' is in places, but no centre has or can get any; add places or a project"
            yield parsed.at("services", index, "level", message)


@fault("levels")
def places_are_not_at_home(parsed: Parsed) -> Iterator[Problem]:
    """Places exist only at levels in places."""
    for table in ("places", "project_places"):
        for index, row in enumerate(parsed.table(table)):
            level = parsed.levels.get(getattr(row, "level", ""))
            if level is not None and level.at_home:
                message = f"'{level.id}' is given at home and takes no places; remove the row, or set at_home: false"
                yield parsed.at(table, index, "level", message)


@fault()
def houses_have_one_unit_size(parsed: Parsed) -> Iterator[Problem]:
    """Rows of a centre and level that give the size of its units give the same."""
    said: dict[tuple[str, str], tuple[int, str]] = {}
    for table in ("places", "project_places"):
        for index, row in enumerate(parsed.table(table)):
            size, key = getattr(row, "unit_size", None), (getattr(row, "centre", ""), getattr(row, "level", ""))
            if size is None:
                continue
            first, where = said.setdefault(key, (size, f"{row.file}"))
            if size != first:
                message = (
                    f"{size}, but units of '{key[1]}' at '{key[0]}' have {first} places in {where}; a house has one size at "
                    "a level: give the same, or make units of another size a level of their own"
                )
                yield parsed.at(table, index, "unit_size", message)


@fault("levels", "places", "project_places")
def level_fields_agree(parsed: Parsed) -> Iterator[Problem]:
    """A level at home has nothing that goes with places; turnover and unit cost have what they belong to."""
    for index, level in enumerate(parsed.instance.settings.levels):
        for column, message in _level_faults(level, in_units=smallest_unit(parsed.instance, level.id) is not None):
            yield parsed.node("levels", index, column)(message)


def _level_faults(level: Level, *, in_units: bool) -> Iterator[tuple[str, str]]:
    """Field and fault of a level."""
    if level.at_home:
        for column in ("unit_size", "place_cost", "unit_cost", "long_stay", "by_contract"):
            value = getattr(level, column)
            if value:
                yield column, f"{str(value).lower()} is given for a level at home, which has no places; remove it"
    elif level.by_contract and in_units:
        told = f"{level.unit_size}" if level.unit_size is not None else "by house"
        yield "unit_size", f"{told}: places by contract are bought one by one; remove it, or by_contract"
    elif level.unit_cost > 0 and not in_units:
        yield "unit_cost", f"{level.unit_cost:g} is given without unit_size; give the size of a unit, or remove it"
    if level.turnover < 1 and not level.long_stay:
        yield "turnover", f"{level.turnover:g} is only for long-stay levels; remove it, or set long_stay: true"


@warning("levels")
def long_stay_has_turnover(parsed: Parsed) -> Iterator[Problem]:
    """Residents of a long-stay level do not all leave every year."""
    for index, level in enumerate(parsed.instance.settings.levels):
        if level.long_stay and not level.at_home and level.turnover == 1:
            message = "1: all residents of a long-stay level leave by themselves every year; is that so?"
            yield parsed.node("levels", index, "turnover")(message)


@fault("travel", "districts", "centres")
def districts_can_travel(parsed: Parsed) -> Iterator[Problem]:
    """Every district reaches a centre, where travel is given."""
    reached = {row.district for row in parsed.instance.travel}
    for index, district in enumerate(parsed.instance.districts):
        if parsed.instance.travel and district.id not in reached:
            message = f"'{district.id}' reaches no centre in travel.csv; add a row for each centre that it can use"
            yield parsed.at("districts", index, "id", message)


@warning("travel", "districts", "centres")
def centres_can_be_reached(parsed: Parsed) -> Iterator[Problem]:
    """Every centre is reached from a district, where travel is given."""
    reached = {row.centre for row in parsed.instance.travel}
    for index, centre in enumerate(parsed.instance.centres):
        if parsed.instance.travel and centre.id not in reached:
            message = f"'{centre.id}' is reached from no district in travel.csv: it will not be used"
            yield parsed.at("centres", index, "id", message)


@warning("centres", "places", "projects", "project_places")
def centres_have_places(parsed: Parsed) -> Iterator[Problem]:
    """Every centre has places or can get some."""
    instance = parsed.instance
    used = {row.centre for row in instance.places} | {row.centre for row in instance.projects}
    used |= {row.centre for row in instance.project_places}
    for index, centre in enumerate(instance.centres):
        if centre.id not in used:
            yield parsed.at("centres", index, "id", f"'{centre.id}' has no places and no projects: it is not used")


@warning("levels", "services")
def levels_are_used(parsed: Parsed) -> Iterator[Problem]:
    """Every level serves somebody."""
    used = {row.level for row in parsed.instance.services}
    for index, level in enumerate(parsed.instance.settings.levels):
        if level.id not in used:
            yield parsed.node("levels", index)(f"'{level.id}' has no row in services.csv: it serves nobody")


CHECKS: tuple[CrossCheck, ...] = (
    groups_can_be_served,
    those_who_wait_are_relieved,
    nobody_lives_at_a_level_with_a_greatest_share,
    sound_is_for_heavy_need,
    services_have_places,
    places_are_not_at_home,
    houses_have_one_unit_size,
    level_fields_agree,
    long_stay_has_turnover,
    districts_can_travel,
    centres_can_be_reached,
    centres_have_places,
    levels_are_used,
)
