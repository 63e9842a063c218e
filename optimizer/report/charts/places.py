"""Round-the-clock places against the need for them."""

from __future__ import annotations

from leonplan.optimizer.report.charts.style import BLUE, ORANGE, WIDTH, Spec, apart, chart, text_mark, year_axis
from leonplan.optimizer.report.content.rounded import need_by_level, places_round_the_clock
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import Column, Figure, Number
from leonplan.optimizer.report.words import number_text
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed

HEIGHT = 280
"""Height of the chart."""


def places_and_need(view: View) -> Figure:
    """The figure."""
    w = view.words
    clock = view.round_the_clock
    need = {year: sum(n for level, n in need_by_level(view, year).items() if level in clock) for year in view.years}
    occupancy = {level.id: level.occupancy for level in view.instance.settings.levels}
    rows = [row for row in view.rows(r.Places) if row.level in clock]
    places = {year: places_round_the_clock(view, year) for year in view.years}
    room = {year: 0.0 for year in view.years} | summed((row.year, row.operated * occupancy[row.level]) for row in rows)
    return Figure(
        id="figure-places",
        caption=w.say("Persons in need of care round the clock, and how many the places in use can hold"),
        alt=w.say(
            "Bars for the persons that the places in use can hold, a line for the need. In {first} "
            "the need is {need_first} and the places hold {room_first}; in {last} the need is "
            "{need_last} and the places hold {room_last}.",
            first=view.first,
            last=view.last,
            need_first=view.persons(need[view.first]),
            room_first=view.persons(room[view.first]),
            need_last=view.persons(need[view.last]),
            room_last=view.persons(room[view.last]),
        ),
        chart=_chart(view, need, room),
        table=plain(
            id="figure-places-table",
            caption=w.say("Need and places round the clock"),
            stub=w.say("Year"),
            columns=[
                Column(w.say("Need"), w.say("persons"), numeric=True),
                Column(w.say("Places in use"), w.say("places"), numeric=True),
                Column(w.say("They can hold"), w.say("persons"), numeric=True),
            ],
            rows=[
                (view.year_cell(year), *(Number(table[year], PERSONS) for table in (need, places, room)))
                for year in view.years
            ],
            note=w.say("Places held free between residents are why places hold fewer persons than there are places."),
        ),
    )


def _chart(view: View, need: dict[int, float], room: dict[int, float]) -> Spec:
    w = view.words
    top = 1.1 * max(*need.values(), *room.values(), 1.0)
    ends = [need[view.last], room[view.last]]
    at = [y * top / HEIGHT for y in apart([value * HEIGHT / top for value in ends], (36, 36))]
    labels = [
        (w.say("Need"), number_text(ends[0], PERSONS, w.language), ORANGE, at[0]),
        (w.say("The places hold"), number_text(ends[1], PERSONS, w.language), BLUE, at[1]),
    ]
    texts = [
        {
            "data": {"values": [{"year": view.last, "persons": y, "label": [name, number]}]},
            "mark": text_mark("left", dx=16, color=color, fontWeight="bold", lineHeight=17),
            "encoding": {"text": {"field": "label"}},
        }
        for name, number, color, y in labels
    ]
    axis = {"title": w.say("Persons"), "format": ",d", "tickCount": 6, "domain": False, "ticks": False}
    width = min(22.0, 0.6 * WIDTH / max(1, view.last - view.first))
    return chart(
        w.language,
        {
            "width": WIDTH - 90,
            "height": HEIGHT,
            "padding": {"left": 6, "top": 10, "bottom": 6, "right": 10},
            "data": {"values": [{"year": year, "persons": need[year], "room": room[year]} for year in view.years]},
            "encoding": {
                "x": year_axis(view.years, padding=width),
                "y": {
                    "field": "persons",
                    "type": "quantitative",
                    "axis": axis,
                    "scale": {"domain": [0, top], "nice": False},
                },
            },
            "layer": [
                {
                    "mark": {"type": "bar", "width": width, "color": BLUE, "opacity": 0.75},
                    "encoding": {"y": {"field": "room", "type": "quantitative"}},
                },
                {"mark": {"type": "line", "color": ORANGE, "strokeWidth": 3}},
                {
                    "mark": {
                        "type": "point",
                        "color": ORANGE,
                        "fill": "white",
                        "opacity": 1,
                        "size": 55,
                        "strokeWidth": 2,
                    }
                },
                *texts,
            ],
        },
    )
