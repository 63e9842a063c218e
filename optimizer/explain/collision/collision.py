"""Which demands collide: the smallest set of them that no plan can meet together.

The search keeps two kinds of facts: sets of demands that some plan meets, and sets that none meets. Whatever collides has
at least one demand outside every set that can be met; so the smallest set that meets all those outsides is the smallest
that can still collide. If it does, it is the answer; if it can be met, it is grown to a greatest set that can be met, which
gives another outside (implicit hitting sets: Ignatiev et al., Smallest MUS extraction with minimal hitting set
dualization, CP 2015). Where demands are many, demands are left out one by one instead as long as the rest collides: then
each member is needed, but there may be a smaller set elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leonplan.optimizer.explain.collision.demands import HardDemand
from leonplan.optimizer.explain.collision.hitting_set import Members, smallest_hitting_set

MOST_FOR_SMALLEST = 16
"""With more demands than this only a set of which each member is needed is looked for, not the smallest."""

CanBeMet = Callable[[Sequence[HardDemand]], bool | None]
"""Whether some plan meets these demands together; none if that could not be found out in time."""


class Proof(StrEnum):
    """What is known of a set that collides."""

    SMALLEST = "smallest"
    """No set with fewer members collides, and each member is needed."""
    IRREDUCIBLE = "irreducible"
    """Each member is needed: without it the others can be met."""
    COLLIDES = "collides"
    """The set collides; time ran out before it was known whether each member is needed."""


@dataclass(frozen=True, slots=True)
class Collision:
    """Demands that no plan can meet together."""

    members: tuple[HardDemand, ...]
    """The demands; none if there is no plan even without any demand."""
    proof: Proof
    """What is known of the set."""


def find_collision(demands: Sequence[HardDemand], can_be_met: CanBeMet) -> Collision:
    """The smallest set of demands that collides; the demands given must collide all together.

    Deterministic: the same order of demands and the same answers give the same set.
    """
    return _Search(tuple(demands), can_be_met).run()


def find_collisions(demands: Sequence[HardDemand], can_be_met: CanBeMet) -> tuple[Collision, ...]:
    """Sets that collide and have no demand in common, the smallest first: the demands outside all of them can be met.

    Empty if the demands can be met, or if it could not be found out in time whether they can.
    """
    left = list(demands)
    found: list[Collision] = []
    while can_be_met(left) is False:
        collision = find_collision(left, can_be_met)
        found.append(collision)
        if not collision.members:
            break
        left = [demand for demand in left if demand not in collision.members]
    return tuple(found)


class _Search:
    """What is known of which sets of demands can be met, by their places in the order."""

    def __init__(self, demands: tuple[HardDemand, ...], can_be_met: CanBeMet) -> None:
        self._demands = demands
        self._ask = can_be_met
        self._all = frozenset(range(len(demands)))
        self._met: list[Members] = []
        self._not_met: list[Members] = [self._all]

    def run(self) -> Collision:
        needed, is_certain = self._irreducible()
        if not is_certain:
            return Collision(self._named(needed), Proof.COLLIDES)
        if len(self._all) > MOST_FOR_SMALLEST:
            return Collision(self._named(needed), Proof.IRREDUCIBLE)
        return self._smallest(needed)

    def _irreducible(self) -> tuple[Members, bool]:
        """A set that collides, demands left out from the last to the first; and whether each member is known to be needed."""
        kept, is_certain = self._all, True
        for one in sorted(self._all, reverse=True):
            if one not in kept:
                continue
            answer = self._can_be_met(kept - {one})
            is_certain = is_certain and answer is not None
            if answer is False:
                kept = min((known for known in self._not_met if known <= kept - {one}), key=len)
        return kept, is_certain

    def _smallest(self, needed: Members) -> Collision:
        """The smallest set that collides, given one of which each member is needed."""
        outsides = [self._all - self._grown(known) for known in tuple(self._met)]
        while True:
            candidate = smallest_hitting_set(outsides)
            if len(candidate) >= len(needed):
                return Collision(self._named(needed), Proof.SMALLEST)
            answer = self._can_be_met(candidate)
            if answer is None:
                return Collision(self._named(needed), Proof.IRREDUCIBLE)
            if answer is False:
                return Collision(self._named(candidate), Proof.SMALLEST)
            outsides.append(self._all - self._grown(candidate))

    def _grown(self, met: Members) -> Members:
        """A set that can be met, grown as far as that is known of it."""
        for one in sorted(self._all - met):
            if self._can_be_met(met | {one}):
                met = met | {one}
        return met

    def _can_be_met(self, members: Members) -> bool | None:
        if any(members <= known for known in self._met):
            return True
        if any(known <= members for known in self._not_met):
            return False
        answer = self._ask(self._named(members))
        if answer is not None:
            (self._met if answer else self._not_met).append(members)
        return answer

    def _named(self, members: Iterable[int]) -> tuple[HardDemand, ...]:
        return tuple(self._demands[one] for one in sorted(members))
