"""What one more buys: found by ``leon explain``, which solves again; a report does not, and says how it is asked."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Bullets, Heading, Paragraph


def marginal_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    yield Heading(1, w.say("What one more buys"), "marginal")
    yield Paragraph(
        w.say(
            "What one more nurse, one more million kroner or one more unit gives is found by solving "
            "again with it; it cannot be read off the plan. That is not part of this run. These "
            "commands answer it:"
        )
    )
    yield Bullets(
        (
            w.say("{command}: what binds, and what one more of it gives", command="leon explain RUN"),
            w.say("{command}: what each change of the frame gives, with proof", command="leon frontier INSTANCE"),
        )
    )
