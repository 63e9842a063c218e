"""The run store: a plan sealed in a folder, written whole or not at all, and read back only if nothing was altered.

A run folder holds ``manifest.json``, ``README.txt``, ``instance/`` (as solved), ``results/`` (every table) and, where they were
solved, ``reference/`` (a whole run folder of doing nothing) and ``questions/`` (one for every question that has a plan as its
answer).
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import InputError, Problem, VerificationError
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.instance.write_instance import instance_files
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.outcome.question import Inquiry, NoAnswer
from leonplan.optimizer.outcome.solution import ModelSize, Status
from leonplan.optimizer.outcome.verification import Check, Verification
from leonplan.optimizer.planning.plan import Plan, PlanAnswer, plan_of_tables
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.texts import TableError, file_of, read_table, table_texts
from leonplan.optimizer.runs.manifest import folder_of, make_manifest
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.sealed.sealed import (
    INSTANCE,
    MANIFEST,
    PROGRAM,
    QUESTIONS,
    README,
    REFERENCE,
    RESULTS,
    Manifest,
    Sealed,
    fault,
    read_sealed,
)
from leonplan.optimizer.sealed.store import manifest_text, write_sealed
from leonplan.optimizer.solve.settings import SolveSettings, Strengthening
from leonplan.optimizer.verify.check_tables import check_tables
from leonplan.optimizer.verify.questions import check_answer, question_of
from leonplan.optimizer.verify.reference import check_reference


@dataclass(frozen=True)
class Run(Sealed):
    """A run folder whose files are what they were when it was written."""

    @property
    def day(self) -> datetime.date:
        """The day it was written."""
        return datetime.datetime.fromisoformat(str(self.manifest["written"])).date()

    @cached_property
    def plan(self) -> Plan:
        """The plan, and that of doing nothing, checked anew by arithmetic: what was found when they were written is not believed.

        Raises InputError if it cannot be read.
        """
        plan = self._plan_alone
        if self.manifest.get("reference"):
            plan = replace(plan, **_reference(self.folder / REFERENCE, plan))
        asked = tuple(Inquiry(one) for one in self.manifest.get("asked", ()))
        return replace(plan, asked=asked, answers=tuple(self._answers(plan)))

    def _answers(self, plan: Plan) -> Iterator[PlanAnswer]:
        """What every question came to, its plan checked anew."""
        for told in self.manifest.get("questions", ()):
            question = question_of(told)
            if told["plan"] is None:
                yield PlanAnswer(question, None, NoAnswer(told["why"] or NoAnswer.STOPPED))
                continue
            found = read_run(self.folder / told["plan"]).plan
            is_sound = _holds(found, check_answer(plan, question, found))
            yield PlanAnswer(question, found if is_sound else None, None if is_sound else NoAnswer.NOT_VERIFIED)

    @cached_property
    def _plan_alone(self) -> Plan:
        instance = load_instance(self.folder / INSTANCE)
        told = self.manifest
        verification = check_tables(instance, self.results, Mode(told["mode"]), told)
        try:
            tables = {kind.table: read_table(kind, self.results[file_of(kind)]) for kind in r.ROWS}
            return plan_of_tables(
                instance,
                prepare(instance, project_demand(instance)),
                tables,
                mode=Mode(told["mode"]),
                status=Status(told["status"]),
                size=ModelSize(**told["model"]),
                seconds=told["seconds"],
                settings=_settings(told["settings"]),
                log=tuple(told["log"]),
                verification=verification,
                no_reference=NoReference(told.get("no_reference") or NoReference.NOT_ASKED),
            )
        except TableError as error:
            place = str(self.folder / RESULTS / error.file)
            raise InputError([Problem(place, error.line, "", f"cannot be read: {error.reason}")]) from error
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            if not verification.ok:
                raise VerificationError(f"{self.folder} holds a plan that does not hold: {verification}") from error
            raise InputError([fault(self.folder, f"holds results that cannot be read ({error})")]) from error


def _reference(folder: Path, plan: Plan) -> dict[str, Any]:
    """The fields of a plan about doing nothing, which is told of only if it holds and is what it says."""
    found = read_run(folder).plan
    if not _holds(found, check_reference(plan, found)):
        return {"reference": None, "no_reference": NoReference.NOT_VERIFIED}
    return {"reference": found, "no_reference": None}


def _holds(found: Plan, checks: tuple[Check, ...]) -> bool:
    """Whether a plan within a run holds, and is what it says."""
    return Verification((*(found.verification.checks if found.verification else ()), *checks)).ok


def _settings(told: Mapping[str, Any]) -> SolveSettings:
    """How it was solved, as a manifest has it."""
    return SolveSettings(**{**told, "strengthening": Strengthening(**told.get("strengthening", {}))})


def read_run(folder: Path) -> Run:
    """Read a run folder.

    Raises InputError if it is not one, VerificationError naming every file that was altered, is missing or was added.
    """
    sealed = read_sealed(folder)
    return Run(sealed.folder, sealed.manifest, sealed.results)


def require_sound(run: Run) -> None:
    """Raise VerificationError unless the plan of a run holds, checked anew; InputError if it cannot be read."""
    verification = run.plan.verification
    if verification is None or not verification.ok:
        raise VerificationError(f"{run.folder} holds a plan that does not hold: {verification}")


def write_run(plan: Plan, folder: Path, command: str | None = None, *, replace: bool = False) -> Run:
    """Seal a plan in a folder: written next to it and renamed into place, so that it is there whole or not at all.

    folder: made; an earlier run of the same instance there is replaced if ``replace``, and anything else but an empty
    folder is refused. command: what makes the run again, for the manifest. Raises UsageError if the folder cannot be used.
    """
    started = time.perf_counter()
    files = run_files(plan)
    if plan.reference is not None:
        files |= {f"{REFERENCE}/{path}": content for path, content in sealed_run(plan.reference).items()}
    for place, answer in enumerate(plan.answers, 1):
        if answer.plan is not None:
            part = f"{QUESTIONS}/{folder_of(place, answer)}"
            files |= {f"{part}/{path}": content for path, content in sealed_run(answer.plan).items()}

    def finish() -> Manifest:
        seconds = {**plan.seconds, "write": time.perf_counter() - started}
        return make_manifest(plan, files, seconds, command or command_of(plan))

    sealed = write_sealed(folder, files, finish, instance=plan.instance.settings.id, replace=replace)
    return Run(sealed.folder, sealed.manifest, sealed.results)


def sealed_run(plan: Plan) -> dict[str, bytes]:
    """Every file of a run by path, its manifest included: a whole run folder, to be put into a folder of several.

    Doing nothing is left out: a folder of several holds it once, as one of them. What was asked of the plan is, too.
    """
    plan = replace(plan, reference=None, no_reference=NoReference.NOT_ASKED, asked=(), answers=())
    files = run_files(plan)
    return {**files, MANIFEST: manifest_text(make_manifest(plan, files, plan.seconds, command_of(plan))).encode()}


def run_files(plan: Plan) -> dict[str, bytes]:
    """Content of every file of a run but its manifest and ``reference/``, by path; the same plan gives the same bytes."""
    texts = {f"{INSTANCE}/{name}": text for name, text in instance_files(plan.instance).items()}
    texts |= {f"{RESULTS}/{name}": text for name, text in table_texts(plan.tables).items()}
    return {path: text.encode() for path, text in {**texts, README: _readme(plan)}.items()}


def command_of(plan: Plan) -> str:
    """What makes a plan again, typed in its run folder."""
    settings = plan.settings
    words = ["leon", "solve", INSTANCE, "--mode", plan.mode.value, "--gap", f"{settings.gap:g}"]
    if settings.time_limit is not None:
        words += ["--time-limit", f"{settings.time_limit:g}"]
    if plan.no_reference is NoReference.NOT_ASKED:
        words.append("--no-reference")
    words += [f"--{asked.value.replace('_', '-')}" for asked in plan.asked]
    return " ".join([*words, "--threads", str(settings.threads), "-o", "../again"])


def _readme(plan: Plan) -> str:
    """A few lines for someone who finds the folder."""
    name = "".join(letter for letter in plan.instance.settings.name if letter.isprintable())
    return (
        f"A plan for health and care, made with {PROGRAM}: {name}, mode {plan.mode.value}, {plan.status.value}.\n\n"
        f"{INSTANCE}/      what was known\n"
        f"{RESULTS}/       what came out: persons on an average day, full-time equivalents, thousand kroner of "
        f"{plan.instance.settings.price_year}\n"
        f"{_told_of_reference(plan)}"
        f"{_told_of_questions(plan)}"
        f"{MANIFEST}  how it was made, how sure it is, and the hash of every file\n\n"
        "The folder is sealed: do not change, add or remove files.\n"
        "To check it:       leon verify FOLDER\n"
        f"To make it again:  {command_of(plan)}\n"
    )


def _told_of_reference(plan: Plan) -> str:
    return (
        ""
        if plan.reference is None
        else f"{REFERENCE}/     the same of doing nothing, which the plan is told against\n"
    )


def _told_of_questions(plan: Plan) -> str:
    if not any(answer.plan for answer in plan.answers):
        return ""
    return f"{QUESTIONS}/     the same with one thing changed, for every question that was asked of the plan\n"
