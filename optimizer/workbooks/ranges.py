"""Ranges of cells, as formulas name them."""

from __future__ import annotations

from xlsxwriter.utility import xl_range


def cells(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """A range by its rows and columns from 0.

    >>> cells(3, 1, 5, 1)
    'B4:B6'
    """
    return str(xl_range(first_row, first_column, last_row, last_column))
