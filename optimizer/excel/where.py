"""Where in a workbook the lines and fields of an instance stand, so that faults are told by sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.words import input_words as words

_FILES = re.compile("|".join(re.escape(row.file) for row in TABLES.values()))
_SHEETS = {row.file: words.SHEETS[name] for name, row in TABLES.items()}


def by_sheets(message: str) -> str:
    """A fault with the files that it names called as the sheets of a workbook are.

    >>> by_sheets("'x' is not in districts.csv")
    "'x' is not in sheet 'Soner'"
    """
    told = _FILES.sub(lambda found: f"sheet '{_SHEETS[found.group()]}'", message)
    return told.replace(INSTANCE_FILE, "the settings")


@dataclass(frozen=True)
class SheetPlaces:
    """Where the columns of a part stand."""

    sheet: str
    """Name of the sheet as the workbook has it."""
    header: int = 1
    """Row of the headings."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Letters of columns by their names, and by what their headings say."""

    def cell(self, line: int, column: str) -> str:
        """The cell of a row and column; the first of the row if the column is not there."""
        return f"{self.columns.get(column.split(', ')[0], 'A')}{line}"


@dataclass(frozen=True)
class Where:
    """Where every part of an instance stands in a workbook."""

    file: str
    """Name of the workbook."""
    parts: Mapping[str, SheetPlaces]
    """Places by the file of a table, or the name of a list of the settings."""
    nodes: tuple[tuple[str, int, str], ...]
    """Sheet, row and cell by the line of a node of the settings, from 1."""

    def told(self, problem: Problem) -> Problem:
        """A fault of a table's file or of ``instance.yaml`` as one of the workbook."""
        message = by_sheets(problem.message)
        if problem.file == INSTANCE_FILE:
            sheet, row, cell = self.nodes[(problem.line or 1) - 1]
            return replace(problem, file=sheet, line=row, cell=cell, message=message)
        places = self.parts.get(problem.file)
        if places is None:
            return replace(problem, file=_SHEETS.get(problem.file, problem.file), message=message)
        if problem.line is None:
            return replace(problem, file=places.sheet, message=message)
        cell = places.cell(problem.line, problem.field)
        return replace(problem, file=places.sheet, cell=cell, message=message)
