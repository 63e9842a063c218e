"""Spoiled workbooks: no traceback, every fault at sheet and cell, and memory that stays small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from random_cases import random_cases
from spoil_book import spoiled

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.instance.load import check_folder
from leonplan.optimizer.words.input_words import SHEETS

SEED = 2026
MOST_MEMORY = 500
"""What a process that checks two hundred of them may take [MiB]."""


def wrong(problem: Problem) -> str:
    """What is wrong with how a fault is told; empty if nothing is."""
    if not problem.message:
        return f"says nothing: {problem}"
    if problem.file != "plan.xlsx" and problem.line is not None and not problem.cell:
        return f"names a row of a sheet, but no cell: {problem}"
    if problem.file.endswith((".csv", ".yaml")):
        return f"names a file that is not there: {problem}"
    return ""


def check_some(numbers: range, folder: Path) -> list[str]:
    """What was wrong with how the faults of some are told."""
    found = []
    for number in numbers:
        kind, data = spoiled(number, SEED)
        (folder / "plan.xlsx").write_bytes(data)
        report = check_folder(folder / "plan.xlsx")
        if report.instance is None and not report.problems:
            found.append(f"{number} {kind}: neither an instance nor a fault")
        found += [f"{number} {kind}: {one}" for one in map(wrong, (*report.problems, *report.warnings)) if one]
    return found


def test_some_spoiled_workbooks(tmp_path: Path) -> None:
    assert check_some(range(25), tmp_path) == []


def test_a_workbook_is_spoiled_again_by_its_number() -> None:
    assert [spoiled(number, SEED) for number in range(5)] == [spoiled(number, SEED) for number in range(5)]


@pytest.mark.parametrize("chunk", random_cases(5, fast=0, ci=1))
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the most memory a process has held")
def test_spoiled_workbooks_take_little_memory(chunk: int, tmp_path: Path) -> None:
    """Two hundred in a process of their own, whose largest memory is looked at; a thousand in all."""
    code = (
        "import json, sys; from pathlib import Path; from benchmarks.measure import peak_mib; "
        "from test_spoiled_books import check_some; "
        f"found = check_some(range({200 * chunk}, {200 * chunk + 200}), Path(sys.argv[1])); "
        "print(json.dumps([found, peak_mib()]))"
    )
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=here,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(here.parent), str(here.parent / "support")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found, memory = json.loads(done.stdout.splitlines()[-1])
    assert found == []
    assert memory < MOST_MEMORY


def test_sheets_are_known_by_name() -> None:
    """What ``wrong`` takes for a file is no sheet."""
    assert not any(name.endswith((".csv", ".yaml")) for name in SHEETS.values())
