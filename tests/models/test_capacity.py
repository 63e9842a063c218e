"""Rules of places, units and projects, each on a model solved by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import builder as b
import pytest

from leonplan.models.data import Coverage, ModelData, Policies

UNMET = {"unmet": 0.0}


def test_served_within_operated_places() -> None:
    """Proves: a place holds as many persons as its occupancy says.

    By hand: 10 in need, 10 places of which nine tenths are taken on an average day: 1 unmet.
    Sensitivity: without the rule 0.
    """
    data = b.municipality(levels={"ward": b.level(occupancy=0.9)}, places={("hill", "ward"): 10.0})
    assert b.least(data, "unmet") == pytest.approx(1)
    assert b.least(data, "unmet", without=("served_within_operated_places",)) == pytest.approx(0)


def test_those_served_are_housed() -> None:
    """Proves: whoever is served in places is in one of them.

    By hand: 10 in need, 6 places: 4 unmet.
    Sensitivity: without the rule the places are empty and all are served: 0.
    """
    data = b.municipality()
    assert b.least(data, "unmet") == pytest.approx(4)
    assert b.least(data, "unmet", without=("those_served_are_housed",)) == pytest.approx(0)


def test_operated_within_open_units() -> None:
    """Proves: places are run in whole units.

    By hand: 5 in need, units of 4 at 100 kNOK: two are open: 200.
    Sensitivity: without the rule none is: 0; were units not whole, 5/4 · 100 = 125.
    """
    data = b.municipality(5, levels={"ward": b.level(unit_size=4, unit_cost=100.0)}, places={("hill", "ward"): 8.0})
    assert b.least(data, "spend", within=UNMET) == pytest.approx(200)
    assert b.least(data, "spend", within=UNMET, without=("operated_within_open_units",)) == pytest.approx(0)
    assert b.least(data, "spend", within=UNMET, relaxed=True) == pytest.approx(125)


def test_houses_have_units_of_their_own_size() -> None:
    """Proves: a house opens units of its own size, the others units of the level's.

    By hand: 11 in need; 6 places on the hill in wards of 3, 8 in the dale in wards of 8, each ward 100 kNOK: the cheapest
    is one ward of 8 and one of 3: 200.
    Sensitivity: with 14 in need the hill takes two wards of 3: 300; were its wards 8 as well, one: 200, as with 11.
    """
    ward = b.level(unit_size=8, unit_cost=100.0)
    parts: dict[str, Any] = {
        "centres": ("hill", "dale"), "levels": {"ward": ward}, "places": {("hill", "ward"): 6.0, ("dale", "ward"): 8.0},
    }  # fmt: skip
    own: dict[str, Any] = {**parts, "own_unit_sizes": {("hill", "ward"): 3}}
    assert b.least(b.municipality(11, **own), "spend", within=UNMET) == pytest.approx(200)
    assert b.least(b.municipality(11, **parts), "spend", within=UNMET) == pytest.approx(200)
    assert b.least(b.municipality(14, **own), "spend", within=UNMET) == pytest.approx(300)
    assert b.least(b.municipality(14, **parts), "spend", within=UNMET) == pytest.approx(200)


def units_of_8(places: float, need: float, **changes: Any) -> ModelData:
    return b.municipality(
        need, levels={"ward": b.level(unit_size=8, unit_cost=100.0)}, places={("hill", "ward"): places}, **changes
    )


def test_last_unit_is_smaller() -> None:
    """Proves: the rule changes no optimum and brings the linear relaxation to it.

    By hand: 10 places, all needed, in units of 8: two units: 200. Relaxed, 10/8 = 1.25 units would do: 125. With the
    rule units + (10 - operated) / (0.25 · 8) >= 2, so 2 units: 200.
    Sensitivity: without the rule the relaxation is 125.
    """
    data = units_of_8(10.0, 10)
    for without in ((), ("last_unit_is_smaller",)):
        assert b.least(data, "spend", within=UNMET, without=without) == pytest.approx(200)
    assert b.least(data, "spend", within=UNMET, relaxed=True) == pytest.approx(200)
    without = ("last_unit_is_smaller",)
    assert b.least(data, "spend", within=UNMET, without=without, relaxed=True) == pytest.approx(125)


def random_units(random_: random.Random) -> ModelData:
    """Places in units that do not fill them, and two projects that add and remove some."""
    return units_of_8(
        random_.randint(1, 40),
        random_.randint(0, 60),
        periods=b.years(1, 2),
        groups={"frail": b.group(severity=random_.choice((1.0, 30.0, 200.0)))},
        projects={
            "more": b.project(operating_change=random_.randint(0, 50), max_count=random_.randint(1, 2)),
            "less": b.project(operating_change=-random_.randint(0, 50), lead_time=1),
        },
        place_changes=(
            b.change("more", random_.randint(1, 20)),
            b.change("less", -random_.randint(1, 20), at_start=random_.random() < 0.5),
        ),
    )


@pytest.mark.parametrize("seed", range(30))
def test_last_unit_is_smaller_on_random_cases(seed: int) -> None:
    """Proves: with and without every valid inequality the optimum is the same, and the relaxation no lower."""
    random_ = random.Random(seed)
    data = random_units(random_)
    within = {"unmet": b.least(data, "unmet") + random_.choice((0, 10, 50))}
    without = tuple(b.VALID_INEQUALITIES)
    best = b.least(data, "spend", within=within)
    assert best == pytest.approx(b.least(data, "spend", within=within, without=without), abs=1e-5)
    relaxed = b.least(data, "spend", within=within, relaxed=True)
    assert b.least(data, "spend", within=within, without=without, relaxed=True) <= relaxed + 1e-5
    assert relaxed <= best + 1e-5


def test_operated_within_built_places() -> None:
    """Proves: a project's places can be used when it is finished, not before.

    By hand: 10 in need, 6 places; the 4 of a project of two years are there in 2028: 4 unmet in 2026 and 2027: 8.
    Sensitivity: without the rule 0; with no lead time 0.
    """
    parts: dict[str, Any] = {"periods": b.years(1, 1, 1), "place_changes": (b.change("wing", 4),)}
    data = b.municipality(**parts, projects={"wing": b.project(lead_time=2)})
    assert b.least(data, "unmet") == pytest.approx(8)
    assert b.least(data, "unmet", without=("operated_within_built_places",)) == pytest.approx(0)
    assert b.least(b.municipality(**parts, projects={"wing": b.project()}), "unmet") == pytest.approx(0)


def test_operated_within_built_places_at_start() -> None:
    """Proves: places that go when a project starts are missing while it is under way.

    By hand: 6 in need, 6 places; the project, decided and only in 2026, takes 2 at its start and gives 2 back after a
    year: 2 unmet in 2026.
    Sensitivity: without the rule 0.
    """
    data = b.municipality(
        6,
        periods=b.years(1, 1),
        projects={"rebuild": b.project(lead_time=1, latest=2026, decided=True)},
        place_changes=(b.change("rebuild", -2, at_start=True), b.change("rebuild", 2)),
    )
    assert b.least(data, "unmet") == pytest.approx(2)
    assert b.least(data, "unmet", without=("operated_within_built_places",)) == pytest.approx(0)


def test_built_places_never_negative() -> None:
    """Proves: what is not there cannot be closed, although closing saves money.

    By hand: 6 places, closing 8 saves 100 kNOK and cannot be done: 0.
    Sensitivity: *operated_within_built_places* says the same where places are run; without both it is closed: -100.
    """
    data = b.municipality(
        projects={"close": b.project(operating_change=-100.0)}, place_changes=(b.change("close", -8),)
    )
    assert b.least(data, "spend") == pytest.approx(0)
    assert b.least(data, "spend", without=("operated_within_built_places",)) == pytest.approx(0)
    without = ("operated_within_built_places", "built_places_never_negative")
    assert b.least(data, "spend", without=without) == pytest.approx(-100)


def test_projects_stay_started() -> None:
    """Proves: a building stays, and cannot begin before its window.

    By hand: 4 places are missing in 2027 only; the project, possible from 2027, costs 100 a year from then: 2 · 100 =
    200.
    Sensitivity: without the rule it is undone in 2028: 100.
    """
    data = b.municipality(
        {("frail", "north", 2026): 6.0, ("frail", "north", 2027): 10.0, ("frail", "north", 2028): 6.0},
        periods=b.years(1, 1, 1),
        projects={"wing": b.project(operating_change=100.0, earliest=2027)},
        place_changes=(b.change("wing", 4),),
    )
    assert b.least(data, "spend", within=UNMET) == pytest.approx(200)
    assert b.least(data, "spend", within=UNMET, without=("projects_stay_started",)) == pytest.approx(100)


def test_projects_stay_started_and_end_their_window() -> None:
    """Proves: nothing starts after its window.

    By hand: starting costs 100 a year, so it would start in 2028, when 4 places are missing; the window ends in 2027:
    2 · 100 = 200.
    Sensitivity: without the rule 100.
    """
    data = b.municipality(
        {("frail", "north", 2026): 6.0, ("frail", "north", 2027): 6.0, ("frail", "north", 2028): 10.0},
        periods=b.years(1, 1, 1),
        projects={"wing": b.project(operating_change=100.0, latest=2027)},
        place_changes=(b.change("wing", 4),),
    )
    assert b.least(data, "spend", within=UNMET) == pytest.approx(200)
    assert b.least(data, "spend", within=UNMET, without=("projects_stay_started",)) == pytest.approx(100)


def test_decided_projects_are_carried_out() -> None:
    """Proves: what is decided is done, although it only costs.

    By hand: 100 kNOK in the last year, no earlier than it must: 100.
    Sensitivity: without the rule 0.
    """
    data = b.municipality(periods=b.years(1, 1), projects={"hall": b.project(operating_change=100.0, decided=True)})
    assert b.least(data, "spend") == pytest.approx(100)
    assert b.least(data, "spend", without=("decided_projects_are_carried_out",)) == pytest.approx(0)


def test_repeats_keep_their_distance() -> None:
    """Proves: two starts lie as many years apart as they must.

    By hand: 10 in need, no places, 5 with each start: one in 2026, the other two years later, so 5 unmet in 2026 and
    2027: 10.
    Sensitivity: without the rule both start in 2026: 0.
    """
    data = b.municipality(
        periods=b.years(1, 1, 1),
        places={},
        projects={"wing": b.project(max_count=2, years_between=2)},
        place_changes=(b.change("wing", 5),),
    )
    assert b.least(data, "unmet") == pytest.approx(10)
    assert b.least(data, "unmet", without=("repeats_keep_their_distance",)) == pytest.approx(0)


def test_excluded_projects_stay_out() -> None:
    """Proves: of two projects that exclude each other one is carried out.

    By hand: 10 in need, no places, either project gives 5: 5 unmet.
    Sensitivity: without the rule both: 0.
    """
    data = b.municipality(
        places={},
        projects={"east": b.project(excludes=("west",)), "west": b.project()},
        place_changes=(b.change("east", 5), b.change("west", 5)),
    )
    assert b.least(data, "unmet") == pytest.approx(5)
    assert b.least(data, "unmet", without=("excluded_projects_stay_out",)) == pytest.approx(0)


def test_what_is_started_is_chosen() -> None:
    """Proves: a repeatable project excludes others with its first start, not its last.

    By hand: 10 in need, no places, either project gives 2 each of two times: one of them, 4 served: 6 unmet, and not one
    start of each, which would also be two starts.
    Sensitivity: without the rule both are carried out, 8 served: 2.
    """
    data = b.municipality(
        places={},
        projects={"east": b.project(max_count=2, excludes=("west",)), "west": b.project(max_count=2)},
        place_changes=(b.change("east", 2), b.change("west", 2)),
    )
    assert b.least(data, "unmet") == pytest.approx(6)
    assert b.least(data, "unmet", without=("what_is_started_is_chosen",)) == pytest.approx(2)
    different = replace(data, place_changes=(b.change("east", 2), b.change("west", 3)))
    assert b.least(different, "unmet") == pytest.approx(4)


def test_required_projects_come_first() -> None:
    """Proves: a project starts no earlier than what it requires.

    By hand: 4 places too few; the wing requires the kitchen, which costs 100 a year and can start in 2027 at the
    earliest: 4 unmet in 2026, and 100 spent.
    Sensitivity: without the rule nothing is unmet, and 0 spent.
    """
    data = b.municipality(
        periods=b.years(1, 1),
        projects={
            "wing": b.project(requires=("kitchen",)),
            "kitchen": b.project(operating_change=100.0, earliest=2027),
        },
        place_changes=(b.change("wing", 4),),
    )
    without = ("required_projects_come_first",)
    assert b.least(data, "unmet") == pytest.approx(4)
    assert b.least(data, "spend", within={"unmet": 4.0}) == pytest.approx(100)
    assert b.least(data, "unmet", without=without) == pytest.approx(0)
    assert b.least(data, "spend", within=UNMET, without=without) == pytest.approx(0)


def norm(**coverage: dict[int, float]) -> ModelData:
    """5 round-the-clock places, 5 more for 100 a year, and 10 in need."""
    return b.municipality(
        levels={"ward": b.level(round_the_clock=True)},
        places={("hill", "ward"): 5.0},
        projects={"wing": b.project(operating_change=100.0)},
        place_changes=(b.change("wing", 5),),
        policies=Policies(coverage=Coverage(**{"at_least": {}, "at_most": {}, **coverage})),
    )


def test_coverage_norm_is_reached() -> None:
    """Proves: there are as many round-the-clock places as the norm wants, needed or not.

    By hand: 8 are wanted, 5 are there: the wing for 100 is built.
    Sensitivity: without the rule 0; were the places not round the clock, nothing would reach it.
    """
    data = norm(at_least={2026: 8.0})
    assert b.least(data, "spend") == pytest.approx(100)
    assert b.least(data, "spend", without=("coverage_norm_is_reached",)) == pytest.approx(0)


def test_coverage_norm_is_not_exceeded() -> None:
    """Proves: there are no more round-the-clock places than the norm allows, needed or not.

    By hand: 8 are allowed, 5 are there, the wing would make it 10: 10 - 5 = 5 unmet.
    Sensitivity: without the rule 0; places that are not round the clock do not count: 0.
    """
    data = norm(at_most={2026: 8.0})
    assert b.least(data, "unmet") == pytest.approx(5)
    assert b.least(data, "unmet", without=("coverage_norm_is_not_exceeded",)) == pytest.approx(0)
    assert b.least(replace(data, levels={"ward": b.level()}), "unmet") == pytest.approx(0)
