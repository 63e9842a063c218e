"""Checks a plan, in memory or in a run folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.results.rows import Goal, Row
from leonplan.optimizer.results.texts import table_texts
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.sealed.sealed import INSTANCE, MANIFEST, PARTS, RUN, kind_of, read_manifest, read_sealed
from leonplan.optimizer.verify.check_tables import check_tables


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

    folder: a run, a comparison or a frontier. Raises InputError if it is none of them, VerificationError if a file was
    altered, is missing or was added.
    """
    kind = kind_of(read_manifest(folder, None))
    if kind == RUN:
        return {"": verify_run(folder)}
    names = sorted(path for path in read_sealed(folder, kind).manifest["files"] if path.endswith(f"/{MANIFEST}"))
    parts = [path.removesuffix(f"/{MANIFEST}") for path in names if path.startswith(f"{PARTS[kind]}/")]
    return {part: verify_run(folder / part) for part in parts}
