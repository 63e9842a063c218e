"""The rule on the care ladder, on models solved by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import builder as b
import pytest

from leonplan.models.data import LowOnLadder, ModelData, Policies


def with_share(share: float, low: str = "home", **changes: Any) -> ModelData:
    """5 frail at home for 100 each, and 6 ill in wards of 2 places for 250 each, all of them unmet if need be [kNOK/year].

    By hand: a nurse's pay is 80 for 80 % of the time: 100 for a year of work. At home 0.8 · 100 + 30 - 5 - 5 = 100; in a
    ward 0.95 · 100 + 125 - 20 - 5 + 5 for the place = 200, and of 40 + 0.6 · 100 = 100 for the ward a half.
    """
    return b.municipality(
        {("frail", "north", 2026): 5.0, ("ill", "north", 2026): 6.0},
        levels={"home": b.level(at_home=True), "ward": b.level(unit_size=2, place_cost=5.0, unit_cost=40.0)},
        groups={"frail": b.group(), "ill": b.group()},
        services={
            ("frail", "home"): b.service(other_cost=30.0, user_fee=5.0, state_compensation=5.0),
            ("ill", "ward"): b.service(other_cost=125.0, user_fee=20.0, state_compensation=5.0),
        },
        categories={"nurse": b.category("nurse", employed=50.0, pay=80.0, absence=0.2, agency_cost=900.0)},
        fte_per_person={("frail", "home", "nurse"): 0.8, ("ill", "ward", "nurse"): 0.95},
        fte_per_unit={("ward", "nurse"): 0.6},
        policies=Policies(ladder_share=LowOnLadder(frozenset({low}), {2026: share})),
        **changes,
    )


def test_enough_is_spent_low_on_the_ladder() -> None:
    """Proves: of what help at the levels costs a least share falls at those that count as low.

    By hand: all helped cost 5 · 100 = 500 low and 6 · 250 = 1500 high: a share of 0.25. For 0.4 no more than 500 · 0.6 / 0.4 =
    750 may be high, which is 3 of the ill: 3 are unmet. That 50 nurses are paid and most are idle changes nothing, nor does
    what the centre costs.
    Sensitivity: without the rule 0; with a share of 0.25 0; where the ward is what counts as low, 0.4 is had, and 0.8 takes
    the help of (500 - 1500 · 0.2 / 0.8) / 100 = 1.25 of the frail; with nurses paid twice 5 · 180 = 900 low allow 1350 high,
    where each costs 0.95 · 200 + 105 + 160 / 2 = 375: 3.6 are helped; where two share a place, they cost 95 + 100 + (5 + 50) / 2
    = 222.5.
    """
    data = with_share(0.4, centre_cost={"hill": 5000.0})
    assert b.least(data, "unmet") == pytest.approx(3)
    assert b.least(data, "unmet", without=("enough_is_spent_low_on_the_ladder",)) == pytest.approx(0)
    assert b.least(with_share(0.25), "unmet") == pytest.approx(0)
    assert b.least(with_share(0.4, "ward"), "unmet") == pytest.approx(0)
    assert b.least(with_share(0.8, "ward"), "unmet") == pytest.approx(1.25)
    dear = replace(data, categories={"nurse": replace(data.categories["nurse"], pay=160.0)})
    assert b.least(dear, "unmet") == pytest.approx(6 - 3.6)
    shared = replace(data, levels={**data.levels, "ward": replace(data.levels["ward"], occupancy=2.0)})
    assert b.least(shared, "unmet") == pytest.approx(6 - 750 / 222.5)


@pytest.mark.parametrize(("at", "unmet"), [("home", 2.4), (None, 3)])
def test_programmes_count_where_they_help(at: str | None, unmet: float) -> None:
    """Proves: what a programme costs, less what it saves, counts at the level of its effect, and nowhere if it has none.

    By hand: 0.4 · 5 = 2 of the frail take part, for 30 and 0.3 · 100 each, and save 0.1 · 100 each: 500 + 2 · 50 = 600 low allow
    900 high, which is 3.6 of the ill. Where it helps at no level, it is as without it: 3.
    """
    data = with_share(
        0.4,
        programmes={"reablement": b.programme(cost=30.0, fte_per_participant={"nurse": 0.3})},
        effects={("reablement", "frail"): b.effect(level=at, eligible=0.4, fte_saved={"nurse": 0.1} if at else {})},
        decided_participation={("reablement", 2026): 1.0},
    )
    assert b.least(data, "unmet") == pytest.approx(unmet)


@pytest.mark.parametrize("agency_limit", [0.0, 50.0])
def test_work_counts_at_its_own_price_whoever_does_it(agency_limit: float) -> None:
    """Proves: it changes nothing that nobody does the work, or agencies do for nine times as much."""
    data = with_share(0.4)
    nurse = replace(data.categories["nurse"], employed=0.0, agency_limit=agency_limit)
    assert b.least(replace(data, categories={"nurse": nurse}), "unmet") == pytest.approx(3)


def test_no_share_is_bought_by_running_empty_wards() -> None:
    """Proves: where nobody is at the low level, nothing is spent there, whatever is run.

    By hand: a third is wanted at the ward, where nobody is ill: nobody at home can be helped, 5 are unmet. Three empty wards
    would cost 300, which is more than a third of 500 + 300.
    """
    data = with_share(1 / 3, "ward")
    nobody = replace(data, need={**data.need, ("ill", "north", 2026): 0.0})
    assert b.least(nobody, "unmet") == pytest.approx(5)
