"""What to look at of projects: those at the end of the horizon, and those that hardly matter."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.view import StartedProject
from leonplan.optimizer.review.check import ReviewCheck, check
from leonplan.optimizer.review.remark import KNOK, PLACES, SHARE, YEAR, About, Figure, Remark
from leonplan.optimizer.review.subject import Subject
from leonplan.optimizer.words.word import Word

USED = 0.1
"""A project whose new places are used by no more than this share hardly matters [share]."""

LATE = 0.1
"""A project that can be used for less than this share of the horizon lies at its end [share]."""

_BLIND = Word(
    "the plan does not see what comes after its last year, neither use nor cost",
    "planen ser ikke hva som skjer etter siste år, verken bruk eller utgifter",
)
_BOUND = Word(
    "it is decided already, or another project requires it", "det er alt vedtatt, eller et annet prosjekt krever det"
)
_SPARE = Word("fewer places than it adds are missing", "det mangler færre plasser enn det gir")


@check(
    title=Word("A project at the end of the horizon", "Et prosjekt ved slutten av perioden"),
    said=Word(
        "{what}: starts in {year}, ready in {ready}; of {outlay} million kr the plan sees the use in {seen} of its years.",
        "{what}: starter i {year}, klart i {ready}; av {outlay} mill. kr ser planen bruken i {seen} av årene.",
    ),
    source="Seen in plans: what comes after the horizon is not weighed",
)
def project_at_the_end(view: Subject) -> Iterator[Remark]:
    """Projects ready so late that their use is counted in few of the plan's years, or in none."""
    begin = view.data.base_year
    for one in view.projects:
        last_start, ready = max(one.years), max(one.ready)
        seen = max(0, view.last - ready + 1) / (view.last - begin)
        if seen < LATE or ready > view.last:
            figures = {
                "ready": Figure(ready, YEAR),
                "outlay": Figure(one.outlay, KNOK),
                "seen": Figure(seen, SHARE),
            }
            about = About(project=one.project.id, place=one.project.centre)
            yield Remark("project_at_the_end", False, about, (last_start,), last_start, figures, (_BLIND,))


@check(
    title=Word("A project that hardly matters", "Et prosjekt som nesten ikke betyr noe"),
    said=Word(
        "{what}: at most {used} of {new} new places are used in any year from {year} on, at an outlay of {outlay} million kr.",
        "{what}: høyst {used} av {new} nye plasser brukes i noe år fra {year}, for {outlay} mill. kr i investering.",
    ),
    source="Seen in plans: a building of which forbidding it changes nothing that matters",
)
def project_hardly_matters(view: Subject) -> Iterator[Remark]:
    """Projects whose own centre would do without nearly all places they add, as far as the stored plan shows it."""
    for one in view.projects:
        used = _used(view, one)
        if used is not None and used[0] <= USED * used[1]:
            years = view.years_in_use(one)
            figures = {
                "used": Figure(used[0], PLACES),
                "new": Figure(used[1], PLACES),
                "outlay": Figure(one.outlay, KNOK),
            }
            about = About(project=one.project.id, place=one.project.centre)
            causes = (_BOUND,) if one.project.decided else (_SPARE, _BOUND)
            yield Remark("project_hardly_matters", True, about, years, years[0], figures, causes)


def _used(view: Subject, one: StartedProject) -> tuple[float, float] | None:
    """The most of a project's new places that are used in any year, and how many they are; none if it adds none in time."""
    years = view.years_in_use(one)
    added = {
        (row.centre, row.level): float(row.change)
        for row in view.instance.project_places
        if row.project == one.project.id and row.change > 0
    }
    if not years or not added:
        return None
    empty = view.sums(r.Places, lambda row: (row.centre, row.level, row.year), lambda row: row.built - row.operated)
    used = max(fsum(max(0.0, new - empty.get((c, l, year), 0.0)) for (c, l), new in added.items()) for year in years)
    return used, fsum(added.values())


CHECKS: tuple[ReviewCheck, ...] = (project_hardly_matters, project_at_the_end)
