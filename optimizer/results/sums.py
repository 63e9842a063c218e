"""Sums by key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from math import fsum
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def summed(pairs: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    """Sums of amounts by key, each rounded once; keys in the order in which they first occur.

    >>> summed([("a", 0.1), ("b", 1.0), ("a", 0.2)])
    {'a': 0.30000000000000004, 'b': 1.0}
    """
    parts: defaultdict[Key, list[float]] = defaultdict(list)
    for key, amount in pairs:
        parts[key].append(amount)
    return {key: fsum(amounts) for key, amounts in parts.items()}
