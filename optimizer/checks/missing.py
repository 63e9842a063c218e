"""Whole tables that are not there: the cause, reported once, instead of what follows from it in every row of other tables."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import Parsed, file_of
from leonplan.optimizer.checks.references import REFERENCES
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.project_tables import ProjectKind
from leonplan.optimizer.schema.tables import TABLES


def missing_parts(parsed: Parsed) -> dict[str, Problem]:
    """Tables, and lists of the settings, that others need and that are not there, each with its fault.

    What could not be read is not missing: it has faults of its own.
    """
    found = dict(_named(parsed))
    if not parsed.instance.needs and not parsed.instance.fixed_needs and not parsed.broken & {"needs", "fixed_needs"}:
        message = "is missing, and so is fixed_needs.csv: nobody would need anything; add one of them"
        found["needs"] = parsed.provenance.at_file("needs", "", message)
    lived_in = None if parsed.instance.places or "places" in parsed.broken else _lived_in(parsed)
    if lived_in is not None:
        message = f"is missing, but {_where(parsed, 'current_service', lived_in)} has people in places; add it"
        found["places"] = parsed.provenance.at_file("places", "", message)
    adding = (
        None if parsed.instance.project_places or parsed.broken & {"projects", "project_places"} else _adding(parsed)
    )
    if adding is not None:
        message = f"is missing, but {_where(parsed, 'projects', adding)} has places to add; add it"
        found["project_places"] = parsed.provenance.at_file("project_places", "", message)
    return found


def _named(parsed: Parsed) -> Iterator[tuple[str, Problem]]:
    """What columns refer to though it is not there at all."""
    told: set[str] = set()
    for table, row in TABLES.items():
        for column in row.model_fields:
            part = REFERENCES.get(column)
            if part is None or part in parsed.broken or part in told or _is_there(parsed, part):
                continue
            naming = next((index for index, one in enumerate(parsed.table(table)) if getattr(one, column)), None)
            if naming is not None:
                told.add(part)
                name = getattr(parsed.table(table)[naming], column)
                first = name[0] if isinstance(name, tuple) else name
                message = f"is missing, but {_where(parsed, table, naming)} names '{first}'; add it"
                is_table = part in TABLES
                yield part, parsed.provenance.at_file(part, "", message) if is_table else parsed.node(part)(message)


def _is_there(parsed: Parsed, part: str) -> bool:
    return bool(getattr(parsed.instance if part in TABLES else parsed.instance.settings, part))


def _lived_in(parsed: Parsed) -> int | None:
    """The first row of people served in places; none if there is none, or the levels are not known."""
    if "levels" in parsed.broken:
        return None
    places = {level.id for level in parsed.instance.settings.levels if not level.at_home}
    rows = enumerate(parsed.instance.current_service)
    return next((index for index, row in rows if row.level in places and row.persons > 0), None)


def _adding(parsed: Parsed) -> int | None:
    """The first project of a kind that is there for its places; none if there is none."""
    rows = enumerate(parsed.instance.projects)
    return next((index for index, row in rows if row.kind in (ProjectKind.BUILD, ProjectKind.EXPAND)), None)


def _where(parsed: Parsed, table: str, index: int) -> str:
    line = parsed.provenance.row_line(table, index)
    return file_of(table) if line is None else f"{file_of(table)}, line {line},"
