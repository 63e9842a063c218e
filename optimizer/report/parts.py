"""A report in parts: each chapter as a piece of HTML for a page of its own, with the numbers of its tables as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leonplan.optimizer.report.document import Block, Document, Figure, Heading, Table
from leonplan.optimizer.report.html import render_blocks
from leonplan.optimizer.report.make import document_of
from leonplan.optimizer.report.pictures import vega_of
from leonplan.optimizer.report.table_csv import csv_of
from leonplan.optimizer.report.words import date_text
from leonplan.optimizer.words.word import Language


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A chapter of a report."""

    id: str
    """Identifier, unique in the report: small letters, digits and hyphens."""
    title: str
    """Its heading, as text."""
    html: str
    """What stands under the heading, as HTML: every text escaped, no script, nothing fetched, headings from the third level."""


@dataclass(frozen=True, slots=True)
class ReportParts:
    """A report in parts, in one language."""

    title: str
    """Title, as text."""
    subtitle: str
    """What it is about, in one line, as text."""
    date: str
    """Its date in full."""
    parts: tuple[ReportPart, ...]
    """Its chapters, in order; the first is what a reader in a hurry reads."""
    tables: Mapping[str, bytes]
    """The numbers of every table as CSV, by its id."""
    charts: Mapping[str, Mapping[str, Any]]
    """Vega specifications by the id of the chart, marks saying their numbers when they are pointed at."""


def parts_of(folder: Path, language: Language, downloads: str) -> ReportParts:
    """The report of a sealed folder in parts; everything in it is checked anew first.

    downloads: address before the names of tables' files, ``ID.csv``. Raises as ``report.make_document``.
    """
    document = document_of(folder, language, None)
    found = [
        ReportPart(heading.id, heading.text, render_blocks(document, blocks, downloads))
        for heading, blocks in _chapters(document)
    ]
    return ReportParts(
        title=document.title,
        subtitle=document.subtitle,
        date=date_text(document.date, language),
        parts=tuple(found),
        tables={table.id: csv_of(table, language) for table in _tables(document)},
        charts={block.id: vega_of(block.chart) for block in document.blocks if isinstance(block, Figure)},
    )


def _chapters(document: Document) -> list[tuple[Heading, list[Block]]]:
    """Headings of chapters with what stands under them; a report begins with one."""
    found: list[tuple[Heading, list[Block]]] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found


def _tables(document: Document) -> Iterator[Table]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Figure):
            yield block.table
