"""The lists of ``instance.yaml`` as tables: a row for each entry, parts inside an entry as columns of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast, get_args

from pydantic import BaseModel, create_model

from leonplan.optimizer.schema.base import Part, Row
from leonplan.optimizer.schema.goals import GoalLimit
from leonplan.optimizer.schema.settings import AgeBand, Group, Level, Settings, Source, StaffCategory

INSIDE = "__"
"""What stands between the names of a part and of a field in it, in the name of a column."""

_LISTS: Mapping[str, type[Part]] = {
    "age_bands": AgeBand,
    "levels": Level,
    "groups": Group,
    "staff": StaffCategory,
    "limits": GoalLimit,
    "sources": Source,
}
"""Lists of the settings that have sheets, with what an entry is."""


def part_of(annotation: Any) -> type[BaseModel] | None:
    """The part that a field may hold; none if it holds a plain value."""
    found = [one for one in (annotation, *get_args(annotation)) if isinstance(one, type) and issubclass(one, BaseModel)]
    return found[0] if found else None


def _fields(entry: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """Columns of an entry with type and description; those of a part inside may all be blank."""
    for name, field in entry.model_fields.items():
        part = part_of(field.annotation)
        if part is None:
            yield name, (field.annotation, field)
        else:
            for inner, one in part.model_fields.items():
                wanted = one.annotation if type(None) in get_args(one.annotation) else one.annotation | None  # type: ignore[operator]
                optional = create_model(entry.__name__, **{inner: (wanted, None)}).model_fields[inner]  # type: ignore[call-overload]
                optional.description = one.description
                yield f"{name}{INSIDE}{inner}", (wanted, optional)


def _row(name: str, entry: type[Part]) -> type[Row]:
    """A class of rows for the entries of a list."""
    made = cast(Any, create_model(f"{entry.__name__}Row", __base__=Part, __doc__=entry.__doc__, **dict(_fields(entry))))
    key = ("id",) if "id" in entry.model_fields else tuple(entry.model_fields)
    made.file, made.key, made.required = name, key, Settings.model_fields[name].is_required()
    last = {"source"} & set(made.model_fields)
    made.columns = lambda: (*key, *(one for one in made.model_fields if one not in (*key, *last)), *last)
    rows: type[Row] = made
    return rows


LIST_ROWS: Mapping[str, type[Row]] = {name: _row(name, entry) for name, entry in _LISTS.items()}
"""Classes of rows by the list of the settings; their file is the list's name."""


def flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry by column."""
    columns: dict[str, Any] = {}
    for name, value in entry.items():
        if isinstance(value, Mapping):
            columns |= {f"{name}{INSIDE}{inner}": one for inner, one in value.items()}
        else:
            columns[name] = value
    return columns


def nested(columns: Mapping[str, Any]) -> dict[str, Any]:
    """An entry by its columns; blank ones are left out."""
    entry: dict[str, Any] = {}
    for name, value in columns.items():
        part, _, inner = name.partition(INSIDE)
        if value is not None and inner:
            entry.setdefault(part, {})[inner] = value
        elif value is not None:
            entry[name] = value
    return entry
