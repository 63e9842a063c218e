"""The report of a comparison: the plan against doing nothing, the alternatives, and the walk."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.compare.comparison import Comparison
from leonplan.optimizer.report.content.alternatives import alternatives_chapter
from leonplan.optimizer.report.content.answers import answers_chapter
from leonplan.optimizer.report.content.run import closing_blocks, plan_blocks
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.content.walk import walk_chapter
from leonplan.optimizer.report.document import Block, Facts, Heading
from leonplan.optimizer.sealed.sealed import Manifest


def comparison_blocks(view: View, comparison: Comparison, manifest: Manifest) -> Iterator[Block]:
    """Every chapter; view: of the plan of the base; manifest: of the comparison."""
    w = view.words
    yield from answers_chapter(view, comparison)
    yield from plan_blocks(view)
    yield from alternatives_chapter(view, comparison)
    yield from walk_chapter(view, comparison)
    yield from closing_blocks(view)
    yield Heading(2, w.say("The comparison"), "certificate-comparison")
    yield Facts(
        (
            (w.say("Command that makes it again"), str(manifest["command"])),
            (w.say("Seal of the comparison (SHA-256)"), str(manifest["seal"])),
        )
    )
