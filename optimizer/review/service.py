"""What to look at of services over time: down and up again, sudden changes, and less use while the need grows."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.changes import Swing, down_and_up, sudden
from leonplan.optimizer.review.check import ReviewCheck, check
from leonplan.optimizer.review.remark import PERSONS, YEAR, About, Figure, Remark
from leonplan.optimizer.review.series import SuddenChange, jumps
from leonplan.optimizer.review.subject import Series, Subject
from leonplan.optimizer.words.word import Word

LEAST = 5.0
"""Changes of fewer persons are not reported [persons]."""

SWING = Swing(LEAST, share=0.15, deep=0.5)
"""Falls that are taken back and are reported."""

JUMP = 0.25
"""A change from one year to the next is reported above this share a year [1/year]."""

APART = 0.1
"""Use that falls, and need that rises, by at least this share are reported [share]."""

_ORDER = Word("the order of goals gives way in one year and not in another", "målene veier ulikt fra år til år")
_MEANS = Word(
    "money, staff or places are short in some years and not in others",
    "penger, årsverk eller plasser er knappe i noen år og ikke i andre",
)
_TODAY = Word(
    "today's service is not what the rates and norms of the instance say",
    "dagens tjeneste er ikke som rater og normer sier",
)
_ELSEWHERE = Word("the need is met at another level", "behovet dekkes på et annet trinn")


@check(
    title=Word("A service that goes down and up again", "En tjeneste som går ned og opp igjen"),
    said=Word(
        "{what}: {top} persons served in {before}, {bottom} in {year}, {again} again in {after}.",
        "{what}: {top} personer får tjenesten i {before}, {bottom} i {year} og {again} igjen i {after}.",
    ),
    source="Seen in plans: nothing goes down and up again without a reason in the data",
)
def service_down_and_up(view: Subject) -> Iterator[Remark]:
    """Levels at which fewer are served for a while."""
    for level in view.names.levels:
        series = _served_at(view, level)
        yield from down_and_up("service_down_and_up", About(level=level), series, PERSONS, SWING, (_MEANS, _ORDER))


@check(
    title=Word("A sudden change of a service", "En brå endring i en tjeneste"),
    said=Word(
        "{what}: from {before} to {after} persons served from {start} to {year}, {yearly} of the larger number a year; "
        "sudden in {years}.",
        "{what}: fra {before} til {after} personer får tjenesten fra {start} til {year}, {yearly} av det største tallet i året; "
        "brått i {years}.",
    ),
    source="Seen in plans: a service is built up and down over years, not at once",
)
def service_jumps(view: Subject) -> Iterator[Remark]:
    """Levels at which many more or fewer are served from one year to the next, new and closed places apart."""
    for level in view.names.levels:
        found = [jump for jump in jumps(_served_at(view, level), JUMP, LEAST) if not _places_follow(view, level, jump)]
        yield from sudden(
            "service_jumps",
            About(level=level),
            found,
            PERSONS,
            lambda worst: (_TODAY, _MEANS) if worst.start == view.base else (_MEANS, _ORDER),
        )


@check(
    title=Word("A level that fewer use while more need it", "Et trinn som færre bruker mens flere trenger det"),
    said=Word(
        "{what}: served {before} persons in {start} and {after} in {year}, while those whose lowest effective level it is "
        "grow from {need_before} to {need_after}.",
        "{what}: {before} personer får tjenesten i {start} og {after} i {year}, mens de som har dette som laveste effektive "
        "nivå, øker fra {need_before} til {need_after}.",
    ),
    source="Seen in plans: the lowest effective level is where need is to be met (LEON)",
)
def use_falls_while_need_rises(view: Subject) -> Iterator[Remark]:
    """Levels with fewer served in the end than at first, though more have them as their lowest effective level."""
    first, last = view.first, view.last
    for level in view.names.levels:
        groups = [group for group, lowest in view.lowest.items() if lowest == level]
        need = {year: fsum(view.in_need(group, year) for group in groups) for year in (first, last)}
        series = _served_at(view, level)
        fall, rise = series[first] - series[last], need[last] - need[first]
        if fall < max(LEAST, APART * series[first]) or rise < max(LEAST, APART * need[first]):
            continue
        figures = {
            "before": Figure(series[first], PERSONS),
            "after": Figure(series[last], PERSONS),
            "start": Figure(first, YEAR),
            "need_before": Figure(need[first], PERSONS),
            "need_after": Figure(need[last], PERSONS),
        }
        causes = _MEANS, _ELSEWHERE
        yield Remark("use_falls_while_need_rises", False, About(level=level), (last,), last, figures, causes)


def _served_at(view: Subject, level: str) -> Series:
    rows = view.sums(r.Served, lambda row: row.year, lambda row: row.persons, lambda row: row.level == level)
    return view.all_years(rows)


def _places_follow(view: Subject, level: str, jump: SuddenChange) -> bool:
    """Whether places built or taken away explain at least half of a change: those are reported with the projects."""
    built = view.sums(r.Places, lambda row: row.year, lambda row: row.built, lambda row: row.level == level)
    places = built.get(jump.year, 0.0) - built.get(jump.start, 0.0)
    persons = places * view.data.levels[level].occupancy
    return persons * jump.change > 0 and abs(persons) >= 0.5 * abs(jump.change)


CHECKS: tuple[ReviewCheck, ...] = (service_down_and_up, service_jumps, use_falls_while_need_rises)
