"""The last, smaller unit after every choice of projects: mixed-integer rounding of what is built in whole units.

For a centre, level and period, with y whole units open, places operated <= size · y, and built places
B = places + Σ_p change_p · x_p (x_p whole, 0 <= x_p <= M_p, how often project p is finished), the unused u = B - operated >= 0
gives ``size · y + u >= B``. The rule ``last_unit_is_smaller`` rounds it around today's places. Here it is rounded around what is
there once a set S of projects, whose changes are no whole units, is carried out as often as can be: with
b = (places + Σ_{p in S} change_p · M_p) / size, f = b - floor(b) > 0 and G(a) = floor(a) + min(1, (a - floor(a)) / f),

    y + Σ_{p not in S} G(-change_p/size) · x_p + Σ_{p in S} G(change_p/size) · (M_p - x_p) + u / (f · size) >= ceil(b).

Validity: mixed-integer rounding of the row with x_p = M_p - (M_p - x_p) for p in S, in whole y, x_p and M_p - x_p >= 0 and
continuous u >= 0. It is what makes units of 47 places six where there are none today and a project brings them.

Source: Nemhauser and Wolsey (1990), mixed-integer rounding; complementing as Marchand and Wolsey (2001).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain, combinations

from leonplan.optimizer.solve.matrix import Matrix, Terms
from leonplan.optimizer.solve.rows import LinearRow, columns_of_variable, rows_of

BUILT, IN_UNITS = "operated_within_built_places", "operated_within_open_units"
"""The rules that the inequality follows from."""

SETS = 64
"""Most sets of projects looked at for each centre, level and period."""

NONE = 1e-6
"""A fraction this close to none is rounding."""


def state_rows(matrix: Matrix) -> list[LinearRow]:
    """The inequalities of every centre, level and period run in units, but for the one of no project, which is a rule."""
    units, operated = columns_of_variable(matrix, "open_units"), columns_of_variable(matrix, "operated")
    in_units, built = rows_of(matrix, IN_UNITS), rows_of(matrix, BUILT)
    rows: list[LinearRow] = []
    for key, unit in units.items():
        within, limit = in_units.get(key), built.get(key)
        if within is None or limit is None or not within.upper <= 0.0 or not math.isfinite(limit.upper):
            continue
        size = -within.terms.get(unit, 0.0) / within.terms[operated[key]]
        changes = {column: -factor for column, factor in limit.terms.items() if column != operated[key]}
        if size > 0 and all(matrix.whole[column] and matrix.lower[column] >= 0 for column in changes):
            rows += _around_states(matrix, size, limit.upper, changes, unit, operated[key])
    return rows


def _around_states(
    matrix: Matrix, size: float, places: float, changes: Terms, unit: int, operated: int
) -> Iterator[LinearRow]:
    odd = [
        column
        for column, change in changes.items()
        if matrix.upper[column] > 0 and abs(change / size - round(change / size)) > NONE
    ]
    sets = chain.from_iterable(combinations(odd, number) for number in range(1, len(odd) + 1))
    for _, chosen in zip(range(SETS), sets, strict=False):
        b = (places + sum(changes[column] * float(matrix.upper[column]) for column in chosen)) / size
        if NONE < b - math.floor(b) < 1 - NONE:
            yield _rounded(matrix, size, places, changes, unit, operated, frozenset(chosen), b)


def _rounded(
    matrix: Matrix,
    size: float,
    places: float,
    changes: Terms,
    unit: int,
    operated: int,
    chosen: frozenset[int],
    b: float,
) -> LinearRow:
    f = b - math.floor(b)
    terms = {unit: 1.0, operated: -1.0 / (f * size)}
    at_least = math.ceil(b) - places / (f * size)
    for column, change in changes.items():
        if column in chosen:
            factor = -_g(change / size, f)
            at_least += factor * float(matrix.upper[column])
        else:
            factor = _g(-change / size, f)
        terms[column] = factor + change / (f * size)
    return LinearRow(terms, at_least, math.inf)


def _g(coefficient: float, fraction: float) -> float:
    """The mixed-integer rounding of a coefficient, for a right-hand side with this fraction."""
    whole = math.floor(coefficient + NONE)
    return whole + min(1.0, max(0.0, coefficient - whole) / fraction)
