"""What can be chosen when solving without changing the instance's files: population variant and horizon."""

from __future__ import annotations

from collections.abc import Iterable

from leonplan.optimizer.check import check_instance
from leonplan.optimizer.demand import ALL_VARIANTS
from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.schema.instance import Instance


def overlay(instance: Instance, *, population: str | None = None, horizon: str | None = None) -> Instance:
    """The instance with another population variant or horizon.

    population: a value of the column ``variant``; horizon: a name in ``horizon.variants``; none keeps what the settings
    say. Raises UsageError, listing the choices, for a name that is not there, and InputError if the instance does not
    hold together with the choice. The instance given is not changed.
    """
    if population is None and horizon is None:
        return instance
    settings = instance.settings
    if population is not None:
        known = {row.variant for row in instance.population} - {ALL_VARIANTS} | {settings.population_variant}
        _refuse_unknown("population variant", population, known)
        settings = settings.model_copy(update={"population_variant": population})
    if horizon is not None:
        _refuse_unknown("horizon", horizon, settings.horizon.variants)
        periods = settings.horizon.variants[horizon]
        settings = settings.model_copy(update={"horizon": settings.horizon.model_copy(update={"periods": periods})})
    chosen = instance.model_copy(update={"settings": settings})
    problems, _ = check_instance(chosen)
    if problems:
        raise InputError(problems)
    return chosen


def _refuse_unknown(kind: str, name: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if name not in names:
        choices = f"choose one of: {', '.join(names)}" if names else "the instance names none"
        raise UsageError(f"{shown(name)} is not a {kind} of the instance; {choices}")
