"""The console that screens are drawn on, and the shape of their tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from leonplan.optimizer.present.text import visible

WIDTH = 100
"""Width where there is no terminal and COLUMNS does not say [characters]."""

GOOD, BAD = "bold green", "bold red"
"""Styles of what is as it should be, and of what is not."""

NARROWEST = 40
"""A narrower terminal wraps by itself [characters]."""


def screen_width() -> int:
    """Width of the screen: COLUMNS, else the terminal's, else a fixed one [characters]."""
    return max(NARROWEST, shutil.get_terminal_size((WIDTH, 50)).columns)


def screen_console(stream: TextIO) -> Console:
    """A console without markup, emoji codes or highlighting; colours as NO_COLOR and the terminal allow."""
    return Console(file=stream, width=screen_width(), markup=False, emoji=False, highlight=False)


def cell(text: str, style: str = "") -> Text:
    """Text from anywhere as a cell: never markup, cut rather than wrapped."""
    return Text(visible(text), style=style, no_wrap=True, overflow="ellipsis")


def paragraph(text: str, style: str = "") -> Text:
    """Text from anywhere that wraps at the edge of the screen."""
    return Text(visible(text), style=style)


def plain_table(*headings: tuple[str, str]) -> Table:
    """A table without lines.

    headings: (text, justification) of each column; ``left`` columns are cut where they do not fit, others are not.
    """
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold", collapse_padding=True)
    for heading, justify in headings:
        table.add_column(
            cell(heading),
            justify="right" if justify == "right" else "left",
            no_wrap=justify == "right",
            overflow="ellipsis",
            min_width=len(heading) if justify == "right" else 1,
        )
    return table


def add_row(table: Table, cells: Iterable[str], style: str = "") -> None:
    """A row of text."""
    table.add_row(*(cell(one) for one in cells), style=style)
