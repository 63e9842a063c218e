"""Cohort ratios: how many of an age are a year older a year later, deaths and moves together.

Hamilton and Perry (1962), *A short method for projecting population by age from one decennial census to another*, Social Forces
41(2); here by single years. A ratio needs no deaths or moves by age, which small municipalities do not publish.

Arrays have the shape (municipalities, ages, years), the last year being the base; ages are single years, the last is open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leonplan.optimizer.population.inhabitants import Floats


@dataclass(frozen=True, slots=True)
class Method:
    """How ratios are taken from the years before, and what becomes of them later."""

    window: int = 5
    """Ratios are means over so many years before the base [years]."""
    pull: float = 100.0
    """With so many person-years at an age, a municipality's own ratio and the nation's count half each [person-years]."""
    improvement: float = 0.012
    """Losses (1 less the ratio) at the ages ``old`` to ``fading`` fall by this share a year [share a year]."""
    old: int = 60
    """Age from which losses are deaths more than moves, and fall [years]."""
    fading: int = 85
    """Age from which they fall less the older people are, in a straight line [years]."""
    unmoved: int = 100
    """Age from which they do not fall [years]."""
    parents: tuple[int, int] = (20, 44)
    """Ages of those by whom the newly born are counted: first and last [years]."""
    holds_births: bool = True
    """True if as many are born every year as on average in the window; false if in proportion to the parents' ages."""

    def improvement_at(self, age: Floats) -> Floats:
        """The share by which losses of those who become an age fall a year, by age."""
        faded = np.clip((self.unmoved - age) / (self.unmoved - self.fading), 0.0, 1.0)
        share: Floats = np.where(age >= self.old, self.improvement * faded, 0.0)
        return share


@dataclass(frozen=True, slots=True)
class Ratios:
    """What carries a population on by a year."""

    ageing: Floats
    """Inhabitants of the next age a year later for each inhabitant of an age, of shape (municipalities, ages): the last is
    of the last two ages together, as the open age gets both; so the last but one is never used alone."""
    births: Floats
    """Inhabitants of age 0 for each inhabitant of the parents' ages, of shape (municipalities,)."""
    born: Floats
    """Inhabitants of age 0 a year in the window [persons], of shape (municipalities,)."""


def take_ratios(persons: Floats, method: Method) -> Ratios:
    """Ratios of the years up to the last of ``persons``, each drawn towards the nation's the more, the fewer it rests on.

    With n person-years under risk in the window, a municipality's own ratio counts n / (n + pull) and the nation's the rest.
    Raises ValueError if there are not years enough for the window.
    """
    if persons.shape[2] <= method.window:
        raise ValueError(f"{persons.shape[2]} years are too few for {method.window} ratios")
    window = persons[:, :, -method.window - 1 :]
    young, old = window[:, :, :-1].sum(axis=2), window[:, :, 1:].sum(axis=2)
    ageing = np.empty(young.shape)
    ageing[:, :-2] = _drawn(old[:, 1:-1], young[:, :-2], method.pull)
    last_two = young[:, -2:].sum(axis=1, keepdims=True)
    ageing[:, -2:] = _drawn(old[:, -1:], last_two, method.pull)
    first, last = method.parents
    parents = window[:, first : last + 1, 1:].sum(axis=(1, 2))
    return Ratios(ageing, _drawn(old[:, 0], parents, method.pull), old[:, 0] / method.window)


def improved(ageing: Floats, years: int, method: Method) -> Floats:
    """Ratios some years after the base: losses of the old have fallen, gains are as they were.

    years: 1 for the step from the base to the year after. The window's steps lie (window - 1) / 2 years before its last on
    average, so the first step is (window + 1) / 2 years later than what was measured. The ratio at a place is of those who
    become ``place + 1``, or of the open age.
    """
    later = years + (method.window - 1) / 2
    becoming = np.minimum(np.arange(1.0, ageing.shape[1] + 1), ageing.shape[1] - 1)
    loss = 1 - ageing
    better: Floats = np.where(loss > 0, 1 - loss * (1 - method.improvement_at(becoming)) ** later, ageing)
    return better


def _drawn(later: Floats, before: Floats, pull: float) -> Floats:
    """Ratios of two counts by municipality, drawn towards the nation's; the nation's where there is nobody."""
    nation_before = before.sum(axis=0)
    nation = np.divide(later.sum(axis=0), nation_before, out=np.ones_like(nation_before), where=nation_before > 0)
    total = before + pull
    drawn: Floats = np.divide(
        later + pull * nation, total, out=np.broadcast_to(nation, total.shape).copy(), where=total > 0
    )
    return drawn
