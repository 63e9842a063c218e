"""Unmet need: those served by nothing and what waiting leaves unmet, weighted by severity."""

from __future__ import annotations

from math import fsum

from leonplan.models.data import ModelData
from leonplan.optimizer.results.year import Year

TIERS = 3
"""Parts of equal size into which a group is divided by severity."""


def unmet_persons(data: ModelData, year: Year, g: str) -> float:
    """Unmet need of a group [person equivalents on an average day]."""
    unserved = (persons for (group, _), persons in year.of("unserved").items() if group == g)
    waiting = (
        (1 - data.services[g, l].relief) * persons for (group, l, _), persons in year.of("served").items() if group == g
    )
    return fsum((*unserved, *waiting))


def weighted(persons: float, need: float, severity: float, spread: float) -> float:
    """Unmet need weighted by severity, the least severe third of those in need giving way first.

    persons, need: unmet need and all need of the group [persons on an average day].

    >>> weighted(3, need=6, severity=10, spread=0.5)  # 2 of the first third at 5, 1 of the second at 10
    20.0
    """
    left, total = persons, 0.0
    for tier in range(TIERS):
        here = left if tier == TIERS - 1 else min(left, need / TIERS)
        total += severity * (1 + spread * (tier - 1)) * here
        left -= here
    return total
