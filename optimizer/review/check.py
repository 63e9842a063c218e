"""The checks: each a function over a plan, with its name, its sentence in both languages and where the rule comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from leonplan.optimizer.review.remark import Remark
from leonplan.optimizer.review.subject import Subject
from leonplan.optimizer.words.word import Word

Finder = Callable[[Subject], Iterable[Remark]]
"""Finds the remarks of one check in a plan; solves nothing."""


@dataclass(frozen=True, slots=True)
class ReviewCheck:
    """One thing that is looked for."""

    name: str
    """Identifier: the name of the function."""
    title: Word
    """What it is called."""
    said: Word
    """Its sentence; ``{what}`` is what a remark is about, ``{years}`` its years, ``{year}`` the year of its figures,
    ``{most}`` tells of all its years where ``{year}`` is the worst of several, and every other gap is a figure."""
    source: str
    """Where the rule comes from: a law, a practice, or what was seen in plans."""
    find: Finder
    """Finds its remarks."""


def check(title: Word, said: Word, source: str) -> Callable[[Finder], ReviewCheck]:
    """Make a function a check; arguments as in ``ReviewCheck``."""

    def made(find: Finder) -> ReviewCheck:
        return ReviewCheck(getattr(find, "__name__", ""), title, said, source, find)

    return made
