"""Changed copies of an instance: fields, rows, entries; nothing is validated, the callers keep within the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from leonplan.optimizer.schema.base import Part
from leonplan.optimizer.schema.goals import Goal, GoalLimit
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Source, SourceKind


def with_settings(instance: Instance, **fields: Any) -> Instance:
    """The instance with some fields of its settings replaced."""
    return instance.model_copy(update={"settings": instance.settings.model_copy(update=fields)})


def with_limits(instance: Instance, at_most: Mapping[Goal, float]) -> Instance:
    """The instance with goals limited, in place of any limits on them; at_most: in each goal's unit."""
    others = (limit for limit in instance.settings.limits if limit.goal not in at_most)
    return with_settings(instance, limits=(*others, *(GoalLimit(goal=g, at_most=x) for g, x in at_most.items())))


def with_assumption(instance: Instance, id: str, title: str) -> Instance:
    """The instance with an assumption among its sources, in place of any source of this id."""
    settings = instance.settings
    source = Source(id=id, title=title, year=settings.price_year, kind=SourceKind.ASSUMPTION)
    return with_settings(instance, sources=(*(one for one in settings.sources if one.id != id), source))


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


def with_rows(instance: Instance, table: str, rows: Iterable[Part]) -> Instance:
    """The instance with other rows in a table."""
    return instance.model_copy(update={table: tuple(rows)})


def map_rows(instance: Instance, table: str, wanted: Callable[[Any], bool], change: Callable[[Any], Part]) -> Instance:
    """The instance with some rows of a table, or entries of a list of the settings, changed."""
    if table in Instance.model_fields:
        return with_rows(instance, table, (change(row) if wanted(row) else row for row in getattr(instance, table)))
    entries = tuple(change(one) if wanted(one) else one for one in getattr(instance.settings, table))
    return with_settings(instance, **{table: entries})


def _replaced(rows: tuple[Any, ...], index: int, fields: dict[str, Any]) -> tuple[Any, ...]:
    return (*rows[:index], rows[index].model_copy(update=fields), *rows[index + 1 :])
