"""The goals, and hard demands on them, each on a model solved by hand."""

from __future__ import annotations

from typing import Any

import builder as b
import pytest

from leonplan.models.data import Period, Policies
from leonplan.models.objectives import MEASURES


def test_hard_demands_are_kept() -> None:
    """Proves: a goal that is limited keeps within its limit, whatever it costs.

    By hand: 10 in need, help costs 100 a person; at most 3 unmet: 7 · 100 = 700.
    Sensitivity: without the rule nobody is helped: 0.
    """
    data = b.municipality(services={("frail", "home"): b.service(other_cost=100.0)}, goal_limits={"unmet": 3.0})
    assert b.least(data, "spend") == pytest.approx(700)
    assert b.least(data, "spend", without=("hard_demands_are_kept",)) == pytest.approx(0)


TWO_PERIODS = (Period(2026, 1, 0.5), Period(2029, 3, 1.25))
"""One year and three, with made-up discount factors."""


def staff(**changes: Any) -> dict[str, Any]:
    """Work of 0.5 FTE for each of 10 persons at home."""
    return {
        "services": {("frail", "home"): b.service()},
        "categories": {"nurse": b.category("nurse", **changes)},
        "fte_per_person": {("frail", "home", "nurse"): 0.5},
    }


GOALS: dict[str, tuple[float, dict[str, Any]]] = {
    # 5 FTE are missing, of which half wants the competence nobody has, for 1 + 3 years: (5 + 2.5) · 4
    "shortfall": (30.0, {**staff(), "competence_floor": {("home", "nurse"): 0.5}}),
    # 6 of 10 are served where 9 shall be, weight 2.5, for 1 + 3 years: 3 · 2.5 · 4
    "below_minimum": (30.0, {"groups": {"frail": b.group(severity=2.5, minimum=0.9)}}),
    # 4 unserved, 6 served with three quarters of what is sound, weight 2, for 1 + 3 years: (4 + 6 · 0.25) · 2 · 4
    "below_sound": (
        44.0,
        {
            "groups": {"frail": b.group(severity=2.0, is_heavy=True, sound=0.8)},
            "services": {("frail", "ward"): b.service(relief=0.6)},
        },
    ),
    # 200 - 150 over for 1 year, 200 - 140 for 3 years; 300 of outlay over 100, once
    "overrun": (
        430.0,
        {
            "centre_cost": {"hill": 200.0},
            "operating_frame": {2026: 150.0, 2029: 140.0},
            "investment_frame": {2026: 100.0, 2029: 0.0},
            "projects": {"hall": b.project(cost=300.0, decided=True, latest=2026)},
        },
    ),
    # 4 unserved of weight 2.5 for 1 + 3 years
    "unmet": (40.0, {"groups": {"frail": b.group(severity=2.5)}}),
    # 6 served two steps too high for 1 + 3 years
    "above_level": (48.0, {"services": {("frail", "ward"): b.service(steps_above=2)}}),
    # 200 a year, discounted by 0.5 for the one year and by 1.25 for the three
    "spend": (350.0, {"centre_cost": {"hill": 200.0}}),
    # 6 persons, 15 minutes, 1 + 3 years
    "travel": (360.0, {"reachable": {("north", "hill"): (15.0, 0.0)}}),
    # a decided project, and 6 residents moved out because none may be served any more
    "changes": (
        7.0,
        {
            "levels": {"ward": b.level(turnover=0.0)},
            "residents": {("frail", "ward", "hill"): 6.0},
            "projects": {"close": b.project(decided=True, latest=2026)},
            "place_changes": (b.change("close", -6),),
            "policies": Policies(residents_stay=False),
        },
    ),
}


@pytest.mark.parametrize("goal", GOALS)
def test_goal(goal: str) -> None:
    """Proves: a goal counts what it says, weighted by the years of each period.

    By hand: beside each case above.
    Sensitivity: with four periods of a year the sums are the same, so the weights are years; see the laws.
    """
    value, parts = GOALS[goal]
    data = b.municipality(periods=TWO_PERIODS, **parts)
    most_served = {} if goal in ("unmet", "changes", "overrun") else {"unmet": b.least(data, "unmet")}
    assert b.least(data, goal, within=most_served) == pytest.approx(value)


def test_every_goal_is_tested() -> None:
    assert {measure.name for measure in MEASURES} == set(GOALS)
