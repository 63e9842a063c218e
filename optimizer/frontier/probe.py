"""One question to the solver about the frontier, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    """What is asked; y is the goal of the frontier and x the limit."""

    LEAST_X = "least_x"
    """The least x that any plan needs: where the frontier begins."""
    LEAST_Y = "least_y"
    """The least y at a limit (an epsilon-constraint); no limit: where the frontier ends."""
    SLOPE = "slope"
    """The least of y + price · x within limits: a line under the frontier between them."""
    REACH = "reach"
    """The least x at which y is at most a value: where the frontier jumps below it."""
    SAME = "same"
    """The least y at a limit with the whole decisions of an earlier answer: a plan, and no proof."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A question."""

    ask: Ask
    low: float | None = None
    """Least limit that counts; only for slopes [x]."""
    high: float | None = None
    """Largest limit; none: as much as is wanted [x]."""
    price: float = 0.0
    """Price of x; only for slopes [y/x]."""
    value: float | None = None
    """Value that y must reach; only for reaches [y]."""
    near: tuple[float, float] | None = None
    """Between which limits the decisions found are tried as well [x]."""
    of: int | None = None
    """Number of the answer whose whole decisions are taken; only for ``same``."""
    attempt: int = 0
    """How often it was asked before, because the answer contradicted another one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: a plan of the whole problem and what it proves."""

    x: float
    """Limit that the plan keeps, on the axis's grid [x]."""
    y: float
    """What the plan comes to in the goal of the frontier [y]."""
    bound: float
    """No plan has less of what was asked; minus infinity if the search was stopped before it knew."""
    whole: str
    """Name of the plan's whole decisions: plans of the same name can be mixed."""
    corners: tuple[tuple[float, float], ...]
    """(x, y) of plans with the same whole decisions at other limits."""
    columns: dict[int, float]
    """The plan: value by column of the whole problem, zeros left out."""
    seconds: float
    """Seconds that it took."""
    solves: int
    """Problems that HiGHS solved for it."""
    busy: float
    """Seconds of these within HiGHS."""
    filling: float = 0.0
    """Seconds of these in which the plan was filled in on the whole problem, and tried at limits around its own."""
    is_located: bool = False
    """Whether it was searched on the whole problem, because geography binds."""
    is_stopped: bool = False
    """Whether the search was stopped before the proof; only such answers depend on the clock."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer."""

    probe: Probe
    found: Answer | None
    """None: no plan was found before the search was stopped."""
