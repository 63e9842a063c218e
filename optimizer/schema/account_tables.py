"""The table that says where in the municipality's accounts money is kept; a class describes one row."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from leonplan.optimizer.schema.base import Id, Row


class WholePost(StrEnum):
    """A post that has one function as a whole."""

    CAPITAL_COST = "capital_cost"
    DISCHARGE_FEE = "discharge_fee"


class KostraFunction(Row):
    """KOSTRA functions, by which municipal accounts are kept; nothing is decided by them, and what no row names stands as not
    stated.

    A row names one thing: a ``level``, with a ``group`` or for every group without a row of its own there; a ``programme``; a
    ``centre``; a ``project``; or a ``post``. Staff, places, units, other cost, fees, compensation and travel follow the level
    at which the work is done; pay for a programme's work follows the programme.
    """

    file = "kostra.csv"
    key = ("level", "group", "programme", "centre", "project", "post")

    level: Id | None = None
    """Service level."""
    group: Id | None = None
    """Need group served at the level; none: every group without a row of its own at this level, and open units."""
    programme: Id | None = None
    """Programme: its cost and its own work."""
    centre: Id | None = None
    """Centre: its fixed cost."""
    project: Id | None = None
    """Project: the change of operating cost that it brings, e.g. upkeep of premises."""
    post: WholePost | None = None
    """Post: ``capital_cost`` (interest and instalments of projects) or ``discharge_fee``."""
    function: Annotated[int, Field(ge=100, le=899)]
    """KOSTRA function, e.g. 253 for care in institutions [number]."""
