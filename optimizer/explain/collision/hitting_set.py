"""The smallest set that has a member in common with each of several sets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

Members = frozenset[int]
"""Things by their place in an order."""


def smallest_hitting_set(sets: Sequence[Members]) -> Members:
    """The smallest set that meets every one of the sets, the first in order of those as small.

    Raises ValueError if one of the sets is empty: nothing meets it.

    >>> sorted(smallest_hitting_set([frozenset({0, 1}), frozenset({1, 2}), frozenset({0, 3})]))
    [0, 1]
    >>> smallest_hitting_set([])
    frozenset()
    """
    if any(not members for members in sets):
        raise ValueError("nothing meets an empty set")
    least = [members for members in sets if not any(other < members for other in sets)]
    things = sorted(frozenset[int]().union(*least))
    for size in range(len(things) + 1):
        if size < _disjoint(least):
            continue
        found = next((frozenset(some) for some in combinations(things, size) if _meets(some, least)), None)
        if found is not None:
            return found
    raise AssertionError("all things together meet every set")


def _meets(some: Collection[int], sets: Sequence[Members]) -> bool:
    return all(not members.isdisjoint(some) for members in sets)


def _disjoint(sets: Sequence[Members]) -> int:
    """How many of the sets, taken one after the other, have nothing in common: no fewer members can meet them all."""
    taken: set[int] = set()
    count = 0
    for members in sorted(sets, key=lambda one: (len(one), sorted(one))):
        if taken.isdisjoint(members):
            taken |= members
            count += 1
    return count
