"""Makes the instance of a municipality: every number from a source or a marked estimate, ready to be solved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from leonplan.models.data import ModelData
from leonplan.optimizer.checks.policies import used_sources
from leonplan.optimizer.demand.project_demand import between, project_demand
from leonplan.optimizer.municipality.base_year import BaseYear, base_year
from leonplan.optimizer.municipality.counts import NO_COUNTS, Counts
from leonplan.optimizer.population.forecast import PopulationForecast
from leonplan.optimizer.population.population_table import table_rows
from leonplan.optimizer.prepare.model_data import annuity, prepare
from leonplan.optimizer.reading.read_settings import read_settings
from leonplan.optimizer.reading.read_table import read_table
from leonplan.optimizer.results.given import given_year
from leonplan.optimizer.results.make_tables import make_tables
from leonplan.optimizer.results.totals import by_year
from leonplan.optimizer.results.work import work_by_category
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Project, ProjectPlaces
from leonplan.optimizer.schema.settings import Settings, Source, SourceKind, StaffCategory
from leonplan.optimizer.schema.tables import TABLES, Centre, CurrentService, Frame, NeedRate, Places

BASE_YEAR = 2025
"""The year that is given: the last one that KOSTRA has counted."""

COUNTED = Source(
    id="counts",
    title="KOSTRA-tall for kommunen, fra filen som er gitt",
    year=BASE_YEAR,
    kind=SourceKind.MEASURED,
)
"""Source of need that was scaled to counts."""

_CENTRE = "centre"
_LIGHT_HOME_CARE = 54.0
"""Yearly cost of light home care, the unit of severity [kNOK]."""

_RESIDENTS_A_CENTRE = 50.0
_STAFF_GROWTH = 0.021
"""Least share by which staff may grow a year: as in the nation from 2019 to 2023; more where need grows faster."""

_PROJECTS = 8
"""Projects of a kind into which growth is divided."""

_LARGEST_PROJECT = 64
"""Most places of one project."""

_SMALLEST_UNIT, _FEWEST_UNITS = 2, 4
"""Places of the smallest unit, and units below which they are made smaller."""

_AGENCY = 0.02
_PERSONS_DECIMALS, _RATE_DECIMALS = 4, 12


def make_instance(
    forecast: PopulationForecast, *, identifier: str, counts: Counts = NO_COUNTS, counts_file: str = "counts"
) -> Instance:
    """The instance of a municipality.

    forecast: its inhabitants, in the bands 0, 18, 67, 80, 90, to 2040; identifier: of the instance; counts: what the base year
    reproduces; counts_file: its name in messages. Raises InputError for counts that cannot be together.
    """
    inhabitants = {span.id: persons for span, persons in forecast.bands(BASE_YEAR).items()}
    base = base_year(inhabitants, counts, counts_file)
    template = _template()
    settings = _settings(template, forecast, base, identifier, is_counted=bool(counts.persons))
    need_source = COUNTED.id if counts.persons else "national_rates"
    instance = template.model_copy(
        update={
            "settings": settings,
            "population": tuple(table_rows(forecast)),
            "needs": tuple(_needs(base, need_source)),
            "current_service": tuple(_current_service(base)),
            "places": tuple(_places(base, settings)),
            "centres": tuple(_centre(one, base) for one in template.centres),
        }
    )
    return _with_used_sources(_with_money(_with_projects(_with_staff(_with_small_units(instance, base)))))


@cache
def _template() -> Instance:
    """What every municipality starts from; not an instance that can be solved, as it has no people."""
    folder = Path(str(files(__package__).joinpath("data", "template")))
    settings = read_settings(folder).settings
    tables: dict[str, tuple[Row, ...]] = {
        name: read_table(folder / row.file, row).rows for name, row in TABLES.items() if (folder / row.file).is_file()
    }
    return Instance.model_construct(settings=settings, **tables)  # type: ignore[arg-type]


def _settings(
    template: Instance, forecast: PopulationForecast, base: BaseYear, identifier: str, *, is_counted: bool
) -> Settings:
    """The settings with the municipality's name, and the sources of its inhabitants and counts."""
    settings = template.settings
    own = [one for one in forecast.sources if one.id not in {source.id for source in settings.sources}]
    name = forecast.name.split(" - ")[0]
    how = "KOSTRA counts and national figures" if is_counted else "national figures"
    return settings.model_copy(
        update={
            "id": identifier,
            "name": f"{name} {BASE_YEAR}–2040",
            "municipality": forecast.number,
            "description": f"Health and care in {name}: measured inhabitants, {how}; most numbers are estimates.",
            "sources": (*settings.sources, *own, *([COUNTED] if is_counted else [])),
        }
    )


def _with_used_sources(instance: Instance) -> Instance:
    """The instance without sources of nothing: what is counted takes the place of national rates."""
    used = used_sources(instance)
    return with_settings(instance, sources=tuple(one for one in instance.settings.sources if one.id in used))


def _needs(base: BaseYear, source: str) -> Iterable[NeedRate]:
    """Rates that give the need of the base year."""
    for group, by_band in base.need.items():
        for band in by_band:
            rate = round(base.rate(group, band), _RATE_DECIMALS)
            if rate:
                yield NeedRate(group=group, age_band=band, rate=rate, source=source)


def _current_service(base: BaseYear) -> Iterable[CurrentService]:
    """Who is served where, not more than are in need."""
    for (group, level), persons in base.served.items():
        rounded = math.floor(persons * 10**_PERSONS_DECIMALS) / 10**_PERSONS_DECIMALS
        if rounded:
            centre = None if level == "home_services" else _CENTRE
            yield CurrentService(group=group, level=level, centre=centre, persons=rounded, source="current_use")


def _places(base: BaseYear, settings: Settings) -> Iterable[Places]:
    """Places that the residents fill."""
    for level in settings.levels:
        residents = base.residents(level.id)
        if residents and not level.at_home:
            places = math.ceil(residents / level.occupancy - 1e-6)
            yield Places(centre=_CENTRE, level=level.id, places=places, source="places_by_residents")


def _centre(centre: Centre, base: BaseYear) -> Centre:
    """A centre with its fixed cost by the residents there are."""
    if centre.external:
        return centre
    residents = sum(base.residents(level) for level in ("young_homes", "group_homes", "short_term", "nursing_home"))
    cost = round(centre.fixed_cost * max(1.0, residents / _RESIDENTS_A_CENTRE))
    return centre.model_copy(update={"fixed_cost": float(cost)})


def _with_small_units(instance: Instance, base: BaseYear) -> Instance:
    """The instance with units of half the size, or a quarter, where fewer than four of them would be open.

    Staff and cost of a unit go with its size: small houses share their nights.
    """
    factors: dict[str, float] = {}
    for level in instance.settings.levels:
        size = level.unit_size or 0
        while size > _SMALLEST_UNIT and base.residents(level.id) < _FEWEST_UNITS * size:
            size //= 2
        if level.unit_size and size < level.unit_size:
            factors[level.id] = size / level.unit_size
    levels = tuple(
        one.model_copy(
            update={
                "unit_size": round((one.unit_size or 0) * factors[one.id]),
                "unit_cost": one.unit_cost * factors[one.id],
            }
        )
        if one.id in factors
        else one
        for one in instance.settings.levels
    )
    staffing = tuple(
        row.model_copy(update={"fte_per_unit": row.fte_per_unit * factors.get(row.level, 1.0)})
        for row in instance.staffing
    )
    settings = instance.settings.model_copy(update={"levels": levels})
    return instance.model_copy(update={"settings": settings, "staffing": staffing})


def _prepared(instance: Instance) -> tuple[ModelData, Mapping[tuple[str, str, int], float]]:
    demand = project_demand(instance)
    return prepare(instance, demand), demand.need


def _with_staff(instance: Instance) -> Instance:
    """The instance with as many employed as do the work of the base year, and who can be found as need grows."""
    data, need = _prepared(instance)
    work = work_by_category(data, given_year(instance, data, need))
    worth = _normal_cost(instance, need)
    years = sorted(worth)
    fastest = max((worth[at] / worth[before]) ** (1 / (at - before)) - 1 for before, at in pairwise(years))
    growth = math.ceil(1000 * max(_STAFF_GROWTH, fastest)) / 1000
    last = (1 + growth) ** (years[-1] - BASE_YEAR)

    def staffed(one: StaffCategory) -> StaffCategory:
        employed = math.ceil(100 * work[one.id] / (1 - one.absence)) / 100
        return one.model_copy(
            update={
                "employed": employed,
                "recruitment_limit": round(employed * last * (one.leaving + growth), 2),
                "agency_limit": round(employed * _AGENCY, 2),
            }
        )

    settings = instance.settings
    policy = settings.policies.staff_growth.model_copy(update={"rate": growth})
    changed = {
        "staff": tuple(map(staffed, settings.staff)),
        "policies": settings.policies.model_copy(update={"staff_growth": policy}),
    }
    return instance.model_copy(update={"settings": settings.model_copy(update=changed)})


def _normal_cost(instance: Instance, need: Mapping[tuple[str, str, int], float]) -> dict[int, float]:
    """What all need costs by year at the normal cost of each group, from which severity comes [kNOK/year]."""
    cost = {
        one.id: _LIGHT_HOME_CARE * (one.severity or 1.0) / (one.seriousness or 1.0) for one in instance.settings.groups
    }
    worth: dict[int, float] = {}
    for (group, _, at), persons in need.items():
        worth[at] = worth.get(at, 0.0) + cost[group] * persons
    return worth


def _with_projects(instance: Instance) -> Instance:
    """The instance with projects as large, and as many, as the growth of need to the last year asks for."""
    demand = project_demand(instance)
    years = (BASE_YEAR, instance.settings.horizon.periods[-1])
    most: dict[str, float] = {}
    for (group, _, year), persons in demand.need.items():
        if year in years:
            most[f"{group} {year}"] = most.get(f"{group} {year}", 0.0) + persons

    def growth(*groups: str) -> float:
        return sum(max(0.0, most.get(f"{g} {years[1]}", 0.0) - most.get(f"{g} {years[0]}", 0.0)) for g in groups)

    grown = {
        "group_homes": growth("somatic_24h", "dementia_24h"),
        "nursing_home": growth("complex"),
        "young_homes": growth("young_extensive"),
        "short_term": growth("planned_short", "after_hospital", "palliative"),
    }
    given = {row.project: row.change for row in instance.project_places}
    sizes = {name: _size(grown[name], given[name]) for name in grown}
    projects: list[Project] = []
    for one in instance.projects:
        size, factor = sizes[one.id], sizes[one.id] / given[one.id]
        changed = {
            "name": f"{one.name}: {size} plass" + "er" * (size > 1),
            "cost": one.cost * factor,
            "operating_change": one.operating_change * factor,
            "max_count": math.ceil(1.2 * grown[one.id] / size) + 1,
        }
        projects.append(one.model_copy(update=changed))
    places: list[ProjectPlaces] = [
        row.model_copy(update={"change": sizes[row.project]}) for row in instance.project_places
    ]
    return instance.model_copy(update={"projects": tuple(projects), "project_places": tuple(places)})


def _size(growth: float, usual: int) -> int:
    """Places of a project: a small part of what growth asks for, in whole houses of the usual size where it is so many."""
    size = min(growth / _PROJECTS, _LARGEST_PROJECT)
    return max(1, round(size)) if size < usual else usual * max(1, round(size / usual))


def _with_money(instance: Instance) -> Instance:
    """The instance with a frame equal to the spending of the base year, then as need grows and buildings ask for."""
    data, need = _prepared(instance)
    year = given_year(instance, data, need)
    tables = make_tables(instance, data, need, (year,))
    spending = by_year(data, tables, [BASE_YEAR], instance.settings.heavy_groups)[0].spend
    worth = _normal_cost(instance, need)
    largest = max(one.cost for one in instance.projects)
    every = sum(one.cost * max(0, one.max_count - 1) for one in instance.projects)
    last = instance.settings.horizon.periods[-1]
    building = round(max(largest, 2.5 * every / (last - BASE_YEAR)))
    buildings = _yearly_cost(instance)
    frames = [
        Frame(
            year=at,
            operating=round(
                spending * worth[at] / worth[BASE_YEAR] + buildings * (at - BASE_YEAR) / (last - BASE_YEAR), 1
            ),
            investment=0.0 if at == BASE_YEAR else float(building),
            source="frame_as_spending",
        )
        for at in sorted(worth)
    ]
    listed = {one.year: one.operating for one in frames}
    frames += [
        Frame(
            year=at,
            operating=round(between(listed, at), 1),
            investment=float(building),
            source="frame_as_spending",
        )
        for at in range(BASE_YEAR + 1, last + 1)
        if at not in listed
    ]
    return instance.model_copy(update={"frames": tuple(sorted(frames, key=lambda one: one.year))})


def _yearly_cost(instance: Instance) -> float:
    """What the buildings that growth asks for cost a year when all stand: an annuity less grants, and upkeep [kNOK/year]."""
    change = {row.project: row.change for row in instance.project_places}
    rate = instance.settings.capital.rate
    cost = 0.0
    for one in instance.projects:
        net = one.cost - one.grant_per_place * change[one.id]
        cost += (one.max_count - 1) * (net * annuity(rate, one.life) + one.operating_change)
    return cost
