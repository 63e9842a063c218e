"""Edits of an instance that the changes are made of: pure, and refused where the schema's limits are left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from leonplan.optimizer.reading.plain_words import explain
from leonplan.optimizer.schema.base import Part
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.years import decided_years, first_decided_year
from leonplan.optimizer.what_if.change import ChangeError

AnyPart = TypeVar("AnyPart", bound=Part)


def made(kind: type[AnyPart], field: str, values: dict[str, Any]) -> AnyPart:
    """A part of the instance; raises ChangeError, at a field of the change, if a value leaves the schema's limits."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        told = explain(first["type"], first.get("ctx", {}), first["input"], ())
        column = ".".join(str(step) for step in first["loc"])
        raise ChangeError(field, f"makes {column} of {_name(values)} what it cannot be: {told}") from error


def altered(part: AnyPart, field: str, **values: Any) -> AnyPart:
    """A part with other values; raises ChangeError as ``made``."""
    return made(type(part), field, {**dict(part), **values})


def _name(values: dict[str, Any]) -> str:
    """A row in words."""
    names = ("id", "project", "programme", "centre", "level", "group", "category", "year")
    return " ".join(f"'{values[name]}'" for name in names if values.get(name) is not None) or "the settings"


def is_among(names: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a name is listed; every name is where the list is empty."""
    return lambda name: not names or name in names


def by_id(entries: Iterable[Any], wanted: str) -> Any:
    """The entry of an id that is there."""
    return next(entry for entry in entries if entry.id == wanted)


def free_id(instance: Instance, wish: str) -> str:
    """An id for a new project that no project has."""
    taken = {row.id for row in instance.projects}
    names = [wish[:60], *(f"{wish[:56]}_{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def period_from(instance: Instance, year: int, field: str) -> int:
    """The first decided period whose year is not before a year; raises ChangeError if there is none."""
    years = decided_years(instance.settings.horizon)
    found = next((one for one in years if one >= year), None)
    if found is None:
        raise ChangeError(field, f"{year} is after the last year {years[-1]}; give an earlier year")
    return found


def period_of(instance: Instance, year: int, field: str) -> int:
    """The decided period that a year belongs to; raises ChangeError if there is none."""
    first = first_decided_year(instance.settings.horizon)
    if year < first:
        raise ChangeError(field, f"{year} is before the first decided year {first}; give a later year")
    return period_from(instance, year, field)


def first_year(instance: Instance, year: int | None) -> int:
    """A year, or the first decided one where none is given."""
    return first_decided_year(instance.settings.horizon) if year is None else year
