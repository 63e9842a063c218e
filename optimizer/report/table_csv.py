"""A table of a report as a CSV file that a spreadsheet of the report's language opens by itself."""

from __future__ import annotations

import csv
import io

from leonplan.optimizer.report.document import Cell, Number, Table, Year
from leonplan.optimizer.report.words import column_text, rounded
from leonplan.optimizer.words.word import Language

_BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins so is a formula to a spreadsheet, unless an apostrophe stands before it."""


def csv_of(table: Table, language: Language) -> bytes:
    """Headings and rows, numbers as they are shown; semicolons and decimal commas in bokmål, commas and points in English.

    It begins with a byte-order mark, by which spreadsheets know UTF-8.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if language == "nb" else ",", lineterminator="\r\n")
    writer.writerow([_text(column_text(column)) for column in table.columns])
    writer.writerows([[_cell(cell, language) for cell in row] for row in table.rows])
    return stream.getvalue().encode("utf-8-sig")


def _cell(cell: Cell, language: Language) -> str:
    if isinstance(cell, Number):
        number = f"{rounded(cell.value, cell.decimals):.{cell.decimals}f}"
        return number.replace(".", ",") if language == "nb" else number
    if isinstance(cell, Year):
        return str(cell.year)
    return _text(cell or "")


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(_BEGIN_FORMULAS) else text
