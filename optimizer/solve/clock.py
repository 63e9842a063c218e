"""The one clock of a piece of work: everything in it that takes time looks here, so that a limit is a limit for the whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

CLOSING, CLOSING_SHARE = 1.0, 0.05
"""Seconds, and share of the time limit, in which a plan may still be filled in and tidied up after the limit."""

FILLING = 0.75
"""Part of the time left to close that filling in may take."""


@dataclass(frozen=True, slots=True)
class Clock:
    """When to stop."""

    deadline: float | None
    """Moment on the clock's own time; none: never."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when the user asks to stop."""
    closing: float = 0.0
    """Seconds after the deadline in which what was found may be made a plan, all of it together."""
    now: Callable[[], float] = time.monotonic
    """What time it is [s]."""

    @classmethod
    def starting_now(
        cls,
        time_limit: float | None,
        stop: threading.Event | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> Clock:
        """A clock that runs out after so many seconds; ``stop`` is set elsewhere when the user asks to stop."""
        if time_limit is None:
            return cls(None, stop or threading.Event(), now=now)
        return cls(now() + time_limit, stop or threading.Event(), CLOSING + CLOSING_SHARE * time_limit, now)

    @property
    def left(self) -> float | None:
        """Seconds left, none: as many as it takes."""
        return None if self.deadline is None else self.deadline - self.now()

    @property
    def share(self) -> float | None:
        """Seconds for a goal that others come after: half of those left, so that a hard goal does not starve the rest."""
        return None if self.left is None else self.left / 2

    @property
    def to_close(self) -> float | None:
        """Seconds left for making a plan of what was found; none: as many as it takes."""
        return None if self.left is None else self.left + self.closing

    @property
    def to_fill_in(self) -> float | None:
        """Seconds for filling in, without which there is no plan; tidying up comes after it and can be left out."""
        return None if self.to_close is None else FILLING * self.to_close

    def sooner(self, share: float) -> Clock:
        """A clock that runs out sooner by a share of the time left, so that something is left for what comes after."""
        if self.deadline is None or self.left is None:
            return self
        return replace(self, deadline=self.deadline - share * max(0.0, self.left))

    def within(self, seconds: float) -> Clock:
        """A clock that runs out after so many seconds, if it does not sooner."""
        ends = self.now() + seconds
        return replace(self, deadline=ends if self.deadline is None else min(ends, self.deadline))

    def leaving(self, seconds: float) -> Clock:
        """A clock that runs out so many seconds earlier, and has these to close."""
        return self if self.deadline is None else replace(self, deadline=self.deadline - seconds, closing=seconds)

    @property
    def is_out(self) -> bool:
        """Whether time is up, or the user asked to stop."""
        return self.stop.is_set() or (self.left is not None and self.left <= 0)
