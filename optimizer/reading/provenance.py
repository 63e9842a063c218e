"""Where in the files of an instance each number stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.reading.read_yaml import NodePath, YamlDocument
from leonplan.optimizer.schema.tables import TABLES

RANKING_FILE = "fill_in_first.csv"
"""Name of the file in an instance folder that ranks its numbers for people; it is no part of the instance."""


@dataclass(frozen=True)
class Provenance:
    """Lines of the rows of every table and of the nodes of ``instance.yaml``; empty for an instance made in code."""

    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """By name of the table: the line on which each row begins, in the order of the rows."""
    document: YamlDocument = field(default_factory=lambda: YamlDocument(INSTANCE_FILE, None, {}, ()))
    """The settings as read."""

    def row_line(self, table: str, index: int) -> int | None:
        """Line of a row, by its position from 0."""
        lines = self.rows.get(table, ())
        return lines[index] if index < len(lines) else None

    def at_row(self, table: str, index: int, column: str, message: str) -> Problem:
        """A fault in a row."""
        return Problem(TABLES[table].file, self.row_line(table, index), column, message)

    def at_file(self, table: str, column: str, message: str) -> Problem:
        """A fault of a whole table, at its header; at no line if the file is not there."""
        return Problem(TABLES[table].file, 1 if self.rows.get(table) else None, column, message)

    def at_node(self, path: NodePath, message: str) -> Problem:
        """A fault in the settings."""
        return self.document.problem(path, message)
