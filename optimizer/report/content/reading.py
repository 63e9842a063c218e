"""How to read the report: words, years, rounding."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Facts, Heading, Paragraph


def reading_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    yield Heading(1, w.say("How to read the report"), "reading")
    yield Facts(
        (
            (
                w.say("Lowest effective level (LEON)"),
                w.say("The lowest step of the care ladder at which help does what it is to do."),
            ),
            (
                w.say("Persons on an average day"),
                w.say(
                    "How many are in need, or get help, on an average day of the year; fewer than all "
                    "who get help during the year."
                ),
            ),
            (
                w.say("Unmet need"),
                w.say(
                    "Persons without any service, and the part of the need that waiting at a lower "
                    "level leaves unmet, as whole persons."
                ),
            ),
            (
                w.say("Full-time equivalent (FTE)"),
                w.say("One person in a full position for a year."),
            ),
            (
                w.say("Net spending"),
                w.say(
                    "What the service costs in a year, capital cost of new projects included, less "
                    "user fees and state compensation."
                ),
            ),
        )
    )
    yield Paragraph(_periods(view))
    yield Paragraph(
        w.say(
            "Every number is rounded once, and is the same in every format. Where parts stand above "
            "their sum, the sum is rounded, and the parts are rounded up or down so that they add up "
            "to it; no part is moved by more than it takes."
        )
    )


def _periods(view: View) -> str:
    w = view.words
    said = w.say(
        "A year that is decided stands for all years after the one before it: sums over all years "
        "count each with its length."
    )
    if view.base is None:
        return said
    return f"{said} {w.say('The year {base} is as it was, not decided.', base=view.base)}"
