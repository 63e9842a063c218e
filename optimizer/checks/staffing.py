"""Staff categories and staffing norms."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.unit_sizes import smallest_unit


@fault("staff")
def staff_covers_others(parsed: Parsed) -> Iterator[Problem]:
    """A category is not listed as covering itself."""
    for index, category in enumerate(parsed.instance.settings.staff):
        for place, other in enumerate(category.may_do):
            if other == category.id:
                message = f"'{other}' is the category itself, which does its own work anyway; remove it"
                yield parsed.node("staff", index, "may_do", place)(message)


@fault("task_shifting", "staff")
def tasks_are_shifted_to_others(parsed: Parsed) -> Iterator[Problem]:
    """Part of a category's work is shifted to another that may not do all of it anyway."""
    may_do = {category.id: category.may_do for category in parsed.instance.settings.staff}
    for index, row in enumerate(parsed.instance.task_shifting):
        if row.work_of == row.category:
            message = f"'{row.work_of}' is the category itself, which does its own work anyway; remove the row"
            yield parsed.at("task_shifting", index, "work_of", message)
        elif row.work_of in may_do.get(row.category, ()):
            message = (
                f"'{row.work_of}' is in may_do of '{row.category}' (all of its work); remove it there or the row here"
            )
            yield parsed.at("task_shifting", index, "work_of", message)


@fault("levels", "places", "project_places")
def unit_norms_have_units(parsed: Parsed) -> Iterator[Problem]:
    """Work per unit is given for levels with units, whatever the group."""
    for index, row in enumerate(parsed.instance.staffing):
        level = parsed.levels.get(row.level)
        if row.fte_per_unit > 0 and row.group is not None:
            message = f"{row.fte_per_unit:g} is given with the group '{row.group}'; give it in a row without a group"
            yield parsed.at("staffing", index, "fte_per_unit", message)
        if row.fte_per_unit > 0 and level is not None and smallest_unit(parsed.instance, level.id) is None:
            message = f"{row.fte_per_unit:g} is given, but '{level.id}' has no unit_size; give the size of its units"
            yield parsed.at("staffing", index, "fte_per_unit", message)


@fault("services", "groups", "levels")
def norms_are_for_services(parsed: Parsed) -> Iterator[Problem]:
    """A norm for a group at a level belongs to a service."""
    offered = {(row.group, row.level) for row in parsed.instance.services}
    for index, row in enumerate(parsed.instance.staffing):
        is_known = row.group in parsed.groups and row.level in parsed.levels
        if row.group is not None and is_known and (row.group, row.level) not in offered:
            message = f"'{row.group}' is not served at '{row.level}' in services.csv; add it there, or remove the row"
            yield parsed.at("staffing", index, "group", message)


@warning("services", "staffing", "staff")
def services_take_work(parsed: Parsed) -> Iterator[Problem]:
    """Every service takes somebody's work, where staff are counted."""
    if not parsed.instance.settings.staff:
        return
    normed = {(row.group, row.level) for row in parsed.instance.staffing}
    for index, row in enumerate(parsed.instance.services):
        if not normed & {(row.group, row.level), (None, row.level)}:
            message = f"'{row.group}' at '{row.level}' has no row in staffing.csv: it takes nobody's work"
            yield parsed.at("services", index, "level", message)


@warning("staff", "staffing", "programme_staff", "competence", "task_shifting")
def staff_are_used(parsed: Parsed) -> Iterator[Problem]:
    """Every category has work of its own or covers somebody's."""
    instance = parsed.instance
    used = {row.category for row in instance.staffing} | {row.category for row in instance.programme_staff}
    used |= {row.category for row in instance.competence} | {row.category for row in instance.task_shifting}
    for index, category in enumerate(instance.settings.staff):
        if not used & {category.id, *category.may_do}:
            yield parsed.node("staff", index)(f"'{category.id}' has no work in staffing.csv or programme_staff.csv")


CHECKS: tuple[CrossCheck, ...] = (
    staff_covers_others,
    tasks_are_shifted_to_others,
    unit_norms_have_units,
    norms_are_for_services,
    services_take_work,
    staff_are_used,
)
