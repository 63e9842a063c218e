"""The Excel file of a frontier for finance, in Norwegian; the same frontier, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.titles import axis_title, goal_title, heading
from leonplan.optimizer.workbooks.list_sheets import Cell, ListSheet, list_book


def workbook_bytes(frontier: Frontier) -> bytes:
    """The Excel file; text is text, never a formula or a link."""
    return list_book(frontier.name, sheets(frontier))


def sheets(frontier: Frontier) -> Iterator[ListSheet]:
    """Every sheet in reading order."""
    yield ListSheet("Front", _POINTS, tuple(_points(frontier)), is_fine=True)
    yield ListSheet(
        "Mellom punktene",
        _PIECES,
        tuple((x.low, x.high, x.upper_low, x.upper_high, x.lower_low, x.lower_high, x.width) for x in frontier.pieces),
        is_fine=True,
    )
    yield ListSheet(
        "Sprang",
        _JUMPS,
        tuple((x.low, x.high, x.before, x.after, x.width, "ja" if x.is_open else "nei") for x in frontier.jumps),
        is_fine=True,
    )
    yield ListSheet(
        "Prosjekter",
        ("Punkt", "År", "Prosjekt", "Antall"),
        tuple((x.point, x.year, x.project, x.starts) for x in frontier.projects),
        years=frozenset({1}),
    )
    if frontier.third is not None:
        yield ListSheet(
            "Tre mål",
            (
                "Punkt",
                "Grense",
                "Tillatt",
                heading(goal_title(frontier.goal, "nb")),
                heading(goal_title(frontier.third, "nb")),
                "Bevist minst",
            ),
            tuple((x.point, x.limit, x.allowed, x.value, x.third, x.third_bound) for x in frontier.trades),
            is_fine=True,
        )
    yield ListSheet("Om", ("Hva", "Verdi"), tuple(_about(frontier)), years=frozenset({1}), is_fine=True)


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
    yield "Grense", heading(axis_title(frontier, "nb"))
    yield "Verdi", heading(goal_title(frontier.goal, "nb"))
    yield "Kroner fra", frontier.price_year
    yield "Siste år", frontier.last_year
    yield "Toleranse (andel av høyden)", frontier.tolerance
    yield "Bevist", "ja" if frontier.certified else "nei"
    yield "Bredeste bånd (andel av høyden)", frontier.widest
    yield "Alle planer kontrollert", "ja" if frontier.verified else "nei"
