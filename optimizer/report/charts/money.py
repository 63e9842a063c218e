"""Net spending, stacked by what it goes to, against the operating frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leonplan.optimizer.report.add_up import parts_of
from leonplan.optimizer.report.charts.style import INK, SIZE, WIDTH, Spec, apart, chart, text_mark, wrapped
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Cell, Column, Figure, Number, SheetChart, Table
from leonplan.optimizer.report.words import NO_BREAK, mark, number_text
from leonplan.optimizer.results.rows import Money, Post

HEIGHT = 300
"""Height of the chart."""

SHOWN_OVER = 50.0
"""Spending over the frame by less than this does not show in a number with one decimal [kNOK]."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Posts that are drawn as one; neighbours are dark and light by turns, so that they can be told apart in grey."""

    label: str
    posts: tuple[Post, ...]
    color: str


_GROUPS = (
    _Group(mark("Pay, agencies and missing staff"), (Post.PAY, Post.AGENCY, Post.UNFILLED), "#123f73"),
    _Group(mark("Other cost of users"), (Post.OTHER_COST,), "#9dc3e6"),
    _Group(
        mark("Places, units and centres"), (Post.PLACES, Post.UNITS, Post.CENTRES, Post.OPERATING_CHANGE), "#b34700"
    ),
    _Group(mark("Capital cost"), (Post.CAPITAL_COST,), "#f2c48d"),
    _Group(mark("Programmes, travel, day fees"), (Post.PROGRAMMES, Post.TRAVEL, Post.DISCHARGE_FEE), "#00694b"),
    _Group(mark("Fees and compensation"), (Post.USER_FEES, Post.STATE_COMPENSATION), "#c4c4c4"),
)

_Stacks = Mapping[int, tuple[float, ...]]
"""Amounts of the groups by year, as shown; they add up to net spending [million kr/year]."""


def spend_and_frame(view: View) -> Figure:
    """The figure."""
    w = view.words
    over = {year: total.overrun for year, total in view.by_year.items() if total.overrun >= SHOWN_OVER}
    has_frame = all(total.frame is not None for total in view.plan.by_year)
    groups, stacks = _stacks(view)
    told = [w.say("in {year} {over} over", year=year, over=view.million(amount)) for year, amount in over.items()] or [
        w.say("nothing over in any year")
    ]
    price_year = view.instance.settings.price_year
    return Figure(
        id="figure-money",
        caption=w.say(
            "What money goes to, and the operating frame (million kr a year, kroner of {year})", year=price_year
        ),
        alt=w.say(
            "Stacked bars by post; net spending: {before} in {first}, {after} in {last}. Against the frame: {over}.",
            before=view.million(view.by_year[view.first].spend),
            first=view.first,
            after=view.million(view.by_year[view.last].spend),
            last=view.last,
            over=w.listed(tuple(told)),
        )
        if has_frame
        else w.say(
            "Stacked bars by post; net spending: {before} in {first}, {after} in {last}.",
            before=view.million(view.by_year[view.first].spend),
            first=view.first,
            after=view.million(view.by_year[view.last].spend),
            last=view.last,
        ),
        chart=_chart(view, groups, stacks, over, has_frame),
        table=_table(view, groups, stacks, has_frame),
    )


def _stacks(view: View) -> tuple[tuple[_Group, ...], _Stacks]:
    """Groups of which something shows, and their amounts by year."""
    amounts = view.sums(Money, lambda row: (row.post, row.year), lambda row: row.amount / 1000)
    every = {year: [sum(amounts[post, year] for post in one.posts) for one in _GROUPS] for year in view.years}
    seen = [i for i in range(len(_GROUPS)) if any(abs(every[year][i]) >= 0.05 for year in view.years)]
    stacks = {}
    for year in view.years:
        shown, _ = parts_of([every[year][i] for i in seen], 1, view.by_year[year].spend / 1000)
        stacks[year] = shown
    return tuple(_GROUPS[i] for i in seen), stacks


def _table(view: View, groups: Sequence[_Group], stacks: _Stacks, has_frame: bool) -> Table:
    """A row for each year: net spending, the frame, and what net spending consists of."""
    w = view.words
    has_transition = any(total.transition for total in view.plan.by_year)
    rows: list[tuple[Cell, ...]] = [
        (
            view.year_cell(year),
            Number(total.spend / 1000, 1),
            *((Number((total.frame or 0.0) / 1000, 1),) if has_frame else ()),
            *((Number(total.transition / 1000, 1),) if has_transition else ()),
            *((Number(total.overrun / 1000, 1),) if has_frame else ()),
            *(Number(amount, 1) for amount in stacks[year]),
        )
        for year, total in view.by_year.items()
    ]
    frames = (
        Column(w.say("Operating frame"), numeric=True),
        *((Column(w.say("Transition money"), numeric=True),) if has_transition else ()),
        Column(w.say("Over the frame"), numeric=True),
    )
    columns = (
        Column(w.say("Year")),
        Column(w.say("Net spending"), numeric=True),
        *(frames if has_frame else ()),
        *(Column(w.say(one.label), numeric=True) for one in groups),
    )
    parts = tuple(range(len(columns) - len(groups), len(columns)))
    return Table(
        id="figure-money-table",
        caption=w.say(
            "What money goes to, and frame (million kr a year, kroner of {year})",
            year=view.instance.settings.price_year,
        ),
        columns=columns,
        rows=tuple(rows),
        total_columns={1: parts},
        sheet_chart=SheetChart(
            stacked=parts, lines=(1, 2) if has_frame else (1,), across=False, unit=w.say("million kr")
        ),
    )


def _chart(view: View, groups: Sequence[_Group], stacks: _Stacks, over: dict[int, float], has_frame: bool) -> Spec:
    w, language = view.words, view.words.language
    names = {year: str(year) for year in view.years}
    bars, ends = _bars(names, groups, stacks)
    marks: list[dict[str, Any]] = [
        {
            "name": names[year],
            "net": total.spend / 1000,
            "frame": (total.frame or 0.0) / 1000,
            "more": ((total.frame or 0.0) + total.transition) / 1000,
            "top": sum(max(0.0, amount) for amount in stacks[year]),
            "over": f"+{number_text(over[year] / 1000, 1, language)}" if year in over else "",
        }
        for year, total in view.by_year.items()
    ]
    low = 1.06 * min(0.0, *(sum(min(0.0, amount) for amount in stack) for stack in stacks.values()))
    high = 1.12 * max(max(one["top"], one["more"]) for one in marks)
    room = WIDTH - 190
    unit = (high - low) / HEIGHT
    y = {
        "type": "quantitative",
        "axis": {"title": w.say("million kr"), "format": ",d", "tickCount": 6, "domain": False, "ticks": False},
        "scale": {"domain": [low, high], "nice": False},
    }
    x = {
        "field": "name",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": None, "labelAngle": 0 if len(names) <= 10 else -90, "domain": False, "ticks": False},
        "scale": {"paddingInner": 0.25, "paddingOuter": 0.15},
    }
    lines = [wrapped(w.say(one.label), 22) for one in groups]
    at = apart([-value / unit for value in ends], [16.0 * len(text) + 4 for text in lines])
    labels: list[Spec] = [
        {
            "data": {"values": [{"at": -place * unit, "label": text}]},
            "mark": text_mark("left", dy=-8 * (len(text) - 1), color=INK, lineHeight=16),
            "encoding": {
                "x": {"value": room + 24},
                "y": {**y, "field": "at"},
                "text": {"field": "label"},
            },
        }
        for place, text in zip(at, lines, strict=True)
    ]
    labels += [
        {
            "data": {"values": [{"at": end}]},
            "mark": {"type": "rule", "color": INK, "strokeWidth": 0.8},
            "encoding": {
                "x": {"value": room - 4},
                "x2": {"value": room + 20},
                "y": {**y, "field": "at"},
                "y2": {"datum": -place * unit},
            },
        }
        for place, end in zip(at, ends, strict=True)
    ]
    layers: list[Spec] = [
        {
            "data": {"values": bars},
            "mark": {"type": "bar", "stroke": INK, "strokeWidth": 0.6},
            "encoding": {
                "x": x,
                "y": {**y, "field": "low"},
                "y2": {"field": "high"},
                "fill": {"field": "color", "type": "nominal", "scale": None},
            },
        },
        {
            "data": {"values": [{"at": 0.0}]},
            "mark": {"type": "rule", "color": INK},
            "encoding": {"x": {"value": 0}, "x2": {"value": room}, "y": {**y, "field": "at"}},
        },
    ]
    tick = {"type": "tick", "orient": "horizontal", "width": room / len(names)}
    if has_frame:
        for color, thickness in (("white", 7.0), (INK, 3.5)):  # seen on light and dark
            layers.append(_of(marks, {**tick, "color": color, "thickness": thickness}, x, {**y, "field": "frame"}))
        if any(one["more"] != one["frame"] for one in marks):
            for color, thickness in (("white", 4.0), (INK, 1.5)):
                layers.append(_of(marks, {**tick, "color": color, "thickness": thickness}, x, {**y, "field": "more"}))
        over_text = text_mark("center", dy=-10, fontWeight="bold")
        layers.append(_of(marks, over_text, x, {**y, "field": "top"}, text={"field": "over"}))
    point = {"type": "point", "shape": "diamond", "color": INK, "fill": "white", "opacity": 1, "size": 70}
    layers.append(_of(marks, point, x, {**y, "field": "net"}))
    legend = [f"◊ {w.say('net spending')}"]  # signs that the font of reports has
    if has_frame and any(one["more"] != one["frame"] for one in marks):
        legend += [f"— {w.say('frame (thick)')}", f"— {w.say('frame with transition money (thin)')}"]
    elif has_frame:
        legend.append(f"— {w.say('frame')}")
    if has_frame and over:
        legend.append(f"+ {w.say('over the frame')}")
    layers.append(
        {
            "data": {"values": [{"label": (4 * NO_BREAK).join(legend)}]},
            "mark": text_mark("left", color=INK),
            "encoding": {"x": {"value": 0}, "y": {"value": -2 * SIZE}, "text": {"field": "label"}},
        }
    )
    return chart(
        language,
        {
            "width": room,
            "height": HEIGHT,
            "padding": {"left": 6, "right": 10, "top": 16, "bottom": 6},
            "layer": [*layers, *labels],
        },
    )


def _bars(
    names: Mapping[int, str], groups: Sequence[_Group], stacks: _Stacks
) -> tuple[list[dict[str, object]], list[float]]:
    """Every piece of every bar, what costs upwards and what comes in downwards, and the middles of the last bar's."""
    bars: list[dict[str, object]] = []
    middles: list[float] = []
    for year, name in names.items():
        up = down = 0.0
        middles = []
        for one, amount in zip(groups, stacks[year], strict=True):
            start = up if amount >= 0 else down
            bars.append({"name": name, "low": start, "high": start + amount, "color": one.color})
            middles.append(start + amount / 2)
            up, down = (up + amount, down) if amount >= 0 else (up, down + amount)
    return bars, middles


def _of(values: list[dict[str, Any]], mark: Spec, x: Spec, y: Spec, **more: Spec) -> Spec:
    """A layer with its own data."""
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y, **more}}
