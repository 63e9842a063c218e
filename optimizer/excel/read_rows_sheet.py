"""Reads the sheet of a table or of a list of the settings, by the same rules as a table's CSV file."""

from __future__ import annotations

from leonplan.optimizer.excel.cells import text_of
from leonplan.optimizer.excel.columns import SheetColumn, columns_of, names_by_heading, same_word
from leonplan.optimizer.excel.where import SheetPlaces
from leonplan.optimizer.reading.faults import Faults
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.reading.read_cell import CellFault, RefusedText
from leonplan.optimizer.reading.read_records import Record, above_header, header_place
from leonplan.optimizer.reading.read_rows import AnyRow, RowReader, TableReading
from leonplan.optimizer.workbooks.read_sheets import Holds, Sheet, column_letters

_LOOKED_AT = 30
"""Rows in which the headings are looked for."""


def records_of(sheet: Sheet) -> list[Record]:
    """The rows of a sheet that hold anything, all of the same number of cells.

    Of merged cells only the first holds anything: the others are refused, as they would be taken for blank.
    """
    width = max((max(cells) for _, cells in sheet.rows), default=0)
    records = [
        Record(number, [text_of(cells.get(column), {}) for column in range(1, width + 1)])
        for number, cells in sheet.rows
    ]
    for first_row, first_column, last_row, last_column in sheet.merged:
        where = f"{column_letters(first_column - 1)}{first_row}"
        fault = CellFault(f"is merged with {where}", "take the merge apart, and fill in every cell", "merged")
        for record in records:
            if first_row <= record.line <= last_row:
                for column in range(first_column, min(last_column, width) + 1):
                    if (record.line, column) != (first_row, first_column):
                        record.cells[column - 1] = RefusedText("", fault)
    return records


def read_rows_sheet(sheet: Sheet, row: type[AnyRow]) -> tuple[TableReading[AnyRow], SheetPlaces]:
    """The rows of a sheet, and where its columns stand; every fault is in the reading."""
    columns = columns_of(row)
    reader = RowReader(row, headings={column.name: column.heading for column in columns})
    records = records_of(sheet)
    place = _header(records, columns)
    if place is None:
        if records:
            remedy = f"write the headings {', '.join(column.title for column in columns)}"
            reader.faults.add(records[0].line, "", "is no row of headings: no cell names a column", remedy)
        elif row.required:
            reader.faults.add(None, "", "holds no rows", "fill it in")
        return reader.reading([]), SheetPlaces(sheet.name)
    above_header(records, place, reader.faults)
    header = _named(records[place], columns, reader.faults)
    letters = {name: column_letters(at) for at, name in reversed(list(enumerate(header.cells))) if name}
    places = SheetPlaces(sheet.name, header.line, letters)
    below = records[place + 1 :]
    if not below and not row.required and not reader.faults.listed:
        reader.is_named = True
        return reader.reading([]), places
    _note_habits(sheet, reader)
    _choose(below, header, columns)
    return reader.reading(reader.rows(header, [_again(one, header, columns) for one in below])), places


def _header(records: list[Record], columns: tuple[SheetColumn, ...]) -> int | None:
    """Which record holds the headings, from 0."""
    names = names_by_heading(columns)
    first = [Record(one.line, [names.get(same_word(cell), "") for cell in one.cells]) for one in records[:_LOOKED_AT]]
    return header_place(first, {column.name for column in columns})


def _named(record: Record, columns: tuple[SheetColumn, ...], faults: Faults) -> Record:
    """The headings as names of columns where they are known; one with another unit is a fault."""
    names, titles = names_by_heading(columns), {column.name: column.title for column in columns}
    cells = []
    for cell in record.cells:
        name = names.get(same_word(cell))
        if name is None and "(" in cell and (name := names.get(same_word(cell.partition("(")[0]))):
            what = f"{shown(cell)} is the heading of a column with another unit"
            faults.add(record.line, name, what, f"write '{titles[name]}', and see that the numbers are in that unit")
        cells.append(name or cell)
    return Record(record.line, cells)


def _again(record: Record, header: Record, columns: tuple[SheetColumn, ...]) -> Record:
    """A record; if it repeats the headings, by the names of the columns, by which that is seen."""
    names = names_by_heading(columns)
    if names.get(same_word(record.cells[0])) != header.cells[0]:
        return record
    cells = [names.get(same_word(cell), cell) for cell in record.cells]
    return Record(record.line, cells) if cells == header.cells else record


def _choose(records: list[Record], header: Record, columns: tuple[SheetColumn, ...]) -> None:
    """Put choices in place of their words."""
    for column in columns:
        if column.choices and column.name in header.cells:
            at, by_word = (
                header.cells.index(column.name),
                {word.casefold(): one for one, word in column.choices.items()},
            )
            for record in records:
                record.cells[at] = by_word.get(record.cells[at].casefold(), record.cells[at])


def _note_habits(sheet: Sheet, reader: RowReader[AnyRow]) -> None:
    """What is read though it may not be seen, or not be what was typed."""
    if any(
        cell.is_formula and cell.kind is not Holds.NOT_COMPUTED for _, cells in sheet.rows for cell in cells.values()
    ):
        reader.forgive("formulas, by the values stored with them")
    used = {number for number, _ in sheet.rows}
    hidden = [number for number in sheet.hidden_rows if number in used]
    if hidden:
        reader.forgive(f"hidden rows, which are read as the others ({len(hidden)}, first {hidden[0]})")
