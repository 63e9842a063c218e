"""What is imported when: help is instant, and names at the root cannot make second copies of classes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "pyomo", "highspy", "numpy", "rich", "pydantic", "ruamel")


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own."""
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["solve", "--help"], ["check", "--help"], ["what-if", "--help"], ["report", "--help"], ["versions"]],
    ids=lambda words: " ".join(words),
)
def test_help_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from leonplan.optimizer.cli.main import leon\n"
        f"leon(args={arguments!r}, prog_name='leon', standalone_mode=False)\n"
        f"print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    done = python(code, tmp_path)
    assert done.stderr == ""
    assert done.stdout.rstrip().endswith("HEAVY []")


def test_help_imports_little(tmp_path: Path) -> None:
    """What makes help instant, counted and not timed: about 130 modules when this was written, most of them Python's own."""
    code = (
        "import sys\n"
        "before = len(sys.modules)\n"
        "from leonplan.optimizer.cli.main import leon\n"
        "leon(args=['--help'], prog_name='leon', standalone_mode=False)\n"
        "print(len(sys.modules) - before)\n"
    )
    assert int(python(code, tmp_path).stdout.split()[-1]) < 200


@pytest.mark.parametrize("folder", ["models", "optimizer"])
def test_the_folders_are_not_packages_of_their_own(folder: str) -> None:
    """``import models`` from the root would make a second copy of every class."""
    done = python(f"import {folder}", ROOT)
    assert done.returncode != 0
    assert f"import leonplan.{folder}, not {folder}" in done.stderr


def test_verification_runs_without_the_formulation_and_the_solver(tmp_path: Path) -> None:
    absent = ("pyomo", "highspy", "pandas", "leonplan.models", "leonplan.optimizer.solve")
    code = (
        "import sys\n"
        "import leonplan.optimizer.verify.verify\n"
        f"print(sorted(name for name in {absent!r} if name in sys.modules))\n"
    )
    done = python(code, tmp_path)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
