"""The plan of the smallest instance, solved once for all tests that look at it."""

from __future__ import annotations

from functools import cache
from typing import Any

from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.planning.with_reference import plan_with_reference
from leonplan.optimizer.schema.instance import Instance


@cache
def tiny() -> Instance:
    return load_instance(find_instance("tiny"))


@cache
def tiny_plan() -> Plan:
    return plan_instance(tiny())


@cache
def tiny_plan_with_reference() -> Plan:
    """The same with doing nothing next to it."""
    return plan_with_reference(tiny())


def with_settings(instance: Instance, **changes: Any) -> Instance:
    """The instance with some fields of its settings replaced; values are validated."""
    settings = type(instance.settings).model_validate(instance.settings.model_dump() | changes)
    return instance.model_copy(update={"settings": settings})


def with_policy(instance: Instance, **policies: dict[str, Any]) -> Instance:
    """The instance with some policies replaced."""
    return with_settings(instance, policies=instance.settings.policies.model_dump() | policies)


def with_row(instance: Instance, table: str, index: int, **changes: Any) -> Instance:
    """The instance with some fields of one row of a table replaced."""
    rows = list(getattr(instance, table))
    rows[index] = type(rows[index]).model_validate(rows[index].model_dump() | changes)
    return instance.model_copy(update={table: tuple(rows)})


def with_part(instance: Instance, part: str, index: int, **changes: Any) -> Instance:
    """The instance with some fields of one entry of a list in its settings replaced."""
    entries = [entry.model_dump() for entry in getattr(instance.settings, part)]
    entries[index] |= changes
    return with_settings(instance, **{part: entries})
