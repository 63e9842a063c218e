"""Rules of what the planner has fixed by hand, each on a model solved by hand."""

from __future__ import annotations

from random import Random

import builder as b
import pytest
from random_plans import GOALS, random_data, random_decisions

from leonplan.models.data import EVERYWHERE, Limits, ModelData
from leonplan.models.relax import forget_places
from leonplan.models.sets import ANYWHERE


def test_decided_starts_are_kept() -> None:
    """Proves: a project starts in the very period decided, neither earlier nor later.

    By hand: 10 in need in each of two years, 6 places, 4 more with the wing. Decided for 2027: 4 are unmet in 2026.
    Decided for neither year: 4 in both, 8.
    Sensitivity: without the rule the wing is built in 2026 and nobody is unmet: 0.
    """

    def data(**decided: Limits) -> ModelData:
        return b.municipality(
            periods=b.years(1, 1),
            projects={"wing": b.project()},
            place_changes=(b.change("wing", 4),),
            decided_starts={("wing", int(year[1:])): limits for year, limits in decided.items()},
        )

    without = ("decided_starts_are_kept",)
    assert b.least(data(y2027=Limits(1.0, 1.0)), "unmet") == pytest.approx(4)
    assert b.least(data(y2026=Limits(None, 0.0), y2027=Limits(None, 0.0)), "unmet") == pytest.approx(8)
    assert b.least(data(y2026=Limits(None, 0.0), y2027=Limits(None, 0.0)), "unmet", without=without) == pytest.approx(0)


def test_decided_places_are_kept() -> None:
    """Proves: as many places are in use as is decided, needed or not.

    By hand: 2 in need, 6 places at 3 kNOK; at least 5 in use cost 15. At most 1 leaves 1 unmet.
    Sensitivity: without the rule nobody need be served, 0, or 2 are and none unmet: 0.
    """
    without = ("decided_places_are_kept",)
    level = {"home": b.level(at_home=True), "ward": b.level(place_cost=3.0)}
    more = b.municipality(2, levels=level, decided_places={("hill", "ward", 2026): Limits(5.0, 6.0)})
    assert b.least(more, "spend") == pytest.approx(15)
    assert b.least(more, "spend", without=without) == pytest.approx(0)
    fewer = b.municipality(2, decided_places={("hill", "ward", 2026): Limits(None, 1.0)})
    assert b.least(fewer, "unmet") == pytest.approx(1)
    assert b.least(fewer, "unmet", without=without) == pytest.approx(0)
    nowhere = b.municipality(2, decided_places={("hill", "attic", 2026): Limits(None, 1.0)})
    assert b.least(nowhere, "unmet") == pytest.approx(0)


def test_decided_service_is_kept() -> None:
    """Proves: as many of a group are served at a level, at a centre or in total, as is decided.

    By hand: 10 in need, 6 places at hill and 6 at dale, home care at no level too high. At most 2 at hill and at
    least 5 in all wards: 5 to 8 in wards, one step above each: 5 steps. Exactly 3 at home: 3 at home at most, so 7.
    Sensitivity: without the rule all are served at home: 0 steps.
    """
    without = ("decided_service_is_kept",)
    town = {
        "centres": ("hill", "dale"),
        "places": {("hill", "ward"): 6.0, ("dale", "ward"): 6.0},
        "services": {("frail", "home"): b.service(), ("frail", "ward"): b.service(steps_above=1)},
    }
    wards = {
        ("frail", "ward", "hill", 2026): Limits(None, 2.0),
        ("frail", "ward", EVERYWHERE, 2026): Limits(5.0, None),
    }
    held = {"unmet": 0.0}
    data = b.municipality(**town, decided_service=wards)
    assert b.least(data, "above_level", within=held) == pytest.approx(5)
    assert b.least(data, "above_level", within=held, without=without) == pytest.approx(0)
    home = b.municipality(**town, decided_service={("frail", "home", EVERYWHERE, 2026): Limits(3.0, 3.0)})
    assert b.least(home, "above_level", within=held) == pytest.approx(7)
    both = b.municipality(**town, decided_service={**wards, ("frail", "home", EVERYWHERE, 2026): Limits(1.0, 1.0)})
    assert b.least(both, "unmet") == pytest.approx(1)


def test_where_places_are_forgotten_service_is_fixed_in_sum() -> None:
    """Persons fixed at two centres are fixed in sum, and take places at each; one most alone says nothing of the sum.

    With two persons in a place 2 take 1 place and 1.5 take 0.75.
    """
    forgotten = forget_places(
        b.municipality(
            levels={"home": b.level(at_home=True), "ward": b.level(occupancy=2.0)},
            centres=("hill", "dale"),
            places={("hill", "ward"): 6.0, ("dale", "ward"): 6.0},
            decided_service={
                ("frail", "ward", "hill", 2026): Limits(2.0, 3.0),
                ("frail", "ward", "dale", 2026): Limits(1.5, None),
                ("frail", "home", EVERYWHERE, 2026): Limits(None, 4.0),
            },
        )
    )
    assert forgotten.decided_service == {
        ("frail", "home", EVERYWHERE, 2026): Limits(None, 4.0),
        ("frail", "ward", ANYWHERE, 2026): Limits(3.5, None),
    }
    assert {key: limits.at_least for key, limits in forgotten.decided_places.items()} == pytest.approx(
        {("hill", "ward", 2026): 1.0, ("dale", "ward", 2026): 0.75}
    )


def test_decisions_bind_the_relaxation_no_harder_than_the_whole() -> None:
    """On random municipalities with random decisions, what forgets places is never worse than what does not.

    It has a plan wherever the whole problem has one, and no goal's least is above the whole problem's; somewhere
    decisions move a goal of the relaxation, so that they are not just dropped there.
    """
    moved = solved = 0
    for seed in range(80):
        random = Random(seed)
        plain = random_data(random)
        data, goal = random_decisions(random, plain), random.choice([goal for goal in GOALS if goal != "travel"])
        whole, small = b.least(data, goal), b.least(forget_places(data), goal)
        assert small <= whole + 1e-5 * (1 + abs(whole)), f"seed {seed}, {goal}"
        solved += whole < float("inf")
        moved += small > b.least(forget_places(plain), goal) + 1e-5
    assert solved > 20
    assert moved > 10
