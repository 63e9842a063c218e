"""A value as the text of a cell: what is written reads back as the very same value."""

from __future__ import annotations

from enum import Enum

_LARGEST_PLAIN = 1e15
"""Whole numbers below this are written without decimals."""


def cell_text(value: object) -> str:
    """A value as the text of a CSV cell; the text of a number reads back as the very same number.

    >>> [cell_text(value) for value in (None, True, 3.0, 0.1, ("a", "b"), (0.25, 0.75))]
    ['', 'true', '3', '0.1', 'a b', '0.25 0.75']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _LARGEST_PLAIN else repr(value)
    if isinstance(value, tuple):
        return " ".join(map(cell_text, value))
    return str(value.value) if isinstance(value, Enum) else str(value)
