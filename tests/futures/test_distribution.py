"""What a factor may come to."""

from __future__ import annotations

from statistics import NormalDist

import pytest
from pydantic import TypeAdapter

from leonplan.optimizer.futures.distribution import CUT, DISTRIBUTIONS, AnyDistribution, Distribution

SAMPLES = {
    "triangular": {"low": 0.8, "most_likely": 1.0, "high": 1.6},
    "uniform": {"low": -1.0, "high": 3.0},
    "normal": {"mean": 1.0, "deviation": 0.1},
    "lognormal": {"median": 1.0, "deviation": 0.2},
    "discrete": {"values": [0, 1, 2], "shares": [0.5, 0.3, 0.2]},
    "quantiles": {"at": [0, 0.25, 1], "values": [0.9, 1.0, 1.3]},
}


def distribution(kind: str, **fields: object) -> Distribution:
    adapter: TypeAdapter[Distribution] = TypeAdapter(AnyDistribution)
    return adapter.validate_python({"kind": kind, **SAMPLES[kind], **fields})


def test_every_distribution_has_a_sample() -> None:
    assert {type(distribution(kind)) for kind in SAMPLES} == set(DISTRIBUTIONS)


@pytest.mark.parametrize("kind", SAMPLES)
def test_values_rise_with_their_share(kind: str) -> None:
    one = distribution(kind)
    values = [one.quantile(place / 200) for place in range(201)]
    assert values == sorted(values)
    assert not list(one.faults())


@pytest.mark.parametrize(
    ("kind", "mean"),
    [
        ("triangular", (0.8 + 1.0 + 1.6) / 3),
        ("uniform", 1.0),
        ("normal", 1.0),
        ("discrete", 0.5 * 0 + 0.3 * 1 + 0.2 * 2),
        ("quantiles", 0.25 * 0.95 + 0.75 * 1.15),
    ],
)
def test_the_mean_of_even_shares_is_the_distributions(kind: str, mean: float) -> None:
    """A quarter of the measured values lies evenly from 0.9 to 1.0, the rest from 1.0 to 1.3: 0.25 · 0.95 + 0.75 · 1.15 = 1.1."""
    one, count = distribution(kind), 10_000
    assert sum(one.quantile((place + 0.5) / count) for place in range(count)) / count == pytest.approx(mean, abs=1e-3)


def test_what_has_no_ends_is_cut() -> None:
    """The lowest value of a normal distribution that is drawn is the one that a thousandth lies below: 1 - 3.09 · 0.1 = 0.691."""
    one = distribution("normal")
    assert one.quantile(0) == NormalDist(1, 0.1).inv_cdf(CUT) == pytest.approx(0.691, abs=1e-3)
    assert distribution("lognormal").quantile(1) == pytest.approx(1 / distribution("lognormal").quantile(0))


@pytest.mark.parametrize(
    ("kind", "fields", "at", "message"),
    [
        ("triangular", {"high": 0.8}, "high", "not above low"),
        ("triangular", {"most_likely": 2.0}, "most_likely", "not from low 0.8 to high 1.6"),
        ("uniform", {"high": -1.0}, "high", "not above low"),
        ("discrete", {"shares": [0.5, 0.5]}, "shares", "2 for 3 values"),
        ("discrete", {"shares": [0.5, 0.3, 0.3]}, "shares", "add up to 1.1"),
        ("discrete", {"values": [0, 2, 1]}, "values", "ascend"),
        ("quantiles", {"values": [0.9, 1.0]}, "values", "2 for 3 shares"),
        ("quantiles", {"at": [0.1, 0.25, 1]}, "at", "from 0 to 1"),
        ("quantiles", {"values": [0.9, 1.0, 0.95]}, "values", "fall"),
    ],
)
def test_numbers_that_do_not_go_together_are_told(kind: str, fields: dict[str, object], at: str, message: str) -> None:
    ((field, told),) = distribution(kind, **fields).faults()
    assert field == at
    assert message in told
