"""The parts of ``instance.yaml``: identity, horizon, levels, groups, staff, goals, policies, sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from leonplan.optimizer.schema.base import Count, Growth, Id, NonNegative, Part, Share, Sourced, Text, Year
from leonplan.optimizer.schema.capital import Capital, DischargeFee
from leonplan.optimizer.schema.goals import SOUND, STANDING, STANDING_SLACK, Goal, GoalLimit, Goals, GoalStep, Mode


class SourceKind(StrEnum):
    """How sure a source is."""

    MEASURED = "measured"
    OFFICIAL = "official"
    ESTIMATE = "estimate"
    ASSUMPTION = "assumption"


class Source(Part):
    """Where numbers come from."""

    id: Id
    """Identifier that the ``source`` columns refer to."""
    title: Text
    """Title of the document or table, or how the estimate was made."""
    year: Year
    """Year of the document or the estimate."""
    kind: SourceKind
    """measured, official, estimate or assumption."""
    url: Text | None = None
    """Web address, where there is one."""


class Horizon(Part):
    """The years planned for."""

    base_year: Year | None = None
    """The year that is given (places, staff, users as they are); without it the first period is decided too."""
    periods: Annotated[tuple[Year, ...], Field(min_length=1)]
    """Years that name the periods, ascending, the base year first where there is one. A period stands
    for the years after the previous one up to and including its own."""
    variants: dict[Id, tuple[Year, ...]] = Field(default_factory=dict)
    """Other lists of periods by name, e.g. every year, chosen with ``--horizon NAME``."""


class AgeBand(Part):
    """An age band of the population tables."""

    id: Id
    """Identifier of the band."""
    name: Text
    """Name for reports."""
    lowest: Annotated[int, Field(ge=0, le=130)]
    """Youngest age in the band [years]."""


class Level(Sourced):
    """A service level: a step on the care ladder (omsorgstrappa)."""

    id: Id
    """Identifier of the level."""
    name: Text
    """Name for reports, in the municipality's language."""
    step: Annotated[int, Field(ge=0, le=100)]
    """Step on the care ladder; a higher step is more intensive. Levels are listed in ascending order of step."""
    at_home: bool
    """True if given where people live (takes no place); false if given in places at a centre."""
    occupancy: Annotated[float, Field(gt=0, le=20, allow_inf_nan=False)] = 1.0
    """Persons served per place in use [persons/place]: below 1 for beds between residents, above 1 where a
    place is shared through the week."""
    unit_size: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Places in one unit (ward, bogruppe), the smallest thing opened or closed [places]; none where places are run one by one.
    A house may have units of another size (places.csv, project_places.csv)."""
    long_stay: bool = False
    """True if people live there: residents are not moved out by the plan."""
    turnover: Share = 1.0
    """Share of residents who leave by themselves in a year [1/year]; only for long-stay levels."""
    round_the_clock: bool = False
    """True if staffed round the clock (heldøgns): counts in the coverage norm and for the state grant."""
    place_cost: NonNegative = 0.0
    """Cost of a place in use that does not depend on who lives there [kNOK/place/year]."""
    by_contract: bool = False
    """True if its places are bought by contract (kjøpte plasser): run only for persons, so that those in use are those
    occupied, and place_cost is paid for them alone. An agreement on more of them, a project, is ready only when the places
    there were are taken and one of its own is, unless it is decided, started by hand or required by another project."""
    unit_cost: NonNegative = 0.0
    """Cost of an open unit besides its staff [kNOK/unit/year]."""


class Weighting(StrEnum):
    """Whose unmet need weighs most."""

    BENEFIT_PER_KRONE = "benefit_per_krone"
    """A group's severity: its own, or its normal cost as a multiple of the least, times its class of seriousness."""
    MOST_SEVERE_FIRST = "most_severe_first"
    """The same, but for the same money each class of seriousness weighs four times the one below it."""
    BREADTH_FIRST = "breadth_first"
    """Every person weighs 1, whatever the need: help to as many as can be."""


class Minimum(Sourced):
    """How much of a group's need must be helped before money counts (forsvarlig minimum)."""

    share: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
    """Share of the need to which those served shall reach [share]."""
    counts_from: Share = 0.5
    """A level counts as help from this relief on [share]."""


class Group(Sourced):
    """A need group (brukergruppe): people alike in what they need."""

    id: Id
    """Identifier of the group."""
    name: Text
    """Name for reports."""
    lowest_level: Id
    """The lowest effective level (LEON) for the group."""
    severity: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] | None = None
    """Weight of one person-year of unmet need (nytte, ressurs, alvorlighet) [weight/person-year]; none: it follows from
    normal_cost and seriousness."""
    normal_cost: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)] | None = None
    """Yearly cost of the help normally given at the lowest effective level [kNOK/person/year]; needed without a severity."""
    seriousness: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = 1.0
    """Class of seriousness: who goes first for the same money, e.g. 1 to 2 [1]."""
    spread: Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)] = 0.0
    """How much needs differ within the group: the least and the most severe tier weigh this share less and more [share]."""
    heavy: bool = False
    """True for heavy need (round the clock, extensive, complex, ready for discharge ...), which is counted apart from light
    need and must be met soundly. Where no group says so, those are counted apart whose lowest effective level is round the
    clock."""
    on_top: bool = False
    """True if its users mostly belong to another group as well (day activity): they are not counted as further persons."""
    minimum: Minimum | None = None
    """Share of the need that comes before money; none: the group has no minimum."""
    sound: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = 0.8
    """Heavy need is met soundly from this relief on [share]."""
    bound_to_district: bool = True
    """True if the proximity and equity policies apply to it; false for those served centrally."""
    one_centre_per_district: bool = False
    """True if all of a district's persons in this group are served at one and the same centre."""
    discharge_ready: bool = False
    """True if the hospital reports them ready for discharge: those not received cost the day fee."""
    trend: Growth = 0.0
    """Yearly relative change of the need rate after the base year, e.g. -0.01 for healthier ageing [1/year]."""


class StaffCategory(Sourced):
    """A category of staff (sykepleier, helsefagarbeider, vernepleier, assistent ...)."""

    id: Id
    """Identifier of the category."""
    name: Text
    """Name for reports."""
    employed: NonNegative
    """Full-time equivalents on the books before the first decided period [FTE]."""
    pay: NonNegative
    """Pay with pension and employer's tax [kNOK/FTE/year]."""
    absence: Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)]
    """Share of the time away (sick leave and other paid absence that the staffing norm does not hold) [share]."""
    leaving: Share
    """Share who leave in a year [1/year]."""
    recruitment_limit: NonNegative
    """The most that can be recruited in a year [FTE/year]."""
    agency_limit: NonNegative
    """The most that can be hired in from agencies [FTE]."""
    agency_cost: NonNegative
    """Cost of a hired-in full-time equivalent actually at work [kNOK/FTE/year]."""
    may_do: tuple[Id, ...] = ()
    """Categories all of whose work these may do besides their own (upward cover); part of it: ``task_shifting.csv``."""
    whole: bool = False
    """True if full-time equivalents on the books must be whole numbers."""


class ResidentsStay(Part):
    """Residents of long-stay levels are not moved out faster than they leave by themselves."""

    on: bool = True
    """Whether the policy is in force."""


class DischargeReadyReceived(Part):
    """All patients reported ready by the hospital are received."""

    on: bool = False
    """Whether the policy is in force."""
    from_year: Year | None = None
    """First year in force; none: from the first decided period."""


class Proximity(Part):
    """A share of the place-bound is served in the home district or within a travel time."""

    on: bool = False
    """Whether the policy is in force."""
    share: Share = 0.0
    """Least share of each district's place-bound persons in places [share]."""
    minutes: NonNegative = 0.0
    """Travel time that counts as near [minutes]."""


class Equity(Part):
    """The share without any service differs between districts by at most a tolerance."""

    on: bool = False
    """Whether the policy is in force."""
    tolerance: Share = 1.0
    """Largest distance of a district's unserved share from the municipality's [share]."""


class CoverageNorm(Part):
    """Round-the-clock places per inhabitant above an age, at least or at most (dekningsgrad)."""

    on: bool = False
    """Whether the policy is in force."""
    at_least: NonNegative | None = None
    """Least number of round-the-clock places per inhabitant [places/inhabitant]."""
    at_most: NonNegative | None = None
    """Greatest number of round-the-clock places per inhabitant [places/inhabitant]."""
    age: Annotated[int, Field(ge=0, le=130)] = 80
    """Age from which inhabitants count; must be the start of an age band [years]."""
    from_year: Year | None = None
    """First year in force; none: from the first decided period."""


class MinimumCompetence(Part):
    """Each level has at least its share of work done by the named category or those above it."""

    on: bool = True
    """Whether the policy is in force."""


class StaffGrowth(Part):
    """All staff together grow by no more than a yearly rate."""

    on: bool = False
    """Whether the policy is in force."""
    rate: Growth = 0.0
    """Greatest yearly growth of all employed full-time equivalents together [1/year]."""


class NetGrowthGrant(Part):
    """State grants are paid only for round-the-clock places that are additional through the binding years."""

    on: bool = True
    """Whether the policy is in force."""
    binding_years: Annotated[int, Field(ge=0, le=50)] = 10
    """Years for which a granted place must stay additional, that in which it is ready the first of them [years]."""


class DecisionsAreKept(Part):
    """Decisions on help stand (vedtak består): of each group those served in full, and those served at all, fall by no more
    than a share a year, compounded over a period's years, and as need falls."""

    on: bool = False
    """Whether the policy is in force."""
    fall: Share = 0.15
    """Greatest fall in a year, from the service of the base year on where it is given [share/year]."""


class LadderShare(Part):
    """Of what help at the steps of the care ladder normally costs at least a share falls at or below one of them."""

    on: bool = False
    """Whether the policy is in force."""
    step: Annotated[int, Field(ge=0, le=100)] | None = None
    """The step, a level's; needed where the policy is in force."""
    at_least: Share | None = None
    """Least share of the money at all steps, at normal pay and in full units; needed where the policy is in force [share]."""
    from_year: Year | None = None
    """First year in force; none: from the first decided period."""
    source: Id | None = None
    """Id of the source, from the instance's list of sources; needed where the policy is in force."""


class Policies(Part):
    """Rules that can be switched on and off."""

    residents_stay: ResidentsStay = ResidentsStay()
    """residents_are_not_moved"""
    discharge_ready_received: DischargeReadyReceived = DischargeReadyReceived()
    """discharge_ready_are_received"""
    proximity: Proximity = Proximity()
    """served_near_home"""
    equity: Equity = Equity()
    """districts_fare_alike"""
    coverage_norm: CoverageNorm = CoverageNorm()
    """coverage_norm_is_kept"""
    minimum_competence: MinimumCompetence = MinimumCompetence()
    """competence_is_secured"""
    staff_growth: StaffGrowth = StaffGrowth()
    """staff_growth_is_limited"""
    net_growth_grant: NetGrowthGrant = NetGrowthGrant()
    """grants_follow_net_growth"""
    decisions_are_kept: DecisionsAreKept = DecisionsAreKept()
    """decisions_are_kept"""
    ladder_share: LadderShare = LadderShare()
    """enough_is_spent_low_on_the_ladder"""


class Tightening(Part):
    """How far, and when, need rates move towards a comparison group's."""

    comparison: Id
    """Name in the comparison table."""
    share: Share
    """How much of the difference is closed in the end [share]."""
    from_year: Year
    """Last year with the municipality's own rates."""
    to_year: Year
    """First year with the whole share closed; linear between."""


class Settings(Part):
    """All of ``instance.yaml``."""

    format: Annotated[int, Field(ge=1, le=1)]
    """Version of this format."""
    id: Id
    """Identifier of the instance."""
    name: Text
    """Name for reports."""
    municipality: Text
    """Municipality number, quoted, e.g. "3407"."""
    description: Text
    """What the instance is for, in a few sentences."""
    price_year: Year
    """Year whose kroner all money is in."""
    horizon: Horizon
    """The years planned for."""
    population_variant: Id = "main"
    """Variant of the population projection, a value of the column ``variant``."""
    mode: Mode = Mode.FRAME
    """The standing mode when none is asked for."""
    goals: Goals = Goals()
    """Orders of the goals."""
    weighting: Weighting = Weighting.BENEFIT_PER_KRONE
    """Whose unmet need weighs most: benefit_per_krone (severity), most_severe_first (classes of seriousness far apart) or
    breadth_first (every person the same)."""
    tiers: Annotated[int, Field(ge=1, le=100)] = 10
    """Parts of equal size into which each group is divided by severity; the least severe gives way first [parts]."""
    limits: tuple[GoalLimit, ...] = ()
    """Hard demands on goals."""
    policies: Policies = Policies()
    """Rules that can be switched on and off."""
    capital: Capital
    """What money in buildings costs."""
    discharge_fee: DischargeFee | None = None
    """Fee for patients ready for discharge; needed if a group has ``discharge_ready``."""
    tightening: Tightening | None = None
    """Movement of need rates towards a comparison group."""
    age_bands: tuple[AgeBand, ...]
    """Age bands in ascending order."""
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    """Service levels in ascending order of step."""
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    """Need groups."""
    staff: tuple[StaffCategory, ...] = ()
    """Staff categories."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    """Where the numbers come from."""

    @property
    def has_minimums(self) -> bool:
        """Whether any group has a minimum."""
        return any(group.minimum is not None for group in self.groups)

    @property
    def heavy_groups(self) -> frozenset[str]:
        """Groups with heavy need: those that say so; where none does, those whose lowest effective level is round the clock."""
        around = {level.id for level in self.levels if level.round_the_clock}
        said = frozenset(group.id for group in self.groups if group.heavy)
        return said or frozenset(group.id for group in self.groups if group.lowest_level in around)

    def order(self, mode: Mode) -> tuple[GoalStep, ...]:
        """The order of goals of a mode: the instance's own, or the standing one."""
        own = self.goals.frame if mode is Mode.FRAME else self.goals.cover
        if own is not None:
            return own
        return tuple(step for step in STANDING[mode] if self.has_minimums or step not in SOUND)

    @property
    def overrun_slack(self) -> float:
        """How much may be spent over the least overrun for less unmet need [share of the operating frames]."""
        if self.goals.overrun_slack is not None:
            return self.goals.overrun_slack
        return STANDING_SLACK if self.has_minimums else 0.0


__all__ = ["Count", "Goal", "GoalLimit", "GoalStep", "Goals", "Mode", "Settings", "SourceKind", "Weighting"]
