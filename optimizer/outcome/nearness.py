"""How near a plan lies to the one it is compared with, among all plans that are as good."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nearness:
    """What was found, and proven, of the projects that differ from another plan's."""

    distance: float
    """How far the projects lie apart: 1 for a start more or fewer, less for one moved, see ``planning.project_weights``."""
    bound: float
    """No plan that is as good in every goal has projects that lie nearer."""
    proven: bool
    """Whether distance and bound agree within the gap."""
    needed: frozenset[str] = frozenset()
    """Projects of which it is proven that no plan as good carries them out as the other plan does."""
    interchangeable: frozenset[str] = frozenset()
    """Projects that differ, of which a plan as good was found that carries them out as the other plan does; where policies on
    geography bind, it was not asked whether it keeps these."""
    undecided: frozenset[str] = frozenset()
    """Projects that differ of which time did not allow to say either."""
