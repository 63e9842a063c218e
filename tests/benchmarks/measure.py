"""Seconds of a stage, memory of a process, and measuring in a process of its own so that nothing carries over."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1]


class Stages:
    """Seconds by stage, as wall clock and as processor time of this process."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall[stage] = self.wall.get(stage, 0.0) + time.perf_counter() - wall
        self.cpu[stage] = self.cpu.get(stage, 0.0) + time.process_time() - cpu


def peak_mib() -> float:
    """The most memory this process has held so far [MiB]; not a number where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():  # unlike ru_maxrss it does not count the process that started this one
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


def child(function: str, **arguments: Any) -> Any:
    """What a function of the benchmarks returns (JSON), called in a fresh process; ``module:function``."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, "-m", "benchmarks.measure", function, json.dumps(arguments), str(answer)]
        subprocess.run(command, cwd=TESTS, check=True, stdout=subprocess.DEVNULL)
        return json.loads(answer.read_text(encoding="utf-8"))


def process_seconds(command: Sequence[str]) -> tuple[float, float]:
    """Wall and processor seconds of a whole process; raises CalledProcessError if it fails."""
    before, begun = os.times(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - begun, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, used


def print_table(title: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A Markdown table."""
    cells = [[_cell(x) for x in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(heading), *cells]) for i in range(len(heading))]
    print(f"\n{title}\n", flush=True)
    for row in (list(heading), ["-" * width for width in widths], *cells):
        print("| " + " | ".join(x.ljust(width) for x, width in zip(row, widths, strict=True)) + " |", flush=True)


def _cell(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _main(function: str, arguments: str, answer: str) -> None:
    module, name = function.split(":")
    found = getattr(importlib.import_module(module), name)(**json.loads(arguments))
    Path(answer).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    _main(*sys.argv[1:])
