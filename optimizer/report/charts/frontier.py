"""The budget frontier: what plans reach, what no plan beats, and where the municipality stands today."""

from __future__ import annotations

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.rows import Point
from leonplan.optimizer.report.charts.style import BLUE, INK, ORANGE, WIDTH, Spec, chart, text_mark
from leonplan.optimizer.report.words import Words

HEIGHT = 320
"""Height of the chart."""

_ROWS = (-10, -28)
"""Where labels stand above the chart, from its top."""

_CLOSE = 0.35
"""Labels nearer to each other than this share of the width stand in two rows."""

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
    share = {} if today is None else {"today": (today * shown - domain[0]) / (domain[1] - domain[0])}
    if today is not None:
        marks += _above(today * shown, top, 0.0, words.say("today"), share["today"], _ROWS[0], ORANGE, [6, 4])
    if knee is not None:
        at = (knee.limit * shown - domain[0]) / (domain[1] - domain[0])
        row = _ROWS[1] if today is not None and abs(at - share["today"]) < _CLOSE else _ROWS[0]
        label = words.say("from here more buys less")
        marks += _above(knee.limit * shown, top, knee.value, label, at, row, INK, [2, 3])
    body = {"width": WIDTH, "height": HEIGHT, "encoding": {"x": x, "y": y}, "layer": marks}
    return chart(words.language, {**body, "padding": {"left": 6, "right": 6, "top": -_ROWS[1], "bottom": 6}})


def _above(
    x: float, top: float, value: float, label: str, share: float, row: int, color: str, dash: list[int]
) -> list[Spec]:
    """A broken line up to the top of the chart, and its label above it, where there are no lines.

    x, value: where the line begins; share: how far to the right it stands, as a share of the width.
    """
    data = {"values": [{"x": x, "upper": top, "low": value, "label": label}]}
    align = "left" if share < 0.3 else "right" if share > 0.7 else "center"
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": color, "strokeWidth": 2, "strokeDash": dash},
            "encoding": {"y2": {"field": "low"}},
        },
        {
            "data": data,
            "mark": text_mark(align, color=color, fontWeight="bold"),
            "encoding": {"y": {"value": row}, "text": {"field": "label"}},
        },
    ]
