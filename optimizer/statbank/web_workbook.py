"""Reads a table that was saved from the Statbank's web page as Excel: labels once, columns without names, headings on top.

The page writes a label only where it changes, no names over the columns of labels, and one row of headings for each dimension
that goes across. What a column holds is told by its labels: years, ages, sexes; of the others the first is the region. The
table is then as one with a line for each cell, and read like that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.sealed.csv_cell import cell_text
from leonplan.optimizer.statbank.table import MARKS, StatbankTable, dimension_name
from leonplan.optimizer.statbank.web_table import parse_records
from leonplan.optimizer.workbooks.archive_limits import UnreadableWorkbookError
from leonplan.optimizer.workbooks.read_sheets import Holds, Sheet, SheetCell, column_letters, read_sheets

_SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel begin, those of today and the old ones."""

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}", re.ASCII)
_AGE = re.compile(r"(?:[0-9]{3}\+? )?[0-9]{1,3}(?:\s?[-–]\s?[0-9]{1,3})?(?:\+| år.*| years?.*)?", re.ASCII)
_SEXES = ("menn", "kvinner", "begge kjønn", "males", "females", "men", "women", "both sexes")
_REGION_CODE = re.compile(r"(?:K-)?[0-9]{4}", re.ASCII)
_CODE = re.compile(r"(?:K-)?[0-9]{1,4}\+?", re.ASCII)
_NAMED = ("region", "alder", "kjønn", "år", "statistikkvariabel")
_NOT_READ = {
    Holds.DATE: "is a date, which spreadsheets make of numbers",
    Holds.ERROR: "is an error of the spreadsheet",
    Holds.NOT_COMPUTED: "is a formula whose value is not stored",
}
_MOST_FAULTS = 20


def is_workbook(content: bytes) -> bool:
    """Whether the bytes of a file can only be a file of Excel."""
    return content.startswith(_SIGNS)


def parse_web_workbook(content: bytes, file: str) -> StatbankTable:
    """The table in the first sheet that shows anything; raises InputError with every fault (the first twenty)."""
    try:
        sheets = read_sheets(content)
    except UnreadableWorkbookError as error:
        raise InputError([Problem(file, None, "", str(error))]) from error
    sheet = next((one for one in sheets if one.rows and not one.is_hidden), None)
    if sheet is None:
        raise InputError([Problem(file, None, "", "has no sheet with anything in it; save the table again")])
    faults: list[Problem] = []
    grid = _grid(sheet, file, faults)
    heading = _heading(grid)
    if heading is None:  # perhaps a table with names over its columns, pasted from a CSV file
        if faults:
            raise InputError(faults[:_MOST_FAULTS])
        return parse_records(grid, file)
    labels = _labels(grid, heading, file, faults)
    if faults:
        raise InputError(faults[:_MOST_FAULTS])
    return parse_records(_lines(grid, heading, labels), file)


Grid = list[tuple[int, list[str]]]
"""Rows that hold anything, each with its number from 1 and as many cells as the widest."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """Where the headings stand."""

    names: tuple[str, ...]
    """What stands over the columns of labels, in the row of years; empty where nothing does."""
    levels: tuple[tuple[str, ...], ...]
    """Rows of headings over the columns of numbers, each filled to the right."""
    first_row: int
    """First row below them, from 0."""
    title: str
    """What stands above them."""


def _grid(sheet: Sheet, file: str, faults: list[Problem]) -> Grid:
    width = max(max(cells) for _, cells in sheet.rows)

    def text(row: int, column: int, cell: SheetCell | None) -> str:
        if cell is None:
            return ""
        if cell.kind in _NOT_READ:
            place = f"{column_letters(column - 1)}{row}"
            faults.append(
                Problem(file, row, place, f"{shown(str(cell.value))} {_NOT_READ[cell.kind]}; save the table again")
            )
        return cell_text(cell.value) if cell.kind is Holds.NUMBER else " ".join(str(cell.value).split())

    return [(row, [text(row, at, cells.get(at)) for at in range(1, width + 1)]) for row, cells in sheet.rows]


def _heading(grid: Grid) -> _Heading | None:
    """The headings of a table whose columns of labels have no names, or whose years go across; none of another one."""
    found = _years_across(grid) or _years_down(grid)
    if found is None:
        return None
    first_row, first = found
    above = first_row
    while above and any(grid[above - 1][1][first:]) and not _holds_labels(grid[above - 1][1][:first]):
        above -= 1
    levels = tuple(_filled(cells[first:]) for _, cells in grid[above:first_row])
    over = [cells[:first] for _, cells in grid[above:first_row]]
    names = tuple(next((row[at] for row in reversed(over) if row[at]), "") for at in range(first))
    title = next((text for _, cells in grid[:above] for text in cells if text), "")
    return _Heading(names, levels, first_row, title)


def _years_across(grid: Grid) -> tuple[int, int] | None:
    """First row below the headings and first column of numbers, by a row of years without labels before them."""
    for place, (_, cells) in enumerate(grid):
        first = next((at for at, text in enumerate(cells) if _YEAR.fullmatch(text)), 0)
        filled = [text for text in cells[first:] if text]
        if not first or not all(map(_YEAR.fullmatch, filled)) or _holds_labels(cells[:first]):
            continue
        below = place + 1
        while below < len(grid) and any(grid[below][1][first:]) and not any(grid[below][1][:first]):
            below += 1
        return below, first
    return None


def _years_down(grid: Grid) -> tuple[int, int] | None:
    """The same by a column of years, with numbers in each column after it."""
    for place, (_, cells) in enumerate(grid):
        years = [at for at, text in enumerate(cells) if _YEAR.fullmatch(text)]
        if place and years and years[0] and cells[years[0] + 1 :] and all(map(_is_value, cells[years[0] + 1 :])):
            return place, years[0] + 1
    return None


def _is_value(text: str) -> bool:
    return text in MARKS or re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text, re.ASCII) is not None


def _holds_labels(cells: Sequence[str]) -> bool:
    """Whether anything stands there that is no name of a dimension."""
    return any(text and dimension_name(text) not in _NAMED for text in cells)


def _filled(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings with those that are not repeated written out."""
    found: list[str] = []
    for text in cells:
        found.append(text or (found[-1] if found else ""))
    return tuple(found)


def _labels(grid: Grid, heading: _Heading, file: str, faults: list[Problem]) -> list[tuple[int, list[str]]]:
    """Labels of each row with numbers, with its place in the grid; those that are not repeated written out."""
    first = len(heading.names)
    with_numbers = [at for at in range(heading.first_row, len(grid)) if any(grid[at][1][first:])]
    last = with_numbers[-1] if with_numbers else -1
    labels: list[tuple[int, list[str]]] = []
    known = [""] * first
    for place in range(heading.first_row, last + 1):
        line, cells = grid[place]
        outermost = next((at for at, text in enumerate(cells[:first]) if text), first)
        known = [text or (known[at] if at < outermost else "") for at, text in enumerate(cells[:first])]
        if not any(cells[first:]):
            continue  # a label in a row of its own
        if not all(known):
            name = column_letters(known.index(""))
            faults.append(
                Problem(file, line, f"{name}{line}", "has no label where one to its left is new; save the table again")
            )
        labels.append((place, known))
    return labels


def _lines(grid: Grid, heading: _Heading, labels: list[tuple[int, list[str]]]) -> Grid:
    """A line for each cell, below one with the names of its columns and the title."""
    first = len(heading.names)
    columns = [[known[at] for _, known in labels] for at in range(first)]
    names, columns = _with_codes(list(heading.names), columns)
    across = [level for level in heading.levels if {text.casefold() for text in level} - {"value", "verdi"}]
    levels = list(zip(*across, strict=True)) if across else [()] * (len(grid[0][1]) - first)
    names = _named([*names, *([""] * len(across))], [*columns, *map(list, across)], len(columns))
    lines: Grid = [(1, [heading.title]), (1, [*names, "verdi"])]
    for number, (place, _) in enumerate(labels):
        line, cells = grid[place]
        own = [column[number] for column in columns]
        lines += [(line, [*own, *level, cell]) for level, cell in zip(levels, cells[first:], strict=True) if all(level)]
    return lines


def _with_codes(names: list[str], columns: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Columns of labels, those of codes joined to the labels that follow them."""
    joined_names, joined = [], []
    at = 0
    while at < len(columns):
        column, after = columns[at], columns[at + 1] if at + 1 < len(columns) else []
        name = names[at]
        if after and _are_codes_of(column, _kind(after)):
            is_sex = _kind(after) == "kjønn"  # whose codes say nothing that their names do not
            column = after if is_sex else [f"{code} {label}" for code, label in zip(column, after, strict=True)]
            at += 1
            name = name or names[at]
        joined_names.append(name)
        joined.append(column)
        at += 1
    return joined_names, joined


def _are_codes_of(column: Sequence[str], kind: str) -> bool:
    """Whether a column holds the codes of the labels after it, which are of a kind: as long as its codes are."""
    if all(map(_YEAR.fullmatch, column)) or not all(map(_CODE.fullmatch, column)):
        return False
    lengths = {len(code.removeprefix("K-").rstrip("+")) for code in column}
    return lengths <= {"": {4}, "alder": {3}, "kjønn": {1}}.get(kind, set())


def _named(names: list[str], columns: list[list[str]], down: int) -> list[str]:
    """A name for each dimension; down: how many of them go down, the others go across."""
    found = [dimension_name(name) if name else _kind(column) for name, column in zip(names, columns, strict=True)]
    for at, name in enumerate(found):
        if not name:
            usual = "region" if at < down else "statistikkvariabel"
            found[at] = usual if usual not in found else f"dimensjon {at + 1}"
    return found


def _kind(column: Sequence[str]) -> str:
    """The dimension that labels are of; empty if they do not say."""
    labels = [text for text in column if text]
    if not labels:
        return ""
    if all(map(_YEAR.fullmatch, labels)):
        return "år"
    if all(text.casefold() in _SEXES for text in labels):
        return "kjønn"
    if all(_REGION_CODE.match(text) for text in labels):
        return "region"
    return "alder" if all(map(_AGE.fullmatch, labels)) else ""
