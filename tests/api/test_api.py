"""The public Python API: documented, typed, quick to import, and the same as the commands."""

from __future__ import annotations

import inspect
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pandas
import pytest

from leonplan.optimizer import api
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.solve.settings import SolveSettings

FUNCTIONS = [name for name in api.__all__ if inspect.isfunction(getattr(api, name))]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return api.solve(api.load("tiny"))


@pytest.fixture(scope="module")
def run(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return api.write(plan, tmp_path_factory.mktemp("api") / "run", command="by hand")


def test_everything_public_is_listed() -> None:
    named = {name for name, value in vars(api).items() if inspect.isfunction(value) or inspect.isclass(value)}
    assert {name for name in named if not name.startswith("_")} == set(api.__all__)
    assert sorted(api.__all__) == api.__all__


@pytest.mark.parametrize("name", api.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert len(inspect.getdoc(getattr(api, name)) or "") > 15


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_and_result_has_a_type_and_is_told_of(name: str) -> None:
    signature = inspect.signature(getattr(api, name))
    assert signature.return_annotation not in (inspect.Signature.empty, "Any")
    documented = (inspect.getdoc(getattr(api, name)) or "").split()
    for argument in signature.parameters.values():
        assert argument.annotation is not inspect.Parameter.empty
        assert argument.kind is not inspect.Parameter.VAR_KEYWORD
    options = [one.name for one in signature.parameters.values() if one.kind is inspect.Parameter.KEYWORD_ONLY]
    words = {word.strip(".,;:()`") for word in documented}
    assert [option for option in options if option not in words | {"progress"}] == []


def test_the_usual_gap_is_the_command_lines() -> None:
    assert inspect.signature(api.solve).parameters["gap"].default == SolveSettings().gap


def test_importing_it_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom leonplan.optimizer import api\n"
        "print(sorted({'pandas', 'pyomo', 'highspy', 'numpy', 'rich', 'pydantic', 'ruamel'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_tables_of_tiny_are_those_worked_out_on_paper(plan: Plan) -> None:
    """4.156 persons without help at home in 2030; the unit in the south starts in 2026 (instances/tiny/README.md)."""
    frames = api.frames(plan)
    by_year = frames["by_year"].set_index("year")
    assert by_year.loc[2030, "unmet"] == pytest.approx(4.156, abs=0.001)
    assert by_year.loc[2030, "need"] == pytest.approx(78)
    assert frames["projects"][["year", "project"]].to_dict("records") == [
        {"year": 2026, "project": "group_living_south"}
    ]


def test_a_plan_is_read_as_it_was_written(plan: Plan, run: Path) -> None:
    before, after = api.frames(plan), api.frames(_plan(api.read(run)))
    assert list(before) == list(after)
    for name, frame in before.items():
        pandas.testing.assert_frame_equal(frame, after[name])
    assert [checked.ok for checked in api.verify(run).values()] == [True]


def test_frames_know_their_units(plan: Plan) -> None:
    """Frames that are cast or cut know them, too, and only numbers have them; persons are shown to one decimal."""
    frames = api.frames(plan)
    assert frames["staff"].attrs["units"]["hired"] == "FTE/year"
    assert frames["by_year"].attrs["units"]["overrun"] == "kNOK/year"
    assert frames["unserved"].attrs["decimals"] == {"year": 0, "persons": 1}
    need = api.frames(api.demand(plan.instance))["need"]
    assert need.attrs["units"] == {"year": "year", "persons": "persons on an average day"}
    persons = need.round(need.attrs["decimals"])["persons"]
    assert persons.tolist() == [round(number, 1) for number in need["persons"]]


def test_an_altered_folder_is_refused(plan: Plan, tmp_path: Path) -> None:
    folder = api.write(plan, tmp_path / "run")
    (folder / "results" / "unmet.csv").write_text("", encoding="utf-8")
    for use in (api.read, api.verify, api.report):
        with pytest.raises(api.VerificationError, match=r"results/unmet\.csv was altered"):
            use(folder)


def test_a_report_and_its_charts_come_from_the_folder(run: Path, tmp_path: Path) -> None:
    (file,) = api.report(run, ["html"], "en", output=tmp_path / "report.html")
    assert file.read_bytes().startswith(b"<!DOCTYPE html>")
    figures = api.figures(run, "en")
    assert figures["figure-money"].alt
    assert api.svg(figures["figure-money"]).startswith("<svg")


def test_need_is_told_by_group_and_step() -> None:
    """60 persons with help at home in 2030, 40 of them as today: the 600 and 400 inhabitants of 80 and over, a tenth each."""
    frames = api.frames(api.demand(api.load("tiny")))
    need = frames["need"].query("group == 'home_help' and year == 2030")
    assert need["persons"].sum() == pytest.approx(60)
    steps = frames["steps"].query("group == 'home_help' and year == 2030").set_index("step")["persons"]
    assert (steps["baseline"], steps["population"], steps["total"]) == pytest.approx((40, 20, 60))


def test_a_new_instance_is_checked_loaded_and_put_right(tmp_path: Path) -> None:
    folder = api.new(tmp_path / "mine")
    assert api.check(folder).problems == ()
    assert api.load(folder).settings.id == "mine"
    (folder / "frames.csv").write_text("year,operating\n", encoding="utf-8")
    told = api.check(folder).problems
    assert told
    with pytest.raises(api.InputError) as caught:
        api.load(folder)
    assert tuple(caught.value.problems) == told


def test_what_ships_is_found() -> None:
    assert {"gausdal", "gjovik", "tiny"} <= set(api.instances())
    vegvalg = [one.id[:9] for one in api.what_ifs("gausdal") if one.id.startswith("vegvalg")]
    assert vegvalg == [f"vegvalg_{number}" for number in range(1, 7)]


def test_a_comparison_goes_round(run: Path, tmp_path: Path) -> None:
    """800 kNOK more a year serve four persons at 200 kNOK in each of two years: eight person-years of 8.313."""
    file = tmp_path / "more.yaml"
    change = "changes: [{change: frame, add: 800}]"
    file.write_text(f"format: 1\ntitle: More\nquestion: What?\nreason: Why.\n{change}\n", encoding="utf-8")
    comparison = api.compare(run, [file], do_nothing=False)
    frames = api.frames(comparison)
    assert frames["differences"].attrs["units"]["share"] == "share"
    found = frames["differences"].query("scenario == 'more' and measure == 'all_unmet' and year.isna()")
    assert found["difference"].tolist() == pytest.approx([-8.0], abs=0.01)
    folder = api.write(comparison, tmp_path / "comparison")
    for name, frame in api.frames(_any(api.read(folder))).items():
        pandas.testing.assert_frame_equal(frame, frames[name])
    assert {path: checked.ok for path, checked in api.verify(folder).items()} == {
        "plans/base": True, "plans/more": True, "results": True,
    }  # fmt: skip


def test_near_best_plans_are_a_comparison(plan: Plan, tmp_path: Path) -> None:
    found = api.near_best(plan, share=2, count=1)
    folder = api.write(found, tmp_path / "near")
    assert [one.ok for one in api.verify(folder).values()] == [True] * (len(found.alternatives) + 2)
    assert set(api.frames(found)) == {"comparison", "differences", "walk"}


def test_one_more_million_serves_the_rest(plan: Plan) -> None:
    """1000 kNOK a year are more than the 831 that the frame lacks: nothing stays unmet."""
    explanation = api.explain(plan, one_more=["money:1"])
    unmet = {change.goal: change for change in explanation.marginal[0].bought[0].changes}["unmet"]
    assert (unmet.before, unmet.after) == (pytest.approx(8.313, abs=0.001), pytest.approx(0.0, abs=0.001))
    assert explanation.binding


@pytest.mark.slow
def test_a_collision_is_explained(tmp_path: Path) -> None:
    """All need met, by staff that there are, within the frame: it lacks 831 kNOK a year."""
    file = tmp_path / "both.yaml"
    limits = ", ".join(
        f"{{change: limit_goal, goal: {goal}, at_most: 0}}" for goal in ("unmet", "shortfall", "overrun")
    )
    file.write_text(f"format: 1\ntitle: T\nquestion: Q?\nreason: R.\nchanges: [{limits}]\n", encoding="utf-8")
    instance = api.load("tiny", what_ifs=[file])
    with pytest.raises(api.CollisionError):
        api.solve(instance)
    assert api.explain_collision(instance).collisions


@pytest.mark.slow
def test_a_frontier_is_sealed_and_read(tmp_path: Path) -> None:
    frontier = api.frontier(api.load("tiny"), tolerance=0.1, folder=tmp_path / "frontier")
    assert api.frames(_any(api.read(tmp_path / "frontier")))["points"].equals(api.frames(frontier)["points"])
    assert all(checked.ok for checked in api.verify(tmp_path / "frontier").values())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frontier"]
    first = _plan(api.read(tmp_path / "frontier" / "points" / frontier.points[0].point))
    assert first.verification is not None


def _plan(found: object) -> Plan:
    assert isinstance(found, Plan)
    return found


def _any(found: object) -> Any:
    return found


def test_types_can_be_resolved_where_they_are_light() -> None:
    """The package says that it is typed."""
    root = Path(api.__file__).parents[1]
    assert (root / "py.typed").is_file()
    assert (root.parent / "models" / "py.typed").is_file()
    assert typing.get_type_hints(api.instances) == {"return": dict[str, Path]}
