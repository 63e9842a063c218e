"""Need by level over the years: a panel for each lowest effective level."""

from __future__ import annotations

from leonplan.optimizer.report.charts.style import BLUE, Spec, chart, text_mark, wrapped, year_axis
from leonplan.optimizer.report.content.rounded import need_by_level as need_shown
from leonplan.optimizer.report.content.tables import shown_by_column
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import Figure
from leonplan.optimizer.report.words import number_text

PANEL = 170
"""Width of a panel."""

IN_A_ROW = 3
"""Panels side by side."""


def need_by_level(view: View) -> Figure:
    """The figure."""
    w = view.words
    shown = {year: need_shown(view, year) for year in view.years}
    need = {(level, year): persons for year, column in shown.items() for level, persons in column.items()}
    levels = list(shown[view.first])
    grown = [
        w.say(
            "{level}: {before} in {first}, {after} in {last}",
            level=view.names.levels[level],
            before=view.persons(need[level, view.first]),
            first=view.first,
            after=view.persons(need[level, view.last]),
            last=view.last,
        )
        for level in levels
    ]
    panels = [
        _panel(view, view.names.levels[level], {year: need[level, year] for year in view.years}) for level in levels
    ]
    return Figure(
        id="figure-need",
        caption=w.say(
            "Need by lowest effective level (persons on an average day); each panel has a scale of its "
            "own that begins at zero"
        ),
        alt=w.say("A line for each level over the years. {levels}.", levels="; ".join(grown)),
        chart=chart(w.language, {"columns": IN_A_ROW, "concat": panels}),
        table=shown_by_column(
            id="figure-need-table",
            caption=w.say("Need by lowest effective level (persons on an average day)"),
            stub=w.say("Level, the lowest step first"),
            columns=view.year_columns,
            names={level: view.names.levels[level] for level in levels},
            shown=[shown[year] for year in view.shown],
            total=w.say("All need"),
            decimals=PERSONS,
        ),
    )


def _panel(view: View, name: str, need: dict[int, float]) -> Spec:
    """One level: its line, and the first and the last number at its ends."""
    ends = [
        {"year": year, "persons": need[year], "label": number_text(need[year], PERSONS, view.words.language)}
        for year in (view.first, view.last)
    ]
    top = 1.25 * max(max(need.values()), 1e-9)
    y = {"field": "persons", "type": "quantitative", "axis": None, "scale": {"domain": [0, top]}}
    x = year_axis(view.years)
    x["axis"] = {**x["axis"], "values": [view.first, view.last]}
    return {
        "title": wrapped(name, 27),
        "width": PANEL,
        "height": 90,
        "data": {"values": [{"year": year, "persons": persons} for year, persons in need.items()]},
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "area", "color": BLUE, "opacity": 0.12}},
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5}},
            {
                "data": {"values": ends[:1]},
                "mark": text_mark("left", dy=-12),
                "encoding": {"text": {"field": "label"}},
            },
            {
                "data": {"values": ends[1:]},
                "mark": text_mark("right", dy=-12, fontWeight="bold"),
                "encoding": {"text": {"field": "label"}},
            },
        ],
    }
