"""The centres where they lie, and what changes at each."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import Any

from leonplan.optimizer.report.charts.style import BLUE, MUTED, RULE, Spec, apart, chart, text_mark, wrapped
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import NOTHING, View
from leonplan.optimizer.report.document import Column, Figure, Number
from leonplan.optimizer.report.words import mark, number_text
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.schema.tables import Centre

MAP, GAP, LABELS = 210.0, 36.0, 440.0
"""Width of the map, of the room for lines, and of the labels [units of the chart]."""

LINE, BETWEEN, LETTERS = 18.0, 12.0, 66
"""Height of a line of a label, room between labels, and letters in a line."""

TALL = 360.0
"""Greatest height of the map."""

KM_PER_DEGREE = 111.2
"""Kilometres in a degree of latitude."""


@dataclass(frozen=True, slots=True)
class CentreChange:
    """A centre with the places there are, first and last: round the clock, and others."""

    centre: Centre
    before: tuple[float, float]
    after: tuple[float, float]
    lines: tuple[str, ...]
    """What is said of it."""


def centre_map(view: View) -> Figure:
    """The figure."""
    w = view.words
    changes = _changes(view)
    decimals = _decimals(view)
    columns = [
        Column(w.say(title, year=year), numeric=True)
        for title in (mark("Round the clock {year}"), mark("Other places {year}"))
        for year in (view.first, view.last)
    ]
    return Figure(
        id="figure-centres",
        caption=w.say(
            "The centres where they lie, the places there are in {first} and {last}, and when what is "
            "built or converted there is ready",
            first=view.first,
            last=view.last,
        ),
        alt=w.say(
            "A map of the centres, told from north to south. {centres}.",
            centres="; ".join(f"{one.centre.name}: {', '.join(one.lines)}" for one in changes),
        ),
        chart=_chart(view, changes),
        table=plain(
            id="figure-centres-table",
            caption=w.say("Places there are at each centre (places)"),
            stub=w.say("Centre"),
            columns=columns,
            rows=[
                (
                    one.centre.name,
                    *(Number(n, decimals) for n in (one.before[0], one.after[0], one.before[1], one.after[1])),
                )
                for one in changes
            ],
        ),
    )


def _decimals(view: View) -> int:
    """Places are whole but where they are run part of the week."""
    return int(any(round(row.built, 1) % 1 for row in view.rows(r.Places)))


def _changes(view: View) -> list[CentreChange]:
    """Centres that have or get places, from north to south; those without a known place last."""
    places = view.sums(
        r.Places, lambda row: (row.centre, row.level in view.round_the_clock, row.year), lambda row: row.built
    )
    found = []
    for centre in view.instance.centres:
        before, after = (
            (places.get((centre.id, True, year), 0.0), places.get((centre.id, False, year), 0.0))
            for year in (view.first, view.last)
        )
        if sum(before) + sum(after) >= NOTHING:
            found.append(CentreChange(centre, before, after, (*_places(view, before, after), *_ready(view, centre.id))))
    return sorted(
        found, key=lambda one: (-(-91 if one.centre.latitude is None else one.centre.latitude), one.centre.id)
    )


def _places(view: View, before: tuple[float, float], after: tuple[float, float]) -> tuple[str, ...]:
    w, said = view.words, []
    for message, first, last in zip((w.say("round the clock"), w.say("other places")), before, after, strict=True):
        if first >= NOTHING or last >= NOTHING:
            numbers = [number_text(value, _decimals(view), w.language) for value in (first, last)]
            said.append(f"{message} {numbers[0]}" + (f" → {numbers[1]}" if numbers[0] != numbers[1] else ""))
    return (", ".join(said),)


def _ready(view: View, centre: str) -> tuple[str, ...]:
    """The projects at a centre, each with the years in which it is ready."""
    w = view.words
    return tuple(f"{w.each(one.ready)}: {one.project.name}" for one in view.projects if one.project.centre == centre)


def _chart(view: View, changes: list[CentreChange]) -> Spec:
    """Dots in true proportion on the left, labels from north to south on the right, and lines between them."""
    scale = _units_per_degree(changes)
    dots = _dots(changes, scale)
    left = MAP + GAP if dots else 0.0
    lines = [[part for line in one.lines for part in wrapped(line, LETTERS)] for one in changes]
    sizes = [LINE * (len(parts) + 1) + BETWEEN for parts in lines]
    lowest = max((y for _, y in dots.values()), default=0.0)
    centres = apart([dots.get(one.centre.id, (0.0, 2 * lowest + i))[1] for i, one in enumerate(changes)], sizes)
    down = max(0.0, -min((y - size / 2 for y, size in zip(centres, sizes, strict=True)), default=0.0))
    points, rules, names, texts = [], [], [], []
    below = 0.0
    for number, (one, parts, centre, size) in enumerate(zip(changes, lines, centres, sizes, strict=True), 1):
        top = max(below, centre - size / 2 + down) if one.centre.id in dots else below
        below = top + size
        names.append({"x": left, "y": top + LINE / 2, "label": f"{number}. {one.centre.name}"})
        texts += [{"x": left, "y": top + LINE * (n + 1.5), "label": part} for n, part in enumerate(parts)]
        if one.centre.id in dots:
            x, y = dots[one.centre.id]
            points.append({"x": x, "y": y + down, "label": str(number)})
            rules.append({"x": x, "y": y + down, "x2": MAP + GAP - 6, "y2": top + LINE / 2})
    height = max([below, lowest + down + LINE])
    length = 5 * scale / KM_PER_DEGREE
    bar = [{"x": 10.0, "x2": 10.0 + length, "y": height + 6, "label": "5 km"}] if len(dots) > 1 else []
    return _drawn(view, height + 26, points, rules, names, texts, bar)


def _spots(changes: list[CentreChange]) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the centres for which they are known [degrees]."""
    return {
        one.centre.id: (one.centre.longitude, one.centre.latitude)
        for one in changes
        if one.centre.longitude is not None and one.centre.latitude is not None
    }


def _dots(changes: list[CentreChange], scale: float) -> dict[str, tuple[float, float]]:
    """Where centres lie on the map, in true proportion [units of the chart]."""
    spots = _spots(changes)
    if not spots:
        return {}
    west, north = min(x for x, _ in spots.values()), max(y for _, y in spots.values())
    shrink = cos(radians(north))
    return {name: ((x - west) * shrink * scale + 10, (north - y) * scale + LINE) for name, (x, y) in spots.items()}


def _units_per_degree(changes: list[CentreChange]) -> float:
    """Units of the chart for a degree of latitude: the map fits its room both ways."""
    spots = _spots(changes).values()
    if not spots:
        return 1.0
    north, south = max(y for _, y in spots), min(y for _, y in spots)
    wide = (max(x for x, _ in spots) - min(x for x, _ in spots)) * cos(radians(north))
    return min((MAP - 30) / max(wide, 1e-3), TALL / max(north - south, 1e-3))


def _drawn(view: View, height: float, points: Any, rules: Any, names: Any, texts: Any, bar: Any) -> Spec:
    x = {
        "field": "x",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, MAP + GAP + LABELS], "nice": False},
    }
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    label = {"text": {"field": "label"}}
    ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    layers: list[tuple[Any, Spec, Spec]] = [
        (rules, {"type": "rule", "color": RULE, "strokeWidth": 1.2}, ends),
        (points, {"type": "point", "filled": True, "opacity": 1, "size": 300, "color": BLUE, "stroke": "white"}, {}),
        (points, text_mark("center", color="white", fontWeight="bold", fontSize=11), label),
        (names, text_mark("left", fontWeight="bold"), label),
        (texts, text_mark("left"), label),
        (bar, {"type": "rule", "color": MUTED, "strokeWidth": 2}, {"x2": {"field": "x2"}}),
        (bar, text_mark("left", dy=12, color=MUTED), label),
    ]
    body = {
        "width": MAP + GAP + LABELS,
        "height": height,
        "encoding": {"x": x, "y": y},
        "layer": [
            {"data": {"values": data}, "mark": mark, "encoding": encoding} for data, mark, encoding in layers if data
        ],
    }
    return chart(view.words.language, body)
