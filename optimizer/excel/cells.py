"""Values as cells of a workbook, and cells as the texts that tables are read from: the one is the other turned around."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from leonplan.optimizer.reading.read_cell import CellFault, NumberText, RefusedText
from leonplan.optimizer.sealed.csv_cell import cell_text
from leonplan.optimizer.words import input_words as words
from leonplan.optimizer.workbooks.read_sheets import Holds, SheetCell

Content = str | float | None
"""What is written in a cell; nothing where it stays empty."""

_LONGEST_SHOWN = 40


def content(value: object, choices: Mapping[str, str]) -> Content:
    """A value of the schema as a cell holds it; choices: words by choice, for columns that have some."""
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return words.TRUE if value else words.FALSE
    if isinstance(value, Enum):
        return choices[str(value.value)]
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, tuple):
        return " ".join(cell_text(one).replace(".", ",") for one in value)
    return choices.get(str(value), str(value))


def text_of(cell: SheetCell | None, choices: Mapping[str, str]) -> str:
    """A cell as the text that a table is read from; choices: choices by their words in small letters."""
    if cell is None:
        return ""
    if cell.kind is Holds.NUMBER:
        return NumberText(cell_text(float(cell.value)), is_percent=cell.is_percent)
    if cell.kind is Holds.BOOLEAN:
        return cell_text(cell.value)
    text = str(cell.value).strip()
    if cell.kind is Holds.TEXT:
        return choices.get(text.casefold(), text)
    return RefusedText(text, _refused(cell.kind, text[:_LONGEST_SHOWN]))


def _refused(kind: Holds, text: str) -> CellFault:
    """What is wrong with a cell that cannot be read."""
    if kind is Holds.DATE:
        remedy = "spreadsheets make dates of numbers; format the cells as numbers, and write it again"
        return CellFault(f"'{text}' is a date", remedy, "dates")
    if kind is Holds.ERROR:
        return CellFault(f"'{text}' is an error of the spreadsheet", "mend the formula, or write the value", "errors")
    remedy = "open the workbook in Excel or LibreOffice and save it, or write the value in place of the formula"
    return CellFault(f"'{text}' is a formula whose value is not stored", remedy, "not computed")
