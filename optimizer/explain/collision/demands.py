"""The demands that a plan must meet whatever it costs, each with a name, a place in the files and words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from leonplan.optimizer.explain.collision.policies import POLICIES
from leonplan.optimizer.results.names import names_of
from leonplan.optimizer.schema.decision_tables import Decision
from leonplan.optimizer.schema.edit import with_policy, with_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Programme, Project
from leonplan.optimizer.schema.settings import GoalLimit, Policies
from leonplan.optimizer.words.vocabulary import GOAL_UNITS, GOALS

LIMIT, POLICY, PROJECT, PROGRAMME, DECISION, JOINT = "limit", "policy", "project", "programme", "decision", "joint"
"""Kinds of demand."""


@dataclass(frozen=True, slots=True)
class HardDemand:
    """Something demanded that can collide with something else demanded."""

    id: str
    """Kind and name, e.g. ``limit:overrun``; unique in an instance."""
    kind: str
    """limit, policy, project, programme, decision or joint (a joint limit)."""
    name: str
    """The goal, policy, project, programme or joint limit; the number of the row for a decision."""
    file: str
    """File of the instance that holds it."""
    field: str
    """Where in the file."""
    words: str
    """What is demanded, as a sentence without full stop."""


def demands_of(instance: Instance) -> tuple[HardDemand, ...]:
    """Every hard demand of an instance, in the order of its files: limits, policies in force, decided projects and
    programmes, decisions made by hand, joint limits."""
    return (
        *_limits(instance),
        *_policies(instance),
        *_decided_projects(instance),
        *_decided_programmes(instance),
        *_decisions(instance),
        *_joint_limits(instance),
    )


def without(instance: Instance, demands: Collection[HardDemand]) -> Instance:
    """The instance with some demands given up: every plan of the one given is a plan of this one, too.

    A limit is taken away, a policy switched off, a project or programme no longer decided, a decision one of at least 0,
    a joint limit removed.
    """
    names = {kind: {demand.name for demand in demands if demand.kind == kind} for kind in _KINDS}
    changed = instance
    if names[LIMIT]:
        limits = tuple(limit for limit in instance.settings.limits if limit.goal.value not in names[LIMIT])
        changed = with_settings(changed, limits=limits)
    for policy in sorted(names[POLICY]):
        changed = with_policy(changed, policy, on=False)
    if names[PROJECT]:
        projects = (x.model_copy(update={"decided": False}) if x.id in names[PROJECT] else x for x in changed.projects)
        changed = with_rows(changed, "projects", projects)
    if names[PROGRAMME]:
        nobody = {"decided_participants": 0.0}
        programmes = (x.model_copy(update=nobody) if x.id in names[PROGRAMME] else x for x in changed.programmes)
        changed = with_rows(changed, "programmes", programmes)
    if names[DECISION]:
        anything = {"at_least": 0.0, "at_most": None}
        decisions = (
            row.model_copy(update=anything) if str(number) in names[DECISION] else row
            for number, row in enumerate(changed.decisions, 1)
        )  # fmt: skip
        changed = with_rows(changed, "decisions", decisions)
    if names[JOINT]:
        kept = [row for row in changed.joint_limits if row.id not in names[JOINT]]
        changed = with_rows(changed, "joint_limits", kept)
    return changed


_KINDS = (LIMIT, POLICY, PROJECT, PROGRAMME, DECISION, JOINT)


def _limits(instance: Instance) -> Iterator[HardDemand]:
    for index, limit in enumerate(instance.settings.limits):
        goal = limit.goal.value
        yield HardDemand(f"limit:{goal}", LIMIT, goal, "instance.yaml", f"limits[{index}]", _limit_words(limit))


def _limit_words(limit: GoalLimit) -> str:
    goal = limit.goal.value
    return f"{GOALS[goal].within('en')} ({goal}) is at most {limit.at_most:g} {GOAL_UNITS[goal]}"


def _policies(instance: Instance) -> Iterator[HardDemand]:
    policies = instance.settings.policies
    for name in Policies.model_fields:
        if getattr(policies, name).on:
            yield HardDemand(
                f"policy:{name}", POLICY, name, "instance.yaml", f"policies.{name}", POLICIES[name].words(policies)
            )


def _decided_projects(instance: Instance) -> Iterator[HardDemand]:
    for row in instance.projects:
        if row.decided:
            yield HardDemand(f"project:{row.id}", PROJECT, row.id, row.file, f"{row.id}: decided", _project(row))


def _project(row: Project) -> str:
    first = "" if row.earliest is None else f" from {row.earliest}"
    last = "" if row.latest is None else f" by {row.latest}"
    return f"the project '{row.name}' starts{first}{last} (decided)"


def _decided_programmes(instance: Instance) -> Iterator[HardDemand]:
    for row in instance.programmes:
        if row.decided_participants > 0:
            field = f"{row.id}: decided_participants"
            yield HardDemand(f"programme:{row.id}", PROGRAMME, row.id, row.file, field, _programme(row))


def _programme(row: Programme) -> str:
    return f"{row.decided_participants:g} persons take part in '{row.name}' from {row.first_year} (decided)"


def _decisions(instance: Instance) -> Iterator[HardDemand]:
    for number, row in enumerate(instance.decisions, 1):
        words = f"decided by hand: {_decision(instance, row)}"
        yield HardDemand(f"decision:{number}", DECISION, str(number), row.file, f"row {number}", words)


def _decision(instance: Instance, row: Decision) -> str:
    """A decision in words, with names instead of identifiers."""
    names = names_of(instance)
    return row.model_copy(
        update={
            "project": f"'{names.projects.get(row.project or '', '')}'",
            "centre": names.centres.get(row.centre or ""),
            "level": names.levels.get(row.level or ""),
            "group": names.groups.get(row.group or ""),
        }
    ).in_words()


def _joint_limits(instance: Instance) -> Iterator[HardDemand]:
    for id_ in dict.fromkeys(row.id for row in instance.joint_limits):
        rows = [row for row in instance.joint_limits if row.id == id_]
        numbers = ", ".join(f"{row.at_most:g}" + (f" from {row.year}" if row.year is not None else "") for row in rows)
        words = f"'{rows[0].name}', {rows[0].of} together, are at most {numbers}"
        yield HardDemand(f"joint:{id_}", JOINT, id_, rows[0].file, f"{id_}: at_most", words)
