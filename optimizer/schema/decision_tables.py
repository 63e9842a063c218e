"""The table of what the planner fixes by hand; a class describes one row."""

from __future__ import annotations

from enum import StrEnum

from leonplan.optimizer.schema.base import Id, NonNegative, Row, Year


class DecisionKind(StrEnum):
    """What is fixed."""

    START = "start"
    PLACES = "places"
    SERVE = "serve"


class Decision(Row):
    """Decisions: what the planner fixes by hand, whatever it costs.

    ``start``: how often a project starts in the period that holds the year. ``places``: places in use at a centre and
    level in a period. ``serve``: persons of a group served at a level in a period, at a centre, or, where none is
    named, in the whole municipality.
    """

    file = "decisions.csv"
    key = ("kind", "project", "centre", "level", "group", "year")

    kind: DecisionKind
    """What is fixed."""
    project: Id | None = None
    """Project; only, and always, for ``start``."""
    centre: Id | None = None
    """Centre; always for ``places``; for ``serve`` only at a level in places, none: all centres together."""
    level: Id | None = None
    """Service level; for ``places`` and ``serve``."""
    group: Id | None = None
    """Need group; only, and always, for ``serve``."""
    year: Year
    """Decided year of the horizon; for ``start`` any year within a decided period."""
    at_least: NonNegative | None = None
    """Least number, of starts [times], places in use [places] or persons on an average day [persons]."""
    at_most: NonNegative | None = None
    """Greatest number, in the same unit. A ``start`` with neither is one start; the others need one of them."""

    def in_words(self) -> str:
        """What is fixed, as a line of text.

        >>> Decision(kind="start", project="wing", year=2029, source="board").in_words()
        'wing starts in 2029: 1'
        """
        what = {
            DecisionKind.START: f"{self.project} starts in {self.year}",
            DecisionKind.PLACES: f"places in use in {self.year} at {self.centre}, {self.level}",
            DecisionKind.SERVE: f"{self.group} served in {self.year} at {self.level}, {self.centre or 'in total'}",
        }[self.kind]
        low, high = self.at_least, self.at_most
        if low is None and high is None:
            return f"{what}: 1"
        if low is None or high is None:
            return f"{what}: at most {high:g}" if low is None else f"{what}: at least {low:g}"
        return f"{what}: {low:g}" if low == high else f"{what}: {low:g} to {high:g}"
