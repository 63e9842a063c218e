"""Why there is no plan: which demands collide, from which year on, and what would mend it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue

from leonplan.optimizer.explain.collision.collision import Collision, find_collisions
from leonplan.optimizer.explain.collision.demands import HardDemand, demands_of, without
from leonplan.optimizer.explain.collision.feasibility import Feasibility
from leonplan.optimizer.explain.collision.first_year import first_year
from leonplan.optimizer.explain.collision.loosen_demands import loosenings_of
from leonplan.optimizer.explain.collision.loosen_means import more_means
from leonplan.optimizer.explain.collision.loosening import Loosening
from leonplan.optimizer.explain.collision.repairs import Repair, least_repair
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress, side_by_side


@dataclass(frozen=True, slots=True)
class ExplainedCollision:
    """Demands that collide, and what would mend it while the members of other collisions are set aside."""

    collision: Collision
    """The demands."""
    first_year: int | None
    """The first year up to which there is no plan; none if that could not be found out in time."""
    enough_alone: tuple[HardDemand, ...]
    """Members each of which, given up alone, leaves a plan that meets all other demands of the instance."""
    repairs: tuple[Repair, ...]
    """What else was tried: what works first, by kind."""


@dataclass(frozen=True, slots=True)
class CollisionReport:
    """Why an instance has no plan."""

    demands: tuple[HardDemand, ...]
    """Every hard demand in force."""
    collisions: tuple[ExplainedCollision, ...]
    """Collisions without a demand in common, the smallest first; none if the demands can be met."""
    is_certain: bool
    """Whether it is known that there is a plan once these collisions are mended; false if time ran out."""


def explain_collision(
    instance: Instance,
    *,
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    cores: int = 2,
) -> CollisionReport:
    """The demands of an instance that collide, and the cheapest repairs of each kind, every answer by solving again.

    settings: the time limit holds for each of the many searches. stop: set when the user asks to stop; what is known by
    then is reported. Deterministic where no search is stopped.
    """
    stop = stop or threading.Event()
    tell = progress or (lambda _: None)
    asked = [Feasibility(settings, stop) for _ in range(cores)]
    demands = demands_of(instance)
    answers: list[bool | None] = []

    def can_be_met(kept: Sequence[HardDemand]) -> bool | None:
        tell(f"demands that collide: {len(answers) + 1}")
        answers.append(asked[0](instance, [one for one in demands if one not in kept]))
        return answers[-1]

    found = find_collisions(demands, can_be_met)
    members = [one for collision in found for one in collision.members]
    explained = []
    for collision in found:
        alone = without(instance, [one for one in members if one not in collision.members])
        explained.append(_explained(alone, collision, asked, tell, stop))
    is_certain = answers[-1] is True or any(not collision.members for collision in found)
    return CollisionReport(demands, tuple(explained), is_certain)


def _explained(
    instance: Instance, collision: Collision, asked: Sequence[Feasibility], tell: Progress, stop: threading.Event
) -> ExplainedCollision:
    ways = [way for demand in collision.members for way in loosenings_of(instance, demand)]
    ways += more_means(instance) if collision.members else ()
    return ExplainedCollision(
        collision=collision,
        first_year=first_year(instance, asked[0]),
        enough_alone=tuple(one for one in collision.members if asked[0](instance, [one])),
        repairs=tuple(sorted(_repairs(instance, ways, asked, tell, stop), key=lambda repair: not repair.works)),
    )


def _repairs(
    instance: Instance, ways: Sequence[Loosening], asked: Sequence[Feasibility], tell: Progress, stop: threading.Event
) -> list[Repair]:
    """The least repair of each way, in the order of the ways, as many side by side as can be asked."""
    free = SimpleQueue[Feasibility]()
    for one in asked:
        free.put(one)

    def repair(way: Loosening) -> Repair:
        feasibility = free.get()
        try:
            tell(f"repairs: {way.kind} {way.of}")
            return least_repair(instance, way, feasibility)
        finally:
            free.put(feasibility)

    return side_by_side([partial(repair, way) for way in ways], cores=len(asked), stop=stop)
