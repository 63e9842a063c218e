"""What a sweep over futures has found so far, on disk: future by future, each there whole or not at all.

The folder that is asked for holds a file for everything that was planned in a future to its end, in ``tasks``. A sweep that was
killed, or is asked for with more futures, reads them and goes on; as each future stands for itself, the tables are the same as
without a break.
"""

from __future__ import annotations

from pathlib import Path

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.futures.draw import Future
from leonplan.optimizer.futures.outcome import FutureOutcome, read_outcome
from leonplan.optimizer.sealed.atomic import MADE, making, put_in_place, real
from leonplan.optimizer.sealed.hashed_file import damaged, read_hashed, write_hashed
from leonplan.optimizer.sealed.store import refuse_new
from leonplan.optimizer.words.disk import why

HEADER = "sweep.json"
TASKS = "tasks"

PLAN, FREE = "future", "free"
"""What is planned in a future: what the decisions leave, or everything."""


class Sweep:
    """Outcomes on disk; without a folder they are forgotten."""

    def __init__(self, folder: Path | None, fingerprint: str) -> None:
        """Open or begin a sweep in a folder.

        fingerprint: of everything that outcomes depend on, the future apart. Raises UsageError if the folder holds anything else
        or cannot be written, VerificationError if its header was damaged.
        """
        self._tasks = None if folder is None else folder / TASKS
        if folder is None:
            return
        header = folder / HEADER
        if not header.is_file():
            refuse_new(folder)
            _begin(folder, fingerprint)
        elif read_hashed(header).get("fingerprint") != fingerprint:
            raise UsageError(
                f"{folder} holds a sweep over other futures: plan, factors, seed, standing decisions or program differ; "
                "name a new folder"
            )

    def find(self, future: Future, task: str = PLAN) -> FutureOutcome | None:
        """The outcome of a future, if it is known; raises VerificationError if what is stored was damaged.

        task: what is planned in it.
        """
        file = self._file(future.number, task)
        if file is None or not file.is_file():
            return None
        told = read_hashed(file)
        try:
            found = read_outcome(told)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise damaged(file) from error
        if found.future != future.number or found.values != future.values:
            raise damaged(file)
        return found

    def keep(self, outcome: FutureOutcome, task: str = PLAN) -> None:
        """Store an outcome; one that was stopped before its proof is not kept. Raises UsageError if it cannot be written."""
        file = self._file(outcome.future, task)
        if file is None or not outcome.proven:
            return
        try:
            write_hashed(file, outcome.as_json())
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {why(error)}") from error

    def _file(self, number: int, task: str) -> Path | None:
        return None if self._tasks is None else self._tasks / f"{task}_{number:05d}.json"


def _begin(folder: Path, fingerprint: str) -> None:
    """Put the folder of a sweep in place, whole or not at all, so that one killed at its beginning begins again."""
    target = real(folder)
    with making(target) as hidden:
        (hidden / MADE / TASKS).mkdir(parents=True)
        write_hashed(hidden / MADE / HEADER, {"fingerprint": fingerprint})
        put_in_place(hidden, target)
