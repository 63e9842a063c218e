"""The tables of an instance folder, one CSV file each; a class describes one row."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from leonplan.optimizer.schema.base import Count, Id, NonNegative, Number, Share, Sourced, Text, Year


class Row(Sourced):
    """One row of a table."""

    file: ClassVar[str]
    """Name of the table's file in the instance folder."""
    key: ClassVar[tuple[str, ...]]
    """Columns that together name a row; no two rows may agree in all of them."""
    required: ClassVar[bool] = False
    """True if the file must be there."""


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


class Population(Row):
    """Inhabitants by year, actual and projected, in variants."""

    file = "population.csv"
    key = ("variant", "year", "district", "age_band")
    required = True

    variant: Id
    """Variant of the projection; rows of the variant ``all`` belong to every variant."""
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
    """Share of the need relieved while waiting; only, and always, for levels below the lowest effective one [share]."""
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
    """Full-time equivalents at work per open unit, whoever lives there (night and minimum cover) [FTE/unit]; only without a group."""


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
    """Economic frames by year; the operating frame is linear between the years given."""

    file = "frames.csv"
    key = ("year",)

    year: Year
    """Year."""
    operating: NonNegative
    """Operating frame [kNOK/year]."""
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


class ProjectKind(StrEnum):
    """What a project does to a centre."""

    CONVERT = "convert"
    BUILD = "build"
    EXPAND = "expand"
    OPEN = "open"
    CLOSE = "close"
    GATHER = "gather"


class Project(Row):
    """Projects: convert, build, expand, open, close, gather."""

    file = "projects.csv"
    key = ("id",)

    id: Id
    """Identifier of the project."""
    name: Text
    """Name for reports."""
    centre: Id
    """Centre where it happens."""
    kind: ProjectKind
    """What it does."""
    cost: NonNegative
    """Capital outlay in the year it starts [kNOK]."""
    grant_per_place: NonNegative = 0.0
    """State grant per additional round-the-clock place [kNOK/place]."""
    operating_change: Number = 0.0
    """Change of fixed operating cost once finished, e.g. maintenance; negative saves [kNOK/year]."""
    lead_time: Annotated[int, Field(ge=0, le=40)] = 0
    """Years from start to places in use [years]."""
    life: Annotated[int, Field(ge=1, le=200)] = 40
    """Years over which the outlay is written off [years]."""
    earliest: Year | None = None
    """First year it may start."""
    latest: Year | None = None
    """Last year it may start."""
    max_count: Annotated[int, Field(ge=1, le=1000)] = 1
    """How often it may be carried out [times]."""
    years_between: Annotated[int, Field(ge=0, le=100)] = 0
    """Least number of years between two starts of a repeatable project [years]."""
    decided: bool = False
    """True if it must be carried out (decided already), within earliest and latest."""
    excludes: tuple[Id, ...] = ()
    """Projects that cannot be carried out as well, separated by spaces."""
    requires: tuple[Id, ...] = ()
    """Projects that must have started no later, separated by spaces."""


class ChangeAt(StrEnum):
    """When a project's places come or go."""

    START = "start"
    FINISH = "finish"


class ProjectPlaces(Row):
    """Places that a project adds or removes, by centre and level."""

    file = "project_places.csv"
    key = ("project", "centre", "level", "at")

    project: Id
    """Project."""
    centre: Id
    """Centre, usually the project's own."""
    level: Id
    """Service level, one in places."""
    change: Annotated[int, Field(ge=-100_000, le=100_000)]
    """Places added, or removed if negative [places]."""
    at: ChangeAt = ChangeAt.FINISH
    """Whether they come or go when the project starts or when it is finished."""
    moves_residents: bool = False
    """True if residents of removed places are moved on as part of the project, whatever the policy on residents says."""


class Programme(Row):
    """Programmes: reablement, welfare technology, day activity, prevention."""

    file = "programmes.csv"
    key = ("id",)

    id: Id
    """Identifier of the programme."""
    name: Text
    """Name for reports."""
    cost: NonNegative
    """Cost besides staff [kNOK/participant/year]."""
    first_year: Year
    """First year with participants."""
    growth_per_year: NonNegative
    """The most by which participants can grow in a year [persons/year]."""
    participants: NonNegative = 0.0
    """Participants before the first decided period [persons]."""
    decided_participants: NonNegative = 0.0
    """Participants that are decided from the first year on, as many as eligible [persons]."""


class ProgrammeEffect(Row):
    """What a programme does to a group's need, or to the hours it takes to help them at home."""

    file = "programme_effects.csv"
    key = ("programme", "group")

    programme: Id
    """Programme."""
    group: Id
    """Need group."""
    level: Id | None = None
    """Level at home at which participants are served; none if they would otherwise need service."""
    eligible: Share
    """Share of the group (served at the level, or in need) who can take part [share]."""
    need_reduction: Share = 0.0
    """Persons in need fewer per participant [persons/participant]; only without a level."""
    hours_reduction: Share = 0.0
    """Share of the level's work per person saved per participant [share]; only with a level."""


class ProgrammeStaff(Row):
    """Work that a programme takes, by category."""

    file = "programme_staff.csv"
    key = ("programme", "category")

    programme: Id
    """Programme."""
    category: Id
    """Staff category."""
    fte_per_participant: NonNegative
    """Full-time equivalents at work per participant [FTE/participant]."""


TABLES: dict[str, type[Row]] = {
    "districts": District,
    "centres": Centre,
    "places": Places,
    "population": Population,
    "district_shares": DistrictShare,
    "needs": NeedRate,
    "fixed_needs": FixedNeed,
    "comparison": ComparisonRate,
    "services": Service,
    "staffing": StaffNorm,
    "competence": Competence,
    "current_service": CurrentService,
    "frames": Frame,
    "travel": Travel,
    "projects": Project,
    "project_places": ProjectPlaces,
    "programmes": Programme,
    "programme_effects": ProgrammeEffect,
    "programme_staff": ProgrammeStaff,
}
"""Every table by the name of its field in an instance."""
