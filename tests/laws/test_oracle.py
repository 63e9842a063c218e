"""The formulation and the solver against trying every plan, on random municipalities small enough for that."""

from __future__ import annotations

from itertools import islice
from random import Random

import oracle
import pytest
from against_oracle import CHUNK, check_chunk
from random_cases import random_cases
from random_plans import random_data, random_decisions

from leonplan.models.data import ModelData

MOST_PLANS = 120
"""Combinations of whole decisions that are still tried."""
DECIDED = 0.3
"""Part of the municipalities in which some things are fixed by hand."""
FAST_CHUNKS, CI_CHUNKS, ALL_CHUNKS = 2, 15, 30


def small_data(random: Random) -> ModelData:
    """A municipality with few combinations of whole decisions; it may be one without any plan."""
    while True:
        data = random_data(random)
        data = random_decisions(random, data) if random.random() < DECIDED else data
        if sum(1 for _ in islice(oracle.plans_of(data), MOST_PLANS + 1)) <= MOST_PLANS:
            return data


@pytest.mark.parametrize("chunk", random_cases(ALL_CHUNKS, fast=FAST_CHUNKS, ci=CI_CHUNKS))
def test_no_plan_is_better(chunk: int) -> None:
    """Proves: what is called optimal is, for 20 municipalities a chunk and three goals each."""
    check_chunk(chunk, small_data)


def test_every_part_occurs() -> None:
    """Proves: the random municipalities have every part of the formulation, so none is left untried."""
    random_data_ = [small_data(Random(seed)) for seed in range(FAST_CHUNKS * CHUNK)]
    policies = [data.policies for data in random_data_]
    occurs = {
        "two centres": any(len(x.centres) == 2 for x in random_data_),
        "one centre per district": any(g.one_centre_per_district for x in random_data_ for g in x.groups.values()),
        "whole staff": any(k.whole for x in random_data_ for k in x.categories.values()),
        "units": any(level.unit_size for x in random_data_ for level in x.levels.values()),
        "units of a house": any(x.own_unit_sizes for x in random_data_),
        "contracts": any(x.agreement_least for data in random_data_ for x in data.levels.values()),
        "joint limits": {x.of for data in random_data_ for x in data.joint_limits.values()} >= {"employed", "places"},
        "grants": any(p.grant_per_place for x in random_data_ for p in x.projects.values()),
        "repeats": any(p.max_count > 1 for x in random_data_ for p in x.projects.values()),
        "excludes": any(p.excludes for x in random_data_ for p in x.projects.values()),
        "requires": any(p.requires for x in random_data_ for p in x.projects.values()),
        "programmes": any(x.effects for x in random_data_),
        "decided programmes": any(x.decided_participation for x in random_data_),
        "size of programmes": any(q.max_participants for x in random_data_ for q in x.programmes.values()),
        "decided starts": any(x.decided_starts for x in random_data_),
        "decided places": any(x.decided_places for x in random_data_),
        "decided service": any(x.decided_service for x in random_data_),
        "limits": any(x.goal_limits for x in random_data_),
        "discharge": any(x.discharge_ready_from for x in policies),
        "near": any(x.near_share for x in policies),
        "equity": any(x.equity_tolerance is not None for x in policies),
        "coverage": any(x.coverage for x in policies),
        "staff growth": any(x.staff_growth is not None for x in policies),
        "no grants": any(x.grant_binding_years is None for x in policies),
        "tiers": len({x.tiers for x in random_data_}) > 2,
        "minimums": any(x.has_minimums for x in random_data_),
        "heavy need": any(g.is_heavy for x in random_data_ for g in x.groups.values()),
        "greatest shares": any(s.max_share is not None for x in random_data_ for s in x.services.values()),
        "reduced service": any(s.relief == 0.75 for x in random_data_ for s in x.services.values()),
        "slack": any(x.overrun_slack for x in random_data_),
        "transition": any(x.transition for x in random_data_),
        "programmes that may shrink": any(q.may_shrink for x in random_data_ for q in x.programmes.values()),
        "outlay over the years": any(len(p.outlay) > 1 for x in random_data_ for p in x.projects.values()),
        "decisions kept": any(x.greatest_fall is not None for x in policies),
        "help before": any(x.help_before for x in random_data_),
        "tasks shifted": any(x.shifts for x in random_data_),
        "ladder share": any(x.ladder_share and x.ladder_share.at_least for x in policies),
        "no residents policy": any(not x.residents_stay for x in policies),
    }
    assert [name for name, found in occurs.items() if not found] == []
