"""A report as a document: blocks of text, tables and figures, the same for every format that shows it."""

from __future__ import annotations

import datetime  # as a module: the field of a document is named date
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leonplan.optimizer.words.word import Language

Text = str
"""Text is always data, never markup, template code or a formula, in every format."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown.

    It is rounded once, to ``decimals``: every text format shows ``words.number_text`` of it, and Excel stores
    ``words.rounded`` of it, so that the same number is the same everywhere.
    """

    value: float
    """The number, in its unit; a share in per cent is given in per cent, not as a share of one."""
    decimals: int = 0
    """Decimals shown."""
    unit: Text = ""
    """Unit to be shown after it; empty where the column or the label says it."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year that stands by itself in a cell: a number where cells hold numbers."""

    year: int
    """The year."""
    title: Text
    """How it is shown, the year first."""


Cell = Text | Number | Year | None
"""A cell: text, a number, a year, or nothing (shown as an empty cell)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: Text
    """Heading."""
    unit: Text = ""
    """Unit of its numbers, shown with the heading."""
    numeric: bool = False
    """Whether it holds numbers, which stand to the right."""
    year: int | None = None
    """The year that its heading is, where it begins with nothing else."""


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart that a spreadsheet makes itself of a table's cells: stacked columns for each year, and lines over them."""

    stacked: tuple[int, ...]
    """Rows, or columns, that are stacked, from 0."""
    lines: tuple[int, ...] = ()
    """Rows, or columns, that are drawn as lines."""
    across: bool = True
    """Whether each row is a series and the columns are its years; otherwise each column is one, and the rows are its years."""
    unit: Text = ""
    """Title of the axis of amounts."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of numbers and texts."""

    id: str
    """Identifier, unique in the document: small letters, digits and hyphens."""
    caption: Text
    """What it shows, with units where they hold for the whole table."""
    columns: tuple[Column, ...]
    """Columns."""
    rows: tuple[tuple[Cell, ...], ...]
    """Rows, each with one cell a column."""
    header_column: bool = True
    """Whether the first cell of a row names it."""
    total_rows: frozenset[int] = frozenset()
    """Rows, from 0, that are sums of others."""
    faint_rows: frozenset[int] = frozenset()
    """Rows, from 0, whose numbers mean nothing by themselves, shown in grey; a text nearby says so."""
    total_columns: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Columns, from 0, that are sums of others in each row, by the columns that they are sums of."""
    sheet_chart: SheetChart | None = None
    """A chart that a spreadsheet makes of it."""
    note: Text = ""
    """What a reader must know to read it right; shown below."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, what it shows in words, and its numbers."""

    id: str
    """Identifier, unique in the document: small letters, digits and hyphens."""
    caption: Text
    """What it shows."""
    alt: Text
    """Alternative text: what a reader sees in it."""
    chart: Mapping[str, Any]
    """The chart as a Vega-Lite specification."""
    table: Table
    """Its numbers."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. The document's title is above all of them: chapters are of level 1."""

    level: int
    """Level, from 1; no level is left out on the way down."""
    text: Text
    """Its words."""
    id: str
    """Identifier, unique in the document: small letters, digits and hyphens."""
    tight: bool = False
    """Whether its chapter is to fit on a page, in smaller letters if need be; of chapters only."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: Text
    """Its words."""
    strong: bool = False
    """Whether it is what a reader in a hurry must see."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Text, ...]
    """Its items, at least one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Key figures: each a label and what it comes to."""

    items: tuple[tuple[Text, Cell], ...]
    """Label and figure, at least one."""


Block = Heading | Paragraph | Bullets | Table | Figure | Facts
"""A part of a document."""


@dataclass(frozen=True, slots=True)
class Document:
    """A report, ready to be shown in any format."""

    id: str
    """Identifier, from which files are named: small letters, digits, hyphens and underscores."""
    title: Text
    """Title."""
    subtitle: Text
    """What it is about, in one line."""
    language: Language
    """Language of its texts, its numbers and its dates."""
    author: Text
    """Who it is by."""
    subject: Text
    """What it is about, for a catalogue."""
    date: datetime.date
    """Its date: given, or that of the run; never the clock's."""
    blocks: tuple[Block, ...]
    """Everything in it, in order."""
    norwegian: tuple[Text, ...] = ()
    """Texts within it that are Norwegian though it is in English, the longest first; see ``report.norwegian``."""
