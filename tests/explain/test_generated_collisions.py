"""On generated instances: the named set collides, each member is needed, no smaller set collides, repairs work and are least.

Every judgement is made on a formulation built anew from a changed instance, with limits as rows, by HiGHS as it is; none
of what the search for collisions does (one formulation kept alive, rows switched off, goals aimed at) takes part. A part is
judged again by trying every plan in fractions.
"""

from __future__ import annotations

from itertools import combinations
from random import Random

import oracle
import pytest
from explain.colliding import colliding_instance, has_plan
from random_cases import random_cases

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.explain.collision.collision import Proof
from leonplan.optimizer.explain.collision.demands import HardDemand, demands_of, without
from leonplan.optimizer.explain.collision.explain_collision import ExplainedCollision, explain_collision
from leonplan.optimizer.explain.collision.feasibility import Feasibility
from leonplan.optimizer.explain.collision.loosen_demands import loosenings_of
from leonplan.optimizer.explain.collision.loosen_means import more_means
from leonplan.optimizer.explain.collision.loosening import Loosening
from leonplan.optimizer.explain.collision.repairs import Repair
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance

ALL, SOME = random_cases(90, fast=1, ci=30), random_cases(30, fast=1, ci=10)
"""Seeds of the instances: sets and repairs are judged on all, the dearer judgements on some."""


def only(instance: Instance, demands: tuple[HardDemand, ...]) -> Instance:
    """The instance with these demands and no others."""
    ids = {one.id for one in demands}
    return without(instance, [one for one in demands_of(instance) if one.id not in ids])


def check_set(instance: Instance, members: tuple[HardDemand, ...], is_met: dict[frozenset[str], bool]) -> None:
    """It collides, each member is needed, and no smaller set collides."""

    def can_be_met(demands: tuple[HardDemand, ...]) -> bool:
        key = frozenset(one.id for one in demands)
        if key not in is_met:
            is_met[key] = has_plan(only(instance, demands))
        return is_met[key]

    assert not can_be_met(members)
    for member in members:
        assert can_be_met(tuple(one for one in members if one != member)), member
    for smaller in combinations(demands_of(instance), len(members) - 1):
        assert can_be_met(smaller), smaller


def check_repair(instance: Instance, way: Loosening, repair: Repair) -> None:
    """It works, and one step less does not; or not even the most that makes sense works."""
    if repair.amount is None:
        assert not has_plan(way.apply(instance, way.most)), repair
        return
    steps = round(repair.amount / repair.step)
    assert repair.is_least, repair
    assert has_plan(way.apply(instance, steps)), repair
    assert not has_plan(way.apply(instance, steps - 1)), repair


def ways_of(instance: Instance, found: ExplainedCollision) -> dict[tuple[str, str], Loosening]:
    ways = [way for demand in found.collision.members for way in loosenings_of(instance, demand)]
    return {(way.kind, way.of): way for way in (*ways, *more_means(instance))}


@pytest.mark.parametrize("seed", ALL)
def test_sets_collide_members_are_needed_and_repairs_are_least(seed: int) -> None:
    instance = colliding_instance(Random(seed))
    report = explain_collision(instance, cores=1)
    assert report.is_certain
    members = [one for found in report.collisions for one in found.collision.members]
    left = instance
    for found in report.collisions:
        assert found.collision.proof is Proof.SMALLEST
        check_set(left, found.collision.members, {})
        left = without(left, found.collision.members)
        alone = without(instance, [one for one in members if one not in found.collision.members])
        ways = ways_of(alone, found)
        assert sorted(ways) == sorted((repair.kind, repair.of) for repair in found.repairs)
        for repair in found.repairs:
            check_repair(alone, ways[repair.kind, repair.of], repair)
        for member in found.collision.members:
            assert has_plan(without(alone, [member])) == (member in found.enough_alone)
    assert report.collisions
    assert has_plan(left)


@pytest.mark.parametrize("seed", SOME)
def test_sets_collide_by_trying_every_plan(seed: int) -> None:
    """The oracle solves nothing with the formulation: it tries every combination of whole decisions in fractions."""
    instance = colliding_instance(Random(1000 + seed))
    report = explain_collision(instance, cores=1)
    members = report.collisions[0].collision.members
    assert not oracle_has_plan(only(instance, members))
    for member in members:
        assert oracle_has_plan(only(instance, tuple(one for one in members if one != member)))


def oracle_has_plan(instance: Instance) -> bool:
    return oracle.best(prepare(instance, project_demand(instance)), {"changes": 1.0}, {}) is not None


@pytest.mark.parametrize("seed", SOME)
def test_switching_rows_off_is_giving_demands_up(seed: int) -> None:
    """Any demands given up: rows switched off in a formulation kept alive, against one built anew without them."""
    random = Random(2000 + seed)
    instance = colliding_instance(random)
    feasibility = Feasibility()
    for _ in range(4):
        given_up = [one for one in demands_of(instance) if random.random() < 0.6]
        assert feasibility(instance, given_up) == has_plan(without(instance, given_up)), given_up


@pytest.mark.slow
def test_the_generated_instances_differ_enough() -> None:
    """Sets of one member and of more; every kind of demand; repairs of every kind that work, and some that do not."""
    missing: set[object] = {1, 2, "limit", "policy", "project", "decision"}
    missing |= {(kind, True) for kind in ("limit", "money", "places", "recruits", "tasks", "decision")}
    missing |= {(kind, False) for kind in ("money", "places", "recruits", "tasks")}
    for seed in range(len(ALL)):
        report = explain_collision(colliding_instance(Random(seed)), cores=1)
        for found in report.collisions:
            missing -= {len(found.collision.members), *(one.kind for one in found.collision.members)}
            missing -= {(one.kind, one.works) for one in found.repairs}
        if not missing:
            break
    assert missing == set()
