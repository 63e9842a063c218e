"""The store of frontiers: sealed, checked, and the same however often it was cut short."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from random_cases import few, random_cases
from tiny_plan import tiny, with_settings

from leonplan.optimizer.errors import InputError, UsageError, VerificationError
from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.make import FrontierRequest, FrontierWithPlans, make_frontier
from leonplan.optimizer.frontier.state import State, state_folder
from leonplan.optimizer.frontier.store import read_frontier, write_frontier
from leonplan.optimizer.frontier.texts import frontier_texts
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.runs.run_folder import read_run
from leonplan.optimizer.sealed.sealed import MANIFEST
from leonplan.optimizer.sealed.store import make_sealed, manifest_text
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.verify.frontier import check_frontier_folder
from leonplan.optimizer.verify.verify import verify_folder

WANTED = FrontierRequest(tolerance=0.05, three=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FrontierWithPlans:
    """The frontier of tiny, with its answers on disk."""
    return make_frontier(tiny(), WANTED, folder=tmp_path_factory.mktemp("made") / "frontier")


@pytest.fixture
def stored(made: FrontierWithPlans, tmp_path: Path) -> Path:
    return write_frontier(
        made.frontier, made.instance, made.plans, tmp_path / "front", "leon frontier tiny", {"svg": b"<svg/>"}
    ).folder


def tables(frontier: Frontier) -> dict[str, str]:
    return frontier_texts(frontier)


def test_a_frontier_reads_back_as_it_was(made: FrontierWithPlans, stored: Path) -> None:
    assert made.frontier.certified
    assert made.frontier.verified
    assert made.frontier.trades
    assert read_frontier(stored) == made.frontier


def test_every_point_is_a_run_of_its_own_that_verifies(made: FrontierWithPlans, stored: Path) -> None:
    found = verify_folder(stored)
    assert list(found) == [f"points/{name}" for name in sorted(made.plans)]
    assert all(verification.ok for verification in found.values())
    assert check_frontier_folder(stored).ok
    assert read_run(stored / "points" / "p01").plan.tables == made.plans["p01"].tables


def test_each_point_solved_alone_gives_the_same(made: FrontierWithPlans, stored: Path) -> None:
    """Proves: the instance in a point's run, solved by itself from nothing, reaches the point's value within both gaps."""
    for point in made.frontier.points:
        alone = plan_instance(load_instance(stored / "points" / point.point / "instance"))
        (goal,) = (goal for goal in alone.goals if goal.goal == "unmet")
        assert goal.bound is not None
        assert goal.bound <= point.value + 1e-6
        assert point.lower_bound <= goal.value + 1e-6


def test_the_same_frontier_gives_the_same_bytes(made: FrontierWithPlans, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        write_frontier(made.frontier, made.instance, made.plans, folder, "leon frontier tiny", {})
    for name in ("frontier.xlsx", "frontier.vl.json", "README.txt", "results/points.csv", "results/brackets.csv"):
        one, two = ((folder / name).read_bytes() for folder in folders)
        assert one == two, name


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("results/points.csv", "results/points.csv was altered"),
        ("results/brackets.csv", "results/brackets.csv was altered"),
        ("frontier.xlsx", "frontier.xlsx was altered"),
        ("points/p02/results/goals.csv", "points/p02/results/goals.csv was altered"),
        ("points/p02/manifest.json", "points/p02/manifest.json was altered"),
    ],
)
def test_what_was_altered_is_named(stored: Path, file: str, told: str) -> None:
    content = (stored / file).read_bytes()
    (stored / file).write_bytes(content.replace(b"1", b"2", 1))
    with pytest.raises(VerificationError, match=told):
        read_frontier(stored)
    with pytest.raises(VerificationError):
        verify_folder(stored)


def test_what_is_missing_or_added_is_named(stored: Path) -> None:
    shutil.rmtree(stored / "points" / "p02")
    (stored / "points" / "p99").mkdir()
    (stored / "points" / "p99" / "note.txt").write_text("?")
    with pytest.raises(
        VerificationError, match=r"points/p02/manifest\.json is missing.*points/p99/note\.txt was added"
    ):
        read_frontier(stored)


def resealed(folder: Path) -> None:
    """Seal a folder again, as somebody would who alters results on purpose."""
    told = json.loads((folder / MANIFEST).read_text())
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path != folder / MANIFEST
    }
    plain = {name: value for name, value in told.items() if name not in ("files", "seal")}
    (folder / MANIFEST).write_text(manifest_text(make_sealed(plain, files)))


def edited(folder: Path, table: str, line: int, column: str, value: str) -> None:
    """Change one cell of a table and seal the folder again."""
    file = folder / "results" / f"{table}.csv"
    lines = [row.split(",") for row in file.read_text().splitlines()]
    lines[line][lines[0].index(column)] = value
    file.write_text("\n".join(",".join(row) for row in lines) + "\n")
    resealed(folder)


@pytest.mark.parametrize(
    ("table", "line", "column", "value", "told"),
    [
        ("points", 2, "value", "1", "p02: value is 1, its run comes to"),
        ("points", 2, "lower_bound", "1e9", "p02: lower_bound is 1000000000"),
        ("projects", 1, "year", "2030", "p01: its projects are not those of its run"),
        ("three", 1, "third", "77", "t01: third is not what its run comes to"),
        ("brackets", 1, "lower_low", "0.5", "its lower side is less than was found"),
    ],
)
def test_tables_that_do_not_follow_from_the_plans_are_noticed(
    stored: Path, table: str, line: int, column: str, value: str, told: str
) -> None:
    """Proves: even where the seal is right, a table that says something else than the runs is found, and said where."""
    edited(stored, table, line, column, value)
    check = check_frontier_folder(stored)
    assert not check.ok
    assert told in " ".join(one.where for one in check.failed)


CELLS = (
    ("points", "1e999"), ("brackets", "nan"), ("points", "x"), ("reached", "-1e300"), ("floors", "\u00e6"), ("held", ""),
    ("three", "0"),
)  # fmt: skip
FIELDS: tuple[tuple[str, object], ...] = (
    ("axis", []), ("tolerance", "x"), ("goal", None), ("jump", 1e308), ("certified", 1), ("today", True),
)  # fmt: skip


@pytest.mark.parametrize(("table", "value"), few(CELLS, fast=2))
def test_forged_cells_are_noticed_without_a_traceback(table: str, value: str, stored: Path) -> None:
    """Proves: whatever stands in a cell, the check ends with a rule that does not hold or a fault of the input."""
    heading = (stored / "results" / f"{table}.csv").read_text().splitlines()[0]
    edited(stored, table, 1, heading.split(",")[1], value)
    with suppress(InputError):
        assert not check_frontier_folder(stored).ok


@pytest.mark.parametrize(("field", "value"), few(FIELDS, fast=2))
def test_forged_manifests_are_noticed_without_a_traceback(field: str, value: object, stored: Path) -> None:
    """Proves: whatever stands in a field, the check ends with a rule that does not hold or a fault of the input."""
    told = json.loads((stored / MANIFEST).read_text())
    (stored / MANIFEST).write_text(json.dumps({**told, "frontier": {**told["frontier"], field: value}}))
    resealed(stored)
    with suppress(InputError):
        assert not check_frontier_folder(stored).ok


def test_a_manifest_without_what_belongs_there_is_a_fault_of_the_input(stored: Path) -> None:
    told = json.loads((stored / MANIFEST).read_text())
    del told["frontier"]["axis"]
    (stored / MANIFEST).write_text(json.dumps(told))
    resealed(stored)
    with pytest.raises(InputError, match="cannot be used"):
        read_frontier(stored)


def test_a_run_is_no_frontier(stored: Path) -> None:
    with pytest.raises(InputError, match="is not a frontier"):
        read_frontier(stored / "points" / "p01")


@pytest.mark.parametrize("seed", random_cases(4, fast=2))
def test_answers_lost_are_found_again(seed: int, made: FrontierWithPlans, tmp_path: Path) -> None:
    """Proves: whatever part of the answers is there, from one core or two, the frontier ends with the same tables."""
    random = Random(seed)
    assert made.state.folder is not None
    folder = tmp_path / "frontier"
    shutil.copytree(made.state.folder, state_folder(folder))
    answers = sorted(state_folder(folder).glob("answer_*.json"))
    for file in random.sample(answers, random.randint(1, len(answers))):
        file.unlink()
    again = make_frontier(tiny(), FrontierRequest(tolerance=0.05, three=True, cores=1 + seed % 2), folder=folder)
    assert tables(again.frontier) == tables(made.frontier)


class Watch(Clock):
    """A clock that is out after so many looks, whatever the time."""

    looks = 0

    @property
    def is_out(self) -> bool:
        Watch.looks -= 1
        return Watch.looks < 0


@pytest.mark.parametrize("looks", few([(3,), (1,), (6,)], fast=1))
def test_stopped_at_any_question_it_goes_on(
    looks: int, made: FrontierWithPlans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proves: what a stopped search still asks, to mend its points, is not mistaken for a question of the next one."""
    folder, wanted = tmp_path / "frontier", FrontierRequest(tolerance=0.05)
    Watch.looks = looks
    with monkeypatch.context() as patched:
        patched.setattr("leonplan.optimizer.frontier.make.Clock", Watch)
        stopped = make_frontier(tiny(), wanted, folder=folder)
    assert not stopped.frontier.certified
    again = make_frontier(tiny(), wanted, folder=folder)
    assert again.frontier.points == made.frontier.points


def test_a_damaged_answer_is_noticed(made: FrontierWithPlans, tmp_path: Path) -> None:
    assert made.state.folder is not None
    folder = tmp_path / "frontier"
    shutil.copytree(made.state.folder, state_folder(folder))
    answer = min(state_folder(folder).glob("answer_*.json"))
    answer.write_bytes(answer.read_bytes().replace(b"least_x", b"least_y"))
    with pytest.raises(VerificationError, match="was altered or damaged"):
        make_frontier(tiny(), WANTED, folder=folder)


def test_answers_of_another_frontier_are_not_mixed_in(made: FrontierWithPlans, tmp_path: Path) -> None:
    """Proves: another instance, axis or tolerance does not go on from these answers."""
    assert made.state.folder is not None
    folder = tmp_path / "frontier"
    shutil.copytree(made.state.folder, state_folder(folder))
    other = with_settings(tiny(), name="Somewhere else")
    for instance, wanted in (
        (other, WANTED),
        (tiny(), FrontierRequest(tolerance=0.04)),
        (tiny(), FrontierRequest("fte", tolerance=0.05)),
    ):
        with pytest.raises(UsageError, match="is of another frontier"):
            make_frontier(instance, wanted, folder=folder)


def test_nothing_is_left_when_done(tmp_path: Path) -> None:
    state = State(tmp_path / "front", "mark")
    assert [path.name for path in tmp_path.iterdir()] == ["front.unfinished"]
    state.forget()
    assert list(tmp_path.iterdir()) == []


COMMAND = [sys.executable, "-c", "from leonplan.optimizer.cli import main; main()", "frontier", "tiny"]
KILLS = 8


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="killed by a signal")
def test_killed_at_random_moments_it_ends_with_the_same_tables(tmp_path: Path) -> None:
    """Proves: 8 kills without warning, anywhere from the first import to the last file, lose no answer and alter no table."""
    options = ["--tolerance", "0.02", "--format", "svg"]
    begun = time.monotonic()
    subprocess.run([*COMMAND, *options, "-o", str(tmp_path / "whole")], check=True, capture_output=True)
    lasted, random = time.monotonic() - begun, Random(0)
    folder = tmp_path / "cut"
    for kill in range(KILLS):
        answers = {path.name: path.read_bytes() for path in state_folder(folder).glob("answer_*.json")}
        process = subprocess.Popen([*COMMAND, *options, "-o", str(folder)], stdout=subprocess.DEVNULL)
        try:
            process.wait(random.uniform(0.3, 1.0) * lasted)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        if folder.exists():
            assert same_tables(folder, tmp_path / "whole")
            shutil.rmtree(folder)
            shutil.rmtree(state_folder(folder), ignore_errors=True)
            continue
        kept = {path.name: path.read_bytes() for path in state_folder(folder).glob("answer_*.json")}
        assert answers.items() <= kept.items(), f"kill {kill}: an answer was lost"
    subprocess.run([*COMMAND, *options, "-o", str(folder)], check=True, capture_output=True)
    assert same_tables(folder, tmp_path / "whole")
    assert not state_folder(folder).exists()
    assert all(verification.ok for verification in verify_folder(folder).values())


def same_tables(one: Path, two: Path) -> bool:
    """Whether two frontier folders hold the same tables, of the points' runs as well."""
    parts = ["results", *(f"points/{path.name}/results" for path in sorted((two / "points").iterdir()))]
    return all(
        {path.name: path.read_bytes() for path in (one / part).iterdir()}
        == {path.name: path.read_bytes() for path in (two / part).iterdir()}
        for part in parts
    )
