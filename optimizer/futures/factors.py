"""A file of factors: what may come otherwise than planned for, how likely that is, and what it moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from leonplan.optimizer.futures.distribution import AnyDistribution
from leonplan.optimizer.futures.drawn import with_values
from leonplan.optimizer.reading.read_yaml import NodePath, YamlDocument
from leonplan.optimizer.schema.base import Id, Part, Text
from leonplan.optimizer.schema.settings import Source
from leonplan.optimizer.what_if.read import NamedWhatIf


class Factor(Part):
    """Something that may come otherwise than planned for."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=50)]
    """Identifier."""
    title: Text
    """Title for lists and reports."""
    source: Id
    """Where the distribution is from: id of a source in this file, or of the instance."""
    distribution: AnyDistribution
    """What it may come to, and how likely that is."""
    changes: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]
    """Changes of the what-if catalogue, in order, whose drawn numbers are written as ``drawn`` says."""


class FactorsFile(Part):
    """What a file of factors holds."""

    format: Annotated[int, Field(ge=1, le=1)]
    """Version of this format."""
    sources: tuple[Source, ...] = ()
    """Where the distributions are from."""
    factors: Annotated[tuple[Factor, ...], Field(min_length=1, max_length=200)]
    """The factors. Each is drawn by itself; a change that names several makes what they move correlated."""


@dataclass(frozen=True)
class Factors:
    """A sound file of factors."""

    file: str
    """The file as messages name it."""
    document: YamlDocument
    """The file with its lines."""
    factors: tuple[Factor, ...]
    """The factors, in the order in which they are laid over an instance."""
    sources: tuple[Source, ...]
    """The file's own sources."""

    def changes(self, values: Mapping[str, float]) -> list[dict[str, Any]]:
        """The changes of a future as a what-if file has them; values: drawn, by factor."""
        return [change for factor in self.factors for change in changes_of(factor, values)]


@dataclass(frozen=True)
class FactorWhatIf(NamedWhatIf):
    """The changes of one factor at some values, each at its line in the file of factors."""

    position: int
    """Which factor of the file, from 0."""

    def at(self, position: int, *path: str | int) -> NodePath:
        """Path of a change of the factor, or of something in it."""
        return ("factors", self.position, "changes", position, *path)


def changes_of(factor: Factor, values: Mapping[str, float]) -> list[dict[str, Any]]:
    """The changes of a factor with every number written out; values: drawn, by factor."""
    found = with_values(list(factor.changes), factor.id, values)
    assert isinstance(found, list)
    return found
