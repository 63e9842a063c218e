"""Measures of a plan, worked out by hand and by the sums that must hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from compare_samples import later
from tiny_plan import tiny, tiny_plan

from leonplan.optimizer.compare.measures import (
    GOAL_UNITS,
    MEASURES,
    At,
    OverYears,
    measures,
    unit_of,
    unmet_by_district,
)
from leonplan.optimizer.compare.rows import DIMENSIONS
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.totals import goal_values
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import Service

PLANS = pytest.mark.parametrize("plan", [tiny_plan(), later()], ids=["base", "late"])
LENGTHS = {2025: 0, 2026: 1, 2028: 2, 2030: 2}


def test_tiny_by_hand() -> None:
    """From the paper (instances/tiny/README.md), within the gap of the proof.

    In 2030 4.156 of those with help at home go without, 2 years long: 8.313 person-years. People with dementia in group
    living: 8 + 2 x 9.75 + 2 x 11.9375 = 51.375 person-years; above their level 1 + 2 x 0.25 + 2 x 0.0625 = 1.625.
    One project of 16000 starts in 2026, grants 4000. Spending 25625 + 2 x 29256.282 + 2 x 31600 = 147337.564.
    """
    found = measures(tiny_plan())
    assert found["all_unmet", At()] == pytest.approx(8.313, abs=0.01)
    assert found["all_unmet", At(2030)] == pytest.approx(4.156, abs=0.005)
    assert found["unmet_weighted", At(group="home_help")] == pytest.approx(8.313, abs=0.01)
    assert found["served", At(group="dementia", level="group_living")] == pytest.approx(51.375)
    assert found["above_level", At(group="dementia", level="nursing_home")] == pytest.approx(1.625)
    assert found["all_above_level", At()] == pytest.approx(1.625)
    assert found["starts", At(2026, project="group_living_south")] == 1
    assert found["starts", At(project="group_living_south")] == 1
    assert found["money_in_period", At(post="outlay")] == 16000
    assert found["money_in_period", At(post="grants")] == -4000
    assert found["money", At(post="spend")] == pytest.approx(147337.564, rel=1e-3)
    assert found["places_in_use", At(2028, centre="south_centre", level="group_living")] == pytest.approx(5.75)
    assert found["served_at", At(2025, centre="north_centre", level="nursing_home")] == 2
    assert found["goal", At(goal="changes")] == 1


def with_rows(plan: Plan, instance: Instance, **tables: tuple[r.Row, ...]) -> Plan:
    return replace(plan, instance=instance, tables={**plan.tables, **tables})


def test_unmet_need_by_district_by_hand() -> None:
    """Two years made up, with complex needs in group living, where a quarter of the need stays unmet.

    2030: nobody serves 2 with dementia in the north. Of 6 with dementia who wait at home in the south, half is unmet: 3.
    4 with complex needs live at the south centre, 1 from the north, 3 from the south: of the 1 unmet 0.25 and 0.75. In
    2025 nobody's way is known: of 4 at the north centre 1 is unmet, shared as the need is, 2 and 2: a half each.
    """
    group_living = Service(group="complex", level="group_living", relief=0.75, source="paper")
    instance = tiny().model_copy(update={"services": (*tiny().services, group_living)})
    plan = with_rows(
        tiny_plan(),
        instance,
        unserved=(r.Unserved(2030, "dementia", "north", 2.0),),
        served=(
            r.Served(2025, "complex", "group_living", "north_centre", 4.0),
            r.Served(2030, "dementia", "home_care", "south", 6.0),
            r.Served(2030, "complex", "group_living", "south_centre", 4.0),
        ),
        flow=(
            r.Flow(2030, "complex", "north", "south_centre", 1.0),
            r.Flow(2030, "complex", "south", "south_centre", 3.0),
        ),
    )
    assert unmet_by_district(plan, prepare(instance, project_demand(instance))) == {
        (2025, "complex", "north"): 0.5,
        (2025, "complex", "south"): 0.5,
        (2030, "dementia", "north"): 2.0,
        (2030, "dementia", "south"): 3.0,
        (2030, "complex", "north"): 0.25,
        (2030, "complex", "south"): 0.75,
    }


@PLANS
def test_districts_add_up_to_groups_and_need_is_met_or_unmet(plan: Plan) -> None:
    found = measures(plan)
    for row in plan.rows(r.Unmet):
        told = [v for (m, at), v in found.items() if m == "unmet" and (at.year, at.group) == (row.year, row.group)]
        assert sum(told) == pytest.approx(row.persons, abs=1e-8)
    for need in plan.rows(r.Need):
        at = At(need.year, need.group, need.district)
        met, unmet = found.get(("met", at), 0.0), found.get(("unmet", at), 0.0)
        assert met + unmet == pytest.approx(need.persons, abs=1e-8)
        assert unmet >= found.get(("unserved", at), 0.0) - 1e-8


@PLANS
def test_years_add_up(plan: Plan) -> None:
    """Over all years a measure is its years by their lengths 1, 2 and 2, the base year left out; outlay and starts once."""
    found = measures(plan)
    sums: defaultdict[tuple[str, At], float] = defaultdict(float)
    for (measure, at), value in found.items():
        how = MEASURES[measure].over_years
        if at.year is not None and how is not OverYears.NOT:
            length = LENGTHS[at.year]
            sums[measure, at._replace(year=None)] += value * (length if how is OverYears.BY_LENGTH else bool(length))
    told = {key: value for key, value in found.items() if key[1].year is None and key[0] != "goal"}
    assert len(told) > 30
    for key in told.keys() | sums.keys():
        assert told.get(key, 0.0) == pytest.approx(sums[key], abs=1e-6), key


@PLANS
def test_parts_add_up_to_all(plan: Plan) -> None:
    found = measures(plan)
    whole = {"need": "all_need", "met": "all_met", "unmet": "all_unmet", "unmet_weighted": "all_unmet_weighted",
             "above_level": "all_above_level", "employed": "all_employed", "agency": "all_agency"}  # fmt: skip
    for part, total in whole.items():
        for year in (None, *LENGTHS):
            parts = sum(value for (measure, at), value in found.items() if measure == part and at.year == year)
            assert found[total, At(year)] == pytest.approx(parts, abs=1e-6), (part, year)
    for year in LENGTHS:
        posts = {at.post: v for (measure, at), v in found.items() if measure == "money" and at.year == year}
        spend, _, _ = posts.pop("spend"), posts.pop("frame"), posts.pop("overrun", 0.0)
        assert spend == pytest.approx(sum(posts.values()), abs=1e-6)


@PLANS
def test_every_goal_is_told_whatever_the_order(plan: Plan) -> None:
    """All seven goals, those that are steps of the order as the plan itself tells them."""
    found = measures(plan)
    data = prepare(plan.instance, project_demand(plan.instance))
    assert set(goal_values(data, plan.tables, plan.by_year)) == set(GOAL_UNITS)
    for goal in plan.goals:
        assert found["goal", At(goal=goal.goal)] == pytest.approx(goal.value, abs=1e-6)
        assert GOAL_UNITS[goal.goal] == goal.unit


@PLANS
def test_a_measure_is_always_told_by_the_same(plan: Plan) -> None:
    for measure, at in measures(plan):
        told = {name for name in DIMENSIONS if name != "year" and getattr(at, name)}
        assert told == set(MEASURES[measure].told_by)
        assert unit_of(measure, at)
    assert At._fields == DIMENSIONS
