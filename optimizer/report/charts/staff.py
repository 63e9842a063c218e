"""Staff at work in the plan against what the whole need would take, a panel for each category."""

from __future__ import annotations

from math import fsum

from leonplan.models.data import ModelData
from leonplan.optimizer.report.charts.style import BLUE, ORANGE, Spec, apart, chart, text_mark, wrapped, year_axis
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import NOTHING, PERSONS, View
from leonplan.optimizer.report.document import Cell, Figure, Number
from leonplan.optimizer.report.words import number_text
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.schema.settings import StaffCategory

PANEL, HEIGHT = 190, 130
"""Size of a panel."""

LABEL = 17.0
"""Least distance of labels."""

Years = dict[int, float]
"""Full-time equivalents at work by year."""


def staff_and_work(view: View) -> Figure:
    """The figure."""
    w = view.words
    there: dict[str, Years] = {}
    wanted: dict[str, Years] = {}
    for one in view.instance.settings.staff:
        rows = [row for row in view.rows(r.Staff) if row.category == one.id]
        there[one.id] = {row.year: row.employed * (1 - one.absence) + row.agency for row in rows}
        wanted[one.id] = work_of_all(view, one.id)
    told = [
        w.say(
            "{category} in {last}: {there} in the plan, {wanted} for the whole need",
            category=one.name,
            last=view.last,
            there=_fte(view, there[one.id][view.last]),
            wanted=_fte(view, wanted[one.id][view.last]),
        )
        for one in view.instance.settings.staff
    ]
    panels = [_panel(view, one, there[one.id], wanted[one.id]) for one in view.instance.settings.staff]
    rows_of_table: list[tuple[Cell, ...]] = [
        (f"{one.name}, {label}", *(Number(table[one.id][year], PERSONS) for year in view.shown))
        for one in view.instance.settings.staff
        for label, table in ((w.say("in the plan"), there), (w.say("for the whole need"), wanted))
    ]
    return Figure(
        id="figure-staff",
        caption=w.say(
            "Staff at work in the plan, and what it would take to serve everyone at the lowest effective "
            "level (FTE at work); each panel has a scale of its own that begins at zero"
        ),
        alt=w.say(
            "A panel for each category: a line for staff at work in the plan, a dashed one for what the "
            "whole need would take. {categories}.",
            categories="; ".join(told),
        ),
        chart=chart(w.language, {"columns": 2, "concat": panels}),
        table=plain(
            id="figure-staff-table",
            caption=w.say("Staff at work in the plan, and for the whole need (FTE at work)"),
            stub=w.say("Category"),
            columns=view.year_columns,
            rows=rows_of_table,
            note=w.say(
                "For the whole need: the need by group times the staffing norm of its lowest effective "
                "level, as if there were places and money for all."
            ),
        ),
    )


def work_of_all(view: View, category: str) -> Years:
    """Work if everyone in need were served at the lowest effective level, by year [FTE at work].

    Units are counted in proportion to persons: a unit takes its size times the occupancy, in houses of today's places.
    Programmes save nothing.
    """
    data = view.data
    need = view.sums(r.Need, lambda row: (row.group, row.year), lambda row: row.persons)
    found: dict[int, list[float]] = {year: [] for year in view.years}
    for (group, year), persons in need.items():
        level = view.lowest[group]
        here = data.levels[level]
        per_person = data.fte_per_person.get((group, level, category), 0.0)
        per_unit = data.fte_per_unit.get((level, category), 0.0)
        if per_unit:
            per_person += per_unit * _units_per_place(data, level) / here.occupancy
        found[year].append(persons * per_person)
    return {year: fsum(parts) for year, parts in found.items()}


def _units_per_place(data: ModelData, level: str) -> float:
    """Units that a place makes, on average over the places there are; with none, as the level says [units/place]."""
    there = {c: places for (c, l), places in data.places.items() if l == level and places > 0}
    whole = fsum(there.values())
    if not whole:
        size = data.levels[level].unit_size
        return 0.0 if size is None else 1 / size
    sizes = {c: data.unit_size(c, level) for c in there}
    return fsum(places / size for c, places in there.items() if (size := sizes[c]) is not None) / whole


def _fte(view: View, value: float) -> Number:
    return Number(value, PERSONS, view.words.say("FTE"))


def _panel(view: View, one: StaffCategory, there: Years, wanted: Years) -> Spec:
    w = view.words
    top = 1.15 * max(*there.values(), *wanted.values(), NOTHING)
    ends = (there[view.last], wanted[view.last])
    at = [y * top / HEIGHT for y in apart([value * HEIGHT / top for value in ends], (LABEL, LABEL))]
    labels = [
        (f"{w.say('plan')} {number_text(ends[0], PERSONS, w.language)}", BLUE, at[0]),
        (f"{w.say('need')} {number_text(ends[1], PERSONS, w.language)}", ORANGE, at[1]),
    ]
    texts = [
        {
            "data": {"values": [{"year": view.last, "fte": y, "label": label}]},
            "mark": text_mark("left", dx=8, color=color, fontWeight="bold"),
            "encoding": {"text": {"field": "label"}},
        }
        for label, color, y in labels
    ]
    axis = {"title": None, "format": ",d", "tickCount": 4, "domain": False, "ticks": False}
    y = {"field": "fte", "type": "quantitative", "axis": axis, "scale": {"domain": [0, top], "nice": False}}
    x = year_axis(view.years)
    x["axis"] = {**x["axis"], "values": [view.first, view.last]}
    return {
        "title": wrapped(one.name, 40),
        "width": PANEL,
        "height": HEIGHT,
        "data": {"values": [{"year": year, "fte": there[year], "wanted": wanted[year]} for year in view.years]},
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5}},
            {
                "mark": {"type": "line", "color": ORANGE, "strokeWidth": 2.5, "strokeDash": [5, 4]},
                "encoding": {"y": {"field": "wanted", "type": "quantitative"}},
            },
            *texts,
        ],
    }
