"""Gives spoiled inputs to the command, in this process or as one of its own, and says what was wrong with how it ended."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from click.testing import CliRunner

from leonplan.optimizer.cli.main import leon
from support.spoil.cases import ALLOWED, SHARES, Case, make_case

PATIENCE = 120
"""Seconds after which a command counts as hanging."""

_OURS = "internal error"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended on a spoiled input."""

    number: int
    kind: str
    words: tuple[str, ...]
    exit_code: int
    seconds: float
    """Wall clock."""
    cpu: float
    """Processor time of this process."""
    wrong: str
    """What was wrong with that; empty if nothing was."""


def run_cases(
    numbers: range,
    seed: int,
    materials: Path,
    work: Path,
    *,
    as_command: bool = False,
    kinds: Mapping[str, int] = SHARES,
) -> Iterator[Outcome]:
    """The outcome of every number; work: a folder in which each input is made and removed again."""
    for number in numbers:
        case = make_case(number, seed, materials, work / str(number), kinds)
        begun, used = time.perf_counter(), time.process_time()
        code, out, err = _in_its_own_process(case) if as_command else _in_process(case)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - used
        wrong = _wrong(case, code, out, err)
        shutil.rmtree(case.folder, ignore_errors=True)
        yield Outcome(number, case.kind, case.words, code, seconds, cpu, wrong)


def _in_process(case: Case) -> tuple[int, str, str]:
    with chdir(case.folder), _patience():
        done = CliRunner(env={"LEON_DEBUG": None, "COLUMNS": "100"}).invoke(leon, list(case.words))
    return done.exit_code, done.stdout, done.stderr


def _in_its_own_process(case: Case) -> tuple[int, str, str]:
    command = [sys.executable, "-c", "from leonplan.optimizer.cli import main; main()", *case.words]
    try:
        done = subprocess.run(command, cwd=case.folder, capture_output=True, timeout=2 * PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return -1, "", "hangs"
    except ValueError:  # words that no system passes on
        return 2, "", ""
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


@contextmanager
def _patience() -> Iterator[None]:
    """What takes too long is ended by an error of its own, where the system can do that."""

    def end(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError("hangs")

    if os.name == "nt":
        yield
        return
    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _wrong(case: Case, code: int, out: str, err: str) -> str:
    """What is wrong with how a command ended; empty if nothing is."""
    if "Traceback (most recent call last)" in err or _OURS in err:
        return err.strip().splitlines()[-1][:300]
    if code not in ALLOWED[case.kind]:
        return f"exit code {code}: {err.strip()[-200:]}"
    options = case.words[: case.words.index("--")] if "--" in case.words else case.words
    if "--json" not in options or code == 2:
        return ""
    try:
        answer = json.loads(out)
    except ValueError:
        return f"standard output is not one JSON object: {out[:100]!r}"
    if code == 3 and case.kind not in ("run", "comparison", "frontier", "options"):
        return _without_line(case, answer)
    return ""


def _without_line(case: Case, answer: dict[str, object]) -> str:
    """The first fault that names a file that is there and can be read, but no line of it."""
    problems = answer.get("problems")
    if not isinstance(problems, list) or not problems:
        return "exit code 3 without a fault"
    for problem in problems:
        place = (case.folder if case.kind == "what-if" else case.input or case.folder) / problem["file"]
        is_file = place.is_file() and not place.is_symlink() and os.access(place, os.R_OK)
        if is_file and problem["line"] is None and not _is_of_name(problem["message"]):
            return f"no line: {problem}"
    return ""


def _is_of_name(message: str) -> bool:
    """Whether a fault is of the file's name, not of what it holds."""
    return message.startswith("is named ")
