"""The first page, in the order of a paper for the council (saksframlegg).

Background; what is proposed; what it gives against doing nothing; who is not helped; what it costs; on what it hangs; what
is to be decided now and what can wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import fsum

from leonplan.optimizer.report.content.against import against_doing_nothing
from leonplan.optimizer.report.content.certainty import how_sure
from leonplan.optimizer.report.content.deciding import deciding_assumptions
from leonplan.optimizer.report.content.hangs_on import hangs_on
from leonplan.optimizer.report.content.key_figures import BY_NAME, number_of, title_of
from leonplan.optimizer.report.content.not_helped import not_helped
from leonplan.optimizer.report.content.proposal import now_and_later, proposed
from leonplan.optimizer.report.content.staff import unfilled_work
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Bullets, Cell, Facts, Heading, Number, Paragraph
from leonplan.optimizer.report.words import mark
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.schema.settings import Mode


def summary(view: View) -> Iterator[Block]:
    """The page."""
    w = view.words
    yield Heading(1, w.say("Summary"), "summary", tight=True)
    yield Paragraph(_background(view), strong=True)
    yield Facts(tuple(_figures(view)))
    yield Heading(2, w.say("What is proposed"), "summary-proposed")
    yield Bullets((*proposed(view), *how_sure(view)))
    yield Heading(2, w.say("Assessment: the plan against doing nothing"), "summary-gives")
    yield from against_doing_nothing(view)
    yield from not_helped(view)
    yield Heading(2, w.say("Economic consequences"), "summary-costs")
    yield Paragraph(" ".join(_costs(view)))
    yield Heading(2, w.say("On what it hangs"), "summary-hangs")
    yield from deciding_assumptions(view)
    yield Bullets(tuple(hangs_on(view)))
    yield Heading(2, w.say("Recommendation: what is decided now, and what can wait"), "summary-decide")
    yield Bullets(tuple(now_and_later(view)))


def _background(view: View) -> str:
    """How need grows and how much of it the plan meets, heavy and light need apart."""
    w = view.words
    first, last = view.by_year[view.first], view.by_year[view.last]
    grown = w.say(
        "From {first} to {last} heavy need goes from {heavy} to {heavy_last} on an average day, and light need from {light} "
        "to {light_last}.",
        first=view.first,
        last=view.last,
        heavy=Number(first.heavy_need),
        heavy_last=Number(last.heavy_need, 0, w.say("persons")),
        light=Number(first.light_need),
        light_last=Number(last.light_need, 0, w.say("persons")),
    )
    heavy = _met(view, last, lambda year: year.heavy_need, lambda year: year.heavy_unmet)
    light = _met(view, last, lambda year: year.light_need, lambda year: year.light_unmet)
    if view.plan.mode is not Mode.FRAME:
        message = mark(
            "The plan puts need first, and meets {heavy} of the heavy need and {light} of the light need in {last}."
        )
    elif last.overrun >= 0.5:
        message = mark(
            "With the staff there are, and {over} over the operating frame, the plan meets {heavy} of the heavy need and {light} "
            "of the light need in {last}."
        )
    else:
        message = mark(
            "Within the money and the staff there are, the plan meets {heavy} of the heavy need and {light} of the light need "
            "in {last}."
        )
    met = w.say(message, heavy=heavy, light=light, last=view.last, over=view.million(last.overrun))
    return f"{grown} {met}"


def _met(
    view: View, last: YearTotals, need: Callable[[YearTotals], float], unmet: Callable[[YearTotals], float]
) -> Number:
    share = view.per_cent(need(last) - unmet(last), need(last))
    return Number(share.value, 0, share.unit)


def _figures(view: View) -> Iterator[tuple[str, Cell]]:
    w, last = view.words, view.by_year[view.last]
    yield w.say("Heavy need unmet in {year}", year=view.last), Number(last.heavy_unmet, 0, w.say("persons"))
    yield w.say("Light need unmet in {year}", year=view.last), Number(last.light_unmet, 0, w.say("persons"))
    yield title_of(view, BY_NAME["spend_last"]), number_of(view, "spend_last")


def _costs(view: View) -> Iterator[str]:
    w, first, last = view.words, view.by_year[view.first], view.by_year[view.last]
    if last.frame is not None:
        yield w.say(
            "Net spending goes from {before} in {first} to {after} in {last}, in kroner of {price_year}; the operating frame is "
            "{frame} then.",
            before=view.million(first.spend),
            after=view.million(last.spend),
            frame=view.million(last.frame),
            first=view.first,
            last=view.last,
            price_year=view.instance.settings.price_year,
        )
    else:
        yield w.say(
            "Net spending goes from {before} in {first} to {after} in {last}, in kroner of {price_year}.",
            before=view.million(first.spend),
            after=view.million(last.spend),
            first=view.first,
            last=view.last,
            price_year=view.instance.settings.price_year,
        )
    over = {year: total.overrun for year, total in view.by_year.items() if year in view.decided}
    if last.frame is not None and not any(amount >= 0.5 for amount in over.values()):
        yield w.say("The operating frame is kept in every year that is decided.")
    elif last.frame is not None:
        years = tuple(year for year, amount in over.items() if amount >= 0.5)
        yield w.say(
            "The operating frame is exceeded in {years}, by {most} at the most.",
            years=view.years_text(years),
            most=view.million(max(over.values())),
        )
    yield from unfilled_work(view)
    transition = view.over_years(lambda year: year.transition)
    if transition:
        yield w.say("Transition money on top of the frames comes to {amount}.", amount=view.million(transition))
    outlay, grants = fsum(one.outlay for one in view.projects), fsum(one.grants for one in view.projects)
    if not outlay:
        return
    capital = view.sums(r.Money, lambda row: (row.post, row.year), lambda row: row.amount)
    cost = view.million(capital.get((r.Post.CAPITAL_COST, view.last), 0.0))
    if grants:
        yield w.say(
            "{outlay} is invested, of which the state grants {grants}; capital cost is {capital} of the spending in {last}.",
            outlay=view.million(outlay),
            grants=view.million(grants),
            capital=cost,
            last=view.last,
        )
    else:
        yield w.say(
            "{outlay} is invested; capital cost is {capital} of the spending in {last}.",
            outlay=view.million(outlay),
            capital=cost,
            last=view.last,
        )
