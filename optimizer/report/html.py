"""A document as one HTML file: no script, nothing fetched, readable by everyone (WCAG 2.1 AA), fit for paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from leonplan.optimizer.report.captions import labels
from leonplan.optimizer.report.document import Block, Document, Figure, Heading
from leonplan.optimizer.report.norwegian import LANGUAGE, pattern_of
from leonplan.optimizer.report.pictures import svg_of
from leonplan.optimizer.report.words import Words, cell_text, column_text, date_text

_TEMPLATE, _BLOCKS = "report.html.j2", "part.html.j2"

_OPENING = re.compile(r"<svg\b[^>]*>")

_ID = re.compile(r'\b(id="|url\(#|href="#)')

_NAMESPACES = re.compile(r' xmlns(:\w+)?="[^"]*"')


def render(document: Document) -> bytes:
    """The document as HTML in UTF-8; the same document gives the same bytes."""
    return _rendered(_TEMPLATE, document, "", chapters=chapters(document)).encode()


def render_blocks(document: Document, blocks: Sequence[Block], downloads: str) -> str:
    """Some blocks of a document as a part of a page, under a heading of its own.

    downloads: address before the name of a table's file, ``ID.csv``; relative, or of this server.
    """
    return _rendered(_BLOCKS, document, downloads, blocks=blocks)


def _rendered(template: str, document: Document, downloads: str, **more: object) -> str:
    environment = Environment(
        loader=PackageLoader("leonplan.optimizer.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    norwegian = pattern_of(document.norwegian)
    return environment.get_template(template).render(
        document=document,
        words=Words(document.language),
        kind=lambda block: type(block).__name__,
        text=lambda value: marked(value, norwegian),
        cell=lambda value: cell_text(value, document.language),
        column=column_text,
        date=date_text(document.date, document.language),
        picture=picture,
        labels=labels(document),
        downloads=downloads,
        **more,
    )


def marked(text: str, norwegian: re.Pattern[str] | None) -> Markup:
    """A text as HTML, what is Norwegian in it marked as such."""
    if norwegian is None:
        return escape(text)
    parts, at = [], 0
    for found in norwegian.finditer(text):
        parts += [escape(text[at : found.start()]), Markup('<span lang="{}">{}</span>').format(LANGUAGE, found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter in the table of contents."""

    heading: Heading
    sections: tuple[Heading, ...]


def chapters(document: Document) -> tuple[Chapter, ...]:
    """Chapters with their sections, in order."""
    found: list[tuple[Heading, list[Heading]]] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            if block.level == 1 or not found:
                found.append((block, []))
            else:
                found[-1][1].append(block)
    return tuple(Chapter(heading, tuple(sections)) for heading, sections in found)


def picture(figure: Figure) -> Markup:
    """The chart as inline SVG with title and description, its ids its own, its labels hidden from screen readers."""
    drawn = svg_of(figure.chart)
    opening = _OPENING.search(drawn)
    if opening is None:  # never seen: the program that draws always writes one
        raise ValueError(f"the chart {figure.id} was not drawn")
    attributes = _NAMESPACES.sub("", opening.group(0)[len("<svg") : -1])
    inner = _ID.sub(lambda found: f"{found.group(1)}{figure.id}-", drawn[opening.end() :])
    title, text = f"{figure.id}-title", f"{figure.id}-desc"
    head = Markup('<svg role="img" aria-labelledby="{}" aria-describedby="{}"').format(title, text)
    told = Markup('<title id="{}">{}</title><desc id="{}">{}</desc>').format(
        title, escape(figure.caption), text, escape(figure.alt)
    )
    return head + Markup(attributes) + Markup(">") + told + Markup(inner)  # drawn by us, texts in it escaped
