"""One order of exit codes: what must not be used comes before what is not finished, in every command."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_plan import tiny_plan

from leonplan.optimizer.api.ending import ORDER, code_of, worst
from leonplan.optimizer.cli.near_best import _exit_code as near_best_code
from leonplan.optimizer.cli.solve import _exit_code as solve_code
from leonplan.optimizer.cli.what_if import _exit_code as what_if_code
from leonplan.optimizer.compare.comparison import Entry, ScenarioKind, make_comparison
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.outcome.solution import Status


def test_every_code_of_what_was_found_has_its_place() -> None:
    assert set(ExitCode) - set(ORDER) == {ExitCode.USAGE, ExitCode.INPUT}  # told before anything is found
    assert worst(()) == ExitCode.DONE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ExitCode.DONE),
        ({"status": Status.FEASIBLE}, ExitCode.STOPPED_WITH_PLAN),
        ({"status": Status.FEASIBLE, "interrupted": True}, ExitCode.INTERRUPTED),
        ({"interrupted": True, "verification": None}, ExitCode.NOT_VERIFIED),
    ],
)
def test_every_command_ends_alike(changes: dict[str, object], code: ExitCode) -> None:
    """Interrupted and not verified is 7 in solve, what-if and near-best: it was 130 in what-if."""
    plan = replace(tiny_plan(), **changes)  # type: ignore[arg-type]
    base = Entry("base", ScenarioKind.BASE, "Base", "", "", None, tiny_plan())
    comparison = make_comparison([base, Entry("other", ScenarioKind.WHAT_IF, "Other", "", "", None, plan)])
    assert code_of(plan) == code
    assert solve_code(plan) == code
    assert near_best_code([tiny_plan(), plan]) == code
    assert what_if_code(comparison) == code


def test_a_what_if_may_collide() -> None:
    base = Entry("base", ScenarioKind.BASE, "Base", "", "", None, tiny_plan())
    for ended, code in (
        (ExitCode.COLLISION, ExitCode.DONE),
        (ExitCode.STOPPED_WITHOUT_PLAN, ExitCode.STOPPED_WITH_PLAN),
        (ExitCode.INTERRUPTED, ExitCode.INTERRUPTED),
        (ExitCode.NOT_VERIFIED, ExitCode.NOT_VERIFIED),
    ):
        other = Entry("other", ScenarioKind.WHAT_IF, "Other", "", "", None, None, "why", ended)
        assert what_if_code(make_comparison([base, other])) == code
