"""The report of a run: every chapter in order."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.report.content.basis import basis_chapter
from leonplan.optimizer.report.content.certificate import certificate_chapter
from leonplan.optimizer.report.content.levels import levels_chapter
from leonplan.optimizer.report.content.marginal import marginal_chapter
from leonplan.optimizer.report.content.money import money_chapter
from leonplan.optimizer.report.content.need import need_chapter
from leonplan.optimizer.report.content.people import people_chapter
from leonplan.optimizer.report.content.projects import projects_chapter
from leonplan.optimizer.report.content.reading import reading_chapter
from leonplan.optimizer.report.content.review import review_chapter
from leonplan.optimizer.report.content.staff import staff_chapter
from leonplan.optimizer.report.content.summary import summary
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block


def plan_blocks(view: View) -> Iterator[Block]:
    """What the plan is: from the summary to money."""
    yield from summary(view)
    yield from review_chapter(view)
    yield from need_chapter(view)
    yield from levels_chapter(view)
    yield from projects_chapter(view)
    yield from people_chapter(view)
    yield from staff_chapter(view)
    yield from money_chapter(view)


def run_blocks(view: View) -> Iterator[Block]:
    """Every chapter."""
    yield from plan_blocks(view)
    yield from marginal_chapter(view)
    yield from closing_blocks(view)


def closing_blocks(view: View) -> Iterator[Block]:
    """How to read it, what it rests on, and how sure it is."""
    yield from reading_chapter(view)
    yield from basis_chapter(view)
    yield from certificate_chapter(view)
