"""What every part of an instance has in common: frozen, strict, documented by its own docstrings."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""Identifier: lower-case letters, digits and underscores, starting with a letter."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
"""Text for people; may hold any letters, never markup."""

Year = Annotated[int, Field(ge=1900, le=2200)]
NonNegative = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Growth = Annotated[float, Field(gt=-1, le=1, allow_inf_nan=False)]
"""Yearly relative change: -0.01 for one per cent less a year; -1 would leave nothing, 1 doubles every year."""
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Part(BaseModel):
    """A frozen part of an instance; unknown fields are errors, attribute docstrings are its documentation."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Sourced(Part):
    """A part whose numbers come from somewhere."""

    source: Id
    """Id of the source of this row's numbers, from the instance's list of sources."""


class Row(Sourced):
    """One row of a table."""

    file: ClassVar[str]
    """Name of the table's file in the instance folder."""
    key: ClassVar[tuple[str, ...]]
    """Columns that together name a row; no two rows may agree in all of them."""
    required: ClassVar[bool] = False
    """True if the file must be there."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Every column in the order in which tables are written: the key first, the source last."""
        return (*cls.key, *(name for name in cls.model_fields if name not in (*cls.key, "source")), "source")
