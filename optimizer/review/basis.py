"""What to look at of what a plan rests on: estimates, dates in the past, and goals that are not proven."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.results.basis import Basis, basis_of
from leonplan.optimizer.review.check import ReviewCheck, check
from leonplan.optimizer.review.remark import SHARE, TIMES, YEAR, About, Figure, Remark
from leonplan.optimizer.review.subject import Subject
from leonplan.optimizer.schema.settings import SourceKind
from leonplan.optimizer.words.word import Word

HANGS = 0.5
"""A number of the result hangs on an estimate that carries at least this share of it [share]."""

UNSURE = {
    SourceKind.ESTIMATE: Word("the source is an estimate", "kilden er et anslag"),
    SourceKind.ASSUMPTION: Word("the source is an assumption", "kilden er en antakelse"),
}
"""Why a source is not sure."""

BASES = {
    Basis.NEED: Word("the need in the last year", "behovet i det siste året"),
    Basis.INHABITANTS: Word("the inhabitants in the last year", "innbyggerne i det siste året"),
    Basis.PLACES: Word("the places there are today", "plassene som finnes i dag"),
    Basis.WORK: Word("the work per person in the last year", "arbeidet per person i det siste året"),
    Basis.PAY: Word("the pay in the last year", "lønna i det siste året"),
    Basis.OUTLAY: Word("the investment", "investeringen"),
    Basis.FRAMES: Word("the operating frames", "driftsrammene"),
}
"""What rests on a source, within a sentence."""

_ROLLED = Word(
    "the instance was made some years ago; its first years have passed",
    "planen bygger på eldre tall; de første årene er gått",
)
_STOPPED = Word("the search was stopped before it was proven best", "søket ble stanset før planen var bevist best")


@check(
    title=Word("An estimate on which the result hangs", "Et anslag som resultatet hviler på"),
    said=Word("{what}: not measured, and alone behind {basis}.", "{what}: ikke målt, og alene bak {basis}."),
    source="Every number names its source, and every source how sure it is",
)
def hangs_on_an_estimate(view: Subject) -> Iterator[Remark]:
    """Estimates and assumptions that alone carry half of a number of the result, or more; a remark for each source."""
    kinds = {source.id: source.kind for source in view.instance.settings.sources}
    carried: dict[str, dict[str, Figure]] = {}
    for basis, by_source in basis_of(view).items():
        whole = fsum(by_source.values())
        for source, amount in by_source.items():
            if whole and kinds[source] in UNSURE and amount >= HANGS * whole:
                carried.setdefault(source, {})[basis.value] = Figure(amount / whole, SHARE)
    for source, figures in carried.items():
        causes = (UNSURE[kinds[source]],)
        yield Remark("hangs_on_an_estimate", False, About(source=source), (), None, figures, causes)


@check(
    title=Word("Dates in the past", "Datoer som er passert"),
    said=Word(
        "{what}: {periods} of the decided years lie before {today}, from {year} on; {starts} project starts are among them.",
        "{what}: {periods} av årene som besluttes, ligger før {today}, fra og med {year}; {starts} prosjektstarter er blant dem.",
    ),
    source="Seen in plans: what should have begun years ago cannot be decided now",
)
def dates_in_the_past(view: Subject) -> Iterator[Remark]:
    """Decided years that had ended on the day the plan was made, and the projects that start in them."""
    past = tuple(year for year in view.decided if year < view.day.year)
    if past:
        starts = sum(year in past for one in view.projects for year in one.years)
        figures = {
            "periods": Figure(len(past), TIMES),
            "today": Figure(view.day.year, YEAR),
            "starts": Figure(starts, TIMES),
        }
        yield Remark("dates_in_the_past", False, About(), past, past[0], figures, (_ROLLED,))


@check(
    title=Word("A goal that is not proven", "Et mål som ikke er bevist"),
    said=Word(
        "{what}: not proven best within the allowed {allowed}; small differences from other plans mean nothing.",
        "{what}: ikke bevist best innenfor tillatte {allowed}; små forskjeller fra andre planer betyr ingenting.",
    ),
    source="Nothing is claimed proven that is not",
)
def goal_not_proven(view: Subject) -> Iterator[Remark]:
    """Goals that were stopped before they were within the allowed gap."""
    for goal in view.plan.goals:
        if not goal.proven:
            figures = {"allowed": Figure(view.plan.settings.gap, SHARE)}
            if goal.gap is not None:
                figures["gap"] = Figure(goal.gap, SHARE)
            yield Remark("goal_not_proven", True, About(goal=goal.goal), (), None, figures, (_STOPPED,))


CHECKS: tuple[ReviewCheck, ...] = (goal_not_proven, hangs_on_an_estimate, dates_in_the_past)
