"""The tables of an instance folder, one CSV file each; a class describes one row."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from leonplan.optimizer.schema.account_tables import KostraFunction
from leonplan.optimizer.schema.base import Count, Id, NonNegative, Row, Share, Text, Year
from leonplan.optimizer.schema.decision_tables import Decision, JointLimit
from leonplan.optimizer.schema.project_tables import (
    Programme,
    ProgrammeEffect,
    ProgrammeStaff,
    Project,
    ProjectPlaces,
)


class District(Row):
    """Home districts (soner, kretser): where people live."""

    file = "districts.csv"
    key = ("id",)
    required = True

    id: Id
    """Identifier of the district."""
    name: Text
    """Name for reports."""


class Centre(Row):
    """Centres (omsorgssentre): where places are; one or more may be external (bought places)."""

    file = "centres.csv"
    key = ("id",)
    required = True

    id: Id
    """Identifier of the centre."""
    name: Text
    """Name for reports."""
    district: Id | None = None
    """Home district in which the centre lies; none for an external one."""
    external: bool = False
    """True if outside the municipality."""
    fixed_cost: NonNegative = 0.0
    """Cost of keeping the centre open, whatever is run there [kNOK/year]."""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Latitude [degrees north]."""
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Longitude [degrees east]."""


class Places(Row):
    """Places there are before the first decided period."""

    file = "places.csv"
    key = ("centre", "level")

    centre: Id
    """Centre."""
    level: Id
    """Service level, one in places."""
    places: Count
    """Places built [places]."""
    availability: Share = 1.0
    """Share of the week in which the places are run, e.g. 0.6 for three days of five [share]."""
    unit_size: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Places in one unit (ward, bogruppe) of this house [places]; none: what another row of the centre and level says, and
    where none does, what the level says. A house has one size at a level: rows that give it give the same."""


class Population(Row):
    """Inhabitants by year, actual and projected, in variants."""

    file = "population.csv"
    key = ("variant", "year", "district", "age_band")
    required = True

    variant: Id
    """Variant of the projection. Rows of the variant ``all`` belong to every variant, for the years and age bands of which it
    has no row of its own; where it has rows by district, those of ``all`` by district complete them."""
    year: Year
    """Year."""
    district: Id | None = None
    """Home district; none: the whole municipality, to be shared out by the district shares."""
    age_band: Id
    """Age band."""
    persons: NonNegative
    """Inhabitants [persons]."""


class DistrictShare(Row):
    """How the municipality's inhabitants are shared between districts; linear between the years given, constant outside."""

    file = "district_shares.csv"
    key = ("year", "district")

    year: Year
    """Year."""
    district: Id
    """Home district."""
    share: Share
    """Share of the inhabitants of each age band [share]."""


class NeedRate(Row):
    """Need per inhabitant, as a rate or as stays times days."""

    file = "needs.csv"
    key = ("group", "age_band")

    group: Id
    """Need group."""
    age_band: Id
    """Age band."""
    rate: Share | None = None
    """Persons in need on an average day per inhabitant [persons/inhabitant]; or give stays and days."""
    stays_per_1000: NonNegative | None = None
    """Stays in a year per 1000 inhabitants [stays/1000 inhabitants/year]."""
    days_per_stay: Annotated[float, Field(ge=0, le=366)] | None = None
    """Mean length of a stay [days]."""


class FixedNeed(Row):
    """Need that does not follow the population; linear between the years given, constant outside."""

    file = "fixed_needs.csv"
    key = ("group", "district", "year")

    group: Id
    """Need group."""
    district: Id
    """Home district."""
    year: Year
    """Year."""
    persons: NonNegative
    """Persons in need on an average day [persons]."""


class NeedFactor(Row):
    """Factors on need, e.g. by other criteria; linear between the years given, constant outside. 1 where none is given.

    A factor of the whole municipality and one of a district are multiplied. Need that does not follow the population is
    left alone.
    """

    file = "need_factors.csv"
    key = ("group", "district", "year")

    group: Id
    """Need group."""
    district: Id | None = None
    """Home district; none: the whole municipality."""
    year: Year
    """Year."""
    factor: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
    """What need is multiplied by [1]."""


class ComparisonRate(Row):
    """Need rates of a comparison group (e.g. KOSTRA group 10), towards which rates can be tightened."""

    file = "comparison.csv"
    key = ("comparison", "group", "age_band")

    comparison: Id
    """Name of the comparison group."""
    group: Id
    """Need group."""
    age_band: Id
    """Age band."""
    rate: Share
    """Persons in need on an average day per inhabitant [persons/inhabitant]."""


class Service(Row):
    """Which group may be served at which level, how well, and at what cost besides staff."""

    file = "services.csv"
    key = ("group", "level")
    required = True

    group: Id
    """Need group."""
    level: Id
    """Service level."""
    relief: Share | None = None
    """Share of the need relieved; always below the lowest effective level, where people wait, and wherever service is
    reduced; none: all of it [share]."""
    max_share: Share | None = None
    """Greatest share of the group's need that may be served so, e.g. at a level of reduced service [share]; none: all of it."""
    other_cost: NonNegative = 0.0
    """Cost besides staff [kNOK/person/year]."""
    user_fee: NonNegative = 0.0
    """What the person pays (egenbetaling) [kNOK/person/year]."""
    state_compensation: NonNegative = 0.0
    """What the state pays, e.g. for particularly costly services [kNOK/person/year]."""


class StaffNorm(Row):
    """Staffing norm: work at a level, by category."""

    file = "staffing.csv"
    key = ("level", "group", "category")

    level: Id
    """Service level."""
    group: Id | None = None
    """Need group; none: every group without a row of its own at this level and category."""
    category: Id
    """Staff category whose work it is."""
    fte_per_person: NonNegative = 0.0
    """Full-time equivalents at work per person served [FTE/person]."""
    fte_per_unit: NonNegative = 0.0
    """Full-time equivalents at work per open unit, whoever lives there (night and minimum cover) [FTE/unit];
    only without a group."""


class Competence(Row):
    """Least share of a level's work done by a category or those who may do its work."""

    file = "competence.csv"
    key = ("level", "category")

    level: Id
    """Service level."""
    category: Id
    """Staff category."""
    minimum_share: Share
    """Least share of the work at the level [share]."""


class TaskShift(Row):
    """Which category may do part of another's work (oppgavedeling), besides those that may do all of it (``may_do``).

    From the first decided period on: in the base year the norms hold the work as it is shared out then.
    """

    file = "task_shifting.csv"
    key = ("category", "work_of")

    category: Id
    """Staff category that may do it."""
    work_of: Id
    """Staff category whose work it is."""
    max_share: Share
    """Greatest share of the work that it may do; shares of several categories add up [share]."""
    hours: Annotated[float, Field(ge=1, le=10, allow_inf_nan=False)] = 1.0
    """Hours that it takes them to do an hour of the work, e.g. 1.1 for a tenth more time [1]."""


class CurrentService(Row):
    """How people are served in the base year; at home it is shared between districts as the need is."""

    file = "current_service.csv"
    key = ("group", "level", "centre")

    group: Id
    """Need group."""
    level: Id
    """Service level."""
    centre: Id | None = None
    """Centre; none for levels at home."""
    persons: NonNegative
    """Persons served on an average day [persons]."""


class Frame(Row):
    """Economic frames by year; the operating frame and transition money are linear between the years given."""

    file = "frames.csv"
    key = ("year",)

    year: Year
    """Year."""
    operating: NonNegative
    """Operating frame [kNOK/year]."""
    transition: NonNegative = 0.0
    """Transition money (omstillingsmidler) on top of the operating frame, agreed on while a gap is closed [kNOK/year]."""
    investment: NonNegative
    """Investment frame of this very year [kNOK]; years not listed have none."""


class Travel(Row):
    """Travel between districts and centres; pairs not listed cannot be used."""

    file = "travel.csv"
    key = ("district", "centre")

    district: Id
    """Home district."""
    centre: Id
    """Centre."""
    minutes: NonNegative
    """Travel time one way [minutes]."""
    cost: NonNegative = 0.0
    """Cost of serving a person of the district at the centre [kNOK/person/year]."""


TABLES: dict[str, type[Row]] = {
    "districts": District,
    "centres": Centre,
    "places": Places,
    "population": Population,
    "district_shares": DistrictShare,
    "needs": NeedRate,
    "fixed_needs": FixedNeed,
    "need_factors": NeedFactor,
    "comparison": ComparisonRate,
    "services": Service,
    "staffing": StaffNorm,
    "competence": Competence,
    "task_shifting": TaskShift,
    "current_service": CurrentService,
    "frames": Frame,
    "travel": Travel,
    "projects": Project,
    "project_places": ProjectPlaces,
    "programmes": Programme,
    "programme_effects": ProgrammeEffect,
    "programme_staff": ProgrammeStaff,
    "decisions": Decision,
    "joint_limits": JointLimit,
    "kostra": KostraFunction,
}
"""Every table by the name of its field in an instance."""
