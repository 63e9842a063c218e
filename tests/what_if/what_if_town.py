"""A small town with something for every change to act on, and what exactly differs between two instances."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.reading.read_yaml import compose
from leonplan.optimizer.reading.validate_yaml import validate_document
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.what_if.apply import apply_what_ifs
from leonplan.optimizer.what_if.read import NamedWhatIf
from leonplan.optimizer.what_if.what_if import WhatIf

PAPER = {"source": "paper"}

MORE: dict[str, list[dict[str, Any]]] = {
    "centres": [{"id": "outside", "name": "Kjøpt", "external": True}],
    "travel": [{"district": d, "centre": "outside", "minutes": 60} for d in ("north", "south")],
    "population": [
        {"variant": "low", "year": t, "age_band": band, "persons": n}
        for t in (2026, 2027, 2028, 2029, 2030) for band, n in (("age_0", 3000), ("age_80", 400))
    ],
    "comparison": [{"comparison": "peers", "group": "home_help", "age_band": "age_80", "rate": 0.05}],
    "projects": [
        {"id": "homes", "name": "Bofellesskap", "centre": "north_centre", "kind": "expand", "cost": 8000, "max_count": 2,
         "years_between": 1, "earliest": 2026, "grant_per_place": 500, "lead_time": 1},
        {"id": "ward", "name": "Avdeling", "centre": "south_centre", "kind": "build", "cost": 4000, "decided": True,
         "earliest": 2026, "latest": 2026, "lead_time": 2, "operating_change": 60},
        {"id": "garden", "name": "Hage", "centre": "south_centre", "kind": "expand", "cost": 100, "earliest": 2027,
         "requires": ("homes",)},
    ],
    "project_places": [
        {"project": "homes", "centre": "north_centre", "level": "group_living", "change": 4},
        {"project": "ward", "centre": "south_centre", "level": "nursing_home", "change": 4},
        {"project": "ward", "centre": "south_centre", "level": "group_living", "change": 2},
        {"project": "garden", "centre": "south_centre", "level": "nursing_home", "change": 1},
    ],
    "joint_limits": [
        {"id": "houses", "name": "Hus", "of": "places", "centres": ("north_centre", "south_centre"), "at_most": 40},
    ],
    "programmes": [
        {"id": "gym", "name": "Trim", "cost": 1, "first_year": 2026, "growth_per_year": 4, "participants": 3,
         "decided_participants": 5},
    ],
    "programme_effects": [{"programme": "gym", "group": "home_help", "eligible": 0.5, "need_reduction": 0.1}],
}  # fmt: skip
"""Rows besides those of tiny: an outside centre, a second population, projects and a programme of every kind."""


@cache
def town() -> Instance:
    """Tiny and more: periods 2025 (given), 2026, 2028, 2030; one project decided, one repeatable, one that requires it."""
    tiny = load_instance(find_instance("tiny"))
    whole: dict[str, Any] = {name: [dict(row) for row in getattr(tiny, name)] for name in TABLES}
    for name, rows in MORE.items():
        whole[name] += [PAPER | row for row in rows]
    settings = tiny.settings.model_dump()
    settings["discharge_fee"] = {"per_day": 5, **PAPER}
    settings["groups"][2]["discharge_ready"] = True
    settings["groups"][0]["minimum"] = {"share": 0.8, **PAPER}
    settings["limits"] = [{"goal": "travel", "at_most": 1e6}]
    return Instance.model_validate({"settings": settings, **whole})


def file_of(*changes: str, head: str = "") -> str:
    """The text of a what-if file; changes are flow mappings, the first on line 6."""
    return (
        "format: 1\ntitle: T\nreason: R\nquestion: Q\nchanges:\n"
        + "".join(f"  - {{{one}}}\n" for one in changes)
        + head
    )


def named(*changes: str, name: str = "case") -> NamedWhatIf:
    """A what-if that must be right."""
    document = compose(file_of(*changes), f"{name}.yaml")
    what_if, problems = validate_document(document, WhatIf)
    assert what_if is not None, problems
    return NamedWhatIf(name, f"{name}.yaml", what_if, document)


def changed(*changes: str) -> Instance:
    """The town with changes."""
    return apply_what_ifs(town(), [named(*changes)])


def cells(instance: Instance) -> dict[str, Any]:
    """Every value of an instance that is not its default, by the names that lead to it; sources are left out."""
    found: dict[str, Any] = {}
    for name, kind in TABLES.items():
        for row in getattr(instance, name):
            key = " ".join(str(getattr(row, column)) for column in kind.key if getattr(row, column) is not None)
            assert f"{name} {key}" not in found, f"{name} {key} is there twice"
            found[f"{name} {key}"] = "there"
            rest = row.model_dump(exclude_defaults=True, exclude={"source", *kind.key})
            found |= {f"{name} {key} {column}": value for column, value in rest.items()}
    return found | dict(_leaves(instance.settings, ""))


def _leaves(part: BaseModel, path: str) -> Iterator[tuple[str, Any]]:
    for name in type(part).model_fields:
        value, here = getattr(part, name), f"{path}{name}"
        if name in ("source", "sources"):
            continue
        if isinstance(value, BaseModel):
            yield from _leaves(value, f"{here} ")
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for number, one in enumerate(value):
                yield from _leaves(one, f"{here} {getattr(one, 'id', getattr(one, 'goal', number))} ")
        elif value != type(part).model_fields[name].default:
            yield here, value


def difference(before: Instance, after: Instance) -> dict[str, Any]:
    """Values that differ, as they are after; those that are no longer there are ``gone``."""
    old, new = cells(before), cells(after)
    return {name: new.get(name, "gone") for name in {**old, **new} if old.get(name) != new.get(name)}
