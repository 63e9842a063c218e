"""What unmet need weighs under each weighting, by hand."""

from __future__ import annotations

import pytest
from tiny_plan import tiny, with_part, with_settings

from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.prepare.weighting import severities
from leonplan.optimizer.present.plan_json import plan_json
from leonplan.optimizer.schema.instance import Instance


def weighed(weighting: str) -> Instance:
    """Tiny with normal costs of 200, 500 and 900 kNOK in classes 1, 1.5 and 2."""
    instance = tiny()
    for index, (cost, seriousness) in enumerate(((200.0, 1.0), (500.0, 1.5), (900.0, 2.0))):
        instance = with_part(instance, "groups", index, severity=None, normal_cost=cost, seriousness=seriousness)
    return with_settings(instance, weighting=weighting)


@pytest.mark.parametrize(
    ("weighting", "weights"),
    [
        # costs as multiples of the least: 1, 2.5 and 4.5, times the class
        ("benefit_per_krone", (1.0, 3.75, 9.0)),
        # the same multiples, times 1, 4 and 16
        ("most_severe_first", (1.0, 10.0, 72.0)),
        ("breadth_first", (1.0, 1.0, 1.0)),
    ],
)
def test_weights_by_hand(weighting: str, weights: tuple[float, ...]) -> None:
    """The arithmetic beside each case; the stored plan says which was used, and it verifies."""
    instance = weighed(weighting)
    assert tuple(severities(instance.settings).values()) == pytest.approx(weights)
    plan = plan_instance(instance)
    assert plan.verification is not None
    assert plan.verification.ok, str(plan.verification)
    told = plan_json(plan, None)["weighting"]
    assert told["name"] == weighting
    assert tuple(told["severity"].values()) == pytest.approx(weights)


def test_own_severities_stay() -> None:
    """Severities of tiny are 1, 10 and 20: kept as they are; in classes 1, 2 and 2 the others are 10 / 2 · 4 and 20 / 2 · 4."""
    assert list(severities(tiny().settings).values()) == [1, 10, 20]
    instance = with_part(with_part(tiny(), "groups", 1, seriousness=2), "groups", 2, seriousness=2)
    assert list(severities(instance.settings).values()) == [1, 10, 20]
    most = with_settings(instance, weighting="most_severe_first")
    assert list(severities(most.settings).values()) == [1, 20, 40]
