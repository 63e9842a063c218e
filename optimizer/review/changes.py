"""Remarks on a number by year that goes down and up again, or changes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leonplan.optimizer.review.remark import SHARE, YEAR, About, Figure, Remark
from leonplan.optimizer.review.series import SuddenChange, deepest_valley
from leonplan.optimizer.review.subject import Series
from leonplan.optimizer.words.column import Column
from leonplan.optimizer.words.word import Word


@dataclass(frozen=True, slots=True)
class Swing:
    """From when on a fall that is taken back is reported, and from when on it is serious."""

    least: float
    """From this depth on it is reported [the number's unit]."""
    share: float
    """From this share of the lower top on it is reported [share]."""
    deep: float
    """From this share of the lower top on it is serious [share]."""


def down_and_up(
    check: str, about: About, series: Series, unit: Column, swing: Swing, causes: tuple[Word, ...]
) -> Iterator[Remark]:
    """The remark on the deepest fall that is taken back, if it is deep enough."""
    valley = deepest_valley(series)
    if valley is None or valley.depth < swing.least or valley.share < swing.share:
        return
    figures = {
        "before": Figure(valley.before, YEAR),
        "top": Figure(series[valley.before], unit),
        "bottom": Figure(series[valley.bottom], unit),
        "after": Figure(valley.after, YEAR),
        "again": Figure(series[valley.after], unit),
    }
    years = tuple(year for year in series if valley.before <= year <= valley.after)
    yield Remark(check, valley.share >= swing.deep, about, years, valley.bottom, figures, causes)


def sudden(
    check: str,
    about: About,
    found: list[SuddenChange],
    unit: Column,
    causes: Callable[[SuddenChange], tuple[Word, ...]],
) -> Iterator[Remark]:
    """The remark on sudden changes, with figures and causes of the steepest; none if there are none."""
    if found:
        worst = max(found, key=lambda jump: jump.yearly)
        figures = {
            "before": Figure(worst.before, unit),
            "after": Figure(worst.after, unit),
            "start": Figure(worst.start, YEAR),
            "yearly": Figure(worst.yearly, SHARE),
        }
        yield Remark(check, False, about, tuple(jump.year for jump in found), worst.year, figures, causes(worst))
