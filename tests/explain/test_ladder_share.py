"""The policy on the care ladder explained: where it binds, what a smaller share buys, what it collides with."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from tiny_plan import tiny, with_policy

from leonplan.optimizer.explain.binding.what_binds import binding_rows, what_binds
from leonplan.optimizer.explain.collision.explain_collision import explain_collision
from leonplan.optimizer.explain.one_more.marginal import what_one_more_buys
from leonplan.optimizer.explain.one_more.steps import steps_for, useful_steps
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.schema.instance import Instance

RULE = "enough_is_spent_low_on_the_ladder"


def with_share(**changes: Any) -> Instance:
    """Tiny without programmes, with three quarters of the money at home and in group living."""
    share = {"on": True, "step": 2, "at_least": 0.75, "source": "paper"}
    alone = tiny().model_copy(update={"programmes": (), "programme_effects": (), "programme_staff": ()})
    return with_policy(alone, ladder_share=share | changes)


@cache
def plan() -> Plan:
    return plan_instance(with_share())


def test_the_share_binds_at_what_is_spent_low() -> None:
    """Three times what the nursing homes take is spent below them in every year, and that is what is wanted.

    By hand: a year of a care worker's work is 640 / 0.8 = 800, of a nurse's 800 / 0.8 = 1000. A person in a nursing home takes
    0.5 + 2/4 of the one, 0.5 + 1/4 of the other, a place for 50 and a quarter of a unit for 100, and pays 200: 1425.
    """
    found = {row.year: row for row in binding_rows(plan()) if row.rule == RULE}
    assert set(found) == {2026, 2028, 2030}
    for year, row in found.items():
        there = [x.persons for x in plan().rows(r.Served) if x.year == year and x.level == "nursing_home"]
        assert row.use == pytest.approx(3 * 1425 * sum(there), rel=1e-6)
        assert row.limit == pytest.approx(row.use, rel=1e-6)


def test_nothing_binds_where_the_share_is_exceeded_or_not_in_force() -> None:
    """A tenth at home is had anyway, and a share from 2030 binds in no earlier year."""
    assert RULE not in {row.rule for row in binding_rows(plan_instance(with_share(step=1, at_least=0.1)))}
    late = plan_instance(with_share(from_year=2030))
    assert {row.year for row in binding_rows(late) if row.rule == RULE} == {2030}


def test_a_smaller_share_is_the_step_that_is_offered_and_it_buys_help() -> None:
    """A percentage point less low on the ladder lets more be helped in nursing homes: less need is unmet, for certain."""
    steps = {step.id: step for step in steps_for(plan().instance, what_binds(plan()))}
    step = steps["share:ladder"]
    assert step.apply(with_share(), 2.0).settings.policies.ladder_share.at_least == 0.73
    (marginal,) = what_one_more_buys(plan(), [step])
    unmet = next(one for one in marginal.once.changes if one.goal == "unmet")
    assert unmet.is_distinct
    assert unmet.difference < 0
    assert "share:ladder" not in {one.id for one in useful_steps(with_share(at_least=0.019))}
    assert "share:ladder" not in {one.id for one in useful_steps(with_share(on=False))}


def test_it_collides_with_residents_who_stay() -> None:
    """Nine tenths at home cannot be had while those who live in places stay there.

    By hand: of 8 with dementia 6 stay in 2026, for 0.5 + 2/4 of a care worker, 50 + 25 - 100 each: 775; of 4 in nursing homes
    2, for 1425: 7500 in all. At home there are at most 45 for 0.25 · 800 and 9 - 6 for 0.5 · 800: 10 200 of 17 700, 57.6 %. In
    2028 it is 50 · 200 + (10 - 3.375) · 400 of 3.375 · 775 + 0.5 · 1425 more: 79.2 %, in 2030 60 · 200 + (12 - 1.898) · 400 of
    1.898 · 775 + 0.125 · 1425 more: 90.7 %. So the share may be 57.6 %, 32.4 points less, or begin in 2030. Were group living
    low as well, it would be 9000 + 8 · 775 + 400 of 2850 more: 84.6 %, so that a higher step does not do.
    """
    (found,) = explain_collision(with_share(step=1, at_least=0.9)).collisions
    assert {one.id for one in found.collision.members} == {"policy:ladder_share", "policy:residents_stay"}
    told = {(one.kind, one.of): one.amount for one in found.repairs}
    assert told["norm", "ladder_share.at_least"] == pytest.approx(0.324)
    assert told["later", "ladder_share"] == 2.0
    assert told["norm", "ladder_share.step"] is None
    words = {one.id: one.words for one in found.collision.members}
    assert words["policy:ladder_share"] == (
        "of what help at the steps of the care ladder costs at least 90.0 % falls at or below step 1"
    )


def test_a_higher_step_is_a_repair() -> None:
    """Eight tenths at home is too much for 2026 (57.6 %), but not for home and group living together (84.6 %): one step."""
    (found,) = explain_collision(with_share(step=1, at_least=0.8)).collisions
    repairs = {(one.kind, one.of): one for one in found.repairs}
    assert repairs["norm", "ladder_share.step"].amount == 1.0
    assert repairs["norm", "ladder_share.step"].works
