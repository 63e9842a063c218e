"""Marks cells of a workbook that somebody else wrote, and adds a sheet that lists the marks.

The rest stays as openpyxl keeps it.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from leonplan.optimizer.words.clean_text import clean_text

AUTHOR = "leon check"
"""Author of the comments that explain marks, by which they are known again."""

_RULE = f'LEN("{AUTHOR}")>0'
_BELOW = "\n\n――――\n"
_COLOURS = {True: "FFFF9C9C", False: "FFFFE699"}
_LONGEST_COMMENT = 2_000
_COMMENT_WIDTH, _LINE_HEIGHT, _LINE_LETTERS = 420, 20, 60
_LOST = {
    "xl/charts/": "charts",
    "xl/media/": "pictures",
    "xl/drawings/drawing": "shapes",
    "xl/slicers/": "slicers",
    "xl/threadedComments/": "threads of comments",
    "xl/ctrlProps/": "buttons",
}
"""What openpyxl leaves out, by where it stands in the archive."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is explained at a place of a workbook."""

    sheet: str
    """Name of a sheet; one that is not there is only listed."""
    cell: str
    """Cell, e.g. ``C5``; empty for the whole sheet."""
    text: str
    """The explanation."""
    is_fault: bool
    """True for a fault, false for a warning."""
    also: tuple[str, ...] = ()
    """Further cells with the same."""


@dataclass(frozen=True, slots=True)
class ListOfMarks:
    """The sheet that lists the marks, in the words of a language."""

    name: str
    """Its name; one of that name is replaced."""
    headings: tuple[str, str, str]
    """Headings: kind, place, explanation."""
    fault: str
    """What a fault is called."""
    warning: str
    """What a warning is called."""
    notes: tuple[str, ...]
    """What stands below the list."""


def mark_cells(data: bytes, marks: Sequence[Mark], listed: ListOfMarks) -> bytes:
    """The workbook with every mark coloured and explained in a comment; marks of an earlier time are taken off.

    Colours are conditional formats, so that cells keep their own. A comment that was there stays below the explanation. Raises
    whatever openpyxl raises on a workbook that it cannot read.
    """
    from openpyxl import load_workbook  # slow to import, and only needed here

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on what it leaves out, which is said by lost_by_marking
        book = load_workbook(BytesIO(data))
        for page in book.worksheets:
            _unmark(page)
            _size_comments(page)
        by_cell: dict[tuple[str, str], list[Mark]] = {}
        for mark in marks:
            for cell in (mark.cell or "A1", *mark.also):
                by_cell.setdefault((mark.sheet, cell), []).append(mark)
        for page in book.worksheets:
            _mark(page, {cell: found for (sheet, cell), found in by_cell.items() if sheet == page.title}, listed)
        _list(book, marks, listed)
        stream = BytesIO()
        book.save(stream)
    return stream.getvalue()


def lost_by_marking(data: bytes) -> tuple[str, ...]:
    """What of a workbook is not there any more when cells of it are marked."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        found = [what for start, what in _LOST.items() if any(name.startswith(start) for name in names)]
        sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
        if any(_holds(archive, name, b"<extLst") for name in sheets):
            found.append("formats and choices that only newer versions of Excel know")
    return tuple(found)


def _holds(archive: zipfile.ZipFile, name: str, wanted: bytes) -> bool:
    """Whether a part holds some bytes, read piece by piece."""
    before = b""
    with archive.open(name) as stream:
        while piece := stream.read(1_000_000):
            if wanted in before + piece:
                return True
            before = piece[-len(wanted) :]
    return False


def _unmark(page: Any) -> None:
    """Take off what was marked earlier."""
    from openpyxl.comments import Comment
    from openpyxl.formatting.formatting import ConditionalFormattingList

    kept = ConditionalFormattingList()
    for one in page.conditional_formatting:
        for rule in one.rules:
            if rule.formula != [_RULE]:
                kept.add(str(one.sqref), rule)
    page.conditional_formatting = kept
    for cell in _commented(page):
        if cell.comment.author == AUTHOR:
            _, mark, before = cell.comment.text.partition(_BELOW)
            cell.comment = Comment(before, "") if mark else None


def _size_comments(page: Any) -> None:
    """Give comments room, which is not read with them."""
    for cell in _commented(page):
        lines = sum(1 + len(line) // _LINE_LETTERS for line in cell.comment.text.splitlines())
        cell.comment.width, cell.comment.height = _COMMENT_WIDTH, _LINE_HEIGHT * (lines + 2)


def _commented(page: Any) -> Iterator[Any]:
    """The cells of a sheet that have comments."""
    for cell in list(page._cells.values()):
        if cell.comment is not None:
            yield cell


def _mark(page: Any, marks: Mapping[str, Sequence[Mark]], listed: ListOfMarks) -> None:
    """Colour and explain cells of a sheet."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    for is_fault, colour in _COLOURS.items():
        cells = [place for place, found in marks.items() if any(one.is_fault for one in found) == is_fault]
        if cells:
            fill = PatternFill("solid", start_color=colour, end_color=colour)
            page.conditional_formatting.add(" ".join(cells), FormulaRule([_RULE], fill=fill))
    for place, found in marks.items():
        cell = page[place]
        if isinstance(cell, MergedCell):
            area = next(area for area in page.merged_cells.ranges if place in area)
            cell = page.cell(area.min_row, area.min_col)
        texts = [f"{listed.fault if one.is_fault else listed.warning}: {clean_text(one.text)}" for one in found]
        text = "\n\n".join(texts)[:_LONGEST_COMMENT]
        if cell.comment is not None:
            text = (
                f"{cell.comment.text}\n\n{text}"
                if cell.comment.author == AUTHOR
                else f"{text}{_BELOW}{cell.comment.text}"
            )
        cell.comment = Comment(text, AUTHOR)
    _size_comments(page)


def _list(book: Any, marks: Sequence[Mark], listed: ListOfMarks) -> None:
    """Add the sheet that lists the marks, before all others."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    if listed.name in book.sheetnames:
        book.remove(book[listed.name])
    page = book.create_sheet(listed.name, 0)
    names = set(book.sheetnames)
    rows: list[tuple[str, str, str]] = [listed.headings]
    for mark in marks:
        place = mark.sheet + (f"!{mark.cell}" if mark.cell else "")
        rows.append((listed.fault if mark.is_fault else listed.warning, clean_text(place), clean_text(mark.text)))
    rows += [("", "", note) for note in ("", *listed.notes)]
    for number, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            if text:
                cell = page.cell(number, column)
                cell.value, cell.data_type = text, "s"  # whatever it looks like
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=number == 1)
    for number, mark in enumerate(marks, 2):
        if mark.sheet in names:
            quoted = re.sub("'", "''", mark.sheet)
            page.cell(number, 2).hyperlink = Hyperlink(f"B{number}", location=f"'{quoted}'!{mark.cell or 'A1'}")
    for letter, width in (("A", 12), ("B", 30), ("C", 110)):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    for one in book.worksheets:
        one.sheet_view.tabSelected = False
    book.active = 0
