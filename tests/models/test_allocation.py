"""Rules of who is served where, each on a model solved by hand."""

from __future__ import annotations

from typing import Any

import builder as b
import pytest

from leonplan.models.data import ModelData, Policies

UNMET = {"unmet": 0.0}


def test_need_is_met_or_counted() -> None:
    """Proves: nobody in need is forgotten.

    By hand: 10 in need, 6 places: 10 - 6 = 4 unmet.
    Sensitivity: without the rule nobody need be served or counted: 0.
    """
    data = b.municipality()
    assert b.least(data, "unmet") == pytest.approx(4)
    assert b.least(data, "unmet", without=("need_is_met_or_counted",)) == pytest.approx(0)


def test_unmet_need_is_counted() -> None:
    """Proves: waiting at a level below the lowest effective one leaves the part of the need that is not relieved.

    By hand: 10 wait at home, which relieves a quarter: 10 · 0.75 = 7.5.
    Sensitivity: without the rule nothing is counted: 0.
    """
    data = b.municipality(services={("frail", "home"): b.service(relief=0.25)}, places={})
    assert b.least(data, "unmet") == pytest.approx(7.5)
    assert b.least(data, "unmet", without=("unmet_need_is_counted",)) == pytest.approx(0)


def test_unmet_need_is_counted_least_severe_first() -> None:
    """Proves: the least severe tier gives way first.

    By hand: 9 in need, 5 places: 4 unserved. Thirds of 3 weigh 10 · 0.5, 10 and 10 · 1.5: 3 · 5 + 1 · 10 = 25.
    Sensitivity: without the rule 0; with no spread 4 · 10 = 40.
    """
    places = {("hill", "ward"): 5.0}
    data = b.municipality(9, groups={"frail": b.group(severity=10, spread=0.5)}, places=places, tiers=3)
    assert b.least(data, "unmet") == pytest.approx(25)
    assert b.least(data, "unmet", without=("unmet_need_is_counted",)) == pytest.approx(0)
    assert b.least(b.municipality(9, groups={"frail": b.group(severity=10)}, places=places), "unmet") == pytest.approx(
        40
    )


def two_centres(**changes: Any) -> ModelData:
    """Hill is near north, dale 30 minutes away."""
    travel = {("north", "hill"): (0.0, 0.0), ("north", "dale"): (30.0, 0.0)}
    return b.municipality(centres=("hill", "dale"), reachable=travel, **changes)


def test_served_only_where_places_are() -> None:
    """Proves: the rule changes no optimum and brings the linear relaxation of a facility to it.

    By hand: 2 in need in the north and 3 in the south, no place; opening the dale costs 100 kNOK and gives 10 places. All are
    served there: 100. Relaxed, half of the dale has places for all 5: 50. With the rule the north alone wants the dale
    whole: 2 <= 2 · opened: 100.
    A project that brings places at two levels counts once: were the 10 places 5 and 5, it would be 100 all the same.
    Sensitivity: without the rule the relaxation is 50; with 4 places there before, it says nothing: 10 · opened >= 1, so 10.
    """
    parts: dict[str, Any] = {
        "districts": ("north", "south"), "centres": ("dale",), "places": {},
        "projects": {"open": b.project(operating_change=100.0)},
        "place_changes": (b.change("open", 10, centre="dale"),),
    }  # fmt: skip
    need = {("frail", "north", 2026): 2.0, ("frail", "south", 2026): 3.0}
    data = b.municipality(need, **parts)
    without = ("served_only_where_places_are",)
    assert b.least(data, "spend", within=UNMET) == pytest.approx(100)
    assert b.least(data, "spend", within=UNMET, without=without) == pytest.approx(100)
    assert b.least(data, "spend", within=UNMET, relaxed=True) == pytest.approx(100)
    assert b.least(data, "spend", within=UNMET, without=without, relaxed=True) == pytest.approx(50)
    levels = {"ward": b.level(), "flat": b.level()}
    services = {("frail", level): b.service() for level in levels}
    changes = tuple(b.change("open", 5, centre="dale", level=level) for level in levels)
    both = b.municipality(need, **{**parts, "levels": levels, "services": services, "place_changes": changes})
    assert b.least(both, "spend", within=UNMET, relaxed=True) == pytest.approx(100)
    some = b.municipality(need, **{**parts, "places": {("dale", "ward"): 4.0}})
    assert b.least(some, "spend", within=UNMET, relaxed=True) == pytest.approx(10)


def test_those_served_come_from_somewhere() -> None:
    """Proves: persons travel to the centre that serves them.

    By hand: 10 in need, 4 places at hill, 6 of 10 at dale 30 minutes away: 6 · 30 = 180.
    Sensitivity: without the rule all come to hill, whoever serves them: 0.
    """
    data = two_centres(places={("hill", "ward"): 4.0, ("dale", "ward"): 10.0})
    assert b.least(data, "travel", within=UNMET) == pytest.approx(180)
    assert b.least(data, "travel", within=UNMET, without=("those_served_come_from_somewhere",)) == pytest.approx(0)


def test_served_only_where_assigned() -> None:
    """Proves: a district's persons are served only at the centre assigned to it.

    By hand: 10 in need, 6 places at either of two centres, one of them assigned: 10 - 6 = 4 unmet.
    Sensitivity: without the rule both serve: 0.
    """
    data = two_centres(
        places={("hill", "ward"): 6.0, ("dale", "ward"): 6.0}, groups={"frail": b.group(one_centre_per_district=True)}
    )
    assert b.least(data, "unmet") == pytest.approx(4)
    assert b.least(data, "unmet", without=("served_only_where_assigned",)) == pytest.approx(0)


def test_one_centre_per_district() -> None:
    """Proves: a district is assigned to one centre, not to two.

    By hand: 10 in need, 7 and 5 places, the larger assigned: 10 - 7 = 3 unmet.
    Sensitivity: without the rule both are assigned: 0.
    """
    data = two_centres(
        places={("hill", "ward"): 5.0, ("dale", "ward"): 7.0}, groups={"frail": b.group(one_centre_per_district=True)}
    )
    assert b.least(data, "unmet") == pytest.approx(3)
    assert b.least(data, "unmet", without=("one_centre_per_district",)) == pytest.approx(0)


def test_discharge_ready_are_received() -> None:
    """Proves: from its year on the policy leaves nobody at the hospital, although that is cheaper.

    By hand: 3 patients each year, 1000 kNOK each at home, 365 · 2 = 730 kNOK each at the hospital. The policy holds
    from 2027: 3 · 730 + 3 · 1000 = 5190.
    Sensitivity: without the rule 2 · 3 · 730 = 4380.
    """
    data = b.municipality(
        3,
        periods=b.years(1, 1),
        groups={"frail": b.group(discharge_ready=True)},
        services={("frail", "home"): b.service(other_cost=1000.0)},
        discharge_fee=2.0,
        policies=Policies(discharge_ready_from=2027),
    )
    assert b.least(data, "spend") == pytest.approx(5190)
    assert b.least(data, "spend", without=("discharge_ready_are_received",)) == pytest.approx(4380)


def test_served_near_home() -> None:
    """Proves: the share of those in places who must be near home is kept, although far away is cheaper.

    By hand: 10 in need, half of them near at 100 kNOK a person: 5 · 100 = 500.
    Sensitivity: without the rule all are far away: 0.
    """
    data = b.municipality(
        centres=("hill", "dale"),
        places={("hill", "ward"): 10.0, ("dale", "ward"): 10.0},
        reachable={("north", "hill"): (5.0, 100.0), ("north", "dale"): (60.0, 0.0)},
        near=frozenset({("north", "hill")}),
        groups={"frail": b.group(bound_to_district=True)},
        policies=Policies(near_share=0.5),
    )
    assert b.least(data, "spend", within=UNMET) == pytest.approx(500)
    assert b.least(data, "spend", within=UNMET, without=("served_near_home",)) == pytest.approx(0)


def two_districts(north: float, south: float) -> ModelData:
    """20 places too few, those of the south cost 50 kNOK each, the tolerance is a tenth."""
    return b.municipality(
        {("frail", "north", 2026): north, ("frail", "south", 2026): south},
        districts=("north", "south"),
        places={("hill", "ward"): 20.0},
        reachable={("north", "hill"): (0.0, 0.0), ("south", "hill"): (0.0, 50.0)},
        groups={"frail": b.group(bound_to_district=True)},
        policies=Policies(equity_tolerance=0.1),
    )


def test_no_district_fares_much_worse() -> None:
    """Proves: a small dear district is not left out.

    By hand: 30 and 10 in need, 20 places, 20 unserved, of whom the south's part is a quarter, 5, and with the tolerance
    at most 5 + 0.1 · 10 = 6: 4 are served at 50: 200.
    Sensitivity: without the rule only its mirror holds, by which the north has at least 15 - 0.1 · 30 = 12 unserved, so
    the south at most 8: 2 · 50 = 100.
    """
    data = two_districts(30, 10)
    assert b.least(data, "spend", within={"unmet": 20.0}) == pytest.approx(200)
    without = ("no_district_fares_much_worse",)
    assert b.least(data, "spend", within={"unmet": 20.0}, without=without) == pytest.approx(100)


def test_no_district_fares_much_better() -> None:
    """Proves: a small cheap district does not take all.

    By hand: 10 and 30 in need, 20 places, 20 unserved, of whom the north's part is a quarter, 5, and with the tolerance
    at least 5 - 0.1 · 10 = 4: 6 of the north and 14 of the south are served: 14 · 50 = 700.
    Sensitivity: without the rule only its mirror holds, by which the south has at most 15 + 0.1 · 30 = 18 unserved:
    12 · 50 = 600.
    """
    data = two_districts(10, 30)
    assert b.least(data, "spend", within={"unmet": 20.0}) == pytest.approx(700)
    without = ("no_district_fares_much_better",)
    assert b.least(data, "spend", within={"unmet": 20.0}, without=without) == pytest.approx(600)
