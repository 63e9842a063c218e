"""Lays what-ifs over an instance."""

from __future__ import annotations

from collections.abc import Sequence

from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.checks.policies import used_sources
from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.schema.decision_tables import DecisionKind
from leonplan.optimizer.schema.edit import map_rows, with_assumption, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.change import ChangeError, unknown_references
from leonplan.optimizer.what_if.contradictions import contradictions
from leonplan.optimizer.what_if.read import NamedWhatIf

SOURCE_PREFIX = "what_if_"
"""What the id of a source begins with that stands for a what-if."""

_LONGEST_TITLE = 2000


def apply_what_ifs(instance: Instance, what_ifs: Sequence[NamedWhatIf]) -> Instance:
    """The instance with every change of every what-if made, in order; the one given is not changed.

    Rows that are added or altered name the what-if as their source, an assumption. Raises InputError with every
    contradiction between changes, every change that cannot be made, and else every fault of the instance that comes
    out, each at the change that brought it about.
    """
    problems = list(contradictions(instance, what_ifs))
    changed = instance
    for named in what_ifs:
        changed, faults = _applied(changed, named)
        problems += faults
    if problems:
        raise InputError(problems)
    if check_instance(changed)[0]:
        raise InputError(_located(instance, what_ifs))
    return _tidied(changed)


def do_nothing(instance: Instance) -> Instance:
    """The instance without projects and programmes beyond what is decided: how things go if nothing is done.

    Projects stay if they are decided, by hand or otherwise; programmes keep those who take part already or by decision.
    """
    by_hand = {row.project for row in instance.decisions if row.kind is DecisionKind.START and row.at_most != 0}
    instance = map_rows(
        instance, "projects", lambda row: not row.decided and row.id not in by_hand,
        lambda row: row.model_copy(update={"max_count": 0}),
    )  # fmt: skip
    return map_rows(
        instance, "programmes", lambda row: True,
        lambda row: row.model_copy(update={"max_participants": max(row.participants, row.decided_participants)}),
    )  # fmt: skip


def _applied(instance: Instance, named: NamedWhatIf) -> tuple[Instance, list[Problem]]:
    """The instance with the changes of a what-if made as far as they can be, and why others cannot."""
    problems: list[Problem] = []
    source, instance = _with_source(instance, named)
    for position, change in enumerate(named.what_if.changes):
        unknown = list(unknown_references(change, instance))
        problems += [named.problem(position, path, message) for path, message in unknown]
        if unknown:
            continue
        try:
            instance = change.apply(instance, source)
        except ChangeError as error:
            problems.append(named.problem(position, error.path, error.message))
    return instance, problems


def _with_source(instance: Instance, named: NamedWhatIf) -> tuple[str, Instance]:
    """Id of the source that stands for a what-if, and the instance with it."""
    id = f"{SOURCE_PREFIX}{named.id}"
    return id, with_assumption(instance, id, f"Hva om: {named.what_if.title}"[:_LONGEST_TITLE])


def _tidied(instance: Instance) -> Instance:
    """The instance without what-ifs as sources that none of its rows names."""
    used = used_sources(instance)
    kept = [one for one in instance.settings.sources if one.id in used or not one.id.startswith(SOURCE_PREFIX)]
    return with_settings(instance, sources=tuple(kept))


def _located(instance: Instance, what_ifs: Sequence[NamedWhatIf]) -> list[Problem]:
    """The faults of the instance that comes out, each at the change after which it was there for good."""
    before = check_instance(instance)[0]
    origin: dict[Problem, tuple[NamedWhatIf, int, str]] = {}
    for named in what_ifs:
        source, instance = _with_source(instance, named)
        for position, change in enumerate(named.what_if.changes):
            instance = change.apply(instance, source)
            faults = check_instance(instance)[0]
            origin = {
                fault: origin.get(fault, (named, position, change.change)) for fault in faults if fault not in before
            }
    return [fault for fault in before if fault in check_instance(instance)[0]] + [
        named.problem(position, (), f"{name} does not fit: {fault}")
        for fault, (named, position, name) in origin.items()
    ]
