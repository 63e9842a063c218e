"""Age bands: what population tables have instead of single years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.population.inhabitants import AGES, OLDEST, Floats

USUAL = (0, 18, 67, 80, 90)
"""Youngest ages of the bands that care is planned by [years]."""


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """Ages from one to another, both included."""

    lowest: int
    """Youngest [years]."""
    highest: int | None
    """Oldest [years]; none: and over."""

    @property
    def id(self) -> str:
        """Identifier, as the shipped instances have it.

        >>> AgeSpan(67, 79).id, AgeSpan(90, None).id, AgeSpan(80, 80).id
        ('age_67_79', 'age_90plus', 'age_80')
        """
        if self.highest is None:
            return f"age_{self.lowest}plus"
        return f"age_{self.lowest}" if self.lowest == self.highest else f"age_{self.lowest}_{self.highest}"

    @property
    def name(self) -> str:
        """For people.

        >>> AgeSpan(67, 79).name, AgeSpan(90, None).name
        ('67–79', '90 and over')
        """
        if self.highest is None:
            return f"{self.lowest} and over"
        return str(self.lowest) if self.lowest == self.highest else f"{self.lowest}–{self.highest}"

    @property
    def places(self) -> slice:
        """Where its ages lie on an axis of ages."""
        return slice(self.lowest, AGES if self.highest is None else self.highest + 1)


def spans_from(lowest: Iterable[int]) -> tuple[AgeSpan, ...]:
    """Bands that cover every age, from their youngest ages.

    Raises UsageError unless these begin with 0, ascend, and are at most 105.

    >>> [span.name for span in spans_from((0, 80, 90))]
    ['0–79', '80–89', '90 and over']
    """
    ages = list(lowest)
    if not ages or ages[0] != 0 or any(one >= other for one, other in pairwise(ages)):
        given = ",".join(map(str, ages[:20])) or "nothing"
        raise UsageError(f"ages {given} are no youngest ages of bands; begin with 0 and ascend, as in 0,18,67,80,90")
    if ages[-1] > OLDEST:
        raise UsageError(f"age {ages[-1]} is not known by itself; the oldest is {OLDEST}, which stands for all above")
    return tuple(
        AgeSpan(one, None if other is None else other - 1) for one, other in zip(ages, [*ages[1:], None], strict=True)
    )


def by_span(persons: Floats, spans: Sequence[AgeSpan], axis: int) -> Floats:
    """Sums over the ages of each band, in place of the axis of ages."""
    parts = [np.take(persons, range(*span.places.indices(AGES)), axis=axis).sum(axis=axis) for span in spans]
    stacked: Floats = np.stack(parts, axis=axis)
    return stacked
