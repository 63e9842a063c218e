"""The care ladder (omsorgstrappa): how many are served at each step, today and in the end."""

from __future__ import annotations

from leonplan.optimizer.report.charts.style import BLUE, GREY, WIDTH, Spec, chart, text_mark
from leonplan.optimizer.report.content.rounded import NONE, level_labels, served_by_level
from leonplan.optimizer.report.content.tables import shown_by_column
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import Figure
from leonplan.optimizer.report.words import number_text

ROW = 62
"""Height of a step: its name and two bars."""


def care_ladder(view: View) -> Figure:
    """The figure."""
    w = view.words
    ends = (view.first, view.last)
    shown = {year: served_by_level(view, year) for year in ends}
    levels = [level for level in view.names.levels if any(shown[year][level] for year in ends)]
    rows = [NONE, *levels]
    labels = level_labels(view)
    amounts = {year: tuple(shown[year][row] for row in rows) for year in ends}
    told = [
        w.say(
            "{level}: {before} in {first}, {after} in {last}",
            level=labels[row],
            before=view.persons(amounts[view.first][i]),
            first=view.first,
            after=view.persons(amounts[view.last][i]),
            last=view.last,
        )
        for i, row in enumerate(rows)
    ]
    return Figure(
        id="figure-ladder",
        caption=w.say(
            "The care ladder in {first} and {last}: persons served at each step, the highest on top, and below it those "
            "without any service (persons on an average day)",
            first=view.first,
            last=view.last,
        ),
        alt=w.say("Two bars for each step of the ladder, and for those below it. {levels}.", levels="; ".join(told)),
        chart=_chart(view, rows, amounts),
        table=shown_by_column(
            id="figure-ladder-table",
            caption=w.say(
                "The care ladder in {first} and {last} (persons on an average day)", first=view.first, last=view.last
            ),
            stub=w.say("Level, the lowest step first"),
            columns=[view.year_column(year) for year in ends],
            names=labels,
            shown=[shown[year] for year in ends],
            total=w.say("All need"),
            decimals=PERSONS,
        ),
    )


def _chart(view: View, rows: list[str], amounts: dict[int, tuple[float, ...]]) -> Spec:
    w = view.words
    labels = level_labels(view)
    names: list[Spec] = []
    bars: list[Spec] = []
    for i, row in enumerate(rows):
        top = (len(rows) - 1 - i) * ROW
        step = "" if row == NONE else f"{w.say('Step {number}', number=view.step[row])}: "
        names.append({"y": top + 8, "label": f"{step}{labels[row]}"})
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
                    "without": int(row == NONE),
                }
            )
    most = max((bar["x"] for bar in bars), default=1.0) or 1.0
    height = ROW * max(1, len(rows))
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, most * 1.2], "nice": False}}
    color = {"condition": {"test": "datum.last == 1", "value": BLUE}, "value": GREY}
    # those without service are outlined, not filled: they can be told apart in grey as well
    fill = {"condition": [{"test": "datum.without == 1", "value": "white"}, color["condition"]], "value": GREY}
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
                    "mark": {"type": "rect", "strokeWidth": 1.5},
                    "encoding": {
                        "x": x,
                        "x2": {"datum": 0},
                        "y": y,
                        "y2": {"field": "y2"},
                        "fill": fill,
                        "stroke": color,
                    },
                },
                {
                    "data": {"values": bars},
                    "mark": text_mark("left", dx=6),
                    "encoding": {"x": x, "y": {**y, "field": "at"}, "text": {"field": "label"}},
                },
            ],
        },
    )
