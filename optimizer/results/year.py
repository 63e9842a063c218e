"""What is decided, or given, in one year, in the names of the formulation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Mapping[Any, float]]
"""Value by variable and index; zeros left out."""

_NOTHING: Mapping[Any, float] = {}


@dataclass(frozen=True, slots=True)
class Year:
    """The values of one year; the year itself is taken off every index."""

    year: int
    """Period, or the base year."""
    values: Values
    """Value by variable and the rest of its index: an id, several as a tuple, or ``()`` for none."""

    def of(self, variable: str) -> Mapping[Any, float]:
        """The values of a variable, zeros left out."""
        return self.values.get(variable, _NOTHING)


YEARLESS = frozenset({"chosen"})
"""Variables with no year: whether a repeatable project is carried out at all follows from how often it is started."""


def split_by_year(values: Values, years: Iterable[int]) -> tuple[Year, ...]:
    """Values by year, in the order of the years; variables that have no year are left out."""
    split: dict[int, defaultdict[str, dict[Any, float]]] = {t: defaultdict(dict) for t in years}
    for name, found in values.items():
        if name in YEARLESS:
            continue
        for index, value in found.items():
            key = index if isinstance(index, tuple) else (index,)
            rest = key[:-1]
            split[key[-1]][name][rest[0] if len(rest) == 1 else rest] = value
    return tuple(Year(t, dict(found)) for t, found in split.items())


def tidy(number: float) -> float:
    """A number as it is stored: to nine decimals, and never minus zero.

    >>> tidy(0.1 + 0.2), tidy(-1e-12)
    (0.3, 0.0)
    """
    return round(float(number), 9) + 0.0
