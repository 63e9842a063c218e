"""Remarks on what a plan rests on: sources, dates, proof."""

from __future__ import annotations

import datetime

import pytest
from handmade import changed, figures, found, town
from tiny_plan import with_part, with_settings

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.review import review_plan
from leonplan.optimizer.schema.instance import Instance


def with_guess(employees_pay: float) -> Instance:
    """The town with an assumption behind what care workers are paid."""
    sources = [*town().settings.model_dump()["sources"]]
    guess = {"id": "guess", "title": "A guess", "year": 2025, "kind": "assumption"}
    return with_part(with_settings(town(), sources=[*sources, guess]), "staff", 0, pay=employees_pay, source="guess")


@pytest.mark.parametrize(("pay", "told"), [(150.0, True), (149.0, False)])
def test_an_estimate_on_which_the_result_hangs(pay: float, told: bool) -> None:
    """32 care workers at 150 cost as much as 6 nurses at 800: 4800, half of all pay, which is told; at 149 it is less."""
    remarks = found(changed(instance=with_guess(pay)), "hangs_on_an_estimate")
    assert [(one.about.source, figures(one)) for one in remarks] == [("guess", {"pay": 0.5})] * told


def test_a_source_is_told_once_for_all_that_rests_on_it() -> None:
    instance = with_part(town(), "sources", 0, kind="estimate")
    (remark,) = found(changed(instance=instance), "hangs_on_an_estimate")
    assert figures(remark) == dict.fromkeys(("need", "inhabitants", "places", "work", "pay", "frames"), 1.0)


def test_official_sources_are_no_remark() -> None:
    assert found(changed(instance=with_part(town(), "sources", 0, kind="official")), "hangs_on_an_estimate") == []


@pytest.mark.parametrize(("today", "past"), [(2026, ()), (2027, (2026,)), (2029, (2026, 2028))])
def test_dates_in_the_past(today: int, past: tuple[int, ...]) -> None:
    """A year that had not ended when the plan was made can still be decided."""
    plan = changed(r.ProjectStart(2026, "group_living_south", 1, 0))
    remarks = review_plan(plan, datetime.date(today, 1, 1)).remarks
    told = [(one.years, figures(one)) for one in remarks if one.check == "dates_in_the_past"]
    assert told == [(past, {"periods": len(past), "today": today, "starts": 1})] * bool(past)


def test_a_goal_that_is_not_proven_is_serious() -> None:
    for proven in (True, False):
        goal = r.Goal(1, "unmet", "severity-weighted person-years", 5, 4, 0.2, proven, 0.001, 0, 5)
        remarks = found(changed(goal), "goal_not_proven")
        assert [(one.about.goal, one.serious) for one in remarks] == [("unmet", True)] * (not proven)
        assert [figures(one) for one in remarks] == [{"allowed": 0.001, "gap": 0.2}] * (not proven)


def test_an_unknown_gap_is_not_told_as_a_number() -> None:
    goal = r.Goal(1, "unmet", "severity-weighted person-years", 5, None, None, False, 0.001, 0, 5)
    (remark,) = found(changed(goal), "goal_not_proven")
    assert figures(remark) == {"allowed": 0.001}
