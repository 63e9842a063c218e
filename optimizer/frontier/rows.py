"""The rows of a frontier's tables, one class a table, sorted by their key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.words.column import YEAR, Column


@dataclass(frozen=True, slots=True)
class Point(Row):
    """A plan on the frontier: no plan found has less of the goal at this limit or a smaller one."""

    table: ClassVar[str] = "points"
    key: ClassVar[tuple[str, ...]] = ("point",)

    point: str
    """Name, in order of the limit; the folder of its run."""
    limit: Annotated[float, Column("the axis's unit", decimals=3)]
    """Limit, x."""
    frame: Annotated[float | None, Column("kNOK/year", decimals=3)]
    """Operating frame of a decided year on average; none if there are no frames."""
    value: Annotated[float, Column("the goal's unit", decimals=3)]
    """What the plan comes to in the goal, y."""
    lower_bound: Annotated[float, Column("the goal's unit", decimals=3)]
    """No plan that keeps the limit has less."""
    upper_bound: Annotated[float, Column("the goal's unit", decimals=3)]
    """A plan that keeps the limit has no more."""
    unmet: Annotated[float, Column("severity-weighted person-years", decimals=3)]
    """Unmet need, weighted by severity."""
    unmet_person_years: Annotated[float, Column("person-years", decimals=3)]
    """Unmet need over all decided years, not weighted."""
    unmet_persons: Annotated[float, Column("person equivalents on an average day", decimals=3)]
    """Unmet need in the last year."""
    above_persons: Annotated[float, Column("persons on an average day", decimals=3)]
    """Served above their lowest effective level in the last year."""
    above_level: Annotated[float, Column("step-person-years", decimals=3)]
    """Steps above the lowest effective level over all decided years."""
    starts: Annotated[int, Column("times")]
    """Project starts."""
    places: Annotated[float, Column("places", decimals=3)]
    """Places in use in the last year."""
    fte: Annotated[float, Column("FTE", decimals=3)]
    """On the books and hired in, in the last year."""
    fte_years: Annotated[float, Column("FTE-years", decimals=3)]
    """The same over all decided years."""
    spend: Annotated[float, Column("kNOK, present value", decimals=3)]
    """Net spending over all years."""
    cost: Annotated[float | None, Column("kNOK", decimals=3)]
    """The frame's change from today, over all decided years; none where no frame is limited."""
    price_next: Annotated[float | None, Column("kNOK or the axis's unit, by the goal's unit", decimals=3)]
    """What one unit less of the goal costs from here on; none at the end."""
    switches: bool
    """Whether other projects are started than at the point before, or in other years."""


@dataclass(frozen=True, slots=True)
class Piece(Row):
    """A stretch between points: the least of the goal lies between two straight lines."""

    table: ClassVar[str] = "brackets"
    key: ClassVar[tuple[str, ...]] = ("low",)

    low: Annotated[float, Column("the axis's unit", decimals=3)]
    """Where it begins."""
    high: Annotated[float, Column("the axis's unit", decimals=3)]
    """Where it ends."""
    upper_low: Annotated[float, Column("the goal's unit", decimals=3)]
    """What plans reach at its beginning."""
    upper_high: Annotated[float, Column("the goal's unit", decimals=3)]
    """What plans reach at its end."""
    lower_low: Annotated[float, Column("the goal's unit", decimals=3)]
    """What no plan beats at its beginning."""
    lower_high: Annotated[float, Column("the goal's unit", decimals=3)]
    """What no plan beats at its end."""
    width: Annotated[float, Column("share of the goal's span", decimals=3)]
    """Widest distance of the two."""


@dataclass(frozen=True, slots=True)
class Jump(Row):
    """A stretch on which the bracket is wider than the tolerance: a jump whose place is known, or what is still open."""

    table: ClassVar[str] = "jumps"
    key: ClassVar[tuple[str, ...]] = ("low",)

    low: Annotated[float, Column("the axis's unit", decimals=3)]
    """Where it begins."""
    high: Annotated[float, Column("the axis's unit", decimals=3)]
    """Where it ends."""
    before: Annotated[float, Column("the goal's unit", decimals=3)]
    """What plans reach before it."""
    after: Annotated[float, Column("the goal's unit", decimals=3)]
    """What plans reach after it."""
    width: Annotated[float, Column("share of the goal's span", decimals=3)]
    """Widest distance of the bracket on it."""
    is_open: bool
    """Whether it is longer than the place of a jump may be: the frontier is not certified there."""


@dataclass(frozen=True, slots=True)
class Ceiling(Row):
    """What the upper sides rest on: a plan, at its limit and every larger one, or all mixes of two plans."""

    table: ClassVar[str] = "reached"
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: Annotated[int, Column("")]
    """Number, from 1."""
    limit: Annotated[float, Column("the axis's unit", decimals=3)]
    """Limit that the plan keeps."""
    value: Annotated[float, Column("the goal's unit", decimals=3)]
    """What it comes to."""
    mix_limit: Annotated[float | None, Column("the axis's unit", decimals=3)]
    """Limit of a plan with the same whole decisions, with which it can be mixed; none: no mix."""
    mix_value: Annotated[float | None, Column("the goal's unit", decimals=3)]
    """What that one comes to."""


@dataclass(frozen=True, slots=True)
class Floor(Row):
    """What the lower sides rest on: an answer that proves what no plan beats."""

    table: ClassVar[str] = "floors"
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: Annotated[int, Column("")]
    """Number, from 1."""
    ask: str
    """What was minimised: least_x, the limit; least_y, the goal; slope, goal + price x limit; reach, the limit."""
    low: Annotated[float | None, Column("the axis's unit", decimals=3)]
    """Least limit that counts; only for slopes."""
    high: Annotated[float | None, Column("the axis's unit", decimals=3)]
    """Largest limit; none: as much as is wanted."""
    price: Annotated[float, Column("the goal's unit by the axis's unit", decimals=3)]
    """Price of the limit; 0 but for slopes."""
    value: Annotated[float | None, Column("the goal's unit", decimals=3)]
    """Value that the goal must reach; only for reach."""
    bound: Annotated[float, Column("the unit of what is minimised", decimals=3)]
    """No plan has less of what was minimised."""


@dataclass(frozen=True, slots=True)
class PointProject(Row):
    """Projects started in a point's plan."""

    table: ClassVar[str] = "projects"
    key: ClassVar[tuple[str, ...]] = ("point", "year", "project")

    point: str
    """Point."""
    year: Annotated[int, YEAR]
    """Period in which it starts."""
    project: str
    """Project."""
    starts: Annotated[int, Column("times")]
    """How often it starts in the period."""


@dataclass(frozen=True, slots=True)
class PointPlaces(Row):
    """Places in use in the last year of a point's plan, and persons served there."""

    table: ClassVar[str] = "levels"
    key: ClassVar[tuple[str, ...]] = ("point", "level")

    point: str
    """Point."""
    level: str
    """Service level."""
    places: Annotated[float | None, Column("places", decimals=3)]
    """Places in use; none for levels at home."""
    persons: Annotated[float, Column("persons on an average day", decimals=3)]
    """Persons served."""


@dataclass(frozen=True, slots=True)
class HeldGoal(Row):
    """What is held along the whole frontier."""

    table: ClassVar[str] = "held"
    key: ClassVar[tuple[str, ...]] = ("step",)

    step: Annotated[int, Column("")]
    """Place in the order, from 1."""
    goal: str
    """Goal, or goals with weights."""
    bound: Annotated[float, Column("the unit of the row's goal", decimals=3)]
    """No plan has less, whatever the limit."""
    at_most: Annotated[float, Column("the unit of the row's goal", decimals=3)]
    """What no plan of the frontier exceeds."""


@dataclass(frozen=True, slots=True)
class Trade(Row):
    """A plan that is best in no single goal but that no other one on the grid beats in all three."""

    table: ClassVar[str] = "three"
    key: ClassVar[tuple[str, ...]] = ("point",)

    point: str
    """Name; the folder of its run."""
    limit: Annotated[float, Column("the axis's unit", decimals=3)]
    """Limit on the axis."""
    allowed: Annotated[float, Column("the goal's unit", decimals=3)]
    """Limit on the goal of the frontier."""
    value: Annotated[float, Column("the goal's unit", decimals=3)]
    """What the plan comes to in the goal of the frontier."""
    third: Annotated[float, Column("the third goal's unit", decimals=3)]
    """What it comes to in the third goal."""
    third_bound: Annotated[float, Column("the third goal's unit", decimals=3)]
    """No plan that keeps both limits has less."""


TABLES: tuple[type[Row], ...] = (Point, Piece, Jump, Ceiling, Floor, PointProject, PointPlaces, HeldGoal, Trade)
"""Every table of a frontier, in reading order."""
