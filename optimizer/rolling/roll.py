"""Next year's instance from this year's plan: what the plan says of a year is given, and what it has started is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.errors import InputError, Problem, UsageError
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.rolling.against import Deviation, differences
from leonplan.optimizer.rolling.need_onward import need_onward, points_onward
from leonplan.optimizer.rolling.prices import in_prices_of
from leonplan.optimizer.rolling.projects_onward import projects_onward
from leonplan.optimizer.schema.decision_tables import JointLimit
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Horizon, Source, SourceKind
from leonplan.optimizer.schema.tables import CurrentService
from leonplan.optimizer.schema.years import decided_years

_LEAST = 1e-6
"""Persons below which nobody is served."""

_ONWARD = ("projects", "project_places", "decisions", "joint_limits", "kostra")
"""Tables that are the plan's, whatever came."""

_SAME = ("age_bands", "levels", "groups", "staff")
"""Lists of the settings that plan and actuals must have the same ids in."""


@dataclass(frozen=True)
class Rolled:
    """An instance rolled on."""

    instance: Instance
    """It."""
    notes: tuple[str, ...]
    """What could not be carried on, in words."""
    differences: tuple[Deviation, ...]
    """What the plan said for the year and what came; none without actuals."""


def roll(plan: Plan, year: int, *, actuals: Instance | None = None, deflator: float = 1.0) -> Rolled:
    """The instance whose base year is a decided year of a plan.

    Places, service, staff and participants are as the plan says, or as came: actuals, an instance with that base year.
    Projects that have started are places, or decided. Need after the year is the same. deflator: kroner of the year for one
    of the plan's price year; actuals state their own prices. Raises UsageError for a year that is not decided or is the last,
    InputError with the faults of actuals that do not fit the plan.
    """
    instance = plan.instance
    horizon = instance.settings.horizon
    choices = decided_years(horizon)[:-1]
    if year not in choices:
        listed = ", ".join(map(str, choices)) or "none, as it decides one period only"
        raise UsageError(f"{year} is no year that the plan can be rolled on to; choose one of: {listed}")
    tables, notes = projects_onward(instance, _rows(plan, r.ProjectStart), year)
    source = f"plan_{year}"
    found = need_onward(instance, year, source).model_copy(update=tables)
    found = _as_planned(plan, found, year, source)
    found = found.model_copy(
        update={
            "frames": tuple(
                points_onward(found.frames, year, lambda _: 0, ("operating", "transition"), investment=0.0)
            ),
            "joint_limits": tuple(_limits(found.joint_limits, year)),
        }
    )
    found = _with_sources(with_settings(found, horizon=_horizon(horizon, year)), instance, source, year)
    if deflator != 1.0:
        found = in_prices_of(found, year, deflator)
    against: tuple[Deviation, ...] = ()
    if actuals is not None:
        _require_fit(found, actuals, year)
        planned, found = found, _with_actuals(found, actuals)
        _require_sound(found)
        against = differences(planned, found)
    _require_sound(found)
    return Rolled(found, tuple(notes), against)


def _rows(plan: Plan, kind: type[Any]) -> Iterator[Any]:
    return (row for row in plan.tables[kind.table] if isinstance(row, kind))


def _horizon(horizon: Horizon, year: int) -> Horizon:
    """The years from the new base year on, in every variant that has any after it."""
    variants = {name: tuple(t for t in years if t > year) for name, years in horizon.variants.items()}
    return Horizon(
        base_year=year,
        periods=(year, *(t for t in horizon.periods if t > year)),
        variants={name: (year, *years) for name, years in variants.items() if years},
    )


def _as_planned(plan: Plan, instance: Instance, year: int, source: str) -> Instance:
    """The instance with service, staff and participants as the plan has them in a year."""
    at_home = {level.id for level in instance.settings.levels if level.at_home}
    served: defaultdict[tuple[str, str, str | None], float] = defaultdict(float)
    for row in _rows(plan, r.Served):
        if row.year == year:
            served[row.group, row.level, None if row.level in at_home else row.place] += row.persons
    employed = {row.category: row.employed for row in _rows(plan, r.Staff) if row.year == year}
    taking_part: defaultdict[str, float] = defaultdict(float)
    for row in _rows(plan, r.Participants):
        if row.year == year:
            taking_part[row.programme] += row.persons
    staff = tuple(
        one.model_copy(update={"employed": employed.get(one.id, one.employed)}) for one in instance.settings.staff
    )
    return with_settings(instance, staff=staff).model_copy(
        update={
            "current_service": tuple(
                CurrentService(group=group, level=level, centre=centre, persons=persons, source=source)
                for (group, level, centre), persons in served.items()
                if persons >= _LEAST
            ),
            "programmes": tuple(
                row.model_copy(update={"participants": taking_part.get(row.id, 0.0)}) for row in instance.programmes
            ),
        }
    )


def _limits(rows: Iterable[JointLimit], year: int) -> Iterator[JointLimit]:
    """Limits from a year on: what holds in the first year after it holds from the first decided one."""
    listed = list(rows)
    for row in listed:
        if row.year is not None and row.year > year + 1:
            yield row
            continue
        others = (one.year or 0 for one in listed if one.id == row.id and (one.year or 0) <= year + 1)
        if (row.year or 0) == max(others):
            yield row.model_copy(update={"year": None})


def _with_sources(instance: Instance, before: Instance, source: str, year: int) -> Instance:
    """The instance with the plan among its sources, in place of any source of this id."""
    title = f"Plan for {before.settings.name}: det den sier for {year}"
    made = Source(id=source, title=title, year=year, kind=SourceKind.ESTIMATE)
    return with_settings(instance, sources=(*(one for one in instance.settings.sources if one.id != source), made))


def _require_fit(planned: Instance, actuals: Instance, year: int) -> None:
    """Raise InputError with everything in which actuals cannot be held against the plan."""
    problems = []
    if actuals.settings.horizon.base_year != year:
        what = f"'{actuals.settings.horizon.base_year}' is not the year that is rolled to; give actuals of {year}"
        problems.append(Problem("actuals", None, "horizon.base_year", what))
    pairs = [(name, getattr(planned.settings, name), getattr(actuals.settings, name)) for name in _SAME]
    pairs.append(("districts", planned.districts, actuals.districts))
    for name, ours, theirs in pairs:
        wanted, found = {one.id for one in ours}, {one.id for one in theirs}
        if wanted != found:
            listed = ", ".join(sorted(wanted ^ found))
            what = f"differ from those of the plan ({listed}); give the same, so that they can be compared"
            problems.append(Problem("actuals", None, name, what))
    if problems:
        raise InputError(problems)


def _with_actuals(planned: Instance, actuals: Instance) -> Instance:
    """Actuals, with the years, projects and decisions of the plan, and its numbers where they have none."""
    tables: dict[str, Any] = {}
    for name in type(planned).model_fields:
        if name == "settings" or name in _ONWARD:
            continue
        tables[name] = getattr(actuals, name) or getattr(planned, name)
    years = {(row.variant, row.year) for row in actuals.population}
    tables["population"] = (
        *actuals.population,
        *(row for row in planned.population if (row.variant, row.year) not in years),
    )
    settings = actuals.settings
    known = {one.id for one in settings.sources}
    sources = (*settings.sources, *(one for one in planned.settings.sources if one.id not in known))
    found = planned.model_copy(update={**tables, "settings": settings})
    return with_settings(found, horizon=planned.settings.horizon, sources=sources)


def _require_sound(instance: Instance) -> None:
    problems = check_instance(instance)[0]
    if problems:
        raise InputError(problems)
