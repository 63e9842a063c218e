"""The public Python API: an instance in; plans, comparisons, frontiers, reports and pandas data frames out.

Everything that the command line does, in a few calls that stay as they are from version to version; what they return may be
looked at freely. The rest of the package may change. Nothing heavy is imported before a call needs it, and nothing is
printed. What goes wrong is a ``LeonError`` with a message for people; where input is at fault it tells every fault at once.

    from leonplan.optimizer import api

    plan = api.solve(api.load("tiny"))
    print(api.frames(plan)["projects"])
"""

from __future__ import annotations

from leonplan.optimizer.api.folders import figures, read, report, svg, verify, write
from leonplan.optimizer.api.instances import check, demand, instances, load, new, what_ifs
from leonplan.optimizer.api.plans import compare, explain, explain_collision, frontier, near_best, solve
from leonplan.optimizer.api.tables import frames
from leonplan.optimizer.errors import (
    CollisionError,
    InputError,
    LeonError,
    NoPlanError,
    UsageError,
    VerificationError,
)

__all__ = [
    "CollisionError",
    "InputError",
    "LeonError",
    "NoPlanError",
    "UsageError",
    "VerificationError",
    "check",
    "compare",
    "demand",
    "explain",
    "explain_collision",
    "figures",
    "frames",
    "frontier",
    "instances",
    "load",
    "near_best",
    "new",
    "read",
    "report",
    "solve",
    "svg",
    "verify",
    "what_ifs",
    "write",
]
