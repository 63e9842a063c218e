"""What a frontier weighs, in words: the goal, the limit, and the units in which both are shown."""

from __future__ import annotations

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.words.vocabulary import AXES, AXIS_UNITS, GOAL_UNITS, GOALS, UNITS
from leonplan.optimizer.words.word import Language

Title = tuple[str, str]
"""What is measured, and the unit in which it is shown."""


def goal_title(goal: str, language: Language) -> Title:
    """A goal; its title says that it is weighted by severity, so that its unit need not."""
    return GOALS[goal].of(language), UNITS[GOAL_UNITS[goal].removeprefix("severity-weighted ")].of(language)


def axis_title(frontier: Frontier, language: Language) -> Title:
    """What is limited."""
    axis, _, year = frontier.axis.partition(":")
    if axis not in AXES:
        return goal_title(axis, language)
    return AXES[axis].of(language).format(year=year), AXIS_UNITS[axis].of(language)


def heading(title: Title) -> str:
    """A title with its unit, as the heading of a column or an axis."""
    return f"{title[0]} ({title[1]})"
