"""What to look at of staff and programmes: work left undone, categories and programmes that come and go."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.changes import Swing, down_and_up, sudden
from leonplan.optimizer.review.check import ReviewCheck, check
from leonplan.optimizer.review.remark import FTE, PERSONS, YEAR, About, Figure, Remark
from leonplan.optimizer.review.series import jumps
from leonplan.optimizer.review.subject import Series, Subject
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.words.word import Word

LEAST_WORK = 0.5
"""Less work left undone is not reported [FTE at work]."""

SERIOUS_WORK = 1.0
"""From so much on it is serious where staff are a limit [FTE at work]."""

LEAST = 5.0
"""Changes of fewer full-time equivalents, or participants, are not reported [FTE, persons]."""

SWING = Swing(LEAST, share=0.1, deep=0.5)
"""Falls that are taken back and are reported."""

JUMP = 0.1
"""A change of staff from one year to the next is reported above this share a year [1/year]."""

_RECRUIT = Word(
    "more leave than can be recruited, or the rates of leaving and recruitment are too tight",
    "flere slutter enn det kan rekrutteres, eller ratene for avgang og rekruttering er for stramme",
)
_WANTED = Word(
    "the services and needs together ask for more work than there is",
    "tjenestene krever mer arbeid enn det er folk til",
)
_MONEY = Word("money is short in some years and not in others", "pengene er knappe i noen år og ikke i andre")
_SAVE = Word(
    "staff are let go where a year's money does not reach, and hired again later",
    "folk sies opp der et års penger ikke strekker til, og ansettes igjen senere",
)
_PAYS = Word(
    "it pays only when something is scarce enough; its effect or its cost decides when",
    "det lønner seg bare når noe er knapt nok; virkningen eller utgiften avgjør når",
)


@check(
    title=Word("Work that nobody can be found for", "Årsverk det mangler folk til"),
    said=Word(
        "{what}: {fte} FTE of work in {year} that nobody, or nobody with the competence, can be found for; the most of "
        "{years}.",
        "{what}: {fte} årsverk i {year} som det ikke finnes folk, eller folk med rett kompetanse, til; det meste i {years}.",
    ),
    source="Where money and staff are limits nothing may be left undone; where need comes first it is the answer",
)
def work_without_staff(view: Subject) -> Iterator[Remark]:
    """Categories whose work is left; serious where staff are a limit."""
    left = view.sums(r.Staff, lambda row: (row.category, row.year), lambda row: row.shortfall + row.competence_gap)
    for category in view.names.staff:
        told = {year: n for year in view.decided if (n := left.get((category, year), 0.0)) >= LEAST_WORK}
        if told:
            worst = max(told, key=lambda year: told[year])
            serious = view.plan.mode is Mode.FRAME and told[worst] >= SERIOUS_WORK
            figures = {"fte": Figure(told[worst], FTE)}
            causes = _WANTED, _RECRUIT
            yield Remark("work_without_staff", serious, About(category=category), tuple(told), worst, figures, causes)


@check(
    title=Word("Staff that go down and up again", "Bemanning som går ned og opp igjen"),
    said=Word(
        "{what}: {top} FTE on the books in {before}, {bottom} in {year}, {again} again in {after}.",
        "{what}: {top} årsverk i {before}, {bottom} i {year} og {again} igjen i {after}.",
    ),
    source="Seen in plans: those let go do not come back when they are wanted",
)
def staff_down_and_up(view: Subject) -> Iterator[Remark]:
    """Categories with fewer on the books for a while."""
    for category, series in _employed(view).items():
        yield from down_and_up("staff_down_and_up", About(category=category), series, FTE, SWING, (_SAVE, _RECRUIT))


@check(
    title=Word("A sudden change of staff", "En brå endring i bemanningen"),
    said=Word(
        "{what}: from {before} to {after} FTE on the books from {start} to {year}, {yearly} of the larger number a year; "
        "sudden in {years}.",
        "{what}: fra {before} til {after} årsverk fra {start} til {year}, {yearly} av det største tallet i året; "
        "brått i {years}.",
    ),
    source="Seen in plans: staff change by what leaving and recruitment allow, downwards too",
)
def staff_jump(view: Subject) -> Iterator[Remark]:
    """Categories of which many more or fewer are on the books from one year to the next."""
    for category, series in _employed(view).items():
        about = About(category=category)
        yield from sudden("staff_jump", about, jumps(series, JUMP, LEAST), FTE, lambda _: (_MONEY, _RECRUIT))


@check(
    title=Word("A programme that goes down and up again", "Et program som går ned og opp igjen"),
    said=Word(
        "{what}: {top} take part in {before}, {bottom} in {year}, {again} again in {after}.",
        "{what}: {top} deltar i {before}, {bottom} i {year} og {again} igjen i {after}.",
    ),
    source="Seen in plans: a programme, once rolled out, is not rolled back unless told",
)
def programme_down_and_up(view: Subject) -> Iterator[Remark]:
    """Programmes with fewer participants for a while."""
    for programme, series in _participants(view).items():
        yield from down_and_up("programme_down_and_up", About(programme=programme), series, PERSONS, SWING, (_PAYS,))


@check(
    title=Word("A programme that runs only at the end", "Et program som bare går på slutten"),
    said=Word(
        "{what}: {persons} take part in {year}, and nobody before, though it can begin in {first}.",
        "{what}: {persons} deltar i {year} og ingen før det, selv om det kan begynne i {first}.",
    ),
    source="Seen in plans: reablement that runs in no year but the last",
)
def programme_only_at_the_end(view: Subject) -> Iterator[Remark]:
    """Programmes whose only year with participants is the last one."""
    first = {programme.id: programme.first_year for programme in view.instance.programmes}
    for programme, series in _participants(view).items():
        running = [year for year, persons in series.items() if persons >= LEAST]
        may_begin = next((year for year in view.decided if year >= first[programme]), view.last)
        if running == [view.last] and may_begin < view.last:
            figures = {"persons": Figure(series[view.last], PERSONS), "first": Figure(may_begin, YEAR)}
            about = About(programme=programme)
            yield Remark("programme_only_at_the_end", False, about, (view.last,), view.last, figures, (_PAYS,))


def _employed(view: Subject) -> dict[str, Series]:
    rows = view.sums(r.Staff, lambda row: (row.category, row.year), lambda row: row.employed)
    return {one: {year: rows.get((one, year), 0.0) for year in view.years} for one in view.names.staff}


def _participants(view: Subject) -> dict[str, Series]:
    rows = view.sums(r.Participants, lambda row: (row.programme, row.year), lambda row: row.persons)
    return {one: {year: rows.get((one, year), 0.0) for year in view.years} for one in view.names.programmes}


CHECKS: tuple[ReviewCheck, ...] = (
    work_without_staff,
    staff_down_and_up,
    staff_jump,
    programme_down_and_up,
    programme_only_at_the_end,
)
