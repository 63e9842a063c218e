"""Rounding cuts of the investment frame, in starts: which projects fit into one period's frame together.

For a period t let s_p = started[p,t] - started[p,t-1], whole, 0 <= s_p <= m_p, be how often project p starts, a_p its cost net of
the most grant there can be (grant · added places), and e >= 0 the outlay over the frame. ``invest_within_frame`` with
``grants_only_for_added_places`` gives ``Σ_p a_p · s_p - e <= frame``. Divide by δ > 0, complement the projects of a set K
(s_p = m_p - (m_p - s_p)), and round: with β = (frame - Σ_{p in K} a_p · m_p) / δ, f = β - floor(β) and
F(z) = floor(z) + max(0, z - floor(z) - f) / (1 - f),

    Σ_{p not in K} F(a_p/δ) · s_p + Σ_{p in K} F(-a_p/δ) · (m_p - s_p) <= floor(β) + e / (δ · (1 - f)).

Validity: mixed-integer rounding of a valid row in whole s_p and m_p - s_p >= 0 and continuous e >= 0. HiGHS does not find it: in
``started``, which counts up, the row holds each project twice, with opposite signs. Written back in ``started`` it is a row like
others; it holds for every goal. Separated from the linear relaxation: δ from the a_p and halves and quarters, K first those at
more than half of m_p, then changed one by one while that helps.

Source: Marchand and Wolsey (2001), Aggregation and mixed integer rounding to solve MIPs, here for one knapsack row.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from leonplan.optimizer.solve.matrix import Floats, Matrix, Terms
from leonplan.optimizer.solve.rows import LinearRow, columns_of_variable, rows_of

FRAME, GRANTS, STAYING, DISTANCE = (
    "invest_within_frame",
    "grants_only_for_added_places",
    "projects_stay_started",
    "repeats_keep_their_distance",
)
"""The rules that the cuts follow from."""

VIOLATED = 1e-4
"""A cut broken by less is not worth a row."""

NONE = 1e-6
"""A fraction this close to none is rounding."""


@dataclass(frozen=True, slots=True)
class Starting:
    """How often a project starts in a period."""

    cost: float
    """Outlay net of the most grant, a_p [kNOK]."""
    most: float
    """How often it can start, m_p [times]."""
    terms: Terms
    """s_p in columns: started by the period, less started by the one before."""

    def times(self, plan: Floats) -> float:
        """s_p in a plan or a point of the relaxation."""
        return sum(factor * float(plan[column]) for column, factor in self.terms.items())


@dataclass(frozen=True, slots=True)
class Knapsack:
    """``Σ_p a_p · s_p - over <= frame`` in one period."""

    starting: tuple[Starting, ...]
    frame: float
    over: int
    """The column of outlay over the frame."""


def knapsacks(matrix: Matrix) -> list[Knapsack]:
    """The investment frames of all periods in which something can start, from the rows of the problem that are on."""
    started, granted = columns_of_variable(matrix, "started"), columns_of_variable(matrix, "granted")
    over = columns_of_variable(matrix, "investment_overrun_in")
    staying, grants, distance = rows_of(matrix, STAYING), rows_of(matrix, GRANTS), rows_of(matrix, DISTANCE)
    found: list[Knapsack] = []
    for period, frame in rows_of(matrix, FRAME).items():
        starting: list[Starting] = []
        rest = dict(frame.terms)
        for key, column in started.items():
            project, when = key
            stays = staying.get(key)
            if when != period or column not in frame.terms or stays is None or stays.lower < 0:
                continue
            cost = frame.terms[column]
            for at in stays.terms:
                rest.pop(at, None)
            money = granted.get(key)
            if money in rest:
                grant, most = rest.pop(money), grants.get(key)
                added = 0.0 if most is None or most.upper > 0 else -most.terms.get(column, 0.0)
                cost += grant * added if added else -math.inf
            most_starts = min(float(matrix.upper[column]), stays.upper)
            repeat = distance.get((project, period, period))
            if repeat is not None:
                most_starts = min(most_starts, repeat.upper)
            if most_starts > 0:
                starting.append(Starting(cost, float(math.floor(most_starts + NONE)), stays.terms))
        rest.pop(over[period], None)
        is_usable = not rest and math.isfinite(frame.upper) and all(math.isfinite(x.cost) for x in starting)
        if starting and is_usable and all(math.isfinite(x.most) for x in starting):
            found.append(Knapsack(tuple(starting), frame.upper, over[period]))
    return found


def cuts_at(knapsack_of: Sequence[Knapsack], point: Floats) -> list[LinearRow]:
    """The cut of each period that a point of the relaxation breaks by most, where there is one."""
    found = (_Rounding(knapsack, point).best() for knapsack in knapsack_of)
    return [row for row in found if row is not None]


class _Rounding:
    """The search for δ and K at one point."""

    def __init__(self, knapsack: Knapsack, point: Floats) -> None:
        self._knapsack = knapsack
        self._times = [x.times(point) for x in knapsack.starting]
        self._over = float(point[knapsack.over])

    def best(self) -> LinearRow | None:
        starting = self._knapsack.starting
        at_first = tuple(times > x.most / 2 for x, times in zip(starting, self._times, strict=True))
        undecided = sorted(
            range(len(starting)), key=lambda number: abs(self._times[number] - starting[number].most / 2)
        )
        best, chosen = VIOLATED, None
        for delta in sorted({x.cost for x in starting if x.cost > 0}):
            in_k = at_first
            broken = self._broken(delta, in_k)
            for number in undecided:
                other = (*in_k[:number], not in_k[number], *in_k[number + 1 :])
                by = self._broken(delta, other)
                if by > broken + 1e-9:
                    broken, in_k = by, other
            for part in (1.0, 2.0, 4.0):
                by = self._broken(delta / part, in_k)
                if by > best + 1e-9:
                    best, chosen = by, (delta / part, in_k)
        return None if chosen is None else cut_of(self._knapsack, *chosen)

    def _broken(self, delta: float, in_k: Sequence[bool]) -> float:
        """By how much the point breaks the cut of this δ and K."""
        beta, f = _beta(self._knapsack, delta, in_k)
        if not NONE < f < 1 - NONE:
            return -math.inf
        parts = zip(self._knapsack.starting, self._times, in_k, strict=True)
        left = sum(
            _f(-x.cost / delta, f) * (x.most - times) if inside else _f(x.cost / delta, f) * times
            for x, times, inside in parts
        )
        return left - math.floor(beta) - self._over / (delta * (1 - f))


def cut_of(knapsack: Knapsack, delta: float, in_k: Sequence[bool]) -> LinearRow:
    """The cut of a δ and a set K (which projects are complemented, in the knapsack's order)."""
    beta, f = _beta(knapsack, delta, in_k)
    at_most = float(math.floor(beta))
    terms: dict[int, float] = {knapsack.over: -1.0 / (delta * (1 - f))}
    for x, inside in zip(knapsack.starting, in_k, strict=True):
        factor = -_f(-x.cost / delta, f) if inside else _f(x.cost / delta, f)
        at_most += factor * x.most if inside else 0.0
        for column, times in x.terms.items():
            terms[column] = terms.get(column, 0.0) + factor * times
    return LinearRow({column: factor for column, factor in terms.items() if factor}, -math.inf, at_most)


def _beta(knapsack: Knapsack, delta: float, in_k: Sequence[bool]) -> tuple[float, float]:
    beta = (knapsack.frame - sum(x.cost * x.most for x, k in zip(knapsack.starting, in_k, strict=True) if k)) / delta
    return beta, beta - math.floor(beta)


def _f(z: float, f: float) -> float:
    """The rounding of a coefficient, for a right-hand side with this fraction."""
    whole = math.floor(z + 1e-9)
    return whole + max(0.0, z - whole - f) / (1 - f)
