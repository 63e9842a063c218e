"""What binds of places: places full, units full, residents who stay, projects in their years, the coverage norm."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.models import timing
from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import TINY, Binding
from leonplan.optimizer.results import rows as r


@looks_at("operated_within_built_places", "operated_within_open_units")
def places(view: DecidedYears) -> Iterator[Binding]:
    """Built places that are all in use, and open units that are full while places stand empty."""
    for row in view.decided_rows(r.Places):
        place = _place(view, row.level, row.centre)
        if row.built < TINY:
            continue
        yield Binding("operated_within_built_places", *place, row.year, row.operated, row.built, "places")
        size = view.data.unit_size(row.centre, row.level)
        if size and row.open_units and row.operated < row.built - TINY:
            room = float(size * row.open_units)
            yield Binding("operated_within_open_units", *place, row.year, row.operated, room, "places")


def _place(view: DecidedYears, level: str, centre: str) -> tuple[str, str, str, str]:
    """Identifier and name of a level and of a centre."""
    return level, view.names.levels[level], centre, view.names.centres[centre]


@looks_at("residents_are_not_moved")
def residents(view: DecidedYears) -> Iterator[Binding]:
    """Levels where no fewer could be served, as the residents who stay fill them."""
    if not view.data.policies.residents_stay:
        return
    earlier = dict(view.data.residents)
    for t, year in view.choices.items():
        served = year.of("served")
        staying: dict[tuple[str, str], float] = {}
        living: dict[tuple[str, str], float] = {}
        for (g, l, c), persons in earlier.items():
            if view.data.groups[g].one_centre_per_district or view.data.levels[l].turnover is None:
                continue
            stay = timing.staying(view.data, g, l, t) * persons
            if stay > TINY and abs(served.get((g, l, c), 0.0) - stay) <= TINY * max(1.0, stay):
                staying[l, c] = staying.get((l, c), 0.0) + stay
                living[l, c] = living.get((l, c), 0.0) + served[g, l, c]
        for (l, c), stay in sorted(staying.items()):
            yield Binding("residents_are_not_moved", *_place(view, l, c), t, stay, living[l, c], "persons")
        earlier = {key: n for key, n in served.items() if not view.data.levels[key[1]].at_home}


@looks_at("coverage_norm_is_reached", "coverage_norm_is_not_exceeded")
def coverage(view: DecidedYears) -> Iterator[Binding]:
    """The coverage norm, reached with nothing to spare."""
    norm = view.data.policies.coverage
    if norm is None:
        return
    what = "", "coverage norm", "", ""
    for t in view.decided:
        rows = [row for row in view.decided_rows(r.Places) if row.year == t]
        built = sum(row.built for row in rows if view.data.levels[row.level].round_the_clock)
        if t in norm.at_least:
            yield Binding("coverage_norm_is_reached", *what, t, norm.at_least[t], built, "places")
        if t in norm.at_most:
            yield Binding("coverage_norm_is_not_exceeded", *what, t, built, norm.at_most[t], "places")


LOOKS: tuple[Look, ...] = (
    places,
    residents,
    coverage,
)
