"""Random municipalities in which every rule that makes a plan believable is in force at once, so that they are tried together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from random import Random

import oracle
from random_later import (
    with_contracts,
    with_decisions_kept,
    with_joint_limits,
    with_ladder_share,
    with_programmes_before,
    with_task_shifting,
    with_units_of_houses,
)
from random_plans import plain_data, with_sound_service

from leonplan.models.data import ModelData, Project
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings

MOST_PLANS = 48
"""Combinations of whole decisions that are still tried."""

WITHOUT = 0.1
"""Part of the draws that are taken without asking whether there is a plan: so many rules at once often leave none."""


def rules_in_force(data: ModelData) -> Mapping[str, bool]:
    """Whether a municipality has each of the rules."""
    built, brought = data.projects.values(), [x for x in data.place_changes if x.change > 0]
    return {
        "minimums": data.has_minimums,
        "sound service": any(group.is_heavy for group in data.groups.values()),
        "reduced service": any(service.max_share is not None for service in data.services.values()),
        "tiers": data.tiers > 1,
        "slack on the overrun": data.overrun_slack > 0,
        "decisions kept": data.policies.greatest_fall is not None and bool(data.help_before),
        "transition money": any(data.transition.values()),
        "programmes kept": any(not q.may_shrink for q in data.programmes.values()) and bool(data.participants_before),
        "units of a house": bool(data.own_unit_sizes),
        "places by contract": any(data.levels[x.level].agreement_least is not None for x in brought),
        "outlay over the years": any(len(p.outlay) > 1 for p in built),
        "capital cost for a life": any(p.life is not None for p in built),
        "grants": data.policies.grant_binding_years is not None
        and any(data.projects[x.project].grant_per_place and data.levels[x.level].round_the_clock for x in brought),
        "tasks shifted": any(shift.max_share > 0 for shift in data.shifts.values()),
        "unfilled work priced": any(k.agency_cost > k.pay / (1 - k.absence) for k in data.categories.values()),
        "joint limits": bool(data.joint_limits),
        "ladder share": data.policies.ladder_share is not None and bool(data.policies.ladder_share.at_least),
    }


def data_with_every_rule(random: Random) -> ModelData:
    """A municipality with all the rules, and few combinations of whole decisions; it may be one without any plan."""
    while True:
        data = plain_data(random)
        if data.projects and data.effects and len(data.categories) > 1 and data.operating_frame is not None:
            data = _with_every_rule(random, data)
            wanted = all(rules_in_force(data).values()) and _has_few_plans(data)
            if wanted and (random.random() < WITHOUT or _has_a_plan(data)):
                return data


def _with_every_rule(random: Random, data: ModelData) -> ModelData:
    """The municipality with each rule drawn until it is in force, where it can be."""
    projects = {p: _over_years(random, x) for p, x in data.projects.items()}
    policies = replace(data.policies, grant_binding_years=random.choice((0, 1, 10)))
    transition = {t: float(random.randint(1, 20)) for t in data.years if random.random() < 0.7}
    data = replace(data, projects=projects, policies=policies, transition=transition)
    for drawn, *wanted in _DRAWN:
        for _ in range(_TRIES):
            found = drawn(random, data)
            if all(rules_in_force(found)[rule] for rule in wanted):
                data = found
                break
    return data


_DRAWN: tuple[tuple[Callable[[Random, ModelData], ModelData], *tuple[str, ...]], ...] = (
    (with_sound_service, "minimums", "sound service", "reduced service", "tiers", "slack on the overrun"),
    (with_programmes_before, "programmes kept"),
    (with_decisions_kept, "decisions kept"),
    (with_contracts, "places by contract"),
    (with_units_of_houses, "units of a house"),
    (with_task_shifting, "tasks shifted"),
    (with_joint_limits, "joint limits"),
    (with_ladder_share, "ladder share"),
)
"""What draws rules, and the rules that it can draw."""

_TRIES = 60
"""Draws of a rule before the municipality is given up."""


def _over_years(random: Random, project: Project) -> Project:
    """The project built over two years, and paid for as long as it lasts."""
    shares = random.choice(((0.5, 0.5), (0.25, 0.75), (0.75, 0.25)))
    return replace(
        project,
        lead_time=2,
        outlay=shares,
        life=random.choice((1, 2, 40)),
        grant_per_place=float(random.choice((2, 5))),
    )


def _has_few_plans(data: ModelData) -> bool:
    return sum(1 for _ in islice(oracle.plans_of(data), MOST_PLANS + 1)) <= MOST_PLANS


def _has_a_plan(data: ModelData) -> bool:
    return solve(data, ({"shortfall": 1.0},), SolveSettings(gap=1.0), lambda _: None).status is not Status.INFEASIBLE
