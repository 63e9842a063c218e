"""Every benchmark runs, at a size that takes no time; what it measures is read by people, not asserted."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from benchmarks import (
    compare,
    conversation,
    facility,
    forms,
    frontier,
    population,
    process,
    scale,
    soundness,
    workbench,
    workbook,
)
from benchmarks.region import SHAPES, make_region
from leonplan.optimizer.checks.check import check_instance


def test_the_region_is_the_same_every_time_and_has_no_faults() -> None:
    region = make_region(SHAPES["toy"])
    assert region == make_region(SHAPES["toy"])
    problems, _ = check_instance(region)
    assert problems == []


@pytest.mark.slow
def test_whole_processes(capsys: pytest.CaptureFixture[str]) -> None:
    process.run("tiny", runs=1)
    assert "leon solve tiny --mode cover" in capsys.readouterr().out


def test_seconds_of_runs_side_by_side_count_once() -> None:
    assert process._covered([(0.0, 2.0), (1.0, 3.0), (5.0, 6.0), (1.5, 1.8)]) == 4.0


@pytest.mark.slow
def test_region(capsys: pytest.CaptureFixture[str]) -> None:
    scale.run(("toy",), limit=10)
    out = capsys.readouterr().out
    assert "build + compile + pass" in out
    assert "HiGHS's own" in out


def test_cost_by_size_without_highs(capsys: pytest.CaptureFixture[str]) -> None:
    scale.linear(("toy",))
    assert "all CPU" in capsys.readouterr().out


@pytest.mark.slow
def test_ways_of_building_give_the_same_core(capsys: pytest.CaptureFixture[str]) -> None:
    compare.run("toy")
    table = [line.split("|") for line in capsys.readouterr().out.splitlines() if line.startswith("|")][-3:]
    assert len({tuple(cell.strip() for cell in row[-4:-1]) for row in table if "skipped" not in row[2]}) == 1


@pytest.mark.parametrize("form", forms.FORMS)
def test_forms(form: str) -> None:
    told = forms.try_form("tiny", form, None, 20.0, "frame")
    assert [goal["name"] for goal in told["goals"]][:2] == ["shortfall", "overrun"]


@pytest.mark.slow
def test_conversation(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "more_money.yaml"
    file.write_text(
        "format: 1\ntitle: More\nquestion: What if there is more money?\nreason: Made up.\nchanges:\n"
        "  - {change: frame, add: 100}\n",
        encoding="utf-8",
    )
    conversation.run("tiny", (str(file),))
    out = capsys.readouterr().out
    assert "1 what-ifs, base and doing nothing" in out
    assert "3 of 3 proven" in out
    assert "leon frontier" in out


def test_facilities_are_the_same_for_both() -> None:
    """Proves: product and bare HiGHS are given the same problem, whole sites for a customer or not."""
    for single in (False, True):
        family = asdict(facility.Family(5, 8, 3.0, single=single))
        ours, bare = facility.by_product(**family), facility.by_highs(**family)
        assert ours["verified"]
        assert ours["value"] == pytest.approx(bare["value"], rel=2 * facility.GAP)


@pytest.mark.slow
def test_frontier(capsys: pytest.CaptureFixture[str]) -> None:
    frontier.run("tiny", tolerance=0.1, limit=10)
    out = capsys.readouterr().out
    assert "points cold in bare HiGHS" in out
    assert "0 of the cold solves were stopped" in out


def test_soundness(capsys: pytest.CaptureFixture[str]) -> None:
    soundness.run(3)
    assert "through the gate" in capsys.readouterr().out


@pytest.mark.slow
def test_the_error_of_the_projection(capsys: pytest.CaptureFixture[str]) -> None:
    population.run()
    out = capsys.readouterr().out
    assert "355 municipalities, base years 2011 to 2025" in out
    assert out.count("| 2021 ") == 6


@pytest.mark.slow
def test_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    assert workbook.run("tiny", books=5) == []
    assert "read and check" in capsys.readouterr().out


@pytest.mark.slow
def test_workbench(capsys: pytest.CaptureFixture[str]) -> None:
    """Two kills: what was sealed is whole, and what is done has its result."""
    workbench.run(kills=2, runs=2, instance="tiny")
    told = capsys.readouterr().out
    assert "readers while two jobs run" in told
    assert "2 tables whole" in told
    assert "BROKEN" not in told
    assert "WITHOUT" not in told
