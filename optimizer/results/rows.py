"""The rows of a plan's tables, one class a table; every table is in long format, sorted by its key."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar


class Post(StrEnum):
    """A line of a year's accounts, in the order shown; income is negative, so that posts add up."""

    PAY = "pay"
    """Pay of all on the books."""
    AGENCY = "agency"
    """Staff hired in."""
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
    """Serving persons of a district at a centre; 0 in the base year, in which nobody's way is known."""
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
    OVERRUN = "overrun"
    """Spending over the operating frame; only where there are frames."""
    OUTLAY = "outlay"
    """Outlay for projects started in the period, grants not deducted [kNOK in the period]; not in the base year."""
    GRANTS = "grants"
    """State grants for projects started in the period; negative [kNOK in the period]; not in the base year."""
    INVESTMENT_FRAME = "investment_frame"
    """Investment frames of the period's years [kNOK in the period]; where there are frames, not in the base year."""
    INVESTMENT_OVERRUN = "investment_overrun"
    """Outlay less grants over the investment frame [kNOK in the period]; as above."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of results."""

    table: ClassVar[str]
    """Name of the table and of its file."""
    key: ClassVar[tuple[str, ...]]
    """Columns that together name a row; tables are sorted by them."""


@dataclass(frozen=True, slots=True)
class Need(Row):
    """Need, every combination."""

    table: ClassVar[str] = "need"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "district")

    year: int
    """Period, or the base year."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    persons: float
    """Persons in need [persons on an average day]."""


@dataclass(frozen=True, slots=True)
class Served(Row):
    """Who is served at which level; nobody where there is no row."""

    table: ClassVar[str] = "served"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "level", "place")

    year: int
    """Period, or the base year."""
    group: str
    """Need group."""
    level: str
    """Service level."""
    place: str
    """Home district for levels at home, centre for levels in places."""
    persons: float
    """Persons served [persons on an average day]."""


@dataclass(frozen=True, slots=True)
class Flow(Row):
    """Who goes where; nobody where there is no row. None in the base year, in which it is not known."""

    table: ClassVar[str] = "flow"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "district", "centre")

    year: int
    """Period."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    centre: str
    """Centre."""
    persons: float
    """Persons from the district served in places at the centre [persons on an average day]."""


@dataclass(frozen=True, slots=True)
class Assigned(Row):
    """The centre that serves a district's persons of a group with one centre per district."""

    table: ClassVar[str] = "assigned"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "district", "centre")

    year: int
    """Period."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    centre: str
    """Centre."""


@dataclass(frozen=True, slots=True)
class Unserved(Row):
    """Who is served by nothing; nobody where there is no row."""

    table: ClassVar[str] = "unserved"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "district")

    year: int
    """Period, or the base year."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    persons: float
    """Persons served by nothing [persons on an average day]."""


@dataclass(frozen=True, slots=True)
class Unmet(Row):
    """Unmet need, every group and year: those served by nothing, and what waiting and reduced service leave unmet."""

    table: ClassVar[str] = "unmet"
    key: ClassVar[tuple[str, ...]] = ("year", "group")

    year: int
    """Period, or the base year."""
    group: str
    """Need group."""
    persons: float
    """Unmet need [person equivalents on an average day]."""
    weighted: float
    """The same weighted by severity, the least severe tier of the group first [weighted person equivalents]."""
    below_minimum: float
    """Persons by which those served at levels that help enough fall short of the group's minimum [persons]."""
    below_sound: float
    """Heavy need met by nothing, and what less than sound relief leaves of what is sound [person equivalents]."""


@dataclass(frozen=True, slots=True)
class Moved(Row):
    """Residents who had to move: fewer are left than would have stayed; nobody where there is no row."""

    table: ClassVar[str] = "moved"
    key: ClassVar[tuple[str, ...]] = ("year", "group", "level", "centre")

    year: int
    """Period."""
    group: str
    """Need group."""
    level: str
    """Level they lived at."""
    centre: str
    """Centre they lived at."""
    persons: float
    """Residents moved in the period [persons]."""


@dataclass(frozen=True, slots=True)
class Participants(Row):
    """Who takes part in programmes; nobody where there is no row."""

    table: ClassVar[str] = "participants"
    key: ClassVar[tuple[str, ...]] = ("year", "programme", "group", "district")

    year: int
    """Period, or the base year, in which participants are shared out as those eligible are."""
    programme: str
    """Programme."""
    group: str
    """Need group."""
    district: str
    """Home district."""
    persons: float
    """Participants [persons on an average day]."""


@dataclass(frozen=True, slots=True)
class Places(Row):
    """Places, wherever there are or can come any, every year."""

    table: ClassVar[str] = "places"
    key: ClassVar[tuple[str, ...]] = ("year", "centre", "level")

    year: int
    """Period, or the base year."""
    centre: str
    """Centre."""
    level: str
    """Service level."""
    built: float
    """Places there are, availability counted in [places]."""
    operated: float
    """Places in use [places]."""
    open_units: int | None
    """Units in use [units]; none where places are run one by one."""


@dataclass(frozen=True, slots=True)
class ProjectStart(Row):
    """Projects started; none where there is no row."""

    table: ClassVar[str] = "projects"
    key: ClassVar[tuple[str, ...]] = ("year", "project")

    year: int
    """Period in which it starts."""
    project: str
    """Project."""
    starts: int
    """How often it starts in the period [times]."""
    granted: float
    """Round-the-clock places that get the state grant [places]."""


@dataclass(frozen=True, slots=True)
class Staff(Row):
    """Staff, every category and year."""

    table: ClassVar[str] = "staff"
    key: ClassVar[tuple[str, ...]] = ("year", "category")

    year: int
    """Period, or the base year."""
    category: str
    """Staff category."""
    employed: float
    """On the books [FTE]."""
    hired: float
    """Recruited in each year of the period [FTE/year]; 0 in the base year."""
    agency: float
    """Hired in [FTE at work]."""
    shortfall: float
    """Work that nobody can be found for [FTE at work]."""
    competence_gap: float
    """Work that wants the category's competence and is done without it [FTE at work]."""
    work: float
    """Work to be done [FTE at work]."""


@dataclass(frozen=True, slots=True)
class Covers(Row):
    """Who does whose work; nobody where there is no row."""

    table: ClassVar[str] = "covers"
    key: ClassVar[tuple[str, ...]] = ("year", "category", "work_of")

    year: int
    """Period, or the base year."""
    category: str
    """Staff category that does the work."""
    work_of: str
    """Staff category whose work it is."""
    fte: float
    """Full-time equivalents [FTE at work]."""


@dataclass(frozen=True, slots=True)
class Money(Row):
    """The accounts, every post of every year; sorted by year and then in the order of the posts."""

    table: ClassVar[str] = "money"
    key: ClassVar[tuple[str, ...]] = ("year", "post")

    year: int
    """Period, or the base year."""
    post: Post
    """Post."""
    amount: float
    """Amount [kNOK/year; outlay, grants and investment: kNOK in the period]."""


@dataclass(frozen=True, slots=True)
class Goal(Row):
    """What the plan comes to in each goal, in the order in which they were pursued."""

    table: ClassVar[str] = "goals"
    key: ClassVar[tuple[str, ...]] = ("step",)

    step: int
    """Place in the order, from 1."""
    goal: str
    """Goal, or goals with weights, of this step."""
    unit: str
    """Unit of its value."""
    value: float
    """Value in the plan, by arithmetic from the tables."""
    bound: float | None
    """No plan that keeps the goals before this one has less; none if nothing is known."""
    gap: float | None
    """Relative distance of value and bound [share]; none if nothing is known."""
    proven: bool
    """Whether it was within the asked gap of its bound when it was taken, and has been held since."""
    grid: float
    """The grid on which it was held, in the goal's unit: what later goals may have cost it beside the gap."""
    slack: float
    """What later steps were allowed to add, in the goal's unit: stated, and no distance."""
    held_at: float
    """What later steps were not allowed to exceed, slack included."""


ROWS: tuple[type[Row], ...] = (
    Goal, Money, Unmet, Need, Served, Unserved, Flow, Assigned,
    Places, ProjectStart, Staff, Covers, Participants, Moved,
)  # fmt: skip
"""Every table, in reading order."""


def columns(row: type[Row]) -> tuple[str, ...]:
    """Columns of a table in order."""
    return tuple(field.name for field in fields(row))
