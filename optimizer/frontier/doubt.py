"""Answers that contradict each other: a plan at hand beats what an answer calls out of reach."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from leonplan.optimizer.frontier.envelope import Line, known_from
from leonplan.optimizer.frontier.probe import Question

ROUNDING = 1e-6
"""Share of a value that is put down to the solver's rounding."""

GRAIN = 1e-5
"""Part of a step of the grid by which a limit may lie off its place."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A plan that beats a floor."""

    number: int
    """The answer that gave the floor."""
    limit: float
    """Where [x]."""
    reached: float
    """What the plan comes to [y]."""
    proven: float
    """What was called the least [y]; infinite where no plan was to keep the limit."""

    def __str__(self) -> str:
        """What contradicts what."""
        if math.isinf(self.proven):
            return f"HiGHS proved that no plan keeps the limit {self.limit:.10g}, and a plan keeps it"
        return (
            f"HiGHS proved that no plan has less than {self.proven:.10g} at the limit {self.limit:.10g}, "
            f"and a plan has {self.reached:.10g} there"
        )


def contradictions(asked: Sequence[Question], grid: float) -> list[Contradiction]:
    """The answers of which some plan at hand beats the floor, each once. grid: of the limits [x]."""
    known, found = known_from(asked), []
    for floor in known.lower:
        beaten = (one for plan in known.upper if (one := _beaten(plan, floor, GRAIN * grid)))
        first = next(beaten, None)
        found += [first] if first else []
    return found


def _beaten(plan: Line, floor: Line, shift: float) -> Contradiction | None:
    """Both are straight, so a plan's line lies farthest below a floor at an end of what they share."""
    low, high = max(plan.low + shift, floor.low), min(plan.high, floor.high - shift)
    if low > high:
        return None
    for x in (low, high) if plan.slope and math.isfinite(high) else (low,):
        reached, proven = plan.value(x), floor.value(x)
        if proven - reached > ROUNDING * max(1.0, abs(reached), 0.0 if math.isinf(proven) else abs(proven)):
            return Contradiction(floor.number, x, reached, proven)
    return None
