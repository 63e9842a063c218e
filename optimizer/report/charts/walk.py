"""The walk from one plan to another as a waterfall, change by change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leonplan.optimizer.report.charts.style import BLUE, INK, ORANGE, WIDTH, Spec, chart, text_mark, wrapped
from leonplan.optimizer.report.words import number_text, signed_text
from leonplan.optimizer.words.word import Language

ROW, LINE, LETTERS = 30.0, 17.0, 90
"""Height of a bar with the room around it, height of a line of its label, and letters in a line."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A change on the way."""

    title: str
    before: float
    after: float


def waterfall(
    language: Language,
    start: tuple[str, float],
    stages: Sequence[Stage],
    end: tuple[str, float],
    decimals: int,
    unit: str,
) -> Spec:
    """Ends as strokes at their values, changes as bars between what was before and what is after them.

    start, end: what the ends are called and come to. The scale begins near the least value, not at zero: bars show
    changes, and the ends have no length that could mislead.
    """
    values = [start[1], end[1], *(value for stage in stages for value in (stage.before, stage.after))]
    span = max(values) - min(values) or 1.0
    domain = [min(values) - 0.05 * span, max(values) + 0.45 * span]
    names: list[Spec] = []
    strokes: list[Spec] = []
    bars: list[Spec] = []
    numbers: list[Spec] = []
    y = 0.0

    def name(title: str) -> float:
        nonlocal y
        for line in wrapped(title, LETTERS):
            names.append({"y": y + LINE / 2, "label": line})
            y += LINE
        y += ROW
        return y - ROW + 2

    def end_at(title: str, value: float) -> None:
        top = name(title)
        strokes.append({"x": value, "y": top, "y2": top + 18})
        numbers.append({"x": value, "y": top + 9, "label": f"{number_text(value, decimals, language)} {unit}"})

    end_at(*start)
    for stage in stages:
        top, change = name(stage.title), stage.after - stage.before
        bars.append({"x": stage.before, "x2": stage.after, "y": top, "y2": top + 18, "more": int(change > 0)})
        label = f"{signed_text(change, decimals, language)} {unit}"
        numbers.append({"x": max(stage.before, stage.after), "y": top + 9, "label": label})
    end_at(*end)
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": domain, "nice": False}}
    at = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [y, 0], "nice": False}}
    told = {"text": {"field": "label"}}
    color = {"condition": {"test": "datum.more == 1", "value": ORANGE}, "value": BLUE}
    body = {
        "width": WIDTH,
        "height": y,
        "encoding": {"y": at},
        "layer": [
            {
                "data": {"values": names},
                "mark": text_mark("left", fontWeight="bold"),
                "encoding": {"x": {"value": 0}, **told},
            },
            {
                "data": {"values": bars},
                "mark": "rect",
                "encoding": {"x": x, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": color},
            },
            {
                "data": {"values": strokes},
                "mark": {"type": "rule", "color": INK, "strokeWidth": 4},
                "encoding": {"x": x, "y2": {"field": "y2"}},
            },
            {"data": {"values": numbers}, "mark": text_mark("left", dx=8), "encoding": {"x": x, **told}},
        ],
    }
    return chart(language, body)
