"""A newcomer's afternoon: a municipality as a workbook in a spreadsheet; faults made, marked, mended; a plan and a report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from libreoffice import needs_libreoffice, saved_by_libreoffice
from openpyxl import load_workbook

from leonplan.optimizer.errors import ExitCode

COMMAND = "from leonplan.optimizer.cli import main; main()"


def leon(folder: Path, *words: str, code: ExitCode = ExitCode.DONE) -> dict[str, Any]:
    """The answer of a command that is run in a folder as a person runs it, which must end as told."""
    environment = {**os.environ, "LEON_KEPT_PLANS": "off"}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *words, "--json"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == code, done.stderr + done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@needs_libreoffice
def test_from_nothing_to_a_report(tmp_path: Path) -> None:
    """Beiarn, a thousand inhabitants, from public tables; each step with what the one before left, and no other.

    Three cells are spoiled as people do: a number with a word in it, a centre that is not there, and thousands with a point.
    They are marked at their cells; mended there, the workbook is saved by LibreOffice once more, solved and reported.
    """
    leon(tmp_path, "new", "town", "--municipality", "1839")
    leon(tmp_path, "excel", "town", "-o", "town.xlsx")
    saved = saved_by_libreoffice(tmp_path / "town.xlsx", tmp_path)
    assert leon(tmp_path, "check", str(saved))["ok"]

    spoiled = {("Plasser", "C2"): "fire", ("Prosjekter", "C2"): "sentrum", ("Befolkning", "E3"): "3.600"}
    book = load_workbook(saved)
    right = {place: book[place[0]][place[1]].value for place in spoiled}
    for (sheet, cell), value in spoiled.items():
        book[sheet][cell] = value
    book.save(tmp_path / "spoiled.xlsx")

    told = leon(tmp_path, "check", "spoiled.xlsx", "--mark", "marked.xlsx", code=ExitCode.INPUT)
    assert {(one["file"], one["cell"]) for one in told["problems"]} == set(spoiled)
    marked = load_workbook(tmp_path / "marked.xlsx")
    for sheet, cell in spoiled:
        assert marked[sheet][cell].comment.text.startswith("Feil: ")
    for (sheet, cell), value in right.items():
        marked[sheet][cell] = value
    marked.save(tmp_path / "mended.xlsx")

    mended = saved_by_libreoffice(tmp_path / "mended.xlsx", tmp_path)
    assert leon(tmp_path, "check", str(mended))["problems"] == []
    plan = leon(tmp_path, "solve", str(mended), "-o", "run")
    assert plan["verified"]
    (file,) = leon(tmp_path, "report", "run", "--format", "html", "-o", "reports")["files"]
    assert "<html" in (tmp_path / file).read_text(encoding="utf-8")
