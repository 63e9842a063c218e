"""Rows and bounds that follow from a problem and from what is held on it, given to HiGHS so that its proofs are shorter.

Each is a strengthening in a file of its own, with its validity: ``states``, ``starts``, ``alone`` (and ``totals``, which is no
row but a change of columns). None is part of the problem: answers are judged without them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leonplan.optimizer.solve.alone import PROJECTS, Bounds, possible_starts
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Matrix, Terms
from leonplan.optimizer.solve.rows import LinearRow
from leonplan.optimizer.solve.settings import Strengthening
from leonplan.optimizer.solve.starts import Knapsack, cuts_at, knapsacks
from leonplan.optimizer.solve.states import state_rows

ROUNDS = 12
"""Most rounds of cuts before a goal."""

PROBED = 4.0
"""Seconds in which starts of whole projects are probed where outlay may exceed its frame."""

PART = 0.2
"""Part of the time left that looking for more may take."""


class Sharpening:
    """What follows from a problem, and from what is held on it."""

    def __init__(self, matrix: Matrix, wanted: Strengthening) -> None:
        """Find what follows from the rules alone."""
        self._matrix, self._wanted = matrix, wanted
        self._knapsacks: list[Knapsack] = knapsacks(matrix) if wanted.starts else []
        self._projects = {column for name in PROJECTS for _, column in matrix.variables.get(name, ())}
        self._is_stale = False
        self.first: list[LinearRow] = state_rows(matrix) if wanted.states else []
        """Rows that every plan keeps, known at the start."""
        self.rows: list[LinearRow] = []
        """Rows that every plan keeps, found on the way."""
        self.bounds: Bounds | None = None
        """Bounds that every plan keeps which keeps what is held."""

    def take(self, rows: Sequence[LinearRow], bounds: Bounds | None) -> None:
        """Take over what was found on a relaxation, and look for no more cuts."""
        self._knapsacks = []
        self._is_stale = False
        self.rows += rows
        self.bounds = bounds

    def held(self, terms: Terms) -> None:
        """Something is held from now on: possible starts are looked at again if projects count in it."""
        self._is_stale |= self._wanted.alone and any(column in self._projects for column in terms)

    @property
    def has_cuts(self) -> bool:
        """Whether there is anything to cut."""
        return bool(self._knapsacks)

    def look(
        self, held: Sequence[LinearRow], linear: Live | None, clock: Clock
    ) -> tuple[list[LinearRow], Bounds | None]:
        """Look for more before a goal is taken; returns what is new.

        held: what is held. linear: the relaxation with what is held and the rows found, aimed at the goal; none: no cuts.
        clock: of the search that is helped.
        """
        if clock.left is not None:
            clock = clock.within(PART * clock.left)
        new = [] if linear is None else self._cut(linear, clock)
        self.rows += new
        if not self._is_stale:
            return new, None
        self._is_stale = False
        self.bounds = possible_starts(self._matrix, [*self.rows, *held], PROBED, clock)
        return new, self.bounds

    def _cut(self, linear: Live, clock: Clock) -> list[LinearRow]:
        found: list[LinearRow] = []
        for _ in range(ROUNDS):
            point = linear.run(clock.left).values
            cuts = [] if point is None else cuts_at(self._knapsacks, point)
            if not cuts:
                break
            for cut in cuts:
                linear.follow(cut.terms, cut.lower, cut.upper)
            found += cuts
        return found


def carried(
    rows: Sequence[LinearRow], bounds: Bounds | None, source: Matrix, target: Matrix
) -> tuple[list[LinearRow], Bounds | None]:
    """Rows and bounds of one form of the formulation in another, by what the columns are; those it does not know are left out.

    Valid where the source is a relaxation of the target and holds nothing that the target does not hold.
    """
    known = {(name, key): column for name, found in target.variables.items() for key, column in found}
    at = {column: known.get((name, key)) for name, found in source.variables.items() for key, column in found}
    moved = []
    for row in rows:
        terms = {at[column]: factor for column, factor in row.terms.items()}
        if None not in terms:
            moved.append(
                LinearRow({column: x for column, x in terms.items() if column is not None}, row.lower, row.upper)
            )
    if bounds is None:
        return moved, None
    columns = [at[int(column)] for column in bounds.columns]
    kept = [number for number, column in enumerate(columns) if column is not None]
    there = np.array([columns[number] for number in kept], dtype=np.int32)
    return moved, Bounds(there, bounds.lower[kept], bounds.upper[kept])
