"""What a solver found: status, goals with their bounds, and the value of every variable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from leonplan.optimizer.outcome.nearness import Nearness

ROUNDING = 0.01
"""Part of a goal's grid up to which a distance of value and bound is rounding."""


class Status(StrEnum):
    """What is known about a plan; four values and no others."""

    OPTIMAL = "optimal"
    """Proven optimal, within the stated gap, in every goal."""
    FEASIBLE = "feasible"
    """A plan with a known gap in some goal."""
    INFEASIBLE = "infeasible"
    """Hard demands collide: proven that there is no plan."""
    NO_ANSWER = "no_answer"
    """Stopped before there was a plan."""


@dataclass(frozen=True, slots=True)
class GoalResult:
    """One step of the lexicographic order."""

    name: str
    """Goal, or goals with weights, of this step."""
    unit: str
    """Unit of its value."""
    value: float
    """Value in the plan."""
    bound: float
    """No plan that keeps the goals before this one has less."""
    proven: bool
    """Whether it was within the asked gap of its bound when it was taken, and has been held since."""
    held_at: float
    """What later steps were not allowed to exceed: the value, rounded up to the goal's grid."""
    grid: float = 0.0
    """The grid on which it was held, in the goal's unit: what later goals may have cost it in addition to the gap."""
    slack: float = 0.0
    """What later steps were allowed to add, in the goal's unit: stated, and no distance."""

    @property
    def gap(self) -> float:
        """Relative distance of value and bound [share]."""
        value = self.value - self.slack
        distance = max(0.0, value - self.bound)
        return 0.0 if distance <= ROUNDING * self.grid else distance / max(abs(value), abs(self.bound))


@dataclass(frozen=True, slots=True)
class ModelSize:
    """Size of the problem that HiGHS was given."""

    rows: int
    columns: int
    integers: int
    nonzeros: int


@dataclass(frozen=True, slots=True)
class Solution:
    """The best plan found, in the names of the formulation."""

    status: Status
    goals: tuple[GoalResult, ...]
    values: Mapping[str, Mapping[Any, float]]
    """Value by variable and index; zeros left out."""
    size: ModelSize
    build_seconds: float = 0.0
    """Seconds that building the model and turning it into arrays took."""
    interrupted: bool = False
    """Whether the user stopped the search; the plan is the best found until then."""
    log: tuple[str, ...] = ()
    """Anything remarkable on the way, e.g. a step solved again without presolve."""
    nearness: Nearness | None = None
    """How near it lies to a plan that it was to lie near; none if there was none, or no time."""
