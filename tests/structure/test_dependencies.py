"""Dependencies: each with a reason and two bounds, and the versions of CI within them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)["project"]
WRITTEN = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
DIRECT = [Requirement(one) for one in WRITTEN if not one.startswith("leonplan[")]
TESTED = [one for one in DIRECT if one.name != "jupyterlab"]  # CI runs the notebooks without the browser's part


def pins(text: str) -> dict[str, Version]:
    """Versions by name of a constraints file, which holds nothing but pins and comments."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {canonicalize_name(name): Version(version) for name, version in (line.split("==") for line in lines)}


PINNED = pins((ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("requirement", DIRECT, ids=str)
def test_every_dependency_has_an_oldest_and_a_newest_version(requirement: Requirement) -> None:
    assert sorted(one.operator for one in requirement.specifier) == ["<", ">="]


def test_every_dependency_says_what_it_is_for() -> None:
    lines = [
        line.strip() for line in TEXT.splitlines() if line.strip().startswith(tuple(f'"{one}"' for one in WRITTEN))
    ]
    assert len(lines) == len(WRITTEN)
    assert [line for line in lines if "  # " not in line] == []


def test_the_solver_is_bounded_to_the_minor_version() -> None:
    """Between two minor versions HiGHS came to return an offered start as optimal: no next one is trusted unseen."""
    (solver,) = [one for one in DIRECT if one.name == "highspy"]
    pinned = PINNED["highspy"]
    assert solver.specifier.contains(pinned)
    assert not solver.specifier.contains(Version(f"{pinned.major}.{pinned.minor + 1}.0"))


@pytest.mark.parametrize("requirement", TESTED, ids=str)
def test_what_ci_uses_is_allowed(requirement: Requirement) -> None:
    assert requirement.specifier.contains(PINNED[canonicalize_name(requirement.name)])


def test_the_oldest_versions_are_the_lower_bounds() -> None:
    done = subprocess.run([sys.executable, ROOT / ".ci" / "oldest"], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    lower = {
        canonicalize_name(one.name): Version(bound.version)
        for one in DIRECT
        for bound in one.specifier
        if bound.operator == ">="
    }
    assert pins(done.stdout) == lower
