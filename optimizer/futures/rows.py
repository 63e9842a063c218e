"""The tables of a stress test, in the style of a plan's tables: one class a table, long format, sorted by its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.words.column import YEAR, Column


@dataclass(frozen=True, slots=True)
class FactorValue(Row):
    """What was drawn, every factor of every future."""

    table: ClassVar[str] = "futures"
    key: ClassVar[tuple[str, ...]] = ("future", "factor")

    future: Annotated[int, Column("")]
    """Future, by its place in the sequence."""
    factor: str
    """Factor."""
    value: Annotated[float, Column("", decimals=4)]
    """Its value, in the unit of what it moves."""


@dataclass(frozen=True, slots=True)
class FutureYear(Row):
    """A decided year of a future, as it is planned again; no rows where there is no plan."""

    table: ClassVar[str] = "outcomes"
    key: ClassVar[tuple[str, ...]] = ("future", "year")

    future: Annotated[int, Column("")]
    """Future."""
    year: Annotated[int, YEAR]
    """Period."""
    years: Annotated[int, Column("years")]
    """Years that the period stands for."""
    need: Annotated[float, Column("persons on an average day", decimals=1)]
    """Need."""
    heavy_unmet: Annotated[float, Column("person equivalents on an average day", decimals=1)]
    """Unmet heavy need."""
    light_unmet: Annotated[float, Column("person equivalents on an average day", decimals=1)]
    """Unmet light need."""
    below_sound: Annotated[float, Column("severity-weighted persons", decimals=1)]
    """Heavy need met by nothing or by less than is sound, weighted by severity."""
    employed: Annotated[float, Column("FTE", decimals=1)]
    """Employed."""
    shortfall: Annotated[float, Column("FTE at work", decimals=1)]
    """Work that no staff, or none with the competence it wants, can be found for."""
    spend: Annotated[float, Column("kNOK/year")]
    """Net spending."""
    overrun: Annotated[float, Column("kNOK/year")]
    """Spending over the operating frame and transition money."""
    investment_overrun: Annotated[float, Column("kNOK in the period")]
    """Outlay less grants over the investment frame."""


@dataclass(frozen=True, slots=True)
class FutureHolds(Row):
    """Whether a plan stands in a future."""

    table: ClassVar[str] = "holds"
    key: ClassVar[tuple[str, ...]] = ("future",)

    future: Annotated[int, Column("")]
    """Future."""
    planned: bool
    """Whether there is a plan with the decisions that stand; if not, nothing below holds."""
    sound: bool
    """Whether heavy need is met soundly in every decided year."""
    frame: bool
    """Whether operation and investment keep within their frames in every decided year."""
    staff: bool
    """Whether staff are found for all work in every decided year."""


@dataclass(frozen=True, slots=True)
class YearBand(Row):
    """Between which values most futures with a plan lie, by year."""

    table: ClassVar[str] = "bands"
    key: ClassVar[tuple[str, ...]] = ("measure", "year")

    measure: str
    """Column of the table ``outcomes``."""
    year: Annotated[int, YEAR]
    """Period."""
    low: Annotated[float, Column("the row's unit", decimals=1)]
    """One in ten futures lies below."""
    middle: Annotated[float, Column("the row's unit", decimals=1)]
    """Half of the futures lie below."""
    high: Annotated[float, Column("the row's unit", decimals=1)]
    """One in ten futures lies above."""
    unit: str
    """Unit."""


@dataclass(frozen=True, slots=True)
class Driver(Row):
    """How far what a plan comes to, over all decided years, goes up and down with a factor."""

    table: ClassVar[str] = "drivers"
    key: ClassVar[tuple[str, ...]] = ("measure", "factor")

    measure: str
    """Column of the table ``outcomes``, each year counted with its length."""
    factor: str
    """Factor."""
    correlation: Annotated[float | None, Column("", decimals=2)]
    """Spearman's rank correlation over the futures with a plan, from -1 to 1; none where either does not vary."""


@dataclass(frozen=True, slots=True)
class Breaking(Row):
    """The one factor and limit that part the futures in which something holds best from those in which it does not."""

    table: ClassVar[str] = "failures"
    key: ClassVar[tuple[str, ...]] = ("demand",)

    demand: str
    """What does not hold: a column of the table ``holds``."""
    factor: str
    """Factor."""
    side: str
    """``above`` or ``below``: on which side of the limit it fails more often."""
    limit: Annotated[float, Column("", decimals=4)]
    """Limit on the factor, halfway between two values drawn."""
    failing_beyond: Annotated[int, Column("futures")]
    """Futures on that side in which it fails."""
    futures_beyond: Annotated[int, Column("futures")]
    """Futures on that side."""
    failing_within: Annotated[int, Column("futures")]
    """Futures on the other side in which it fails."""
    futures_within: Annotated[int, Column("futures")]
    """Futures on the other side."""


@dataclass(frozen=True, slots=True)
class BreaksFirst(Row):
    """What fails first as the years go, over the futures with a plan."""

    table: ClassVar[str] = "breaks_first"
    key: ClassVar[tuple[str, ...]] = ("demand",)

    demand: str
    """A column of the table ``holds``."""
    failing: Annotated[int, Column("futures")]
    """Futures in which it fails in some period."""
    first: Annotated[int, Column("futures")]
    """Futures in which it fails and nothing else fails in an earlier period."""
    earliest: Annotated[int | None, YEAR]
    """Earliest period in which it fails in any future; none if it never does."""
    middle: Annotated[int | None, YEAR]
    """In half of the futures in which it fails it first does so by this period; none if it never does."""


@dataclass(frozen=True, slots=True)
class Regret(Row):
    """What keeping the decisions costs in a future, against planning it freely; rows where it was planned freely, too."""

    table: ClassVar[str] = "regret"
    key: ClassVar[tuple[str, ...]] = ("future",)

    future: Annotated[int, Column("")]
    """Future."""
    cost: str
    """``none``: as good as the best in every goal, within its proof; ``goal``: worse in a goal, the goals before it as good;
    ``plan``: no plan with the decisions, though there is one without; ``neither``: no plan either way; ``unknown``: one of the
    two was not planned to the end, or the solver contradicts itself."""
    goal: str
    """The first goal in which it is worse."""
    unit: str
    """Unit of the amounts."""
    kept: Annotated[float | None, Column("the row's unit", decimals=1)]
    """What the plan with the decisions comes to in the goal."""
    free: Annotated[float | None, Column("the row's unit", decimals=1)]
    """What the plan without comes to."""
    bound: Annotated[float | None, Column("the row's unit", decimals=1)]
    """No plan of the future that keeps the goals before this one has less."""
    regret: Annotated[float | None, Column("the row's unit", decimals=1)]
    """Kept less free."""


@dataclass(frozen=True, slots=True)
class FirstStart(Row):
    """When a project first starts in the futures planned freely, against the plan; programmes and repetitions left out.

    Of plans that are as good within the gap one is taken; what another would start is not told.
    """

    table: ClassVar[str] = "first_starts"
    key: ClassVar[tuple[str, ...]] = ("project",)

    project: str
    """Project."""
    year: Annotated[int | None, YEAR]
    """Period in which it first starts in the plan; none if it does not."""
    earlier: Annotated[int, Column("futures")]
    """Futures in which it starts earlier, or though the plan does not start it."""
    same: Annotated[int, Column("futures")]
    """Futures in which it starts in the same period, or neither starts it."""
    later: Annotated[int, Column("futures")]
    """Futures in which it starts later."""
    never: Annotated[int, Column("futures")]
    """Futures in which it does not start though it does in the plan."""
    factor: str
    """The factor that parts best the futures in which it starts from those in which it does not; blank where nothing does."""
    side: str
    """``above`` or ``below``: on which side of the limit it starts more often."""
    limit: Annotated[float | None, Column("", decimals=4)]
    """Limit on the factor; none where nothing parts them."""


TABLES: tuple[type[Row], ...] = (
    FactorValue, FutureYear, FutureHolds, YearBand, Driver, Breaking, BreaksFirst, Regret, FirstStart,
)  # fmt: skip
"""The tables of a stress test, in the order in which they are described."""
