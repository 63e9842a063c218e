"""What the cross-checks look at, and how a check is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.provenance import Provenance
from leonplan.optimizer.reading.read_rows import FaultyRow
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Group, Level
from leonplan.optimizer.schema.tables import TABLES


@dataclass(frozen=True)
class Parsed:
    """An instance as far as it could be read; checks that need a broken part are left out."""

    instance: Instance
    """Settings and tables; broken parts are stand-ins or lack rows."""
    provenance: Provenance = field(default_factory=Provenance)
    """Where it stands in the files."""
    broken: frozenset[str] = frozenset()
    """Fields of the settings and names of tables with faults of their own."""
    faulty: Mapping[str, tuple[FaultyRow, ...]] = field(default_factory=dict)
    """Rows of tables that have faults, as far as they could be read, by table."""
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids of broken parts beside those in the instance, where all could be read."""

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """Levels by id."""
        return {level.id: level for level in self.instance.settings.levels}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Groups by id."""
        return {group.id: group for group in self.instance.settings.groups}

    @cached_property
    def needed_years(self) -> tuple[int, ...]:
        """Every year that some horizon names, ascending."""
        horizon = self.instance.settings.horizon
        return tuple(sorted({*horizon.periods, *(year for years in horizon.variants.values() for year in years)}))

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows of a table by its name."""
        rows: tuple[Row, ...] = getattr(self.instance, name)
        return rows

    def at(self, table: str, index: int, column: str, message: str) -> Problem:
        """A fault in a row."""
        return self.provenance.at_row(table, index, column, message)

    def node(self, *path: str | int) -> Callable[[str], Problem]:
        """What makes a fault at a node of the settings from its message."""
        return lambda message: self.provenance.at_node(path, message)


@dataclass(frozen=True)
class CrossCheck:
    """A cross-check: finds one kind of fault."""

    find: Callable[[Parsed], Iterable[Problem]]
    """The faults of an instance."""
    needs: frozenset[str]
    """Fields of the settings and tables that must be whole for it to be fair."""
    is_warning: bool
    """True if what it finds does not stop a plan."""

    def run(self, parsed: Parsed) -> Iterator[Problem]:
        """The faults found; none if a part that it needs is broken."""
        if not self.needs & parsed.broken:
            yield from self.find(parsed)


Finder = Callable[[Parsed], Iterable[Problem]]


def fault(*needs: str) -> Callable[[Finder], CrossCheck]:
    """Declare a check whose findings are faults; needs: the parts that must be whole for it to be fair."""
    return lambda find: CrossCheck(find, frozenset(needs), is_warning=False)


def warning(*needs: str) -> Callable[[Finder], CrossCheck]:
    """Declare a check whose findings are warnings; needs as for ``fault``."""
    return lambda find: CrossCheck(find, frozenset(needs), is_warning=True)


def file_of(table: str) -> str:
    """Name of a table's file."""
    return TABLES[table].file
