"""Thousands of spoiled inputs: how each command ends on them, how long that takes, and what was wrong."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from support.spoil.cases import SHARES
from support.spoil.materials import make_materials
from support.spoil.run_cases import Outcome, run_cases

from benchmarks.measure import print_table

_CHUNK = 100


def run(inputs: int = 10_000, seed: int = 1, commands: int = 100, processes: int | None = None) -> list[Outcome]:
    """Spoil and print; inputs: in process; commands: how many more as commands of their own. Returns what was wrong."""
    processes = processes or os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="leon-spoil-") as folder:
        materials = make_materials(Path(folder) / "materials")
        work = Path(folder) / "work"
        work.mkdir()
        begun = time.perf_counter()
        chunks = [
            (range(at, min(at + _CHUNK, inputs)), seed, materials, work, False) for at in range(0, inputs, _CHUNK)
        ]
        with multiprocessing.get_context("spawn").Pool(processes) as pool:
            found = [one for part in pool.starmap(_chunk, chunks, chunksize=1) for one in part]
        seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        with_start = list(run_cases(range(inputs, inputs + commands), seed, materials, work, as_command=True))
        with_start_seconds = time.perf_counter() - begun
    used = sum(one.cpu for one in found)
    _print(found, f"{len(found)} inputs, {processes} processes, seed {seed}: {seconds:.0f} s, CPU {used:.0f} s")
    _print(with_start, f"{len(with_start)} inputs as commands: {with_start_seconds:.0f} s")
    wrong = [one for one in (*found, *with_start) if one.wrong]
    for one in wrong:
        print(f"{one.number} {one.kind}: leon {' '.join(one.words)!r}: {one.wrong}", flush=True)
    return wrong


def _chunk(numbers: range, seed: int, materials: Path, work: Path, as_command: bool) -> list[Outcome]:
    return list(run_cases(numbers, seed, materials, work, as_command=as_command))


def _print(found: list[Outcome], title: str) -> None:
    by_kind: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in found:
        by_kind[one.kind].append(one)
    codes = sorted({one.exit_code for one in found})
    rows = []
    for kind in SHARES:
        if here := by_kind[kind]:
            counts = Counter(one.exit_code for one in here)
            cpu = [one.cpu for one in here]
            wrong = sum(bool(one.wrong) for one in here)
            rows.append([kind, len(here), *(counts[code] for code in codes), sum(cpu) / len(here), max(cpu), wrong])
    print_table(
        title, ["spoiled", "inputs", *(f"exit {code}" for code in codes), "CPU s each", "at most", "wrong"], rows
    )
