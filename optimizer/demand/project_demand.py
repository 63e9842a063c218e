"""Projected need: from inhabitants and need rates to persons on an average day.

The rule, for every group g, home district d and year t (b is the base year, or the first period without one)::

    need[g,d,t] = factor[g,t] · factor[g,d,t] · Σ_a population[a,d,t] · rate[g,a,t] · (1 + trend[g])^(t - b) + fixed[g,d,t]

where ``rate`` moves from the municipality's own towards a comparison group's if the settings ask for tightening.
Alongside the need goes a walk from today to each year, step by step, so that a reader sees what moved it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, product
from math import fsum
from typing import Annotated

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Tightening
from leonplan.optimizer.schema.tables import NeedRate, Population
from leonplan.optimizer.schema.years import start_year
from leonplan.optimizer.words.column import YEAR, Column

ALL_VARIANTS = "all"
"""Population rows of this variant belong to every variant, as far as the variant has none of its own."""

DAYS_IN_YEAR = 365
"""Days in the year over which stays are spread [days]."""

NeedKey = tuple[str, str, int]
"""Group, home district and year."""

PopulationKey = tuple[str, str, int]
"""Age band, home district and year."""

RateKey = tuple[str, str]
"""Group and age band."""

Points = Mapping[int, float]
"""Values by year, to be read with ``between``."""


class Step(StrEnum):
    """A step of the walk from today's need to a later year's, in the order walked."""

    BASELINE = "baseline"
    """Need in the base year."""
    POPULATION = "population"
    """More or fewer inhabitants, by age band and district, at the base year's rates."""
    TREND = "trend"
    """The group's own trend, e.g. healthier ageing."""
    TIGHTENING = "tightening"
    """Rates moved towards the comparison group's."""
    FACTOR = "factor"
    """Factors on need, e.g. other criteria."""
    FIXED = "fixed"
    """Change of need that does not follow the population."""
    TOTAL = "total"
    """Need in the year: the sum of the steps before."""


NEED_TABLES = (
    "population",
    "districts",
    "district_shares",
    "needs",
    "need_factors",
    "fixed_needs",
    "comparison",
)
"""The instance's tables that need rests on: with the same rows in these and the same settings, need is the same."""

NEED_SETTINGS = ("age_bands", "groups", "horizon", "population_variant", "tightening")
"""The instance's settings that need rests on."""


@dataclass(frozen=True, slots=True)
class DemandStep:
    """One step of the walk for one group, in the whole municipality."""

    group: str
    """Need group."""
    year: Annotated[int, YEAR]
    """Year walked to."""
    step: Step
    """What moves the need."""
    persons: Annotated[float, Column("persons on an average day", decimals=1)]
    """Change of need; for ``baseline`` and ``total`` the need itself."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Projected need and the inhabitants it rests on."""

    need: Mapping[NeedKey, float]
    """Need by (group, district, year), every combination present [persons on an average day]."""
    population: Mapping[PopulationKey, float]
    """Inhabitants by (age band, district, year), every combination present [persons]."""
    steps: tuple[DemandStep, ...]
    """The walk, by group, year and step, for the whole municipality."""


def project_demand(instance: Instance, years: tuple[int, ...] | None = None) -> Demand:
    """Project need and inhabitants.

    instance: a municipality; years: the years wanted (default: the periods of the horizon).
    Units: persons on an average day; inhabitants in persons.
    Raises InputError if inhabitants of an age band, district and year (or the base year) are not to be found.

    Example: 100 inhabitants of 80 and over today, 120 in five years, a rate of 0.05 and a trend of -1 % a year make
    100 · 0.05 = 5 today and 120 · 0.05 · 0.99^5 = 5.706 then: 5, +1 by population, -0.294 by trend.
    """
    settings = instance.settings
    wanted = settings.horizon.periods if years is None else years
    base = start_year(settings.horizon)
    population = _population(instance, dict.fromkeys((base, *wanted)))
    rates = _Rates.of(instance, base)
    fixed = _fixed_points(instance)
    factors = _Factors.of(instance)
    need: dict[NeedKey, float] = {}
    steps: list[DemandStep] = []
    for group, year in product(settings.groups, wanted):
        parts: dict[Step, list[float]] = {step: [] for step in Step}
        for district in instance.districts:
            here = {band.id: population[band.id, district.id, year] for band in settings.age_bands}
            before = {band.id: population[band.id, district.id, base] for band in settings.age_bands}
            points = fixed.get((group.id, district.id), {0: 0.0})
            factor, factor_then = (factors.in_year(group.id, district.id, one) for one in (year, base))
            unscaled, fixed_now = rates.people(group.id, here, year), between(points, year)
            by_people = unscaled * factor
            need[group.id, district.id, year] = by_people + fixed_now
            at_base, at_own = (rates.people(group.id, people, base) * factor_then for people in (before, here))
            grown = at_own * rates.growth(group.id, year)
            fixed_then = between(points, base)
            parts[Step.BASELINE].append(at_base + fixed_then)
            parts[Step.POPULATION].append(at_own - at_base)
            parts[Step.TREND].append(grown - at_own)
            parts[Step.TIGHTENING].append(unscaled * factor_then - grown)
            parts[Step.FACTOR].append(unscaled * (factor - factor_then))
            parts[Step.FIXED].append(fixed_now - fixed_then)
            parts[Step.TOTAL].append(by_people + fixed_now)
        steps += [DemandStep(group.id, year, step, fsum(persons)) for step, persons in parts.items()]
    kept = {key: persons for key, persons in population.items() if key[2] in wanted}
    return Demand(need, kept, tuple(steps))


@dataclass(frozen=True, slots=True)
class Spread:
    """What makes up a group's need among the inhabitants of an age band: the product is persons in need per inhabitant."""

    group: str
    """Need group."""
    district: str
    """Home district."""
    year: int
    """Year."""
    age_band: str
    """Age band."""
    rate: float
    """The rate in the year, before the trend [persons/inhabitant]."""
    growth: float
    """What the trend has made of it since the base year [1]."""
    factor: float
    """Factors on need [1]."""


def spreads(instance: Instance, years: Iterable[int]) -> Iterator[Spread]:
    """How need spreads through every age band that a rate is given for, by group, district and year."""
    rates, factors = _Rates.of(instance, start_year(instance.settings.horizon)), _Factors.of(instance)
    for year, group, district in product(years, instance.settings.groups, instance.districts):
        growth, factor = rates.growth(group.id, year), factors.in_year(group.id, district.id, year)
        for band, rate in rates.in_year(group.id, year).items():
            yield Spread(group.id, district.id, year, band, rate, growth, factor)


def between(points: Points, year: int) -> float:
    """The value in a year: linear between the years given, constant outside.

    points: at least one value by year, in any order; the result is in the unit of the values.

    >>> [between({2030: 0.6, 2026: 0.5}, year) for year in (2020, 2026, 2028, 2030, 2040)]
    [0.5, 0.5, 0.55, 0.6, 0.6]
    """
    ordered = sorted(points.items())
    for (first, low), (second, high) in pairwise(ordered):
        if first <= year <= second:
            passed = (year - first) / (second - first)
            return (1 - passed) * low + passed * high
    return ordered[0][1] if year < ordered[0][0] else ordered[-1][1]


def rows_that_count(rows: Sequence[Population], variant: str) -> dict[tuple[str, int], dict[str | None, int]]:
    """Positions of the population rows that count for a variant, by (age band, year) and district (none: the municipality).

    The variant's own rows of an age band and year count. Rows of ``all`` stand in where it has none, and complete its rows
    by district; next to any row of its own, one of ``all`` for the whole municipality counts no one a second time.

    >>> row = Population(variant="all", year=2030, age_band="old", persons=450, source="s")
    >>> own = row.model_copy(update={"variant": "low", "district": "north", "persons": 400})
    >>> rows_that_count([row, own], "low"), rows_that_count([row, own], "high")
    ({('old', 2030): {'north': 1}}, {('old', 2030): {None: 0}})
    """
    found: dict[tuple[str, int], dict[str | None, int]] = {}
    for index, row in enumerate(rows):
        if row.variant == variant:
            found.setdefault((row.age_band, row.year), {})[row.district] = index
    with_own = {key: None in given for key, given in found.items()}
    for index, row in enumerate(rows if variant != ALL_VARIANTS else ()):
        key = row.age_band, row.year
        is_wanted = key not in with_own or (row.district is not None and not with_own[key])
        if row.variant == ALL_VARIANTS and is_wanted:
            found.setdefault(key, {}).setdefault(row.district, index)
    return found


def own_rate(row: NeedRate) -> float:
    """The need rate of a row [persons on an average day per inhabitant], given as it is or as stays times days.

    >>> row = NeedRate(group="rehab", age_band="old", stays_per_1000=73, days_per_stay=10, source="s")
    >>> round(own_rate(row), 6)  # 73 stays of 10 days: 730 days a year, 2 persons a day, among 1000
    0.002
    """
    if row.rate is not None:
        return row.rate
    return (row.stays_per_1000 or 0.0) * (row.days_per_stay or 0.0) / (1000 * DAYS_IN_YEAR)


def tightened(rule: Tightening, year: int) -> float:
    """How much of the distance to the comparison group is closed in a year [share].

    >>> rule = Tightening(comparison="peers", share=0.5, from_year=2026, to_year=2030)
    >>> [tightened(rule, year) for year in (2025, 2026, 2028, 2030, 2040)]
    [0.0, 0.0, 0.25, 0.5, 0.5]
    """
    if year <= rule.from_year:
        return 0.0
    if year >= rule.to_year:
        return rule.share
    return rule.share * (year - rule.from_year) / (rule.to_year - rule.from_year)


@dataclass(frozen=True, slots=True)
class _Rates:
    """Need rates of every group by age band and year."""

    base: int
    own: Mapping[str, Mapping[str, float]]
    peers: Mapping[RateKey, float]
    tightening: Tightening | None
    trend: Mapping[str, float]

    @classmethod
    def of(cls, instance: Instance, base: int) -> _Rates:
        """The rates of an instance; a pair that only the comparison lists has 0 as its own rate."""
        settings = instance.settings
        rule = settings.tightening
        peers = {
            (row.group, row.age_band): row.rate
            for row in instance.comparison
            if rule is not None and row.comparison == rule.comparison
        }
        own: dict[str, dict[str, float]] = {group.id: {} for group in settings.groups}
        for group, band in peers:
            own[group][band] = 0.0
        for row in instance.needs:
            own[row.group][row.age_band] = own_rate(row)
        return cls(base, own, peers, rule, {group.id: group.trend for group in settings.groups})

    def growth(self, group: str, year: int) -> float:
        """The factor by which the trend has changed the group's rates since the base year; 1 up to it."""
        return float((1 + self.trend[group]) ** max(0, year - self.base))

    def in_year(self, group: str, year: int) -> Mapping[str, float]:
        """A group's rates by age band in a year, tightened, before its trend [persons/inhabitant]."""
        share = 0.0 if self.tightening is None or year <= self.base else tightened(self.tightening, year)
        return {
            band: (1 - share) * own + share * self.peers.get((group, band), own)
            for band, own in self.own[group].items()
        }

    def people(self, group: str, inhabitants: Mapping[str, float], year: int) -> float:
        """Need of a group among inhabitants by age band in a year, besides fixed need [persons on an average day]."""
        needed = (inhabitants[band] * rate for band, rate in self.in_year(group, year).items())
        return fsum(needed) * self.growth(group, year)


@dataclass(frozen=True, slots=True)
class _Factors:
    """Factors on need by group, district (none: the municipality) and year."""

    points: Mapping[tuple[str, str | None], Points]

    @classmethod
    def of(cls, instance: Instance) -> _Factors:
        """The factors of an instance."""
        points: defaultdict[tuple[str, str | None], dict[int, float]] = defaultdict(dict)
        for row in instance.need_factors:
            points[row.group, row.district][row.year] = row.factor
        return cls(dict(points))

    def in_year(self, group: str, district: str, year: int) -> float:
        """The factor on a group's need in a district in a year; 1 where none is given."""
        given = (self.points.get((group, where)) for where in (None, district))
        whole, own = (1.0 if points is None else between(points, year) for points in given)
        return whole * own


def _fixed_points(instance: Instance) -> dict[tuple[str, str], dict[int, float]]:
    """Fixed need by group and district, by year [persons]."""
    points: defaultdict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for row in instance.fixed_needs:
        points[row.group, row.district][row.year] = row.persons
    return dict(points)


def _population(instance: Instance, years: Iterable[int]) -> dict[PopulationKey, float]:
    """Inhabitants by age band, district and year.

    A row for a district is used as it is; else the municipality's row is shared out by the district shares. Raises
    InputError with every age band, district and year for which there is neither.
    """
    settings = instance.settings
    rows = {
        (band, district, year): instance.population[index].persons
        for (band, year), given in rows_that_count(instance.population, settings.population_variant).items()
        for district, index in given.items()
    }
    shares = _shares(instance)
    found: dict[PopulationKey, float] = {}
    missing: list[Problem] = []
    for band, district, year in product(settings.age_bands, instance.districts, years):
        own, whole = rows.get((band.id, district.id, year)), rows.get((band.id, None, year))
        points = shares.get(district.id)
        if own is not None:
            found[band.id, district.id, year] = own
        elif whole is not None and points is not None:
            found[band.id, district.id, year] = whole * between(points, year)
        else:
            variant = settings.population_variant
            missing.append(_missing(variant, band.id, district.id, year, unshared=whole is not None))
    if missing:
        raise InputError(missing)
    return found


def _shares(instance: Instance) -> dict[str, dict[int, float]]:
    """District shares by district and year; a municipality of one district needs none."""
    shares: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for row in instance.district_shares:
        shares[row.district][row.year] = row.share
    if not shares and len(instance.districts) == 1:
        shares[instance.districts[0].id][0] = 1.0
    return dict(shares)


def _missing(variant: str, band: str, district: str, year: int, *, unshared: bool) -> Problem:
    """The fault of inhabitants that are not to be found."""
    what = f"age band {band!r}, district {district!r}, year {year}, variant {variant!r} or {ALL_VARIANTS!r}"
    remedy = (
        f"there is one for the whole municipality, but district_shares.csv has no share for {district!r}: add it"
        if unshared
        else "add it, or one for the whole municipality (district empty)"
    )
    return Problem("population.csv", None, "persons", f"no row for {what}; {remedy}")
