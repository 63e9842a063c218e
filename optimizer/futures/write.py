"""Writes what a stress test found: its tables as CSV, and every future as a what-if file that can be solved alone."""

from __future__ import annotations

from pathlib import Path

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.futures.draw import Future
from leonplan.optimizer.futures.stress import StressTest
from leonplan.optimizer.futures.summary import stress_texts
from leonplan.optimizer.sealed.atomic import write_file
from leonplan.optimizer.what_if.read import SUFFIX
from leonplan.optimizer.words.disk import why

RESULTS = "results"
WHAT_IFS = "what_if"


def write_stress(test: StressTest, folder: Path) -> None:
    """Write the tables and the futures into the folder of the sweep, in place of earlier ones; raises UsageError if it cannot."""
    for name, text in stress_texts(test).items():
        write_file(folder / RESULTS / name, text.encode())
    what_ifs = folder / WHAT_IFS
    try:
        what_ifs.mkdir(exist_ok=True)
        for one in test.outcomes:
            future = Future(one.future, one.values)
            (what_ifs / f"{future.id}{SUFFIX}").write_bytes(test.text(future).encode())
    except OSError as error:
        raise UsageError(f"{what_ifs} cannot be written: {why(error)}") from error
