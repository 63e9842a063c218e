"""``leon frontier`` as it is typed."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import ExitCode, UsageError
from leonplan.optimizer.frontier import chart
from leonplan.optimizer.frontier.make import FrontierRequest
from leonplan.optimizer.frontier.store import read_frontier


def run(*words: str) -> Result:
    return CliRunner().invoke(leon, ["frontier", *words])


def told(*words: str) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == ExitCode.DONE, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_contract(tmp_path: Path) -> None:
    """Proves: points with frame, unmet, bounds and projects; tolerance; certified; the folder reads and verifies."""
    folder = tmp_path / "front"
    found = told("tiny", "--tolerance", "0.05", "-o", str(folder))
    assert found["certified"] is True
    assert found["tolerance"] == 0.05
    for point in found["points"]:
        assert {"frame", "unmet", "lower_bound", "upper_bound", "projects"} <= point.keys()
        assert point["lower_bound"] <= point["upper_bound"] <= point["unmet"]
    assert [point["frame"] for point in found["points"]] == sorted(point["frame"] for point in found["points"])
    units = found["units"]
    assert (units["points"]["frame"], units["points"]["limit"]) == ("kNOK/year", found["axis"]["unit"])
    assert units["points"]["value"] == units["brackets"]["lower_low"] == found["goal"]["unit"]
    assert units["projects"] == {"year": "year", "starts": "times"}
    assert any(project["project"] for point in found["points"] for project in point["projects"])
    assert [x.value for x in read_frontier(folder).points] == [point["value"] for point in found["points"]]
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.txt", "frontier.png", "frontier.svg", "frontier.vl.json", "frontier.xlsx", "instance", "manifest.json",
        "points", "results",
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["front"]
    checked = CliRunner().invoke(leon, ["verify", str(folder), "--json"])
    assert checked.exit_code == ExitCode.DONE
    assert json.loads(checked.stdout)["ok"] is True
    opened = CliRunner().invoke(leon, ["verify", str(folder / "points" / "p01")])
    assert opened.exit_code == ExitCode.DONE


def test_the_screen() -> None:
    result = run("tiny", "--tolerance", "0.05")
    assert result.exit_code == ExitCode.DONE
    for part in (
        "Certified: at every limit",
        "Every point's plan is verified",
        "today",
        "The least that keeps every hard",
    ):
        assert part in result.stdout


def test_three_goals() -> None:
    found = told("tiny", "--tolerance", "0.2", "--three")
    numbers = [(row["limit"], row["value"], row["third"]) for row in found["three"]]
    assert len(numbers) > 1
    for one in numbers:
        assert not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in numbers)
    assert all(row["third_bound"] <= row["third"] + 1e-6 for row in found["three"])
    assert all(row["value"] <= row["allowed"] + 1e-6 for row in found["three"])


@pytest.mark.parametrize("axis", ["frame-factor", "frame-year:2028", "fte", "spend", "above_level"])
def test_other_axes(axis: str) -> None:
    found = told("tiny", "--axis", axis, "--tolerance", "0.1")
    assert found["axis"]["name"] == axis
    values = [point["value"] for point in found["points"]]
    assert len(values) > 1
    assert values == sorted(values, reverse=True)
    assert found["verified"]


def test_steps_instead_of_need() -> None:
    found = told("tiny", "--against", "above_level", "--tolerance", "0.1")
    assert found["goal"]["name"] == "above_level"
    unmet = [point["unmet"] for point in found["points"]]
    assert unmet == pytest.approx([0.0] * len(unmet), abs=0.01), "need comes before steps and is held"


def test_stopped_by_the_number_of_points() -> None:
    result = run("tiny", "--points", "3", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == ExitCode.DONE
    assert not found["certified"]
    assert len(found["points"]) == 3
    assert found["widest"] > found["tolerance"]


def test_stopped_by_the_clock_it_goes_on(tmp_path: Path) -> None:
    """Proves: no time at all is said to be too little, and what was found is kept for the same command with --replace."""
    folder = tmp_path / "front"
    result = run("tiny", "--tolerance", "0.05", "--time-limit", "0.01", "-o", str(folder))
    assert result.exit_code in (ExitCode.STOPPED_WITHOUT_PLAN, ExitCode.STOPPED_WITH_PLAN)
    assert (tmp_path / "front.unfinished").is_dir()
    assert told("tiny", "--tolerance", "0.05", "--replace", "-o", str(folder))["certified"]
    assert not (tmp_path / "front.unfinished").exists()


def test_without_what_draws_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "can_draw", lambda: False)
    result = run("tiny", "--tolerance", "0.2", "-o", str(tmp_path / "front"))
    assert result.exit_code == ExitCode.DONE
    assert 'pip install "leonplan[report]"' in result.stderr
    assert not (tmp_path / "front" / "frontier.svg").exists()
    assert (tmp_path / "front" / "frontier.vl.json").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tiny", "--axis", "kroner"), "is nothing to limit"),
        (("tiny", "--against", "joy"), "is not a goal"),
        (("tiny", "--axis", "spend", "--tolerance", "0"), "not whole numbers"),
        (("nowhere",), "nowhere"),
        (("tiny", "--tolerance", "nan"), "finite number"),
        (("tiny", "--tolerance", "inf"), "finite number"),
        (("tiny", "--time-limit", "nan"), "finite number"),
        (("tiny", "--time-limit", "inf"), "finite number"),
    ],
)
def test_wrong_use(words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert result.exit_code in (ExitCode.USAGE, ExitCode.INPUT)
    assert told in result.stderr


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    result = run("tiny", "-o", str(tmp_path))
    assert result.exit_code == ExitCode.USAGE
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


@pytest.mark.parametrize(
    "wrong", [{"tolerance": math.nan}, {"tolerance": -0.1}, {"time_limit": math.nan}, {"points": 1}]
)
def test_what_is_no_number_is_refused_from_python_too(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        FrontierRequest(**wrong)
