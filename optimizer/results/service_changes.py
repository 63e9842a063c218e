"""What a plan closes, cuts and moves: places and help at home from the plan's first year to its last, and who must move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.view import PlanView

LEAST = 0.5
"""Fewer places, persons or participants than this are none."""

LEAST_CHANGE = 1.0
"""A smaller change is none [places, persons]."""


@dataclass(frozen=True, slots=True)
class ServiceChange:
    """A service that is larger or smaller in the plan's last year than in its first."""

    centre: str
    """Centre of places in use; empty for help at home and for programmes."""
    id: str
    """Service level, or programme."""
    before: float
    """Places in use, persons served at home, or participants, in the first year."""
    after: float
    """The same in the last year."""
    begins: int
    """First year from which on there are never again as many as in the first year, or never again as few."""
    closes: int | None
    """First year from which on nothing is left of it; none if something is."""

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left of it."""
        return self.closes is not None

    @property
    def size(self) -> float:
        """How much more there is; negative if less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ResidentMove:
    """Residents who must move out of a level at a centre."""

    centre: str
    """Centre."""
    level: str
    """Level."""
    persons: float
    """How many in all."""
    years: tuple[int, ...]
    """In which periods."""


def place_changes(view: PlanView) -> tuple[ServiceChange, ...]:
    """Levels at centres with more or fewer places in use, what is closed first, then the greatest change."""
    return _changes(view, _by_year((row.centre, row.level, row.year, row.operated) for row in view.rows(r.Places)))


def home_changes(view: PlanView) -> tuple[ServiceChange, ...]:
    """Levels at home at which more or fewer persons are served."""
    rows = (row for row in view.rows(r.Served) if row.level in view.at_home)
    return _changes(view, _by_year(("", row.level, row.year, row.persons) for row in rows))


def programme_changes(view: PlanView) -> tuple[ServiceChange, ...]:
    """Programmes in which more or fewer take part."""
    return _changes(view, _by_year(("", row.programme, row.year, row.persons) for row in view.rows(r.Participants)))


def moves(view: PlanView) -> tuple[ResidentMove, ...]:
    """Residents who must move, the most first."""
    persons = view.sums(r.Moved, lambda row: (row.centre, row.level), lambda row: row.persons)
    years: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in view.rows(r.Moved):
        years[row.centre, row.level].append(row.year)
    found = [
        ResidentMove(*key, number, tuple(dict.fromkeys(years[key])))
        for key, number in persons.items()
        if number >= LEAST
    ]
    return tuple(sorted(found, key=lambda one: (-one.persons, one.centre, one.level)))


_Series = Mapping[tuple[str, str], Mapping[int, float]]


def _by_year(amounts: Iterator[tuple[str, str, int, float]]) -> _Series:
    found: defaultdict[tuple[str, str], defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for centre, id, year, amount in amounts:
        found[centre, id][year] += amount
    return found


def _changes(view: PlanView, found: _Series) -> tuple[ServiceChange, ...]:
    changes = [_change(view, key, series) for key, series in found.items()]
    told = [one for one in changes if abs(one.size) >= LEAST_CHANGE]
    return tuple(sorted(told, key=lambda one: (not one.is_closed, -abs(one.size), one.centre, one.id)))


def _change(view: PlanView, key: tuple[str, str], series: Mapping[int, float]) -> ServiceChange:
    amounts = {year: series.get(year, 0.0) for year in view.years}
    before, after = amounts[view.first], amounts[view.last]
    begins = _since(view, lambda year: (amounts[year] - before) * (after - before) > 0)
    is_closed = after < LEAST <= before
    closes = _since(view, lambda year: amounts[year] < LEAST) if is_closed else None
    return ServiceChange(*key, before, after, begins, closes)


def _since(view: PlanView, holds: Callable[[int], bool]) -> int:
    """The first year from which on something holds in every year of the plan; the last one where it holds in none."""
    since = view.last
    for year in reversed(view.years):
        if not holds(year):
            break
        since = year
    return since
