"""What is left of a group's need from one period to the next: residents cannot stay where nobody is in need."""

from __future__ import annotations

from fractions import Fraction

from oracle_plans import exact

from leonplan.models.data import ModelData


def left_in_need(data: ModelData, g: str, t: int) -> Fraction:
    """The need that no programme can prevent, as a share of the residents, or later the need, before."""
    if t:
        before = _need(data, g, t - 1)
    else:
        before = sum((exact(x) for (group, _, _), x in data.residents.items() if group == g), Fraction(0))
    preventions = [x for (_, group), x in data.effects.items() if group == g and x.level is None]
    prevented = sum((exact(x.eligible) * exact(x.need_reduction) for x in preventions), Fraction(0))
    return _need(data, g, t) * max(Fraction(0), 1 - prevented) / before if before else Fraction(1)


def _need(data: ModelData, g: str, t: int) -> Fraction:
    return sum((exact(data.need[g, d, data.periods[t].year]) for d in data.districts), Fraction(0))
