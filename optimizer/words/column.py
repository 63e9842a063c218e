"""What a column of numbers holds: stated once, with its type, for every place that shows, exports or describes it.

A field of a class of rows is declared as ``persons: Annotated[float, Column("persons on an average day", decimals=1)]``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, get_type_hints


@dataclass(frozen=True, slots=True)
class Column:
    """The unit of a column of numbers, and how exactly it is shown to people; files hold every digit."""

    unit: str
    """Its unit, a key of ``vocabulary.UNITS``; empty for numbers that only count rows."""
    decimals: int = 0
    """Digits after the decimal point that are shown."""


YEAR = Column("year")
"""Calendar years."""


def columns_of(kind: type[Any]) -> dict[str, Column | None]:
    """Every column of a class of rows in order, by name; none for texts and flags, which have no unit.

    kind: a dataclass whose numbers are annotated with their ``Column``.
    """
    hints = get_type_hints(kind, include_extras=True)
    return {
        field.name: next(
            (one for one in getattr(hints[field.name], "__metadata__", ()) if isinstance(one, Column)), None
        )
        for field in fields(kind)
    }


def numbers_of(kind: type[Any]) -> dict[str, Column]:
    """The columns of numbers of a class of rows in order, by name."""
    return {name: column for name, column in columns_of(kind).items() if column is not None}


def units_of(kind: type[Any]) -> dict[str, str]:
    """Unit by column, of those that have one."""
    return {name: column.unit for name, column in numbers_of(kind).items() if column.unit}
