"""Key figures as a report shows them: those that chapters show as parts of a whole, as they stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leonplan.optimizer.report.content.rounded import LOWEST, outcomes, places_round_the_clock
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Number
from leonplan.optimizer.report.words import rounded
from leonplan.optimizer.results.key_figures import KEY_FIGURES, KeyFigure
from leonplan.optimizer.words import vocabulary as v

BY_NAME: Mapping[str, KeyFigure] = {figure.name: figure for figure in KEY_FIGURES}
"""Key figures by name."""

_AS_PARTS: Mapping[str, Callable[[View], float]] = {
    "lowest_last": lambda view: outcomes(view, view.last)[LOWEST],
    "round_the_clock_last": lambda view: places_round_the_clock(view, view.last),
}
"""Figures that stand in other chapters as parts of a whole, rounded so that the parts add up."""


def title_of(view: View, figure: KeyFigure) -> str:
    """What a key figure is called."""
    return view.words.word(v.KEY_FIGURES[figure.name]).format(year=view.last)


def unit_of(view: View, figure: KeyFigure) -> str:
    """The unit in which it is shown, as briefly as in the rest of the report."""
    w = view.words
    if figure.is_money:
        return w.say("million kr")
    is_of_a_day = figure.column.unit.endswith("on an average day")
    return w.say("persons") if is_of_a_day else w.word(v.UNITS[figure.column.unit])


def decimals_of(figure: KeyFigure) -> int:
    """The decimals with which it is shown."""
    return 1 if figure.is_money else figure.column.decimals


def value_of(view: View, figure: KeyFigure) -> float:
    """What a plan comes to, money in million kroner."""
    return _AS_PARTS.get(figure.name, figure.value)(view) / (1000 if figure.is_money else 1)


def difference_of(view: View, base: View, figure: KeyFigure) -> float:
    """How much more a plan comes to than another one: the difference of the numbers as shown."""
    after, before = (rounded(value_of(one, figure), decimals_of(figure)) for one in (view, base))
    return rounded(after - before, decimals_of(figure))


def number_of(view: View, name: str) -> Number:
    """A key figure with its unit, by its name."""
    figure = BY_NAME[name]
    return Number(value_of(view, figure), decimals_of(figure), unit_of(view, figure))
