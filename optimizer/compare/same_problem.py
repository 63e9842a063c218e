"""Whether two instances are the same problem, in whatever order their rows stand and whatever their sources are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance


def is_same_problem(one: Instance, other: Instance) -> bool:
    """Whether the numbers that would be solved, and the orders of goals, are the same to ten digits."""
    return problem_of(one) == problem_of(other)


def problem_of(instance: Instance) -> tuple[object, ...]:
    """What is the same for the same problem."""
    settings = instance.settings
    return settings.goals, settings.mode, _plain(prepare(instance, project_demand(instance)))


def _plain(value: object) -> str:
    """A value as text that does not depend on the order of its parts."""
    if isinstance(value, float | int):
        return f"{value:.10g}"
    if is_dataclass(value):
        return _plain({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, Mapping):
        return repr(sorted(f"{key}: {_plain(one)}" for key, one in value.items()))
    if isinstance(value, tuple | frozenset):
        return repr(sorted(map(_plain, value)))
    return repr(value)
