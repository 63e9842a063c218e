"""The plans kept on this machine: sealed run folders named by their questions, in a folder of the user's.

None is believed unseen: an entry is read as any run is, every file against its hash, its numbers checked anew in exact
arithmetic, its question worked out again from what it holds. Entries are written next to their place and renamed, so that several
programs may work side by side; the ones used longest ago are removed where there are too many.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from leonplan.optimizer.errors import LeonError
from leonplan.optimizer.kept.question import answered_by
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.runs.run_folder import read_run, require_sound, write_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.side_by_side import Progress

MOST_PLANS = 200
"""Plans kept at most; one of a municipality of Gjøvik's size takes about a megabyte."""

_ATTEMPTS = 3
"""How often an entry is read that other programs replace meanwhile, before it is solved again."""

_GONE = ".gone-"
"""Beginning of the names under which entries are on their way out."""


@dataclass(frozen=True)
class PlanStore:
    """Plans by their questions."""

    folder: Path
    """Where they are; made when the first one is kept."""
    warn: Progress
    """Is given a sentence for each entry that cannot be used, or kept."""
    most: int = MOST_PLANS
    """Plans kept at most."""

    def find(self, question: str, instance: Instance) -> Plan | None:
        """The plan that answers a question, checked anew; none if there is none that can be used.

        instance: the one asked about, which the plan is given in place of the equal one that was read.
        """
        entry = self.folder / question
        for _ in range(_ATTEMPTS):
            before = _identity(entry)
            if before is None:
                return None
            try:
                run = read_run(entry)
                require_sound(run)
                plan = run.plan
            except (LeonError, OSError) as error:
                if _identity(entry) != before:
                    continue  # another program has replaced or removed it meanwhile
                self._discard(entry, str(error))
                return None
            if answered_by(plan) != question:
                self._discard(entry, "it answers another question")
                return None
            with suppress(OSError):
                os.utime(entry)
            return replace(plan, instance=instance, kept=str(run.manifest["written"]))
        return None

    def keep(self, question: str, plan: Plan, *, replace_it: bool = False) -> None:
        """Keep a plan, without that of doing nothing, which answers a question of its own.

        replace_it: whether a plan that is there already is replaced, or stays.
        """
        entry = self.folder / question
        if entry.exists() and not replace_it:
            return
        try:
            alone = replace(plan, reference=None, no_reference=NoReference.NOT_ASKED, asked=(), answers=())
            write_run(alone, entry, replace=True)
            self._make_room()
        except (LeonError, OSError) as error:
            self.warn(f"The plan could not be kept for other commands: {_sentence(error)}")

    def _discard(self, entry: Path, reason: str) -> None:
        self.warn(f"A kept plan is damaged and is solved again ({_sentence(reason)}).")
        _remove(entry)

    def _make_room(self) -> None:
        """Remove the entries used longest ago, and what killed programs left half removed."""
        entries: list[tuple[float, Path]] = []
        for path in self.folder.iterdir():
            if path.name.startswith(_GONE):
                shutil.rmtree(path, ignore_errors=True)
            elif not path.name.startswith("."):
                with suppress(OSError):
                    entries.append((path.stat().st_mtime, path))
        for _, path in sorted(entries, reverse=True)[self.most :]:
            _remove(path)


def _identity(entry: Path) -> tuple[int, int, int] | None:
    """What tells a folder from another one put in its place, whose number may be used again; none if there is no folder."""
    try:
        found = entry.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_ctime_ns) if entry.is_dir() else None


def _remove(entry: Path) -> None:
    """Take an entry away in one step, so that nobody reads half of it."""
    with suppress(OSError):
        gone = Path(tempfile.mkdtemp(dir=entry.parent, prefix=_GONE))
        entry.replace(gone / entry.name)
        shutil.rmtree(gone, ignore_errors=True)


def _sentence(reason: object) -> str:
    """The first line of a reason."""
    return str(reason).splitlines()[0].rstrip(".") if str(reason) else "no reason given"
