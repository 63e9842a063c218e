"""Remarks on people: each trips at its threshold, and not just below it."""

from __future__ import annotations

import pytest
from handmade import changed, figures, found, town
from tiny_plan import with_part

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.causes import NO_MONEY, NO_PLACES, NOT_FIRST


def without_help(year: int, persons: float) -> r.Row:
    """Persons with dementia, whose lowest effective level is round the clock, served by nothing."""
    return r.Unserved(year, "dementia", "north", persons)


def test_heavy_need_without_help_is_serious_from_one_person_on() -> None:
    """0.6 in 2026, a year, and 2 in 2028, which stands for two: 0.6 + 4 = 4.6 person-years, of a need of 8."""
    (remark,) = found(changed(without_help(2026, 0.6), without_help(2028, 2)), "heavy_without_help")
    assert (remark.about.group, remark.years, remark.year, remark.serious) == ("dementia", (2026, 2028), 2028, True)
    assert figures(remark) == pytest.approx({"persons": 2, "need": 8, "person_years": 4.6})
    assert [one.serious for one in found(changed(without_help(2028, 0.9)), "heavy_without_help")] == [False]
    assert found(changed(without_help(2028, 0.49)), "heavy_without_help") == []


def test_light_need_without_help_is_no_remark() -> None:
    assert found(changed(r.Unserved(2028, "home_help", "north", 20)), "heavy_without_help") == []


def test_the_instance_says_who_has_heavy_need() -> None:
    """Where the instance names groups with heavy need, it is those and no others; else whom round-the-clock help is for."""
    silent = with_part(with_part(town(), "groups", 1, heavy=False), "groups", 2, heavy=False)
    instance = with_part(silent, "groups", 0, heavy=True)
    rows = without_help(2028, 3), r.Unserved(2028, "home_help", "north", 2)
    assert [one.about.group for one in found(changed(*rows, instance=instance), "heavy_without_help")] == ["home_help"]
    assert [one.about.group for one in found(changed(*rows, instance=silent), "heavy_without_help")] == ["dementia"]
    on_top = with_part(with_part(town(), "groups", 1, heavy=True), "groups", 1, on_top=True)
    assert found(changed(without_help(2028, 3), instance=on_top), "heavy_without_help") == []


def test_those_who_wait_in_hospital_are_not_serious() -> None:
    instance = with_part(town(), "groups", 1, heavy=True, discharge_ready=True)
    (remark,) = found(changed(without_help(2028, 3), instance=instance), "heavy_without_help")
    assert not remark.serious


def test_the_given_year_is_no_remark() -> None:
    """2025 is as it is: the plan does not decide it."""
    assert found(changed(without_help(2025, 3)), "heavy_without_help") == []


def test_full_places_are_a_cause() -> None:
    """Dementia is helped in full in group living, which is full, and in nursing homes, where 4 of 8 places are empty."""
    (remark,) = found(changed(without_help(2028, 2)), "heavy_without_help")
    assert remark.causes == (NOT_FIRST,)
    full = [r.Places(2028, centre, "nursing_home", 4, 4, 1) for centre in ("north_centre", "south_centre")]
    (remark,) = found(changed(without_help(2028, 2), *full), "heavy_without_help")
    assert remark.causes == (NO_PLACES,)


def test_a_used_up_frame_is_a_cause() -> None:
    """30 million spent of 30; somebody with a need at home has no places that could be full."""
    instance = with_part(town(), "groups", 0, heavy=True)
    lacking = r.Unserved(2028, "home_help", "north", 2)
    spent = r.Money(2028, r.Post.SPEND, 30000)
    (remark,) = found(changed(lacking, spent, instance=instance), "heavy_without_help")
    assert remark.causes == (NO_MONEY,)
    (remark,) = found(changed(lacking, instance=instance), "heavy_without_help")
    assert remark.causes == (NOT_FIRST,)


@pytest.mark.parametrize(("below_sound", "persons"), [(2.5, 1.5), (1.49, None)])
def test_what_falls_short_of_sound_is_told_apart_from_no_help(below_sound: float, persons: float | None) -> None:
    """One person without help is told elsewhere: of 2.5 below sound 1.5 are left, of 1.49 less than half a person."""
    plan = changed(without_help(2028, 1), r.Unmet(2028, "dementia", 1.5, 15, 0, below_sound))
    remarks = found(plan, "heavy_below_sound")
    assert [figures(one)["persons"] for one in remarks] == ([] if persons is None else [pytest.approx(persons)])
    assert not any(one.serious for one in remarks)


def test_fewer_than_the_minimum_is_serious() -> None:
    """Without a minimum there is nothing to fall short of; half a person is told, a whole one is serious."""
    instance = with_part(town(), "groups", 0, minimum={"share": 0.9, "source": "paper"})
    for lacking, expected in ((0.4, []), (0.5, [False]), (1.0, [True])):
        short = r.Unmet(2030, "home_help", lacking, lacking, lacking, 0)
        assert [one.serious for one in found(changed(short, instance=instance), "below_minimum")] == expected
        assert found(changed(short), "below_minimum") == []


def test_a_group_at_its_minimum_is_told() -> None:
    """36 of 40 are 90 %; 36.05 are more than a thousandth above it."""
    instance = with_part(town(), "groups", 0, minimum={"share": 0.9, "source": "paper"})
    for south, years in ((16, (2028,)), (16.05, None)):
        plan = changed(
            r.Served(2028, "home_help", "home_care", "south", south),
            r.Unserved(2028, "home_help", "south", 20 - south),
            instance=instance,
        )
        assert [one.years for one in found(plan, "at_minimum")] == ([] if years is None else [years])
    everybody = with_part(town(), "groups", 0, minimum={"share": 1.0, "source": "paper"})
    assert found(changed(instance=everybody), "at_minimum") == []
