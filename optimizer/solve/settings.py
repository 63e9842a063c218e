"""How to solve: an argument everywhere, never a module variable."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """How exactly, how long and with what to solve."""

    gap: float = 1e-3
    """Largest relative distance of value and bound in every goal [share]."""
    time_limit: float | None = None
    """Seconds for all goals together; none: until proven."""
    seed: int = 0
    """Seed of HiGHS."""
    threads: int = 1
    """Threads of HiGHS; the same plan comes out only for the same number."""


GRID = {
    "shortfall": 0.01,
    "overrun": 1.0,
    "unmet": 0.01,
    "above_level": 0.01,
    "spend": 10.0,
    "travel": 1.0,
    "changes": 0.01,
}
"""The grid on which a goal is held while later ones are improved, in the goal's unit: far above the solver's tolerance
(HiGHS calls a right-hand side of 4.000001 infeasible where 4 and 4.000002 solve), far below what a planner would see."""

HELD_SHARE = 1e-4
"""A goal is held at its value plus this share of it, rounded up to the grid."""
