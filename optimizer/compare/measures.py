"""What a plan comes to in every measure of a comparison, by plain arithmetic from its tables.

Unmet need by district. Those served by nothing are given by district, and those who wait at home wait where they live. Of
those who wait in a place below the lowest effective level only the centre is known, and how many come to it from where,
so a centre's waiting persons of a group are shared out over districts as the group's persons at the centre are: exact
where the centre serves the group at one level. In the base year it is not known who travels where, and they are shared out as the
group's need is, like everything else of that year. The districts of a group always add up to the group. Which district
gives way is as the plan has it: where no rule or goal says which, another split would be as good.

Need met is need less unmet need: whoever a programme keeps from needing service counts as met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from math import fsum
from typing import NamedTuple

from leonplan.models.data import ModelData
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.totals import goal_values
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.results.year import tidy
from leonplan.optimizer.words.vocabulary import GOAL_UNITS


class At(NamedTuple):
    """What a number is given by; what does not apply is empty. The fields are ``compare.rows.DIMENSIONS``."""

    year: int | None = None
    group: str = ""
    district: str = ""
    centre: str = ""
    level: str = ""
    category: str = ""
    post: str = ""
    project: str = ""
    goal: str = ""


class OverYears(Enum):
    """How a measure is added up over the decided years."""

    BY_LENGTH = "each period counted with its length"
    PLAIN = "each period once"
    NOT = "not at all"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a comparison."""

    told_by: tuple[str, ...]
    """What it is given by in addition to the year."""
    unit: str
    """Unit in a year."""
    unit_over_years: str
    """Unit over all decided years; empty if it is not added up."""
    over_years: OverYears = OverYears.BY_LENGTH
    """How it is added up."""


_PERSONS, _PERSON_YEARS = "persons on an average day", "person-years"
_FTE, _FTE_YEARS = "FTE", "FTE-years"
_AT_WORK = "FTE at work"
_STEPS, _STEP_YEARS = "steps x persons", "step-person-years"
_WEIGHTED, _WEIGHTED_YEARS = "severity-weighted persons", "severity-weighted person-years"

MEASURES: Mapping[str, Measure] = {
    "need": Measure(("group", "district"), _PERSONS, _PERSON_YEARS),
    "met": Measure(("group", "district"), _PERSONS, _PERSON_YEARS),
    "unmet": Measure(("group", "district"), _PERSONS, _PERSON_YEARS),
    "unserved": Measure(("group", "district"), _PERSONS, _PERSON_YEARS),
    "unmet_weighted": Measure(("group",), _WEIGHTED, _WEIGHTED_YEARS),
    "served": Measure(("group", "level"), _PERSONS, _PERSON_YEARS),
    "above_level": Measure(("group", "level"), _STEPS, _STEP_YEARS),
    "served_at": Measure(("centre", "level"), _PERSONS, _PERSON_YEARS),
    "places_built": Measure(("centre", "level"), "places", "", OverYears.NOT),
    "places_in_use": Measure(("centre", "level"), "places", "place-years"),
    "starts": Measure(("project",), "times", "times", OverYears.PLAIN),
    "employed": Measure(("category",), _FTE, _FTE_YEARS),
    "agency": Measure(("category",), _AT_WORK, _FTE_YEARS),
    "shortfall": Measure(("category",), _AT_WORK, _FTE_YEARS),
    "competence_gap": Measure(("category",), _AT_WORK, _FTE_YEARS),
    "money": Measure(("post",), "kNOK/year", "kNOK"),
    "money_in_period": Measure(("post",), "kNOK in the period", "kNOK", OverYears.PLAIN),
    "all_need": Measure((), _PERSONS, _PERSON_YEARS),
    "all_met": Measure((), _PERSONS, _PERSON_YEARS),
    "all_unmet": Measure((), _PERSONS, _PERSON_YEARS),
    "all_unmet_weighted": Measure((), _WEIGHTED, _WEIGHTED_YEARS),
    "all_heavy_without_help": Measure((), _PERSONS, _PERSON_YEARS),
    "all_heavy_unmet": Measure((), _PERSONS, _PERSON_YEARS),
    "all_light_without_help": Measure((), _PERSONS, _PERSON_YEARS),
    "all_light_unmet": Measure((), _PERSONS, _PERSON_YEARS),
    "all_above_level": Measure((), _STEPS, _STEP_YEARS),
    "all_employed": Measure((), _FTE, _FTE_YEARS),
    "all_agency": Measure((), _AT_WORK, _FTE_YEARS),
    "all_shortfall": Measure((), _AT_WORK, _FTE_YEARS),
    "goal": Measure(("goal",), "", "", OverYears.NOT),
}
"""Every measure in reading order. One measure is always given by the same things, so that its rows add up without
counting anything twice; ``all_`` ones are the whole municipality's, work without the wanted competence among the
shortfall. ``goal`` has no year; its unit is the goal's own."""

Key = tuple[str, At]
"""A measure and what it is given by."""

Measures = Mapping[Key, float]
"""Value by measure and what it is given by; no entries where zero."""


def measures(plan: Plan) -> dict[Key, float]:
    """Every measure of a plan, by year and over all decided years; zeros are left out except in totals and goals."""
    data = PlanView(plan).data
    by_year = _sums(_measured(plan, data))
    lengths = {total.year: total.years for total in plan.by_year}
    every = {**by_year, **_sums(_over_years(by_year, lengths))}
    found = {key: value for key, value in every.items() if value or not MEASURES[key[0]].told_by}
    for goal, value in goal_values(data, plan.tables, plan.by_year).items():
        found["goal", At(goal=goal)] = tidy(value)
    return found


def unit_of(measure: str, at: At) -> str:
    """The unit of a number."""
    if measure == "goal":
        return GOAL_UNITS[at.goal]
    told = MEASURES[measure]
    return told.unit_over_years if at.year is None else told.unit


def unmet_by_district(plan: Plan, data: ModelData) -> dict[tuple[int, str, str], float]:
    """Unmet need by (year, group, district) [person equivalents on an average day], see the module."""
    return summed(_unmet_parts(plan, data))


def _unmet_parts(plan: Plan, data: ModelData) -> Iterator[tuple[tuple[int, str, str], float]]:
    for row in plan.rows(r.Unserved):
        yield (row.year, row.group, row.district), row.persons
    ways = _ways(plan)
    need: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    for one in plan.rows(r.Need):
        need[one.year, one.group][one.district] = one.persons
    for served in plan.rows(r.Served):
        left = (1 - data.services[served.group, served.level].relief) * served.persons
        if not left:
            continue
        if data.levels[served.level].at_home:
            yield (served.year, served.group, served.place), left
            continue
        weights = ways.get((served.year, served.group, served.place)) or need[served.year, served.group]
        for d, persons in _shared_out(left, weights).items():
            yield (served.year, served.group, d), persons


def _ways(plan: Plan) -> dict[tuple[int, str, str], dict[str, float]]:
    """Persons by district, by (year, group, centre)."""
    ways: defaultdict[tuple[int, str, str], dict[str, float]] = defaultdict(dict)
    for row in plan.rows(r.Flow):
        ways[row.year, row.group, row.centre][row.district] = row.persons
    return dict(ways)


def _shared_out(amount: float, weights: Mapping[str, float]) -> dict[str, float]:
    whole = fsum(weights.values())
    return {d: amount * (weight / whole if whole else 1 / len(weights)) for d, weight in weights.items()}


def _sums(pairs: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    return {key: tidy(amount) for key, amount in summed(pairs).items()}


def _over_years(by_year: Measures, lengths: Mapping[int, int]) -> Iterator[tuple[Key, float]]:
    """The decided years' amounts, to be added up."""
    for (measure, at), value in by_year.items():
        how = MEASURES[measure].over_years
        if at.year is not None and lengths[at.year] and how is not OverYears.NOT:
            weight = lengths[at.year] if how is OverYears.BY_LENGTH else 1
            yield (measure, at._replace(year=None)), weight * value


def _measured(plan: Plan, data: ModelData) -> Iterator[tuple[Key, float]]:
    yield from _need(plan, data)
    yield from _service(plan, data)
    yield from _means(plan)
    for total in plan.by_year:
        at = At(total.year)
        yield ("all_need", at), total.need
        yield ("all_met", at), total.need - total.unmet
        yield ("all_unmet", at), total.unmet
        yield ("all_unmet_weighted", at), total.weighted_unmet
        yield ("all_heavy_without_help", at), total.heavy_without_help
        yield ("all_heavy_unmet", at), total.heavy_unmet
        yield ("all_light_without_help", at), total.light_without_help
        yield ("all_light_unmet", at), total.light_unmet
        yield ("all_above_level", at), total.above_level
        yield ("all_shortfall", at), total.shortfall


def _need(plan: Plan, data: ModelData) -> Iterator[tuple[Key, float]]:
    unmet = unmet_by_district(plan, data)
    for need in plan.rows(r.Need):
        at = At(need.year, need.group, need.district)
        missing = unmet.get((need.year, need.group, need.district), 0.0)
        yield ("need", at), need.persons
        yield ("met", at), need.persons - missing
        yield ("unmet", at), missing
    for unserved in plan.rows(r.Unserved):
        yield ("unserved", At(unserved.year, unserved.group, unserved.district)), unserved.persons
    for row in plan.rows(r.Unmet):
        yield ("unmet_weighted", At(row.year, row.group)), row.weighted


def _service(plan: Plan, data: ModelData) -> Iterator[tuple[Key, float]]:
    for row in plan.rows(r.Served):
        at = At(row.year, row.group, level=row.level)
        yield ("served", at), row.persons
        yield ("above_level", at), data.services[row.group, row.level].steps_above * row.persons
        if not data.levels[row.level].at_home:
            yield ("served_at", At(row.year, centre=row.place, level=row.level)), row.persons
    for places in plan.rows(r.Places):
        at = At(places.year, centre=places.centre, level=places.level)
        yield ("places_built", at), places.built
        yield ("places_in_use", at), places.operated


def _means(plan: Plan) -> Iterator[tuple[Key, float]]:
    """Projects, staff and money."""
    for start in plan.rows(r.ProjectStart):
        yield ("starts", At(start.year, project=start.project)), start.starts
    for staff in plan.rows(r.Staff):
        at = At(staff.year, category=staff.category)
        yield ("employed", at), staff.employed
        yield ("agency", at), staff.agency
        yield ("shortfall", at), staff.shortfall
        yield ("competence_gap", at), staff.competence_gap
        yield ("all_employed", At(staff.year)), staff.employed
        yield ("all_agency", At(staff.year)), staff.agency
    for money in plan.rows(r.Money):
        measure = "money_in_period" if money.post in r.IN_PERIOD else "money"
        yield (measure, At(money.year, post=money.post.value)), money.amount
