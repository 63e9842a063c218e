"""Sums of numbers times unknowns, in fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction


class Sum:
    """Numbers times unknowns plus a number."""

    def __init__(self, constant: Fraction | int = 0, terms: Mapping[int, Fraction] | None = None) -> None:
        self.constant = Fraction(constant)
        self.terms: dict[int, Fraction] = dict(terms or {})

    def add(self, other: Sum, factor: Fraction | int = 1) -> Sum:
        """Add a multiple of another sum to this one."""
        if factor:
            self.constant += other.constant * factor
            for j, x in other.terms.items():
                self.terms[j] = self.terms.get(j, Fraction(0)) + x * factor
        return self


def total(parts: Iterable[tuple[Sum, Fraction | int]]) -> Sum:
    """The sum of multiples."""
    result = Sum()
    for part, factor in parts:
        result.add(part, factor)
    return result
