"""Every table of a plan, from what is given and what is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from leonplan.models.data import ModelData
from leonplan.models.sets import IndexSets
from leonplan.optimizer.prepare.frames import has_transition, operating_frame, transition
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.given import Needs
from leonplan.optimizer.results.money import accounts
from leonplan.optimizer.results.projects import Schedule, schedule
from leonplan.optimizer.results.residents import moved_rows
from leonplan.optimizer.results.spending import spending_rows
from leonplan.optimizer.results.unmet import below_minimum, below_sound, unmet_persons, weighted
from leonplan.optimizer.results.work import competence_wanted, competent_work, work_by_category
from leonplan.optimizer.results.year import Year, tidy
from leonplan.optimizer.schema.instance import Instance


@dataclass(frozen=True, slots=True)
class _Source:
    """What the tables are made from."""

    instance: Instance
    data: ModelData
    need: Needs
    years: Sequence[Year]
    projects: Schedule


def make_tables(
    instance: Instance, data: ModelData, need: Needs, years: Sequence[Year]
) -> dict[str, tuple[r.Row, ...]]:
    """All tables but the goals.

    years: the base year, if it is given, and every decided year, in order of time.
    """
    decided = [year for year in years if year.year in data.years]
    source = _Source(instance, data, need, years, schedule(data, decided))
    tables = {kind.table: tuple(sorted(make(source), key=_place)) for kind, make in _MAKERS.items()}
    spending = spending_rows(instance, data, tables, source.projects)
    return {**tables, r.Spending.table: tuple(sorted(spending, key=_place))}


def _place(row: r.Row) -> tuple[object, ...]:
    """Where a row stands in its table: by its key, posts in the order of the accounts, blanks last."""
    key = (getattr(row, name) for name in row.key)
    return tuple((part is None, _POSTS.index(part) if isinstance(part, r.Post) else part) for part in key)


_POSTS = tuple(r.Post)


def _need(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        for g in source.data.groups:
            for d in source.data.districts:
                yield r.Need(year.year, g, d, tidy(source.need[g, d, year.year]))


def _served(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        for (g, l, s), persons in year.of("served").items():
            if tidy(persons):
                yield r.Served(year.year, g, l, s, tidy(persons))


def _flow(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        for (g, d, c), persons in year.of("flow").items():
            if tidy(persons):
                yield r.Flow(year.year, g, d, c, tidy(persons))


def _assigned(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        for (g, d, c), yes in year.of("assigned").items():
            if round(yes):
                yield r.Assigned(year.year, g, d, c)


def _unserved(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        for (g, d), persons in year.of("unserved").items():
            if tidy(persons):
                yield r.Unserved(year.year, g, d, tidy(persons))


def _unmet(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        for g, group in source.data.groups.items():
            persons = unmet_persons(source.data, year, g)
            need = fsum(source.need[g, d, year.year] for d in source.data.districts)
            yield r.Unmet(
                year=year.year,
                group=g,
                persons=tidy(persons),
                weighted=tidy(weighted(persons, need, group, source.data.tiers)),
                below_minimum=tidy(below_minimum(source.data, year, g)),
                below_sound=tidy(below_sound(source.data, year, g)),
            )


def _moved(source: _Source) -> Iterator[r.Row]:
    yield from moved_rows(source.data, [year for year in source.years if year.year in source.data.years])


def _participants(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        for (q, g, d), persons in year.of("participants").items():
            if tidy(persons):
                yield r.Participants(year.year, q, g, d, tidy(persons))


def _places(source: _Source) -> Iterator[r.Row]:
    sets = IndexSets(source.data)
    for year in source.years:
        operated, units = year.of("operated"), year.of("open_units")
        for c, l in sets.offered:
            in_units = source.data.unit_size(c, l) is not None
            built = tidy(source.projects.built(c, l, year.year))
            open_units = round(units.get((c, l), 0)) if in_units else None
            yield r.Places(year.year, c, l, built, tidy(operated.get((c, l), 0)), open_units)


def _projects(source: _Source) -> Iterator[r.Row]:
    for (p, t), starts in source.projects.starts.items():
        yield r.ProjectStart(t, p, starts, tidy(source.projects.granted.get((p, t), 0)))


def _staff(source: _Source) -> Iterator[r.Row]:
    """Shortfall and competence gap are what the work leaves, but none where the solver within tolerance has none."""
    for year in source.years:
        work = work_by_category(source.data, year)
        wanted = competence_wanted(source.data, year)
        covers = year.of("covers")
        for k in source.data.categories:
            left = work[k] - fsum(fte for (_, w), fte in covers.items() if w == k)
            gap = wanted.get(k, 0.0) - competent_work(source.data, covers, k)
            yield r.Staff(
                year=year.year,
                category=k,
                employed=tidy(year.of("employed").get(k, 0)),
                hired=tidy(year.of("hired").get(k, 0)),
                agency=tidy(year.of("agency").get(k, 0)),
                shortfall=tidy(min(max(0.0, left), year.of("shortfall").get(k, 0))),
                competence_gap=tidy(min(max(0.0, gap), year.of("competence_gap").get(k, 0))),
                work=tidy(work[k]),
            )


def _covers(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        for (k, w), fte in year.of("covers").items():
            if tidy(fte):
                shift = source.data.shifts.get((k, w))
                yield r.Covers(year.year, k, w, tidy(fte), tidy(fte if shift is None else shift.hours * fte))


def _money(source: _Source) -> Iterator[r.Row]:
    for year in source.years:
        frame = operating_frame(source.instance, year.year) if source.instance.frames else None
        on_top = transition(source.instance, year.year) if has_transition(source.instance) else None
        yield from accounts(source.data, year, source.projects, frame, on_top)


_MAKERS: dict[type[r.Row], Callable[[_Source], Iterator[r.Row]]] = {
    r.Money: _money,
    r.Unmet: _unmet,
    r.Need: _need,
    r.Served: _served,
    r.Unserved: _unserved,
    r.Flow: _flow,
    r.Assigned: _assigned,
    r.Places: _places,
    r.ProjectStart: _projects,
    r.Staff: _staff,
    r.Covers: _covers,
    r.Participants: _participants,
    r.Moved: _moved,
}
