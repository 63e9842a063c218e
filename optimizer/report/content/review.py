"""What a planner should look at: the remarks of the plan's review, serious ones first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph, Table
from leonplan.optimizer.report.words import cell_text
from leonplan.optimizer.review.remark import Remark
from leonplan.optimizer.review.review import CHECKS, Review, review_plan
from leonplan.optimizer.review.telling import causes, sentence


def review_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    day = datetime.datetime.fromisoformat(str(view.manifest["written"])).date()
    review = review_plan(view.plan, day)
    yield Heading(1, w.say("What a planner should look at"), "review")
    if not review.remarks:
        yield Paragraph(w.say("Nothing odd was found in the plan; {number} checks were made.", number=len(CHECKS)))
        return
    yield Paragraph(
        w.say(
            "The plan is right by its numbers; these are places where the numbers, or the plan, may not be what is meant. "
            "They were found by looking at the plan, without planning again."
        )
    )
    others = tuple(remark for remark in review.remarks if not remark.serious)
    if review.serious:
        caption = w.say("Serious: to be explained before the plan is decided on")
        yield _table(view, review, "review-serious", caption, review.serious)
    if others:
        yield _table(view, review, "review-others", w.say("Worth a look"), others)


def _table(view: View, review: Review, id: str, caption: str, remarks: tuple[Remark, ...]) -> Table:
    w = view.words

    def numbers(value: float, decimals: int, unit: str) -> str:
        return cell_text(Number(value, decimals, unit), w.language)

    rows: list[tuple[Cell, ...]] = [
        (
            w.word(CHECKS[remark.check].title),
            sentence(review, remark, w.language, numbers),
            causes(remark, w.language),
        )
        for remark in remarks
    ]
    return plain(
        id=id,
        caption=caption,
        stub=w.say("Remark"),
        columns=[Column(w.say("What is seen")), Column(w.say("Likely cause"))],
        rows=rows,
    )
