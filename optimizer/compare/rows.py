"""The tables of a comparison, in the style of a plan's tables: one class a table, long format, sorted by its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.words.column import YEAR, Column

DIMENSIONS = ("year", "group", "district", "centre", "level", "category", "post", "project", "goal")
"""What a measure may be given by; each is given by some of them, always the same (``compare.measures``)."""


@dataclass(frozen=True, slots=True)
class Measured(Row):
    """One measure of one scenario; no rows where zero, totals and goals apart."""

    table: ClassVar[str] = "comparison"
    key: ClassVar[tuple[str, ...]] = ("scenario", "measure", *DIMENSIONS)

    scenario: str
    """Scenario."""
    measure: str
    """Measure, see ``compare.measures.MEASURES``."""
    year: Annotated[int | None, YEAR]
    """Period, or the base year; none: over all decided years, each period counted with its length."""
    group: str
    """Need group; like all that follow, empty where the measure is not given by it."""
    district: str
    """Home district."""
    centre: str
    """Centre."""
    level: str
    """Service level."""
    category: str
    """Staff category."""
    post: str
    """Line of the accounts."""
    project: str
    """Project."""
    goal: str
    """Goal."""
    value: Annotated[float, Column("the row's unit", decimals=1)]
    """Value."""
    unit: str
    """Unit."""


@dataclass(frozen=True, slots=True)
class Difference(Row):
    """Where a scenario differs from the base; no rows where it does not."""

    table: ClassVar[str] = "differences"
    key: ClassVar[tuple[str, ...]] = Measured.key

    scenario: str
    """Scenario."""
    measure: str
    """Measure, see ``compare.measures.MEASURES``."""
    year: Annotated[int | None, YEAR]
    """Period, or the base year; none: over all decided years, each period counted with its length."""
    group: str
    """Need group; like all that follow, empty where the measure is not given by it."""
    district: str
    """Home district."""
    centre: str
    """Centre."""
    level: str
    """Service level."""
    category: str
    """Staff category."""
    post: str
    """Line of the accounts."""
    project: str
    """Project."""
    goal: str
    """Goal."""
    base: Annotated[float, Column("the row's unit", decimals=1)]
    """Value in the base."""
    value: Annotated[float, Column("the row's unit", decimals=1)]
    """Value in the scenario."""
    difference: Annotated[float, Column("the row's unit", decimals=1)]
    """Value less base."""
    share: Annotated[float | None, Column("share", decimals=3)]
    """Difference as a share of the base's size; none where the base is 0."""
    unit: str
    """Unit of values and difference."""
    cause: str
    """Whether the difference is needed by the change: needed, free or undecided, see ``compare.causes``; empty: not looked at."""


@dataclass(frozen=True, slots=True)
class WalkStep(Row):
    """What one change brings on the way from the base to all changes together, whatever the order."""

    table: ClassVar[str] = "walk"
    key: ClassVar[tuple[str, ...]] = ("measure", "year", "step")

    measure: str
    """Measure of the walk, see ``compare.walk.WALK_MEASURES``."""
    year: Annotated[int | None, YEAR]
    """Period; none: over all decided years, each period counted with its length."""
    step: Annotated[int, Column("")]
    """Place in the walk, from 1, in the order of the changes' ids."""
    change: str
    """The change: a what-if, or one change of the what-if."""
    before: Annotated[float, Column("the row's unit", decimals=1)]
    """The base and the amounts of the steps before."""
    amount: Annotated[float, Column("the row's unit", decimals=1)]
    """The change's share of the way, rounded to nine decimals; the shares of a walk add up as decimals."""
    after: Annotated[float, Column("the row's unit", decimals=1)]
    """What is before and the amount; the last one is the value of all together."""
    exact: str
    """The share itself as a fraction; the shares of a walk add up to the last digit."""
    unit: str
    """Unit."""


TABLES: tuple[type[Row], ...] = (Measured, Difference, WalkStep)
"""Every table of a comparison, in reading order."""
