"""The rows of a plan's tables, one class a table; every table is in long format, sorted by its key."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, ClassVar

from leonplan.optimizer.words.column import YEAR, Column


class Post(StrEnum):
    """A line of a year's accounts, in the order shown; income is negative, so that posts add up."""

    PAY = "pay"
    """Pay of all on the books."""
    AGENCY = "agency"
    """Staff hired in."""
    UNFILLED = "unfilled"
    """What work that nobody can be found for would cost: pay for the time at work, or agencies where dearer."""
    OTHER_COST = "other_cost"
    """Cost of those served besides staff."""
    USER_FEES = "user_fees"
    """What those served pay (egenbetaling); negative."""
    STATE_COMPENSATION = "state_compensation"
    """What the state pays for those served; negative."""
    PLACES = "places"
    """Places in use."""
    UNITS = "units"
    """Open units besides their staff."""
    CENTRES = "centres"
    """Fixed cost of centres."""
    PROGRAMMES = "programmes"
    """Programmes besides their staff."""
    TRAVEL = "travel"
    """Serving persons of a district at a centre; 0 in the base year, in which it is not known who travels where."""
    DISCHARGE_FEE = "discharge_fee"
    """Day fee for patients ready for discharge and not received."""
    CAPITAL_COST = "capital_cost"
    """Interest and depreciation of finished projects, net of grants."""
    OPERATING_CHANGE = "operating_change"
    """Change of fixed operating cost by finished projects."""
    SPEND = "spend"
    """Net spending: the sum of the posts above."""
    FRAME = "frame"
    """Operating frame; only where there are frames."""
    TRANSITION = "transition"
    """Transition money on top of the operating frame; only where some year has any."""
    OVERRUN = "overrun"
    """Spending over the operating frame and transition money; only where there are frames."""
    OUTLAY = "outlay"
    """Outlay that falls in the period, grants not deducted; not in the base year."""
    GRANTS = "grants"
    """State grants, paid as the outlay is; negative; not in the base year."""
    INVESTMENT_FRAME = "investment_frame"
    """Investment frames of the period's years; where there are frames, not in the base year."""
    INVESTMENT_OVERRUN = "investment_overrun"
    """Outlay less grants over the investment frame; as above."""
    INTEREST = "interest"
    """Interest in the capital cost; only in ``spending.csv``."""
    INSTALMENTS = "instalments"
    """Instalments, the rest of the capital cost; only in ``spending.csv``."""

    @property
    def unit(self) -> str:
        """Unit of its amounts."""
        return "kNOK in the period" if self in IN_PERIOD else "kNOK/year"


IN_PERIOD = frozenset({Post.OUTLAY, Post.GRANTS, Post.INVESTMENT_FRAME, Post.INVESTMENT_OVERRUN})
"""Posts whose amounts are those of the whole period, not of a year."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of results; a column of numbers states its unit and its decimals with its type."""

    table: ClassVar[str]
    """Name of the table and of its file."""
    key: ClassVar[tuple[str, ...]]
    """Columns that together name a row; tables are sorted by them."""


@dataclass(frozen=True, slots=True)
class Need(Row):
    """Need, every combination."""

    table: ClassVar[str] = "need"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "district")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    persons: Annotated[float, Column("persons on an average day", decimals=1)]
    """Persons in need."""


@dataclass(frozen=True, slots=True)
class Served(Row):
    """Who is served at which level; no rows where zero."""

    table: ClassVar[str] = "served"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "level", "place")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    group: str
    """Need group."""
    level: str
    """Service level."""
    place: str
    """Home district for levels at home, centre for levels in places."""
    persons: Annotated[float, Column("persons on an average day", decimals=1)]
    """Persons served."""


@dataclass(frozen=True, slots=True)
class Flow(Row):
    """Who goes where; no rows where zero. None in the base year, where it is not known."""

    table: ClassVar[str] = "flow"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "district", "centre")

    year: Annotated[int, YEAR]
    """Period."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    centre: str
    """Centre."""
    persons: Annotated[float, Column("persons on an average day", decimals=1)]
    """Persons from the district served in places at the centre."""


@dataclass(frozen=True, slots=True)
class Assigned(Row):
    """The centre that serves a district's persons of a group with one centre per district."""

    table: ClassVar[str] = "assigned"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "district", "centre")

    year: Annotated[int, YEAR]
    """Period."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    centre: str
    """Centre."""


@dataclass(frozen=True, slots=True)
class Unserved(Row):
    """Who is served by nothing; no rows where zero."""

    table: ClassVar[str] = "unserved"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "district")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    persons: Annotated[float, Column("persons on an average day", decimals=1)]
    """Persons served by nothing."""


@dataclass(frozen=True, slots=True)
class Unmet(Row):
    """Unmet need, every group and year: those served by nothing, and what waiting and reduced service leave unmet."""

    table: ClassVar[str] = "unmet"
    key: ClassVar[tuple[str, ...]] = ("year", "group")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    group: str
    """Need group."""
    persons: Annotated[float, Column("person equivalents on an average day", decimals=1)]
    """Unmet need."""
    weighted: Annotated[float, Column("severity-weighted persons", decimals=1)]
    """The same weighted by severity, the least severe tier of the group first."""
    below_minimum: Annotated[float, Column("persons on an average day", decimals=1)]
    """Persons by which those served at levels that help enough fall short of the group's minimum."""
    below_sound: Annotated[float, Column("person equivalents on an average day", decimals=1)]
    """Heavy need met by nothing, and what less than sound relief leaves of what is sound."""


@dataclass(frozen=True, slots=True)
class Moved(Row):
    """Residents who had to move: fewer are left than would have stayed; no rows where zero."""

    table: ClassVar[str] = "moved"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "level", "centre")

    year: Annotated[int, YEAR]
    """Period."""
    group: str
    """Need group."""
    level: str
    """Level they lived at."""
    centre: str
    """Centre they lived at."""
    persons: Annotated[float, Column("persons", decimals=1)]
    """Residents moved in the period."""


@dataclass(frozen=True, slots=True)
class Participants(Row):
    """Who takes part in programmes; no rows where zero."""

    table: ClassVar[str] = "participants"
    key: ClassVar[tuple[str, ...]] = ("year", "programme", "group", "district")

    year: Annotated[int, YEAR]
    """Period, or the base year, in which participants are shared out as those eligible are."""
    programme: str
    """Programme."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    persons: Annotated[float, Column("persons on an average day", decimals=1)]
    """Participants."""


@dataclass(frozen=True, slots=True)
class Places(Row):
    """Places, wherever there are or can come any, every year."""

    table: ClassVar[str] = "places"
    key: ClassVar[tuple[str, ...]] = ("year", "centre", "level")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    centre: str
    """Centre."""
    level: str
    """Service level."""
    built: Annotated[float, Column("places", decimals=1)]
    """Places there are, availability counted in."""
    operated: Annotated[float, Column("places", decimals=1)]
    """Places in use."""
    open_units: Annotated[int | None, Column("units")]
    """Units in use; none where places are run one by one."""


@dataclass(frozen=True, slots=True)
class ProjectStart(Row):
    """Projects started; no rows where none."""

    table: ClassVar[str] = "projects"
    key: ClassVar[tuple[str, ...]] = ("year", "project")

    year: Annotated[int, YEAR]
    """Period in which it starts."""
    project: str
    """Project."""
    starts: Annotated[int, Column("times")]
    """How often it starts in the period."""
    granted: Annotated[float, Column("places", decimals=1)]
    """Round-the-clock places that get the state grant."""


@dataclass(frozen=True, slots=True)
class Staff(Row):
    """Staff, every category and year."""

    table: ClassVar[str] = "staff"
    key: ClassVar[tuple[str, ...]] = ("year", "category")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    category: str
    """Staff category."""
    employed: Annotated[float, Column("FTE", decimals=1)]
    """On the books."""
    hired: Annotated[float, Column("FTE/year", decimals=1)]
    """Recruited in each year of the period; 0 in the base year."""
    agency: Annotated[float, Column("FTE at work", decimals=1)]
    """Hired in."""
    shortfall: Annotated[float, Column("FTE at work", decimals=1)]
    """Work that no staff can be found for, after everybody has done their own category's first."""
    competence_gap: Annotated[float, Column("FTE at work", decimals=1)]
    """Work that wants the category's competence and is done without it."""
    work: Annotated[float, Column("FTE at work", decimals=1)]
    """Work to be done."""


@dataclass(frozen=True, slots=True)
class Covers(Row):
    """Who does whose work; no rows where zero."""

    table: ClassVar[str] = "covers"
    key: ClassVar[tuple[str, ...]] = ("year", "category", "work_of")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    category: str
    """Staff category that does the work."""
    work_of: str
    """Staff category whose work it is."""
    fte: Annotated[float, Column("FTE at work", decimals=1)]
    """Work done."""
    time: Annotated[float, Column("FTE at work", decimals=1)]
    """Time that it takes those who do it: more than the work where tasks are shifted and take them longer."""


@dataclass(frozen=True, slots=True)
class Money(Row):
    """The accounts, every post of every year; sorted by year and then in the order of the posts."""

    table: ClassVar[str] = "money"
    key: ClassVar[tuple[str, ...]] = ("year", "post")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    post: Post
    """Post."""
    amount: Annotated[float, Column("kNOK/year or kNOK in the period")]
    """Amount a year; in the period for outlay, grants, investment frame and investment overrun."""


@dataclass(frozen=True, slots=True)
class Spending(Row):
    """Where net spending falls: parts that add up to every post of a year, to the last decimal; no rows where zero.

    Pay follows work, as in what each level costs; capital cost is divided as for a loan in equal amounts a year.
    """

    table: ClassVar[str] = "spending"
    key: ClassVar[tuple[str, ...]] = ("year", "post", "function", "centre", "project")

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    post: Post
    """Post, interest and instalments in place of capital cost."""
    function: Annotated[int | None, Column("")]
    """KOSTRA function; none: not stated in ``kostra.csv``, or pay to staff for whom there is no work."""
    centre: str | None
    """Centre; none: at home, or of the whole municipality."""
    project: str | None
    """Project that brings it; none: no project."""
    amount: Annotated[float, Column("kNOK/year")]
    """Amount a year."""


@dataclass(frozen=True, slots=True)
class Goal(Row):
    """What the plan comes to in each goal, in the order in which they were pursued."""

    table: ClassVar[str] = "goals"
    key: ClassVar[tuple[str, ...]] = ("step",)

    step: Annotated[int, Column("")]
    """Place in the order, from 1."""
    goal: str
    """Goal, or goals with weights, of this step."""
    unit: str
    """Unit of its value."""
    value: Annotated[float, Column("the row's unit", decimals=3)]
    """Value in the plan, by arithmetic from the tables."""
    bound: Annotated[float | None, Column("the row's unit", decimals=3)]
    """No plan that keeps the goals before this one has less; none if nothing is known."""
    gap: Annotated[float | None, Column("share", decimals=3)]
    """Relative distance of value and bound; none if nothing is known."""
    proven: bool
    """Whether it was within the asked gap of its bound when it was taken, and has been held since."""
    grid: Annotated[float, Column("the row's unit", decimals=3)]
    """The grid on which it was held: what later goals may have cost it in addition to the gap."""
    slack: Annotated[float, Column("the row's unit", decimals=3)]
    """What later steps were allowed to add: stated, and no distance."""
    held_at: Annotated[float, Column("the row's unit", decimals=3)]
    """What later steps were not allowed to exceed, slack included."""


ROWS: tuple[type[Row], ...] = (
    Goal, Money, Spending, Unmet, Need, Served, Unserved, Flow, Assigned,
    Places, ProjectStart, Staff, Covers, Participants, Moved,
)  # fmt: skip
"""Every table, in reading order."""


def columns(row: type[Row]) -> tuple[str, ...]:
    """Columns of a table in order."""
    return tuple(field.name for field in fields(row))
