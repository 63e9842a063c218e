"""How a call that made plans ended, as an exit code of the command line: one order for all, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from leonplan.optimizer.errors import ExitCode

if TYPE_CHECKING:
    from leonplan.optimizer.planning.plan import Plan

ORDER = (
    ExitCode.OUR_FAULT,
    ExitCode.NOT_VERIFIED,
    ExitCode.INTERRUPTED,
    ExitCode.COLLISION,
    ExitCode.STOPPED_WITHOUT_PLAN,
    ExitCode.STOPPED_WITH_PLAN,
    ExitCode.DONE,
)
"""What a command ends with where several hold: what must not be used comes before what is not finished."""


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The worst of some exit codes; done if there are none."""
    return min(codes, key=ORDER.index, default=ExitCode.DONE)


def code_of(plan: Plan) -> ExitCode:
    """How sure a plan is: not verified, interrupted, stopped before it was proven, or done."""
    return code_for(
        is_verified=plan.verification is not None and plan.verification.ok,
        is_interrupted=plan.interrupted,
        is_proven=plan.status.value == "optimal",
    )


def code_for(*, is_verified: bool, is_interrupted: bool, is_proven: bool) -> ExitCode:
    """How sure something that was found is."""
    return worst(
        (
            ExitCode.DONE if is_verified else ExitCode.NOT_VERIFIED,
            ExitCode.INTERRUPTED if is_interrupted else ExitCode.DONE,
            ExitCode.DONE if is_proven else ExitCode.STOPPED_WITH_PLAN,
        )
    )
