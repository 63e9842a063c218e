"""What every change of a what-if has in common: what it is about, what it does, and what it insists on."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from leonplan.optimizer.checks.parsed import Parsed, file_of
from leonplan.optimizer.checks.references import known_ids
from leonplan.optimizer.reading.plain_words import suggestion
from leonplan.optimizer.schema.base import Part
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES

FieldPath = tuple[str | int, ...]
"""Name of a field of a change, perhaps with a position in it."""

REFERENCES = {
    "age_band": "age_bands",
    "age_bands": "age_bands",
    "categories": "staff",
    "category": "staff",
    "centre": "centres",
    "centres": "centres",
    "district": "districts",
    "districts": "districts",
    "group": "groups",
    "groups": "groups",
    "instead_of": "levels",
    "level": "levels",
    "levels": "levels",
    "may_do": "staff",
    "programme": "programmes",
    "project": "projects",
    "projects": "projects",
    "travel_as": "centres",
    "work_of": "staff",
}
"""What the fields of these names refer to, in every change: a table, or a list of the settings."""


class ChangeError(Exception):
    """A change cannot be made on this instance."""

    def __init__(self, field: FieldPath | str, message: str) -> None:
        """field: what of the change is wrong; message: what is wrong with it, the value, and what to do."""
        super().__init__(message)
        self.path: FieldPath = (field,) if isinstance(field, str) else field
        self.message = message


@dataclass(frozen=True, slots=True)
class Claim:
    """What a change insists on; two changes that insist on different things about the same contradict each other."""

    kind: str
    """What it is about, in words."""
    about: tuple[str | None, ...]
    """Ids of what it is about; none stands for all."""
    says: str
    """What it insists on, in words."""

    def contradicts(self, other: Claim) -> bool:
        """Whether the two are about the same and say different things."""
        if self.kind != other.kind or self.says == other.says:
            return False
        return all(
            mine == theirs or None in (mine, theirs) for mine, theirs in zip(self.about, other.about, strict=True)
        )


class Change(Part):
    """One typed change of an instance."""

    change: str
    """Name of the change."""

    @abstractmethod
    def apply(self, instance: Instance, source: str) -> Instance:
        """The instance with the change made; the one given is not changed.

        source: id of the source of rows that are added or altered. Raises ChangeError if it cannot be made.
        """

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """What the change insists on; changes that add or scale insist on nothing."""
        del instance
        yield from ()

    def given(self) -> dict[str, object]:
        """The fields, besides the name of the change, that hold something."""
        values = {name: getattr(self, name) for name in type(self).model_fields if name != "change"}
        return {name: value for name, value in values.items() if value is not None}

    def says(self, *names: str) -> dict[str, str]:
        """Given fields of these names in words, by name."""
        return {name: in_words(value) for name, value in self.given().items() if name in names}


def in_words(value: object) -> str:
    """A value of a change as a message gives it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def unknown_references(change: Change, instance: Instance) -> Iterator[tuple[FieldPath, str]]:
    """Fields that name something that is not in the instance, with what is wrong."""
    for name, part in REFERENCES.items():
        value = change.given().get(name)
        entries = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        known = known_ids(Parsed(instance), part) if value else []
        for place, one in entries:
            if isinstance(one, str) and one not in known:
                where = f"in {file_of(part)}" if part in TABLES else f"among the {part.replace('_', ' ')}"
                path = (name,) if place is None else (name, place)
                yield path, f"'{one}' is not {where} of the instance; {suggestion(one, known)}"
