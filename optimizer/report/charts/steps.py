"""Users against cost per user by step of the ladder: low steps reach many at a low cost, high ones few at a high cost."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.report.charts.style import BLUE, ORANGE, WIDTH, Spec, chart, text_mark
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import Column, Figure, Number
from leonplan.optimizer.report.words import number_text
from leonplan.optimizer.results.by_level import LevelResources

ROW = 40
"""Height of a step: its name and a bar on each side."""


def users_and_cost(view: View, taken: Mapping[str, LevelResources]) -> Figure:
    """The figure of the last year."""
    w = view.words
    used = {l: one for l, one in taken.items() if round(one.persons, PERSONS) > 0}
    cost = {l: one.amount / one.persons for l, one in used.items()}
    labels = {l: w.say("Step {number}: {level}", number=view.step[l], level=view.names.levels[l]) for l in used}
    told = [
        w.say(
            "{level}: {users}, {cost} thousand kr each",
            level=view.names.levels[l],
            users=view.persons(one.persons),
            cost=Number(cost[l]),
        )
        for l, one in used.items()
    ]
    return Figure(
        id="figure-steps",
        caption=w.say("Users, and cost per user, by step of the ladder in {year}, the highest on top", year=view.last),
        alt=w.say(
            "Two bars for each step: users to the left, cost per user to the right. {levels}.", levels="; ".join(told)
        ),
        chart=_chart(view, labels, {l: one.persons for l, one in used.items()}, cost),
        table=plain(
            id="figure-steps-table",
            caption=w.say("Users, and cost per user, by step of the ladder in {year}", year=view.last),
            stub=w.say("Level, the lowest step first"),
            columns=[
                Column(w.say("Users (persons on an average day)"), numeric=True),
                Column(w.say("Cost per user (1000 kr a year)"), numeric=True),
            ],
            rows=[(labels[l], Number(one.persons, PERSONS), Number(cost[l])) for l, one in used.items()],
        ),
    )


def _chart(view: View, labels: Mapping[str, str], users: Mapping[str, float], cost: Mapping[str, float]) -> Spec:
    w = view.words
    sides = (
        (w.say("Users (persons on an average day)"), users, BLUE, PERSONS),
        (w.say("Cost per user (1000 kr a year)"), cost, ORANGE, 0),
    )
    height = ROW * max(1, len(labels))
    panels = []
    for title, amounts, color, decimals in sides:
        bars = [
            {
                "top": ROW * (len(labels) - 1 - i) + 18,
                "low": ROW * (len(labels) - 1 - i) + 34,
                "at": ROW * (len(labels) - 1 - i) + 26,
                "name": ROW * (len(labels) - 1 - i) + 8,
                "x": max(0.0, amounts[l]),
                "number": number_text(amounts[l], decimals, w.language),
                "label": labels[l] if amounts is users else "",
            }
            for i, l in enumerate(labels)
        ]
        most = max((float(amounts[l]) for l in labels), default=1.0) or 1.0
        y = {"type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
        x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, most * 1.25], "nice": False}}
        panels.append(
            {
                "title": title,
                "width": (WIDTH - 24) // 2,
                "height": height,
                "data": {"values": bars},
                "layer": [
                    {
                        "mark": text_mark("left", fontWeight="bold"),
                        "encoding": {"x": {"value": 0}, "y": {**y, "field": "name"}, "text": {"field": "label"}},
                    },
                    {
                        "mark": {"type": "rect", "color": color},
                        "encoding": {
                            "x": x,
                            "x2": {"datum": 0},
                            "y": {**y, "field": "top"},
                            "y2": {"field": "low"},
                        },
                    },
                    {
                        "mark": text_mark("left", dx=6),
                        "encoding": {"x": x, "y": {**y, "field": "at"}, "text": {"field": "number"}},
                    },
                ],
            }
        )
    return chart(w.language, {"hconcat": panels})
