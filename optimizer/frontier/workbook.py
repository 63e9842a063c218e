"""The Excel file of a frontier for finance, in Norwegian; the same frontier, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leonplan.optimizer.frontier import rows as r
from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.titles import axis_title, goal_title, heading
from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.words.column import YEAR, Column, numbers_of
from leonplan.optimizer.workbooks.list_sheets import Cell, ListSheet, list_book


def workbook_bytes(frontier: Frontier) -> bytes:
    """The Excel file; text is text, never a formula or a link."""
    return list_book(frontier.name, sheets(frontier))


def sheets(frontier: Frontier) -> Iterator[ListSheet]:
    """Every sheet in reading order."""
    yield _sheet("Punkter", r.Point, _POINTS, frontier.points)
    yield _sheet("Mellom punktene", r.Piece, _PIECES, frontier.pieces)
    yield _sheet("Sprang", r.Jump, _JUMPS, frontier.jumps)
    yield _sheet("Prosjekter", r.PointProject, _PROJECTS, frontier.projects)
    if frontier.third is not None:
        goals = (heading(goal_title(goal, "nb")) for goal in (frontier.goal, frontier.third))
        yield _sheet("Tre mål", r.Trade, _TRADES | dict(zip(("value", "third"), goals, strict=True)), frontier.trades)
    # whole numbers are years here, others shares and limits
    yield ListSheet("Om", ("Hva", "Verdi"), tuple(_about(frontier)), {1: Column(YEAR.unit, decimals=3)})


_POINTS = {
    "point": "Punkt",
    "limit": "Grense",
    "frame": "Driftsramme per år (1000 kr)",
    "cost": "Endring fra i dag, alle år (1000 kr)",
    "value": "Verdi",
    "lower_bound": "Bevist minst",
    "unmet": "Udekket, vektet (personår)",
    "unmet_person_years": "Udekket (personår)",
    "unmet_persons": "Udekket siste år (personer)",
    "above_persons": "Over nødvendig nivå siste år (personer)",
    "starts": "Prosjekter",
    "places": "Plasser siste år",
    "fte": "Årsverk siste år",
    "spend": "Nåverdi av utgifter (1000 kr)",
    "price_next": "Pris på neste enhet (1000 kr, eller grensens enhet)",
    "switches": "Andre prosjekter enn punktet før",
}
"""Headings by column; so are those that follow."""
_PIECES = {
    "low": "Fra",
    "high": "Til",
    "upper_low": "Nås ved begynnelsen",
    "upper_high": "Nås ved slutten",
    "lower_low": "Bevist minst ved begynnelsen",
    "lower_high": "Bevist minst ved slutten",
    "width": "Største bredde (andel av høyden)",
}
_JUMPS = {
    "low": "Fra",
    "high": "Til",
    "before": "Før",
    "after": "Etter",
    "width": "Bredde (andel av høyden)",
    "is_open": "Ikke avgjort",
}
_PROJECTS = {"point": "Punkt", "year": "År", "project": "Prosjekt", "starts": "Antall"}
_TRADES = {
    "point": "Punkt",
    "limit": "Grense",
    "allowed": "Tillatt",
    "value": "",
    "third": "",
    "third_bound": "Bevist minst",
}
"""The goals' headings are those of the frontier's goals."""


def _sheet(name: str, kind: type[Row], headings: Mapping[str, str], rows: Sequence[Row]) -> ListSheet:
    """A table with some of its columns, each shown as it says itself."""
    numbers = numbers_of(kind)
    lines = tuple(tuple(_cell(getattr(row, column)) for column in headings) for row in rows)
    shown = {at: numbers[column] for at, column in enumerate(headings) if column in numbers}
    return ListSheet(name, tuple(headings.values()), lines, shown)


def _cell(value: Cell | bool) -> Cell:
    return ("ja" if value else "nei") if isinstance(value, bool) else value


def _about(frontier: Frontier) -> Iterator[tuple[Cell, ...]]:
    yield "Kommune", frontier.name
    yield "Grense", heading(axis_title(frontier, "nb"))
    yield "Verdi", heading(goal_title(frontier.goal, "nb"))
    yield "Kroner fra", frontier.price_year
    yield "Siste år", frontier.last_year
    yield "Toleranse (andel av høyden)", frontier.tolerance
    yield "Bevist", "ja" if frontier.certified else "nei"
    yield "Bredeste bånd (andel av høyden)", frontier.widest
    yield "Alle planer kontrollert", "ja" if frontier.verified else "nei"
