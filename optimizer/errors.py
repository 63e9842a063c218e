"""What can go wrong, each with its exit code.

LeonError
├── UsageError            2  wrong usage
├── InputError            3  input wrong: a list of faults, each with file, line, field and remedy
├── CollisionError        4  hard demands collide
├── NoPlanError           6  stopped with no plan
│   └── InterruptedSearchError  130  stopped by the user with no plan
└── VerificationError     7  verification failed or the solver contradicted itself
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; other programs rely on them."""

    DONE = 0
    OUR_FAULT = 1
    USAGE = 2
    INPUT = 3
    COLLISION = 4
    STOPPED_WITH_PLAN = 5
    STOPPED_WITHOUT_PLAN = 6
    NOT_VERIFIED = 7
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault, or a warning, in the input."""

    file: str
    """Path of the file relative to the instance folder, or the folder itself; in a workbook the sheet."""
    line: int | None
    """Line in the file or row of the sheet, from 1; none if the fault is not on one line."""
    field: str
    """Column or dotted path of the field; empty if the fault is not in one field."""
    message: str
    """What is wrong, the value, and what to do."""
    cell: str = ""
    """Cell of the sheet, e.g. ``C5``; empty outside workbooks."""
    also: tuple[int, ...] = ()
    """Further lines or rows that have the same fault in the same field, and are not listed on their own."""

    def __str__(self) -> str:
        """``file:line: field: message``, in a workbook ``sheet!cell: field: message``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        place = f"{self.file}!{self.cell}" if self.cell else place
        return ": ".join(part for part in (place, self.field, self.message) if part)

    def as_json(self) -> dict[str, str | int | tuple[int, ...] | None]:
        """The problem as the command line's JSON holds it."""
        return asdict(self)


class LeonError(Exception):
    """Base of every error that is shown to the user without a traceback."""

    exit_code = ExitCode.OUR_FAULT


class UsageError(LeonError):
    """The command was used wrongly."""

    exit_code = ExitCode.USAGE


class InputError(LeonError):
    """The input is wrong; holds every fault found."""

    exit_code = ExitCode.INPUT

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the faults, by file and line."""
        self.problems = sorted(problems, key=lambda p: (p.file, p.line or 0, p.field, p.message))
        super().__init__("\n".join(map(str, self.problems)))


class CollisionError(LeonError):
    """Demands made hard by the planner cannot all be met."""

    exit_code = ExitCode.COLLISION


class NoPlanError(LeonError):
    """The solver was stopped before it had a plan."""

    exit_code = ExitCode.STOPPED_WITHOUT_PLAN


class InterruptedSearchError(NoPlanError):
    """The user stopped the solver before it had a plan."""

    exit_code = ExitCode.INTERRUPTED


class VerificationError(LeonError):
    """A plan does not hold, or the solver contradicted itself."""

    exit_code = ExitCode.NOT_VERIFIED
