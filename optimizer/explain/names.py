"""Names for people, by identifier."""

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
    """Name by identifier, for every kind of thing that has one."""

    levels: Mapping[str, str]
    """Service levels."""
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


def names_of(instance: Instance) -> Names:
    """The names that an instance gives."""
    settings = instance.settings
    return Names(
        levels=_names(settings.levels),
        groups=_names(settings.groups),
        staff=_names(settings.staff),
        districts=_names(instance.districts),
        centres=_names(instance.centres),
        projects=_names(instance.projects),
        programmes=_names(instance.programmes),
    )


def _names(parts: Iterable[_Named]) -> dict[str, str]:
    return {part.id: part.name for part in parts}
