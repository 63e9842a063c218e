"""Programmes and what they do."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.project_tables import ProgrammeEffect


@fault()
def effect_is_of_one_kind(parsed: Parsed) -> Iterator[Problem]:
    """A programme lowers need, or the hours at a level at home; not both, not neither."""
    for index, row in enumerate(parsed.instance.programme_effects):
        found = _effect_fault(row)
        if found is not None:
            yield parsed.at("programme_effects", index, *found)


def _effect_fault(row: ProgrammeEffect) -> tuple[str, str] | None:
    """Column and fault of an effect, if anything is wrong."""
    need, hours = row.need_reduction, row.hours_reduction
    if need > 0 and hours > 0:
        return "need_reduction", f"{need:g} is given beside hours_reduction {hours:g}; give one of them"
    if need == 0 and hours == 0:
        return "need_reduction", "is blank or 0, and so is hours_reduction; give one of them"
    if need > 0 and row.level is not None:
        return "level", f"'{row.level}' is given, but fewer in need are fewer at every level; leave it blank"
    if hours > 0 and row.level is None:
        return "level", "is blank, but hours are saved at a level; name the level at home"
    return None


@fault("levels")
def hours_are_saved_at_home(parsed: Parsed) -> Iterator[Problem]:
    """Hours are saved at levels at home."""
    for index, row in enumerate(parsed.instance.programme_effects):
        level = None if row.level is None else parsed.levels.get(row.level)
        if level is not None and not level.at_home:
            message = f"'{level.id}' is in places; programmes save hours at levels at home only: name such a level"
            yield parsed.at("programme_effects", index, "level", message)


@fault("levels", "groups", "services")
def hours_are_saved_in_services(parsed: Parsed) -> Iterator[Problem]:
    """Hours are saved where the group is served."""
    offered = {(row.group, row.level) for row in parsed.instance.services}
    for index, row in enumerate(parsed.instance.programme_effects):
        is_known = row.group in parsed.groups and row.level in parsed.levels
        if row.level is not None and is_known and (row.group, row.level) not in offered:
            message = f"'{row.group}' is not served at '{row.level}' in services.csv; name a level that it is"
            yield parsed.at("programme_effects", index, "level", message)


@warning("programmes", "programme_effects")
def programmes_have_effects(parsed: Parsed) -> Iterator[Problem]:
    """A programme does something."""
    there = {row.programme for row in parsed.instance.programme_effects}
    for index, row in enumerate(parsed.instance.programmes):
        if row.id not in there:
            message = f"'{row.id}' has no row in programme_effects.csv: it does nothing"
            yield parsed.at("programmes", index, "id", message)


@fault()
def decided_participants_may_take_part(parsed: Parsed) -> Iterator[Problem]:
    """No more take part by decision than may."""
    for index, row in enumerate(parsed.instance.programmes):
        if row.max_participants is not None and row.decided_participants > row.max_participants:
            message = f"{row.decided_participants:g} is more than max_participants {row.max_participants:g}; lower it"
            yield parsed.at("programmes", index, "decided_participants", message)


@warning()
def participants_may_stay(parsed: Parsed) -> Iterator[Problem]:
    """No more take part today than may."""
    for index, row in enumerate(parsed.instance.programmes):
        if row.max_participants is not None and row.participants > row.max_participants:
            message = (
                f"{row.participants:g} take part today, more than max_participants {row.max_participants:g}: "
                "the programme is cut back from the first decided period"
            )
            yield parsed.at("programmes", index, "participants", message)


@warning("horizon")
def programmes_begin_in_time(parsed: Parsed) -> Iterator[Problem]:
    """A programme begins within the horizon."""
    last = max(parsed.instance.settings.horizon.periods)
    for index, row in enumerate(parsed.instance.programmes):
        if row.first_year > last:
            message = f"{row.first_year} is after the last year {last}: the programme will not be used"
            yield parsed.at("programmes", index, "first_year", message)


CHECKS: tuple[CrossCheck, ...] = (
    effect_is_of_one_kind,
    hours_are_saved_at_home,
    hours_are_saved_in_services,
    decided_participants_may_take_part,
    participants_may_stay,
    programmes_have_effects,
    programmes_begin_in_time,
)
