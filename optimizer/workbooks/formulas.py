"""Cells that a spreadsheet works out itself, with the value that they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isclose

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the program's own; no text of a user stands in one."""

    text: str
    """The formula, with its equals sign."""
    value: float
    """What it comes to."""


def cell(line: int, column: int) -> str:
    """The cell of a line in a column, both from 0, in a sheet whose first row holds the headings.

    >>> cell(0, 3)
    'D2'
    """
    return str(xl_rowcol_to_cell(line + 1, column))


def absolute(line: int, column: int) -> str:
    """The same, which stays where it is wherever a formula is moved.

    >>> absolute(0, 1)
    '$B$2'
    """
    return str(xl_rowcol_to_cell(line + 1, column, row_abs=True, col_abs=True))


def checked(text: str, found: float, value: float) -> Formula | float:
    """A formula that comes to what is found; the value itself where that is something else.

    >>> checked("=B2", 1.0, 2.0)
    2.0
    """
    return Formula(text, value) if isclose(found, value, rel_tol=1e-9, abs_tol=1e-6) else value


def weighted_sum(line: int, terms: Sequence[tuple[int, int, float]], value: float) -> Formula | float:
    """The sum of a line's cells, each counted as often as its weight says.

    terms: column, weight and number of each; value: what they come to.

    >>> weighted_sum(0, [(3, 1, 10.0), (4, 2, 20.0)], 50.0)
    Formula(text='=D2+2*E2', value=50.0)
    """
    parts = (cell(line, column) if weight == 1 else f"{weight}*{cell(line, column)}" for column, weight, _ in terms)
    found = fsum(weight * number for _, weight, number in terms)
    return checked(f"={'+'.join(parts)}", found, value) if terms else value


def less_that_of(line: int, column: int, names: int, name: str, value: float) -> Formula:
    """A line's cell less that of the line with a name, wherever sorting has moved it.

    names: column of the names; name: one of the program's own.

    >>> less_that_of(1, 3, 0, "Utgangspunkt", 5.0).text
    '=D3-INDEX(D:D,MATCH("Utgangspunkt",A:A,0))'
    """
    within, where = (f"{xl_col_to_name(at)}:{xl_col_to_name(at)}" for at in (column, names))
    return Formula(f'={cell(line, column)}-INDEX({within},MATCH("{name}",{where},0))', value)
