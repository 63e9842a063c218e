"""The budget frontier: what plans reach, what no plan beats, and where the municipality stands today."""

from __future__ import annotations

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.rows import Point
from leonplan.optimizer.report.charts.style import BLUE, INK, ORANGE, WIDTH, Spec, chart, text_mark
from leonplan.optimizer.report.words import Words

HEIGHT = 320
"""Height of the chart."""

BAND = "#8fb8de"
"""What lies between the two lines; the distance of them shows it, too."""


def frontier_chart(
    words: Words, frontier: Frontier, shown: float, axis: str, goal: str, today: float | None, knee: Point | None
) -> Spec:
    """Points, the line of plans through them, and the band down to what is proven.

    shown: factor from the limit to the number along the axis; axis, goal: titles; today: where the municipality stands.
    """
    band = [
        {"x": at * shown, "upper": upper, "lower": lower}
        for piece in frontier.pieces
        for at, upper, lower in (
            (piece.low, piece.upper_low, piece.lower_low),
            (piece.high, piece.upper_high, piece.lower_high),
        )
    ]
    points = [{"x": one.limit * shown, "upper": one.value, "switches": int(one.switches)} for one in frontier.points]
    top = 1.08 * max(one.value for one in frontier.points) or 1.0
    low, high = frontier.points[0].limit * shown, frontier.points[-1].limit * shown
    room = 0.04 * (high - low or 1.0)
    domain = [
        min(low, low if today is None else today * shown) - room,
        max(high, low if today is None else today * shown) + room,
    ]
    x = {
        "field": "x",
        "type": "quantitative",
        "axis": {"title": axis, "format": ",~r", "grid": False, "tickCount": 8},
        "scale": {"domain": domain, "nice": False},
    }
    y = {
        "field": "upper",
        "type": "quantitative",
        "axis": {"title": goal, "format": ",~r", "tickCount": 6, "domain": False, "ticks": False},
        "scale": {"domain": [0, top], "nice": False},
    }
    marks: list[Spec] = [
        {
            "data": {"values": band},
            "mark": {"type": "area", "color": BAND, "interpolate": "linear"},
            "encoding": {"y2": {"field": "lower"}},
        },
        {"data": {"values": band}, "mark": {"type": "line", "color": BLUE, "strokeWidth": 2}},
        {
            "data": {"values": points},
            "mark": {"type": "point", "filled": True, "opacity": 1, "color": BLUE},
            "encoding": {
                "size": {"condition": {"test": "datum.switches == 1", "value": 190}, "value": 60},
                "shape": {"condition": {"test": "datum.switches == 1", "value": "diamond"}, "value": "circle"},
            },
        },
    ]
    if today is not None:
        line = [{"x": today * shown, "upper": top, "label": words.say("today")}]
        marks += [
            {
                "data": {"values": line},
                "mark": {"type": "rule", "color": ORANGE, "strokeWidth": 2, "strokeDash": [6, 4]},
                "encoding": {"y2": {"datum": 0}},
            },
            {
                "data": {"values": line},
                "mark": text_mark("right", dx=-6, dy=8, color=ORANGE, fontWeight="bold"),
                "encoding": {"text": {"field": "label"}},
            },
        ]
    if knee is not None:
        bend = [{"x": knee.limit * shown, "upper": knee.value, "label": words.say("from here more buys less")}]
        marks.append(
            {
                "data": {"values": bend},
                "mark": text_mark("left", dx=10, dy=-10, color=INK),
                "encoding": {"text": {"field": "label"}},
            }
        )
    return chart(words.language, {"width": WIDTH, "height": HEIGHT, "encoding": {"x": x, "y": y}, "layer": marks})
