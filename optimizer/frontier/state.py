"""What a frontier has found so far, on disk: answer by answer, each there whole or not at all.

Next to the folder that is asked for stands ``NAME.unfinished`` until the frontier is certified. A frontier that was killed
reads it and goes on; as the next questions follow from the answers alone, it ends with the same tables.
"""

from __future__ import annotations

import math
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.frontier.probe import Answer, Ask, Probe, Question
from leonplan.optimizer.sealed.hashed_file import damaged, read_hashed, write_hashed

SUFFIX = ".unfinished"
HEADER = "frontier.json"

Place = tuple[int, int]
"""(round, place in the round) of a question."""


class State:
    """Answers on disk; without a folder they are forgotten."""

    def __init__(self, folder: Path | None, fingerprint: str) -> None:
        """Open or begin the state of the frontier that belongs in a folder.

        fingerprint: of everything that answers depend on. Raises UsageError if the state is of another frontier or cannot be
        written, VerificationError if it was damaged.
        """
        self.folder = None if folder is None else state_folder(folder)
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            header = self.folder / HEADER
            if not header.exists():
                write_hashed(header, {"fingerprint": fingerprint})
            elif read_hashed(header).get("fingerprint") != fingerprint:
                raise UsageError(
                    f"{self.folder} is of another frontier: its instance, options or program differ; "
                    "remove it, or name another folder"
                )
        except OSError as error:
            raise UsageError(f"{self.folder} cannot be used: {error.strerror or error}") from error

    def answer(self, place: Place, probe: Probe) -> Question | None:
        """The answer to a question, if it is known. Raises VerificationError if what is stored was damaged."""
        file = self._file(place)
        if file is None or not file.exists():
            return None
        told = read_hashed(file)
        try:
            asked = Question(_probe(told["probe"]), _found(told["found"]))
        except (KeyError, TypeError, ValueError) as error:
            raise damaged(file) from error
        if asked.probe != probe:
            raise damaged(file)
        return asked

    def keep(self, place: Place, asked: Question) -> None:
        """Store an answer; one that was stopped before its proof is not kept."""
        file = self._file(place)
        if file is None or asked.found is None or asked.found.is_stopped:
            return
        try:
            bound = asked.found.bound if math.isfinite(asked.found.bound) else None
            write_hashed(file, {"probe": asdict(asked.probe), "found": {**asdict(asked.found), "bound": bound}})
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror or error}") from error

    def forget(self) -> None:
        """The frontier is finished."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self, place: Place) -> Path | None:
        return None if self.folder is None else self.folder / f"answer_{place[0]:04d}_{place[1]}.json"


def state_folder(folder: Path) -> Path:
    """Where the state of an unfinished frontier is kept."""
    target = folder.resolve()
    return target.with_name(target.name + SUFFIX)


def _probe(told: dict[str, Any]) -> Probe:
    near = told["near"]
    return Probe(**{**told, "ask": Ask(told["ask"]), "near": None if near is None else (near[0], near[1])})


def _found(told: dict[str, Any]) -> Answer:
    return Answer(
        **{
            **told,
            "bound": -math.inf if told["bound"] is None else told["bound"],
            "corners": tuple((x, y) for x, y in told["corners"]),
            "columns": {int(column): value for column, value in told["columns"].items()},
        }
    )
