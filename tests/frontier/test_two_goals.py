"""A facility location problem with two goals, cost against travel, written as an instance: every point, none missing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from random import Random

import pytest
from bare_instance import group, level, named, write
from random_cases import random_cases

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.frontier.make import FrontierRequest, make_frontier
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.schema.instance import Instance

Spot = tuple[int, int]


class Sites:
    """Districts with whole demand, centres with room and a whole cost of opening, whole minutes for each pair."""

    def __init__(self, random: Random) -> None:
        self._draw(random)
        while not self.frontier():
            self._draw(random)

    def _draw(self, random: Random) -> None:
        self.demand = {f"d{i}": random.randint(2, 6) for i in range(random.choice((3, 4)))}
        self.centres = [f"c{j}" for j in range(random.choice((3, 4)))]
        total = sum(self.demand.values())
        self.room = {c: random.randint(max(self.demand.values()), total) for c in self.centres}
        self.opening = {c: random.randint(5, 30) for c in self.centres}
        self.minutes = {(d, c): random.randint(1, 20) for d in self.demand for c in self.centres}
        self.cost = dict.fromkeys(self.minutes, 0)

    def write(self, folder: Path) -> Instance:
        """Opening a centre is a project that is there at once and costs its opening every year."""
        write(
            folder, ("unmet", "spend", "travel"), (2025,),
            {"levels": [level()], "groups": [group(one_centre_per_district=True)]},
            districts=named(*self.demand), centres=named(*self.centres), services=[{"group": "care", "level": "place"}],
            district_shares=[{"year": 2025, "district": d, "share": 1 / len(self.demand)} for d in self.demand],
            fixed_needs=[
                {"group": "care", "district": d, "year": 2025, "persons": n} for d, n in self.demand.items()
            ],
            travel=[
                {"district": d, "centre": c, "minutes": x, "cost": self.cost[d, c] / self.demand[d]}
                for (d, c), x in self.minutes.items()
            ],
            projects=[
                {"id": f"open_{c}", "name": f"Open {c}", "centre": c, "kind": "open", "cost": 0, "operating_change": x}
                for c, x in self.opening.items()
            ],
            project_places=[
                {"project": f"open_{c}", "centre": c, "level": "place", "change": n} for c, n in self.room.items()
            ],
        )  # fmt: skip
        return load_instance(folder)

    def plans(self) -> Iterable[Spot]:
        """(cost, travel) of every assignment of districts to centres that fits, centres opened as needed."""
        for chosen in product(self.centres, repeat=len(self.demand)):
            load = dict.fromkeys(self.centres, 0)
            for n, c in zip(self.demand.values(), chosen, strict=True):
                load[c] += n
            if all(load[c] <= self.room[c] for c in self.centres):
                cost = sum(self.opening[c] for c in set(chosen))
                cost += sum(self.cost[pair] for pair in zip(self.demand, chosen, strict=True))
                yield cost, sum(n * self.minutes[d, c] for (d, n), c in zip(self.demand.items(), chosen, strict=True))

    def frontier(self) -> list[Spot]:
        """Those that no other one beats, by cost."""
        kept: list[Spot] = []
        for cost, travel in sorted(set(self.plans())):
            if not kept or travel < kept[-1][1]:
                kept.append((cost, travel))
        return kept


class FarSites(Sites):
    """Five districts, four centres, a whole cost of serving each pair and numbers of the size of a county's."""

    def _draw(self, random: Random) -> None:
        self.demand = {f"d{i}": random.randint(10, 50) for i in range(5)}
        self.centres = [f"c{j}" for j in range(4)]
        self.room = {c: random.randint(100, 350) for c in self.centres}
        self.opening = dict.fromkeys(self.centres, 300)
        self.minutes = {(d, c): random.randint(0, 700) for d in self.demand for c in self.centres}
        self.cost = {pair: random.randint(20, 600) for pair in self.minutes}


def found(instance: Instance, **wanted: object) -> tuple[list[Spot], bool]:
    made = make_frontier(
        instance, FrontierRequest(**{"axis": "spend", "against": "travel", "tolerance": 0.0, **wanted})
    )
    return [(round(x.limit), round(x.value)) for x in made.frontier.points], made.frontier.certified


@pytest.mark.parametrize("seed", random_cases(15, fast=2))
def test_every_point_is_found_and_nothing_else(seed: int, tmp_path: Path) -> None:
    """Proves: cost against total travel is what trying every assignment gives, complete and without a dominated point."""
    sites = Sites(Random(seed))
    assert found(sites.write(tmp_path)) == (sites.frontier(), True)


@pytest.mark.parametrize("seed", random_cases(60, fast=2))
def test_every_point_of_larger_numbers_is_found_and_nothing_else(seed: int, tmp_path: Path) -> None:
    """Proves: the same where serving costs as well; HiGHS 1.16.0 gives wrong answers to some of these."""
    sites = FarSites(Random(seed))
    assert found(sites.write(tmp_path)) == (sites.frontier(), True)


def test_weighed_the_other_way_round(tmp_path: Path) -> None:
    """Proves: limiting travel and minimising cost gives the same points."""
    sites = Sites(Random(0))
    points, _ = found(sites.write(tmp_path), axis="travel", against="spend")
    assert sorted((cost, travel) for travel, cost in points) == sites.frontier()


def test_a_stopped_frontier_is_not_called_complete(tmp_path: Path) -> None:
    sites = Sites(Random(0))
    points, certified = found(sites.write(tmp_path), points=2)
    assert len(sites.frontier()) > 2
    assert not certified
    assert set(points) <= set(sites.frontier())


def test_what_is_not_whole_is_refused(tmp_path: Path) -> None:
    """Proves: tolerance 0 is no promise that cannot be kept; half a minute for an odd number of persons is not whole."""
    sites = Sites(Random(0))
    sites.minutes = {pair: x + 0.5 for pair, x in sites.minutes.items()}
    odd = next(d for d in sites.demand)
    sites.demand[odd] = 3
    with pytest.raises(UsageError, match="not whole numbers"):
        found(sites.write(tmp_path))
