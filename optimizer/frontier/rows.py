"""The rows of a frontier's tables, one class a table, sorted by their key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from leonplan.optimizer.results.rows import Row


@dataclass(frozen=True, slots=True)
class Point(Row):
    """A plan on the frontier: no plan found has less of the goal at this limit or a smaller one."""

    table: ClassVar[str] = "points"
    key: ClassVar[tuple[str, ...]] = ("point",)

    point: str
    """Name, in order of the limit; the folder of its run."""
    limit: float
    """Limit, x [the axis's unit]."""
    frame: float | None
    """Operating frame of a decided year on average; none if there are no frames [kNOK/year]."""
    value: float
    """What the plan comes to in the goal, y [the goal's unit]."""
    lower_bound: float
    """No plan that keeps the limit has less [the goal's unit]."""
    upper_bound: float
    """A plan that keeps the limit has no more [the goal's unit]."""
    unmet: float
    """Unmet need, weighted by severity [severity-weighted person-years]."""
    unmet_person_years: float
    """Unmet need over all decided years, not weighted [person-years]."""
    unmet_persons: float
    """Unmet need in the last year [person equivalents on an average day]."""
    above_persons: float
    """Served above their lowest effective level in the last year [persons on an average day]."""
    above_level: float
    """Steps above the lowest effective level over all decided years [step-person-years]."""
    starts: int
    """Project starts [times]."""
    places: float
    """Places in use in the last year [places]."""
    fte: float
    """On the books and hired in, in the last year [FTE]."""
    fte_years: float
    """The same over all decided years [FTE-years]."""
    spend: float
    """Net spending over all years [kNOK, present value]."""
    cost: float | None
    """The frame's change from today, over all decided years; none where no frame is limited [kNOK]."""
    price_next: float | None
    """What one unit less of the goal costs from here on; none at the end [kNOK, or the axis's unit, by goal unit]."""
    switches: bool
    """Whether other projects are started than at the point before, or in other years."""


@dataclass(frozen=True, slots=True)
class Piece(Row):
    """A stretch between points: the least of the goal lies between two straight lines."""

    table: ClassVar[str] = "brackets"
    key: ClassVar[tuple[str, ...]] = ("low",)

    low: float
    """Where it begins [the axis's unit]."""
    high: float
    """Where it ends [the axis's unit]."""
    upper_low: float
    """What plans reach at its beginning [the goal's unit]."""
    upper_high: float
    """What plans reach at its end [the goal's unit]."""
    lower_low: float
    """What no plan beats at its beginning [the goal's unit]."""
    lower_high: float
    """What no plan beats at its end [the goal's unit]."""
    width: float
    """Widest distance, as a share of the span of the goal [share]."""


@dataclass(frozen=True, slots=True)
class Jump(Row):
    """A stretch on which the bracket is wider than the tolerance: a jump whose place is known, or what is still open."""

    table: ClassVar[str] = "jumps"
    key: ClassVar[tuple[str, ...]] = ("low",)

    low: float
    """Where it begins [the axis's unit]."""
    high: float
    """Where it ends [the axis's unit]."""
    before: float
    """What plans reach before it [the goal's unit]."""
    after: float
    """What plans reach after it [the goal's unit]."""
    width: float
    """Widest distance of the bracket on it, as a share of the span of the goal [share]."""
    is_open: bool
    """Whether it is longer than the place of a jump may be: the frontier is not certified there."""


@dataclass(frozen=True, slots=True)
class Reached(Row):
    """What the upper sides rest on: a plan, at its limit and every larger one, or all mixes of two plans."""

    table: ClassVar[str] = "reached"
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: int
    """Number, from 1."""
    limit: float
    """Limit that the plan keeps [the axis's unit]."""
    value: float
    """What it comes to [the goal's unit]."""
    mix_limit: float | None
    """Limit of a plan with the same whole decisions, with which it can be mixed; none: no mix [the axis's unit]."""
    mix_value: float | None
    """What that one comes to [the goal's unit]."""


@dataclass(frozen=True, slots=True)
class Floor(Row):
    """What the lower sides rest on: an answer that proves what no plan beats."""

    table: ClassVar[str] = "floors"
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: int
    """Number, from 1."""
    ask: str
    """What was brought to its least: least_x, the limit; least_y, the goal; slope, goal + price x limit; reach, the limit."""
    low: float | None
    """Least limit that counts; only for slopes [the axis's unit]."""
    high: float | None
    """Largest limit; none: as much as is wanted [the axis's unit]."""
    price: float
    """Price of the limit; 0 but for slopes [the goal's unit by axis unit]."""
    value: float | None
    """Value that the goal must reach; only for reach [the goal's unit]."""
    bound: float
    """No plan has less of what was brought to its least [its unit]."""


@dataclass(frozen=True, slots=True)
class PointProject(Row):
    """Projects started in a point's plan."""

    table: ClassVar[str] = "projects"
    key: ClassVar[tuple[str, ...]] = ("point", "year", "project")

    point: str
    """Point."""
    year: int
    """Period in which it starts."""
    project: str
    """Project."""
    starts: int
    """How often it starts in the period [times]."""


@dataclass(frozen=True, slots=True)
class PointPlaces(Row):
    """Places in use in the last year of a point's plan, and persons served there."""

    table: ClassVar[str] = "levels"
    key: ClassVar[tuple[str, ...]] = ("point", "level")

    point: str
    """Point."""
    level: str
    """Service level."""
    places: float | None
    """Places in use; none for levels at home [places]."""
    persons: float
    """Persons served [persons on an average day]."""


@dataclass(frozen=True, slots=True)
class Held(Row):
    """What is held along the whole frontier."""

    table: ClassVar[str] = "held"
    key: ClassVar[tuple[str, ...]] = ("step",)

    step: int
    """Place in the order, from 1."""
    goal: str
    """Goal, or goals with weights."""
    bound: float
    """No plan has less, whatever the limit [the goal's unit]."""
    at_most: float
    """What no plan of the frontier exceeds [the goal's unit]."""


@dataclass(frozen=True, slots=True)
class Trade(Row):
    """A plan that is best in no single goal but that no other one on the grid beats in all three."""

    table: ClassVar[str] = "three"
    key: ClassVar[tuple[str, ...]] = ("point",)

    point: str
    """Name; the folder of its run."""
    limit: float
    """Limit on the axis [the axis's unit]."""
    allowed: float
    """Limit on the goal of the frontier [the goal's unit]."""
    value: float
    """What the plan comes to in the goal of the frontier [the goal's unit]."""
    third: float
    """What it comes to in the third goal [the third goal's unit]."""
    third_bound: float
    """No plan that keeps both limits has less [the third goal's unit]."""


TABLES: tuple[type[Row], ...] = (Point, Piece, Jump, Reached, Floor, PointProject, PointPlaces, Held, Trade)
"""Every table of a frontier, in reading order."""
