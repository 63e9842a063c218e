"""The screen of a plan checked by arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from leonplan.optimizer.outcome.verification import Check, Verification
from leonplan.optimizer.present.console import add_row, plain_table


def verification_screen(verification: Verification) -> Iterator[RenderableType]:
    """Every rule with its worst violation, and whether all hold."""
    table = plain_table(
        ("Rule", "left"), ("worst violation", "right"), ("allowed", "right"), ("unit", "left"), ("where", "left")
    )
    for check in verification.checks:
        cells = (check.rule, _told(check), f"{check.tolerance:.1g}", check.unit, check.where)
        add_row(table, cells, style="" if check.ok else "bold red")
    yield table
    held = len(verification.checks) - len(verification.failed)
    style = "bold green" if verification.ok else "bold red"
    yield Text(f"{held} of {len(verification.checks)} rules hold", style=style)


def run_screen(found: Mapping[str, Verification]) -> Iterator[RenderableType]:
    """The plan of a run, its own path being empty, and doing nothing and answers to questions in one line each."""
    yield from verification_screen(found[""])
    for part, verification in found.items():
        if part:
            yield Text(f"{part}: {verification}", style="bold green" if verification.ok else "bold red")


def run_json(found: Mapping[str, Verification]) -> dict[str, Any]:
    """The plan of a run for programs, under ``reference`` doing nothing, none if the run does not hold it, and under
    ``questions`` the plans that answer questions, by their path.
    """
    nothing = found.get("reference")
    told = verification_json(found[""])
    is_ok = all(verification.ok for verification in found.values())
    answers = {part: verification_json(one) for part, one in found.items() if part.startswith("questions/")}
    reference = None if nothing is None else verification_json(nothing)
    return {**told, "ok": is_ok, "reference": reference, "questions": answers}


def verification_json(verification: Verification) -> dict[str, Any]:
    """The same for programs; a violation of null is one without measure: something has no place at all."""
    return {
        "ok": verification.ok,
        "checks": [
            {
                "rule": check.rule,
                "worst_violation": check.worst_violation if isfinite(check.worst_violation) else None,
                "where": check.where,
                "unit": check.unit,
                "tolerance": check.tolerance,
                "ok": check.ok,
            }
            for check in verification.checks
        ],
    }


def _told(check: Check) -> str:
    if not isfinite(check.worst_violation):
        return "has no place"
    return f"{check.worst_violation:.2g}" if check.worst_violation else "0"
