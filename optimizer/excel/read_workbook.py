"""Reads the parts of an instance from one Excel workbook: every fault of every sheet, by sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.excel.columns import PARTS, columns_of, names_by_heading, same_word
from leonplan.optimizer.excel.list_rows import INSIDE, LIST_ROWS, nested
from leonplan.optimizer.excel.read_rows_sheet import read_rows_sheet, records_of
from leonplan.optimizer.excel.read_settings_sheet import SettingsSheet, read_settings_sheet
from leonplan.optimizer.excel.settings_rows import SETTINGS
from leonplan.optimizer.excel.where import SheetPlaces, Where
from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.reading.read_rows import TableReading
from leonplan.optimizer.reading.read_settings import SettingsReading, settings_of
from leonplan.optimizer.reading.read_text import read_bytes
from leonplan.optimizer.reading.read_yaml import NodePath, YamlDocument
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.words import input_words as words
from leonplan.optimizer.words.mark_words import OWN_SHEETS
from leonplan.optimizer.workbooks.archive_limits import UnreadableWorkbookError
from leonplan.optimizer.workbooks.read_sheets import Sheet, read_sheets

LARGEST_WORKBOOK = 20_000_000
"""Largest workbook that is read [bytes]."""

_SETTINGS = "settings"
_NONE: TableReading[Any] = TableReading((), (), (), (), is_named=True)


@dataclass(frozen=True)
class WorkbookReading:
    """What a workbook holds."""

    settings: SettingsReading
    """Settings, with stand-ins for broken fields."""
    tables: Mapping[str, TableReading[Any]]
    """Every table by its name."""
    problems: tuple[Problem, ...]
    """Every fault, by sheet and cell."""
    warnings: tuple[Problem, ...]
    """What was forgiven, and sheets that are not read."""
    where: Where
    """Where everything stands."""
    misspelt: frozenset[str]
    """Files of tables whose sheets seem to be there under another name."""


def read_workbook(path: Path) -> WorkbookReading:
    """Read a workbook; raises InputError if it cannot be read as one that holds an instance."""
    data = read_bytes(path, path.name, LARGEST_WORKBOOK)
    try:
        sheets = read_sheets(data)
    except UnreadableWorkbookError as error:
        raise InputError([Problem(path.name, None, "", str(error))]) from error
    by_part, strange = _parts(sheets)
    if _SETTINGS not in by_part and not any(name in by_part for name in PARTS):
        message = "holds no sheet of an instance; begin with one that 'leon excel' writes"
        raise InputError([Problem(path.name, None, "", message)])
    return _Reader(path.name, by_part).read(list(strange))


def _parts(sheets: tuple[Sheet, ...]) -> tuple[dict[str, list[Sheet]], list[Sheet]]:
    """Sheets by the part that they hold, and those of no part."""
    names = {same_word(words.SHEETS[part]): part for part in (_SETTINGS, *PARTS)}
    names |= {same_word(part): part for part in (_SETTINGS, *PARTS)}
    by_part: dict[str, list[Sheet]] = {}
    strange = []
    for sheet in sheets:
        part = names.get(same_word(sheet.name))
        if part is None:
            strange.append(sheet)
        else:
            by_part.setdefault(part, []).append(sheet)
    return by_part, strange


@dataclass
class _Reader:
    """Reads the sheets of one workbook."""

    file: str
    sheets: Mapping[str, list[Sheet]]

    def read(self, strange: list[Sheet]) -> WorkbookReading:
        """Read every part; strange: sheets of no part."""
        problems = list(self._twice())
        warnings: list[Problem] = []
        misspelt: set[str] = set()
        for problem, part in self._not_read(strange):
            (problems if part else warnings).append(problem)
            misspelt |= {part} - {""}
        readings: dict[str, TableReading[Any]] = {}
        places: dict[str, SheetPlaces] = {}
        for part, row in PARTS.items():
            readings[part] = _NONE
            if part in self.sheets:
                readings[part], places[row.file] = read_rows_sheet(self.sheets[part][0], row)
            elif row.required and part not in misspelt:
                message = f"is missing; add a sheet named '{words.SHEETS[part]}'"
                readings[part] = TableReading((), (), (Problem(row.file, None, "", message),), ())
        own = self._settings_sheet(_SETTINGS in misspelt)
        faulty = frozenset(own.faulty | {part for part in LIST_ROWS if readings[part].problems or part in misspelt})
        document, nodes = self._document(own, readings, places)
        settings = settings_of(document, faulty)
        settings = replace(settings, names={**settings.names, **_ids(readings)})
        where = Where(self.file, places, nodes)
        told = [where.told(one) for reading in readings.values() for one in reading.problems]
        told += [where.told(one) for one in settings.problems]
        warnings += [where.told(one) for reading in readings.values() for one in reading.warnings]
        tables = {name: readings[name] for name in TABLES}
        files = frozenset(TABLES[part].file for part in misspelt if part in TABLES)
        return WorkbookReading(settings, tables, (*problems, *own.problems, *told), tuple(warnings), where, files)

    def _settings_sheet(self, is_misspelt: bool) -> SettingsSheet:
        if _SETTINGS in self.sheets:
            return read_settings_sheet(self.sheets[_SETTINGS][0])
        message = f"is missing; add a sheet named '{words.SHEETS[_SETTINGS]}'"
        faults = [] if is_misspelt else [Problem(words.SHEETS[_SETTINGS], None, "", message)]
        return SettingsSheet(problems=faults, faulty={path.split(".")[0] for path in SETTINGS})

    def _document(
        self, own: SettingsSheet, readings: Mapping[str, TableReading[Any]], places: Mapping[str, SheetPlaces]
    ) -> tuple[YamlDocument, tuple[tuple[str, int, str], ...]]:
        """The settings and their lists as a document, whose lines count the cells in which its nodes stand."""
        cells: dict[NodePath, tuple[str, int, str]] = {(): (words.SHEETS[_SETTINGS], 1, "A1"), **own.cells}
        data = dict(own.data)
        for part, row in LIST_ROWS.items():
            reading, place = readings[part], places.get(part, SheetPlaces(words.SHEETS[part]))
            if reading.rows or (part in self.sheets and row.required):
                data[part] = [nested(one.model_dump(mode="json")) for one in reading.rows]
            cells[part,] = (place.sheet, place.header, f"A{place.header}")
            for index, line in enumerate(reading.lines):
                cells[part, index] = (place.sheet, line, f"A{line}")
                for column in row.model_fields:
                    cells[part, index, *column.split(INSIDE)] = (place.sheet, line, place.cell(line, column))
        lines = {path: number for number, path in enumerate(cells, 1)}
        return YamlDocument(INSTANCE_FILE, data, lines, ()), tuple(cells.values())

    def _twice(self) -> Iterator[Problem]:
        """Parts that stand in two sheets."""
        for part, sheets in self.sheets.items():
            for sheet in sheets[1:]:
                message = f"holds the same as sheet '{sheets[0].name}' ({words.SHEETS[part]}); keep one of the two"
                yield Problem(sheet.name, None, "", message)

    def _not_read(self, strange: list[Sheet]) -> Iterator[tuple[Problem, str]]:
        """Sheets that are not read, each with the part that is meant where it looks renamed, which is a fault."""
        missing = {part: words.SHEETS[part] for part in (_SETTINGS, *PARTS) if part not in self.sheets}
        for sheet in (one for one in strange if one.name not in OWN_SHEETS):
            part = _meant(sheet, missing)
            if part:
                message = f"is not read; did you mean '{words.SHEETS[part]}'? rename it, or remove it"
                yield Problem(sheet.name, None, "", message), part
            elif sheet.rows:
                yield Problem(sheet.name, None, "", "is no sheet of an instance and is not read"), ""


def _ids(readings: Mapping[str, TableReading[Any]]) -> dict[str, frozenset[str]]:
    """The ids of the lists with faults whose every entry has one that could be read."""
    broken = {part: readings[part] for part, row in LIST_ROWS.items() if row.key == ("id",) and readings[part].problems}
    return {
        part: frozenset(
            [*(one.id for one in found.rows), *(str(values["id"]) for _, values in found.faulty if "id" in values)]
        )
        for part, found in broken.items()
        if found.is_named
    }


def _meant(sheet: Sheet, missing: Mapping[str, str]) -> str:
    """The missing part that a sheet of no part seems to hold, by its name or its headings; empty if none."""
    by_word = {same_word(title): part for part, title in missing.items()}
    near = get_close_matches(same_word(sheet.name), by_word, n=1, cutoff=0.8)
    if near:
        return by_word[near[0]]
    first = records_of(sheet)[:1]
    for part in missing:
        if part in PARTS and first:
            columns = columns_of(PARTS[part])
            names = names_by_heading(columns)
            found = {names.get(same_word(cell)) for cell in first[0].cells}
            if {column.name for column in columns} <= found:
                return part
    return ""
