"""Against trying every plan, on random municipalities in which every rule that makes a plan believable is in force at once."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from against_oracle import CHUNK, TIGHT, check_chunk
from random_cases import random_cases
from random_every_rule import data_with_every_rule, rules_in_force

from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.solve.session import solve

ALL_CHUNKS, CI_CHUNKS = 50, 10
"""A thousand municipalities, of which CI tries 200."""


@pytest.mark.parametrize("chunk", random_cases(ALL_CHUNKS, fast=0, ci=CI_CHUNKS))
def test_no_plan_is_better_with_every_rule_in_force(chunk: int) -> None:
    """Proves: what is called optimal is, for 20 municipalities a chunk and three goals each, with all the rules together."""
    check_chunk(chunk, data_with_every_rule)


def test_every_rule_is_in_force_and_most_have_a_plan() -> None:
    """Proves: no rule is left untried, and where they stand together most municipalities still have a plan to compare."""
    drawn = [data_with_every_rule(Random(seed)) for seed in range(CHUNK)]
    for data in drawn:
        assert [rule for rule, is_there in rules_in_force(data).items() if not is_there] == []
    found = Counter(solve(data, ({"shortfall": 1.0},), TIGHT, lambda _: None).status for data in drawn)
    assert found[Status.OPTIMAL] > CHUNK / 2
