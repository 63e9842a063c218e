"""Ways to loosen one thing step by step; each further step allows every plan that the one before allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leonplan.optimizer.schema.instance import Instance

PER_MILLE = 0.001
"""Step of norms that are shares: a tenth of a per cent."""


@dataclass(frozen=True)
class Loosening:
    """One thing that can be loosened on a grid."""

    kind: str
    """What is loosened: limit, recruits, tasks, places, money, later, norm, programme, decision, joint."""
    of: str
    """Identifier of what is loosened; with the kind unique among those tried."""
    step: float
    """Size of a step, in the unit."""
    unit: str
    """Unit of the amount."""
    most: int
    """The most steps that make sense."""
    apply: Callable[[Instance, int], Instance]
    """The instance loosened by so many steps."""
    words: Callable[[float], str]
    """What loosening by an amount comes to, as a part of a sentence."""
    goal: str | None = None
    """The goal whose limit is raised, if it is one: its least value is found at once."""

    def amount(self, steps: int) -> float:
        """So many steps in the unit, without the dust of binary fractions."""
        return round(steps * self.step, 9)


def percent(value: float) -> str:
    """A share in per cent with one decimal.

    >>> percent(0.125)
    '12.5 %'
    """
    return f"{100 * value:.1f} %"
