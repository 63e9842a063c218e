"""The program in a process of its own: pipes, encodings, colours, exit codes as a shell sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from leonplan.optimizer.cli.main import leon as command_line

CODE = "from leonplan.optimizer.cli import main; main()"


def leon(*arguments: str, encoding: str = "utf-8", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``leon`` with its output in pipes of an encoding."""
    wanted = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100", **environment}
    wanted.pop("LEON_DEBUG", None)
    return subprocess.run([sys.executable, "-c", CODE, *arguments], capture_output=True, env=wanted, timeout=120)


ENCODINGS = ["cp1252", "ascii", "utf-8"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "arguments",
    [["demand", "gausdal"], *(pytest.param(one, marks=pytest.mark.slow) for one in (["math"], ["check", "gjovik"]))],
    ids=" ".join,
)
def test_every_console_can_show_it(arguments: list[str], encoding: str) -> None:
    """Signs that an encoding lacks become question marks; Norwegian letters stand where it has them."""
    done = leon(*arguments, encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    if arguments[0] == "demand" and encoding != "ascii":
        assert "Heldøgns" in text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_survives_every_encoding(encoding: str) -> None:
    done = leon("what-if", "gausdal", "--list", "--json", encoding=encoding)
    titles = [what_if["title"] for what_if in json.loads(done.stdout.decode(encoding))["what_ifs"]]
    assert "Vegvalg 1: Bærekraftig tjenestenivå" in titles
    assert done.stderr == b""


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["plain", "NO_COLOR", "dumb"])
def test_pipes_hold_no_colours(environment: dict[str, str]) -> None:
    assert b"\x1b" not in leon("demand", "tiny", **environment).stdout


def test_no_color_holds_even_where_colour_is_forced() -> None:
    done = leon("solve", "tiny", FORCE_COLOR="1", NO_COLOR="1")
    assert b"\x1b[32m" not in done.stdout
    assert b"\x1b[1;32m" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["--version"], 0), ([], 2), (["solve"], 2), (["check", "nowhere"], 3), (["verify", "."], 3)],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    done = leon(*arguments)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe that is closed by its reader")
def test_a_reader_that_has_seen_enough(tmp_path: Path) -> None:
    """``leon schema | head -1`` ends without a word."""
    command = f'"{sys.executable}" -c "{CODE}" schema 2>"{tmp_path / "errors"}" | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, timeout=60)
    assert done.stdout.strip() == b"{"
    assert (tmp_path / "errors").read_text(encoding="utf-8") == ""


@pytest.mark.slow
def test_a_time_limit_gives_a_plan_and_its_gap() -> None:
    """Half a minute is enough for a plan of Gjøvik and not for all proofs: exit code 5, or 0 on a quick machine."""
    done = leon("solve", "gjovik", "--time-limit", "30", "--gap", "0", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == (0 if found["status"] == "optimal" else 5)
    assert found["verified"] is True
    assert all(goal["bound"] is None or goal["gap"] is not None for goal in found["goals"])


@pytest.mark.skipif(sys.platform == "win32", reason="names there are whole letters")
def test_a_name_that_no_encoding_holds_is_shown_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte that is no letter becomes a question mark, also where a program runs the command within itself."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command_line, ["new", "\udce6", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"folder": "?"}
