"""A document for Word, in the municipality's own styles where its template is given.

Of a template the styles, headers, footers and page are kept, and what its body says is left out.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx.document import Document as WordFile
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from leonplan.optimizer.report.captions import figures_of, labels
from leonplan.optimizer.report.clean import cleaned
from leonplan.optimizer.report.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
)
from leonplan.optimizer.report.pictures import png_of
from leonplan.optimizer.report.word_file import (
    Bookmarks,
    add_contents,
    add_link,
    add_page_numbers,
    mark_norwegian,
    open_blank,
    open_template,
    packed,
    text_width,
)
from leonplan.optimizer.report.word_styles import BODY, BULLET, CELL, NOTE, set_language, style_name, tighten
from leonplan.optimizer.report.word_table import TableGrid, add_grid, line_room
from leonplan.optimizer.report.words import Words, cell_text, column_text, date_text

_SHARPNESS = 3.0
"""Pixels per unit of a chart's width."""

_FULL_WIDTH = 720.0
"""Width of a chart that takes the whole width of the text [units of the chart, pixels by sharpness]."""


def render(document: Document, template: Path | None = None) -> bytes:
    """The document as .docx; the same document and template give the same bytes.

    Raises UsageError if the template cannot be used.
    """
    document = cleaned(document)
    file = open_blank() if template is None else open_template(template)
    set_language(file, document.language)
    _tell_properties(file, document)
    _Writer(file, document, is_own=template is None).write()
    if template is None:
        words = Words(document.language)
        text = words.say("Page {page} of {pages}", page="{page}", pages="{pages}")
        add_page_numbers(file, text, document.title)
    return packed(file)


def _tell_properties(file: WordFile, document: Document) -> None:
    told = file.core_properties
    told.title, told.subject, told.author = document.title[:255], document.subject[:255], document.author[:255]
    told.language = {"nb": "nb-NO", "en": "en-GB"}[document.language]
    told.created = told.modified = datetime.datetime.combine(document.date, datetime.time())
    told.last_modified_by, told.comments, told.keywords, told.category = document.author[:255], "", "", ""
    told.revision = 1


class _Writer:
    """Writes the blocks of a document into a file, one after the other."""

    def __init__(self, file: WordFile, document: Document, *, is_own: bool) -> None:
        self.file = file
        self.document = document
        self.is_own = is_own
        self.room = line_room(file, is_own=is_own)
        self.words = Words(document.language)
        self.labels = labels(document)
        self.bookmarks = Bookmarks()
        self.chapters = 0
        self.is_tight = False

    def write(self) -> None:
        """The whole document."""
        document = self.document
        self.paragraph(document.title, "Title")
        self.paragraph(document.subtitle, "Subtitle")
        self.paragraph(f"{date_text(document.date, document.language)} · {document.author}", NOTE)
        self.paragraph(self.words.say("Contents"), "TOC Heading")
        headings = [block for block in document.blocks if isinstance(block, Heading)]
        figures = figures_of(document)
        last = [Heading(1, self.words.say("Appendix: the numbers of the figures"), _APPENDIX)] if figures else []
        shown = [(one.level, one.text, one.id) for one in (*headings, *last) if one.level <= 2]
        add_contents(self.file, shown, self.bookmarks)
        writers: dict[type, Callable[[Any], None]] = {
            Heading: self.heading,
            Paragraph: self.text,
            Bullets: self.bullets,
            Facts: self.facts,
            Table: self.table,
            Figure: self.figure,
        }
        block: Block
        for block in (*document.blocks, *last, *(figure.table for figure in figures)):
            writers[type(block)](block)
        if document.norwegian:
            mark_norwegian(self.file, frozenset(document.norwegian))

    def paragraph(self, text: str, style: str, is_bold: bool = False) -> WordParagraph:
        """A paragraph of plain text."""
        made = self.file.add_paragraph(style=style_name(self.file, style))
        run = made.add_run(text)
        run.bold = True if is_bold else None
        if self.is_tight:
            tighten(made)
        return made

    def heading(self, block: Heading) -> None:
        """A heading; the summary has a page of its own, and so has the appendix a new one."""
        if block.level == 1:
            self.is_tight = block.tight
        made = self.paragraph(block.text, f"Heading {min(block.level, 9)}")
        self.bookmarks.mark(made, block.id)
        if block.level == 1:
            self.chapters += 1
            if self.chapters <= (2 if self.is_own else 1) or block.id == _APPENDIX:
                made.paragraph_format.page_break_before = True

    def text(self, block: Paragraph) -> None:
        """A paragraph."""
        self.paragraph(block.text, BODY, is_bold=block.strong)

    def bullets(self, block: Bullets) -> None:
        """A list; where a template has no style for it, the bullets are letters."""
        name = style_name(self.file, BULLET)
        for item in block.items:
            self.paragraph(item if name == BULLET else f"• {item}", name)

    def facts(self, block: Facts) -> None:
        """Key figures, one a row."""
        rows = tuple((label, cell_text(value, self.document.language)) for label, value in block.items)
        add_grid(self.file, TableGrid("", (), rows, widths=(34, 76), size=9.5), bold_first=True)
        self.space()

    def table(self, block: Table) -> None:
        """A table below its caption, with its note."""
        made = self.paragraph("", "Caption")
        made.add_run(f"{self.labels[block.id]}. ").bold = True
        made.add_run(block.caption)
        if self.is_tight:
            tighten(made)
        made.paragraph_format.keep_with_next = True
        self.bookmarks.mark(made, block.id)
        titles = tuple(column_text(column) for column in block.columns)
        rows = tuple(tuple(cell_text(cell, self.document.language) for cell in row) for row in block.rows)
        add_grid(self.file, TableGrid.of(block, titles, rows, self.room))
        if block.note:
            self.paragraph(block.note, NOTE)
        else:
            self.space()

    def figure(self, block: Figure) -> None:
        """A picture above its caption, with a link to its numbers."""
        holder = self.file.add_paragraph(style=style_name(self.file, BODY))
        holder.paragraph_format.keep_with_next = True
        png = png_of(block.chart, _SHARPNESS)
        pixels = int.from_bytes(png[16:20], "big")  # where a PNG holds its width
        share = min(1.0, pixels / _SHARPNESS / _FULL_WIDTH)
        picture = holder.add_run().add_picture(io.BytesIO(png), width=round(text_width(self.file) * share))
        told = picture._inline.docPr
        told.set("descr", block.alt)
        told.set("title", block.caption)
        told.set("name", block.id)
        made = self.paragraph("", "Caption")
        made.add_run(f"{self.labels[block.id]}. ").bold = True
        made.add_run(block.caption)
        made.paragraph_format.keep_with_next = True
        self.bookmarks.mark(made, block.id)
        add_link(
            self.file.add_paragraph(style=style_name(self.file, NOTE)),
            self.labels[block.table.id],
            self.bookmarks.name(block.table.id),
        )

    def space(self) -> None:
        """Room after a table, which in Word has none of its own."""
        made = self.file.add_paragraph(style=style_name(self.file, CELL))
        made.paragraph_format.space_after = Pt(0 if self.is_tight else 6)


_APPENDIX = "-appendix"
"""Id of the appendix; ids of a document begin with a letter or digit."""
