"""Municipalities by size: small ones are foreseen less well."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

LIMITS = (2_000, 5_000, 10_000, 20_000, 50_000)
"""Inhabitants at which the next class begins; each class holds at least twenty of the 357 municipalities."""


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Municipalities of about the same number of inhabitants."""

    at_least: int
    """Fewest [persons]."""
    below: int | None
    """All have fewer [persons]; none: no limit."""

    @property
    def name(self) -> str:
        """For people.

        >>> size_class(31_000).name, size_class(99).name, size_class(50_000).name
        ('20 000 to 49 999 inhabitants', 'fewer than 2 000 inhabitants', '50 000 inhabitants or more')
        """
        if self.below is None:
            return f"{_set_apart(self.at_least)} inhabitants or more"
        if self.at_least == 0:
            return f"fewer than {_set_apart(self.below)} inhabitants"
        return f"{_set_apart(self.at_least)} to {_set_apart(self.below - 1)} inhabitants"


def size_class(inhabitants: float) -> SizeClass:
    """The class of a municipality with so many inhabitants."""
    edges = (0, *LIMITS, None)
    place = bisect_right(LIMITS, inhabitants)
    return SizeClass(edges[place] or 0, edges[place + 1])


def _set_apart(count: int) -> str:
    return f"{count:,}".replace(",", " ")
