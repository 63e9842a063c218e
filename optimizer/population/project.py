"""Carries inhabitants on from a base year by cohort ratios."""

from __future__ import annotations

import numpy as np

from leonplan.optimizer.population.inhabitants import Floats
from leonplan.optimizer.population.ratios import Method, improved, take_ratios


def project(persons: Floats, years: int, method: Method) -> Floats:
    """Inhabitants in the years after the last of ``persons`` [persons], of shape (municipalities, ages, years).

    persons: measured, of shape (municipalities, ages, years), all municipalities of the nation; nothing else is known to the
    projection. years: how many to project. Persons are not rounded. Raises ValueError if there are too few measured years.
    """
    ratios = take_ratios(persons, method)
    first, last = method.parents
    now = persons[:, :, -1]
    later = np.empty((*now.shape, years))
    for ahead in range(years):
        survivors = now * improved(ratios.ageing, ahead + 1, method)
        now = np.empty_like(survivors)
        now[:, 1:] = survivors[:, :-1]
        now[:, -1] += survivors[:, -1]
        now[:, 0] = ratios.born if method.holds_births else ratios.births * now[:, first : last + 1].sum(axis=1)
        later[:, :, ahead] = now
    return later
