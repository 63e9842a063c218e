"""The Excel file of a frontier for finance, in Norwegian; the same frontier, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.norwegian import GOALS, axis_title, goal_title

_CREATED = datetime(2000, 1, 1)
"""The same in every file, so that equal frontiers are equal files."""

Cell = str | float | int | None
Sheet = tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]
"""Name, headings, lines."""


def workbook_bytes(frontier: Frontier) -> bytes:
    """The Excel file; text is text, never a formula or a link."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": "".join(x for x in frontier.name if x.isprintable())[:200], "created": _CREATED})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    number = book.add_format({"num_format": "#,##0.0##"})
    for name, headings, lines in sheets(frontier):
        _draw(book.add_worksheet(name), headings, lines, head, number)
    book.close()
    return stream.getvalue()


def _draw(page: Any, headings: Sequence[str], lines: Sequence[Sequence[Cell]], head: Any, number: Any) -> None:
    page.freeze_panes(1, 1)
    page.write_row(0, 0, headings, head)
    for place, line in enumerate(lines, 1):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                page.write_string(place, column, "".join(letter for letter in cell if letter.isprintable())[:32_000])
            elif isinstance(cell, float):
                page.write_number(place, column, cell, number)
            elif cell is not None:
                page.write_number(place, column, cell)
    page.set_column(0, max(0, len(headings) - 1), 16)
    page.autofilter(0, 0, max(1, len(lines)), len(headings) - 1)


def sheets(frontier: Frontier) -> Iterator[Sheet]:
    """Every sheet in reading order."""
    yield "Front", _POINTS, list(_points(frontier))
    yield (
        "Mellom punktene",
        _PIECES,
        [(x.low, x.high, x.upper_low, x.upper_high, x.lower_low, x.lower_high, x.width) for x in frontier.pieces],
    )
    yield (
        "Sprang",
        _JUMPS,
        [(x.low, x.high, x.before, x.after, x.width, "ja" if x.is_open else "nei") for x in frontier.jumps],
    )
    yield (
        "Prosjekter",
        ("Punkt", "År", "Prosjekt", "Antall"),
        [(x.point, x.year, x.project, x.starts) for x in frontier.projects],
    )
    if frontier.third is not None:
        yield (
            "Tre mål",
            ("Punkt", "Grense", "Tillatt", goal_title(frontier), GOALS[frontier.third], "Bevist minst"),
            [(x.point, x.limit, x.allowed, x.value, x.third, x.third_bound) for x in frontier.trades],
        )
    yield "Om", ("Hva", "Verdi"), list(_about(frontier))


_POINTS = (
    "Punkt", "Grense", "Driftsramme per år (1000 kr)", "Endring fra i dag, alle år (1000 kr)", "Verdi", "Bevist minst",
    "Udekket, vektet (personår)", "Udekket (personår)", "Udekket siste år (personer)", "Over nødvendig nivå siste år (personer)",
    "Prosjekter", "Plasser siste år", "Årsverk siste år", "Nåverdi av utgifter (1000 kr)",
    "Pris på neste enhet (1000 kr, eller grensens enhet)", "Andre prosjekter enn punktet før",
)  # fmt: skip
_PIECES = (
    "Fra", "Til", "Nås ved begynnelsen", "Nås ved slutten", "Bevist minst ved begynnelsen", "Bevist minst ved slutten",
    "Største bredde (andel av høyden)",
)  # fmt: skip
_JUMPS = ("Fra", "Til", "Før", "Etter", "Bredde (andel av høyden)", "Ikke avgjort")


def _points(frontier: Frontier) -> Iterator[tuple[Cell, ...]]:
    for x in frontier.points:
        yield (
            x.point, x.limit, x.frame, x.cost, x.value, x.lower_bound, x.unmet, x.unmet_person_years, x.unmet_persons,
            x.above_persons, x.starts, x.places, x.fte, x.spend, x.price_next, "ja" if x.switches else "nei",
        )  # fmt: skip


def _about(frontier: Frontier) -> Iterator[tuple[Cell, ...]]:
    yield "Kommune", frontier.name
    yield "Grense", axis_title(frontier)
    yield "Verdi", goal_title(frontier)
    yield "Kroner fra", frontier.price_year
    yield "Siste år", frontier.last_year
    yield "Toleranse (andel av høyden)", frontier.tolerance
    yield "Bevist", "ja" if frontier.certified else "nei"
    yield "Bredeste bånd (andel av høyden)", frontier.widest
    yield "Alle planer kontrollert", "ja" if frontier.verified else "nei"
