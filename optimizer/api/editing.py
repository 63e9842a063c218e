"""Tables of an instance's folder as cells, edited where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from leonplan.optimizer.api.names import Name

if TYPE_CHECKING:
    from leonplan.optimizer.editing.cells import TableCells
    from leonplan.optimizer.editing.columns import TableColumn
    from leonplan.optimizer.editing.differences import CellDifference
    from leonplan.optimizer.editing.told import TableFault
    from leonplan.optimizer.errors import Problem
    from leonplan.optimizer.instance.load import CheckReport
    from leonplan.optimizer.words.word import Language, Word


def table_titles() -> dict[str, Word]:
    """What the tables of an instance are called, by their names."""
    from leonplan.optimizer.editing.columns import table_titles as titles

    return titles()


def table_files() -> dict[str, str]:
    """Names of the files of the tables of an instance's folder, by the names of the tables."""
    from leonplan.optimizer.schema.tables import TABLES

    return {name: row.file for name, row in TABLES.items()}


def table_columns(table: str) -> tuple[TableColumn, ...]:
    """The columns of a table: headings, meanings, choices, what they refer to. Raises as ``read_cells``."""
    from leonplan.optimizer.editing.columns import table_columns as columns
    from leonplan.optimizer.schema.tables import TABLES

    return columns(TABLES[_known(table)])


def rows_of(content: bytes, table: str, *, commas: bool = False) -> list[dict[str, str]]:
    """The rows of a table from the bytes of its file, commas or none, as ``read_cells`` has them. Raises as ``read_cells``."""
    from leonplan.optimizer.editing.cells import rows_of as rows

    return rows(content, _known(table), commas=commas)


def read_cells(folder: Name, table: str, *, commas: bool = False) -> TableCells:
    """A table of an instance's folder as cells of text, with its columns and a stamp of the file.

    commas: whether numbers are shown with decimal commas. Raises UsageError if there is no such table, InputError if its
    file cannot be taken apart.
    """
    from leonplan.optimizer.editing.cells import read_cells as read

    return read(Path(folder), _known(table), commas=commas)


def check_cells(folder: Name, table: str, rows: Sequence[Mapping[str, str]], *, commas: bool = False) -> CheckReport:
    """Every fault of an instance's folder with other rows in one of its tables; nothing is written.

    rows: texts of cells by the names of columns; lines of faults in this table are their numbers, from 1. commas: as for
    ``read_cells``.
    """
    from leonplan.optimizer.editing.cells import check_cells as check

    return check(Path(folder), _known(table), rows, commas=commas)


def write_cells(
    folder: Name, table: str, rows: Sequence[Mapping[str, str]], *, stamp: str, commas: bool = False
) -> None:
    """Write a table of an instance's folder, whole or not at all.

    stamp: that of the table when it was read; commas: as for ``read_cells``. Raises UsageError if it has changed since or
    cannot be written, and InputError with every fault of its cells; ``check_cells`` says whether they fit the rest.
    """
    from leonplan.optimizer.editing.cells import write_cells as write

    write(Path(folder), _known(table), rows, commas=commas, stamp=stamp)


def table_differences(
    table: str, before: bytes | None, after: bytes | None, *, commas: bool = False
) -> tuple[CellDifference, ...]:
    """Cells that differ between two versions of a table's file, rows known by their keys.

    before, after: the bytes of the file; none where there is none. commas: as for ``read_cells``. Raises InputError if one
    cannot be taken apart.
    """
    from leonplan.optimizer.editing.differences import table_differences as differences

    return differences(_known(table), before, after, commas=commas)


def faults_told(problems: Iterable[Problem], language: Language) -> tuple[TableFault, ...]:
    """Faults of a check by table, row and column, in a language; what has no words in bokmål stays in English."""
    from leonplan.optimizer.editing.told import faults_told as told

    return told(problems, language)


def copy(name: Name, folder: Name) -> Path:
    """Copy an instance into a new folder, its what-ifs with it; a workbook is made a folder. Returns the folder.

    name: as for ``load``. It is there whole or not at all. Raises UsageError if the folder holds anything or cannot be made,
    InputError with every fault of a workbook.
    """
    from leonplan.optimizer.instance.load import find_instance, is_workbook, load_instance
    from leonplan.optimizer.instance.new_instance import copy_instance
    from leonplan.optimizer.instance.write_instance import write_new_instance

    source = find_instance(str(name))
    if is_workbook(source):
        write_new_instance(load_instance(source), Path(folder))
    else:
        copy_instance(source, Path(folder))
    return Path(folder)


def _known(table: str) -> str:
    """The name of a table; raises UsageError if there is none of that name."""
    from leonplan.optimizer.errors import UsageError
    from leonplan.optimizer.reading.plain_words import suggestion
    from leonplan.optimizer.schema.tables import TABLES

    if table not in TABLES:
        raise UsageError(f"there is no table {table!r}; {suggestion(table, TABLES)}")
    return table
