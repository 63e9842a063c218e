"""Rules of money, each on a model solved by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import builder as b
import pytest

from leonplan.models.data import ModelData, Policies


def every_post() -> ModelData:
    """Each post of spending with an amount that shows itself in the sum."""
    return b.municipality(
        4,
        levels={"ward": b.level(unit_size=4, place_cost=10.0, unit_cost=100.0)},
        groups={"frail": b.group(), "ready": b.group(discharge_ready=True)},
        services={("frail", "ward"): b.service(other_cost=5.0, user_fee=2.0, state_compensation=1.0)},
        centre_cost={"hill": 1000.0},
        reachable={("north", "hill"): (15.0, 3.0)},
        categories={"nurse": b.category("nurse", employed=2.0, pay=20.0, agency_cost=50.0, agency_limit=9.0)},
        fte_per_person={("frail", "ward", "nurse"): 0.75},
        discharge_fee=2.0,
        programmes={"gym": b.programme(cost=7.0)},
        effects={("gym", "frail"): b.effect(eligible=0.5)},
        decided_participation={("gym", 2026): 1.0},
        projects={"hall": b.project(cost=500.0, annuity=0.1, operating_change=30.0, decided=True)},
        operating_frame={2026: 4000.0},
    )


def test_spending_is_the_sum_of_its_posts() -> None:
    """Proves: every post is in the sum once, with its sign.

    By hand: 4 served of 4 frail at 5 - 2 - 1 = 2: 8; 4 places at 10 and a unit at 100: 140; centre 1000; travel 4 · 3
    = 12; 2 nurses on the books at 20: 40, of 3 FTE of work one hired in at 50; 2 participants at 7: 14; the hall 500
    · 0.1 + 30 = 80; 4 discharge-ready not received, 4 · 365 · 2 = 2920. Together 4264, 264 over the frame.
    Sensitivity: without the rule nothing counts as spent: 0 over the frame. Each post, if left out, makes another sum.
    """
    data = every_post()
    within = {"shortfall": 0.0, "unmet": 4.0}
    assert b.least(data, "spend", within=within) == pytest.approx(8 + 140 + 1000 + 12 + 40 + 50 + 14 + 80 + 2920)
    assert b.least(data, "overrun", within=within) == pytest.approx(264)
    assert b.least(data, "overrun", within=within, without=("spending_is_the_sum_of_its_posts",)) == pytest.approx(0)


def test_spending_counts_work_that_nobody_does() -> None:
    """Proves: work that nobody can be found for costs pay for the time at work, or the agencies' price where that is more.

    By hand: 10 persons at 0.3 FTE: 3, of which 2.5 nurses on the books, a fifth of their time away, do 2. Pay is 2.5 · 20
    = 50. The 1 FTE that is missing costs 20 / 0.8 = 25, though agencies, which have nobody, would take 10: 75, 15 over
    a frame of 60. Would they take 40, it costs 40: 90, 30 over.
    Sensitivity: without the rule nothing is spent: 0 over the frame; were it not priced, 50, and 0 over.
    """

    def lacking(agency_cost: float) -> ModelData:
        return b.municipality(
            services={("frail", "home"): b.service()},
            categories={"nurse": b.category("nurse", employed=2.5, absence=0.2, pay=20.0, agency_cost=agency_cost)},
            fte_per_person={("frail", "home", "nurse"): 0.3},
            operating_frame={2026: 60.0},
        )

    within = {"unmet": 0.0}
    for agency_cost, spend in ((10.0, 75), (40.0, 90)):
        assert b.least(lacking(agency_cost), "spend", within=within) == pytest.approx(spend)
        assert b.least(lacking(agency_cost), "overrun", within=within) == pytest.approx(spend - 60)
    without = ("spending_is_the_sum_of_its_posts",)
    assert b.least(lacking(10.0), "overrun", within=within, without=without) == pytest.approx(0)


def test_spend_within_frame() -> None:
    """Proves: what is over the frame of a year is counted for each year of its period; what is under saves nothing.

    By hand: the centre costs 150 in 2026 and in 2028, which stands for two years; the frames are 200 and 100:
    0 + 2 · 50 = 100.
    Sensitivity: without the rule 0; with both years together it would be 150 + 300 - 200 - 200 = 50.
    """
    data = b.municipality(
        0, periods=b.years(1, 2), centre_cost={"hill": 150.0}, operating_frame={2026: 200.0, 2028: 100.0}
    )
    assert b.least(data, "overrun") == pytest.approx(100)
    assert b.least(data, "overrun", without=("spend_within_frame",)) == pytest.approx(0)


def test_transition_money_is_on_top_of_the_frame() -> None:
    """By hand: as above, with 30 on top in 2028: 20 over in each of two years. 30 on top in 2026, where it is not needed: 100."""
    frame = {2026: 200.0, 2028: 100.0}
    for on_top, over in (({2028: 30.0}, 40), ({2026: 30.0}, 100), ({2028: 80.0}, 0)):
        data = b.municipality(
            0, periods=b.years(1, 2), centre_cost={"hill": 150.0}, operating_frame=frame, transition=on_top
        )
        assert b.least(data, "overrun") == pytest.approx(over)


def test_more_transition_money_can_leave_more_unmet_where_the_frames_cannot_be_kept() -> None:
    """10 in need, half of them to be helped first; nothing in the frames; a wing for all costs 1000, home help 200 each.

    By hand: half are 5, at home 1000 over the operating frame, or the wing, 1000 over the frame for building: as much, and
    the wing leaves nobody unmet. With 1000 on top for operating 5 at home are over nothing: 5 unmet, and 1000 less overrun.
    """
    data = b.municipality(
        groups={"frail": b.group(minimum=0.5)},
        services={("frail", "ward"): b.service(), ("frail", "home"): b.service(other_cost=200.0)},
        places={},
        projects={"wing": b.project(cost=1000.0)},
        place_changes=(b.change("wing", 10),),
        operating_frame={2026: 0.0},
        investment_frame={2026: 0.0},
    )
    for on_top, over_frames, left in ((0.0, 1000.0, 0.0), (1000.0, 0.0, 5.0)):
        helped = replace(data, transition={2026: on_top})
        assert b.least(helped, "overrun", within={"below_minimum": 0.0}) == pytest.approx(over_frames)
        first = {"below_minimum": 0.0, "overrun": over_frames}
        assert b.least(helped, "unmet", within=first) == pytest.approx(left)


def test_invest_within_frame() -> None:
    """Proves: outlay belongs to the period in which a project starts, frames are not saved up.

    By hand: two halls of 100, decided, in 2026 at the latest, frames 60 and 500: 200 - 60 = 140 over.
    Sensitivity: without the rule 0.
    """
    data = b.municipality(
        periods=b.years(1, 1),
        projects={name: b.project(cost=100.0, decided=True, latest=2026) for name in ("east", "west")},
        investment_frame={2026: 60.0, 2027: 500.0},
    )
    assert b.least(data, "overrun") == pytest.approx(140)
    assert b.least(data, "overrun", without=("invest_within_frame",)) == pytest.approx(0)


def test_outlay_falls_in_the_building_years() -> None:
    """By hand: a decided wing of 100 begins in 2026, a quarter of it is paid then, half in 2027, a quarter in 2028.

    With frames of 20, 60 and 0 for 2026, for 2027 and for 2028 and 2029 together 5 + 0 + 25 = 30 are over. The 4 places that
    get 10 each bring it down to 60, in the same parts 15, 30 and 15: 15 over. What falls after the horizon is in no frame.
    """
    wing = b.project(cost=100.0, decided=True, latest=2026, lead_time=3, outlay=(0.25, 0.5, 0.25))
    frames = {2026: 20.0, 2027: 60.0, 2029: 0.0}
    parts: dict[str, Any] = {"periods": b.years(1, 1, 2), "investment_frame": frames}
    assert b.least(b.municipality(projects={"wing": wing}, **parts), "overrun") == pytest.approx(30)
    granted = replace(wing, grant_per_place=10.0)
    data = b.municipality(
        levels={"ward": b.level(round_the_clock=True)},
        projects={"wing": granted},
        place_changes=(b.change("wing", 4),),
        **parts,
    )
    assert b.least(data, "overrun") == pytest.approx(15)
    late = replace(wing, outlay=(0.25, 0.25, 0.25, 0.25), lead_time=4)
    short: dict[str, Any] = {"periods": b.years(1, 1), "investment_frame": {2026: 0.0, 2027: 0.0}}
    assert b.least(b.municipality(projects={"wing": late}, **short), "overrun") == pytest.approx(50)


WING: dict[str, Any] = {"cost": 100.0, "annuity": 0.1, "grant_per_place": 10.0}
"""100 kNOK at a tenth a year, 10 from the state for each additional place."""


def granted(projects: dict[str, Any], *changes: Any, binding: int | None = None, **more: Any) -> ModelData:
    """6 round-the-clock places and projects on them."""
    return b.municipality(
        levels={"ward": b.level(round_the_clock=True)},
        projects=projects,
        place_changes=changes,
        policies=Policies(grant_binding_years=binding),
        **more,
    )


def test_grants_only_for_added_places() -> None:
    """Proves: no project, no grant; and places that the project itself removes get none.

    By hand: the wing costs 100 · 0.1 = 10 a year; it adds 4 and removes 1, so 3 · 10 · 0.1 = 3 a year come from the
    state: 7 if it is decided, else it is not built: 0.
    Sensitivity: without the rule the grant comes without the wing: -3.
    """
    changes = (b.change("wing", 4), b.change("wing", -1, at_start=True))
    data = granted({"wing": b.project(**WING)}, *changes)
    assert b.least(granted({"wing": b.project(**WING, decided=True)}, *changes), "spend") == pytest.approx(7)
    assert b.least(data, "spend") == pytest.approx(0)
    assert b.least(data, "spend", without=("grants_only_for_added_places",)) == pytest.approx(-3)


def test_grants_lower_the_outlay() -> None:
    """Proves: the investment frame is asked for what the state does not pay, by the rule invest_within_frame.

    By hand: 100 - 4 · 10 = 60 over a frame of 0.
    Sensitivity: without grants 100.
    """
    wing = b.project(**WING, decided=True)
    assert b.least(granted({"wing": wing}, b.change("wing", 4), investment_frame={2026: 0.0}), "overrun") == 60
    bare = b.project(cost=100.0, annuity=0.1, decided=True)
    assert b.least(granted({"wing": bare}, b.change("wing", 4), investment_frame={2026: 0.0}), "overrun") == 100


def wing_and_closing(closed: int, binding: int | None = 10) -> ModelData:
    """A wing of 4 places and a closing of some, both decided and free to be timed within 2026."""
    return granted(
        {"wing": b.project(**WING, decided=True), "close": b.project(decided=True)},
        b.change("wing", 4),
        b.change("close", -closed),
        binding=binding,
    )


def test_grants_follow_net_growth() -> None:
    """Proves: places gained here and closed there are not additional.

    By hand: 4 built and 3 closed: 1 is additional: 10 - 1 = 9. With 4 closed none is: 10.
    Sensitivity: without the rule, or without binding years, 10 - 4 = 6.
    """
    assert b.least(wing_and_closing(3), "spend") == pytest.approx(9)
    assert b.least(wing_and_closing(4), "spend") == pytest.approx(10)
    assert b.least(wing_and_closing(3), "spend", without=("grants_follow_net_growth",)) == pytest.approx(6)
    assert b.least(wing_and_closing(3, binding=None), "spend") == pytest.approx(6)


def test_grants_follow_net_growth_through_their_binding_years() -> None:
    """Proves: a later closing costs the grant while it is bound, and not after.

    By hand: the wing is built in 2026, 4 places are closed in 2028. Bound for 2 years, 2026 and 2027, the grant is
    kept: 3 · (10 - 4) = 18. Bound for 3, to the end of 2028, there is none: 3 · 10 = 30.
    Sensitivity: without the rule 18.
    """

    def closing_in_2028(binding: int) -> ModelData:
        return granted(
            {"wing": b.project(**WING, decided=True, latest=2026), "close": b.project(decided=True, earliest=2028)},
            b.change("wing", 4),
            b.change("close", -4),
            binding=binding,
            periods=b.years(1, 1, 1),
        )

    assert b.least(closing_in_2028(2), "spend") == pytest.approx(18)
    assert b.least(closing_in_2028(3), "spend") == pytest.approx(30)
    assert b.least(closing_in_2028(3), "spend", without=("grants_follow_net_growth",)) == pytest.approx(18)


def test_capital_cost_ends_with_the_life_of_the_asset() -> None:
    """Proves: what is written off costs no more, and gets no more of its grant, by spending_is_the_sum_of_its_posts.

    By hand: a decided wing of 2026, ready in 2027, 100 at a tenth less a grant of 4 · 10 at a tenth: 10 - 4 = 6 a year.
    Written off over 2 years that is 2027 and 2028 of the three to 2029: 12. Renewed it goes on: 18. Its upkeep of 1 a
    year goes on in both: 3 more.
    Sensitivity: a life of 1 year makes it 6 + 3, one of 40 the same as renewing.
    """

    def spent(life: int | None) -> float:
        wing = b.project(**WING, decided=True, latest=2026, lead_time=1, operating_change=1.0, life=life)
        return b.least(granted({"wing": wing}, b.change("wing", 4), periods=b.years(1, 1, 1, 1)), "spend")

    assert [spent(life) for life in (1, 2, 40, None)] == pytest.approx([9, 15, 21, 21])


def test_no_grants_without_growth() -> None:
    """Proves: where more is closed than built there is no grant, but also no collision.

    By hand: 4 built and 6 closed: no grant: 10.
    Sensitivity: without the rule the other one is switched off by the fall and 4 places get a grant: 6.
    """
    assert b.least(wing_and_closing(6), "spend") == pytest.approx(10)
    assert b.least(wing_and_closing(6), "spend", without=("no_grants_without_growth",)) == pytest.approx(6)
