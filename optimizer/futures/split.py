"""The one factor and limit that part some futures best from the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from leonplan.optimizer.futures.factors import Factors


@dataclass(frozen=True)
class Split:
    """Futures on both sides of a limit on a factor."""

    factor: str
    """The factor."""
    side: str
    """``above`` or ``below``: on which side of the limit the larger part is marked."""
    limit: float
    """The limit, halfway between two values drawn."""
    marked_beyond: int
    """Marked futures on that side."""
    beyond: int
    """Futures on that side."""
    marked_within: int
    """Marked futures on the other side."""
    within: int
    """Futures on the other side."""


def best_split(factors: Factors, drawn: Sequence[Mapping[str, float]], marked: Sequence[bool]) -> Split | None:
    """The split that leaves both sides least mixed, by Gini's impurity, weighted by futures; none if all or none are marked.

    drawn: value by factor for each future; marked: which futures are to be parted from the others. Of splits as good, the
    first by the order of the factors and the lowest limit.
    """
    if all(marked) or not any(marked):
        return None
    best = min(_splits(factors, drawn, marked), key=lambda split: split[0], default=None)
    return None if best is None else best[1]


def _splits(
    factors: Factors, drawn: Sequence[Mapping[str, float]], marked: Sequence[bool]
) -> Iterator[tuple[float, Split]]:
    """Every split of the futures by one factor, with how mixed both sides are."""
    for factor in factors.factors:
        values = [one[factor.id] for one in drawn]
        for low, high in pairwise(sorted(set(values))):
            limit = (low + high) / 2
            above, below = _counted(values, marked, limit, over=True), _counted(values, marked, limit, over=False)
            mixed = sum(2 * those * (count - those) / count for those, count in (above, below))
            side, beyond, within = ("above", above, below) if _rate(above) >= _rate(below) else ("below", below, above)
            yield round(mixed, 9), Split(factor.id, side, limit, *beyond, *within)


def _counted(values: Sequence[float], marked: Sequence[bool], limit: float, *, over: bool) -> tuple[int, int]:
    """Marked futures and all futures on one side of a limit."""
    chosen = [mark for value, mark in zip(values, marked, strict=True) if (value > limit) is over]
    return sum(chosen), len(chosen)


def _rate(counted: tuple[int, int]) -> float:
    return counted[0] / counted[1]
