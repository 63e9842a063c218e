"""Writes an instance as one Excel workbook: the same instance, the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from leonplan.optimizer.excel.cells import Content, content
from leonplan.optimizer.excel.columns import PARTS, SheetColumn, columns_of
from leonplan.optimizer.excel.list_rows import LIST_ROWS, flat
from leonplan.optimizer.excel.settings_rows import SETTINGS, SETTINGS_COLUMNS, settings_rows
from leonplan.optimizer.excel.sums_sheet import HEADINGS, sum_lines
from leonplan.optimizer.reading.read_cell import plain_type
from leonplan.optimizer.schema.base import Part
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.words import input_words as words
from leonplan.optimizer.words import setting_words
from leonplan.optimizer.words.mark_words import SUMS_SHEET
from leonplan.optimizer.workbooks.exact_number import ExactNumber
from leonplan.optimizer.workbooks.new_book import new_book

FURTHER_ROWS = 500
"""Blank rows below those of a table that are ready to be filled in: with choices, and not locked."""

_NARROWEST, _WIDEST = 10, 50
"""Width of a column [letters]."""

_SUMS_WIDTH = 24
"""Width of the columns of sums [letters]."""

_VALUE, _PATH = (list(setting_words.HEADINGS).index(name) for name in ("value", "field"))
"""Columns of the settings' sheet."""

_LONGEST_LIST = 255
"""Letters of all choices of a drop-down that are written out."""

_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}
"""What people may do to a sheet whose keys are protected."""


@dataclass(frozen=True)
class FurtherSheet:
    """A sheet that is no part of the instance, for people; one of ``words.mark_words.OWN_SHEETS``, or reading wonders at it."""

    name: str
    """Its name."""
    headings: tuple[str, ...]
    """Headings."""
    rows: Sequence[Sequence[Content]]
    """Rows, as long as the headings."""
    note: str = ""
    """What stands below them."""


def workbook_bytes(instance: Instance, further: Sequence[FurtherSheet] = ()) -> bytes:
    """The Excel file of an instance: its settings, then a sheet for each list of them and each table, also those without rows.

    further: sheets before all others. A last sheet holds sums as formulas. Headings and identifiers are locked, without a
    password; texts are texts, and every number is kept to the last bit.
    """
    stream = BytesIO()
    with new_book(stream, title=instance.settings.name) as book:
        formats = _formats(book)
        for one in further:
            _write_further(book.add_worksheet(one.name), one, formats)
        pages = {name: book.add_worksheet(words.SHEETS[name]) for name in ("settings", *PARTS)}
        rows = settings_rows(instance.settings)
        _write(pages["settings"], SETTINGS_COLUMNS, rows, formats, {"name", "field"})
        for name, row in PARTS.items():
            columns = columns_of(row)
            lines = [
                [content(values.get(column.name), column.choices) for column in columns]
                for values in _values(instance, name)
            ]
            _write(pages[name], columns, lines, formats, {"id"})
            _offer(pages[name], columns, len(lines))
        _offer_settings(pages["settings"], rows)
        _write_sums(book.add_worksheet(SUMS_SHEET.nb), {name: _values(instance, name) for name in PARTS}, formats)
    return stream.getvalue()


def _values(instance: Instance, name: str) -> list[dict[str, Any]]:
    """The rows of a part, each with its values by column."""
    if name in LIST_ROWS:
        return [flat(dict(_plain(entry))) for entry in getattr(instance.settings, name)]
    return [dict(row) for row in getattr(instance, name)]


def _plain(entry: Any) -> Iterable[tuple[str, Any]]:
    """Fields of an entry, those of parts inside as mappings."""
    for name, value in entry:
        yield name, dict(value) if isinstance(value, Part) else value


def _formats(book: Any) -> dict[str, Any]:
    """The formats of cells: headings, locked ones, open ones."""
    return {
        "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "locked": book.add_format({"bg_color": "#f0f0f0"}),
        "open": book.add_format({"locked": False}),
    }


def _write(
    page: Any,
    columns: tuple[SheetColumn, ...],
    lines: list[list[Content]],
    formats: Mapping[str, Any],
    locked: set[str],
) -> None:
    """Headings with comments, then the rows; locked: names of the columns whose filled cells are."""
    page.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        texts = [str(line[place]) for line in lines if line[place] is not None]
        width = max((len(text) for text in texts), default=0) + 2
        width = min(_WIDEST, max(_NARROWEST, width, len(column.heading) + 2))
        page.set_column(place, place, width, formats["open"])
        page.write_string(0, place, column.title, formats["heading"])
        page.write_comment(0, place, _comment(column), {"x_scale": 2, "y_scale": 1.5, "author": ""})
        for number, line in enumerate(lines, 1):
            is_locked = column.name in locked and line[place] is not None
            _put(page, number, place, line[place], formats["locked" if is_locked else "open"])
    page.autofilter(0, 0, max(1, len(lines)), len(columns) - 1)
    page.protect("", _ALLOWED)


def _put(page: Any, row: int, column: int, value: Content, shape: Any) -> None:
    """A value in its cell; nothing is written where there is none."""
    if isinstance(value, str):
        page.write_string(row, column, value, shape)
    elif value is not None:
        page.write_number(row, column, ExactNumber(value), shape)


def _comment(column: SheetColumn) -> str:
    """What a column holds."""
    needed = "Må fylles ut." if column.is_required else "Kan stå tom."
    return f"{column.name}\n{column.meaning}\n{needed}"


def _offer(page: Any, columns: tuple[SheetColumn, ...], count: int) -> None:
    """Drop-downs for identifiers, choices and ja or nei, in the rows there are and in further ones."""
    for place, column in enumerate(columns):
        offered = _offered(column)
        if offered:
            page.data_validation(
                1,
                place,
                count + FURTHER_ROWS,
                place,
                {"validate": "list", "source": offered, "error_type": "warning", "ignore_blank": True},
            )


def _offered(column: SheetColumn) -> list[str] | str:
    """What a drop-down offers: a list, or the cells of another sheet; nothing for other columns."""
    if column.kind is bool:
        return [words.TRUE, words.FALSE]
    if column.choices:
        listed = list(column.choices.values())
        return listed if len(",".join(listed)) <= _LONGEST_LIST else ""
    if column.refers_to and column.kind is not tuple:
        return _ids_of(column.refers_to)
    return ""


def _offer_settings(page: Any, rows: list[list[Content]]) -> None:
    """Drop-downs for the settings that have choices, are ja or nei, or name a source."""
    for number, row in enumerate(rows, 1):
        one = SETTINGS.get(str(row[_PATH]))
        if one is None:
            continue
        offered: list[str] | str = list(one.choices.values())
        if plain_type(one.annotation) is bool:
            offered = [words.TRUE, words.FALSE]
        elif one.path.endswith(".source"):
            offered = _ids_of("sources")
        if offered:
            wanted = {"validate": "list", "source": offered, "error_type": "warning", "ignore_blank": True}
            page.data_validation(number, _VALUE, number, _VALUE, wanted)


def _ids_of(part: str) -> str:
    """The cells that hold the identifiers of a part."""
    return f"='{words.SHEETS[part]}'!$A$2:$A$2000"


def _write_further(page: Any, sheet: FurtherSheet, formats: Mapping[str, Any]) -> None:
    """A sheet for people: headings, rows and a note."""
    for column, heading in enumerate(sheet.headings):
        texts = [str(row[column]) for row in sheet.rows if isinstance(row[column], str)]
        page.set_column(column, column, min(_WIDEST, max([_NARROWEST, *(len(text) + 2 for text in texts)])))
        page.write_string(0, column, heading, formats["heading"])
        for number, row in enumerate(sheet.rows, 1):
            _put(page, number, column, row[column], None)
    page.write_string(len(sheet.rows) + 2, 0, sheet.note)
    page.freeze_panes(1, 0)


def _write_sums(page: Any, values: Mapping[str, list[dict[str, Any]]], formats: Mapping[str, Any]) -> None:
    """Sums as formulas, with the values that they have, so that whoever opens the file sees them change."""
    for column, heading in enumerate(HEADINGS):
        page.write_string(0, column, heading, formats["heading"])
        page.set_column(column, column, _SUMS_WIDTH)
    for row, line in enumerate(sum_lines(values, FURTHER_ROWS), 1):
        for column, text in enumerate(line.texts):
            page.write_string(row, column, text)
        page.write_formula(row, len(line.texts), line.formula.format(row=row + 1), None, line.value)
        for column, one in enumerate(line.of, len(line.texts) + 1):
            _put(page, row, column, one, None)
    page.freeze_panes(1, 0)
    page.protect("", _ALLOWED)
