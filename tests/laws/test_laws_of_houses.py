"""Laws of units, contracts and joint limits that hold for every municipality, on random ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from random_cases import random_cases
from random_laws import cases, least, no_more, over

from leonplan.models.data import JointLimit

SEEDS = random_cases(12, fast=2)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_looser_joint_limit_never_hurts(seed: int) -> None:
    """Proves: with limits over categories and over houses together, each twice as large, and with none, no goal is worse."""
    data, goal = cases(seed)
    houses = tuple((c, l) for c in data.centres for l, level in data.levels.items() if not level.at_home)
    at_most = {t: 1.0 + seed % 3 for t in data.years}
    limits = {of: JointLimit(of, tuple(data.categories), (), at_most) for of in ("employed", "recruited", "agency")}
    limits["places"] = JointLimit("places", (), houses, at_most)
    looser = {of: replace(limit, at_most=over(at_most, lambda x: 2 * x)) for of, limit in limits.items()}
    tight, loose, free = (least(replace(data, joint_limits=x), goal) for x in (limits, looser, {}))
    assert no_more(loose, tight)
    assert no_more(free, loose)


@pytest.mark.parametrize("seed", SEEDS)
def test_finer_units_never_hurt(seed: int) -> None:
    """Proves: where every house's units of 4 become units of 2, at half the cost and half the work, no goal is worse.

    Two units of 2 hold what one of 4 does, for as much money and work; and one of them may be enough.
    """
    data, goal = cases(seed)
    houses = [(c, l) for c in data.centres for l, level in data.levels.items() if not level.at_home]
    halved = replace(
        data,
        own_unit_sizes=dict.fromkeys(houses, 2),
        levels=over(data.levels, lambda x: replace(x, unit_cost=x.unit_cost / 2)),
        fte_per_unit=over(data.fte_per_unit, lambda x: x / 2),
    )
    assert no_more(least(halved, goal), least(replace(data, own_unit_sizes=dict.fromkeys(houses, 4)), goal))
