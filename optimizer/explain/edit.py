"""Changed copies of an instance: one field, one row, one entry; nothing is validated, the callers keep within the schema."""

from __future__ import annotations

from typing import Any

from leonplan.optimizer.schema.instance import Instance


def with_settings(instance: Instance, **fields: Any) -> Instance:
    """The instance with some fields of its settings replaced."""
    return instance.model_copy(update={"settings": instance.settings.model_copy(update=fields)})


def with_policy(instance: Instance, name: str, **fields: Any) -> Instance:
    """The instance with some fields of one policy replaced."""
    policies = instance.settings.policies
    policy = getattr(policies, name).model_copy(update=fields)
    return with_settings(instance, policies=policies.model_copy(update={name: policy}))


def with_entry(instance: Instance, part: str, index: int, **fields: Any) -> Instance:
    """The instance with some fields of one entry of a list in its settings replaced."""
    entries = getattr(instance.settings, part)
    return with_settings(instance, **{part: _replaced(entries, index, fields)})


def with_row(instance: Instance, table: str, index: int, **fields: Any) -> Instance:
    """The instance with some fields of one row of a table replaced."""
    return instance.model_copy(update={table: _replaced(getattr(instance, table), index, fields)})


def _replaced(rows: tuple[Any, ...], index: int, fields: dict[str, Any]) -> tuple[Any, ...]:
    return (*rows[:index], rows[index].model_copy(update=fields), *rows[index + 1 :])
