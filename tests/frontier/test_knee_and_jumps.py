"""Reading help, prices, pictures and the Excel file, on a frontier made up by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from leonplan.optimizer.api.tables import frames
from leonplan.optimizer.frontier.chart import picture, spec_of
from leonplan.optimizer.frontier.frontier import Effort, Frontier, hull, priced
from leonplan.optimizer.frontier.knee_and_jumps import read_off
from leonplan.optimizer.frontier.rows import Jump, Piece, Point, PointProject
from leonplan.optimizer.frontier.units import own_units
from leonplan.optimizer.frontier.workbook import workbook_bytes
from leonplan.optimizer.present.frontier import certificate, reading_lines
from leonplan.optimizer.words.vocabulary import UNITS

HOSTILE = "=1+1 [bold]<b>{{x}}"


def point(name: str, limit: float, value: float, switches: bool = False) -> Point:
    return Point(
        point=name, limit=limit, frame=500_000 + limit, value=value, lower_bound=value, upper_bound=value, unmet=value,
        unmet_person_years=value / 2, unmet_persons=value / 20, above_persons=1.0, above_level=2.0, starts=1, places=10.0,
        fte=20.0, fte_years=60.0, spend=9e6, cost=3 * limit, price_next=None, switches=switches,
    )  # fmt: skip


def piece(low: float, high: float, upper: tuple[float, float], lower: tuple[float, float]) -> Piece:
    width = max(upper[0] - lower[0], upper[1] - lower[1]) / 900
    return Piece(low, high, *upper, *lower, width)


def frontier(**changes: object) -> Frontier:
    """From -60 to 60 million: 1000, at -40 900, today 400, a plateau from 10 on at 100, which a jump there reaches."""
    points = priced(
        [point("p01", -60e3, 1000), point("p02", -40e3, 900), point("p03", 0, 400, True), point("p04", 10e3, 100)], 3.0
    )
    pieces = (
        piece(-60e3, -40e3, (1000, 900), (1000, 900)), piece(-40e3, 0, (900, 405), (900, 400)),
        piece(0, 9.9e3, (400, 400), (400, 396)), piece(9.9e3, 10e3, (400, 400), (100, 100)),
    )  # fmt: skip
    told = {
        "instance": "town", "name": HOSTILE, "price_year": 2025, "last_year": 2030, "axis": "frame-added",
        "axis_unit": "kNOK/year", "is_money": True, "goal": "unmet", "goal_unit": "person-years", "third": None,
        "tolerance": 0.01, "jump": 120.0, "certified": True, "interrupted": False, "begins": None, "today": 0.0,
        "cost_per_limit": 3.0,
        "effort": Effort(9, 30, 12.0, 11.0, 2, 0.5), "verified": True,
        "tables": {
            "points": points, "brackets": pieces, "jumps": (Jump(9.9e3, 10e3, 400, 100, 1 / 3, False),),
            "projects": (PointProject("p01", 2026, "annex", 1), PointProject("p03", 2028, "annex", 1)),
            "levels": (), "held": (), "three": (), "reached": (), "floors": (),
        },
    }  # fmt: skip
    return Frontier(**{**told, **changes})  # type: ignore[arg-type]


def test_prices_rise_along_the_convex_envelope() -> None:
    """By hand: (-60, 1000), (-40, 900), (0, 400), (10, 100), in thousands: the slope only steepens, so the envelope is the
    line from first to last, 900 over 70 000 of which each costs 3: 210 000 / 900 = 233.3 kNOK a unit, everywhere.
    """
    points = frontier().points
    assert [x.point for x in hull(points)] == ["p01", "p04"]
    assert [x.price_next for x in points] == [pytest.approx(210e3 / 900)] * 3 + [None]
    convex = priced([point("p01", 0, 100), point("p02", 10, 50), point("p03", 20, 40)], None)
    assert [x.price_next for x in convex] == [pytest.approx(0.2), pytest.approx(1.0), None]


def test_what_there_is_to_read() -> None:
    """By hand: 40 million less than today: 900 against 400, at least 500; the last 10 million (0 to 10): 300."""
    reading = read_off(frontier())
    assert reading.less is not None
    assert (reading.less.at_least, reading.less.at_most, reading.less.person_years) == (500, 500, 250)
    assert reading.last is not None
    assert (reading.last.at_least, reading.last.at_most) == (300, 300)
    assert reading.least.limit == -60e3
    assert [(x.low, x.high) for x in reading.plateaus] == [(0, 9.9e3)]
    assert [(x.before, x.after) for x in reading.jumps] == [(400, 100)]
    switch = {x.point: (x.added, x.dropped) for x in reading.switches}
    assert switch["p03"] == (("annex 2028",), ())
    assert switch["p02"] == ((), ("annex 2026",))
    assert reading.knee is None


def test_the_knee_is_farthest_below_the_line() -> None:
    """By hand: on 0 to 20 and 100 to 40, (10, 50) has gained 5/6 of the height on half the way: 1/3 below the line."""
    points = priced([point("p01", 0, 100), point("p02", 10, 50), point("p03", 20, 40)], 3.0)
    shown = frontier(tables={**frontier().tables, "points": points})
    knee = read_off(shown).knee
    assert knee is not None
    assert knee.point == "p02"


def test_the_bracket_at_a_limit() -> None:
    """By hand: halfway from -60 to -40 million 950 from both sides; on a point its own bounds; before the first nothing."""
    shown = frontier()
    assert shown.bracket(-50e3) == (950, 950)
    assert shown.bracket(0) == (400, 400)
    assert shown.bracket(99e3) == (100, 100)
    with pytest.raises(ValueError, match="begins at"):
        shown.bracket(-61e3)


def test_jumps_do_not_count_as_width() -> None:
    """By hand: the widest bracket outside the jump is 405 against 400: 5 of 900."""
    assert frontier().widest == pytest.approx(5 / 900)


def test_words() -> None:
    shown = frontier()
    assert "Certified" in certificate(shown)
    assert "NOT certified" in certificate(replace(shown, certified=False))
    assert "Complete" in certificate(replace(shown, tolerance=0.0))
    text = "\n".join(reading_lines(shown))
    for part in (
        "40 million kr a year less than today: between 500.00 and 500.00 person-years more, about 250 person-years unmet",
        "The last 10 million kr a year buy: between 300.00 and 300.00 person-years less",
        "Plateau from 0.0 million kr a year to 9.9 million kr a year",
        "Jump between 9.9 million kr a year and 10.0 million kr a year: from 400.00 to 100.00",
        "p03 switches projects: + annex 2028",
    ):
        assert part in text


def test_its_units_stand_for_those_of_any_frontier() -> None:
    """Money is weighed against unmet need here; weighed against recruitment, a unit of need has a price in FTE a year."""
    assert own_units(frontier()) == {
        "the axis's unit": "kNOK/year",
        "the goal's unit": "person-years",
        "the goal's unit by the axis's unit": "person-years by kNOK/year",
        "kNOK or the axis's unit, by the goal's unit": "kNOK by person-years",
    }
    people = own_units(frontier(axis="fte", axis_unit="FTE/year", cost_per_limit=None, third="travel"))
    assert people["kNOK or the axis's unit, by the goal's unit"] == "FTE/year by person-years"
    assert people["the third goal's unit"] == "person-minutes one way x years"
    assert set(people) <= set(UNITS)


def test_frames_of_a_frontier_have_its_units() -> None:
    assert frames(frontier())["brackets"].attrs["units"] == {
        "low": "kNOK/year", "high": "kNOK/year", "width": "share of the goal's span",
        **dict.fromkeys(("upper_low", "upper_high", "lower_low", "lower_high"), "person-years"),
    }  # fmt: skip


FORMULAS = {f"=(B{row}-Om!$B$5)*Om!$B$6" for row in range(2, 6)} | {
    f"=MAX(0,C{row}-E{row},D{row}-F{row})/Om!$B$7" for row in range(2, 6)
}
"""What the program works out from cells: cost from the limit, the one of today and a unit's cost; width from the sides."""


def test_what_follows_from_other_numbers_is_a_formula() -> None:
    """The limit 10 000 more than today's 0 costs 3 times that; of 900 in all the second stretch has 5 in doubt."""
    data = workbook_bytes(frontier())
    book, values = load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)
    assert {
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    } == FORMULAS
    assert [values["Om"].cell(row, 2).value for row in (5, 6, 7)] == [0, 3, 900]
    points, pieces = list(_rows(values["Punkter"])), list(_rows(values["Mellom punktene"]))
    assert points[3]["Endring fra i dag, alle år (1000 kr)"] == pytest.approx(30_000)
    assert pieces[1]["Største bredde (andel av høyden)"] == pytest.approx(5 / 900)
    assert len(book["Punkter"]._charts) == 1


def _rows(page: Any) -> Iterator[dict[str, Any]]:
    heading, *rows = page.iter_rows(values_only=True)
    yield from (dict(zip(heading, row, strict=True)) for row in rows)


def test_the_excel_file_holds_text_as_text() -> None:
    book = load_workbook(BytesIO(workbook_bytes(frontier())))
    assert book.sheetnames == ["Punkter", "Mellom punktene", "Sprang", "Prosjekter", "Om"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.value for cell in cells if cell.data_type == "f"} <= FORMULAS
    assert HOSTILE in [cell.value for cell in cells]
    assert book["Punkter"]["B2"].value == -60_000


def test_the_picture_is_made_from_the_specification() -> None:
    spec = spec_of(frontier())
    assert json.loads(json.dumps(spec)) == spec
    svg = picture(spec, "svg").decode()
    assert svg.startswith("<svg")
    assert "<b>" not in svg
    assert "1\N{NO-BREAK SPACE}000" in svg
    assert "1,000" not in svg
    assert picture(spec, "png").startswith(b"\x89PNG")
    assert picture(spec, "svg").decode() == svg


def test_reading_a_frontier_needs_neither_pyomo_nor_highs() -> None:
    code = (
        "import sys; import leonplan.optimizer.frontier.store, leonplan.optimizer.frontier.knee_and_jumps; "
        "import leonplan.optimizer.present.frontier_json; "
        "print(sorted({'pyomo', 'highspy', 'pandas'} & {name.partition('.')[0] for name in sys.modules}))"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
