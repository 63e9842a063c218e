"""What a stress test comes to, worked out on paper."""

from __future__ import annotations

import pytest
from small_futures import by_hand

from leonplan.optimizer.futures.outcome import NoOutcome
from leonplan.optimizer.futures.rows import Breaking
from leonplan.optimizer.futures.summary import (
    bands_of,
    drivers_of,
    failures_of,
    holds_of,
    rank_correlation,
    ranks,
    standing_futures,
)
from leonplan.optimizer.present.stress import stress_json, stress_screen


def test_what_holds_is_counted_and_nothing_holds_without_a_plan() -> None:
    """0.04 persons are shown as 0.0 and count as none, 0.4 kNOK as 0. The second future misses all; the third has no plan."""
    test = by_hand(
        [
            ({"old": 1.0}, {"below_sound": 0.04, "overrun": 0.4, "shortfall": 0.04}),
            ({"old": 1.1}, {"below_sound": 0.06, "overrun": 0.6, "shortfall": 0.06}),
            ({"old": 1.2}, NoOutcome.COLLIDES),
        ]
    )
    assert [(x.planned, x.sound, x.frame, x.staff) for x in holds_of(test)] == [
        (True,) * 4,
        (True, False, False, False),
        (False,) * 4,
    ]
    assert [standing_futures(test.outcomes, one) for one in ("planned", "sound", "frame", "staff")] == [2, 1, 1, 1]


def test_bands_lie_between_the_futures_with_a_plan() -> None:
    """Of 0, 10, 20 and 40 the tenth lies at 0.1 · 3 = 0.3 of the way from the first: 3; half at 1.5: 15; 90 % at 2.7, which is
    20 + 0.7 · 20 = 34."""
    spent = [{"spend": amount} for amount in (20.0, 0.0, 40.0, 10.0)]
    test = by_hand([*(({"old": 1.0}, one) for one in spent), ({"old": 1.0}, NoOutcome.COLLIDES)])
    (band,) = [one for one in bands_of(test) if one.measure == "spend"]
    assert (band.year, band.low, band.middle, band.high, band.unit) == (2028, 3.0, 15.0, 34.0, "kNOK/year")


def test_equal_values_share_their_rank() -> None:
    """10, 20, 20, 30 have ranks 1, 2.5, 2.5, 4, 1.5 less to 1.5 more than their mean. With 1, 2, 3, 4: the products come to
    2.25 + 0 + 0 + 2.25 = 4.5, the squares to 4.5 and 5: 4.5 / √22.5 = 0.949."""
    assert ranks([10, 20, 20, 30]) == [1, 2.5, 2.5, 4]
    assert rank_correlation([10, 20, 20, 30], [1, 2, 3, 4]) == pytest.approx(4.5 / 22.5**0.5)


def test_a_driver_is_a_factor_that_it_goes_up_and_down_with() -> None:
    """Unmet light need rises with the old throughout; differences below what is shown, 0.1 of two years, count as none."""
    test = by_hand([({"old": 1 + n / 10, "frame": 1.0}, {"light_unmet": n, "heavy_unmet": n / 1000}) for n in range(5)])
    found = {(one.measure, one.factor): one.correlation for one in drivers_of(test)}
    assert found["light_unmet", "old"] == 1.0
    assert found["light_unmet", "frame"] is None
    assert found["heavy_unmet", "old"] is None


def test_the_factor_that_breaks_it_is_found_with_its_limit() -> None:
    """It fails in the three futures with most old, from 1.1 on, and holds up to 1.06: the limit lies at 1.08 and parts them.
    The frame is 0.9, 1.0 and 1.1 where it fails, and parts nothing."""
    values = [(0.9, 1.0), (0.95, 0.9), (1.0, 1.1), (1.04, 1.0), (1.06, 1.1), (1.1, 0.9), (1.15, 1.0), (1.2, 1.1)]
    fails = [False, False, False, False, False, True, True, True]
    test = by_hand(
        [
            ({"old": old, "frame": frame}, {"overrun": 5.0 * bad})
            for (old, frame), bad in zip(values, fails, strict=True)
        ]
    )
    assert failures_of(test) == (Breaking("frame", "old", "above", pytest.approx(1.08), 3, 3, 0, 5),)


def test_what_always_holds_or_never_has_no_limit() -> None:
    always = by_hand([({"old": 1.0}, {}), ({"old": 1.1}, {})])
    never = by_hand([({"old": 1.0}, {"overrun": 9.0}), ({"old": 1.1}, {"overrun": 9.0})])
    assert failures_of(always) == failures_of(never) == ()


def test_no_future_with_a_plan_is_told_too() -> None:
    test = by_hand([({"old": 1.0}, NoOutcome.COLLIDES), ({"old": 1.1}, NoOutcome.STOPPED)])
    said = "\n".join(str(part) for part in stress_screen(test))
    assert "in 0 of 2 futures (0 %)" in said
    assert "no plan in 1 futures: hard demands collide" in said
    told = stress_json(test, None)
    assert told["bands"] == []
    assert told["no_plan"] == {"collides": 1, "does_not_fit": 0, "stopped": 1, "not_verified": 0}
