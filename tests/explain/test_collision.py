"""Collisions worked out by hand, and the search for the smallest set against trying every set."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from itertools import combinations
from random import Random

import pytest
from explain.wards import wards, with_helpers
from rich.console import Console

from leonplan.optimizer.explain.collision.collision import MOST_FOR_SMALLEST, Proof, find_collision, find_collisions
from leonplan.optimizer.explain.collision.demands import HardDemand, demands_of
from leonplan.optimizer.explain.collision.explain_collision import explain_collision
from leonplan.optimizer.explain.collision.hitting_set import smallest_hitting_set
from leonplan.optimizer.explain.explanation import Explanation
from leonplan.optimizer.present.explain import explain_screen
from leonplan.optimizer.schema.instance import Instance


def words_of(instance: Instance) -> str:
    """What the screen tells of a collision."""
    console = Console(file=StringIO(), width=4000, markup=False, highlight=False)
    with console.capture() as captured:
        console.print(*explain_screen(Explanation(instance, collision=explain_collision(instance))))
    return captured.get()


def test_too_few_nurses() -> None:
    """16 in need, 2 nurses: one ward of 8 can be open, so unmet need is 8 in each of two years.

    By hand: no unmet need takes two wards, 4 nurses: 2 short in each of two years, 4 FTE-years. Recruits count for all
    years after them, so 2 a year in 2026 are enough (there are then 6 in 2027), and 1 a year is not (3 in 2026). Nothing is
    gained by places, of which there are enough. No money is limited.
    """
    instance = wards(limits={"unmet": 0, "shortfall": 0})
    (found,) = explain_collision(instance).collisions
    assert [one.id for one in found.collision.members] == ["limit:unmet", "limit:shortfall"]
    assert found.collision.proof is Proof.SMALLEST
    assert found.first_year == 2026
    assert found.enough_alone == found.collision.members
    told = {(one.kind, one.of): (one.amount, one.too_little, one.is_least) for one in found.repairs}
    assert told == {
        ("limit", "unmet"): (16.0, 15.999, True),
        ("limit", "shortfall"): (4.0, 3.999, True),
        ("recruits", "nurse"): (2.0, 1.0, True),
        ("places", "hill/ward"): (None, 32.0, False),
    }
    words = words_of(instance)
    assert "2026 cannot be done: 2 of 2 hard demands collide" in words
    assert (
        "- unmet need, weighted by severity (unmet) is at most 0 severity-weighted person-years [instance.yaml: limits[0]]"
        in words
    )
    assert "- 2 recruits a year (Sykepleier) instead of 0" in words
    assert "Not enough alone: 32 more places: Bokollektiv at Furubakken." in words


def test_too_little_of_the_work_may_be_shifted() -> None:
    """16 in need in two wards are 4 FTE of nurses' work; 3 nurses, and 2 helpers who may do a fifth of it.

    By hand: 3 + 0.8 FTE are done, 0.2 are short in each of two years. A quarter shifted is 1 FTE, which takes the helpers
    1.5 of their 2; a per mille less is not enough. One more nurse would do; more helpers would not, nor more places.
    """
    instance = with_helpers(0.2, 1.5, limits={"unmet": 0, "shortfall": 0})
    (found,) = explain_collision(instance).collisions
    told = {(one.kind, one.of): (one.amount, one.too_little, one.is_least) for one in found.repairs}
    assert told == {
        ("limit", "unmet"): (16.0, 15.999, True),
        ("limit", "shortfall"): (0.4, 0.399, True),
        ("recruits", "nurse"): (1.0, 0.0, True),
        ("recruits", "helper"): (None, 10.0, False),
        ("tasks", "helper/nurse"): (0.05, 0.049, True),
        ("places", "hill/ward"): (None, 32.0, False),
    }
    assert "- 25.0 % of the work of Sykepleier done by Helsefagarbeider instead of 20.0 %" in words_of(instance)


def test_the_helpers_have_too_little_time_for_what_may_be_shifted() -> None:
    """The same, but an hour of a nurse's work takes them 2.5: their 2 FTE do 0.8, and no greater share mends that.

    By hand: of 4 FTE 3 + 0.8 are done, whatever they may do.
    """
    instance = with_helpers(0.2, 2.5, limits={"unmet": 0, "shortfall": 0})
    (found,) = explain_collision(instance).collisions
    told = {(one.kind, one.of): (one.amount, one.too_little) for one in found.repairs}
    assert told["tasks", "helper/nurse"] == (None, 0.8)
    words = words_of(instance)
    assert (
        "100.0 % of the work of Sykepleier done by Helsefagarbeider instead of 20.0 %"
        in words.split("Not enough alone:")[1]
    )


def test_too_few_places_and_too_little_money_in_the_second_year() -> None:
    """12 in need in 2026, 24 in 2027; 6 nurses, two wards.

    By hand: 2026 can be done, 2027 wants a third ward of 8 places and is then paid with the 6 nurses there are: 600 kNOK, of
    which the frame has 550. Nobody need be employed beyond those there are, and they do not leave: 600 in both years
    whatever is done, so the frame alone is too small by 50 a year: 100 in all, and a tenth of a million a year mends it.
    """
    instance = wards(need=(12, 24), employed=6, frame=550, limits={"unmet": 0, "overrun": 0})
    places, money = explain_collision(instance).collisions
    assert [one.id for one in money.collision.members] == ["limit:overrun"]
    assert [one.id for one in places.collision.members] == ["limit:unmet"]
    assert (money.first_year, places.first_year) == (2026, 2027)
    assert {(one.kind, one.of): one.amount for one in money.repairs if one.works} == {
        ("limit", "overrun"): 100.0,
        ("money", "operating"): 100.0,
    }
    assert {(one.kind, one.of): one.amount for one in places.repairs if one.works} == {
        ("limit", "unmet"): 8.0,
        ("places", "hill/ward"): 8.0,
    }
    assert "What follows is found with the demands of the other collisions set aside." in words_of(instance)


def test_norms_projects_and_decisions_in_words() -> None:
    """A decided closing of all 16 places by 2026, a norm of a place for every ten of the 160, and 8 places kept by hand.

    By hand: the closing and the norm cannot both be; neither can the closing and the decision, so the closing is in both
    sets of two, and alone enough to give up; the first set in the order of demands is named. 16 places too few: at least 0 %.
    """
    instance = wards(
        settings={
            "policies": {
                "coverage_norm": {"on": True, "at_least": 0.1},
                **{name: {"on": False} for name in ("residents_stay", "minimum_competence", "net_growth_grant")},
            }
        },
        projects=[
            {
                "id": "close", "name": "Furubakken stenges", "centre": "hill", "kind": "close", "cost": 0,
                "earliest": 2026, "latest": 2026, "decided": True,
            }
        ],
        project_places=[{"project": "close", "centre": "hill", "level": "ward", "change": -16}],
        decisions=[{"kind": "places", "centre": "hill", "level": "ward", "year": 2027, "at_least": 8}],
    )  # fmt: skip
    (found,) = explain_collision(instance).collisions
    assert [one.id for one in found.collision.members] == ["policy:coverage_norm", "project:close"]
    assert [one.id for one in found.enough_alone] == ["project:close"]
    told = {(one.kind, one.of): one.amount for one in found.repairs}
    assert told == {
        ("norm", "coverage_norm.at_least"): None,
        ("later", "coverage_norm"): None,
        ("later", "project:close"): None,
        ("recruits", "nurse"): None,
        ("places", "hill/ward"): 16.0,
    }
    words = words_of(instance)
    assert "round-the-clock places per inhabitant of 80 years and over are at least 10.0 % [instance.yaml" in words
    assert "the project 'Furubakken stenges' starts from 2026 by 2026 (decided) [projects.csv: close: decided]" in words


def test_demands_that_can_be_met_do_not_collide() -> None:
    report = explain_collision(wards(employed=4, limits={"unmet": 0, "shortfall": 0}))
    assert (report.collisions, report.is_certain) == ((), True)


def test_each_decision_is_a_demand_in_words() -> None:
    rows = [
        {"kind": "places", "centre": "hill", "level": "ward", "year": 2026, "at_least": 8},
        {"kind": "serve", "group": "frail", "level": "ward", "year": 2027, "at_most": 4},
    ]
    assert [one.words for one in demands_of(wards(decisions=rows))] == [
        "decided by hand: places in use in 2026 at Furubakken, Bokollektiv: at least 8",
        "decided by hand: Skrøpelige served in 2027 at Bokollektiv, in total: at most 4",
    ]


def made_up(count: int) -> tuple[HardDemand, ...]:
    return tuple(HardDemand(f"limit:{i:02}", "limit", f"{i:02}", "instance.yaml", "", "") for i in range(count))


class Cores:
    """A made-up town in which just the sets that hold one of some cores cannot be met."""

    def __init__(self, cores: Sequence[frozenset[str]], unknown: int | None = None) -> None:
        self.cores, self.unknown, self.asked = cores, unknown, 0

    def __call__(self, demands: Sequence[HardDemand]) -> bool | None:
        self.asked += 1
        names = {one.name for one in demands}
        if self.unknown is not None and len(names) < self.unknown:
            return None
        return not any(core <= names for core in self.cores)


def random_cores(random: Random, count: int) -> list[frozenset[str]]:
    names = [one.name for one in made_up(count)]
    return [frozenset(random.sample(names, random.randint(1, 5))) for _ in range(random.randint(1, 5))]


@pytest.mark.parametrize("seed", range(150))
def test_the_smallest_set_is_found(seed: int) -> None:
    random = Random(seed)
    count = random.randint(5, 10)
    cores = random_cores(random, count)
    found = find_collision(made_up(count), Cores(cores))
    assert found.proof is Proof.SMALLEST
    assert frozenset(one.name for one in found.members) in cores
    assert len(found.members) == min(map(len, cores))


@pytest.mark.parametrize("seed", range(30))
def test_sets_without_a_member_in_common(seed: int) -> None:
    """They have none in common, and what is left can be met."""
    random = Random(seed)
    cores = random_cores(random, 8)
    found = find_collisions(made_up(8), Cores(cores))
    names = [one.name for collision in found for one in collision.members]
    assert len(set(names)) == len(names)
    assert not any(core.isdisjoint(names) for core in cores)


def test_of_many_demands_each_member_is_needed() -> None:
    """Twenty demands, cores of 4 and 3: one of them is found with about one question a demand."""
    cores = [frozenset({"00", "05", "07", "19"}), frozenset({"03", "10", "18"})]
    town = Cores(cores)
    found = find_collision(made_up(MOST_FOR_SMALLEST + 4), town)
    assert found.proof is Proof.IRREDUCIBLE
    assert frozenset(one.name for one in found.members) in cores
    assert town.asked <= MOST_FOR_SMALLEST + 4


def test_what_is_not_known_in_time_is_told() -> None:
    """Sets of fewer than four cannot be judged: the core of two is still in what is named, but not all of it is needed."""
    found = find_collision(made_up(6), Cores([frozenset({"01", "04"})], unknown=4))
    assert found.proof is Proof.COLLIDES
    assert {"01", "04"} <= {one.name for one in found.members}


def test_numbers_that_contradict_each_other_without_any_demand() -> None:
    found = find_collisions(made_up(3), Cores([frozenset()]))
    assert [collision.members for collision in found] == [()]


@pytest.mark.parametrize("seed", range(100))
def test_smallest_hitting_set_by_trying_every_set(seed: int) -> None:
    random = Random(seed)
    sets = [frozenset(random.sample(range(8), random.randint(1, 4))) for _ in range(random.randint(0, 7))]
    found = smallest_hitting_set(sets)
    assert all(members & found for members in sets)
    for size in range(len(found)):
        assert not any(all(members & set(some) for members in sets) for some in combinations(range(8), size))
