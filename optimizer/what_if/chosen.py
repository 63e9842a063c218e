"""What can be chosen when solving without changing the instance's files: what-ifs, population variant and horizon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.demand.project_demand import ALL_VARIANTS
from leonplan.optimizer.errors import InputError, Problem, UsageError
from leonplan.optimizer.instance.load import CheckReport, check_folder, find_instance, load_instance
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.apply import apply_what_ifs
from leonplan.optimizer.what_if.read import NamedWhatIf, find_what_ifs


def load_chosen(
    name: str, *, what_ifs: Sequence[str] = (), population: str | None = None, horizon: str | None = None
) -> Instance:
    """The instance of a folder, or one that ships, with what is chosen.

    what_ifs: files, or names of what-ifs that ship with the instance, in order. Raises InputError with every fault of the
    instance, else of the what-ifs, and UsageError as ``overlay``.
    """
    folder = find_instance(name)
    instance = load_instance(folder)
    return overlay(instance, what_ifs=find_what_ifs(folder, what_ifs), population=population, horizon=horizon)


def overlay(
    instance: Instance,
    *,
    what_ifs: Sequence[NamedWhatIf] = (),
    population: str | None = None,
    horizon: str | None = None,
) -> Instance:
    """The instance with another horizon, then with what-ifs, then with another population variant.

    In this order, so that years in what-ifs fall into the periods that are solved, and what is asked for by name wins.
    population: a value of the column ``variant``; horizon: a name in ``horizon.variants``; none keeps what the settings
    say. Raises UsageError, listing the choices, for a name that is not there, and InputError if a what-if is at fault or
    the instance does not hold together with the choice. The instance given is not changed.
    """
    chosen = instance if horizon is None else _with_horizon(instance, horizon)
    if what_ifs:
        chosen = apply_what_ifs(chosen, what_ifs)
    if population is not None:
        chosen = _with_population(chosen, population)
    problems = [] if population is None and horizon is None else check_instance(chosen)[0]
    if problems:
        raise InputError(problems)
    return chosen


def check_chosen(name: str, what_ifs: Sequence[str] = ()) -> CheckReport:
    """What checking an instance found, with what-ifs if any are named; raises InputError only if there is no such instance."""
    folder = find_instance(name)
    report = check_folder(folder)
    if report.instance is None or not what_ifs:
        return report
    try:
        chosen = apply_what_ifs(report.instance, find_what_ifs(folder, what_ifs))
    except InputError as error:
        return replace(report, instance=None, problems=tuple(error.problems))
    return replace(report, instance=chosen, warnings=(*report.warnings, *_new_warnings(report.instance, chosen)))


def _new_warnings(before: Instance, chosen: Instance) -> list[Problem]:
    """What the what-ifs brought about; that sources are no longer used is no news."""
    known = {(one.field, one.message) for one in check_instance(before)[1]}
    found = check_instance(chosen)[1]
    return [one for one in found if (one.field, one.message) not in known and not one.field.startswith("sources")]


def _with_population(instance: Instance, population: str) -> Instance:
    settings = instance.settings
    known = {row.variant for row in instance.population} - {ALL_VARIANTS} | {settings.population_variant}
    _refuse_unknown("population variant", population, known)
    return with_settings(instance, population_variant=population)


def _with_horizon(instance: Instance, name: str) -> Instance:
    settings = instance.settings
    _refuse_unknown("horizon", name, settings.horizon.variants)
    horizon = settings.horizon.model_copy(update={"periods": settings.horizon.variants[name]})
    return with_settings(instance, horizon=horizon)


def _refuse_unknown(kind: str, name: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if name not in names:
        choices = f"choose one of: {', '.join(names)}" if names else "the instance names none"
        raise UsageError(f"{shown(name)} is not a {kind} of the instance; {choices}")
