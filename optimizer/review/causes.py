"""Likely causes: what is scarce in a year, as a stored plan shows it."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.subject import Subject
from leonplan.optimizer.words.word import Word

NO_STAFF = Word("nobody employed has hours to spare", "ingen ansatte har ledig tid")
NO_PLACES = Word("every place that would do is in use", "alle plasser som kunne vært brukt, er i bruk")
NO_MONEY = Word("the operating frame is used up", "driftsrammen er brukt opp")
NOT_FIRST = Word(
    "others come first in the order of goals and weights", "andre kommer først etter rekkefølgen av mål og vekter"
)

_IDLE = 0.005
"""Hours to spare below this share of all hours are none [share]."""

_LEAST_PLACES = 0.5
"""Fewer empty places than this are none [places]."""

_LEAST_MONEY = 0.001
"""Money left below this share of the frame is none [share]."""


def why_unmet(view: Subject, group: str, year: int) -> tuple[Word, ...]:
    """What likely keeps persons of a group from being served in full in a year: everything that is scarce then."""
    return tuple(_scarce(view, group, year)) or (NOT_FIRST,)


def _scarce(view: Subject, group: str, year: int) -> Iterator[Word]:
    if no_places(view, group, year):
        yield NO_PLACES
    if no_staff(view, year):
        yield NO_STAFF
    if no_money(view, year):
        yield NO_MONEY


def no_places(view: Subject, group: str, year: int) -> bool:
    """Whether a group that is served in full only in places finds none of these empty."""
    full = {level for (g, level), service in view.data.services.items() if g == group and service.relief >= 1}
    if not full or full & view.at_home:
        return False
    rows = [row for row in view.rows(r.Places) if row.year == year and row.level in full]
    return all(row.built - row.operated < _LEAST_PLACES for row in rows)


def no_staff(view: Subject, year: int) -> bool:
    """Whether staff of every category have no hours to spare."""
    rows = [row for row in view.rows(r.Staff) if row.year == year]
    hours = fsum(row.employed * (1 - view.data.categories[row.category].absence) + row.agency for row in rows)
    done = fsum(row.fte for row in view.rows(r.Covers) if row.year == year)
    return bool(rows) and hours - done <= _IDLE * hours


def no_money(view: Subject, year: int) -> bool:
    """Whether the operating frame is spent."""
    total = view.by_year[year]
    return total.frame is not None and total.spend >= total.frame * (1 - _LEAST_MONEY)
