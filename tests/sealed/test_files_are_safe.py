"""Files are safe: what stands somewhere stays there unless its replacement is asked for, and refusals come before the work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command import run
from tiny_plan import tiny, tiny_plan, with_settings

from leonplan.optimizer.errors import ExitCode, UsageError
from leonplan.optimizer.instance.new_instance import new_instance
from leonplan.optimizer.instance.write_instance import write_instance
from leonplan.optimizer.runs.run_folder import write_run
from leonplan.optimizer.sealed.atomic import making, write_file
from leonplan.optimizer.sealed.sealed import read_sealed
from leonplan.optimizer.sealed.store import refuse_file, write_new_file

SEALING = (
    ("solve", "tiny"),
    ("what-if", "tiny", "low_population"),
    ("near-best", "tiny"),
    ("frontier", "tiny"),
)
"""Commands that seal a folder with -o."""

INTO_FILES = (
    ("what-if", "tiny", "low_population", "--xlsx"),
    ("export", "tiny", "--mps"),
)
"""Commands that write a file, whatever it is called."""


@pytest.fixture
def unsolvable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be solved or built: what is refused is refused before."""

    tiny_plan()

    def solved(*_: Any, **__: Any) -> None:
        raise AssertionError("this was to be refused before any work")

    monkeypatch.setattr("leonplan.optimizer.planning.plan_instance.Planner.plan", solved)
    monkeypatch.setattr("leonplan.optimizer.planning.plan_instance.plan_instance", solved)
    monkeypatch.setattr("leonplan.optimizer.frontier.make.make_frontier", solved)
    monkeypatch.setattr("leonplan.optimizer.solve.export.compile_matrix", solved)


def state(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.mark.parametrize("replace", [[], ["--replace"]])
@pytest.mark.parametrize("command", SEALING, ids=lambda command: command[0])
@pytest.mark.usefixtures("unsolvable")
def test_a_folder_of_another_kind_or_instance_is_refused_before_solving(
    command: tuple[str, ...], replace: list[str], tmp_path: Path
) -> None:
    """A run of another instance, which is also another kind for three of the commands; --replace changes nothing."""
    write_run(_elsewhere(), tmp_path / "run")
    before = state(tmp_path)
    done = run(*command, "-o", tmp_path / "run", *replace)
    assert done.exit_code == ExitCode.USAGE, done.output
    assert "of another instance" in done.stderr if command[0] == "solve" else "holds a run, not a" in done.stderr
    assert state(tmp_path) == before


def _elsewhere() -> Any:
    from dataclasses import replace

    return replace(tiny_plan(), instance=with_settings(tiny(), id="elsewhere"))


@pytest.mark.parametrize("command", SEALING, ids=lambda command: command[0])
@pytest.mark.usefixtures("unsolvable")
def test_places_that_cannot_be_used_are_refused_before_solving(command: tuple[str, ...], tmp_path: Path) -> None:
    """A file, a file as a folder, a full folder, links in a circle, names no system takes, and the inside of a run."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    write_run(tiny_plan(), tmp_path / "run")
    before = state(tmp_path)
    for name in ("file", "file/x", "full", "circle/x", "n" * 256, "con", "a:b", "con/x", "run/x", "run/results"):
        done = run(*command, "-o", tmp_path / name)
        assert done.exit_code == ExitCode.USAGE, (name, done.output)
        assert state(tmp_path) == before


@pytest.mark.parametrize("command", INTO_FILES, ids=lambda command: command[0])
@pytest.mark.usefixtures("unsolvable")
def test_files_that_cannot_be_used_are_refused_before_the_work(command: tuple[str, ...], tmp_path: Path) -> None:
    """A file that is there, a folder, a device, a pipe, and the inside of a run; only the first would be replaced if asked."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    write_run(tiny_plan(), tmp_path / "run")
    before = state(tmp_path)
    for name, words in (
        (str(tmp_path / "file"), "add --replace"),
        (str(tmp_path / "folder"), "is a folder"),
        (str(tmp_path / "pipe"), "a device or a pipe"),
        (os.devnull, "a device or a pipe"),
        (str(tmp_path / "run" / "manifest.json"), "is sealed"),
        (str(tmp_path / "run" / "x.xlsx"), "is sealed"),
    ):
        done = run(*command, name)
        assert done.exit_code == ExitCode.USAGE, done.output
        assert words in done.stderr
        assert state(tmp_path) == before


def test_an_export_is_replaced_if_asked_through_a_link(tmp_path: Path) -> None:
    """What a link leads to is replaced, not the link."""
    (tmp_path / "file.mps").write_text("old", encoding="utf-8")
    (tmp_path / "link.mps").symlink_to(tmp_path / "file.mps")
    done = run("export", "tiny", "--mps", tmp_path / "link.mps", "--replace")
    assert done.exit_code == ExitCode.DONE, done.output
    assert (tmp_path / "link.mps").is_symlink()
    assert (tmp_path / "file.mps").read_text(encoding="utf-8").startswith("NAME")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.mps", "link.mps"]


@pytest.mark.usefixtures("unsolvable")
def test_a_file_among_the_results_is_refused(tmp_path: Path) -> None:
    """A workbook inside the folder that is to be sealed would break the seal."""
    done = run("what-if", "tiny", "low_population", "-o", tmp_path / "c", "--xlsx", tmp_path / "c" / "x.xlsx")
    assert done.exit_code == ExitCode.USAGE
    assert "which is sealed" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_run_is_solved_again_in_its_place_only_if_asked(tmp_path: Path) -> None:
    write_run(tiny_plan(), tmp_path / "run")
    before = state(tmp_path)
    done = run("solve", "tiny", "-o", tmp_path / "run", "--json")
    assert done.exit_code == ExitCode.USAGE
    assert "holds a run already; add --replace" in done.stderr
    assert state(tmp_path) == before
    assert run("solve", "tiny", "-o", tmp_path / "run", "--replace").exit_code == ExitCode.DONE
    assert read_sealed(tmp_path / "run")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_new_instance_never_replaces_anything(tmp_path: Path) -> None:
    write_run(tiny_plan(), tmp_path / "run")
    (tmp_path / "empty").mkdir()
    write_instance(tiny(), tmp_path / "mine")
    before = state(tmp_path / "run") | state(tmp_path / "mine")
    for name in ("run", "mine", "run/new", "con", "n" * 256):
        with pytest.raises(UsageError):
            new_instance(tmp_path / name)
    assert state(tmp_path / "run") | state(tmp_path / "mine") == before
    new_instance(tmp_path / "empty")
    assert (tmp_path / "empty" / "instance.yaml").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "mine", "run"]


def test_a_full_disk_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written: the words are those of the disk, what stood there stays, and nothing is left half-written."""
    (tmp_path / "old.txt").write_text("old", encoding="utf-8")

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(shutil, "copytree", full)
    for write in (
        lambda: write_file(tmp_path / "old.txt", b"new"),
        lambda: write_run(tiny_plan(), tmp_path / "run"),
        lambda: new_instance(tmp_path / "new"),
    ):
        with pytest.raises(UsageError, match="the disk is full"):
            write()
    assert [path.name for path in tmp_path.iterdir()] == ["old.txt"]
    assert (tmp_path / "old.txt").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("options", [["schema"], ["check", "tiny", "--json"], ["verify", "nowhere", "--json"]])
def test_full_output_is_told_as_that(options: list[str]) -> None:
    code = "from leonplan.optimizer.cli.main import main; main()"
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, *options], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
        )
    assert done.returncode == ExitCode.USAGE
    assert "output cannot be written: the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    """Replaced only if asked; an empty one, such as ``mktemp`` makes, is filled."""
    target = tmp_path / "deep" / "file.txt"
    write_new_file(target, b"one")
    with pytest.raises(UsageError, match="is there already"):
        write_new_file(target, b"two")
    assert target.read_bytes() == b"one"
    write_new_file(target, b"two", replace=True)
    assert target.read_bytes() == b"two"
    (tmp_path / "empty").touch()
    refuse_file(tmp_path / "empty")
    write_new_file(tmp_path / "empty", b"three")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["deep", "empty", "file.txt"]


def test_what_fails_in_the_making_leaves_nothing(tmp_path: Path) -> None:
    def make_half() -> None:
        with making(tmp_path / "target") as hidden:
            (hidden / "made").write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_half()
    assert list(tmp_path.iterdir()) == []
