"""Remarks on services over time: each trips at its threshold, and not just below it."""

from __future__ import annotations

import pytest
from handmade import YEARS, changed, figures, found

from leonplan.optimizer.results import rows as r


def at_home(persons: dict[int, float]) -> list[r.Row]:
    """Persons served at home in the south; 20 more are in the north."""
    return [r.Served(year, "home_help", "home_care", "south", n) for year, n in persons.items()]


def in_need(persons: float, year: int = 2030) -> r.Row:
    """Persons more without help in the south."""
    return r.Unserved(year, "home_help", "south", persons)


@pytest.mark.parametrize(("bottom", "told"), [(14.0, True), (14.1, False)])
def test_a_service_that_goes_down_and_up_again(bottom: float, told: bool) -> None:
    """40, 40, 34, 40: the fall of 6 is 15 %, one of 5.9 less."""
    remarks = found(changed(*at_home({2028: bottom})), "service_down_and_up")
    assert [(one.about.level, one.year, one.serious) for one in remarks] == [("home_care", 2028, False)] * told
    if told:
        assert figures(remarks[0]) == {"before": 2025, "top": 40, "bottom": 34, "after": 2030, "again": 40}


def test_a_service_that_goes_down_and_stays_down_is_another_thing() -> None:
    assert found(changed(*at_home({2028: 10, 2030: 10})), "service_down_and_up") == []


def test_a_deep_fall_that_is_taken_back_is_serious() -> None:
    """40, 40, 20, 40: half."""
    (remark,) = found(changed(*at_home({2028: 0})), "service_down_and_up")
    assert remark.serious


@pytest.mark.parametrize(("persons", "told"), [(9.9, True), (10.1, False)])
def test_a_sudden_change(persons: float, told: bool) -> None:
    """From 40 in 2025 to 29.9 in 2026: more than a quarter in a year; to 30.1: less. Two years may take the square."""
    remarks = found(changed(*at_home(dict.fromkeys(YEARS[1:], persons))), "service_jumps")
    assert [(one.about.level, one.years, one.serious) for one in remarks] == [("home_care", (2026,), False)] * told
    slow = changed(*at_home(dict.fromkeys((2028, 2030), 5.0)))
    assert found(slow, "service_jumps") == []  # 25 of 40 in two years: 21 % a year


def test_what_new_places_explain_is_no_sudden_change() -> None:
    """20 persons more in group living in 2028: told without places for them, not with ten or more."""
    more = [r.Served(year, "dementia", "group_living", "north_centre", 24) for year in (2028, 2030)]
    assert [one.about.level for one in found(changed(*more), "service_jumps")] == ["group_living"]
    built = [r.Places(year, "north_centre", "group_living", 14, 24, 6) for year in (2028, 2030)]
    assert found(changed(*more, *built), "service_jumps") == []


@pytest.mark.parametrize(
    ("served", "waiting", "told"),
    [(15.0, 10.0, True), (15.1, 10.0, False), (15.0, 9.9, False)],
)
def test_use_that_falls_while_need_rises(served: float, waiting: float, told: bool) -> None:
    """40 served become 35, 5 fewer; those who need it 35 + 10 = 45, 5 more. Less of either is not told."""
    remarks = found(changed(*at_home({2030: served}), in_need(waiting)), "use_falls_while_need_rises")
    assert [one.about.level for one in remarks] == ["home_care"] * told
    if told:
        assert figures(remarks[0]) == {"before": 40, "after": 35, "start": 2025, "need_before": 40, "need_after": 45}
