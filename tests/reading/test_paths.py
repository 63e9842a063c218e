"""Paths that cannot be used: exit code 3 where something is read, 2 where something would be written, before any work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command import run
from faults.folder import GOOD, write_folder

from leonplan.optimizer.instance.load import check_folder
from leonplan.optimizer.reading.paths import refused_name, unusable, unwritable

LONG = "x" * 256
READ = [
    ("check", "{}"), ("check", "tiny", "--what-if", "{}"), ("demand", "{}"), ("solve", "{}"), ("explain", "{}"),
    ("what-if", "{}"), ("what-if", "tiny", "{}"), ("near-best", "{}"), ("near-best", "tiny", "--wish", "{}"),
    ("frontier", "{}"), ("verify", "{}"), ("report", "{}"), ("export", "{}", "--mps", "new.mps"),
]  # fmt: skip
"""Commands with a place for a path that is read."""

WRITTEN = [
    ("solve", "tiny", "-o", "{}"), ("what-if", "tiny", "-o", "{}"), ("what-if", "tiny", "--xlsx", "{}"),
    ("near-best", "tiny", "-o", "{}"), ("frontier", "tiny", "-o", "{}"), ("report", "run", "-o", "{}"),
    ("export", "tiny", "--mps", "{}"), ("new", "{}"),
]  # fmt: skip
"""Commands with a place for a path that is written."""

needs_links = pytest.mark.skipif(os.name == "nt", reason="links and pipes need rights on Windows")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a loop of links and a file."""
    monkeypatch.chdir(tmp_path)
    if os.name != "nt":
        (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    return tmp_path


@needs_links
@pytest.mark.parametrize(
    "path", [LONG, f"{LONG}/below", "loop", "loop/below"], ids=["long", "below long", "loop", "in loop"]
)
@pytest.mark.parametrize("command", READ, ids=" ".join)
def test_paths_that_cannot_be_read(here: Path, command: tuple[str, ...], path: str) -> None:
    done = run(*(word.format(path) for word in command), COLUMNS="200")
    assert done.exit_code == 3, done.output
    assert "cannot be read" in done.stderr + done.stdout
    assert "internal error" not in done.stderr


@needs_links
@pytest.mark.parametrize(
    "path", [LONG, "new/" + LONG, "loop", "loop/below", "con", "a:b", "nul.txt", "a.", "file/below"]
)
@pytest.mark.parametrize("command", WRITTEN, ids=" ".join)
def test_paths_that_cannot_be_written(here: Path, command: tuple[str, ...], path: str) -> None:
    """Nothing is solved and nothing is made: the folder holds afterwards what it held before."""
    before = sorted(one.name for one in here.iterdir())
    done = run(*(word.format(path) for word in command), COLUMNS="200")
    assert done.exit_code == 2, done.output
    assert "cannot be made" in done.stderr
    assert (done.stdout, sorted(one.name for one in here.iterdir())) == ("", before)


@pytest.mark.parametrize("path", [".", "new", "new/below", "a b", "Gjøvik", "." + "x" * 200, "x.tar.gz"])
def test_usual_names_can_be_written(here: Path, path: str) -> None:
    assert unwritable(Path(path)) == ""


def test_letters_count_in_bytes() -> None:
    """ø takes two bytes: 116 of them are 232."""
    assert refused_name(Path("ø" * 115)) == ""
    assert "longer than 230 bytes" in refused_name(Path("ø" * 116))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_entered(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "closed", {})
    folder.chmod(0)
    try:
        assert "ermission" in unusable(folder)
        assert "cannot be read" in check_folder(folder).problems[0].message
        assert unwritable(folder / "new")
    finally:
        folder.chmod(0o700)


@needs_links
@pytest.mark.parametrize("name", ["needs.csv", "services.csv", "instance.yaml"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "link to nothing", "device"])
def test_something_else_in_place_of_a_file_is_a_fault(tmp_path: Path, name: str, kind: str) -> None:
    """A pipe is not waited for; a table that need not be there is not taken for one that is not there."""
    folder = write_folder(tmp_path, {})
    (folder / name).unlink()
    {
        "pipe": lambda: os.mkfifo(folder / name),
        "folder": lambda: (folder / name).mkdir(),
        "loop": lambda: (folder / name).symlink_to(name),
        "link to nothing": lambda: (folder / name).symlink_to("nothing"),
        "device": lambda: (folder / name).symlink_to("/dev/zero"),
    }[kind]()
    problems = [one for one in check_folder(folder).problems if one.file == name]
    assert len(problems) == 1
    assert {"loop": "symbolic links"}.get(kind, kind) in problems[0].message
    assert name in GOOD
