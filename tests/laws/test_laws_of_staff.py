"""Laws of who does whose work, and of what unfilled work costs, on random municipalities."""

from __future__ import annotations

from dataclasses import replace

import pytest
from random_cases import random_cases
from random_laws import cases, least, no_more, over

from leonplan.models.data import Shift

SEEDS = random_cases(12, fast=4)


@pytest.mark.parametrize("seed", SEEDS)
def test_shifting_tasks_never_hurts(seed: int) -> None:
    """Proves: may others do part of a category's work, or more of it, no goal is worse, whatever the time it takes them.

    Why: what others may do they need not do, so every plan stays a plan, with all its goals as they were.
    """
    data, goal = cases(seed)
    pairs = [(k, w) for k in data.categories for w in data.categories if w not in data.categories[k].may_do]
    some = {pair: Shift(0.25, 1.25) for pair in pairs}
    more = {pair: Shift(0.5, 1.25) for pair in pairs}
    none, part, half = (least(replace(data, shifts=shifts), goal) for shifts in ({}, some, more))
    assert no_more(part, none)
    assert no_more(half, part)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dearer_agency_never_lowers_spending(seed: int) -> None:
    """Proves: what is paid to agencies, and what unfilled work is priced at, makes no plan cheaper."""
    data, _ = cases(seed, goal_limits={})
    dear = replace(data, categories=over(data.categories, lambda x: replace(x, agency_cost=x.agency_cost + 3.0)))
    for goal in ("spend", "overrun"):
        assert no_more(least(data, goal), least(dear, goal))
