"""Work that a year's services, units and programmes take."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from leonplan.models.data import ModelData
from leonplan.optimizer.results.year import Year


def work_by_level(data: ModelData, year: Year) -> dict[tuple[str, str], float]:
    """Work by (level, category): per person and per open unit, less what programmes save [FTE at work]."""
    persons: dict[tuple[str, str], list[float]] = {}
    for (g, l, _), served in year.of("served").items():
        persons.setdefault((g, l), []).append(served)
    parts: dict[tuple[str, str], list[float]] = {(l, k): [] for l in data.levels for k in data.categories}
    for (g, l, k), norm in data.fte_per_person.items():
        parts[l, k].append(norm * fsum(persons.get((g, l), ())))
    for (l, k), norm in data.fte_per_unit.items():
        parts[l, k].append(norm * sum(units for (_, at), units in year.of("open_units").items() if at == l))
    for (q, g, _), taking_part in year.of("participants").items():
        effect = data.effects[q, g]
        if effect.level is not None:
            for k, saved in effect.fte_saved.items():
                parts[effect.level, k].append(-saved * taking_part)
    return {key: fsum(amounts) for key, amounts in parts.items()}


def work_of_programmes(data: ModelData, year: Year) -> dict[str, float]:
    """Work that programmes take by category [FTE at work]."""
    return {
        k: fsum(
            data.programmes[q].fte_per_participant.get(k, 0.0) * taking_part
            for (q, _, _), taking_part in year.of("participants").items()
        )
        for k in data.categories
    }


def work_by_category(data: ModelData, year: Year) -> dict[str, float]:
    """All work by category [FTE at work]."""
    levels, programmes = work_by_level(data, year), work_of_programmes(data, year)
    return {k: fsum((programmes[k], *(levels[l, k] for l in data.levels))) for k in data.categories}


def competence_wanted(data: ModelData, year: Year) -> dict[str, float]:
    """Work that wants a category's competence, by category with a floor [FTE at work]."""
    if not data.policies.minimum_competence:
        return {}
    levels = work_by_level(data, year)
    wanted: dict[str, float] = {}
    for (l, k), share in data.competence_floor.items():
        if share > 0:
            wanted[k] = wanted.get(k, 0.0) + share * fsum(levels[l, w] for w in data.categories)
    return wanted


def competent_work(data: ModelData, covers: Mapping[tuple[str, str], float], k: str) -> float:
    """Work done by a category and those who may do all of its work [FTE at work]."""
    return fsum(fte for (j, _), fte in covers.items() if k in data.categories[j].may_do)
