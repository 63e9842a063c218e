"""Faults of an instance as people who edit its tables are told them: by row and column, in their language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leonplan.optimizer.editing.columns import table_titles
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.excel.where import by_sheets
from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.words.fault_words import in_bokmal
from leonplan.optimizer.words.input_words import SHEETS
from leonplan.optimizer.words.word import Language

_TABLE_OF = {row.file: name for name, row in TABLES.items()}


@dataclass(frozen=True, slots=True)
class TableFault:
    """A fault, where it is."""

    table: str
    """Name of the table; empty if it is of none."""
    place: str
    """What the table or the part is called."""
    rows: tuple[int, ...]
    """Rows that have it: lines of the file, or numbers of rows where those were checked; empty if it is of none."""
    columns: tuple[str, ...]
    """Names of the columns that have it; empty if it is of none."""
    text: str
    """What is wrong and what to do."""


def faults_told(problems: Iterable[Problem], language: Language) -> tuple[TableFault, ...]:
    """Faults in a language; what has no words in bokmål stays in English."""
    return tuple(_told(one, language) for one in problems)


def _told(problem: Problem, language: Language) -> TableFault:
    table = _TABLE_OF.get(problem.file, "")
    rows = () if problem.line is None or not table else (problem.line, *problem.also)
    names = tuple(problem.field.split(", ")) if table and problem.field else ()
    columns = tuple(name for name in names if name in TABLES[table].model_fields) if table else ()
    text = problem.message if language == "en" else in_bokmal(by_sheets(problem.message))
    place = table_titles()[table].of(language) if table else problem.file
    if problem.file == INSTANCE_FILE and language == "nb":
        place = SHEETS["settings"]
    text = text if columns or not problem.field else f"{problem.field}: {text}"
    return TableFault(table, place, rows, columns, text)
