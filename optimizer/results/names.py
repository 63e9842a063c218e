"""Names of an instance's parts, by identifier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from leonplan.optimizer.schema.instance import Instance


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Names:
    """Name by identifier, for every kind of part that has one, each in the order of the instance."""

    levels: Mapping[str, str]
    """Service levels, the lowest step first."""
    groups: Mapping[str, str]
    """Need groups."""
    staff: Mapping[str, str]
    """Staff categories."""
    districts: Mapping[str, str]
    """Home districts."""
    centres: Mapping[str, str]
    """Centres."""
    projects: Mapping[str, str]
    """Projects."""
    programmes: Mapping[str, str]
    """Programmes."""

    def of(self, column: str) -> Mapping[str, str]:
        """Names of what a column of a table refers to, e.g. ``category``; KeyError for one that refers to no part."""
        return {
            "level": self.levels,
            "group": self.groups,
            "category": self.staff,
            "district": self.districts,
            "centre": self.centres,
            "project": self.projects,
            "programme": self.programmes,
        }[column]


def names_of(*instances: Instance) -> Names:
    """The names that some instances give; where two name the same identifier, the first one's."""
    settings = [instance.settings for instance in instances]
    return Names(
        levels=_names(one.levels for one in settings),
        groups=_names(one.groups for one in settings),
        staff=_names(one.staff for one in settings),
        districts=_names(one.districts for one in instances),
        centres=_names(one.centres for one in instances),
        projects=_names(one.projects for one in instances),
        programmes=_names(one.programmes for one in instances),
    )


def _names(lists: Iterable[Iterable[_Named]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for parts in lists:
        for part in parts:
            found.setdefault(part.id, part.name)
    return found
