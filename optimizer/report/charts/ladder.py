"""The care ladder (omsorgstrappa): how many are served at each step, today and in the end."""

from __future__ import annotations

from leonplan.optimizer.report.charts.style import BLUE, GREY, WIDTH, Spec, chart, text_mark
from leonplan.optimizer.report.content.rounded import level_labels, served_by_level
from leonplan.optimizer.report.content.tables import shown_by_column
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import Column, Figure
from leonplan.optimizer.report.words import number_text

ROW = 62
"""Height of a step: its name and two bars."""


def care_ladder(view: View) -> Figure:
    """The figure."""
    w = view.words
    ends = (view.first, view.last)
    shown = {year: served_by_level(view, year) for year in ends}
    levels = [level for level in view.names.levels if any(shown[year][level] for year in ends)]
    amounts = {year: tuple(shown[year][level] for level in levels) for year in ends}
    told = [
        w.say(
            "{level}: {before} in {first}, {after} in {last}",
            level=view.names.levels[level],
            before=view.persons(amounts[view.first][i]),
            first=view.first,
            after=view.persons(amounts[view.last][i]),
            last=view.last,
        )
        for i, level in enumerate(levels)
    ]
    return Figure(
        id="figure-ladder",
        caption=w.say(
            "The care ladder in {first} and {last}: persons served at each step, the highest on top "
            "(persons on an average day)",
            first=view.first,
            last=view.last,
        ),
        alt=w.say("Two bars for each step of the ladder. {levels}.", levels="; ".join(told)),
        chart=_chart(view, levels, amounts),
        table=shown_by_column(
            id="figure-ladder-table",
            caption=w.say(
                "The care ladder in {first} and {last} (persons on an average day)", first=view.first, last=view.last
            ),
            stub=w.say("Level, the lowest step first"),
            columns=[Column(view.year_title(year), numeric=True) for year in ends],
            names=level_labels(view),
            shown=[shown[year] for year in ends],
            total=w.say("All need"),
            decimals=PERSONS,
        ),
    )


def _chart(view: View, levels: list[str], amounts: dict[int, tuple[float, ...]]) -> Spec:
    w = view.words
    names: list[Spec] = []
    bars: list[Spec] = []
    for i, level in enumerate(levels):
        top = (len(levels) - 1 - i) * ROW
        step = w.say("Step {number}", number=view.step[level])
        names.append({"y": top + 8, "label": f"{step}: {view.names.levels[level]}"})
        for at, year in enumerate((view.first, view.last)):
            number = number_text(amounts[year][i], PERSONS, w.language)
            low = top + 18 + 18 * at
            bars.append(
                {
                    "y": low,
                    "y2": low + 14,
                    "at": low + 7.5,
                    "x": amounts[year][i],
                    "label": f"{year}: {number}",
                    "last": at,
                }
            )
    most = max((bar["x"] for bar in bars), default=1.0) or 1.0
    height = ROW * max(1, len(levels))
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, most * 1.2], "nice": False}}
    color = {"condition": {"test": "datum.last == 1", "value": BLUE}, "value": GREY}
    return chart(
        w.language,
        {
            "width": WIDTH,
            "height": height,
            "layer": [
                {
                    "data": {"values": names},
                    "mark": text_mark("left", fontWeight="bold"),
                    "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "label"}},
                },
                {
                    "data": {"values": bars},
                    "mark": {"type": "rect"},
                    "encoding": {"x": x, "x2": {"datum": 0}, "y": y, "y2": {"field": "y2"}, "color": color},
                },
                {
                    "data": {"values": bars},
                    "mark": text_mark("left", dx=6),
                    "encoding": {"x": x, "y": {**y, "field": "at"}, "text": {"field": "label"}},
                },
            ],
        },
    )
