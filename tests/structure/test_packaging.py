"""The wheel: everything in the folders, nothing else, and what it says about itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("instances", "models", "optimizer")
LEFT_OUT = ("__pycache__", "*.pyc", ".*")
AROUND = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "CHANGELOG.md")
ADDED = ("optimizer/added/__init__.py", "optimizer/added/inner/__init__.py", "optimizer/added/README.md")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def files_of(folder: str) -> list[Path]:
    """Files of a folder that belong into the wheel."""
    inner = [file.relative_to(ROOT / folder) for file in (ROOT / folder).rglob("*") if file.is_file()]
    return [
        ROOT / folder / file for file in inner if not any(part.startswith((".", "__pycache__")) for part in file.parts)
    ]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Names in a wheel built from a copy of the tree, without the network."""
    tree = tmp_path_factory.mktemp("tree")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for name in AROUND:
        shutil.copy(ROOT / name, tree / name)
    for name in (*ADDED, "elsewhere/__init__.py"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "out", "."]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (tree / "out").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_the_wheel_holds_the_folders_and_nothing_else(wheel: list[str]) -> None:
    """A kind of file that the package data leaves out is missing here; a folder that was added needs no list."""
    there = {file.relative_to(ROOT).as_posix() for folder in FOLDERS for file in files_of(folder)}
    expected = {f"leonplan/{name}" for name in there | set(ADDED)}
    held = {name for name in wheel if ".dist-info/" not in name}
    assert sorted(expected - held) == []
    assert sorted(held - expected) == []


def test_the_wheel_holds_the_licence(wheel: list[str]) -> None:
    assert [name for name in wheel if name.endswith("/licenses/LICENSE")]


def test_every_folder_with_modules_is_a_package() -> None:
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*.py"):
            assert (file.parent / "__init__.py").is_file(), file


def test_files_of_tests_have_names_of_their_own() -> None:
    """pytest imports them by name alone: of two with one name only the first is run, seen only where both are asked for."""
    found = Counter(file.name for file in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, number in found.items() if number > 1] == []


def test_tests_run_fast_by_default_and_wholly_in_ci() -> None:
    options = project()["tool"]["pytest"]["ini_options"]["addopts"]
    assert options[options.index("-m") + 1] == "not slow and not further"
    assert "pytest -m slow" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_what_ci_calls_can_be_called() -> None:
    """A script without its executable bit stops CI where it is called."""
    scripts = [file for file in (ROOT / ".ci").iterdir() if file.read_bytes().startswith(b"#!")]
    assert {"check", "oldest", "run", "style", "types"} <= {file.name for file in scripts}
    assert [file.name for file in scripts if not os.access(file, os.X_OK)] == []
