"""Whole processes as a user starts them: ``leon solve``, ``check`` and ``--help`` against importing the libraries."""

from __future__ import annotations

import sys
import sysconfig
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import child, print_table, process_seconds

MODES = ("frame", "cover")


def run(instance: str = "gjovik", runs: int = 5, solves: int = 1) -> None:
    """Print medians: ``runs`` of the short commands, ``solves`` of ``leon solve`` in each mode."""
    python, leon = sys.executable, str(Path(sysconfig.get_path("scripts")) / "leon")
    imports = _median([python, "-c", "import pandas, pyomo.environ, highspy"], runs)
    rows: list[tuple[object, ...]] = [
        ("import pandas, Pyomo and highspy", *imports, ""),
        ("leon --help", *_median([leon, "--help"], runs), "below 0.5 s"),
        (f"leon check {instance}", *_median([leon, "check", instance], runs), "below 1.5 s"),
    ]
    parts: list[tuple[object, ...]] = []
    for mode in MODES:
        found = [child("benchmarks.process:solve", instance=instance, mode=mode) for _ in range(solves)]
        told = {key: median(one[key] for one in found) for key in ("wall", "cpu", "highs", "highs_cpu")}
        rest = (told["wall"] - told["highs"], told["cpu"] - told["highs_cpu"])
        rows.append((f"leon solve {instance} --mode {mode}", told["wall"], told["cpu"], "below 60 s, aim 10 s"))
        ratios = (rest[0] / imports[0], rest[1] / imports[1])
        parts.append((mode, told["highs"], told["highs_cpu"], *rest, *ratios, "below 1.5", found[0]["goals"]))
    print_table(f"Whole processes, median of {runs}", ("command", "wall s", "CPU s", "wanted"), rows)
    heading = (
        "mode",
        "HiGHS wall s",
        "CPU s",
        "all else wall s",
        "CPU s",
        "x imports, wall",
        "CPU",
        "wanted",
        "worst gap",
    )
    print_table(f"leon solve {instance}", heading, parts)


def _median(command: list[str], runs: int) -> tuple[float, float]:
    process_seconds(command)  # once for the disk
    times = [process_seconds(command) for _ in range(runs)]
    return median(wall for wall, _ in times), median(cpu for _, cpu in times)


def solve(instance: str, mode: str) -> dict[str, Any]:
    """One ``leon solve`` in a process of its own that notes when HiGHS is at work."""
    import json
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        note, result = Path(folder) / "note.json", Path(folder) / "result.json"
        code = (
            f"from benchmarks.process import watched; watched({instance!r}, {mode!r}, {str(note)!r}, {str(result)!r})"
        )
        wall, cpu = process_seconds([sys.executable, "-c", code])
        told = json.loads(result.read_text(encoding="utf-8"))
        worst = f"{max(goal['gap'] for goal in told['goals']):.3%}" + ("" if told["verified"] else ", NOT VERIFIED")
        return {"wall": wall, "cpu": cpu, "goals": worst, **json.loads(note.read_text(encoding="utf-8"))}


def watched(instance: str, mode: str, note: str, result: str) -> None:
    """``leon solve`` of the plan alone in this process; ``note`` gets the time in which HiGHS ran, and its processor time."""
    import contextlib
    import json

    from leonplan.optimizer.cli import main

    spans: list[tuple[float, float]] = []
    cpu: list[float] = []
    _watch_highs(spans, cpu)
    sys.argv = ["leon", "solve", instance, "--mode", mode, "--no-reference", "--json"]
    with (
        Path(result).open("w", encoding="utf-8") as out,
        contextlib.redirect_stdout(out),
        contextlib.suppress(SystemExit),
    ):
        main()
    Path(note).write_text(json.dumps({"highs": _covered(spans), "highs_cpu": sum(cpu)}), encoding="utf-8")


def _watch_highs(spans: list[tuple[float, float]], cpu: list[float]) -> None:
    """Note begin and end of every run of HiGHS; highspy itself is imported when the program imports it, at its cost."""
    import highspy

    plain = highspy.Highs.run

    def run(highs: Any) -> Any:
        begun, used = time.perf_counter(), time.thread_time()
        try:
            return plain(highs)
        finally:
            spans.append((begun, time.perf_counter()))
            cpu.append(time.thread_time() - used)

    highspy.Highs.run = run


def _covered(spans: list[tuple[float, float]]) -> float:
    """Length of the union: two runs side by side count once."""
    total, end = 0.0, float("-inf")
    for begun, ended in sorted(spans):
        total += max(0.0, ended - max(begun, end))
        end = max(end, ended)
    return total
