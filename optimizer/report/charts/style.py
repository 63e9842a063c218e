"""What all charts have in common: colours, letters, and helpers to lay out labels.

Colours keep a contrast of at least 4.5 to white (WCAG 2.1 AA for text, more than the 3 it asks of graphics) and can be told
apart by those who see red and green alike; no chart says anything by colour alone. Lines and bars are labelled where they
stand. Texts from an instance are values of data or titles, never parts of an expression.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from leonplan.optimizer.report.words import number_locale
from leonplan.optimizer.words.word import Language

Spec = dict[str, Any]
"""A Vega-Lite specification, or a part of one."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""Name of the language that the specifications are written in; nothing is fetched from there."""

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""Letters; the first is at hand wherever pictures are made, the others are as wide."""

INK, MUTED, RULE = "#1b1b1b", "#595959", "#d0d0d0"
BLUE, ORANGE, GREY, GREEN = "#005ab5", "#b34700", "#6f6f6f", "#00694b"

WIDTH = 640
"""Width of a chart, labels not counted."""

SIZE = 13
"""Size of letters."""


def chart(language: Language, body: Mapping[str, Any]) -> Spec:
    """A whole chart: the body with the style and the language's numbers."""
    return {
        "$schema": SCHEMA,
        "background": "white",
        "padding": 6,
        **body,
        "config": {
            "font": FONT,
            "locale": {"number": number_locale(language)},
            "view": {"stroke": None},
            "concat": {"spacing": 24},
            "title": {"fontSize": SIZE, "color": INK, "anchor": "start", "fontWeight": "bold", "offset": 10},
            "text": {"fontSize": SIZE, "color": INK},
            "axis": {
                "labelFontSize": SIZE - 1,
                "titleFontSize": SIZE - 1,
                "titleFontWeight": "normal",
                "labelColor": INK,
                "titleColor": INK,
                "domainColor": GREY,
                "tickColor": GREY,
                "gridColor": RULE,
            },
        },
    }


def year_axis(years: Sequence[int], padding: float = 0) -> Spec:
    """Years along the bottom, in proportion to time; padding: room around the first and the last [units of the chart]."""
    axis = {
        "values": list(years),
        "format": "d",
        "title": None,
        "grid": False,
        "labelOverlap": "greedy",
        "labelSeparation": 5,
    }
    scale = {"domain": [years[0], years[-1]], "nice": False, "padding": padding}
    return {"field": "year", "type": "quantitative", "axis": axis, "scale": scale}


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many letters."""
    return textwrap.wrap(text, width) or [""]


def text_mark(align: str = "left", dx: float = 0, dy: float = 0, **more: Any) -> Spec:
    """A mark of letters."""
    return {"type": "text", "align": align, "baseline": "middle", "dx": dx, "dy": dy, **more}


def apart(positions: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Centres moved as little as may be (least squares) until things of these sizes do not overlap, in the same order.

    >>> apart([10.0, 10.0, 30.0], [4.0, 4.0, 4.0])
    [8.0, 12.0, 30.0]
    """
    order = sorted(range(len(positions)), key=lambda i: (positions[i], i))
    offsets, blocks = [0.0], list[tuple[float, int]]()
    for before, after in pairwise(order):
        offsets.append(offsets[-1] + (sizes[before] + sizes[after]) / 2)
    for i, offset in zip(order, offsets, strict=False):
        mean, members = positions[i] - offset, 1
        while blocks and blocks[-1][0] > mean:
            earlier, n = blocks.pop()
            mean, members = (earlier * n + mean * members) / (n + members), members + n
        blocks.append((mean, members))
    placed = list(positions)
    means = [mean for mean, members in blocks for _ in range(members)]
    for i, offset, mean in zip(order, offsets, means, strict=False):
        placed[i] = mean + offset
    return placed
