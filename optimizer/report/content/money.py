"""Money by post and year against the frame, investment and capital cost."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.report.add_up import parts_of
from leonplan.optimizer.report.charts.money import spend_and_frame
from leonplan.optimizer.report.content.spending import spending_section
from leonplan.optimizer.report.content.tables import kroner
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph, Table, Year
from leonplan.optimizer.results.rows import Money, Post
from leonplan.optimizer.words import vocabulary as v

_RUNNING = tuple(Post)[: tuple(Post).index(Post.SPEND)]
"""Posts that add up to net spending."""


def money_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w, settings = view.words, view.instance.settings
    amounts = view.sums(Money, lambda row: (row.post, row.year), lambda row: row.amount)
    yield Heading(1, w.say("Money"), "money")
    yield Paragraph(
        w.say(
            "All money is in kroner of {year}: pay and prices are not adjusted after it. Income is "
            "negative, so that the posts add up.",
            year=settings.price_year,
        )
    )
    yield Paragraph(_in_all(view))
    yield spend_and_frame(view)
    yield _accounts(view, amounts)
    yield from spending_section(view)
    yield Heading(2, w.say("Investment and capital cost"), "money-investment")
    yield from _investment(view, amounts)


def _in_all(view: View) -> str:
    w = view.words
    spend = view.over_years(lambda year: year.spend)
    span = w.say(
        "{first}–{last}", first=view.decided[0] - view.plan.by_year[-len(view.decided)].years + 1, last=view.last
    )
    said = w.say("Net spending over all years {span} comes to {spend}.", span=span, spend=view.million(spend))
    if any(total.frame is None for total in view.plan.by_year):
        return said
    frame = view.over_years(lambda year: year.frame or 0.0)
    over = view.over_years(lambda year: year.overrun)
    transition = view.over_years(lambda year: year.transition)
    framed = (
        w.say(
            "The frames come to {frame}, transition money on top of them to {transition}, and what is spent over both to {over}.",
            frame=view.million(frame),
            transition=view.million(transition),
            over=view.million(over),
        )
        if transition
        else w.say(
            "The frames come to {frame}, and what is spent over them to {over}.",
            frame=view.million(frame),
            over=view.million(over),
        )
    )
    return f"{said} {framed}"


def _accounts(view: View, amounts: dict[tuple[Post, int], float]) -> Table:
    w = view.words
    posts = [post for post in _RUNNING if any(abs(amounts[post, year]) >= 0.5 for year in view.years)]
    columns = [parts_of([amounts[post, year] for post in posts], 0, amounts[Post.SPEND, year]) for year in view.shown]
    rows: list[tuple[Cell, ...]] = [
        (w.word(v.POSTS[post]), *(Number(parts[i]) for parts, _ in columns)) for i, post in enumerate(posts)
    ]
    rows.append((w.word(v.POSTS[Post.SPEND]), *(Number(whole) for _, whole in columns)))
    if all((Post.FRAME, year) in amounts for year in view.shown):
        frames = [round(amounts[Post.FRAME, year]) for year in view.shown]
        on_top = [round(amounts.get((Post.TRANSITION, year), 0.0)) for year in view.shown]
        over = [
            max(0.0, whole - frame - more) if amounts[Post.OVERRUN, year] >= 0.5 else 0.0
            for (_, whole), frame, more, year in zip(columns, frames, on_top, view.shown, strict=True)
        ]
        rows.append((w.word(v.POSTS[Post.FRAME]), *map(Number, frames)))
        if any(on_top):
            rows.append((w.word(v.POSTS[Post.TRANSITION]), *map(Number, on_top)))
        rows.append((w.word(v.POSTS[Post.OVERRUN]), *map(Number, over)))
    return Table(
        id="accounts",
        caption=w.say("Accounts by post (1000 kr a year, kroner of {year})", year=view.instance.settings.price_year),
        columns=(Column(w.say("Post")), *view.year_columns),
        rows=tuple(rows),
        total_rows=frozenset({len(posts)}),
    )


def _investment(view: View, amounts: dict[tuple[Post, int], float]) -> Iterator[Block]:
    w, capital = view.words, view.instance.settings.capital
    starts = [year for year in view.decided if abs(amounts.get((Post.OUTLAY, year), 0.0)) >= 0.5]
    if not starts:
        yield Paragraph(w.say("Nothing is invested."))
        return
    yield Paragraph(
        w.say(
            "What is invested, less grants, is written off over the life of each project with a real "
            "interest of {rate}, in equal amounts a year. That is the capital cost; it begins when "
            "the project is ready, ends with its life unless it is renewed, and is part of net spending.",
            rate=Number(100 * capital.rate, 1, "%"),
        )
    )
    yield kroner(
        id="investment",
        caption=w.say(
            "Investment by the period in which it is paid (1000 kr, kroner of {year})",
            year=view.instance.settings.price_year,
        ),
        stub=w.say("Period that ends in"),
        columns=[Column(w.say("Investment"), numeric=True), Column(w.say("State grants"), numeric=True)],
        rows=[(Year(year, str(year)), [amounts[Post.OUTLAY, year], amounts[Post.GRANTS, year]]) for year in starts],
        total=w.say("All periods"),
        row_total=Column(w.say("The municipality pays"), numeric=True),
    )
    over = {year: amounts.get((Post.INVESTMENT_OVERRUN, year), 0.0) for year in view.decided}
    if (Post.INVESTMENT_FRAME, view.last) in amounts:
        frame = fsum(amounts[Post.INVESTMENT_FRAME, year] for year in view.decided)
        said = w.say("The investment frames of all years come to {frame}.", frame=view.million(frame))
        exceeded = tuple(str(year) for year, amount in over.items() if amount >= 0.5)
        kept = (
            w.say(
                "They are exceeded in {years}, by {over} in all.",
                years=w.listed(exceeded),
                over=view.million(fsum(over.values())),
            )
            if exceeded
            else w.say("They are kept in every period.")
        )
        yield Paragraph(f"{said} {kept}")
