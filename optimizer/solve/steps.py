"""Steps of a lexicographic order: what they are called, what they sum up, and where they are held."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from leonplan.models.objectives import MEASURES
from leonplan.optimizer.solve.matrix import Matrix, Terms

HELD_PART = 0.1
"""Part of the gap by which a goal may get worse while it is held; the search itself must close the rest."""

UNITS = {measure.name: measure.unit for measure in MEASURES}

WeightedGoals = Mapping[str, float]
"""One step of the order: weights by goal, a single goal with weight 1."""


def step_name(step: WeightedGoals) -> str:
    """A goal's name, or the weighted goals as a sum, e.g. ``1*overrun + 30*unmet``."""
    if list(step.values()) == [1.0]:
        return next(iter(step))
    return " + ".join(f"{weight:g}*{goal}" for goal, weight in step.items())


def step_unit(step: WeightedGoals) -> str:
    """Unit of a step's value."""
    return UNITS[next(iter(step))] if list(step.values()) == [1.0] else "weighted"


Grids = Mapping[str, float]
"""The grid on which a goal is held, by goal, in its unit."""


def grid_of(step: WeightedGoals, grids: Grids) -> float:
    """The grid of a step, in its unit."""
    return max(grids[goal] * weight for goal, weight in step.items())


def held_at(step: WeightedGoals, value: float, gap: float, grids: Grids) -> float:
    """What later steps may not exceed: the value and a small part of the gap, rounded up to the grid.

    >>> held_at({"unmet": 1.0}, 8.3123, 1e-3, {"unmet": 0.001})
    8.314
    """
    grid = grid_of(step, grids)
    return round(math.ceil((value + abs(value) * gap * HELD_PART) / grid - 1e-6) * grid, 9)


def slack_of(steps: Sequence[WeightedGoals], slack: float) -> dict[str, float]:
    """What later steps may add to a step, by its name: to the overrun where it comes before unmet need, nothing else.

    >>> slack_of(({"overrun": 1.0}, {"unmet": 1.0}), 50.0), slack_of(({"unmet": 1.0}, {"overrun": 1.0}), 50.0)
    ({'overrun': 50.0}, {})
    """
    names = [step_name(step) for step in steps]
    is_before = "overrun" in names and any("unmet" in step for step in steps[names.index("overrun") :])
    return {"overrun": slack} if slack and is_before else {}


def terms_of(matrix: Matrix, step: WeightedGoals) -> tuple[Terms, float]:
    """Terms and constant of a step."""
    terms: Terms = {}
    constant = 0.0
    for goal, weight in step.items():
        parts, number = matrix.goals[goal]
        constant += weight * number
        for column, coefficient in parts.items():
            terms[column] = terms.get(column, 0.0) + weight * coefficient
    return terms, constant
