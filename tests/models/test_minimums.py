"""Rules of sound service, each on a model solved by hand."""

from __future__ import annotations

from typing import Any

import builder as b
import pytest

from leonplan.models.data import ModelData


def care(**changes: Any) -> ModelData:
    """10 in need: 6 places in a ward, or at home, which relieves 0.45 of the need."""
    services = {("frail", "ward"): b.service(), ("frail", "home"): b.service(relief=0.45)}
    return b.municipality(services=services, **changes)


def test_what_lacks_of_the_minimum_is_counted() -> None:
    """Proves: those served where it helps enough fall short of the minimum, and nobody else counts towards it.

    By hand: 9 of 10 shall be helped, the ward has 6 places, and 0.45 at home is less than 0.5: 9 - 6 = 3 lack.
    Sensitivity: without the rule 0; where 0.45 counts nobody lacks; a minimum of 0.7 lacks 7 - 6 = 1.
    """
    data = care(groups={"frail": b.group(minimum=0.9)})
    assert b.least(data, "below_minimum") == pytest.approx(3)
    assert b.least(data, "below_minimum", without=("what_lacks_of_the_minimum_is_counted",)) == pytest.approx(0)
    assert b.least(care(groups={"frail": b.group(minimum=0.9, counts_from=0.45)}), "below_minimum") == pytest.approx(0)
    assert b.least(care(groups={"frail": b.group(minimum=0.7)}), "below_minimum") == pytest.approx(1)


def test_need_that_is_prevented_needs_no_minimum() -> None:
    """By hand: 2 of 10 are kept well by a programme; 9 tenths of the 8 left are 7.2, and 7.2 - 6 = 1.2 lack."""
    data = care(
        groups={"frail": b.group(minimum=0.9)},
        programmes={"gym": b.programme()},
        effects={("gym", "frail"): b.effect(eligible=0.2, need_reduction=1.0)},
    )
    assert b.least(data, "below_minimum") == pytest.approx(1.2)


def test_no_more_than_their_share_get_this_service() -> None:
    """Proves: reduced service is not everybody's.

    By hand: full help costs 100, reduced help 60 and leaves a quarter of the need. 3 of 10 may get it: 3 · 60 + 7 · 100 = 880,
    and 3 · 0.25 = 0.75 are unmet.
    Sensitivity: without the rule all 10 get it: 600.
    """
    data = b.municipality(
        levels={"home": b.level(at_home=True), "reduced": b.level(at_home=True)},
        services={
            ("frail", "home"): b.service(other_cost=100.0),
            ("frail", "reduced"): b.service(relief=0.75, other_cost=60.0, max_share=0.3),
        },
        groups={"frail": b.group(minimum=1.0)},
        places={},
    )
    helped = {"below_minimum": 0.0}
    assert b.least(data, "spend", within=helped) == pytest.approx(880)
    without = ("no_more_than_their_share_get_this_service",)
    assert b.least(data, "spend", within=helped, without=without) == pytest.approx(600)
