"""A thing in the workbench's folder: an instance, a workbook, or a sealed folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    """What a thing in the folder is."""

    INSTANCE = "instance"
    WORKBOOK = "workbook"
    RUN = "run"
    COMPARISON = "comparison"
    FRONTIER = "frontier"
    REPORT = "report"


SEALED = frozenset({ItemKind.RUN, ItemKind.COMPARISON, ItemKind.FRONTIER})
"""Kinds of sealed folders."""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in the folder, as lists show it."""

    path: str
    """Path in the folder, parted by slashes; of an instance that ships with the program its name after ``@``."""
    kind: ItemKind
    """What it is."""
    title: str
    """What people call it."""
    instance: str = ""
    """Id of the instance that a sealed folder is of."""
    name: str = ""
    """Name of that instance."""
    mode: str = ""
    """Mode of a run."""
    status: str = ""
    """Status of a run."""
    written: str = ""
    """When a sealed folder was written, in ISO 8601."""
    by: str = ""
    """Who asked for it; empty if nobody is known."""
    stamp: str = ""
    """What changes when the thing does."""

    @property
    def id(self) -> str:
        """Identifier in addresses: nothing that is asked for is ever a path."""
        return id_of(self.path)

    @property
    def ships(self) -> bool:
        """Whether it is an instance that ships with the program, which is not for editing."""
        return self.path.startswith("@")


def id_of(path: str) -> str:
    """The identifier of a path.

    >>> id_of("runs/cover")
    '97af5afa3025'
    """
    return hashlib.sha256(path.encode()).hexdigest()[:12]
