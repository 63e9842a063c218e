"""Money of an instance in the kroner of another year, and the prices of one instance put into another."""

from __future__ import annotations

from typing import Any

from leonplan.optimizer.schema.base import Part, Row
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.goals import Goal
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.schema.units import unit_of

_MONEY = "kNOK"
_GOALS_IN_MONEY = {Goal.OVERRUN, Goal.SPEND}
_PLAN = ("frames",)
"""Tables whose money is no price."""


def in_prices_of(instance: Instance, year: int, deflator: float) -> Instance:
    """The instance with all money multiplied; year: whose kroner it is in then; deflator: kroner of that year for one of now."""
    tables = {name: tuple(_times(row, deflator) for row in getattr(instance, name)) for name in TABLES}
    settings = _times(instance.settings, deflator)
    limits = tuple(
        limit.model_copy(update={"at_most": limit.at_most * deflator}) if limit.goal in _GOALS_IN_MONEY else limit
        for limit in settings.limits
    )
    return instance.model_copy(
        update={**tables, "settings": settings.model_copy(update={"price_year": year, "limits": limits})}
    )


def with_prices_of(instance: Instance, other: Instance) -> Instance:
    """The instance with the prices of another: whatever both have keeps what it is, and costs what it costs there.

    Frames are no prices, and stay.
    """
    tables: dict[str, Any] = {}
    for name, kind in TABLES.items():
        if name not in _PLAN:
            there = {_key(row, kind): row for row in getattr(other, name)}
            tables[name] = tuple(_priced(row, there.get(_key(row, kind))) for row in getattr(instance, name))
    settings = other.settings
    entries: dict[str, Any] = {}
    for part in ("levels", "groups", "staff"):
        by_id = {one.id: one for one in getattr(settings, part)}
        entries[part] = tuple(_priced(one, by_id.get(one.id)) for one in getattr(instance.settings, part))
    fields = {"discharge_fee": settings.discharge_fee, "capital": settings.capital, "price_year": settings.price_year}
    return with_settings(instance.model_copy(update=tables), **entries, **fields)


def _key(row: Row, kind: type[Row]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in kind.key)


def _money_fields(part: Part) -> list[str]:
    return [name for name, field in type(part).model_fields.items() if unit_of(field).startswith(_MONEY)]


def _times(part: Any, factor: float) -> Any:
    """A part with its money, and that of parts in it, multiplied."""
    changed: dict[str, Any] = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Part):
            changed[name] = _times(value, factor)
        elif isinstance(value, tuple) and value and all(isinstance(one, Part) for one in value):
            changed[name] = tuple(_times(one, factor) for one in value)
    for name in _money_fields(part):
        value = getattr(part, name)
        if value is not None:
            changed[name] = value * factor
    return part.model_copy(update=changed) if changed else part


def _priced(part: Any, other: Any) -> Any:
    """A part with the prices of another of its kind; as it is where there is none."""
    return (
        part if other is None else part.model_copy(update={name: getattr(other, name) for name in _money_fields(part)})
    )
