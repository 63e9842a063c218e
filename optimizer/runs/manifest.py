"""Makes the manifest of a run: what was solved, with what, what came out, and the hash of every file."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.planning.plan import Plan, PlanAnswer
from leonplan.optimizer.sealed.sealed import QUESTIONS, REFERENCE, Manifest
from leonplan.optimizer.sealed.store import make_sealed

_PACKAGES = ("highspy", "numpy", "pydantic", "pyomo", "ruamel.yaml")
"""Packages on which the result may depend."""


def make_manifest(plan: Plan, files: Mapping[str, bytes], seconds: Mapping[str, float], command: str) -> Manifest:
    """The manifest of a plan.

    files: content by path in the run folder, parted by slashes; seconds: by stage; command: what makes the run again.
    Times of day and seconds stand here and nowhere else in a run.
    """
    told = {
        "instance": {"id": plan.instance.settings.id, "name": plan.instance.settings.name},
        "mode": plan.mode.value,
        "status": plan.status.value,
        "goals": [asdict(goal) for goal in plan.goals],
        "verification": None if plan.verification is None else _verification(plan.verification),
        "settings": asdict(plan.settings),
        "model": asdict(plan.size),
        "log": list(plan.log),
        "reference": None if plan.reference is None else REFERENCE,
        "no_reference": None if plan.no_reference is None else plan.no_reference.value,
        "asked": [one.value for one in plan.asked],
        "questions": [_question(place, answer) for place, answer in enumerate(plan.answers, 1)],
        "command": command,
        **circumstances(),
        "seconds": {stage: round(value, 3) for stage, value in seconds.items()},
    }
    return make_sealed(told, files)


def folder_of(place: int, answer: PlanAnswer) -> str:
    """The folder of an answer's plan within ``questions``; place: its number, from 1."""
    return f"{place:03}_{answer.question.kind.value}"


def _question(place: int, answer: PlanAnswer) -> dict[str, Any]:
    return {
        **asdict(answer.question),
        "plan": None if answer.plan is None else f"{QUESTIONS}/{folder_of(place, answer)}",
        "why": None if answer.why is None else answer.why.value,
    }


def circumstances() -> dict[str, Any]:
    """With what, where and when something was made, for a manifest."""
    return {
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}},
        "platform": sys.platform,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _verification(verification: Verification) -> dict[str, Any]:
    return {"ok": verification.ok, "checks": [asdict(check) for check in verification.checks]}
