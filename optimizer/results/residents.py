"""Residents who had to move, and those of them whom no project moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leonplan.models import timing
from leonplan.models.data import ModelData
from leonplan.optimizer.results.projects import Schedule
from leonplan.optimizer.results.rows import Moved
from leonplan.optimizer.results.year import Year, tidy


def moved_rows(data: ModelData, years: Sequence[Year]) -> Iterator[Moved]:
    """Residents fewer than would have stayed by themselves, by period, group, level and centre.

    years: the decided years in order of time. No entries where the solver, within its tolerance, moved none, and no more
    than had to, whatever room it left itself.
    """
    before = data.residents
    for year in years:
        served = year.of("served")
        for (g, l, c), allowed in year.of("moved").items():
            staying = timing.staying(data, g, l, year.year) * before.get((g, l, c), 0.0)
            persons = tidy(min(allowed, max(0.0, staying - served.get((g, l, c), 0.0))))
            if persons:
                yield Moved(year.year, g, l, c, persons)
        before = served


def uprooted(data: ModelData, moved: Sequence[Moved], projects: Schedule) -> float:
    """Residents moved beyond those who lived in places that moving projects removed in the period [persons]."""
    previous = dict(zip(data.years, (data.base_year, *data.years[:-1]), strict=True))
    out: dict[tuple[str, str, int], float] = {}
    for row in moved:
        out[row.centre, row.level, row.year] = out.get((row.centre, row.level, row.year), 0.0) + row.persons
    return sum(
        max(0.0, persons - data.levels[l].occupancy * (projects.emptied(c, l, t) - projects.emptied(c, l, previous[t])))
        for (c, l, t), persons in out.items()
    )
