"""The tables of what the planner fixes by hand and of limits on several things together; a class describes one row."""

from __future__ import annotations

from enum import StrEnum

from leonplan.optimizer.schema.base import Id, NonNegative, Row, Text, Year


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


class LimitOf(StrEnum):
    """What a joint limit is on."""

    EMPLOYED = "employed"
    RECRUITED = "recruited"
    AGENCY = "agency"
    PLACES = "places"


class JointLimit(Row):
    """Limits over several staff categories, or over places at several centres and levels, together.

    ``employed``: full-time equivalents on the books; nobody is dismissed for it, so it is never less than those left of
    today's. ``recruited``: recruits in a year. ``agency``: hired in from agencies. These hold as the limits of single
    categories do: work for which nobody is found because of them counts as shortfall. ``places``: places in use; a hard demand,
    like a decision by hand.
    """

    file = "joint_limits.csv"
    key = ("id", "year")

    id: Id
    """Identifier of the limit; rows of one limit differ in year and number only."""
    name: Text
    """Name for reports."""
    of: LimitOf
    """What is limited."""
    categories: tuple[Id, ...] = ()
    """Staff categories, separated by blanks; none: all."""
    centres: tuple[Id, ...] = ()
    """Centres, separated by blanks; only for ``places``, none: all."""
    levels: tuple[Id, ...] = ()
    """Service levels in places, separated by blanks; only for ``places``, none: all."""
    year: Year | None = None
    """Year from which the number holds, until that of the next row of the limit; none: from the first decided one."""
    at_most: NonNegative
    """Greatest number of all together: employed [FTE], recruited [FTE/year], hired in [FTE at work], in use [places]."""
