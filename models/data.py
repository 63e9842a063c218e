"""ModelData: every number that one solve needs, with its unit. The seam between the engine and the formulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the plan, named by its year; it stands for the years after the previous one."""

    year: int
    """The year that names it."""
    length: int
    """Years it stands for [years]."""
    discount: float
    """Present value of one krone a year through the period, from the base year [years]."""


@dataclass(frozen=True, slots=True)
class Level:
    """A service level."""

    at_home: bool
    """Given where people live (no place) or in places at a centre."""
    occupancy: float
    """Persons served per place in use [persons/place]."""
    unit_size: int | None
    """Places in a unit, where the house has no size of its own [places]; none: places are run one by one."""
    turnover: float | None
    """Share of residents who leave in a year [1/year]; none: no one lives there for long."""
    round_the_clock: bool
    """Counts in the coverage norm and for the state grant."""
    place_cost: float
    """Cost per place in use [kNOK/place/year]."""
    unit_cost: float
    """Cost per open unit besides staff [kNOK/unit/year]."""
    agreement_least: float | None = None
    """Of places that a new agreement brings, so many are in use when it is ready [places]; none: not bought by contract."""


@dataclass(frozen=True, slots=True)
class Group:
    """A need group."""

    severity: float
    """Weight of a person-year of unmet need, on average over the group [weight/person-year]."""
    spread: float
    """How far the least and the most severe tier of the group lie from the average [share of severity]."""
    bound_to_district: bool
    """The policies on nearness and equity apply."""
    one_centre_per_district: bool
    """All persons of a district are served at one and the same centre."""
    discharge_ready: bool
    """Those not received cost the day fee."""
    is_heavy: bool = False
    """Heavy need: round the clock, extensive, complex, ready for discharge; it must be met soundly."""
    is_on_top: bool = False
    """Its users mostly belong to another group as well: they are no further persons."""
    minimum: float = 0.0
    """Share of the need to which those served shall reach; 0: there is no minimum [share]."""
    counts_from: float = 0.5
    """A level counts towards the minimum from this relief on [share]."""
    sound: float = 0.8
    """Heavy need is met soundly from this relief on [share]."""


@dataclass(frozen=True, slots=True)
class Service:
    """A group served at a level."""

    relief: float
    """Share of the need that is met: 1 in full service, less while waiting and in reduced service [share]."""
    steps_above: int
    """Steps above the lowest effective level [steps]; 0 at and below it."""
    other_cost: float
    """Cost besides staff [kNOK/person/year]."""
    user_fee: float
    """What the person pays [kNOK/person/year]."""
    state_compensation: float
    """What the state pays [kNOK/person/year]."""
    max_share: float | None = None
    """Greatest share of the group's need that may be served so [share]; none: all of it."""


@dataclass(frozen=True, slots=True)
class Category:
    """A staff category."""

    employed: float
    """Full-time equivalents on the books before the first decided period [FTE]."""
    pay: float
    """Pay with pension and employer's tax [kNOK/FTE/year]."""
    absence: float
    """Share of the time away [share]."""
    leaving: float
    """Share who leave in a year [1/year]."""
    recruitment_limit: float
    """The most that can be recruited in a year [FTE/year]."""
    agency_limit: float
    """The most that can be hired in [FTE]."""
    agency_cost: float
    """Cost of a hired-in full-time equivalent at work [kNOK/FTE/year]."""
    may_do: tuple[str, ...]
    """Categories whose work they may do, all of it and in the same time, their own included."""
    whole: bool
    """Full-time equivalents on the books are whole numbers."""

    @property
    def unfilled_cost(self) -> float:
        """Cost of work that nobody can be found for: pay for the time at work, or agencies where dearer.

        Unit: kNOK/FTE at work/year.
        """
        return max(self.pay / (1 - self.absence), self.agency_cost)


@dataclass(frozen=True, slots=True)
class Shift:
    """Part of a category's work that another may do (oppgavedeling)."""

    max_share: float
    """Greatest share of the work [share]."""
    hours: float = 1.0
    """Hours that it takes them to do an hour of the work [1]."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project."""

    cost: float
    """Capital outlay [kNOK]."""
    grant_per_place: float
    """State grant per additional round-the-clock place [kNOK/place]."""
    operating_change: float
    """Change of operating cost once finished [kNOK/year]."""
    annuity: float
    """Yearly capital cost per krone invested [1/year]."""
    lead_time: int
    """Years from start to places in use [years]."""
    earliest: int
    """Year of the first period in which it may start."""
    latest: int
    """Year of the last period in which it may start."""
    max_count: int
    """How often it may be carried out [times]."""
    years_between: int
    """Least number of years between two starts [years]."""
    decided: bool
    """It must be carried out."""
    excludes: tuple[str, ...]
    """Projects that cannot be carried out as well."""
    requires: tuple[str, ...]
    """Projects that must have started no later."""
    outlay: tuple[float, ...] = (1.0,)
    """Shares of the outlay, and of the grant, in the years from that in which it starts [share]."""
    life: int | None = None
    """Years from when it is ready in which capital cost is paid [years]; none: it is renewed and they go on."""


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """Places that come or go with a project."""

    project: str
    """Project."""
    centre: str
    """Centre."""
    level: str
    """Service level."""
    change: int
    """Places added, removed if negative [places]."""
    at_start: bool
    """They come or go when the project starts; otherwise when it is finished."""
    moves_residents: bool
    """Residents of removed places are moved on by the project."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of prevention or technology."""

    cost: float
    """Cost besides staff [kNOK/participant/year]."""
    first_year: int
    """First year with participants."""
    growth_per_year: float
    """The most by which participants can grow in a year [persons/year]."""
    participants: float
    """Participants before the first decided period [persons]."""
    fte_per_participant: Mapping[str, float]
    """Work by category [FTE/participant]."""
    may_shrink: bool = False
    """Participants may become fewer though those who could take part do not."""
    max_participants: float | None = None
    """The most who can take part [persons]; none: as many as are eligible."""


@dataclass(frozen=True, slots=True)
class Help:
    """The help of a group before the first decided period."""

    in_full: float
    """Persons served in full, or kept from needing service by programmes [persons]."""
    at_all: float
    """Persons served at all, or kept from needing service by programmes [persons]."""
    need: float
    """Persons in need, no fewer than those helped at all [persons]."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a programme does for a group."""

    level: str | None
    """Level at home where participants are served; none if they would otherwise need service."""
    eligible: float
    """Share who can take part [share]."""
    need_reduction: float
    """Persons in need fewer per participant [persons/participant]."""
    fte_saved: Mapping[str, float]
    """Work saved by category [FTE/participant]."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which numbers something is fixed."""

    at_least: float | None = None
    """Least number; none: no least."""
    at_most: float | None = None
    """Greatest number; none: no greatest."""


EVERYWHERE = "*"
"""In place of a centre: all centres, or all districts for a level at home, together."""


@dataclass(frozen=True, slots=True)
class JointLimit:
    """A limit on several things together."""

    of: str
    """What is limited: employed, recruited, agency or places."""
    categories: tuple[str, ...]
    """Staff categories, for limits on staff."""
    places: tuple[tuple[str, str], ...]
    """(centre, level), for limits on places."""
    at_most: Mapping[int, float]
    """Greatest number of all together by period in force [FTE, FTE/year or places]."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage norm, as places, from a year on."""

    at_least: Mapping[int, float]
    """Least number of round-the-clock places by period in force [places]."""
    at_most: Mapping[int, float]
    """Greatest number of round-the-clock places by period in force [places]."""


@dataclass(frozen=True, slots=True)
class LowOnLadder:
    """Which part of the money at the steps of the care ladder is spent low on it, from a year on."""

    levels: frozenset[str]
    """Levels at or below the step."""
    at_least: Mapping[int, float]
    """Least share of the money at all levels by period in force [share]."""


@dataclass(frozen=True, slots=True)
class Policies:
    """The rules that can be switched; what is off is false or none."""

    residents_stay: bool = True
    """Residents are moved only by projects that say so."""
    discharge_ready_from: int | None = None
    """Year from which every patient ready for discharge is received."""
    near_share: float | None = None
    """Least share of place-bound persons in places who are near their home [share]."""
    equity_tolerance: float | None = None
    """Largest distance of a district's unserved share from the municipality's [share]."""
    coverage: Coverage | None = None
    """The coverage norm."""
    minimum_competence: bool = True
    """Competence floors are in force."""
    staff_growth: float | None = None
    """Greatest yearly growth of all employed together [1/year]."""
    greatest_fall: float | None = None
    """Greatest fall in a year of a group's persons served, in full and at all; none: they may fall [share/year]."""
    ladder_share: LowOnLadder | None = None
    """Which part of the money is spent low on the care ladder."""
    grant_binding_years: int | None = None
    """Years, from that in which it is ready, in which a granted place must be additional [years]; none: no matter."""


@dataclass(frozen=True, slots=True)
class ModelData:
    """All sets and numbers of one solve; the state before the first decided period is given, not decided."""

    base_year: int
    """The year before the decided periods, to which money is discounted."""
    periods: tuple[Period, ...]
    """Decided periods in order of time."""
    districts: tuple[str, ...]
    """Home districts."""
    centres: tuple[str, ...]
    """Centres."""
    levels: Mapping[str, Level]
    """Service levels in order of step."""
    groups: Mapping[str, Group]
    """Need groups."""
    services: Mapping[tuple[str, str], Service]
    """(group, level) pairs that are admissible."""
    need: Mapping[tuple[str, str, int], float]
    """Need by (group, district, year) [persons on an average day]."""
    places: Mapping[tuple[str, str], float]
    """Places there are by (centre, level) [places]."""
    own_unit_sizes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Places in a unit by (centre, level), for houses with a size of their own [places]."""
    centre_cost: Mapping[str, float] = field(default_factory=dict)
    """Fixed cost by centre [kNOK/year]."""
    residents: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    """Persons living at long-stay levels before the first decided period, by (group, level, centre) [persons]."""
    help_before: Mapping[str, Help] = field(default_factory=dict)
    """Help before the first decided period by group; none for groups of which no one was helped, or it is not known."""
    reachable: Mapping[tuple[str, str], tuple[float, float]] | None = None
    """Travel by (district, centre): (minutes one way, cost in kNOK/person/year); none: every pair, free."""
    near: frozenset[tuple[str, str]] = frozenset()
    """(district, centre) pairs that count as near."""
    categories: Mapping[str, Category] = field(default_factory=dict)
    """Staff categories; none: staff are not modelled."""
    shifts: Mapping[tuple[str, str], Shift] = field(default_factory=dict)
    """Part of other categories' work that a category may do, by (category, category whose work it is)."""
    fte_per_person: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    """Work by (group, level, category) [FTE/person]."""
    fte_per_unit: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """Work by (level, category), whoever lives there [FTE/unit]."""
    competence_floor: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """Least share of a level's work done by a category or those who may do its work, by (level, category)."""
    projects: Mapping[str, Project] = field(default_factory=dict)
    """Projects."""
    place_changes: tuple[PlaceChange, ...] = ()
    """Places that come or go with projects."""
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    """Programmes."""
    effects: Mapping[tuple[str, str], Effect] = field(default_factory=dict)
    """Effects by (programme, group)."""
    participants_before: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """Participants before the first decided period by (programme, group), where it is known of which group they are [persons]."""
    decided_participation: Mapping[tuple[str, int], float] = field(default_factory=dict)
    """Share of those eligible who take part by decision, by (programme, year) [share]."""
    decided_starts: Mapping[tuple[str, int], Limits] = field(default_factory=dict)
    """Starts fixed by hand, by (project, period) [times]."""
    decided_places: Mapping[tuple[str, str, int], Limits] = field(default_factory=dict)
    """Places in use fixed by hand, by (centre, level, period) [places]."""
    decided_service: Mapping[tuple[str, str, str, int], Limits] = field(default_factory=dict)
    """Persons served fixed by hand, by (group, level, centre or everywhere, period) [persons]."""
    joint_limits: Mapping[str, JointLimit] = field(default_factory=dict)
    """Limits on several things together."""
    operating_frame: Mapping[int, float] | None = None
    """Operating frame by period [kNOK/year]; none: money is counted, not limited."""
    transition: Mapping[int, float] = field(default_factory=dict)
    """Transition money on top of the operating frame by period; none in a period that is not named [kNOK/year]."""
    investment_frame: Mapping[int, float] | None = None
    """Investment frame by period, all its years together [kNOK]."""
    discharge_fee: float = 0.0
    """Fee for a patient not received [kNOK/day]."""
    policies: Policies = field(default_factory=Policies)
    """The rules that can be switched."""
    goal_limits: Mapping[str, float] = field(default_factory=dict)
    """Hard upper limits on goals, by name, in the goal's unit."""
    overrun_slack: float = 0.0
    """Money over the frames that goals after the overrun may add, unmet need among them, over the horizon [kNOK]."""
    tiers: int = 10
    """Parts of equal size into which a group is divided by severity [parts]."""
    located: bool = True
    """Whether it matters at which centre a person is served; false in the relaxation that forgets places."""

    def unit_size(self, centre: str, level: str) -> int | None:
        """Places in a unit of a level at a centre, its own or the level's [places]; none: places are run one by one."""
        return self.own_unit_sizes.get((centre, level), self.levels[level].unit_size)

    @property
    def has_minimums(self) -> bool:
        """Whether any group has a minimum."""
        return any(group.minimum > 0 for group in self.groups.values())

    @property
    def years(self) -> tuple[int, ...]:
        """The decided periods by name."""
        return tuple(period.year for period in self.periods)
