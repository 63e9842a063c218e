"""The Excel file of a frontier for finance, in Norwegian; the same frontier, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from leonplan.optimizer.frontier import rows as r
from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.titles import axis_title, goal_title, heading
from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.words.column import YEAR, Column, numbers_of
from leonplan.optimizer.workbooks.formulas import absolute, cell, checked
from leonplan.optimizer.workbooks.list_charts import ListChart
from leonplan.optimizer.workbooks.list_sheets import Cell, ListSheet, list_book


def workbook_bytes(frontier: Frontier) -> bytes:
    """The Excel file; years are numbers, what follows from others is a formula, and text is text, never a formula or a link."""
    return list_book(frontier.name, sheets(frontier))


def sheets(frontier: Frontier) -> Iterator[ListSheet]:
    """Every sheet in reading order."""
    about = tuple(_about(frontier))
    where = {str(line[0]): f"{_ABOUT}!{absolute(at, 1)}" for at, line in enumerate(about)}
    points = _sheet("Punkter", r.Point, _POINTS, frontier.points)
    yield replace(points, lines=tuple(_with_cost(frontier, points, where)), chart=_curve(frontier, points))
    pieces = _sheet("Mellom punktene", r.Piece, _PIECES, frontier.pieces)
    yield replace(pieces, lines=tuple(_with_width(frontier, pieces, where)))
    yield _sheet("Sprang", r.Jump, _JUMPS, frontier.jumps)
    yield _sheet("Prosjekter", r.PointProject, _PROJECTS, frontier.projects)
    if frontier.third is not None:
        goals = (heading(goal_title(goal, "nb")) for goal in (frontier.goal, frontier.third))
        yield _sheet("Tre mål", r.Trade, _TRADES | dict(zip(("value", "third"), goals, strict=True)), frontier.trades)
    # whole numbers are years here, others shares and limits
    yield ListSheet(_ABOUT, ("Hva", "Verdi"), about, {1: Column(YEAR.unit, decimals=3)})


_ABOUT = "Om"
"""Name of the sheet on the frontier as a whole."""

_TODAY, _COST, _HEIGHT = (
    "Grensen i dag",
    "Kostnad av én enhet av grensen, alle år (1000 kr)",
    "Høyde, fra første til siste punkt",
)
"""Lines of that sheet that formulas refer to."""


def _with_cost(frontier: Frontier, sheet: ListSheet, where: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """The lines of the points, what each costs as a formula."""
    limit, cost = (list(_POINTS).index(name) for name in ("limit", "cost"))
    for line, (row, point) in enumerate(zip(sheet.lines, frontier.points, strict=True)):
        if point.cost is None or frontier.cost_per_limit is None:
            yield row
            continue
        text = f"=({cell(line, limit)}-{where[_TODAY]})*{where[_COST]}"
        found = (point.limit - (frontier.today or 0.0)) * frontier.cost_per_limit
        yield (*row[:cost], checked(text, found, point.cost), *row[cost + 1 :])


def _with_width(frontier: Frontier, sheet: ListSheet, where: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """The lines of the stretches, how wide each is as a formula."""
    at = list(_PIECES).index("upper_low")
    for line, (row, piece) in enumerate(zip(sheet.lines, frontier.pieces, strict=True)):
        upper_low, upper_high, lower_low, lower_high = (cell(line, at + n) for n in range(4))
        text = f"=MAX(0,{upper_low}-{lower_low},{upper_high}-{lower_high})/{where[_HEIGHT]}"
        widest = max(0.0, piece.upper_low - piece.lower_low, piece.upper_high - piece.lower_high)
        height = frontier.span_y
        yield (*row[:-1], checked(text, widest / height, piece.width) if height else piece.width)


def _curve(frontier: Frontier, sheet: ListSheet) -> ListChart:
    """What plans reach and what none beats, over the limit."""
    across, *series = (list(_POINTS).index(name) for name in ("limit", "value", "lower_bound"))
    return ListChart(
        kind="curve",
        title="Hva mer eller mindre gir",
        across=across,
        series=tuple(series),
        lines=range(len(sheet.lines)),
        axis=heading(goal_title(frontier.goal, "nb")),
        axis_across=heading(axis_title(frontier, "nb")),
    )


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
    yield _TODAY, 0.0 if frontier.today is None else frontier.today
    yield _COST, frontier.cost_per_limit
    yield _HEIGHT, frontier.span_y
    yield "Kroner fra", frontier.price_year
    yield "Siste år", frontier.last_year
    yield "Toleranse (andel av høyden)", frontier.tolerance
    yield "Bevist", "ja" if frontier.certified else "nei"
    yield "Bredeste bånd (andel av høyden)", frontier.widest
    yield "Alle planer kontrollert", "ja" if frontier.verified else "nei"
