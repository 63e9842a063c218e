"""A document as PDF that everyone can read: tagged (PDF/UA-1), with its language, title, contents and alternative texts.

Typst sets it from ``templates/report.typ``. Everything that the document says goes there as JSON and is never read as
markup; Typst reads no file, no font of the system and nothing from the network.
"""

from __future__ import annotations

import datetime
import io
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import font_source_sans_pro
import pikepdf
import typst
import vl_convert

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
from leonplan.optimizer.report.pictures import svg_of
from leonplan.optimizer.report.widths import natural_share, shrunk_size, widths
from leonplan.optimizer.report.words import Words, cell_text, column_text, date_text

_FONT = "Source Sans Pro"
"""Letters of text and charts; its figures are all equally wide."""

_ENDINGS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
"""What Typst brings itself, for letters that the font lacks."""

_FULL_WIDTH = 720.0
"""Width of a chart that takes the whole width of the text [units of the chart]."""

_CONTENTS = 38
"""Headings that there is room for in the contents below the title; of more, only the chapters are listed."""

_SHORT = 30
"""Longest figure [letters] that is shown large."""

_TRIES = 4
"""Letters that no font has are all listed at once; more than this never took place."""

_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')

_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")

Payload = dict[str, Any]
"""What the template is given, as JSON."""


def render(document: Document) -> bytes:
    """The document as PDF/UA-1; the same document gives the same bytes.

    Letters that no font at hand has are shown as their codes.
    """
    document = cleaned(document)
    payload = json.dumps(_payload(document), ensure_ascii=False, sort_keys=True)
    moment = datetime.datetime.combine(document.date, datetime.time(), datetime.UTC)
    for _ in range(_TRIES):
        try:
            made = typst.compile(
                _template(),
                font_paths=_fonts(),
                sys_inputs={"report": payload},
                pdf_standards=["ua-1"],
                timestamp=moment,
            )
            return _with_row_headers(made, _tables_with_row_headers(document))
        except typst.TypstError as error:
            missing = _unshown(error.diagnostic)
            if not missing:
                raise
            payload = payload.translate({letter: json.dumps(_code(letter))[1:-1] for letter in missing})
    raise RuntimeError("letters are told as missing again and again")  # codes are plain letters, so never seen


def _code(letter: int) -> str:
    return f"\\u{letter:04x}"


def _unshown(diagnostic: str) -> set[int]:
    """Code points that no font has, as Typst lists them; plain letters next to them are left as they are."""
    told = _UNSHOWN.findall(diagnostic)
    texts = [_ESCAPED.sub(lambda one: chr(int(one[1], 16)) if one[1] else one[2], text) for text in told]
    return {ord(letter) for text in texts for letter in text if ord(letter) > 0x7E}


@cache
def _template() -> bytes:
    return files("leonplan.optimizer.report").joinpath("templates/report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """The fonts of text and charts; those of the system are left out, so that all machines give the same bytes."""
    folder = str(Path(font_source_sans_pro.__file__).parent / "files")
    vl_convert.register_font_directory(folder)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _payload(document: Document) -> Payload:
    words = Words(document.language)
    names = labels(document)
    day = document.date
    blocks = [_block(document, block, names) for block in document.blocks]
    _begin_pages(blocks)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "subject": document.subject,
        "language": document.language,
        "norwegian": list(document.norwegian),
        "font": [_FONT, *_ENDINGS],
        "date": [day.year, day.month, day.day],
        "made": f"{date_text(day, document.language)} · {document.author}",
        "words": {
            "contents": words.say("Contents"),
            "page": words.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
            "appendix": words.say("Appendix: the numbers of the figures"),
            "back": words.say("Back to {place}", place="{place}"),
        },
        "depth": 2 if sum(block["kind"] == "heading" and block["level"] <= 2 for block in blocks) <= _CONTENTS else 1,
        "blocks": blocks,
        "appendix": [
            {**_table(document, figure.table, names), "figure": figure.id, "figure_label": names[figure.id].lower()}
            for figure in figures_of(document)
        ],
    }


def _begin_pages(blocks: list[Payload]) -> None:
    """The summary has a page of its own: the first two chapters begin on new pages."""
    chapters = [block for block in blocks if block["kind"] == "heading" and block["level"] == 1]
    for chapter in chapters[:2]:
        chapter["page"] = True


def _block(document: Document, block: Block, names: dict[str, str]) -> Payload:
    if isinstance(block, Heading):
        return {
            "kind": "heading",
            "level": block.level,
            "text": block.text,
            "id": block.id,
            "page": False,
            "tight": block.tight,
        }
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text, "strong": block.strong}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": list(block.items)}
    if isinstance(block, Facts):
        items = [[label, cell_text(value, document.language)] for label, value in block.items]
        return {"kind": "facts", "items": items, "short": _is_short(block, document)}
    if isinstance(block, Table):
        return {"kind": "table", **_table(document, block, names)}
    return {"kind": "figure", **_figure(document, block, names)}


def _is_short(block: Facts, document: Document) -> bool:
    """Whether figures can be shown large."""
    return all(len(cell_text(value, document.language)) <= _SHORT for _, value in block.items)


def _figure(document: Document, figure: Figure, names: dict[str, str]) -> Payload:
    _fonts()  # charts are measured with the letters that they are shown in
    svg = svg_of({**figure.chart, "config": {**figure.chart.get("config", {}), "font": _FONT}})
    width = re.search(r'<svg\b[^>]*\bwidth="([0-9.]+)', svg)
    return {
        "id": figure.id,
        "label": names[figure.id],
        "caption": figure.caption,
        "alt": figure.alt,
        "svg": svg,
        "share": 1.0 if width is None else float(width[1]) / _FULL_WIDTH,
        "table": {"id": figure.table.id, "label": names[figure.table.id]},
    }


def _table(document: Document, table: Table, names: dict[str, str]) -> Payload:
    rows = [[cell_text(cell, document.language) for cell in row] for row in table.rows]
    columns = [column_text(column) for column in table.columns]
    wide = widths(table, columns, rows)
    return {
        "id": table.id,
        "label": names[table.id],
        "caption": table.caption,
        "size": shrunk_size(wide),
        "columns": columns,
        "numeric": [i for i, column in enumerate(table.columns) if column.numeric],
        "widths": [] if natural_share(columns, rows) <= 1 else wide,
        "rows": rows,
        "total": sorted(table.total_rows),
        "faint": sorted(table.faint_rows),
        "note": table.note,
    }


def _tables_with_row_headers(document: Document) -> list[bool]:
    """Whether the first cells of rows are headings, for every table in the order of the PDF."""
    found: list[bool] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.append(block.header_column)
        elif isinstance(block, Facts) and not _is_short(block, document):
            found.append(True)
    return found + [figure.table.header_column for figure in figures_of(document)]


def _with_row_headers(made: bytes, tables: list[bool]) -> bytes:
    """The PDF with the first cell of a row marked as its heading, which Typst cannot do yet.

    tables: for every table in order, whether it has such cells. Cells of these say no longer which headings are theirs:
    Typst would give those of columns only, while the scopes of headings give both.
    """
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for table, has_headers in zip(_elements(pdf.Root.StructTreeRoot, "/Table"), tables, strict=True):
            for row in _elements(table, "/TR") if has_headers else ():
                for number, cell in enumerate(one for one in _children(row) if one.S == "/TD"):
                    _tell_headers(cell, is_header=number == 0)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _tell_headers(cell: Any, *, is_header: bool) -> None:
    for attributes in cell.A if "/A" in cell else ():
        if attributes.O == "/Table" and "/Headers" in attributes:
            del attributes.Headers
    if is_header:
        cell.S = pikepdf.Name.TH
        told = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
        others = [one for one in cell.A if one.O != "/Table"] if "/A" in cell else []
        cell.A = pikepdf.Array([told, *others])


def _elements(start: Any, kind: str) -> list[Any]:
    """Elements of a kind below another in the tree of tags, in reading order; what is within one is not looked into."""
    found: list[Any] = []
    waiting = [start]
    while waiting:
        element = waiting.pop()
        if element is not start and element.get("/S") == kind:
            found.append(element)
        else:
            waiting.extend(reversed(_children(element)))
    return found


def _children(element: Any) -> list[Any]:
    """The elements right below an element; marked content is left out."""
    below = element.get("/K", None)
    if below is None:
        return []
    many = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [one for one in many if isinstance(one, pikepdf.Dictionary) and "/S" in one]
