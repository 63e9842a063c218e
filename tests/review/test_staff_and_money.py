"""Remarks on staff, programmes and money: each trips at its threshold, and not just below it."""

from __future__ import annotations

import pytest
from handmade import changed, figures, found, quiet

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.schema.settings import Mode


def staff(year: int, employed: float = 32, left: float = 0) -> r.Row:
    return r.Staff(year, "care_worker", employed, 3, 0, left, 0, 24)


def taking_part(persons: dict[int, float]) -> list[r.Row]:
    return [r.Participants(year, "reablement", "home_help", "north", n) for year, n in persons.items()]


def money(post: r.Post, amounts: dict[int, float]) -> list[r.Row]:
    return [r.Money(year, post, amount) for year, amount in amounts.items()]


@pytest.mark.parametrize(("left", "serious"), [(0.49, None), (0.5, False), (1.0, True)])
def test_work_that_nobody_does(left: float, serious: bool | None) -> None:
    """Half an FTE is told, a whole one is serious where staff are a limit; where need comes first it is the answer."""
    for mode in Mode:
        remarks = found(changed(staff(2028, left=left), mode=mode), "work_without_staff")
        expected = [] if serious is None else [serious and mode is Mode.FRAME]
        assert [one.serious for one in remarks] == expected
        assert [(one.about.category, one.years) for one in remarks] == [("care_worker", (2028,))] * len(expected)


@pytest.mark.parametrize(("bottom", "told"), [(45.0, True), (45.1, False)])
def test_staff_that_go_down_and_up_again(bottom: float, told: bool) -> None:
    """50, 50, 45, 50: five are a tenth; 4.9 are fewer."""
    series = {2025: 50.0, 2026: 50.0, 2028: bottom, 2030: 50.0}
    remarks = found(changed(*(staff(year, n) for year, n in series.items())), "staff_down_and_up")
    assert [(one.about.category, one.year, one.serious) for one in remarks] == [("care_worker", 2028, False)] * told


@pytest.mark.parametrize(("after", "told"), [(44.9, True), (45.1, False)])
def test_a_sudden_change_of_staff(after: float, told: bool) -> None:
    """From 50 to 44.9 in a year: more than a tenth; to 45.1: less, and fewer than five."""
    series = {2025: 50.0, 2026: after, 2028: after, 2030: after}
    remarks = found(changed(*(staff(year, n) for year, n in series.items())), "staff_jump")
    assert [(one.about.category, one.years) for one in remarks] == [("care_worker", (2026,))] * told


@pytest.mark.parametrize(("bottom", "told", "serious"), [(35.1, False, False), (34.0, True, False), (20.0, True, True)])
def test_a_programme_that_goes_down_and_up_again(bottom: float, told: bool, serious: bool) -> None:
    """40 take part, then 34, then 40: 15 % fewer; with 35.1 fewer than five less; with 20 it is half, and serious."""
    remarks = found(changed(*taking_part({2026: 40, 2028: bottom, 2030: 40})), "programme_down_and_up")
    assert [(one.about.programme, one.serious) for one in remarks] == [("reablement", serious)] * told


@pytest.mark.parametrize(("persons", "told"), [({2030: 5}, True), ({2030: 4.9}, False), ({2028: 5, 2030: 5}, False)])
def test_a_programme_that_runs_only_at_the_end(persons: dict[int, float], told: bool) -> None:
    """It can begin in 2026, and nobody takes part before 2030."""
    remarks = found(changed(*taking_part(persons)), "programme_only_at_the_end")
    assert [figures(one) for one in remarks] == [{"persons": 5, "first": 2026}] * told


@pytest.mark.parametrize(("over", "serious"), [(30, None), (31, False), (1499, False), (1500, True)])
def test_spending_over_the_frame(over: float, serious: bool | None) -> None:
    """Of a frame of 30 million a thousandth is 30 000, from there on it is told; 5 % are 1.5 million, which is serious.

    The second decided year stands for two.
    """
    for mode in Mode:
        remarks = found(changed(*money(r.Post.OVERRUN, {2028: over}), mode=mode), "over_the_frame")
        assert [one.serious for one in remarks] == ([] if serious is None else [serious and mode is Mode.FRAME])
        for one in remarks:
            expected = {"money": over, "share": over / 30000, "all": 2 * over}
            assert (one.years, figures(one)) == ((2028,), pytest.approx(expected))


def test_the_given_year_over_its_frame_is_no_remark() -> None:
    assert found(changed(*money(r.Post.OVERRUN, {2025: 5000})), "over_the_frame") == []


@pytest.mark.parametrize(("over", "told"), [(0.9, False), (1.0, True)])
def test_building_over_the_investment_frame(over: float, told: bool) -> None:
    remarks = found(changed(*money(r.Post.INVESTMENT_OVERRUN, {2026: over})), "over_the_investment_frame")
    assert [one.years for one in remarks] == [(2026,)] * told


@pytest.mark.parametrize(("spend", "told"), [(23740.0, True), (23760.0, False)])
def test_a_sudden_change_of_spending(spend: float, told: bool) -> None:
    """25 million less 5 % are 23.75."""
    remarks = found(changed(*money(r.Post.SPEND, dict.fromkeys((2026, 2028, 2030), spend))), "spending_jumps")
    assert [(one.years, figures(one)["before"]) for one in remarks] == [((2026,), 25000)] * told


def test_the_same_thing_in_several_years_is_one_remark() -> None:
    plan = changed(*(staff(year, left=n) for year, n in {2026: 1, 2028: 3, 2030: 2}.items()), plan=quiet())
    (remark,) = found(plan, "work_without_staff")
    assert (remark.years, remark.year, figures(remark)) == ((2026, 2028, 2030), 2028, {"fte": 3})
