"""Loads an instance, from its folder or its workbook: reads everything, cross-checks, and lists every fault at once."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from leonplan.optimizer.checks.check import check_parsed
from leonplan.optimizer.checks.parsed import Parsed
from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.instance.shipped import shipped_instances
from leonplan.optimizer.reading.paths import INSTANCE_FILE, WORKBOOK_SUFFIX, unusable
from leonplan.optimizer.reading.plain_words import shown, suggestion
from leonplan.optimizer.reading.provenance import RANKING_FILE, Provenance
from leonplan.optimizer.reading.read_rows import TableReading
from leonplan.optimizer.reading.read_settings import SettingsReading, read_settings
from leonplan.optimizer.reading.read_table import read_table
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES

WHAT_IF_FOLDER = "what_if"
"""Subfolder of an instance folder in which what-if files may lie."""

FUTURES_FILE = "futures.yaml"
"""File of an instance folder in which the factors of many futures may stand; it is read and checked by ``futures``."""

_FILES = {INSTANCE_FILE, FUTURES_FILE, *(row.file for row in TABLES.values())}


@dataclass(frozen=True)
class CheckReport:
    """What checking an instance found."""

    instance: Instance | None
    """The instance; none if there are faults."""
    problems: tuple[Problem, ...]
    """Every fault, by file and line, in a workbook by sheet and cell."""
    warnings: tuple[Problem, ...]
    """What does not stop a plan but should be known, in the same order."""


def load_instance(folder: Path) -> Instance:
    """The instance of a folder or a workbook; raises InputError with every fault of all of it."""
    report = check_folder(folder)
    if report.instance is None:
        raise InputError(list(report.problems))
    return report.instance


def check_folder(folder: Path, instead: Mapping[str, TableReading[Any]] = MappingProxyType({})) -> CheckReport:
    """Read and check an instance folder, or a workbook; raises nothing for what is in it, faults are in the report.

    instead: by name, tables that are taken instead of those of the folder.
    """
    reason = unusable(folder)
    if not reason and is_workbook(folder):
        return _check_workbook(folder)
    if reason or not folder.is_dir():
        what = f"cannot be read ({reason})" if reason else "is not a folder"
        message = f"{what}; name one that holds {INSTANCE_FILE}"
        return CheckReport(None, (Problem(str(folder), None, "", message),), ())
    settings = read_settings(folder)
    tables = {name: instead[name] if name in instead else _read(folder, row) for name, row in TABLES.items()}
    problems = [*settings.problems, *(problem for table in tables.values() for problem in table.problems)]
    warnings = [warning for table in tables.values() for warning in table.warnings]
    misspelt: set[str] = set()
    for problem, meant in _unexpected_files(folder):
        misspelt |= {meant} - {""}
        (problems if meant else warnings).append(problem)
    instance = None
    if settings.settings is not None:
        parsed = _parsed(settings, tables, misspelt)
        instance = parsed.instance
        faults, remarks = check_parsed(parsed)
        problems += faults
        warnings += remarks
    return CheckReport(None if problems else instance, _sorted(problems), _sorted(warnings))


def is_workbook(path: Path) -> bool:
    """Whether a path is that of a workbook, by its ending."""
    return path.suffix.lower() == WORKBOOK_SUFFIX and path.is_file()


def _check_workbook(path: Path) -> CheckReport:
    """Read and check an instance that is a workbook."""
    from leonplan.optimizer.excel.read_workbook import read_workbook  # a tenth of a second that folders do not need

    try:
        book = read_workbook(path)
    except InputError as error:
        return CheckReport(None, tuple(error.problems), ())
    problems, warnings, instance = [*book.problems], [*book.warnings], None
    if book.settings.settings is not None:
        parsed = _parsed(book.settings, dict(book.tables), book.misspelt)
        instance = parsed.instance
        faults, remarks = check_parsed(parsed)
        problems += map(book.where.told, faults)
        warnings += map(book.where.told, remarks)
    return CheckReport(None if problems else instance, _sorted(problems), _sorted(warnings))


def find_instance(name_or_path: str) -> Path:
    """The folder or workbook of an instance, by its path or by the name of one that ships with the program.

    Raises InputError, listing the shipped ones, if it is neither.
    """
    path = Path(name_or_path)
    shipped = shipped_instances()
    if reason := unusable(path):
        message = f"cannot be read ({reason}); name a folder that holds {INSTANCE_FILE}"
        raise InputError([Problem(shown(name_or_path)[1:-1], None, "", message)])
    if (path / INSTANCE_FILE).is_file() or is_workbook(path):
        return path
    if name_or_path in shipped:
        return shipped[name_or_path]
    if path.is_dir():
        return path
    meant = suggestion(name_or_path, shipped)
    message = (
        f"is neither a folder nor a workbook ({WORKBOOK_SUFFIX}) nor an instance that ships with the program; {meant}"
    )
    names = f" (shipped: {', '.join(shipped)})" if shipped else ""
    raise InputError([Problem(shown(name_or_path)[1:-1], None, "", message + names)])


def _read(folder: Path, row: type[Row]) -> TableReading[Any]:
    """A table of the folder; one that is not there and need not be has no rows."""
    path = folder / row.file
    if not row.required and not os.path.lexists(path):
        return TableReading((), (), (), (), is_named=True)
    return read_table(path, row)


def _parsed(settings: SettingsReading, tables: dict[str, TableReading[Any]], misspelt: Collection[str]) -> Parsed:
    """What could be read, as an instance whose parts are valid but perhaps too few.

    misspelt: names of files that are there under another name.
    """
    rows: dict[str, Any] = {name: table.rows for name, table in tables.items()}
    lines = {name: table.lines for name, table in tables.items()}
    broken = settings.broken | {
        name for name, table in tables.items() if table.problems or TABLES[name].file in misspelt
    }
    rows["settings"] = settings.settings
    instance = Instance.model_construct(None, **rows)
    faulty = {name: table.faulty for name, table in tables.items() if table.faulty}
    names = {
        name: frozenset(str(values["id"]) for _, values in table.faulty if "id" in values)
        for name, table in tables.items()
        if name in broken and table.is_named and TABLES[name].file not in misspelt
    }
    return Parsed(instance, Provenance(lines, settings.document), broken, faulty, {**settings.names, **names})


def _unexpected_files(folder: Path) -> Iterator[tuple[Problem, str]]:
    """Files that are not read, each with the file that is meant where the name looks misspelt, which is a fault."""
    for entry in sorted(folder.iterdir()):
        name = entry.name
        is_for_people = name == RANKING_FILE or name.startswith((".", "~$")) or entry.suffix.lower() == ".md"
        if name in _FILES or is_for_people or _is_what_if(entry):
            continue
        meant = get_close_matches(name.lower(), _FILES, n=1, cutoff=0.8)
        is_table = entry.is_file() and entry.suffix.lower() in (".csv", ".yaml", ".yml")
        file = shown(name)[1:-1]
        if meant and is_table and not os.path.lexists(folder / meant[0]):
            yield Problem(file, 1, "", f"is not read; did you mean '{meant[0]}'? rename it"), meant[0]
        else:
            yield Problem(file, None, "", "is not part of an instance and is not read; move it elsewhere"), ""


def _is_what_if(entry: Path) -> bool:
    return entry.name == WHAT_IF_FOLDER and entry.is_dir()


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.cell, p.field, p.message)))
