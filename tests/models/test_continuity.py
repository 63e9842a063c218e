"""Rules on what may fall from one year to the next, each on a model solved by hand."""

from __future__ import annotations

from typing import Any

import builder as b
import pytest

from leonplan.models.data import EVERYWHERE, Help, Limits, ModelData, Policies


def dear(*need: float, **changes: Any) -> ModelData:
    """Those in need by year: full help at home costs 100, reduced help, which leaves a quarter, 40; 40 of 40 had full help."""
    periods = changes.pop("periods", b.years(*(1 for _ in need)))
    plain: dict[str, Any] = {
        "levels": {"home": b.level(at_home=True), "reduced": b.level(at_home=True)},
        "services": {
            ("frail", "home"): b.service(other_cost=100.0),
            ("frail", "reduced"): b.service(relief=0.75, other_cost=40.0),
        },
        "places": {},
        "periods": periods,
        "policies": Policies(greatest_fall=0.25),
        "help_before": {"frail": Help(40.0, 40.0, 40.0)},
    }
    by_year = {("frail", "north", x.year): n for x, n in zip(periods, need, strict=True)}
    return b.municipality(by_year, **{**plain, **changes})


def test_decisions_in_full_are_kept() -> None:
    """Proves: those served in full fall by no more than a quarter a year, whatever it saves.

    By hand: of 40 in full 30 are kept in 2026 and 22.5 in 2027 at 100; at all as many, and nobody need get reduced help:
    3000 + 2250 = 5250.
    Sensitivity: without the rule the same 30 and 22.5 get reduced help at 40: 1200 + 900 = 2100. Where half may go 20
    and 10 are kept: 3000.
    """
    assert b.least(dear(40, 40), "spend") == pytest.approx(5250)
    assert b.least(dear(40, 40), "spend", without=("decisions_in_full_are_kept",)) == pytest.approx(2100)
    half = dear(40, 40, policies=Policies(greatest_fall=0.5))
    assert b.least(half, "spend") == pytest.approx(3000)


def test_decisions_are_kept() -> None:
    """Proves: those served at all fall by no more than a quarter a year either.

    By hand: 40 were served, 20 of them in full. In 2026 30 are kept, 15 in full: 15 · 100 + 15 · 40 = 2100.
    Sensitivity: without the rule only the 15 in full are: 1500.
    """
    data = dear(40, help_before={"frail": Help(20.0, 40.0, 40.0)})
    assert b.least(data, "spend") == pytest.approx(2100)
    assert b.least(data, "spend", without=("decisions_are_kept",)) == pytest.approx(1500)


def test_a_period_of_years_is_as_many_falls() -> None:
    """Two years at a quarter a year leave 9 / 16: 22.5 of 40, as when each of the years is a period of its own."""
    assert b.least(dear(40, periods=b.years(2)), "spend") == pytest.approx(2 * 2250)


def test_decisions_fall_with_need() -> None:
    """Need falls from 40 to 20: of 40 half are left anyway, and a quarter of those may go: 15 · 100. It rises again: no more."""
    assert b.least(dear(20), "spend") == pytest.approx(1500)
    assert b.least(dear(60), "spend") == pytest.approx(3000)


def test_more_helped_than_in_need_before_is_no_collision() -> None:
    """50 had help where 50 count as in need, and 20 are left in 2026: 50 · 20/50 · 3/4 = 15, not more than there are."""
    data = dear(20, help_before={"frail": Help(50.0, 50.0, 50.0)})
    assert b.least(data, "spend") == pytest.approx(1500)


def test_what_programmes_prevent_takes_no_help_away() -> None:
    """8 of 40 need no service thanks to a programme: they count as helped, so 30 - 8 = 22 are served at 100.

    The year after 22.5 are helped, again 8 of them by the programme: 14.5 are served. 2200 + 1450 = 3650.
    """
    data = dear(
        40, 40,
        programmes={"gym": b.programme()},
        effects={("gym", "frail"): b.effect(eligible=0.2, need_reduction=1.0)},
    )  # fmt: skip
    assert b.least(data, "spend") == pytest.approx(3650)


def test_help_that_is_not_known_is_no_start() -> None:
    """Nothing is known of the year before: all help may end in 2026. Of 40 decided to have it then, 30 have it in 2027: 7000."""
    assert b.least(dear(40, 40, help_before={}), "spend") == pytest.approx(0)
    decided = {("frail", "home", EVERYWHERE, 2026): Limits(40.0, None)}
    assert b.least(dear(40, 40, help_before={}, decided_service=decided), "spend") == pytest.approx(7000)


def test_decisions_that_collide_leave_no_plan() -> None:
    """Six places and no other help: 40 who had full help cannot keep 30 of it."""
    data = dear(
        40, services={("frail", "ward"): b.service()}, levels={"ward": b.level()}, places={("hill", "ward"): 6.0}
    )
    assert b.least(data, "unmet") == float("inf")


def taking_part(*need: float, given: float = 10.0, **changes: Any) -> ModelData:
    """Those in need at home by year; half may take part in a programme that costs 100 a participant and helps nobody."""
    programme = b.programme(cost=100.0, participants=given, **changes.pop("programme", {}))
    effect = changes.pop("effect", b.effect(level="home", eligible=0.5))
    plain: dict[str, Any] = {
        "services": {("frail", "home"): b.service()},
        "places": {},
        "periods": b.years(*(1 for _ in need)),
        "programmes": {"gym": programme},
        "effects": {("gym", "frail"): effect},
        "participants_before": {("gym", "frail"): given},
        "help_before": {"frail": Help(40.0, 40.0, 40.0)},
    }
    by_year = {("frail", "north", x.year): n for x, n in zip(plain["periods"], need, strict=True)}
    return b.municipality(by_year, **{**plain, **changes})


def test_programmes_are_not_rolled_back() -> None:
    """Proves: participants, once there, fall as need falls and no faster.

    By hand: 10 take part while 40 are in need. In 2026 40 are, in 2027 half as many, in 2028 more again: 10, 5 and 5 take
    part, for 2000.
    Sensitivity: without the rule, and where they may become fewer, nobody does: 0.
    """
    assert b.least(taking_part(40, 20, 30), "spend") == pytest.approx(2000)
    assert b.least(taking_part(40, 20, 30), "spend", without=("programmes_are_not_rolled_back",)) == pytest.approx(0)
    assert b.least(taking_part(40, 20, 30, programme={"may_shrink": True}), "spend") == pytest.approx(0)


def test_a_programme_that_grows_does_not_shrink_again() -> None:
    """16 are decided for 2026, and 16 take part in 2027, too, though nothing is decided for it: 3200."""
    data = taking_part(40, 40, decided_participation={("gym", 2026): 0.8})
    assert b.least(data, "spend", within={"unmet": 0.0}) == pytest.approx(3200)


def test_those_who_wait_at_home_are_not_held_there() -> None:
    """The programme is for people who wait at home, with half of their need met: it may end when they move in."""
    services = {("frail", "home"): b.service(relief=0.5), ("frail", "ward"): b.service()}
    assert b.least(taking_part(40, 40, services=services), "spend") == pytest.approx(0)


def test_a_programme_goes_on_as_far_as_it_can() -> None:
    """Of 10 before: none where it begins in 2027; 4 where it is made for 4; 5 where 30 of 40 in need live in places.

    Those 30 stay, so that 10 are at home, and half of them take part.
    """
    assert b.least(taking_part(40, programme={"first_year": 2027}), "spend") == pytest.approx(0)
    assert b.least(taking_part(40, programme={"max_participants": 4.0}), "spend") == pytest.approx(400)
    lived_in = taking_part(
        40,
        services={("frail", "home"): b.service(), ("frail", "ward"): b.service()},
        levels={"home": b.level(at_home=True), "ward": b.level(turnover=0.0)},
        places={("hill", "ward"): 30.0},
        residents={("frail", "ward", "hill"): 30.0},
    )
    assert b.least(lived_in, "spend") == pytest.approx(500)
