"""The end of the horizon, each rule on a model solved by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import builder as b
import pytest

from leonplan.models.data import Limits, ModelData


def rebuilding(**changes: Any) -> ModelData:
    """10 in need in 2026 to 2028, 6 places, 4 more from the very start of a building of two years."""
    return b.municipality(
        periods=b.years(1, 1, 1),
        projects={"wing": b.project(lead_time=2, **changes)},
        place_changes=(b.change("wing", 4, at_start=True),),
    )


def test_projects_are_ready_in_time() -> None:
    """Proves: what is ready after the horizon is not started, whatever it is good for.

    By hand: 4 of 10 lack a place until the building begins. Begun in 2026 it is ready in 2028: 0. If it may not begin
    before 2027 it is ready in 2029 at the soonest, and is not begun: 3 · 4 = 12.
    Sensitivity: without the rule it begins in 2027: 4, those of 2026.
    """
    late = rebuilding(earliest=2027)
    assert b.least(rebuilding(), "unmet") == pytest.approx(0)
    assert b.least(late, "unmet") == pytest.approx(12)
    assert b.least(late, "unmet", without=("projects_are_ready_in_time",)) == pytest.approx(4)


def test_decided_projects_are_ready_in_time_if_they_can() -> None:
    """Proves: a decided project is not put off until nobody sees it; one that cannot be ready sooner is carried out.

    By hand: upkeep of 100 a year from when it is ready. Decided, and free from 2026, it is ready in 2028: 100. From 2027
    on it cannot be, and is started all the same, once: nothing to pay yet.
    Sensitivity: without the rule it is always put off: 0.
    """

    def decided(earliest: int) -> ModelData:
        hall = b.project(operating_change=100.0, lead_time=2, decided=True, earliest=earliest)
        return b.municipality(periods=b.years(1, 1, 1), projects={"hall": hall})

    assert b.least(decided(2026), "spend") == pytest.approx(100)
    assert b.least(decided(2026), "spend", without=("projects_are_ready_in_time",)) == pytest.approx(0)
    assert b.least(decided(2027), "spend") == pytest.approx(0)
    assert b.least(decided(2027), "changes") == pytest.approx(1)


def test_starts_decided_by_hand_may_be_late() -> None:
    """Proves: a start that is decided for its year happens, late or not; one that is only allowed does not.

    By hand: as above the building may not begin before 2027. Decided to begin in 2027 it leaves 4 unmet in 2026: 4. Decided
    to begin at most once in 2027 it does not begin: 12.
    Sensitivity: the number follows the decision alone.
    """
    late = rebuilding(earliest=2027)
    started = replace(late, decided_starts={("wing", 2027): Limits(1.0, 1.0)})
    allowed = replace(late, decided_starts={("wing", 2027): Limits(None, 1.0)})
    assert b.least(started, "unmet") == pytest.approx(4)
    assert b.least(allowed, "unmet") == pytest.approx(12)


def test_no_grants_after_the_horizon() -> None:
    """Proves: a project that is ready after the horizon counts no grant, whichever goal would want one.

    By hand: a decided wing of 100 and a frame for investment of 0. Built in 2026 it is ready in 2028, and its 4 places get
    10 each: 60 over. Built in 2027 it is ready in 2029: 100 over.
    Sensitivity: without the rule 60.
    """

    def over(start: int, *without: str) -> float:
        wing = b.project(cost=100.0, grant_per_place=10.0, lead_time=2, decided=True, earliest=start, latest=start)
        data = b.municipality(
            levels={"ward": b.level(round_the_clock=True)},
            periods=b.years(1, 1, 1),
            projects={"wing": wing},
            place_changes=(b.change("wing", 4),),
            investment_frame={2026: 0.0, 2027: 0.0, 2028: 0.0},
        )
        return b.least(data, "overrun", without=without)

    assert over(2026) == pytest.approx(60)
    assert over(2027) == pytest.approx(100)
    assert over(2027, "no_grants_after_the_horizon") == pytest.approx(60)
