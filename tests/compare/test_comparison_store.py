"""The store of comparisons: sealed, whole runs in it, read back as it was, and nothing altered unnoticed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from compare_samples import HOSTILE, comparison, entry, without_seconds
from tiny_plan import tiny_plan

from leonplan.optimizer.compare.comparison import ScenarioKind, make_comparison
from leonplan.optimizer.compare.store import (
    check_comparison,
    comparison_texts,
    plan_folders,
    read_comparison,
    write_comparison,
)
from leonplan.optimizer.errors import InputError, UsageError, VerificationError
from leonplan.optimizer.runs.run_folder import read_run, write_run
from leonplan.optimizer.sealed.sealed import hash_of, seal_of
from leonplan.optimizer.verify.verify import verify_folder

COMMAND = "leon what-if tiny late hard"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_comparison(comparison(), tmp_path / "choices", COMMAND).folder


def reseal(folder: Path) -> None:
    """Make the seals fit what was altered, as somebody would who knows how."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["files"] = {name: hash_of((folder / name).read_bytes()) for name in manifest["files"]}
    manifest["seal"] = seal_of(manifest)
    path.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def test_a_comparison_reads_back_as_it_was(folder: Path) -> None:
    assert without_seconds(read_comparison(folder)) == without_seconds(comparison())


def test_it_holds_whole_runs_and_tables(folder: Path) -> None:
    assert sorted(path.name for path in (folder / "plans").iterdir()) == ["base", "late"]
    assert read_run(folder / "plans" / "late").plan.status is comparison().entries[1].plan.status  # type: ignore[union-attr]
    assert sorted(path.name for path in (folder / "results").iterdir()) == [
        "comparison.csv",
        "differences.csv",
        "walk.csv",
    ]
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert (manifest["kind"], manifest["command"], manifest["notes"]) == ("comparison", COMMAND, ["a note"])
    late, hard = manifest["scenarios"][1:]
    assert (late["title"], late["reason"], late["question"], late["vegvalg"]) == (
        HOSTILE,
        "why",
        "what then?",
        "Valg 1",
    )
    assert (late["plan"], late["verified"], late["status"]) == ("late", True, "optimal")
    assert (hard["plan"], hard["error"], hard["exit_code"]) == (None, "demands collide:\n- limit: unmet at most 0", 4)
    assert [path.name for path in folder.parent.iterdir()] == ["choices"]


def test_the_same_comparison_gives_the_same_tables(folder: Path) -> None:
    assert comparison_texts(read_comparison(folder)) == comparison_texts(comparison())
    walk = (folder / "results" / "walk.csv").read_text(encoding="utf-8").splitlines()
    assert walk[0] == "measure,year,step,change,before,amount,after,exact,unit"
    assert len(walk) == 1 + 5 * 4  # five measures, three years and all of them


def test_every_plan_and_table_verifies(folder: Path) -> None:
    found = verify_folder(folder)
    assert list(found) == ["plans/base", "plans/late"]
    assert all(verification.ok for verification in found.values())
    assert check_comparison(folder).ok


def test_a_table_that_does_not_follow_from_the_plans_is_named(folder: Path) -> None:
    """Even if every hash and seal was made to fit."""
    table = folder / "results" / "differences.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(text.splitlines()[1], text.splitlines()[2]), encoding="utf-8")
    reseal(folder)
    found = check_comparison(folder)
    assert (found.ok, found.where, found.worst_violation) == (False, "differences.csv", 1.0)


def test_a_plan_that_does_not_hold_is_named(folder: Path) -> None:
    """A project's outlay is halved in a stored plan, and both seals made to fit: the plan's arithmetic tells."""
    run = folder / "plans" / "base"
    table = run / "results" / "money.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("outlay,16000", "outlay,8000"), encoding="utf-8")
    reseal(run)
    reseal(folder)
    assert not verify_folder(folder)["plans/base"].ok
    assert verify_folder(folder)["plans/late"].ok


def harms() -> Iterator[object]:
    """(what is done to a folder, what is told)."""

    def alter(path: str, before: bytes, after: bytes) -> object:
        def harm(folder: Path) -> None:
            content = (folder / path).read_bytes()
            assert before in content
            (folder / path).write_bytes(content.replace(before, after, 1))

        return harm

    yield pytest.param(alter("results/walk.csv", b"spend", b"spent"), "results/walk.csv was altered", id="table")
    yield pytest.param(
        alter("plans/late/results/money.csv", b"0", b"1"), "plans/late/results/money.csv was altered", id="plan"
    )
    yield pytest.param(
        alter("plans/base/manifest.json", b'"optimal"', b'"feasible"'), "plans/base/manifest.json was altered", id="run"
    )
    yield pytest.param(alter("manifest.json", b"a note", b"a nota"), "manifest.json was altered", id="manifest")
    yield pytest.param(lambda f: (f / "results/comparison.csv").unlink(), "comparison.csv is missing", id="missing")
    yield pytest.param(lambda f: shutil.rmtree(f / "plans/late"), "plans/late/manifest.json is missing", id="no plan")
    yield pytest.param(lambda f: (f / "plans/x.txt").write_text("x"), "plans/x.txt was added", id="added")


@pytest.mark.parametrize(("harm", "told"), list(harms()))
def test_what_was_done_to_it_is_told(folder: Path, harm: object, told: str) -> None:
    assert callable(harm)
    harm(folder)
    for read in (read_comparison, verify_folder):
        with pytest.raises(VerificationError, match="sealed") as error:
            read(folder)
        assert told in str(error.value)


def test_runs_and_comparisons_are_not_taken_for_each_other(folder: Path, tmp_path: Path) -> None:
    run = write_run(tiny_plan(), tmp_path / "run").folder
    with pytest.raises(InputError, match="is not a comparison; name a folder that 'leon what-if' wrote"):
        read_comparison(run)
    with pytest.raises(InputError, match="is not a run; name a folder that 'leon solve' wrote"):
        read_run(folder)
    with pytest.raises(UsageError, match="not a comparison"):
        write_comparison(comparison(), run, COMMAND)
    with pytest.raises(UsageError, match="not a run"):
        write_run(tiny_plan(), folder)
    assert read_run(run).plan.status is tiny_plan().status
    read_comparison(folder)


def test_a_comparison_is_replaced_by_another_if_asked(folder: Path) -> None:
    with pytest.raises(UsageError, match="holds a comparison already; add --replace"):
        write_comparison(replace(comparison(), notes=("again",)), folder, COMMAND)
    write_comparison(replace(comparison(), notes=("again",)), folder, COMMAND, replace=True)
    assert read_comparison(folder).notes == ("again",)


@pytest.mark.parametrize("scenarios", ["[{}]", "[]", "3", '[{"id": "x", "kind": "king"}]'])
def test_a_manifest_that_makes_no_sense_is_wrong_input(folder: Path, scenarios: str) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["scenarios"] = json.loads(scenarios)
    manifest["seal"] = seal_of(manifest)
    path.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(InputError, match=r"manifest\.json:\d+: scenarios"):
        read_comparison(folder)


def test_names_that_no_system_or_only_some_take_become_numbers() -> None:
    ids = ["base", "con", "Late", "late", "a" * 70, "æ", "../x", "x.", "a+b", "nul.1"]
    entries = [entry(id, tiny_plan(), ScenarioKind.WHAT_IF) for id in ids]
    folders = plan_folders(entries)
    assert list(folders.values()) == ["base", "_1", "late", "_3", "_4", "_5", "_6", "_7", "a+b", "_9"]


def test_ids_of_every_kind_can_be_written(tmp_path: Path) -> None:
    made = make_comparison([entry("base", tiny_plan(), ScenarioKind.BASE), entry("../Ærlig", tiny_plan())])
    folder = write_comparison(made, tmp_path / "x", COMMAND).folder
    assert [one.id for one in read_comparison(folder).entries] == ["base", "../Ærlig"]
    assert sorted(path.name for path in (folder / "plans").iterdir()) == ["_1", "base"]


def test_reading_and_drawing_know_neither_the_formulation_nor_the_solver(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from leonplan.optimizer.compare.store import read_comparison\n"
        "from leonplan.optimizer.compare.workbook import workbook_bytes\n"
        "from leonplan.optimizer.present.comparison import comparison_screen\n"
        f"found = read_comparison(Path({str(folder)!r}))\n"
        "assert workbook_bytes(found) and list(comparison_screen(found))\n"
        "print(sorted({'pyomo', 'highspy', 'pandas'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
