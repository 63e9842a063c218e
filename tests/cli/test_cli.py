"""The command line as its users meet it: what each command prints, as text and as JSON, and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from command import answer, run
from faults.folder import GOOD, INSTANCE, edited, write_folder

from leonplan.models.catalog import page
from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.instance.describe_schema import json_schema
from leonplan.optimizer.instance.shipped import shipped_instances

COMMANDS = (
    "calibrate", "check", "demand", "solve", "explain", "what-if", "near-best", "frontier", "stress", "robust", "review",
    "report", "verify", "export", "math", "schema", "versions", "new", "population", "excel", "ssb", "roll", "workbench",
)  # fmt: skip


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A run of ``tiny`` and what solving it said."""
    folder = tmp_path_factory.mktemp("runs") / "tiny"
    return folder, answer("solve", "tiny", "-o", folder)


def colliding(folder: Path) -> Path:
    """``tiny`` with no need unmet and no money over the frame, which cannot both be."""
    shutil.copytree(shipped_instances()["tiny"], folder, ignore=shutil.ignore_patterns("__pycache__"))
    settings = folder / "instance.yaml"
    limits = "limits: [{goal: unmet, at_most: 0}, {goal: overrun, at_most: 0}, {goal: shortfall, at_most: 0}]\n"
    settings.write_text(settings.read_text(encoding="utf-8") + limits, encoding="utf-8")
    return folder


def test_the_commands_are_those_of_the_contract() -> None:
    assert set(leon.commands) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_holds_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == ExitCode.DONE
    assert "Example:" in done.stdout
    assert f"leon {command}" in done.stdout


def test_check_says_ok_and_what_there_is() -> None:
    found = answer("check", "gjovik")
    assert found["ok"] is True
    assert found["problems"] == []
    assert found["counts"]["groups"] == 16
    assert "ok" in run("check", "gjovik").stdout


def test_check_tells_every_fault_on_a_line_of_its_own(tmp_path: Path) -> None:
    """Two faults in two files: both are told, each with file, line, field and value, uncut in a narrow terminal."""
    faults = edited("places.csv", "hill,nursing,16", "hill,nursing,-16") | edited("districts.csv", "south,S", "Süd,S")
    folder = write_folder(tmp_path / "bad", faults)
    found = answer("check", folder, code=ExitCode.INPUT)
    assert found["ok"] is False
    assert {(one["file"], one["line"], one["field"]) for one in found["problems"]} >= {("places.csv", 2, "places")}
    done = run("check", folder, COLUMNS="40")
    assert done.exit_code == ExitCode.INPUT
    for one in found["problems"]:
        assert f"{one['file']}:{one['line']}: {one['field']}: {one['message']}" in done.stdout.splitlines()


@pytest.mark.parametrize("command", ["demand", "solve", "export"])
def test_wrong_input_ends_every_command_with_all_faults(command: str, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "bad", edited("places.csv", "hill,nursing,16", "hill,nursing,-16"))
    extra = ["--mps", str(tmp_path / "out.mps")] if command == "export" else []
    done = run(command, folder, *extra)
    assert done.exit_code == ExitCode.INPUT
    assert done.stdout == ""
    assert done.stderr.startswith("places.csv:2: places: ")
    assert "Traceback" not in done.stderr


def test_an_unknown_instance_names_those_there_are() -> None:
    done = run("check", "gjovk")
    assert done.exit_code == ExitCode.INPUT
    assert "gjovik" in done.stderr
    assert answer("check", "gjovk", code=ExitCode.INPUT)["problems"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["plan", "tiny"],
        ["solve", "tiny", "--mode", "cheap"],
        ["solve", "tiny", "--gap", "2"],
        ["solve", "tiny", "--time-limit", "0"],
        ["solve", "tiny", "--population", "high"],
        ["demand", "tiny", "--horizon", "daily"],
        ["export", "tiny"],
    ],
    ids=" ".join,
)
def test_wrong_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == ExitCode.USAGE
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_demand_adds_up() -> None:
    """The walk of each group and year ends at the sum of its districts."""
    found = answer("demand", "gjovik")
    totals = {(one["group"], one["year"]): one["persons"] for one in found["steps"] if one["step"] == "total"}
    for (group, year), persons in totals.items():
        parts = [one["persons"] for one in found["need"] if (one["group"], one["year"]) == (group, year)]
        assert sum(parts) == pytest.approx(persons)
    assert "Heldøgns behov, demens" in run("demand", "gjovik").stdout


def test_demand_of_another_variant_and_horizon() -> None:
    """In 2030 the low projection has fewer inhabitants, hence less need; the yearly horizon has twenty years."""
    main, low = answer("demand", "gjovik"), answer("demand", "gjovik", "--population", "low")

    def need_of(found: dict[str, Any], year: int) -> float:
        return float(sum(one["persons"] for one in found["need"] if one["year"] == year))

    assert need_of(low, 2030) < need_of(main, 2030)
    assert len({one["year"] for one in answer("demand", "gjovik", "--horizon", "yearly")["need"]}) == 20


def test_solve_holds_what_the_contract_says(solved: tuple[Path, dict[str, Any]]) -> None:
    folder, found = solved
    assert (found["status"], found["verified"], found["run"]) == ("optimal", True, str(folder))
    for goal in found["goals"]:
        assert {"name", "value", "bound", "gap"} <= set(goal)
    for name in ("unmet", "above_level", "overrun", "shortfall", "spend"):
        assert list(found[name]) == ["2025", "2026", "2028", "2030"]
    assert set(found["seconds"]) == {"read", "build", "solve", "verify", "write"}
    assert all(seconds is not None for seconds in found["seconds"].values())
    assert set(found["model"]) == {"rows", "columns", "integers", "nonzeros"}
    (project,) = found["projects"]
    assert project["name"] == "Nytt bokollektiv i Sør"


def test_solve_writes_nothing_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = answer("solve", "tiny")
    assert found["run"] is None
    assert found["seconds"]["write"] is None
    assert list(tmp_path.iterdir()) == []


def test_solve_on_one_screen() -> None:
    """Proof, verification, need, names, units and the year that is given are on the screen, 100 wide at most."""
    done = run("solve", "tiny", COLUMNS="100")
    assert done.exit_code == ExitCode.DONE
    for words in (
        "Lillevik kommune: frame mode", "Proven", "Verified", "All heavy need is met", "Not all light need is met",
        "Against doing nothing", "Doing nothing is better over all years in: light need", "2025*", "2025* is given",
        "Hjelp i hjemmet", "Bokollektiv", "Nytt bokollektiv i Sør", "årsverk", "million kr",
        "persons on an average day", "severity-weighted person-years",
    ):  # fmt: skip
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert len(done.stdout.splitlines()) <= 55
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("columns", ["40", "60", "80"])
def test_solve_in_a_narrow_terminal(columns: str) -> None:
    done = run("solve", "tiny", COLUMNS=columns)
    assert done.exit_code == ExitCode.DONE
    assert max(map(len, done.stdout.splitlines())) <= int(columns)


def test_cover_mode_follows_its_own_order() -> None:
    found = answer("solve", "tiny", "--mode", "cover")
    assert [goal["name"] for goal in found["goals"]][:3] == ["unmet", "shortfall", "overrun"]


def test_a_run_verifies_until_it_is_altered(solved: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = solved
    found = answer("verify", folder)
    assert found["ok"] is True
    assert all({"rule", "worst_violation"} <= set(check) for check in found["checks"])
    done = run("verify", folder)
    assert done.exit_code == ExitCode.DONE
    assert f"{len(found['checks'])} of {len(found['checks'])} rules hold" in done.stdout
    altered = tmp_path / "altered"
    shutil.copytree(folder, altered)
    table = altered / "results" / "served.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    done = run("verify", altered)
    assert done.exit_code == ExitCode.NOT_VERIFIED
    assert "served.csv was altered" in done.stderr


def test_what_is_not_a_run_is_wrong_input(tmp_path: Path) -> None:
    assert run("verify", tmp_path).exit_code == ExitCode.INPUT


def test_a_folder_with_something_else_in_it_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    assert run("solve", "tiny", "-o", tmp_path).exit_code == ExitCode.USAGE
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_demands_that_collide(tmp_path: Path) -> None:
    """By hand: the best plan of tiny within its frames leaves need unmet, so no plan meets all three limits."""
    done = run("solve", colliding(tmp_path / "hard"))
    assert done.exit_code == ExitCode.COLLISION
    assert "unmet at most 0" in done.stderr
    assert answer("solve", tmp_path / "hard", code=ExitCode.COLLISION)["exit_code"] == 4


def test_stopped_before_there_was_a_plan() -> None:
    done = run("solve", "gjovik", "--time-limit", "0.001")
    assert done.exit_code == ExitCode.STOPPED_WITHOUT_PLAN
    assert "more time" in done.stderr


def test_export_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = tmp_path / "1.mps", tmp_path / "2.mps"
    found = answer("export", "tiny", "--mps", first)
    assert found["file"] == str(first)
    assert run("export", "tiny", "--mps", second).exit_code == ExitCode.DONE
    assert first.read_bytes() == second.read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["1.mps", "2.mps"]
    assert "need_is_met_or_counted(dementia,north,2026)" in first.read_text(encoding="utf-8")


def test_math_is_the_formulation() -> None:
    assert run("math", "--markdown").stdout == page()
    found = answer("math")
    assert {rule["name"] for rule in found["rules"]} >= {"served_within_operated_places", "spend_within_frame"}
    text = run("math").stdout
    assert all(rule["name"] in text for rule in found["rules"])


def test_schema_is_the_schema() -> None:
    assert json.loads(run("schema").stdout) == json_schema()


def test_versions() -> None:
    found = answer("versions")
    assert {"python", "leonplan", "pyomo", "highspy", "numpy", "pandas", "pydantic"} <= set(found)
    assert found["highspy"] in run("versions").stdout


def test_a_new_instance_is_right_from_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "Øvre Skog"
    assert answer("new", folder)["folder"] == str(folder)
    assert answer("check", folder)["ok"] is True
    assert run("new", folder).exit_code == ExitCode.USAGE


HOSTILE = {
    **edited("projects.csv", "New wing", "[/bold]=cmd()"),
    "instance.yaml": INSTANCE.replace("name: Lillevik", 'name: "[/bold]\\x1b[31m:smile: =cmd()"').replace(
        "name: Dementia", 'name: "[red]Demens[/nope]"'
    ),
}
"""Names that would crash or steer a terminal if they were taken as markup."""


@pytest.mark.parametrize("command", ["check", "demand", "solve"])
def test_names_are_never_markup(command: str, tmp_path: Path) -> None:
    done = run(command, write_folder(tmp_path, HOSTILE))
    assert done.exit_code == ExitCode.DONE, done.output
    assert "\x1b" not in done.stdout
    assert "[/bold]\\u001b[31m:smile: =cmd()" in done.stdout
    if command == "solve":
        assert "[/bold]=cmd() (decided)" in done.stdout


def test_a_fault_of_ours_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("broken\nin two lines \x1b[31m")

    monkeypatch.setattr(leon.commands["schema"], "callback", fail)
    done = run("schema")
    assert done.exit_code == ExitCode.OUR_FAULT
    (line,) = done.stderr.splitlines()
    assert "RuntimeError: broken in two lines" in line
    assert "--debug" in line
    assert "\x1b" not in line
    for wanting in (run("schema", "--debug"), run("--debug", "schema"), run("schema", LEON_DEBUG="1")):
        assert wanting.exit_code == ExitCode.OUR_FAULT
        assert "Traceback" in wanting.stderr


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()], ids=["Ctrl-C", "abort"])
def test_interrupted(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(**_: object) -> None:
        raise error

    monkeypatch.setattr(leon.commands["schema"], "callback", interrupt)
    assert run("schema").exit_code == ExitCode.INTERRUPTED


def test_the_good_folder_has_the_files_of_an_instance() -> None:
    """What the tests above edit is an instance as users write it."""
    assert set(GOOD) >= {"instance.yaml", "districts.csv", "projects.csv"}
