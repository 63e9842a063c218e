"""A problem in HiGHS whose held rows can be moved, searched to within a distance given in the objective's unit."""

from __future__ import annotations

import numpy as np

from leonplan.optimizer.solve.live import Live


class MovableLive(Live):
    """A problem of which only limits and the objective change from one run to the next."""

    def within(self, distance: float) -> None:
        """Stop the search where plan and bound are this close [the objective's unit]."""
        self._highs.setOptionValue("mip_abs_gap", distance)

    def move(self, row: int, at_most: float) -> None:
        """Give a row that was added by ``hold`` another limit; infinite lifts it."""
        self._highs.changeRowBounds(row, -np.inf, at_most)
