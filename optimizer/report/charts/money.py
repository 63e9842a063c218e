"""Net spending against the operating frame."""

from __future__ import annotations

from leonplan.optimizer.report.charts.style import BLUE, INK, ORANGE, SIZE, WIDTH, Spec, chart, text_mark, year_axis
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Cell, Column, Figure, Number
from leonplan.optimizer.report.words import number_text

HEIGHT = 260
"""Height of the chart."""

SHOWN_OVER = 50.0
"""Spending over the frame by less than this does not show in a number with one decimal [kNOK]."""


def spend_and_frame(view: View) -> Figure:
    """The figure."""
    w = view.words
    over = {year: total.overrun for year, total in view.by_year.items() if total.overrun >= SHOWN_OVER}
    has_frame = all(total.frame is not None for total in view.plan.by_year)
    has_transition = any(total.transition for total in view.plan.by_year)
    told = [w.say("in {year} {over} over", year=year, over=view.million(amount)) for year, amount in over.items()] or [
        w.say("nothing over in any year")
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            view.year_title(year),
            Number(total.spend / 1000, 1),
            *((Number((total.frame or 0.0) / 1000, 1),) if has_frame else ()),
            *((Number(total.transition / 1000, 1),) if has_transition else ()),
            *((Number(total.overrun / 1000, 1),) if has_frame else ()),
        )
        for year, total in view.by_year.items()
    ]
    columns = [Column(w.say("Net spending"), numeric=True)]
    if has_frame:
        on_top = [Column(w.say("Transition money"), numeric=True)] if has_transition else []
        columns += [
            Column(w.say("Operating frame"), numeric=True),
            *on_top,
            Column(w.say("Over the frame"), numeric=True),
        ]
    price_year = view.instance.settings.price_year
    return Figure(
        id="figure-money",
        caption=w.say(
            "Net spending against the operating frame (million kr a year, kroner of {year})", year=price_year
        ),
        alt=w.say(
            "Bars for net spending: {before} in {first}, {after} in {last}. Against the frame: {over}.",
            before=view.million(view.by_year[view.first].spend),
            first=view.first,
            after=view.million(view.by_year[view.last].spend),
            last=view.last,
            over=w.listed(tuple(told)),
        )
        if has_frame
        else w.say(
            "Bars for net spending: {before} in {first}, {after} in {last}.",
            before=view.million(view.by_year[view.first].spend),
            first=view.first,
            after=view.million(view.by_year[view.last].spend),
            last=view.last,
        ),
        chart=_chart(view, over, has_frame, has_transition),
        table=plain(
            id="figure-money-table",
            caption=w.say("Net spending and frame (million kr a year, kroner of {year})", year=price_year),
            stub=w.say("Year"),
            columns=columns,
            rows=rows,
        ),
    )


def _chart(view: View, over: dict[int, float], has_frame: bool, has_transition: bool) -> Spec:
    w = view.words
    values = [
        {
            "year": year,
            "within": (total.spend - over.get(year, 0.0)) / 1000,
            "spend": total.spend / 1000,
            "frame": (total.frame or 0.0) / 1000,
            "with_transition": ((total.frame or 0.0) + total.transition) / 1000,
            "label": number_text(total.spend / 1000, 1, w.language) if year in (view.first, view.last) else "",
            "over": f"{number_text(over[year] / 1000, 1, w.language)} {w.say('over')}" if year in over else "",
        }
        for year, total in view.by_year.items()
    ]
    top = 1.22 * max(max(total.spend, (total.frame or 0.0) + total.transition) for total in view.plan.by_year) / 1000
    width = min(24.0, 0.62 * WIDTH / max(1, view.last - view.first))
    axis = {"title": w.say("million kr"), "format": ",d", "tickCount": 6, "domain": False, "ticks": False}
    y = {"field": "spend", "type": "quantitative", "axis": axis, "scale": {"domain": [0, top], "nice": False}}
    legend = [(0, w.say("Net spending"), BLUE)]
    if over:
        legend.append((1, w.say("of which over the frame"), ORANGE))
    if has_frame:
        legend.append((2, w.say("frame (line)"), INK))
    if has_transition:
        legend.append((3, w.say("with transition money (thin line)"), INK))
    texts, x = [], 0.0
    for _, label, color in legend:
        texts.append(
            {
                "mark": text_mark("left", color=color, fontWeight="bold"),
                "data": {"values": [{"label": label}]},
                "encoding": {"x": {"value": x}, "y": {"value": -10}, "text": {"field": "label"}},
            }
        )
        x += 20 + 0.53 * SIZE * len(label)
    layers = [
        {
            "mark": {"type": "bar", "width": width, "color": BLUE},
            "encoding": {"y": {"field": "within", "type": "quantitative"}},
        },
        {
            "mark": {"type": "bar", "width": width, "color": ORANGE},
            "encoding": {"y": {"field": "within", "type": "quantitative"}, "y2": {"field": "spend"}},
        },
        {"mark": text_mark("center", dy=-14, fontWeight="bold"), "encoding": {"text": {"field": "label"}}},
        {"mark": text_mark("center", dy=-30, color=ORANGE, fontWeight="bold"), "encoding": {"text": {"field": "over"}}},
        *texts,
    ]
    if has_frame:
        tick = {"type": "tick", "width": width + 8, "thickness": 2.5, "color": INK, "orient": "horizontal"}
        layers.append({"mark": tick, "encoding": {"y": {"field": "frame", "type": "quantitative"}}})
    if has_transition:
        layers.append(
            {
                "mark": tick | {"thickness": 1.0},
                "encoding": {"y": {"field": "with_transition", "type": "quantitative"}},
            }
        )
    return chart(
        w.language,
        {
            "width": WIDTH,
            "height": HEIGHT,
            "padding": {"left": 6, "right": 20, "top": 24, "bottom": 6},
            "data": {"values": values},
            "encoding": {"x": year_axis(view.years, padding=1.4 * width), "y": y},
            "layer": layers,
        },
    )
