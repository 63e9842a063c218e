"""A problem in HiGHS whose held rows can be moved, searched to within a distance given in the objective's unit."""

from __future__ import annotations

import numpy as np

from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Terms


class MovableLive(Live):
    """A problem of which only limits and the objective change from one run to the next."""

    _asked = 1e-9

    def within(self, distance: float) -> None:
        """Stop the search where plan and bound are this close [the objective's unit]."""
        self._asked = distance
        self._distance = distance / self._unit
        self._highs.setOptionValue("mip_abs_gap", self._distance)

    def aim(self, terms: Terms, constant: float) -> None:
        """Make an expression the objective, and the distance one in its unit."""
        super().aim(terms, constant)
        self.within(self._asked)

    def move(self, row: int, at_most: float) -> None:
        """Give a row that was added by ``hold`` another limit; infinite lifts it."""
        number, unit = self._held[row]
        self._highs.changeRowBounds(row, -np.inf, at_most / unit)
        self._standing.move(number, at_most / unit)
