"""Kills at random moments: what stood in the folder is still whole, or the new one is, and nothing is half-written."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from leonplan.optimizer.errors import LeonError
from leonplan.optimizer.kinds.sealed_kinds import check_folder
from leonplan.optimizer.sealed.sealed import hash_of

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "solve": ("solve", "tiny", "-o", "solve", "--replace"),
    "what-if": ("what-if", "tiny", "not_built.yaml", "-o", "what-if", "--replace"),
    "frontier": ("frontier", "tiny", "--tolerance", "0.2", "-o", "frontier", "--replace"),
    "report": ("report", "solve", "-o", "plan.html", "--replace"),
}
"""What is killed, over what the same command had finished there; in this order, as the report is of what solve wrote."""

_WHAT_IF = """format: 1
title: Not built
reason: To be killed.
question: What then?
changes: [{change: forbid_project, project: group_living_south}]
"""

WHOLE, END = (0.0, 1.1), (0.7, 1.1)
"""Where kills fall, as shares of the time that the command takes: one half anywhere, the other where it writes."""

_CODE = "from leonplan.optimizer.cli.main import main; main()"


def run(kills: int = 300, seed: int = 1) -> None:
    """Kill commands so often, each a like number of times, and say what was found after each kill."""
    chance = random.Random(seed)
    with TemporaryDirectory() as name:
        place = Path(name)
        (place / "not_built.yaml").write_text(_WHAT_IF, encoding="utf-8")
        for command, words in COMMANDS.items():
            found = kill_often(place, words, kills // len(COMMANDS), chance)
            print(f"kills, {command}: " + ", ".join(f"{count} {what}" for what, count in sorted(found.items())))


MISSED = "had ended before (not counted)"
"""What became of a kill that came too late, which says nothing."""


def kill_often(place: Path, words: tuple[str, ...], kills: int, chance: random.Random) -> Counter[str]:
    """Run a command to its end, kill it so often, and run it to its end again; what was found after each kill that hit.

    A command that had ended before it could be killed does not count; how long it takes is measured again then.
    """
    found: Counter[str] = Counter()
    hits, seconds = 0, _finish(place, words)
    while hits < kills:
        before = state(place, words)
        begun = time.perf_counter()
        process = _start(place, words)
        try:
            process.wait(timeout=seconds * chance.uniform(*(END if hits % 2 else WHOLE)))
            found[MISSED] += 1
            seconds = time.perf_counter() - begun
        except subprocess.TimeoutExpired:
            hits += 1
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            after = state(place, words)
            found["left what stood there" if after == before else "left the new one whole"] += 1
    _finish(place, words)
    state(place, words)
    return found


def state(place: Path, words: tuple[str, ...]) -> str:
    """A hash of what stands where a command writes; raises AssertionError if it is not whole and verified."""
    target = place / words[words.index("-o") + 1]
    if target.suffix:
        content = target.read_bytes()
        assert content.rstrip().endswith(b"</html>"), f"{target} is not whole"
        return hash_of(content)
    try:
        assert all(found.ok for found in check_folder(target).values()), f"{target} does not hold"
    except LeonError as error:
        raise AssertionError(f"{target} is not whole: {error}") from error
    return hash_of((target / "manifest.json").read_bytes())


def _start(place: Path, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _CODE, *words],
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _finish(place: Path, words: tuple[str, ...]) -> float:
    """Run a command to its end; returns the seconds that it took."""
    begun = time.perf_counter()
    code = _start(place, words).wait()
    assert code == 0, f"leon {' '.join(words)} ended with {code}"
    return time.perf_counter() - begun
