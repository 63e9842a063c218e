"""Doing nothing, what ships, the page, and what-ifs on the command line."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from what_if_town import changed, difference, file_of, named, town

from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import InputError
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.instance.shipped import shipped_instances
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.apply import apply_what_ifs, do_nothing
from leonplan.optimizer.what_if.changes import SUBJECTS
from leonplan.optimizer.what_if.chosen import check_chosen, load_chosen, overlay
from leonplan.optimizer.what_if.describe_what_if import name_of, what_if_page, what_if_schema
from leonplan.optimizer.what_if.read import shipped_what_ifs

CONVERSIONS = {"aslundmarka": 40, "furubakken": 47, "nordbyen": 16, "sorbyen": 16}
"""Flats that can become places in a bokollektiv: 119 in all."""

SHIPPED = [
    pytest.param(instance, one.id, id=f"{instance}-{one.id}")
    for instance, folder in shipped_instances().items()
    for one in shipped_what_ifs(folder)
]


def test_doing_nothing_leaves_what_is_decided() -> None:
    """The ward is decided and stays; three projects may not be done. The gym keeps 5 by decision, reablement nobody."""
    assert difference(town(), do_nothing(town())) == {
        "projects group_living_south max_count": 0,
        "projects homes max_count": 0,
        "projects garden max_count": 0,
        "programmes gym max_participants": 5.0,
        "programmes reablement max_participants": 0.0,
    }


def test_doing_nothing_keeps_what_is_decided_by_hand() -> None:
    by_hand = changed("change: start, project: homes, year: 2026")
    assert "projects homes max_count" not in difference(by_hand, do_nothing(by_hand))
    never = changed("change: start, project: homes, year: 2026, times: 0")
    assert difference(never, do_nothing(never))["projects homes max_count"] == 0


def test_doing_nothing_starts_nothing_and_verifies() -> None:
    plan = plan_instance(do_nothing(town()))
    assert plan.verification is not None
    assert plan.verification.ok
    assert {row.project for row in plan.rows(ProjectStart)} == {"ward"}


def test_nothing_to_do_can_be_done_anywhere() -> None:
    for name in shipped_instances():
        assert check_instance(do_nothing(load_instance(find_instance(name))))[0] == []


@cache
def shipped(name: str) -> Instance:
    """A shipped instance, read once for all its what-ifs."""
    return load_instance(find_instance(name))


@pytest.mark.parametrize(("instance", "what_if"), SHIPPED)
def test_what_ships_is_right_and_changes_something(instance: str, what_if: str) -> None:
    """Read, laid over and checked: no fault, no new warning, and another instance than the base."""
    base = shipped(instance)
    report = check_chosen(instance, [what_if])
    assert report.problems == ()
    assert report.instance is not None
    assert [one for one in report.warnings if one.line is None] == []
    assert difference(base, report.instance)


def test_gjovik_ships_the_questions_of_its_plan() -> None:
    found = {one.id: one.what_if for one in shipped_what_ifs(find_instance("gjovik"))}
    assert len(found) >= 25
    for what_if in found.values():
        assert what_if.question.endswith("?")
        assert len(what_if.reason) > 60
    base = load_instance(find_instance("gjovik"))
    assert len({one.title for one in found.values()}) == len(found)
    places = {
        row.project.removesuffix("_convert"): row.change
        for row in base.project_places
        if row.project.endswith("_convert") and row.change > 0
    }
    assert places == CONVERSIONS
    every = {name: set(difference(base, load_chosen("gjovik", what_ifs=[f"convert_{name}"]))) for name in CONVERSIONS}
    together = set(difference(base, load_chosen("gjovik", what_ifs=["convert_all"])))
    assert together == set().union(*every.values())
    assert together == {f"projects {name}_convert {value}" for name in CONVERSIONS for value in ("decided", "latest")}


def test_every_order_of_the_conversions_is_the_same() -> None:
    base = load_instance(find_instance("gjovik"))
    shipped = {one.id: one for one in shipped_what_ifs(find_instance("gjovik"))}
    some = [shipped[f"convert_{name}"] for name in CONVERSIONS]
    assert difference(apply_what_ifs(base, some), apply_what_ifs(base, some[::-1])) == {}


def test_the_page_is_up_to_date_and_tells_every_change_and_field() -> None:
    page = files("leonplan.instances").joinpath("WHAT_IF.md").read_text(encoding="utf-8")
    assert page == what_if_page(), "write instances/WHAT_IF.md again from describe_what_if.what_if_page()"
    sections = {part.split("`")[0]: part for part in page.split("\n### `")[1:]}
    for changes in SUBJECTS.values():
        for change in changes:
            for name, field in change.model_fields.items():
                assert field.description
                assert name == "change" or f"| `{name}` |" in sections[name_of(change)]
    headings = {line.lstrip("# ").strip("`").lower().replace(" ", "-") for line in page.splitlines() if line[:1] == "#"}
    assert {part.split(")")[0] for part in page.split("](#")[1:]} <= headings


def test_the_example_of_the_page_can_be_used(tmp_path: Path) -> None:
    file = tmp_path / "fewer_nurses.yaml"
    file.write_text(what_if_page().split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    chosen = load_chosen("gjovik", what_ifs=[str(file)])
    assert [row.decided for row in chosen.projects if row.id == "close_nordbyen_ward"] == [True]


def test_the_schema_of_a_what_if_is_json() -> None:
    schema = json.loads(json.dumps(what_if_schema()))
    assert schema["required"] == ["format", "title", "reason", "question", "changes"]
    assert "kNOK" in schema["$defs"]["ChangeFrame"]["properties"]["add"]["description"]
    printed = CliRunner().invoke(leon, ["schema", "--what-if"])
    assert json.loads(printed.stdout) == schema


def test_the_horizon_is_chosen_before_and_the_population_after() -> None:
    """In yearly periods 2027 is a period of its own; the population that is asked for wins."""
    start = named(
        "change: force_project, project: group_living_south, in_year: 2027", "change: population_variant, variant: low"
    )
    chosen = overlay(town(), what_ifs=[start], horizon="yearly", population="main")
    (project,) = [row for row in chosen.projects if row.id == "group_living_south"]
    assert (project.earliest, project.latest) == (2027, 2027)
    assert chosen.settings.population_variant == "main"
    (project,) = [row for row in overlay(town(), what_ifs=[start]).projects if row.id == "group_living_south"]
    assert (project.earliest, project.latest) == (2027, 2028)


def test_a_fault_of_the_horizon_is_not_told_at_a_what_if() -> None:
    """Without its row of 2027 the population lacks a year of the yearly horizon, whatever the what-if does."""
    kept = tuple(row for row in town().population if row.year != 2027)
    broken = town().model_copy(update={"population": kept})
    with pytest.raises(InputError) as caught:
        overlay(broken, what_ifs=[named("change: standing_mode, mode: cover")], horizon="yearly")
    assert {problem.file for problem in caught.value.problems} == {"population.csv"}


def test_commands_take_what_ifs(tmp_path: Path) -> None:
    """By hand: twice the need of dementia from 2026 on is 2 · 450 · 0.02 = 18 persons in 2026; 4 in bokollektiv each."""
    file = tmp_path / "twice.yaml"
    file.write_text(file_of("change: scale_need, factor: 2, groups: [dementia]"))
    shown = CliRunner().invoke(leon, ["demand", "tiny", "--what-if", str(file), "--json"])
    need = [
        one["persons"] for one in json.loads(shown.stdout)["need"] if (one["group"], one["year"]) == ("dementia", 2026)
    ]
    assert sum(need) == pytest.approx(18)
    target = tmp_path / "tiny.mps"
    assert CliRunner().invoke(leon, ["export", "tiny", "--what-if", str(file), "--mps", str(target)]).exit_code == 0
    assert CliRunner().invoke(leon, ["check", "tiny", "--what-if", str(file)]).exit_code == 0
    told = CliRunner().invoke(leon, ["solve", "tiny", "--what-if", str(file), "--json", "-o", str(tmp_path / "run")])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["verified"]
    assert load_instance(tmp_path / "run" / "instance") == load_chosen("tiny", what_ifs=[str(file)])


@pytest.mark.parametrize("command", ["check", "demand", "solve"])
def test_commands_tell_faults_of_what_ifs(command: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(file_of("change: force_project, project: group_living_suoth"))
    told = CliRunner().invoke(leon, [command, "tiny", "--what-if", str(file), "--json"])
    assert told.exit_code == 3
    (problem,) = json.loads(told.stdout)["problems"]
    assert (problem["file"], problem["line"], problem["field"]) == (str(file), 6, "changes[#1].project")
    assert "did you mean 'group_living_south'?" in problem["message"]


def test_commands_tell_contradictions(tmp_path: Path) -> None:
    for name, change in (("one", "force_project"), ("two", "forbid_project")):
        (tmp_path / f"{name}.yaml").write_text(file_of(f"change: {change}, project: group_living_south"))
    options = [part for name in ("one", "two") for part in ("--what-if", str(tmp_path / f"{name}.yaml"))]
    told = CliRunner().invoke(leon, ["solve", "tiny", *options])
    assert told.exit_code == 3
    assert f"{tmp_path / 'two.yaml'}:6: changes[#1]: contradicts {tmp_path / 'one.yaml'}:6;" in told.stderr
