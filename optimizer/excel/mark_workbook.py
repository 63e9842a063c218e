"""The same workbook with what a check found in it marked and explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.excel.read_workbook import LARGEST_WORKBOOK
from leonplan.optimizer.reading.read_text import read_bytes
from leonplan.optimizer.words import mark_words as words
from leonplan.optimizer.words.fault_words import in_bokmal
from leonplan.optimizer.words.word import Language
from leonplan.optimizer.workbooks.archive_limits import UnreadableWorkbookError
from leonplan.optimizer.workbooks.mark_cells import ListOfMarks, Mark, lost_by_marking, mark_cells
from leonplan.optimizer.workbooks.read_sheets import MOST_CELLS, Holds, Sheet, read_sheets


@dataclass(frozen=True)
class MarkedWorkbook:
    """A workbook with marks."""

    content: bytes
    """The file."""
    lost: tuple[str, ...]
    """What the workbook held that is not in it."""


def mark_workbook(
    path: Path, problems: Sequence[Problem], warnings: Sequence[Problem], language: Language = "nb"
) -> MarkedWorkbook:
    """The workbook with faults and warnings marked; raises InputError if it cannot be read or is too large to be marked."""
    data = read_bytes(path, path.name, LARGEST_WORKBOOK)
    try:
        sheets = read_sheets(data)
        if sum(sheet.written for sheet in sheets) > MOST_CELLS:
            raise UnreadableWorkbookError(
                f"has more than {MOST_CELLS} cells with those that hold formats only, or are merged, and cannot be marked; "
                "clear the formats of whole columns and rows"
            )
        lost = [*lost_by_marking(data)]
        if formulas := sum(map(_formulas, sheets)):
            lost.append(f"stored values of formulas ({formulas}), until a spreadsheet opens and saves it")
        content = mark_cells(data, _marks(problems, warnings, language), _listed(language, lost))
    except UnreadableWorkbookError as error:
        raise InputError([Problem(path.name, None, "", str(error))]) from error
    except (
        Exception
    ) as error:  # of what is not read for an instance, openpyxl reads more when it is to be written again
        message = "cannot be marked, as something in it besides cells is damaged; save it as .xlsx again, and mark that"
        raise InputError([Problem(path.name, None, "", message)]) from error
    return MarkedWorkbook(content, tuple(lost))


def _formulas(sheet: Sheet) -> int:
    """Formulas with a stored value; those of our own sheets are not read anyway."""
    if sheet.name in words.OWN_SHEETS:
        return 0
    cells = [cell for _, row in sheet.rows for cell in row.values()]
    return sum(cell.is_formula and cell.kind is not Holds.NOT_COMPUTED for cell in cells)


def _marks(problems: Sequence[Problem], warnings: Sequence[Problem], language: Language) -> list[Mark]:
    """A mark for every fault, then for every warning."""
    said = in_bokmal if language == "nb" else str
    return [
        Mark(
            one.file,
            one.cell,
            f"{one.field}: {said(one.message)}" if one.field else said(one.message),
            is_fault,
            tuple(f"{one.cell.rstrip('0123456789')}{row}" for row in one.also) if one.cell else (),
        )
        for found, is_fault in ((problems, True), (warnings, False))
        for one in found
    ]


def _listed(language: Language, lost: Sequence[str]) -> ListOfMarks:
    kind, place, text = (one.of(language) for one in words.HEADINGS)
    notes = [words.HOW_TO_GO_ON.of(language)]
    if lost:
        notes.append(f"{words.LOST.of(language)}: {', '.join(lost)}.")
    fault, warning = words.FAULT.of(language), words.WARNING.of(language)
    return ListOfMarks(words.LIST_SHEET.of(language), (kind, place, text), fault, warning, tuple(notes))
