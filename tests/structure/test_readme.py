"""The README: every command that is cheap runs, links lead somewhere, and CI sets up as it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = "from leonplan.optimizer.cli import main; main()"
LONGEST = 130


def blocks(language: str) -> list[str]:
    """Code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


LINES = [line.partition("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
SET_UP = [line for line in LINES if "pip install" in line]
COMMANDS = [shlex.split(line)[1:] for line in LINES if line.startswith("leon ")]


def test_readme_is_short() -> None:
    assert README.count("\n") <= LONGEST


def test_two_commands_set_up_and_ci_uses_them() -> None:
    """One for users, which solves Gjøvik, and one for developers, which runs the tests."""
    assert SET_UP == [
        "pip install . && leon solve gjovik_2026",
        'pip install -e ".[test]" -c .ci/constraints.txt && pytest',
    ]
    ci = [line.strip() for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()]
    assert [line for line in SET_UP if line not in ci] == []


@pytest.mark.slow
def test_every_command_runs_in_order(tmp_path: Path) -> None:
    """Without a network: what asks Statistics Norway's service says how to go on by hand, and everything else works."""
    nobody = {f"{name}_proxy": "http://127.0.0.1:9" for name in ("http", "https", "HTTP", "HTTPS")}
    known = {**os.environ, **nobody, "no_proxy": "", "NO_PROXY": ""}
    assert len(COMMANDS) >= 10
    for arguments in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-c", CODE, *arguments],
            cwd=tmp_path,
            env=known,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if arguments[0] == "ssb":
            assert done.returncode == 3
            assert "Save it by hand" in done.stderr
            continue
        assert (done.returncode, done.stderr) == (0, ""), arguments
        assert done.stdout or "-o" in arguments


@pytest.mark.slow
def test_the_python_example_runs(tmp_path: Path) -> None:
    (example,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "project" in done.stdout


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "DECISIONS.md",
        "models/README.md",
        "instances/README.md",
        "optimizer/results/README.md",
    ],
)
def test_links_lead_somewhere(page: str) -> None:
    file = ROOT / page
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (file.parent / target).exists(), f"{page}: {target}"


def test_no_option_is_told_that_is_not_there() -> None:
    from leonplan.optimizer.cli.main import leon

    known = {name for command in leon.commands.values() for one in command.params for name in one.opts}
    told = set(re.findall(r"`(--[a-z-]+)", README)) | {word for one in COMMANDS for word in one if word[:2] == "--"}
    assert told - known - {"--help"} == set()
