"""What a plan is the answer to, as a key: everything that decides it, and nothing else."""

from __future__ import annotations

import platform
import sys
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan, steps_of
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.sealed.sealed import hash_of
from leonplan.optimizer.solve.settings import SolveSettings

PROGRAMS = ("leonplan", "highspy", "numpy", "pyomo")
"""Packages on which a plan depends."""

_ROOT = Path(__file__).parents[2]


def question_of(instance: Instance, mode: Mode, settings: SolveSettings) -> str:
    """The key of a question, in hexadecimal: SHA-256 of all that decides its answer.

    The instance with all that its files say, the order of goals, gap, seed, threads and strengthenings, the time limit, the
    versions of the solver and its libraries, the kind of machine, and the program itself. Whether a second core was used
    is left out, as the plan is the same.
    """
    told = asdict(replace(settings, beside=True))
    parts = (mode.value, steps_of(instance, mode), told, _circumstances(), instance.model_dump_json())
    return hash_of(repr(parts).encode())


def question_without_limit(instance: Instance, mode: Mode, settings: SolveSettings) -> str:
    """The key of a question that may take what it takes: a proven plan answers it, whatever the limit it was found in."""
    return question_of(instance, mode, replace(settings, time_limit=None))


def answered_by(plan: Plan) -> str:
    """The question that a plan answers: without a time limit if it is proven, else the very one it was stopped by."""
    asked = question_without_limit if plan.status is Status.OPTIMAL else question_of
    return asked(plan.instance, plan.mode, plan.settings)


@cache
def _circumstances() -> tuple[object, ...]:
    """What stays the same as long as the program runs.

    The text of the program stands in for its version, which stays the same while it is worked on: a bound is what the
    formulation and the search that found it are worth, and arithmetic cannot check it.
    """
    files = sorted(file for part in ("models", "optimizer") for file in (_ROOT / part).rglob("*.py"))
    program = hash_of(b"\0".join(file.relative_to(_ROOT).as_posix().encode() + file.read_bytes() for file in files))
    return program, tuple(version(name) for name in PROGRAMS), sys.platform, platform.machine()
