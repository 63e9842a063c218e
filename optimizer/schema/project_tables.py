"""The tables of what can be changed: projects and programmes; a class describes one row."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from leonplan.optimizer.schema.base import Id, NonNegative, Number, Row, Share, Text, Year


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
    """Capital outlay [kNOK]."""
    outlay: tuple[Share, ...] = ()
    """Shares of the outlay, and of the grant with it, in the building years, that in which it starts the first of them,
    separated by blanks; they add up to 1, in no more years than the lead time; none: as ``capital`` says for all [share].
    What falls in years after the horizon is in no frame."""
    grant_per_place: NonNegative = 0.0
    """State grant per additional round-the-clock place [kNOK/place]."""
    operating_change: Number = 0.0
    """Change of fixed operating cost once finished, e.g. maintenance; negative saves [kNOK/year]."""
    lead_time: Annotated[int, Field(ge=0, le=40)] = 0
    """Years from start to places in use [years]. A project is ready within the horizon, or it is not started; a decided one
    whose window leaves no time for that, or whose late start is decided, is started and counts no grant."""
    life: Annotated[int, Field(ge=1, le=200)] = 40
    """Years over which the outlay is written off, from that in which the project is ready; then its capital cost ends,
    unless it is renewed, and its places stay [years]."""
    renewed: bool = False
    """True if it is renewed at the end of its life for the same money, so that its capital cost goes on."""
    earliest: Year | None = None
    """First year it may start. It starts in periods whose year is in the window from earliest to latest; where none is, in
    the period that covers the window."""
    latest: Year | None = None
    """Last year it may start."""
    max_count: Annotated[int, Field(ge=0, le=1000)] = 1
    """How often it may be carried out; 0: never [times]."""
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
    unit_size: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Places in one unit (ward, bogruppe) of this house [places]; none: what another row of the centre and level says, here
    or in places.csv, and where none does, what the level says. A house has one size at a level: rows that give it give the
    same; units of another size are a level of their own."""


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
    may_shrink: bool = False
    """True if participants may become fewer though need does not; otherwise what has been rolled out goes on, but for
    participants who wait at home for a place."""
    max_participants: NonNegative | None = None
    """The most who can take part; none: as many as are eligible and the growth allows [persons]."""


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
