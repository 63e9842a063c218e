"""What the commands need of the API beyond plans: where may be written, what a folder says, files for other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_plan import tiny_plan

from leonplan.optimizer import api

README = Path(api.__file__).parents[2] / "models" / "README.md"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return api.write(tiny_plan(), tmp_path_factory.mktemp("programs") / "run")


def what_if(folder: Path, change: str) -> Path:
    file = folder / "more.yaml"
    file.write_text(
        f"format: 1\ntitle: More\nquestion: What?\nreason: Why.\nchanges: [{{{change}}}]\n", encoding="utf-8"
    )
    return file


def test_a_taken_folder_is_refused_before_the_long_work(run: Path, tmp_path: Path) -> None:
    """A run gives way to a run of its own instance where that is asked for, and to nothing else."""
    api.require_free(tmp_path / "new", "run")
    api.require_free(run, "run", instance="tiny", replace=True)
    with pytest.raises(api.UsageError, match="add --replace"):
        api.require_free(run, "run", instance="tiny")
    with pytest.raises(api.UsageError, match="another instance"):
        api.require_free(run, "run", instance="gausdal", replace=True)
    with pytest.raises(api.UsageError, match="holds a run, not a comparison"):
        api.require_free(run, "comparison", instance="tiny", replace=True)
    with pytest.raises(api.UsageError, match="sealed"):
        api.require_free(run / "table.xlsx", "file")


def test_where_nothing_can_be_made_is_said_with_the_reason(tmp_path: Path) -> None:
    api.require_writable(tmp_path / "a" / "b")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(api.UsageError, match="is not a folder"):
        api.require_writable(tmp_path / "file" / "b")
    with pytest.raises(api.UsageError, match="names of devices"):
        api.require_writable(tmp_path / "con")


def test_a_folder_says_what_it_is(run: Path, tmp_path: Path) -> None:
    assert (api.is_sealed(run), api.is_sealed(tmp_path)) == (True, False)
    assert api.manifest(run)["instance"]["id"] == "tiny"
    assert set(api.manifest(run)["seconds"]) >= {"build", "solve", "verify", "write"}
    assert api.read_plan(run).goals == tiny_plan().goals
    with pytest.raises(api.InputError, match=r"holds no manifest\.json"):
        api.manifest(tmp_path)


def test_a_wish_is_priced_sealed_and_no_run(tmp_path: Path) -> None:
    """800 kNOK more a year serve all of the 8.313 person-years but 0.313: four persons in each of two years."""
    wishes = api.what_ifs("tiny", [what_if(tmp_path, "change: frame, add: 800")])
    wish = api.wish(tiny_plan(), wishes)
    price = {one.goal: one for one in wish.prices}["unmet"]
    assert (price.best, price.value) == (pytest.approx(8.313, abs=0.001), pytest.approx(0.313, abs=0.01))
    folder = api.write(wish, tmp_path / "wish")
    assert all(checked.ok for checked in api.verify(folder).values())
    with pytest.raises(api.InputError, match="is not a run"):
        api.read_plan(folder)


def test_a_comparison_starts_from_what_was_found(run: Path, tmp_path: Path) -> None:
    """The plan of the run is the base and not solved again; its tables make a workbook."""
    start = api.start(run)
    assert start.plan is not None
    found = api.what_ifs(start.folder, [what_if(tmp_path, "change: frame, add: 800")])
    comparison = api.compare(start, found, do_nothing=False)
    assert [(entry.id, entry.plan is not None) for entry in comparison.entries] == [("base", True), ("more", True)]
    base = comparison.base
    assert (base.tables["served"], base.goals) == (start.plan.tables["served"], start.plan.goals[: len(base.goals)])
    file = api.write_workbook(comparison, tmp_path / "tables.xlsx")
    assert file.read_bytes()[:2] == b"PK"
    with pytest.raises(api.UsageError, match="there already"):
        api.write_workbook(comparison, file)


def test_the_problem_is_written_for_other_solvers(tmp_path: Path) -> None:
    """The file has a row for each of the problem's and one for the goal."""
    instance = api.load("tiny")
    size = api.export(instance, tmp_path / "tiny.mps")
    text = (tmp_path / "tiny.mps").read_text(encoding="utf-8")
    rows = text.partition("\nROWS\n")[2].partition("\nCOLUMNS\n")[0].splitlines()
    assert len(rows) == size.rows + 1
    assert 0 < size.integers < size.columns
    assert api.goals(instance)[0] == api.goals(instance, "frame")[0]
    assert api.goals(instance, "cover") != api.goals(instance, "frame")


def test_an_instance_is_planned_before_it_is_explained() -> None:
    """What there can be one more of has names, and each is known to ``explain``."""
    instance = api.load("tiny")
    assert "money:1" in {step.id for step in api.useful_steps(instance)}
    found = api.explain(instance, one_more=["none"])
    assert found.plan is not None
    assert found.plan.goals == tiny_plan().goals
    assert found.marginal == ()
    assert found.binding


def test_the_program_describes_itself() -> None:
    """The page of the formulation is the one that is kept, and every rule that it names is in the catalogue."""
    assert api.formulation_page() == README.read_text(encoding="utf-8")
    assert api.formulation().rules
    assert api.instance_schema()["$schema"] == api.what_if_schema()["$schema"]
