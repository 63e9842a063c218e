"""What to look at of money: frames that are exceeded, and spending that changes at once."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.review.changes import sudden
from leonplan.optimizer.review.check import ReviewCheck, check
from leonplan.optimizer.review.remark import KNOK, SHARE, About, Figure, Remark
from leonplan.optimizer.review.series import jumps
from leonplan.optimizer.review.subject import Subject
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.words.word import Word

LEAST = 0.001
"""Less over a frame is not reported [share of the frame]."""

SERIOUS = 0.05
"""From this share of the frame on it is serious where money is a limit [share]."""

JUMP = 0.05
"""A change of spending from one year to the next is reported above this share a year [1/year]."""

_SOUND = Word(
    "sound help and minimums come before money in the order of goals",
    "forsvarlig hjelp og minimum kommer før penger i målene",
)
_FIRST = Word("need comes before money in the order of goals", "behovet kommer før penger i rekkefølgen av mål")
_TIGHT = Word(
    "the frame is less than what is bound already costs", "rammen er mindre enn det som alt er bundet, koster"
)
_GAP = Word(
    "today's spending is not what the frame allows, and the gap is closed in one year",
    "dagens utgifter er ikke det rammen tillater, og avstanden lukkes på ett år",
)
_FRAME = Word("the frame itself changes", "rammen selv endres")
_GROWS = Word("need grows, or is met from then on", "behovet øker, eller dekkes fra da av")
_BUILT = Word(
    "what is started costs more than the investment frame holds", "det som startes, koster mer enn investeringsrammen"
)


@check(
    title=Word("Spending over the operating frame", "Utgifter over driftsrammen"),
    said=Word(
        "{what}: {money} million kr over the operating frame in {year}, {share} of it{most}; {all} million kr in all.",
        "{what}: {money} mill. kr over driftsrammen i {year}, {share} av den{most}; {all} mill. kr i alt.",
    ),
    source="Kommuneloven § 14-4: the budget must balance",
)
def over_the_frame(view: Subject) -> Iterator[Remark]:
    """Years in which more is spent than the operating frame holds."""
    told = {
        year: total.overrun
        for year in view.decided
        if (total := view.by_year[year]).frame is not None and total.overrun > LEAST * total.frame
    }
    if told:
        shares = {year: amount / (view.by_year[year].frame or amount) for year, amount in told.items()}
        worst = max(told, key=lambda year: told[year])  # as the report's first page names it
        figures = {
            "money": Figure(told[worst], KNOK),
            "share": Figure(shares[worst], SHARE),
            "all": Figure(view.over_years(told), KNOK),
        }
        goals = [goal.goal for goal in view.plan.goals]
        before = goals[: goals.index("overrun")] if "overrun" in goals else goals
        causes = (
            *((_SOUND,) if "below_minimum" in before else ()),
            *((_FIRST,) if "unmet" in before else ()),
            _TIGHT,
        )
        serious = view.plan.mode is Mode.FRAME and max(shares.values()) >= SERIOUS
        yield Remark("over_the_frame", serious, About(), tuple(told), worst, figures, causes)


@check(
    title=Word("Building over the investment frame", "Investering over investeringsrammen"),
    said=Word(
        "{what}: {money} million kr over the investment frame of the period to {year}{most}; {all} million kr in all.",
        "{what}: {money} mill. kr over investeringsrammen i perioden til {year}{most}; {all} mill. kr i alt.",
    ),
    source="Kommuneloven § 14-4: the budget must balance",
)
def over_the_investment_frame(view: Subject) -> Iterator[Remark]:
    """Periods in which more is laid out than the investment frame holds."""
    told = {year: amount for year in view.decided if (amount := view.by_year[year].investment_overrun) >= 1.0}
    if told:
        worst = max(told, key=lambda year: told[year])
        figures = {"money": Figure(told[worst], KNOK), "all": Figure(sum(told.values()), KNOK)}
        yield Remark("over_the_investment_frame", False, About(), tuple(told), worst, figures, (_BUILT,))


@check(
    title=Word("A sudden change of spending", "En brå endring i utgiftene"),
    said=Word(
        "{what}: net spending goes from {before} to {after} million kr from {start} to {year}, {yearly} of the larger "
        "number a year; sudden in "
        "{years}.",
        "{what}: netto driftsutgifter går fra {before} til {after} mill. kr fra {start} til {year}, {yearly} av det største "
        "tallet i året; brått i "
        "{years}.",
    ),
    source="Seen in plans: 41 million kr saved in one year",
)
def spending_jumps(view: Subject) -> Iterator[Remark]:
    """Years in which spending rises or falls by more than municipalities can plan for."""
    yield from sudden(
        "spending_jumps",
        About(),
        jumps(view.series(lambda year: year.spend), JUMP, 1.0),
        KNOK,
        lambda worst: (_GAP, _FRAME) if worst.start == view.base and worst.change < 0 else (_FRAME, _GROWS),
    )


CHECKS: tuple[ReviewCheck, ...] = (over_the_frame, over_the_investment_frame, spending_jumps)
