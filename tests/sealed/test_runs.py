"""The run store: sealed folders, whole or not there at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import tiny, tiny_plan, with_settings

from leonplan.optimizer.errors import ExitCode, InputError, UsageError, VerificationError
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.texts import read_table, write_table
from leonplan.optimizer.runs.run_folder import read_run, run_files, write_run

HOSTILE = 'Lillevik "[/bold]" <b>=1+1</b>, Ærø; \u202e../../x ${HOME} %s {name}'


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write_run(tiny_plan(), tmp_path / "run").folder


def beside(folder: Path) -> list[str]:
    """Names in the folder around a run."""
    return sorted(entry.name for entry in folder.parent.iterdir())


def test_a_run_reads_back_as_it_was(run: Path) -> None:
    plan, read = tiny_plan(), read_run(run).plan
    assert replace(read, seconds=plan.seconds) == plan
    assert read.seconds.keys() == {*plan.seconds, "write"}
    assert load_instance(run / "instance") == tiny()


def test_a_run_holds_what_it_should(run: Path) -> None:
    files = sorted(path.relative_to(run).as_posix() for path in run.rglob("*") if path.is_file())
    results = [f"results/{kind.table}.csv" for kind in r.ROWS]
    assert {"manifest.json", "README.txt", "instance/instance.yaml", "instance/population.csv", *results} <= set(files)
    assert beside(run) == ["run"]
    manifest = json.loads((run / "manifest.json").read_bytes())
    assert set(manifest["files"]) == set(files) - {"manifest.json"}
    assert manifest["status"] == "optimal"
    assert manifest["verification"]["ok"] is True
    assert manifest["versions"].keys() >= {"python", "highspy", "pyomo"}
    strengthening = {"totals": True, "states": True, "starts": True, "alone": True}
    assert manifest["settings"] == {
        "gap": 0.001, "time_limit": None, "seed": 0, "threads": 1, "beside": True, "strengthening": strengthening
    }  # fmt: skip
    assert manifest["command"].startswith("leon solve instance --mode frame")


def test_two_solves_give_the_same_bytes() -> None:
    assert run_files(plan_instance(tiny())) == run_files(tiny_plan())


def test_seconds_and_times_of_day_stand_in_the_manifest_only() -> None:
    slow = replace(tiny_plan(), seconds={"solve": 1234.5})
    assert run_files(slow) == run_files(tiny_plan())


def test_texts_are_plain(run: Path) -> None:
    for path in (run / "results").iterdir():
        content = path.read_bytes()
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert not content.startswith(b"\xef\xbb\xbf")


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back_exactly(number: float) -> None:
    row = r.Flow(2026, "g", "d", "c", number)
    assert read_table(r.Flow, write_table(r.Flow, [row])) == (row,)


def test_nothing_known_reads_back_as_nothing() -> None:
    goal = r.Goal(1, "2*unmet + 1*spend", "kNOK, present value", 1.5, None, None, False, 0.5, 0.0, 2.0)
    assert read_table(r.Goal, write_table(r.Goal, [goal])) == (goal,)
    place = r.Places(2026, "c", "l", 1.0, 0.5, None)
    assert read_table(r.Places, write_table(r.Places, [place])) == (place,)


def faults() -> Iterator[object]:
    """(what is done to a run, what is told)."""

    def alter(run: Path) -> None:
        path = run / "results" / "money.csv"
        path.write_bytes(path.read_bytes().replace(b"25", b"26", 1))

    def alter_instance(run: Path) -> None:
        (run / "instance" / "frames.csv").write_bytes(b"year,operating,investment,source\n")

    def alter_manifest(run: Path) -> None:
        path = run / "manifest.json"
        path.write_bytes(path.read_bytes().replace(b'"optimal"', b'"feasible"'))

    yield pytest.param(alter, "results/money.csv was altered", id="altered table")
    yield pytest.param(alter_instance, "instance/frames.csv was altered", id="altered instance")
    yield pytest.param(alter_manifest, "manifest.json was altered", id="altered manifest")
    yield pytest.param(lambda run: (run / "results/flow.csv").unlink(), "results/flow.csv is missing", id="missing")
    yield pytest.param(lambda run: (run / "notes.txt").write_text("x"), "notes.txt was added", id="added")
    yield pytest.param(
        lambda run: (run / "instance/fixed_needs.csv").write_text("x"),
        "instance/fixed_needs.csv was added",
        id="hidden",
    )


@pytest.mark.parametrize(("harm", "told"), list(faults()))
def test_what_was_done_to_a_run_is_told(run: Path, harm: object, told: str) -> None:
    assert callable(harm)
    harm(run)
    with pytest.raises(VerificationError, match="sealed") as error:
        read_run(run)
    assert told in str(error.value)
    assert error.value.exit_code is ExitCode.NOT_VERIFIED


def test_every_byte_is_sealed(run: Path) -> None:
    """One bit turned in any file, the manifest included, is noticed."""
    for path in sorted(path for path in run.rglob("*") if path.is_file()):
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        with pytest.raises((VerificationError, InputError)):
            read_run(run)
        path.write_bytes(content)
    read_run(run)


@pytest.mark.parametrize(
    "manifest",
    [None, b"", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"program": "leonplan"}', b'{"program": "x", "format": 1}',
     b'{"program": "leonplan", "format": 2}', b'{"program": "leonplan", "format": 1, "files": []}',
     b'{"program": "leonplan", "format": 1, "files": {"a": 1}, "mode": "frame", "status": "optimal", "goals": []}'],
)  # fmt: skip
def test_what_is_no_run_is_refused(tmp_path: Path, manifest: bytes | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_bytes(manifest)
    with pytest.raises(InputError):
        read_run(tmp_path)


def test_a_run_is_replaced_if_asked_and_an_empty_folder_filled(run: Path) -> None:
    before = (run / "manifest.json").read_bytes()
    with pytest.raises(UsageError, match="holds a run already; add --replace"):
        write_run(replace(tiny_plan(), log=("again",)), run)
    assert (run / "manifest.json").read_bytes() == before
    write_run(replace(tiny_plan(), log=("again",)), run, replace=True)
    assert (run / "manifest.json").read_bytes() != before
    assert read_run(run).plan.log == ("again",)
    empty = run.parent / "empty"
    empty.mkdir()
    write_run(tiny_plan(), empty)
    assert beside(run) == ["empty", "run"]


def test_what_is_not_a_run_is_never_overwritten(tmp_path: Path) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.write_text("mine")
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    for target in (file, folder):
        with pytest.raises(UsageError):
            write_run(tiny_plan(), target)
    assert file.read_text() == "mine"
    assert beside(folder) == ["file", "folder"]
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "name", ["a:b", "what?", "a*", "con", "NUL.txt", "COM1", "end.", "end ", 'q"', "a|b", "a\\b", "\n"]
)
def test_names_that_windows_forbids_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="on every system"):
        write_run(tiny_plan(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["Gjøvik 2040", "[a]", "run.v1", "console", "${HOME}", "-rf", "日本"])
def test_other_names_will_do(tmp_path: Path, name: str) -> None:
    write_run(tiny_plan(), tmp_path / name)
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    assert read_run(tmp_path / name).manifest["mode"] == "frame"


def test_hostile_names_in_the_instance_read_back(tmp_path: Path) -> None:
    plan: Plan = replace(tiny_plan(), instance=with_settings(tiny(), name=HOSTILE))
    run = write_run(plan, tmp_path / "run")
    assert read_run(run.folder).plan.instance.settings.name == HOSTILE
    assert "\u202e" not in (run.folder / "README.txt").read_text(encoding="utf-8")
    for path in run.folder.rglob("*"):
        assert path.name.isascii()
        assert set(path.name).isdisjoint('<>:"|?*\\')


KILLED = """
import os
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from dataclasses import replace
from tiny_plan import tiny_plan
from leonplan.optimizer.runs import run_folder as runs
place = Path.replace
def killed(path, target):
    if path.name == "made":
        os._exit(9)
    return place(path, target)
Path.replace = killed
runs.write_run(replace(tiny_plan(), log=("new",)), Path({target!r}), replace=True)
"""


def kill_before_the_last_renaming(target: Path) -> None:
    """Write a run in a program of its own that is killed when the finished folder is to be put in place."""
    code = KILLED.format(tests=str(Path(__file__).parents[1] / "support"), target=str(target))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 9, done.stderr
    assert not target.exists()


def test_a_killed_program_leaves_no_run(tmp_path: Path) -> None:
    """Killed between writing and renaming; what it left is cleared away once it is an hour old."""
    target = tmp_path / "run"
    kill_before_the_last_renaming(target)
    (left,) = tmp_path.iterdir()
    write_run(tiny_plan(), target)
    assert left.exists()  # it might be another program's work
    old = time.time() - 7200
    os.utime(left, (old, old))
    write_run(tiny_plan(), target, replace=True)
    assert beside(target) == ["run"]


@pytest.mark.parametrize("is_old", [False, True])
def test_a_replacement_cut_short_is_finished_by_whoever_asks_next(run: Path, is_old: bool) -> None:
    """Killed between the two renames, old and new run lie in the hidden folder: reading puts the new one in place."""
    kill_before_the_last_renaming(run)
    (left,) = run.parent.iterdir()
    if is_old:
        os.utime(left, (0, 0))
    assert read_run(run).plan.log == ("new",)
    assert beside(run) == ["run"]


def test_a_replacement_cut_short_is_no_free_place(run: Path) -> None:
    """Whoever would write there next finds the run that was finished, and may replace it only if asked to."""
    kill_before_the_last_renaming(run)
    with pytest.raises(UsageError, match="holds a run already"):
        write_run(tiny_plan(), run)
    assert read_run(run).plan.log == ("new",)


@pytest.mark.parametrize("renames", [0, 1])
def test_ctrl_c_between_the_renames_loses_nothing(run: Path, monkeypatch: pytest.MonkeyPatch, renames: int) -> None:
    """Before the first rename the old run stays; after it the new one, finished already, is put in place."""
    place, done = Path.replace, []

    def interrupted(path: Path, target: Path) -> Path:
        if len(done) == renames:
            monkeypatch.setattr(Path, "replace", place)
            raise KeyboardInterrupt
        done.append(path)
        return place(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_run(replace(tiny_plan(), log=("new",)), run, replace=True)
    assert read_run(run).plan.log == (("new",) if renames else tiny_plan().log)
    assert beside(run) == ["run"]


def test_a_run_of_another_instance_is_never_replaced(run: Path) -> None:
    other = replace(tiny_plan(), instance=with_settings(tiny(), id="elsewhere"))
    with pytest.raises(UsageError, match="of another instance \\('tiny', not 'elsewhere'\\)"):
        write_run(other, run, replace=True)
    assert read_run(run).plan.instance == tiny()


def test_what_was_added_to_a_run_is_never_removed_with_it(run: Path) -> None:
    (run / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds more than the run: notes\.txt"):
        write_run(tiny_plan(), run, replace=True)
    assert (run / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_nothing_is_written_into_a_run(run: Path) -> None:
    for inside in (run / "again", run / "results" / "new" / "again"):
        with pytest.raises(UsageError, match="is sealed and stays as it is"):
            write_run(tiny_plan(), inside)
    assert read_run(run).results.keys() == {path.name for path in (run / "results").iterdir()}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interrupted_program_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr("leonplan.optimizer.sealed.store.manifest_text", stop)
    with pytest.raises((KeyboardInterrupt, UsageError)):
        write_run(tiny_plan(), tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_the_run_before_stays_if_the_new_one_cannot_be_put_in_place(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_path = Path.replace

    def fail_to_place(path: Path, target: Path) -> Path:
        if path.name == "made":
            raise OSError(13, "Permission denied")
        return replace_path(path, target)

    monkeypatch.setattr(Path, "replace", fail_to_place)
    with pytest.raises(UsageError, match="you may not write there"):
        write_run(replace(tiny_plan(), log=("new",)), run, replace=True)
    assert read_run(run).plan.log == tiny_plan().log
    assert beside(run) == ["run"]
