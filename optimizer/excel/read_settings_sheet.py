"""Reads the sheet of settings into the data that ``instance.yaml`` would hold, with the cell of every node."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.excel.columns import names_by_heading, same_word
from leonplan.optimizer.excel.read_rows_sheet import records_of
from leonplan.optimizer.excel.settings_rows import ORDERS, SETTINGS, SETTINGS_COLUMNS, VARIANTS, Setting
from leonplan.optimizer.reading.plain_words import closest, shown, suggestion
from leonplan.optimizer.reading.read_cell import CellFault, NumberText, RefusedText, converter
from leonplan.optimizer.reading.read_records import Record, header_place
from leonplan.optimizer.reading.read_yaml import NodePath
from leonplan.optimizer.schema.units import SHARES
from leonplan.optimizer.words.input_words import UNITS
from leonplan.optimizer.workbooks.read_sheets import Sheet, column_letters

_SHARES = {UNITS[unit] for unit in SHARES}
_MUNICIPALITY_DIGITS = 4


@dataclass
class SettingsSheet:
    """What the sheet of settings holds."""

    data: dict[str, Any] = field(default_factory=dict)
    """The settings that are no lists, as ``instance.yaml`` would hold them; blank ones are left out."""
    cells: dict[NodePath, tuple[str, int, str]] = field(default_factory=dict)
    """Sheet, row and cell of every node."""
    problems: list[Problem] = field(default_factory=list)
    """Every fault."""
    faulty: set[str] = field(default_factory=set)
    """Fields with faults."""


def read_settings_sheet(sheet: Sheet) -> SettingsSheet:
    """The settings of a sheet; every fault is in the result."""
    found, records = SettingsSheet(), records_of(sheet)
    names = names_by_heading(SETTINGS_COLUMNS)
    translated = [Record(one.line, [names.get(same_word(cell), "") for cell in one.cells]) for one in records]
    at = header_place(translated, {"field", "value"})
    header = [] if at is None else translated[at].cells
    if at is None or "field" not in header or "value" not in header:
        message = "has no headings Felt and Verdi; write them above the fields and their values"
        found.problems.append(Problem(sheet.name, 1, "", message, "A1"))
        found.faulty |= {path.split(".")[0] for path in SETTINGS}
        return found
    place = header.index("value"), header.index("field")
    first: dict[str, int] = {}
    for record in records[at + 1 :]:
        _take(record, place, sheet.name, first, found)
    return found


def _take(record: Record, place: tuple[int, int], sheet: str, first: dict[str, int], found: SettingsSheet) -> None:
    """Take a row: its value into the data, or its fault."""
    value, path = record.cells[place[0]], record.cells[place[1]].strip()
    known = SETTINGS.get(VARIANTS if path.startswith(f"{VARIANTS}.") else path)
    cell = f"{column_letters(place[0])}{record.line}"
    if known is None or path == VARIANTS:
        if value or path:
            what = (
                f"{shown(path)} is no field of the settings; {suggestion(path, SETTINGS)}" if path else "names no field"
            )
            at = f"{column_letters(place[1])}{record.line}"
            found.problems.append(Problem(sheet, record.line, "", what, at))
            near = closest(path, SETTINGS)
            found.faulty |= {near.split(".")[0]} if near else set()
        return
    if path in first:
        message = f"stands in row {first[path]} already; keep one of the two rows"
        found.problems.append(Problem(sheet, record.line, path, message, cell))
        return
    first[path] = record.line
    steps = tuple(path.split("."))
    for length in range(1, len(steps) + 1):
        found.cells.setdefault(steps[:length], (sheet, record.line, cell))
    if not value and not isinstance(value, RefusedText):
        return
    try:
        read = _value(known, value)
    except CellFault as fault:
        found.problems.append(Problem(sheet, record.line, path, str(fault), cell))
        found.faulty.add(steps[0])
        return
    node = found.data
    for step in steps[:-1]:
        node = node.setdefault(step, {})
    node[steps[-1]] = read


def _value(setting: Setting, cell: str) -> object:
    """The value of a cell as ``instance.yaml`` would hold it; raises CellFault."""
    if isinstance(cell, RefusedText):
        raise cell.fault
    if isinstance(cell, NumberText) and cell.is_percent and setting.unit not in _SHARES:
        raise CellFault(f"{shown(str(cell))} is shown as per cent, but is no share", "format the cell as a number")
    if setting.path in ORDERS:
        return [_step(part) for part in cell.split(";")]
    if setting.path == "municipality" and isinstance(cell, NumberText) and len(cell) < _MUNICIPALITY_DIGITS:
        raise CellFault(
            f"{shown(str(cell))} is a number, which has lost a zero", f"format the cell as text, and write 0{cell}"
        )
    by_word = {word.casefold(): one for one, word in setting.choices.items()}
    read = converter(setting.annotation)(by_word.get(cell.casefold(), cell), True)
    return list(read) if isinstance(read, tuple) else (str(read) if isinstance(read, str) else read)


def _step(text: str) -> object:
    """A step of an order of goals: a goal, or several with their weights."""
    if "=" not in text:
        return text.strip()
    weights = {}
    for part in text.split():
        goal, _, weight = part.partition("=")
        weights[goal] = converter(float)(weight, True)
    return weights
