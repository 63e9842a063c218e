"""The picture of a frontier as a Vega-Lite specification: plans as points, what is proven as the band between two lines."""

from __future__ import annotations

from importlib.util import find_spec
from json import dumps
from typing import Any

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.titles import axis_title, goal_title, heading
from leonplan.optimizer.words.clean_text import clean_text

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
VEGA_LITE = "6.4"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, BAND, LINE, SWITCH = "#1b1b1b", "#9dc3e6", "#005ab5", "#b34700"

NUMBERS = {"decimal": ",", "thousands": "\N{NO-BREAK SPACE}", "grouping": [3], "currency": ["", ""]}
"""Numbers as they are written in Norwegian."""

FORMATS = ("svg", "png")
"""Pictures that can be made."""

MISSING = 'no picture: install it with  pip install "leonplan[report]"'


def can_draw() -> bool:
    """Whether pictures can be made here."""
    return find_spec("vl_convert") is not None


def picture(spec: dict[str, Any], ending: str) -> bytes:
    """The picture of a specification; no network takes part. ending: one of ``FORMATS``."""
    import vl_convert

    text = dumps(spec)
    if ending == "svg":
        return str(vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=[])).encode()
    return bytes(vl_convert.vegalite_to_png(text, vl_version=VEGA_LITE, scale=2, allowed_base_urls=[]))


def spec_of(frontier: Frontier) -> dict[str, Any]:
    """The specification; texts from the instance are values, never parts of an expression."""
    shown = 1000.0 if frontier.is_money and frontier.axis != "frame-factor" else 1.0
    x_title, y_title = heading(axis_title(frontier, "nb")), heading(goal_title(frontier.goal, "nb"))
    x = {"field": "x", "type": "quantitative", "title": x_title, "scale": {"zero": False}}

    def y(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "title": y_title, "scale": {"zero": False}}

    layers: list[dict[str, Any]] = [
        {
            "data": {"values": _band(frontier, shown)},
            "mark": {"type": "area", "color": BAND, "line": False},
            "encoding": {"x": x, "y": y("lower"), "y2": {"field": "upper"}},
        },
        {
            "data": {"values": _band(frontier, shown)},
            "mark": {"type": "line", "color": LINE, "strokeWidth": 1.5},
            "encoding": {"x": x, "y": y("upper")},
        },
        {
            "data": {"values": _points(frontier, shown)},
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {
                "x": x,
                "y": y("y"),
                "color": {
                    "field": "kind",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": ["samme prosjekter", "andre prosjekter"], "range": [LINE, SWITCH]},
                    "legend": {"orient": "top"},
                },
                "shape": {
                    "field": "kind",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": ["samme prosjekter", "andre prosjekter"], "range": ["circle", "diamond"]},
                },
            },
        },
    ]
    first, last = frontier.points[0].limit, frontier.points[-1].limit
    if frontier.today is not None and first <= frontier.today <= last:
        here = [{"x": frontier.today / shown, "text": "i dag"}]
        layers += [
            {
                "data": {"values": here},
                "mark": {"type": "rule", "color": INK, "strokeDash": [4, 4]},
                "encoding": {"x": x},
            },
            {
                "data": {"values": here},
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 13, "color": INK},
                "encoding": {"x": x, "y": {"value": 12}, "text": {"field": "text"}},
            },
        ]
    return {
        "$schema": SCHEMA,
        "title": {"text": clean_text(frontier.name), "subtitle": _subtitle(frontier), "anchor": "start"},
        "description": f"{y_title} mot {x_title}: punkter er planer, båndet er det som ikke er avgjort.",
        "background": "white",
        "width": 640,
        "height": 380,
        "padding": 6,
        "layer": layers,
        "config": {
            "font": FONT,
            "locale": {"number": NUMBERS},
            "view": {"stroke": None},
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
        },
    }


def _subtitle(frontier: Frontier) -> str:
    width = f"{100 * frontier.widest:.2g}".replace(".", ",")
    if frontier.tolerance == 0:
        return "Alle punkter, bevist" if frontier.certified else "Ikke ferdig: punkter kan mangle"
    if frontier.certified:
        return f"Bevist: ingen plan ligger under båndet, som er høyst {width} % av høyden bredt"
    return f"Ikke ferdig bevist: båndet er opptil {width} % av høyden bredt"


def _band(frontier: Frontier, shown: float) -> list[dict[str, float]]:
    found = []
    for piece in frontier.pieces:
        found.append({"x": piece.low / shown, "upper": piece.upper_low, "lower": piece.lower_low})
        found.append({"x": piece.high / shown, "upper": piece.upper_high, "lower": piece.lower_high})
    return found


def _points(frontier: Frontier, shown: float) -> list[dict[str, Any]]:
    return [
        {
            "x": point.limit / shown,
            "y": point.value,
            "kind": "andre prosjekter" if point.switches else "samme prosjekter",
            "point": point.point,
        }
        for point in frontier.points
    ]
