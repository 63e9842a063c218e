"""Charts: drawn by the very program, well-formed, legible, and without a word from outside."""

from __future__ import annotations

import itertools
import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sealed_runs import figures_of, hostile_document, tiny_document

from leonplan.optimizer.report import pictures
from leonplan.optimizer.report.charts import style
from leonplan.optimizer.report.charts.walk import Stage, waterfall
from leonplan.optimizer.report.pictures import png_of, svg_of

FIGURES = [pytest.param(figure, id=figure.id) for figure in figures_of(tiny_document("nb"))]


def test_every_chart_that_is_promised_is_there() -> None:
    wanted = {"need", "ladder", "steps", "places", "centres", "staff", "money"}
    assert {figure.id.removeprefix("figure-") for figure in figures_of(tiny_document("nb"))} == wanted


@pytest.mark.parametrize("figure", FIGURES)
def test_charts_are_drawn_from_their_data_alone(figure) -> None:  # type: ignore[no-untyped-def]
    specification = json.dumps(figure.chart)
    assert '"url"' not in specification
    assert specification.count("http") == 1, "the schema's name and no other address"
    drawn = svg_of(figure.chart)
    pictures._svg.cache_clear()
    assert drawn == svg_of(figure.chart)
    assert ET.fromstring(drawn).tag.endswith("svg")
    assert "<image" not in drawn
    assert png_of(figure.chart)[:8] == b"\x89PNG\r\n\x1a\n"


def test_hostile_names_are_texts_in_charts() -> None:
    for figure in figures_of(hostile_document("nb")):
        root = ET.fromstring(svg_of(figure.chart))
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "g", "path", "rect", "text", "tspan", "line", "clipPath", "defs"}, figure.id
        assert not any(name[:2] == "on" for element in root.iter() for name in element.attrib), figure.id


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("color", [style.INK, style.MUTED, style.BLUE, style.ORANGE, style.GREY])
def test_colours_are_legible_on_white(color: str) -> None:
    """WCAG 2.1 AA asks of text a contrast of 4.5; white has a luminance of 1."""
    assert 1.05 / (luminance(color) + 0.05) >= 4.5


def test_a_waterfall_begins_and_ends_where_it_says() -> None:
    """From 10 by +3 and -1 to 12: bars from 10 to 13 and from 13 to 12, strokes at 10 and 12."""
    chart = waterfall("nb", ("start", 10), [Stage("a", 10, 13), Stage("b", 13, 12)], ("end", 12), 0, "kr")
    _, bars, strokes, numbers = (layer["data"]["values"] for layer in chart["layer"])
    assert [(bar["x"], bar["x2"], bar["more"]) for bar in bars] == [(10, 13, 1), (13, 12, 0)]
    assert [stroke["x"] for stroke in strokes] == [10, 12]
    assert [number["label"] for number in numbers] == ["10 kr", "+3 kr", "−1 kr", "12 kr"]


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(0, 50)), max_size=8))
def test_labels_are_put_apart(things: list[tuple[float, float]]) -> None:
    """Nothing overlaps, nothing changes places, and what does not touch is not moved."""
    positions, sizes = [p for p, _ in things], [s for _, s in things]
    placed = style.apart(positions, sizes)
    order = sorted(range(len(things)), key=lambda i: (positions[i], i))
    for before, after in itertools.pairwise(order):
        assert placed[after] - placed[before] >= (sizes[before] + sizes[after]) / 2 - 1e-6
    wanted = [positions[i] for i in order]
    room = [(sizes[a] + sizes[b]) / 2 for a, b in itertools.pairwise(order)]
    if all(b - a >= least for a, b, least in zip(wanted, wanted[1:], room, strict=False)):
        assert placed == pytest.approx(positions, abs=1e-6)
