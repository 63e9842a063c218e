"""``leon explain`` as its users meet it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from command import answer, run
from explain.wards import wards
from tiny_plan import tiny_plan

from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.instance.write_instance import write_instance
from leonplan.optimizer.runs.run_folder import write_run


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "tiny"
    write_run(tiny_plan(), folder)
    return folder


def test_a_run_is_explained_from_its_folder(sealed: Path) -> None:
    found = answer("explain", sealed, "--one-more", "money:1")
    assert found["ok"] is True
    assert {"rule", "where", "year", "use", "limit", "share"} <= found["binding"][0].keys()
    (step,) = found["marginal"]
    assert step["id"] == "money:1"
    assert step["bought"][0]["first_goal_that_moves"] == "unmet"
    assert (found["collision"], found["repairs"]) == ([], [])


def test_an_instance_is_planned_first() -> None:
    done = run("explain", "tiny", "--one-more", "none")
    assert done.exit_code == ExitCode.DONE
    assert "What binds" in done.stdout
    assert "Spending keeps within the operating frame" in done.stdout
    assert "What one more buys" not in done.stdout


def test_what_one_more_buys_is_shown_with_its_range(sealed: Path) -> None:
    done = run("explain", sealed, "--one-more", "money:1", "--range")
    assert "1 million kr more a year: unmet -8.3" in done.stdout
    assert "2 times as much" in done.stdout
    assert "each step is worth as much" in done.stdout


def test_what_there_can_be_one_more_of_is_listed(sealed: Path) -> None:
    assert "recruit:nurse" in run("explain", sealed, "--list").stdout
    assert {"id", "title", "amount", "unit"} == answer("explain", "tiny", "--list")["steps"][0].keys()


def test_a_collision_is_explained_and_ends_with_4(tmp_path: Path) -> None:
    write_instance(wards(limits={"unmet": 0, "shortfall": 0}), tmp_path / "wards")
    done = run("explain", tmp_path / "wards")
    assert done.exit_code == ExitCode.COLLISION
    assert "2026 cannot be done: 2 of 2 hard demands collide" in done.stdout
    assert "- 2 recruits a year (Sykepleier) instead of 0" in done.stdout
    found = answer("explain", tmp_path / "wards", code=ExitCode.COLLISION)
    assert found["ok"] is False
    assert [one["demand"] for one in found["collision"]] == ["limit:unmet", "limit:shortfall"]
    assert {one["proof"] for one in found["collision"]} == {"smallest"}
    assert [one["amount"] for one in found["repairs"] if one["kind"] == "recruits"] == [2.0]


def test_solve_says_where_a_collision_is_explained(tmp_path: Path) -> None:
    write_instance(wards(limits={"unmet": 0, "shortfall": 0}), tmp_path / "wards")
    done = CliRunner().invoke(leon, ["solve", str(tmp_path / "wards")])
    assert done.exit_code == ExitCode.COLLISION
    assert "leon explain" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--mode", "cover"], "--mode goes with an instance only"),
        (["--what-if", "x.yaml"], "--what-if goes with an instance only"),
        (["--one-more", "nurses"], "nothing that there can be one more of"),
    ],
)
def test_wrong_usage_of_a_run(sealed: Path, arguments: list[str], message: str) -> None:
    done = run("explain", sealed, *arguments)
    assert done.exit_code == ExitCode.USAGE
    assert message in done.stderr


def test_what_is_neither_run_nor_instance() -> None:
    assert run("explain", "nowhere").exit_code == ExitCode.INPUT


def test_text_from_the_instance_is_never_markup(tmp_path: Path) -> None:
    """A centre's name that would be markup is shown as it is, and an escape sequence as its code."""
    instance = wards(
        need=(24, 24), centres=[{"id": "hill", "name": "[bold]Haug[/x]", "district": "town"}], employed=4,
    )  # fmt: skip
    write_instance(instance, tmp_path / "wards")
    done = run("explain", tmp_path / "wards")
    assert done.exit_code == ExitCode.DONE
    assert "[bold]Haug[/x]" in done.stdout
