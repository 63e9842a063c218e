"""Workbooks: how long one takes to be written, read and checked, and how thousands of spoiled ones end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.measure import TESTS, peak_mib, print_table

EXCEL = TESTS / "excel"


def run(instance: str = "gjovik", books: int = 1000, seed: int = 1) -> list[str]:
    """Measure and print; books: spoiled ones. Returns what was wrong with how they ended."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="leon-workbook-") as folder:
        file = Path(folder) / "plan.xlsx"
        for name, code in (
            ("start", "import leonplan.optimizer.api"),
            (
                "write",
                f"from leonplan.optimizer import api; api.excel(api.load({instance!r}), {str(file)!r}, replace=True)",
            ),
            ("read and check", f"from leonplan.optimizer import api; assert api.check({str(file)!r}).instance"),
        ):
            rows.append([name, *_measured(code)])
        size = file.stat().st_size / 1e6
        print_table(f"the workbook of {instance}, {size:.2f} MB", ["", "wall s", "CPU s", "at most MB"], rows)
        code = f"from benchmarks.workbook import spoil; spoil({books}, {seed}, {str(file)!r})"
        begun = time.perf_counter()
        wrong, counts, slowest, memory = json.loads(_python(code))
        seconds = time.perf_counter() - begun
    print_table(
        f"{books} spoiled workbooks, seed {seed}: {seconds:.0f} s, at most {slowest:.1f} s and {memory:.0f} MB",
        ["spoiled", "read", "refused"],
        [
            [kind, counts.get(f"{kind} read", 0), counts.get(f"{kind} refused", 0)]
            for kind in sorted({k.split()[0] for k in counts})
        ],
    )
    for one in wrong:
        print(one, flush=True)
    return [str(one) for one in wrong]


def spoil(books: int, seed: int, file: str) -> None:
    """Check spoiled workbooks in this process, and print as JSON what was wrong, how they ended, and what it took."""
    sys.path.insert(0, str(EXCEL))
    from spoil_book import spoiled
    from test_spoiled_books import wrong

    from leonplan.optimizer.instance.load import check_folder

    found, counts, slowest = [], Counter[str](), 0.0
    for number in range(books):
        kind, data = spoiled(number, seed)
        Path(file).write_bytes(data)
        begun = time.process_time()
        report = check_folder(Path(file))
        slowest = max(slowest, time.process_time() - begun)
        counts[f"{kind} {'read' if report.instance else 'refused'}"] += 1
        found += [f"{number} {kind}: {one}" for one in map(wrong, (*report.problems, *report.warnings)) if one]
    print(json.dumps([found, counts, slowest, peak_mib()]))


def _measured(code: str) -> tuple[float, float, float]:
    """Wall and processor seconds of a process of its own, and its largest memory."""
    measured = "import time; from benchmarks.measure import peak_mib; print(time.process_time(), peak_mib())"
    begun = time.perf_counter()
    told = _python(f"{code}; {measured}")
    seconds = time.perf_counter() - begun
    used, memory = map(float, told.split())
    return seconds, used, memory


def _python(code: str) -> str:
    """What a process of its own, which knows the tests' support, prints on its last line."""
    known = {**os.environ, "PYTHONPATH": str(TESTS / "support")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TESTS, env=known, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]
