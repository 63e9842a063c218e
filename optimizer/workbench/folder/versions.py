"""Versions of an instance's tables: each change with who made it, when and why, and what every table was then.

What tables were is kept once by what it is (SHA-256). A change is first told, then made, then told as made: whatever is killed
in between, the next look knows whether it was. What was changed elsewhere becomes a version of its own, by nobody known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leonplan.optimizer import api
from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.workbench.jobs.lock import holding
from leonplan.optimizer.workbench.json_files import read_json, write_json
from leonplan.optimizer.workbench.options import HIDDEN

_NUMBER = re.compile(r"[0-9]{6}\.json")

PENDING = "pending.json"
"""A version that is being made."""

SETTINGS = "instance.yaml"
"""The file that is kept with the tables' files."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an instance's tables."""

    number: int
    """Its number, from 1."""
    when: str
    """When it was made or first seen, in ISO 8601."""
    who: str
    """Who made it; empty if nobody is known."""
    why: str
    """Why, in their words; empty for what was changed elsewhere."""
    table: str
    """Name of the table that was changed; empty if it was not made here."""
    files: Mapping[str, str]
    """SHA-256 of each file, by its name."""


class Versions:
    """The versions of an instance."""

    def __init__(self, folder: Path, item_id: str, instance: Path) -> None:
        """folder: the workbench's; item_id: of the instance; instance: its folder."""
        self.place = folder / HIDDEN / "versions" / item_id
        self.instance = instance

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes the instance here meanwhile; raises UsageError if another does not come to an end."""
        self.place.mkdir(parents=True, exist_ok=True)
        with holding(self.place / "lock.sqlite") as is_ours:
            if not is_ours:
                raise UsageError("another change of this municipality is being made; try again")
            yield

    def all(self) -> list[Version]:
        """Every version, the newest first, what was changed elsewhere included."""
        with self._alone():
            self._catch_up()
            return list(self._read())

    def change(self, table: str, who: str, why: str, when: str, write: Callable[[], None]) -> None:
        """Change a table and keep what was and what is; what ``write`` raises is raised, and then nothing has changed."""
        with self._alone():
            self._catch_up()
            number = self._latest() + 1
            told = {"number": number, "when": when, "who": who, "why": why, "table": table}
            write_json(self.place / PENDING, told)
            try:
                write()
            except BaseException:
                (self.place / PENDING).unlink()
                raise
            self._finish(told)

    def content(self, version: Version, file: str) -> bytes | None:
        """What a file was in a version; none if it was not there."""
        return (self.place / "files" / version.files[file]).read_bytes() if file in version.files else None

    def _catch_up(self) -> None:
        """Tell as made what was made when the program was killed, and what was changed elsewhere."""
        found, latest = self._state(), next(self._read(), None)
        if latest is not None and latest.files == found:
            (self.place / PENDING).unlink(missing_ok=True)
            return
        pending = read_json(self.place / PENDING)
        if pending is not None and pending["number"] == self._latest() + 1:
            self._finish(pending)
            return
        when = max((self.instance / name).stat().st_mtime for name in found) if found else 0.0
        self._keep({"number": self._latest() + 1, "when": _moment(when), "who": "", "why": "", "table": ""}, found)

    def _finish(self, told: Mapping[str, Any]) -> None:
        self._keep(told, self._state())
        (self.place / PENDING).unlink()

    def _keep(self, told: Mapping[str, Any], files: Mapping[str, str]) -> None:
        write_json(self.place / f"{told['number']:06}.json", {**told, "files": dict(files)})

    def _state(self) -> dict[str, str]:
        """Hashes of the files as they are, each kept by its hash."""
        kept = self.place / "files"
        kept.mkdir(exist_ok=True)
        found = {}
        for name in (SETTINGS, *api.table_files().values()):
            file = self.instance / name
            if file.is_file() and not file.is_symlink():
                content = file.read_bytes()
                found[name] = hashlib.sha256(content).hexdigest()
                _keep_file(kept / found[name], content)
        return found

    def _latest(self) -> int:
        return max((int(file.stem) for file in self.place.iterdir() if _NUMBER.fullmatch(file.name)), default=0)

    def _read(self) -> Iterator[Version]:
        """Every version that is kept, the newest first, each read when it is asked for."""
        files = sorted((file for file in self.place.iterdir() if _NUMBER.fullmatch(file.name)), reverse=True)
        return (Version(**told) for told in map(read_json, files) if told is not None)


def _keep_file(file: Path, content: bytes) -> None:
    """Keep what a file holds, whole or not at all."""
    if not file.exists():
        made = file.with_suffix(".new")
        made.write_bytes(content)
        made.replace(file)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
