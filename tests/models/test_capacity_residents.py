"""Rules of those who live in places, each on a model solved by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import builder as b
import pytest

from leonplan.models.data import ModelData, Policies
from leonplan.models.relax import forget_places


def homes(**changes: Any) -> ModelData:
    """8 places where 8 residents of weight 1 live, and 8 persons of weight 10 want them; half leave in a year."""
    return b.municipality(
        8,
        levels={"ward": b.level(turnover=0.5)},
        groups={"frail": b.group(), "ill": b.group(severity=10.0)},
        services={("frail", "ward"): b.service(), ("ill", "ward"): b.service()},
        places={("hill", "ward"): 8.0},
        residents={("frail", "ward", "hill"): 8.0},
        **changes,
    )


def test_residents_are_not_moved() -> None:
    """Proves: a home is not taken from those who live there, year by year and through longer periods.

    By hand: 8 · 0.5 = 4 stay: 4 frail and 4 ill are unmet: 4 + 40 = 44. In a period of two years 8 · 0.25 = 2 stay:
    (6 + 20) · 2 = 52.
    Sensitivity: without the rule, or with the policy off, all places go to the ill: 8, and 16 in two years.
    """
    assert b.least(homes(), "unmet") == pytest.approx(44)
    assert b.least(homes(), "unmet", without=("residents_are_not_moved",)) == pytest.approx(8)
    assert b.least(homes(policies=Policies(residents_stay=False)), "unmet") == pytest.approx(8)
    assert b.least(homes(periods=b.years(2)), "unmet") == pytest.approx(52)
    assert b.least(homes(periods=b.years(2)), "unmet", without=("residents_are_not_moved",)) == pytest.approx(16)


def test_residents_are_not_moved_later() -> None:
    """Proves: those who moved in by the plan stay as well, and where the policy is off those moved are counted.

    By hand: 10 frail want 8 places in 2026; in 2027 10 ill of weight 10 want them too. A place given in 2026 saves 1
    and holds half a place in 2027, which costs 0.5 · (10 - 1) = 4.5: all are kept empty: 10 + 10 + 2 · 10 = 40. With
    the policy off 2 are unmet in 2026, 10 + 2 · 10 in 2027: 32; of the 8 residents half leave and 4 are moved.
    Sensitivity: without the rule 32 with the policy on, and with the policy off nobody is counted as moved.
    """
    parts: dict[str, Any] = {
        "periods": b.years(1, 1),
        "levels": {"ward": b.level(turnover=0.5)},
        "groups": {"frail": b.group(), "ill": b.group(severity=10.0)},
        "services": {("frail", "ward"): b.service(), ("ill", "ward"): b.service()},
        "places": {("hill", "ward"): 8.0},
        "need": {("frail", "north", 2026): 10.0, ("frail", "north", 2027): 10.0, ("ill", "north", 2027): 10.0},
    }
    data = b.municipality(**parts)
    assert b.least(data, "unmet") == pytest.approx(40)
    off = b.municipality(**parts, policies=Policies(residents_stay=False))
    assert b.least(off, "unmet") == pytest.approx(32)
    assert b.least(off, "changes", within={"unmet": 32.0}) == pytest.approx(4)
    without = ("residents_are_not_moved",)
    assert b.least(data, "unmet", without=without) == pytest.approx(32)
    assert b.least(off, "changes", within={"unmet": 32.0}, without=without) == pytest.approx(0)


def test_residents_are_not_moved_where_need_falls() -> None:
    """Proves: residents fall with the need of their group where that falls faster than they leave, and no faster.

    By hand: 8 frail residents, none leave, but only 4 are still in need: 8 · min(1, 4/8) = 4 stay, and 4 of 8 ill of weight
    10 find a place: 40.
    Sensitivity: without the rule all places go to the ill: 4. Could residents only leave by turnover there were no plan.
    """
    data = replace(homes(), levels={"ward": b.level(turnover=0.0)})
    data = replace(data, need={**data.need, ("frail", "north", 2026): 4.0})
    assert b.least(data, "unmet") == pytest.approx(40)
    assert b.least(data, "unmet", without=("residents_are_not_moved",)) == pytest.approx(4)


def closing() -> ModelData:
    """6 live one step too high at occupancy 0.75; a project may take 4 of 8 places and move who lives there."""
    return b.municipality(
        6,
        levels={"home": b.level(at_home=True), "ward": b.level(turnover=0.0, occupancy=0.75)},
        services={("frail", "home"): b.service(), ("frail", "ward"): b.service(steps_above=1)},
        places={("hill", "ward"): 8.0},
        residents={("frail", "ward", "hill"): 6.0},
        projects={"close": b.project()},
        place_changes=(b.change("close", -4, moves_residents=True),),
    )


def test_only_projects_move_residents() -> None:
    """Proves: a project that moves residents moves those whose places it removes, no others.

    By hand: of 6 residents 4 · 0.75 = 3 are moved home, 3 stay one step too high: 3 steps, by 1 project, which uproots
    nobody. With the policy off all 6 are moved, 3 of them uprooted if the project is carried out: 1 + 3 = 4.
    Sensitivity: without the rule all 6 are moved: 0; with the policy off nobody counts as uprooted: 0.
    """
    data, without = closing(), ("only_projects_move_residents",)
    assert b.least(data, "above_level") == pytest.approx(3)
    assert b.least(data, "changes", within={"above_level": 3.0}) == pytest.approx(1)
    assert b.least(data, "above_level", without=without) == pytest.approx(0)
    off = replace(data, policies=Policies(residents_stay=False))
    assert b.least(off, "changes", within={"above_level": 0.0}) == pytest.approx(4)
    assert b.least(off, "changes", within={"above_level": 0.0}, without=without) == pytest.approx(0)


def test_those_moved_come_from_somewhere() -> None:
    """Proves: who is moved is moved out of places that a project empties.

    By hand: as above, 4 · 0.75 = 3 of 6 residents are moved: 3 steps.
    Sensitivity: without the rule all 6 are moved out of nowhere: 0.
    """
    assert b.least(closing(), "above_level") == pytest.approx(3)
    assert b.least(closing(), "above_level", without=("those_moved_come_from_somewhere",)) == pytest.approx(0)


def test_houses_are_not_emptied() -> None:
    """Proves: also where the model forgets who lives where, a centre cannot be closed over its residents' heads.

    By hand: 4 live at hill, none leave; dale has 4 places free; closing hill saves 100 and cannot be done: 0.
    Sensitivity: without the rule they live on at dale: -100.
    """
    data = forget_places(
        b.municipality(
            4,
            centres=("hill", "dale"),
            levels={"ward": b.level(turnover=0.0)},
            places={("hill", "ward"): 4.0, ("dale", "ward"): 4.0},
            residents={("frail", "ward", "hill"): 4.0},
            projects={"close": b.project(operating_change=-100.0)},
            place_changes=(b.change("close", -4),),
        )
    )
    assert b.least(data, "spend") == pytest.approx(0)
    assert b.least(data, "spend", without=("houses_are_not_emptied",)) == pytest.approx(-100)
