"""The goals, their standing orders, and what an instance may say about them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from leonplan.optimizer.schema.base import NonNegative, Part, Share


class Mode(StrEnum):
    """Which of the two standing orders of goals a plan follows."""

    FRAME = "frame"
    COVER = "cover"


class Goal(StrEnum):
    """What a plan can be judged by; less is better for all of them."""

    SHORTFALL = "shortfall"
    BELOW_MINIMUM = "below_minimum"
    BELOW_SOUND = "below_sound"
    OVERRUN = "overrun"
    UNMET = "unmet"
    ABOVE_LEVEL = "above_level"
    SPEND = "spend"
    TRAVEL = "travel"
    CHANGES = "changes"


class GoalLimit(Part):
    """A hard demand: a goal may not exceed a value. Only such demands, policies and fixed projects can collide."""

    goal: Goal
    """The goal that is limited."""
    at_most: NonNegative
    """Greatest value, in the goal's unit over the decided periods."""


GoalStep = Goal | dict[Goal, Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]]
"""One step of a lexicographic order: a goal, or weights of several goals taken together."""


SOUND = (Goal.BELOW_MINIMUM, Goal.BELOW_SOUND)
"""The goals of sound service; in the standing orders only where a group has a minimum."""

_LAST: tuple[GoalStep, ...] = (Goal.ABOVE_LEVEL, Goal.SPEND, Goal.TRAVEL, Goal.CHANGES)

STANDING: dict[Mode, tuple[GoalStep, ...]] = {
    Mode.FRAME: (Goal.SHORTFALL, *SOUND, Goal.OVERRUN, Goal.UNMET, *_LAST),
    Mode.COVER: (*SOUND, Goal.UNMET, Goal.SHORTFALL, Goal.OVERRUN, *_LAST),
}
"""The orders of the two standing modes."""

STANDING_SLACK = 0.02
"""What the overrun may be exceeded by for less unmet need where a group has a minimum [share of the frames]."""


class Goals(Part):
    """The lexicographic orders of the two standing modes."""

    frame: tuple[GoalStep, ...] | None = None
    """Money and staff are limits, need gives way; none: shortfall, below_minimum, below_sound, overrun, unmet, above_level,
    spend, travel, changes, the two below only where a group has a minimum."""
    cover: tuple[GoalStep, ...] | None = None
    """Need first: what would it take; none: below_minimum, below_sound, unmet, shortfall, overrun, above_level, spend, travel,
    changes, the two below only where a group has a minimum."""
    overrun_slack: Share | None = None
    """How much may be spent over the least overrun, where overrun comes before unmet, for less unmet need [share of the
    operating frames over the horizon]; none: 0.02 where a group has a minimum, else 0."""
