"""``leon review``: what it prints, as text and as JSON, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import DAY
from tiny_plan import tiny_plan

from leonplan.optimizer import api
from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import ExitCode, VerificationError
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.runs.run_folder import write_run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tiny_plan(), tmp_path_factory.mktemp("runs") / "tiny").folder


def test_as_text(folder: Path) -> None:
    """Tiny spends 8 % more in its first decided year, and all of its numbers come from one assumption."""
    done = CliRunner(env={"COLUMNS": "100"}).invoke(leon, ["review", str(folder)])
    assert done.exit_code == ExitCode.DONE, done.output
    assert "To look at: 2 remarks, none of them serious." in done.stdout
    assert "A sudden change of spending" in done.stdout
    assert "Likely: The source is an assumption." in done.stdout


def test_as_json(folder: Path) -> None:
    done = CliRunner().invoke(leon, ["review", str(folder), "--json"])
    assert done.exit_code == ExitCode.DONE, done.output
    found = json.loads(done.stdout)
    assert (found["instance"], found["mode"], found["serious"]) == ("tiny", "frame", 0)
    assert found["counts"] == {"spending_jumps": 1, "hangs_on_an_estimate": 1}
    jump, hangs = found["remarks"]
    assert {"check", "serious", "year", "years", "place", "level", "group", "figures", "cause"} <= jump.keys()
    assert (jump["check"], jump["year"], jump["figures"]["before"]) == (
        "spending_jumps", 2026, {"value": 23600.0, "unit": "kNOK"},
    )  # fmt: skip
    assert (hangs["source"], hangs["year"]) == ("paper", None)


def test_a_plan_can_be_looked_at_from_python(folder: Path) -> None:
    assert api.review(tiny_plan(), day=DAY).counts == api.review(folder).counts


def test_what_is_no_run_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(leon, ["review", str(tmp_path)])
    assert done.exit_code == ExitCode.INPUT
    assert "is not a run" in done.output


def test_an_altered_run_is_not_looked_at(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for file in (path for path in folder.rglob("*") if path.is_file()):
        target = copy / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    (copy / "results" / "money.csv").write_text("year,post,amount\n", encoding="utf-8")
    done = CliRunner().invoke(leon, ["review", str(copy)])
    assert done.exit_code == ExitCode.NOT_VERIFIED
    assert "money.csv was altered" in done.output


def test_a_plan_that_does_not_hold_is_not_looked_at(tmp_path: Path) -> None:
    """Sealed as it is, and yet nobody is served in 2028 who is not told to be without service."""
    from dataclasses import replace

    tables = tiny_plan().tables
    fewer = tuple(row for row in tables["served"] if isinstance(row, r.Served) and row.year != 2028)
    folder = write_run(replace(tiny_plan(), tables={**tables, "served": fewer}), tmp_path / "run").folder
    with pytest.raises(VerificationError, match="does not hold"):
        api.review(folder)
