"""How to solve: an argument everywhere, never a module variable."""

from __future__ import annotations

from dataclasses import dataclass

MOST_THREADS = 64
"""HiGHS starts and ends its threads in every run: 64 cost a second and do nothing, 1000 cost twenty."""


@dataclass(frozen=True, slots=True)
class Strengthening:
    """Which strengthenings HiGHS is given, each in a file of its own; the plans and bounds are as good without."""

    totals: bool = True
    """Totals in place of one centre's or district's part (``totals``)."""
    states: bool = True
    """The last, smaller unit after every choice of projects (``states``)."""
    starts: bool = True
    """Rounding cuts of the investment frame, in starts (``starts``)."""
    alone: bool = True
    """Starts of projects that what is held makes impossible (``alone``)."""


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """How exactly, how long and with what to solve."""

    gap: float = 1e-3
    """Largest relative distance of value and bound in every goal [share]."""
    time_limit: float | None = None
    """Seconds for all goals together, from when the formulation is built; none: until proven."""
    seed: int = 0
    """Seed of HiGHS."""
    threads: int = 1
    """Threads of HiGHS; the same plan comes out only for the same number."""
    beside: bool = True
    """Whether a solve may use a second core; off where several plans are solved side by side. The plan is the same."""
    strengthening: Strengthening = Strengthening()
    """What spares HiGHS search; all of it, but where the effect of each is measured."""
