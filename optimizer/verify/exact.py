"""Exact numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache

ZERO = Fraction(0)
ONE = Fraction(1)

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?(e[-+]?[0-9]{1,3})?")


@lru_cache(maxsize=65536)
def exact(number: float) -> Fraction:
    """The number that stands in the file, for a number read from it.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(number))


@lru_cache(maxsize=65536)
def parse(text: str) -> Fraction:
    """The number that a cell holds; raises ValueError if it holds none.

    >>> parse("-0.25"), parse("1e-09")
    (Fraction(-1, 4), Fraction(1, 1000000000))
    """
    whole, _, decimals = text.partition(".")
    digits = whole + decimals
    if digits.isdecimal() and digits.isascii():
        return Fraction(int(digits), 10 ** len(decimals))
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a decimal number")
    return Fraction(text)


def total(numbers: Iterable[Fraction]) -> Fraction:
    """The sum of numbers."""
    return sum(numbers, ZERO)


def between(points: Mapping[int, Fraction], year: int) -> Fraction:
    """The value in a year: linear between the years given, constant outside.

    >>> between({2020: Fraction(1), 2030: Fraction(2)}, 2025)
    Fraction(3, 2)
    """
    if year in points:
        return points[year]
    earlier = [y for y in points if y < year]
    later = [y for y in points if y > year]
    if not earlier or not later:
        return points[max(earlier) if earlier else min(later)]
    low, high = max(earlier), min(later)
    return points[low] + (points[high] - points[low]) * Fraction(year - low, high - low)
