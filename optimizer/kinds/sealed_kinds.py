"""Every kind of sealed folder in one table: how it is read, and what is checked besides its plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from leonplan.optimizer.compare.comparison import Comparison
from leonplan.optimizer.compare.store import check_comparison, read_comparison
from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.store import read_frontier
from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.runs.run_folder import read_run
from leonplan.optimizer.sealed.sealed import COMPARISON, FRONTIER, RUN, kind_of, read_manifest
from leonplan.optimizer.verify.frontier import check_frontier_folder
from leonplan.optimizer.verify.verify import verify_folder

RESULTS = "results"
"""Part of a folder with several plans that holds its own tables."""


@dataclass(frozen=True)
class SealedKind:
    """A kind of sealed folder."""

    read: Callable[[Path], Plan | Comparison | Frontier]
    """Reads what it holds."""
    follows: Callable[[Path], Verification] | None = None
    """Checks that its own tables follow from its plans; none where there is but the plan."""


KINDS: Mapping[str, SealedKind] = {
    RUN: SealedKind(lambda folder: read_run(folder).plan),
    COMPARISON: SealedKind(read_comparison, lambda folder: Verification((check_comparison(folder),))),
    FRONTIER: SealedKind(read_frontier, check_frontier_folder),
}
"""By what the manifest calls it."""


def read_folder(folder: Path) -> Plan | Comparison | Frontier:
    """What a sealed folder holds.

    Raises InputError if it is none, VerificationError naming every file that was altered, is missing or was added.
    """
    return KINDS[kind_of(read_manifest(folder, None))].read(folder)


def check_folder(folder: Path) -> dict[str, Verification]:
    """Everything in a sealed folder checked from its files alone: plans by their path in it, and ``RESULTS``.

    A run's own path is empty. Raises as ``read_folder``.
    """
    kind = KINDS[kind_of(read_manifest(folder, None))]
    found = verify_folder(folder)
    return found if kind.follows is None else {**found, RESULTS: kind.follows(folder)}


def require_verified(folder: Path) -> None:
    """Raise VerificationError unless everything in a sealed folder holds, and as ``check_folder``."""
    failed = {part: found for part, found in check_folder(folder).items() if not found.ok}
    if failed:
        what = "; ".join(f"{part or 'the plan'}: {found}" for part, found in failed.items())
        raise VerificationError(f"{folder} holds what does not hold when it is checked again ({what})")
