"""Tables of a Word file: rows of headings that repeat on every page, and columns as wide as they need be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from leonplan.optimizer.report.document import Table
from leonplan.optimizer.report.widths import natural_share, shrunk_size, widths
from leonplan.optimizer.report.word_file import text_width
from leonplan.optimizer.report.word_styles import CELL, HEAD

_GRID = "Table Grid"

_ROOM, _ROOM_OF_OTHERS = 0.88, 0.72
"""Letters in a line, as a share of what a narrow face has: in our own face, and in one that may be wide."""

_OUR_WIDTH = Mm(170)
"""Width of the text for which the shares hold."""

_TOGETHER = 16
"""Rows of a table that stays on one page."""

_LAST = 3
"""Rows at the end of a longer table that stay together, so that no sum stands alone on top of a page."""

_TWIPS = 635
"""English metric units in a twentieth of a point."""


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A table as text."""

    caption: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: Sequence[int]
    size: float
    share: float = 1.0
    """Share of the width of the text."""
    numeric: frozenset[int] = frozenset()
    total: frozenset[int] = frozenset()
    faint: frozenset[int] = frozenset()
    has_row_headers: bool = True

    @classmethod
    def of(cls, table: Table, titles: tuple[str, ...], rows: tuple[tuple[str, ...], ...], room: float) -> TableGrid:
        """The grid of a table, of which titles and rows are given as shown; room: as of ``line_room``."""
        wide = widths(table, titles, rows, room)
        return cls(
            caption=table.caption,
            titles=titles,
            rows=rows,
            widths=wide,
            size=shrunk_size(wide, room),
            share=min(1.0, natural_share(titles, rows, room)),
            numeric=frozenset(i for i, column in enumerate(table.columns) if column.numeric),
            total=table.total_rows,
            faint=table.faint_rows,
            has_row_headers=table.header_column,
        )


def line_room(file: WordFile, *, is_own: bool) -> float:
    """Letters in a line of a table, as a share of what a narrow face has on our own page.

    is_own: the file is no template, whose face may be wide.
    """
    return (_ROOM if is_own else _ROOM_OF_OTHERS) * text_width(file) / _OUR_WIDTH


def add_grid(file: WordFile, grid: TableGrid, *, bold_first: bool = False) -> None:
    """Add a table at the end of a file; bold_first: the first cell of every row is bold."""
    made: Any = file.add_table(rows=0, cols=len(grid.widths))._tbl
    total = round(text_width(file) / _TWIPS * grid.share)
    wide = [round(total * width / sum(grid.widths)) for width in grid.widths]
    has_grid = any(style.name == _GRID and style.type == WD_STYLE_TYPE.TABLE for style in file.styles)
    _replace_properties(made, grid, sum(wide), file.styles[_GRID].style_id if has_grid else None)
    for column, width in zip(made.tblGrid.findall(qn("w:gridCol")), wide, strict=True):
        column.set(qn("w:w"), str(width))
    cell, head = (file.styles[name].style_id for name in (CELL, HEAD))
    if grid.titles:
        _add_row(made, grid, grid.titles, wide, head, is_head=True)
    for number, row in enumerate(grid.rows):
        is_bold, is_faint = number in grid.total, number in grid.faint
        is_kept = number + 1 < len(grid.rows) and (len(grid.rows) <= _TOGETHER or number + _LAST >= len(grid.rows))
        _add_row(
            made, grid, row, wide, cell, is_bold=is_bold, is_faint=is_faint, bold_first=bold_first, is_kept=is_kept
        )


def _replace_properties(made: Any, grid: TableGrid, width: int, style: str | None) -> None:
    """Style, width, lines, what is heading, and the caption for those who hear the table read, in the order of the format."""
    old = made.tblPr
    new = OxmlElement("w:tblPr")
    if style is not None:
        _sub(new, "w:tblStyle", val=style)
    _sub(new, "w:tblW", w=str(width), type="dxa")
    lines = _sub(new, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        is_line = side in ("bottom", "insideH")
        _sub(lines, f"w:{side}", val="single" if is_line else "nil", sz="4", space="0", color="BFBFBF")
    _sub(new, "w:tblLayout", type="autofit")  # Word widens a column whose numbers would be broken
    margins = _sub(new, "w:tblCellMar")
    side_room = "60" if grid.size < 8.5 else "80"
    for side, room in (("top", "30"), ("left", side_room), ("bottom", "30"), ("right", side_room)):
        _sub(margins, f"w:{side}", w=room, type="dxa")
    head, first = int(bool(grid.titles)), int(grid.has_row_headers)
    value = f"{0x20 * head + 0x80 * first + 0x600:04X}"
    _sub(
        new,
        "w:tblLook",
        val=value,
        firstRow=str(head),
        lastRow="0",
        firstColumn=str(first),
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    if grid.caption:
        _sub(new, "w:tblCaption", val=grid.caption)
    made.replace(old, new)


def _add_row(
    made: Any,
    grid: TableGrid,
    texts: Sequence[str],
    wide: Sequence[int],
    style: str,
    *,
    is_head: bool = False,
    is_bold: bool = False,
    is_faint: bool = False,
    bold_first: bool = False,
    is_kept: bool = False,
) -> None:
    row = _sub(made, "w:tr")
    properties = _sub(row, "w:trPr")
    _sub(properties, "w:cantSplit")
    if is_head:
        _sub(properties, "w:tblHeader")
    for number, (text, width) in enumerate(zip(texts, wide, strict=True)):
        cell = _sub(row, "w:tc")
        shape = _sub(cell, "w:tcPr")
        _sub(shape, "w:tcW", w=str(width), type="dxa")
        if is_head or is_bold:
            lines = _sub(shape, "w:tcBorders")
            side = "bottom" if is_head else "top"
            _sub(lines, f"w:{side}", val="single", sz="8", space="0", color="7F7F7F")
        if is_head:
            _sub(shape, "w:vAlign", val="bottom")
        paragraph = _sub(cell, "w:p")
        layout = _sub(paragraph, "w:pPr")
        _sub(layout, "w:pStyle", val=style)
        if is_head or is_kept:
            _sub(layout, "w:keepNext")
        if number in grid.numeric:
            _sub(layout, "w:jc", val="right")
        run = _sub(paragraph, "w:r")
        letters = _sub(run, "w:rPr")
        if is_bold or (bold_first and number == 0):
            _sub(letters, "w:b")
        if is_faint:
            _sub(letters, "w:color", val="595959")
        _sub(letters, "w:sz", val=str(round(2 * grid.size)))
        words = _sub(run, "w:t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _sub(parent: Any, tag: str, **attributes: str) -> Any:
    """A new element at the end of another."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made
