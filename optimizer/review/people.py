"""What to look at of people: heavy need without help, or with less than is sound, and minimums missed or just reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.causes import why_unmet
from leonplan.optimizer.review.check import ReviewCheck, check
from leonplan.optimizer.review.remark import PERSON_YEARS, PERSONS, SHARE, About, Figure, Remark
from leonplan.optimizer.review.subject import Series, Subject
from leonplan.optimizer.schema.settings import Minimum
from leonplan.optimizer.words.word import Word

LEAST = 0.5
"""Fewer persons than this in every year are not reported [persons]."""

SERIOUS = 1.0
"""From so many persons in a year on it is serious [persons]."""

NEAR = 0.001
"""How near to its minimum a group lies at it [share of its need]."""


@check(
    title=Word("Heavy need without any help", "Tungt behov uten noen hjelp"),
    said=Word(
        "{what}: {persons} of {need} persons without any help in {year}{most}; {person_years} person-years in all.",
        "{what}: {persons} av {need} personer uten noen hjelp i {year}{most}; {person_years} personår i alt.",
    ),
    source="Helse- og omsorgstjenesteloven § 3-1: the municipality owes everybody necessary help",
)
def heavy_without_help(view: Subject) -> Iterator[Remark]:
    """Groups with heavy need of whom somebody is served by nothing; serious, unless they wait in hospital."""
    waiting = {group.id for group in view.instance.settings.groups if group.discharge_ready}
    for group in view.heavy:
        persons = {year: view.unserved.get((group, year), 0.0) for year in view.decided}
        yield from _short(view, "heavy_without_help", group, persons, is_serious=group not in waiting)


@check(
    title=Word("Heavy need met by less than is sound", "Tungt behov med mindre hjelp enn forsvarlig"),
    said=Word(
        "{what}: the help that some get is less than sound, by as much as if {persons} of {need} persons had no help "
        "in {year}{most}; {person_years} person-years in all.",
        "{what}: hjelpen noen får, er mindre enn forsvarlig, like mye som om {persons} av {need} personer var uten hjelp i "
        "{year}{most}; {person_years} personår i alt.",
    ),
    source="Helse- og omsorgstjenesteloven § 4-1: services must be sound (forsvarlige)",
)
def heavy_below_sound(view: Subject) -> Iterator[Remark]:
    """Groups with heavy need some of whom wait at a level that relieves too little; those with nothing apart."""
    below = view.sums(r.Unmet, lambda row: (row.group, row.year), lambda row: row.below_sound)
    for group in view.heavy:
        persons = {
            year: max(0.0, below.get((group, year), 0.0) - view.unserved.get((group, year), 0.0))
            for year in view.decided
        }
        yield from _short(view, "heavy_below_sound", group, persons, is_serious=False)


@check(
    title=Word("Fewer helped than the group's minimum", "Færre får hjelp enn gruppens minimum"),
    said=Word(
        "{what}: {persons} persons short of the minimum of {minimum} of the need in {year}{most}; "
        "{person_years} person-years in all.",
        "{what}: {persons} personer mangler på minimum, {minimum} av behovet, i {year}{most}; "
        "{person_years} personår i alt.",
    ),
    source="Helse- og omsorgstjenesteloven §§ 3-1 and 4-1: money is no excuse for less than the minimum",
)
def below_minimum(view: Subject) -> Iterator[Remark]:
    """Groups that those helped enough fall short of a stated minimum."""
    lacking = view.sums(r.Unmet, lambda row: (row.group, row.year), lambda row: row.below_minimum)
    for group in view.instance.settings.groups:
        if group.minimum is not None:
            persons = {year: lacking.get((group.id, year), 0.0) for year in view.decided}
            minimum = {"minimum": Figure(group.minimum.share, SHARE)}
            yield from _short(view, "below_minimum", group.id, persons, is_serious=True, more=minimum)


@check(
    title=Word("A group exactly at its minimum", "En gruppe akkurat på sitt minimum"),
    said=Word(
        "{what}: exactly the minimum of {minimum} of the need is helped in {years}; the stated minimum is the plan.",
        "{what}: akkurat minimum, {minimum} av behovet, får hjelp i {years}; det fastsatte minimumet er planen.",
    ),
    source="Seen in plans: where money comes before more help, the stated share decides everything",
)
def at_minimum(view: Subject) -> Iterator[Remark]:
    """Groups with a minimum of less than everybody of whom no more are helped enough, nor fewer."""
    for group in view.instance.settings.groups:
        minimum = group.minimum
        if minimum is None or minimum.share >= 1:
            continue
        years = tuple(year for year in view.decided if _is_at_minimum(view, group.id, minimum, year))
        if years:
            figures = {"minimum": Figure(minimum.share, SHARE)}
            causes = why_unmet(view, group.id, years[0])
            yield Remark("at_minimum", False, About(group=group.id), years, years[0], figures, causes)


def _is_at_minimum(view: Subject, group: str, minimum: Minimum, year: int) -> bool:
    services = view.data.services
    enough = fsum(
        persons
        for (g, level, t), persons in view.served.items()
        if (g, t) == (group, year) and services[g, level].relief >= minimum.counts_from
    )
    need = view.in_need(group, year)
    return need >= LEAST and abs(enough - minimum.share * need) <= NEAR * need


def _short(
    view: Subject, name: str, group: str, persons: Series, *, is_serious: bool, more: Mapping[str, Figure] | None = None
) -> Iterator[Remark]:
    """A remark on persons of a group who lack something, in the years in which they are enough to be reported."""
    told = {year: n for year, n in persons.items() if n >= LEAST}
    if not told:
        return
    worst = max(told, key=lambda year: told[year])
    figures = {
        "persons": Figure(told[worst], PERSONS),
        "need": Figure(view.need[group, worst], PERSONS),
        "person_years": Figure(view.over_years(told), PERSON_YEARS),
        **(more or {}),
    }
    causes = why_unmet(view, group, worst)
    serious = is_serious and told[worst] >= SERIOUS
    yield Remark(name, serious, About(group=group), tuple(told), worst, figures, causes)


CHECKS: tuple[ReviewCheck, ...] = (heavy_without_help, below_minimum, heavy_below_sound, at_minimum)
