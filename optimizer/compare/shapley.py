"""Fair shares of a difference, whatever the order in which its causes are taken (Shapley 1953), in exact arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, floor

Coalition = frozenset[str]
"""Players taken together."""

DECIMALS = 9
"""Decimals to which shares are rounded for reading."""


def coalitions(players: Iterable[str]) -> tuple[Coalition, ...]:
    """Every set of players, the empty one first, smaller ones before larger ones, each in the order of ids."""
    ordered = sorted(players)
    return tuple(frozenset(some) for n in range(len(ordered) + 1) for some in combinations(ordered, n))


def shapley(players: Iterable[str], value: Callable[[Coalition], Fraction]) -> dict[str, Fraction]:
    """Each player's mean contribution over all orders in which the players can come, by id.

    value: what a coalition comes to. The shares add up to the value of all together less the value of none; players
    alike in all coalitions have the same share, and one who never matters has none.

    >>> worth = {"": 0, "a": 2, "b": 4, "ab": 10}
    >>> shapley(["a", "b"], lambda some: Fraction(worth["".join(sorted(some))]))
    {'a': Fraction(4, 1), 'b': Fraction(6, 1)}
    """
    ordered = sorted(players)
    values = {some: value(some) for some in coalitions(ordered)}
    return {
        one: sum(
            (weight * (values[some | {one}] - values[some]) for some, weight in arrivals(ordered, one)), Fraction(0)
        )
        for one in ordered
    }


def arrivals(players: Sequence[str], one: str) -> list[tuple[Coalition, Fraction]]:
    """Who may be there when a player comes, each with its share of all orders."""
    others, n = [other for other in players if other != one], len(players)
    return [
        (some, Fraction(factorial(len(some)) * factorial(n - 1 - len(some)), factorial(n)))
        for some in coalitions(others)
    ]


def rounded(shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Shares rounded to decimals so that they still add up: what is left goes where most was cut off.

    The sum itself must have no more decimals. Among equals the first gets it.

    >>> [float(share) for share in rounded({"a": Fraction(1, 3), "b": Fraction(1, 3), "c": Fraction(1, 3)}).values()]
    [0.333333334, 0.333333333, 0.333333333]
    """
    unit = 10**DECIMALS
    cut = {one: floor(share * unit) for one, share in shares.items()}
    left = round(sum(shares.values(), Fraction(0)) * unit) - sum(cut.values())
    most_first = sorted(shares, key=lambda one: cut[one] - shares[one] * unit)
    return {one: Fraction(cut[one] + (one in most_first[:left]), unit) for one in shares}
