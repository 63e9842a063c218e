"""Standard output belongs to the program: nothing that a library prints, at whatever level, comes between."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from leonplan.optimizer.cli.main import leon as group

CHATTY = """
import ctypes, os, sys
import highspy
plain = highspy.Highs.run
def run(highs):
    os.write(1, b"chatter at once\\n")
    if os.name == "posix":
        ctypes.CDLL(None).printf(b"chatter of C, kept until the process ends\\n")
    return plain(highs)
highspy.Highs.run = run
from leonplan.optimizer.cli import main
main()
"""
"""The program with a solver that prints at every run."""

PLAIN = "from leonplan.optimizer.cli import main; main()"

MORE = '{format: 1, title: "T", question: "Q?", reason: "R", changes: [{change: frame, add: 400}]}'
"""A what-if."""

COMMANDS = {
    "check": ("check", "tiny"),
    "demand": ("demand", "tiny"),
    "solve": ("solve", "tiny", "-o", "made"),
    "what-if": ("what-if", "tiny", "--no-do-nothing", "more.yaml"),
    "near-best": ("near-best", "tiny", "--count", "1"),
    "explain": ("explain", "tiny", "--one-more", "none"),
    "frontier": ("frontier", "tiny", "--points", "2"),
    "stress": ("stress", "run", "--futures", "2"),
    "robust": ("robust", "tiny", "--futures", "2", "--candidates", "1"),
    "review": ("review", "run"),
    "report": ("report", "run", "--format", "html", "-o", "reports"),
    "verify": ("verify", "run"),
    "export": ("export", "tiny", "--mps", "tiny.mps"),
    "math": ("math",),
    "versions": ("versions",),
    "new": ("new", "town"),
    "population": ("population", "3407"),
    "excel": ("excel", "tiny", "-o", "tiny.xlsx"),
    "calibrate": ("calibrate", "tiny", "--counts", "counts.csv", "-o", "fitted"),
    "ssb": ("ssb", "12292", "3407", "--file", "saved.csv"),
    "roll": ("roll", "run", "--to", "2026", "-o", "next"),
}
"""A cheap call of every command that has ``--json``."""


def process(code: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    environment.pop("LEON_DEBUG", None)
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=240,
    )  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of tiny."""
    folder = tmp_path_factory.mktemp("runs")
    done = process(PLAIN, folder, "solve", "tiny", "-o", "run")
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "run"


def test_every_command_with_json_is_tried() -> None:
    assert set(COMMANDS) == {
        name for name, command in group.commands.items() if any(one.name == "as_json" for one in command.params)
    }


QUICK = ("solve", "frontier", "report")
"""One that solves, one that solves side by side and draws, one that draws; the others are slow tests."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else [pytest.mark.slow]) for name in COMMANDS]
)
def test_json_is_one_object_and_nothing_else(name: str, tmp_path: Path, run: Path) -> None:
    shutil.copytree(run, tmp_path / "run")
    (tmp_path / "more.yaml").write_text(MORE, encoding="utf-8")
    (tmp_path / "saved.csv").write_text("region;2025\n3407 Gjøvik;874\n", encoding="utf-8")
    (tmp_path / "counts.csv").write_text("item,persons\ninstitution_long_stay_total,3\n", encoding="utf-8")
    done = process(PLAIN, tmp_path, *COMMANDS[name], "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert isinstance(json.loads(done.stdout), dict)


def test_a_solver_that_prints_reaches_standard_error_only(tmp_path: Path) -> None:
    """Written to the descriptor at once, or by C at the very end: neither is in the JSON, and neither is lost."""
    done = process(CHATTY, tmp_path, "solve", "tiny", "--json")
    assert done.returncode == 0
    assert isinstance(json.loads(done.stdout), dict)
    assert "chatter at once" in done.stderr
    assert os.name != "posix" or "chatter of C" in done.stderr


def test_a_closed_standard_error_is_no_hindrance(tmp_path: Path) -> None:
    code = "import os; os.close(2); " + PLAIN
    assert isinstance(json.loads(process(code, tmp_path, "solve", "tiny", "--json").stdout), dict)


def test_the_python_api_prints_nothing(tmp_path: Path) -> None:
    """The banner that HiGHS 1.16.0 prints while it is made, before an option can be set, is held back there too."""
    done = process("from leonplan.optimizer import api; api.solve(api.load('tiny'))", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_any_number_of_threads_in_any_order(tmp_path: Path) -> None:
    """HiGHS's scheduler belongs to the thread that runs it: each run has its own."""
    code = """
import highspy
from leonplan.optimizer.solve.quiet import QuietHighs
for threads in (1, 2, 1, 3):
    highs = QuietHighs()
    highs.setOptionValue("threads", threads)
    highs.addVar(0, 1)
    assert highs.begin().wait(60)
    print(highs.modelStatusToString(highs.getModelStatus()))
"""
    assert process(code, tmp_path).stdout.split() == ["Optimal"] * 4
