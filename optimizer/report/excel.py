"""A document as an Excel file: a front page with key figures and links, the text, and a sheet for every table.

Numbers and years are numbers, rounded as everywhere and shown as in the other formats; sums are formulas that hold their
value, and some charts are the spreadsheet's own. Texts are texts: none becomes a formula, a link or a number.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leonplan.optimizer.report.captions import caption, labels
from leonplan.optimizer.report.clean import cleaned
from leonplan.optimizer.report.document import (
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    Number,
    Paragraph,
    Table,
    Year,
)
from leonplan.optimizer.report.excel_charts import sheet_chart
from leonplan.optimizer.report.excel_sums import sum_formulas
from leonplan.optimizer.report.number_format import number_format, year_format
from leonplan.optimizer.report.pictures import png_of
from leonplan.optimizer.report.words import Words, cell_text, column_text, date_text, rounded
from leonplan.optimizer.workbooks.limits import pieces, sheet_names
from leonplan.optimizer.workbooks.new_book import new_book

_SHARPNESS = 2.0
"""Pixels of a picture for each that is shown."""

_LEAST, _MOST = 9, 60
"""Width of a column [letters]."""

_LINE_HEIGHT = 13.5
"""Height of a line of text [pt]."""

_WIDE = 100
"""Width of a column of running text [letters]."""

_ACCENT, _MUTED, _LINE = "#004A94", "#595959", "#8A8A8A"

_SIZES = {"h1": 1.5, "h2": 1.3, "strong": 1.1}
"""Room that letters of a style take, as a share of that of others."""

_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": _ACCENT},
    "h1": {"bold": True, "font_size": 14, "font_color": _ACCENT, "text_wrap": True, "valign": "top"},
    "h2": {"bold": True, "font_size": 12, "font_color": _ACCENT, "text_wrap": True, "valign": "top"},
    "muted": {"font_color": _MUTED},
    "note": {"font_color": _MUTED, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "strong": {"bold": True, "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": _LINE},
    "head_number": {
        "bold": True,
        "text_wrap": True,
        "valign": "bottom",
        "align": "right",
        "bottom": 2,
        "bottom_color": _LINE,
    },
    "cell": {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#D0D0D0"},
    "faint": {"font_color": _MUTED, "valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#D0D0D0"},
    "total": {
        "bold": True,
        "valign": "top",
        "text_wrap": True,
        "top": 1,
        "bottom": 1,
        "top_color": _LINE,
        "bottom_color": "#D0D0D0",
    },
    "link": {"font_color": _ACCENT, "underline": 1, "valign": "top"},
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table with a sheet of its own."""

    name: str
    label: str
    caption: str
    table: Table
    figure: Figure | None


def render(document: Document) -> bytes:
    """The document as .xlsx; the same document gives the same bytes."""
    document = cleaned(document)
    made = io.BytesIO()
    about = {"title": document.title, "subject": document.subject, "author": document.author}
    with new_book(made, **about, day=document.date) as book:
        _Book(book, document).write()
    return made.getvalue()


class _Book:
    """Writes a document into a workbook."""

    def __init__(self, book: Any, document: Document) -> None:
        self.book = book
        self.document = document
        self.words = Words(document.language)
        self.formats: dict[tuple[str, str], Any] = {}
        self.front, self.prose, self.sheets = _sheets(document, self.words)

    def write(self) -> None:
        """Every sheet."""
        pages = [self.book.add_worksheet(name) for name in (self.front, self.prose, *(one.name for one in self.sheets))]
        for page in pages:
            page.hide_gridlines(2)
            page.set_paper(9)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.set_footer("&R" + self.words.say("Page {page} of {pages}", page="&P", pages="&N"))
        self.write_front(pages[0])
        self.write_prose(pages[1])
        for page, sheet in zip(pages[2:], self.sheets, strict=True):
            self.write_sheet(page, sheet)

    def write_front(self, page: Any) -> None:
        """Title, key figures, and links to everything."""
        document = self.document
        page.set_column(0, 0, 34)
        page.set_column(1, 1, _WIDE)
        self.text(page, 0, 0, document.title, "title")
        self.text(page, 1, 0, document.subtitle, "muted")
        self.text(page, 2, 0, f"{date_text(document.date, document.language)} · {document.author}", "muted")
        row = 4
        facts = next((block for block in document.blocks if isinstance(block, Facts)), None)
        for label, value in facts.items if facts else ():
            self.text(page, row, 0, label, "cell")
            self.cell(page, row, 1, value, "cell", align="left")
            row += 1
        row += 1
        self.text(page, row, 0, self.words.say("Contents"), "h1")
        self.link(page, row + 1, 0, self.prose, self.prose)
        for at, sheet in enumerate(self.sheets, row + 2):
            self.link(page, at, 0, sheet.name, sheet.name)
            self.text(page, at, 1, caption(sheet.label, sheet.caption), "text")
            _grow(page, at, [(caption(sheet.label, sheet.caption), _WIDE)])

    def write_prose(self, page: Any) -> None:
        """Everything that is said in words, with links to the tables where they stand."""
        page.set_column(0, 0, _WIDE)
        page.set_column(1, 1, _MOST)
        by_id = {sheet.figure.id if sheet.figure else sheet.table.id: sheet for sheet in self.sheets}
        row = 0
        for kind, text, value in self.prose_lines():
            if kind == "link":
                sheet = by_id[text]
                self.link(page, row, 0, sheet.name, caption(sheet.label, sheet.caption))
                row += 1
                continue
            for piece in pieces(text):
                self.text(page, row, 0, piece, kind)
                _grow(
                    page,
                    row,
                    [(piece, _WIDE), (cell_text(value, self.document.language), _MOST)],
                    _SIZES.get(kind, 1.0),
                )
                row += 1
            if value is not None:
                self.cell(page, row - 1, 1, value, "text", align="left")

    def prose_lines(self) -> Iterator[tuple[str, str, Cell]]:
        """Format, text and figure of each line; of a table its id."""
        for block in self.document.blocks:
            if isinstance(block, Heading):
                yield ("h1" if block.level == 1 else "h2"), block.text, None
            elif isinstance(block, Paragraph):
                yield ("strong" if block.strong else "text"), block.text, None
            elif isinstance(block, Bullets):
                yield from (("text", f"• {item}", None) for item in block.items)
            elif isinstance(block, Facts):
                yield from (("text", label, value) for label, value in block.items)
            else:
                yield "link", block.id, None

    def write_sheet(self, page: Any, sheet: _Sheet) -> None:
        """A table, its note, and the picture of which it has the numbers."""
        table = sheet.table
        titles = [column_text(column) for column in table.columns]
        shown = [[cell_text(value, self.document.language) for value in cells] for cells in table.rows]
        self.link(page, 0, 0, self.front, self.words.say("Back to {place}", place=self.front))
        self.text(page, 1, 0, caption(sheet.label, sheet.caption), "h2", wrap=False)
        head, wide = 3, _widths(titles, shown)
        for j, (column, title) in enumerate(zip(table.columns, titles, strict=True)):
            page.set_column(j, j, wide[j])
            self.heading(page, head, j, column, title)
        _grow(page, head, list(zip(titles, wide, strict=True)), 1.1)
        formulas = sum_formulas(table, head + 1)
        for i, cells in enumerate(table.rows):
            for j, value in enumerate(cells):
                style = "total" if i in table.total_rows else "faint" if i in table.faint_rows else "cell"
                self.cell(page, head + 1 + i, j, value, style, formula=formulas.get((i, j), ""))
            _grow(page, head + 1 + i, list(zip(shown[i], wide, strict=True)))
        page.freeze_panes(head + 1, 1 if table.header_column else 0)
        page.repeat_rows(head)
        below = head + len(table.rows) + 2
        if table.note:
            self.text(page, below, 0, table.note, "muted")
            below += 2
        told = caption(sheet.label, sheet.caption)
        drawn = sheet_chart(self.book, sheet.name, table, told, head)
        if drawn is not None:
            page.insert_chart(below, 0, drawn, {"description": sheet.figure.alt if sheet.figure else told})
        elif sheet.figure is not None:
            self.picture(page, below, sheet.figure)

    def heading(self, page: Any, row: int, column: int, about: Column, title: str) -> None:
        """The heading of a column: a year as a number, all else as text."""
        style = "head_number" if about.numeric else "head"
        shape = None if about.year is None else year_format(about.year, title)
        if about.year is None or shape is None:
            self.text(page, row, column, title, style)
        else:
            page.write_number(row, column, about.year, self.format(style, shape))

    def picture(self, page: Any, row: int, figure: Figure) -> None:
        """A chart, with what it shows in words for those who do not see it."""
        options = {
            "image_data": io.BytesIO(png_of(figure.chart, _SHARPNESS)),
            "x_scale": 1 / _SHARPNESS,
            "y_scale": 1 / _SHARPNESS,
            "description": figure.alt,
            "object_position": 2,
        }
        page.insert_image(row, 0, f"{figure.id}.png", options)

    def cell(
        self, page: Any, row: int, column: int, value: Cell, style: str, align: str = "", formula: str = ""
    ) -> None:
        """A cell: a number or a year as a number, a sum as a formula with its value, all else as text."""
        shape = None
        if isinstance(value, Number):
            shape = number_format(value, self.document.language)
        elif isinstance(value, Year):
            shape = year_format(value.year, value.title)
        if isinstance(value, Number) and shape is not None:
            number, form = rounded(value.value, value.decimals), self.format(style, shape, align)
            if formula:
                page.write_formula(row, column, formula, form, number)
            else:
                page.write_number(row, column, number, form)
        elif isinstance(value, Year) and shape is not None:
            page.write_number(row, column, value.year, self.format(style, shape, "left"))
        elif value is None:
            page.write_blank(row, column, None, self.format(style))
        else:
            self.text(page, row, column, cell_text(value, self.document.language), style)

    def text(self, page: Any, row: int, column: int, text: str, style: str, *, wrap: bool = True) -> None:
        """A text, whatever it looks like."""
        page.write_string(row, column, pieces(text)[0], self.format(style, align="" if wrap else "nowrap"))

    def link(self, page: Any, row: int, column: int, sheet: str, text: str) -> None:
        """A link to a sheet."""
        page.write_url(row, column, f"internal:'{sheet}'!A1", self.format("link"), pieces(text)[0])

    def format(self, style: str, shape: str = "", align: str = "") -> Any:
        """A format of the workbook, made once."""
        key = (f"{style} {align}", shape)
        if key not in self.formats:
            told = {**_STYLES[style], "font_name": "Arial", "font_size": _STYLES[style].get("font_size", 10)}
            if align == "nowrap":
                told["text_wrap"] = False
            elif align:
                told["align"] = align
            if shape:
                told["num_format"] = shape
            self.formats[key] = self.book.add_format(told)
        return self.formats[key]


def _widths(titles: list[str], rows: list[list[str]]) -> list[int]:
    """Width of each column [letters]; long texts are broken, and so are titles between words."""
    found = []
    for j, title in enumerate(titles):
        longest = max((len(row[j]) for row in rows), default=0)
        word = max(map(len, title.split()), default=0)
        found.append(min(_MOST, max(_LEAST, longest + 2, word + 3)))
    return found


def _grow(page: Any, row: int, texts: list[tuple[str, int]], size: float = 1.0) -> None:
    """Make a row as high as its texts, each in a column of a width [letters], need; size: of letters, as a share."""
    lines = max(len(textwrap.wrap(text, max(1, round(1.1 * (wide - 1) / size)))) for text, wide in texts)
    if lines > 1:
        page.set_row(row, _LINE_HEIGHT * size * lines)


def _sheets(document: Document, words: Words) -> tuple[str, str, tuple[_Sheet, ...]]:
    """Names of the front page and of the sheet of text, and the sheets of tables, in the order of the document."""
    names = labels(document)
    shown = [block for block in document.blocks if isinstance(block, (Table, Figure))]
    short = [("F" if isinstance(block, Figure) else "T") + names[block.id].rpartition(" ")[2] for block in shown]
    wanted = [f"{mark} {block.caption.partition('(')[0]}" for mark, block in zip(short, shown, strict=True)]
    front, prose, *rest = sheet_names([words.say("Front page"), words.say("Text"), *wanted])
    return (
        front,
        prose,
        tuple(
            _Sheet(
                name,
                names[block.id],
                block.caption,
                block.table if isinstance(block, Figure) else block,
                block if isinstance(block, Figure) else None,
            )
            for name, block in zip(rest, shown, strict=True)
        ),
    )
