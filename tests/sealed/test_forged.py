"""Folders that were forged and sealed anew: no crash, and no report of what does not hold."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path

import pytest
from command import run
from forged import forge, reseal
from random_cases import random_cases
from tiny_plan import tiny_plan, tiny_plan_with_reference

from leonplan.optimizer.compare.comparison import Entry, ScenarioKind, make_comparison
from leonplan.optimizer.compare.store import write_comparison
from leonplan.optimizer.errors import ExitCode, InputError, VerificationError
from leonplan.optimizer.report import make_document
from leonplan.optimizer.runs.run_folder import read_run, write_run


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run, one with doing nothing next to it, and a comparison of ``tiny``."""
    folder = tmp_path_factory.mktemp("sealed")
    write_run(tiny_plan(), folder / "run")
    write_run(tiny_plan_with_reference(), folder / "with_reference")
    entries = [Entry("base", ScenarioKind.BASE, "Base", "", "", None, tiny_plan())]
    entries += [Entry("other", ScenarioKind.WHAT_IF, "Other", "", "", None, tiny_plan())]
    write_comparison(make_comparison(entries), folder / "comparison", "leon what-if tiny")
    return folder


def look(kind: str, folder: Path, what: str) -> None:
    """Verify and report what was forged: each says that it holds, that it does not, or where it cannot be read."""
    done = run("verify", folder)
    assert done.exit_code in (ExitCode.DONE, ExitCode.INPUT, ExitCode.NOT_VERIFIED), (
        f"{kind} {what}: {done.output[-400:]}"
    )
    if done.exit_code == ExitCode.INPUT:
        assert re.search(r"(json|csv|yaml):[0-9]+: ", done.stderr), f"{kind} {what}: {done.stderr}"
    try:
        make_document(folder)
        reported = True
    except (InputError, VerificationError):
        reported = False
    assert reported == (done.exit_code == ExitCode.DONE), f"{kind} {what}: verify {done.exit_code}, reported {reported}"


@pytest.mark.parametrize("kind", ["run", "with_reference", "comparison"])
@pytest.mark.parametrize("seed", random_cases(25, fast=8))
def test_forged_folders_crash_nothing(kind: str, seed: int, sealed: Path, tmp_path: Path) -> None:
    """One value at a time, by chance; ten times as many in the slow suite."""
    folder = tmp_path / "forged"
    shutil.copytree(sealed / kind, folder)
    look(kind, folder, forge(folder, random.Random(seed)))


@pytest.mark.parametrize("kind", ["run", "with_reference", "comparison"])
@pytest.mark.parametrize("chunk", random_cases(5, fast=0, ci=2))
def test_many_forged_folders_crash_nothing(kind: str, chunk: int, sealed: Path, tmp_path: Path) -> None:
    for seed in range(1000 + 50 * chunk, 1050 + 50 * chunk):
        folder = tmp_path / str(seed)
        shutil.copytree(sealed / kind, folder)
        look(kind, folder, f"{seed} {forge(folder, random.Random(seed))}")
        shutil.rmtree(folder)


def test_a_forged_verdict_is_not_believed(sealed: Path, tmp_path: Path) -> None:
    """One person served more than there are, and still "verified" in the manifest: report and plan do the sum again."""
    folder = tmp_path / "run"
    shutil.copytree(sealed / "run", folder)
    table = folder / "results" / "served.csv"
    heading, first, *rest = table.read_text(encoding="utf-8").split("\n")
    *ids, persons = first.split(",")
    table.write_text("\n".join([heading, ",".join([*ids, str(float(persons) + 1)]), *rest]), encoding="utf-8")
    reseal(folder)
    assert json.loads((folder / "manifest.json").read_bytes())["verification"]["ok"] is True
    found = read_run(folder).plan.verification
    assert found is not None
    assert not found.ok
    with pytest.raises(VerificationError, match="does not hold when it is checked again"):
        make_document(folder)
    assert run("verify", folder).exit_code == ExitCode.NOT_VERIFIED


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("goals", [{"step": "x"}], r"manifest\.json:\d+: goals\[#1\]\.step: "),
        ("written", "yesterday", r"manifest\.json:\d+: written: "),
        ("settings", {"gap": "\u202e"}, r"manifest\.json:\d+: settings\.gap: "),
        ("mode", "both", r"manifest\.json:\d+: mode: "),
    ],
)
def test_a_value_that_makes_no_sense_is_told_with_its_line(
    field: str, value: object, words: str, sealed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    shutil.copytree(sealed / "run", folder)
    file = folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {field: value}, indent=1), encoding="utf-8")
    reseal(folder)
    done = run("verify", folder)
    assert done.exit_code == ExitCode.INPUT
    assert re.search(words, done.stderr)
