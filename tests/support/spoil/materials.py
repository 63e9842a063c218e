"""Whole inputs of every kind, to be copied and spoiled."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.instance.shipped import shipped_instances

INSTANCES = ("tiny", "gausdal", "gjovik")
SEALED = ("run", "comparison", "frontier")


def make_materials(folder: Path, *, sealed: bool = True) -> Path:
    """The shipped instances with their what-ifs and, where wanted, a run, a comparison and a frontier of ``tiny``.

    folder: made. What-ifs of gausdal and gjovik lie in their folders.
    """
    folder.mkdir(parents=True)
    for name in INSTANCES:
        shutil.copytree(shipped_instances()[name], folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.md"))
    if sealed:
        what_if = folder / "more_money.yaml"
        what_if.write_text(
            "format: 1\ntitle: More\nquestion: What if there is more?\nreason: asked\n"
            "changes:\n  - {change: frame, add: 500}\n",
            encoding="utf-8",
        )
        _command("solve", "tiny", "-o", folder / "run")
        _command("what-if", "tiny", what_if, "--no-do-nothing", "-o", folder / "comparison")
        _command("frontier", "tiny", "--tolerance", "0.2", "--cores", "1", "--format", "svg", "-o", folder / "frontier")
    return folder


def _command(*words: str | Path) -> None:
    done = CliRunner().invoke(leon, [str(word) for word in words])
    if done.exit_code not in (0, 5):
        raise RuntimeError(f"{' '.join(map(str, words))} ended with {done.exit_code}: {done.output}")
