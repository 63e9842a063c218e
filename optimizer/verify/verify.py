"""Checks a plan, in memory or in a run folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.results.rows import Goal, Row
from leonplan.optimizer.results.texts import TableError, file_of, read_table, table_texts
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.sealed.sealed import (
    INSTANCE,
    MANIFEST,
    PARTS,
    REFERENCE,
    RUN,
    kind_of,
    read_manifest,
    read_sealed,
)
from leonplan.optimizer.verify.check_tables import check_tables
from leonplan.optimizer.verify.questions import check_answer, question_of
from leonplan.optimizer.verify.reference import check_reference


class PlanLike(Protocol):
    """What is looked at of a plan."""

    @property
    def instance(self) -> Instance:
        """The instance as solved."""

    @property
    def mode(self) -> Mode:
        """Whose order of goals was followed."""

    @property
    def status(self) -> Status:
        """What is known about it."""

    @property
    def goals(self) -> Sequence[Goal]:
        """What it comes to in each goal."""

    @property
    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """Every table by name."""


def verify_plan(plan: PlanLike) -> Verification:
    """Check a plan in memory, on the very texts that would be stored."""
    told = {"status": plan.status.value, "goals": [asdict(goal) for goal in plan.goals]}
    return check_tables(plan.instance, table_texts(plan.tables), plan.mode, told)


def verify_run(folder: Path) -> Verification:
    """Check a stored plan from its files alone.

    Raises InputError if the folder is not a run, VerificationError if a file was altered, is missing or was added.
    """
    run = read_sealed(folder)
    instance = load_instance(folder / INSTANCE)
    return check_tables(instance, run.results, Mode(run.manifest["mode"]), run.manifest)


def verify_folder(folder: Path) -> dict[str, Verification]:
    """Check every plan of a folder from its files alone: by the plan's path in it, a run's own path being empty.

    Doing nothing (``reference``) and answers to questions (``questions``) are also checked for being what they say, see
    ``check_reference`` and ``check_answer``. folder: a run, a comparison
    or a frontier. Raises InputError if it is none of them, VerificationError if a file was altered, is missing or was added.
    """
    manifest = read_manifest(folder, None)
    kind = kind_of(manifest)
    if kind == RUN:
        found = {"": verify_run(folder)}
        if manifest.get("reference"):
            found[REFERENCE] = _verify_reference(folder)
        questions = (one for one in manifest.get("questions", ()) if one["plan"] is not None)
        return {**found, **{one["plan"]: _verify_answer(folder, one) for one in questions}}
    names = sorted(path for path in read_sealed(folder, kind).manifest["files"] if path.endswith(f"/{MANIFEST}"))
    parts = [path.removesuffix(f"/{MANIFEST}") for path in names if path.startswith(f"{PARTS[kind]}/")]
    return {part: verify_run(folder / part) for part in parts}


@dataclass(frozen=True, slots=True)
class _Stored:
    """A stored plan, as far as it says what was solved and what that came to."""

    instance: Instance
    mode: Mode
    goals: tuple[Goal, ...]


def _verify_reference(folder: Path) -> Verification:
    """Check the plan of doing nothing of a run whose own plan was checked."""
    plan, reference = _stored(folder), _stored(folder / REFERENCE)
    return Verification((*verify_run(folder / REFERENCE).checks, *check_reference(plan, reference)))


def _verify_answer(folder: Path, told: Mapping[str, Any]) -> Verification:
    """Check the plan that answers a question of a run whose own plan was checked; told: the question in its manifest."""
    part = folder / str(told["plan"])
    checks = check_answer(_stored(folder), question_of(told), _stored(part))
    return Verification((*verify_run(part).checks, *checks))


def _stored(folder: Path) -> _Stored:
    run = read_sealed(folder)
    file = file_of(Goal)
    try:
        goals = read_table(Goal, run.results[file])
    except (KeyError, TableError):
        goals = ()  # told among the checks of the plan itself
    return _Stored(load_instance(folder / INSTANCE), Mode(run.manifest["mode"]), goals)
