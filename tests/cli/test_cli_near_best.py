"""``leon near-best`` as its users meet it, on the smallest instance: it has one project, which may start in two periods."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from command import answer, run

from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import ExitCode

WISH = """\
format: 1
title: Bygg først i 2028
reason: Tomten er ikke klar.
question: Hva koster det å vente?
changes:
  - {change: start, project: group_living_south, year: 2028}
"""
IMPOSSIBLE = (
    WISH + "  - {change: serve, group: complex, level: nursing_home, at_least: 9, from_year: 2028, to_year: 2028}\n"
)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("near_best") / "tiny"
    assert CliRunner().invoke(leon, ["solve", "tiny", "-o", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def wish(tmp_path: Path) -> Path:
    file = tmp_path / "wait.yaml"
    file.write_text(WISH, encoding="utf-8")
    return file


def test_where_nothing_else_is_within_the_share_that_is_proven(solved: Path) -> None:
    """Building two years later leaves more than 2 % more need unmet, and not building at all more still."""
    found = answer("near-best", solved)
    assert found["alternatives"] == []
    assert found["exhausted"]
    assert "no other choice of projects within the share" in run("near-best", solved).output


def test_the_other_date_is_the_alternative(solved: Path, tmp_path: Path) -> None:
    """By hand: begun in 2028, not 2026, the one start lies a fifth of the five years apart: 0.5 · 1/5 = 0.1.

    No goal comes to more than three times the best. The folder can be checked by itself.
    """
    folder = tmp_path / "other"
    found = answer("near-best", solved, "--share", 2, "-o", folder)
    (one,) = found["alternatives"]
    assert one["distance"] == one["distance_from_best"] == pytest.approx(0.1)
    assert one["proven"]
    assert one["within"]
    assert one["differences"] == [
        {"project": "group_living_south", "name": "Nytt bokollektiv i Sør", "best": [2026], "years": [2028]}
    ]
    assert all(price["value"] <= 3 * price["best"] + 1e-6 or price["best"] == 0 for price in one["prices"])
    assert {price["goal"] for price in one["prices"] if price["best"] == 0} == {"shortfall", "overrun"}
    checked = CliRunner().invoke(leon, ["verify", str(folder), "--json"])
    assert checked.exit_code == 0
    assert (folder / "plans" / "alternative_1" / "manifest.json").is_file()


def test_the_screen_names_project_years_and_prices(solved: Path) -> None:
    output = run("near-best", solved, "--share", 2, "--free", "changes").output
    for words in (
        "within 200.0 % of the best plan",
        "Not held: changes.",
        "Alternative 1: 0.10 from the best plan (as far as can be).",
        "Nytt bokollektiv i Sør 2026 2028",
        "no further choice of projects",
    ):
        assert words in output, output


def test_the_price_of_a_wish_is_the_difference_of_two_solves(solved: Path, wish: Path, tmp_path: Path) -> None:
    found = answer("near-best", solved, "--wish", wish)
    alone = json.loads(
        CliRunner()
        .invoke(
            leon,
            ["what-if", "tiny", str(wish), "--no-do-nothing", "--all-goals", "-o", str(tmp_path / "two"), "--json"],
        )
        .stdout
    )
    assert alone
    again = CliRunner().invoke(leon, ["solve", str(tmp_path / "two" / "plans" / "wait" / "instance"), "--json"])
    after = {goal["name"]: goal["value"] for goal in json.loads(again.stdout)["goals"]}
    for price in found["prices"]:
        grid = 2e-3 * max(1.0, abs(after[price["goal"]]))
        assert price["best"] + price["difference"] == pytest.approx(price["value"])
        assert price["value"] == pytest.approx(after[price["goal"]], abs=max(grid, 0.5))
    assert found["wish"] == "Bygg først i 2028"
    assert [row["years"] for row in found["differences"]] == [[2028]]
    assert found["prices"][2]["difference"] > 0


def test_the_screen_of_a_wish(solved: Path, wish: Path) -> None:
    output = run("near-best", solved, "--wish", wish).output
    assert "the price of a wish: Bygg først i 2028" in output
    assert "Nytt bokollektiv i Sør 2026 2028" in output


def test_a_wish_that_cannot_be_is_told(solved: Path, tmp_path: Path) -> None:
    """Eight nursing home places never hold nine."""
    file = tmp_path / "wish.yaml"
    file.write_text(IMPOSSIBLE, encoding="utf-8")
    done = run("near-best", solved, "--wish", file)
    assert done.exit_code == ExitCode.INPUT
    assert "9 is more persons than" in done.output


def test_wrong_usage_is_told(solved: Path, wish: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("--wish", wish, "--count", 2), "--count says how to search for alternatives"),
        (("--free", "joy"), "joy is not a goal of this order"),
        (("-o", solved), "holds a run, not a comparison"),
        (("--wish", tmp_path / "no.yaml"), "neither a file nor a what-if"),
    ):
        done = run("near-best", solved, *arguments)
        assert done.exit_code in (ExitCode.USAGE, ExitCode.INPUT), done.output
        assert words in done.output
