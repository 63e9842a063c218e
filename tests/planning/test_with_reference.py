"""Doing nothing next to a plan: solved, told against it, and nothing of it believed that does not hold."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from command import answer, run
from forged import reseal
from random_cases import random_cases
from random_instances import random_instance
from tiny_plan import tiny, tiny_plan, tiny_plan_with_reference, with_settings

from leonplan.optimizer import api
from leonplan.optimizer.compare.against_reference import against_reference
from leonplan.optimizer.compare.cases import NOTHING, make_cases
from leonplan.optimizer.errors import (
    CollisionError,
    ExitCode,
    InputError,
    InterruptedSearchError,
    LeonError,
    NoPlanError,
    VerificationError,
)
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.planning.with_reference import plan_with_reference
from leonplan.optimizer.runs.run_folder import command_of, read_run, run_files, write_run
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.verify.reference import check_reference
from leonplan.optimizer.what_if.apply import do_nothing


def reference_of(plan: Plan) -> Plan:
    assert plan.reference is not None
    return plan.reference


def test_doing_nothing_in_tiny_by_hand() -> None:
    """16 places for 13.5, 15 and 18 with heavy need: in 2030 two wait at home, each half helped, which is 1 unmet.

    Money is enough for everything else. 2026: 45 · 200 at home, group living 8 · 350 + 2 · 1 700, nursing homes 5.5 · 750 +
    2 · 2 700, centres 1 000: 25 725. 2028: 10 000 + 2 800 + 3 400 + 7 · 750 + 5 400 + 1 000 = 27 850. 2030: 12 000 + 2 800 +
    3 400 + 8 · 750 + 5 400 + 2 · 400 + 1 000 = 31 400. Over all years 25 725 + 2 · 27 850 + 2 · 31 400 = 144 225. The plan
    builds for the two, 0 unmet, and leaves 4.156 without help at home for two years, 8.313 person-years.
    """
    told = {one.name: one for one in against_reference(tiny_plan_with_reference())}
    assert (told["all_heavy_unmet"].last.plan, told["all_heavy_unmet"].last.reference) == pytest.approx(
        (0, 1), abs=0.01
    )
    assert told["all_heavy_unmet"].all_years.difference == pytest.approx(-2, abs=0.01)
    assert told["all_heavy_without_help"].all_years.difference == 0
    light = told["all_light_without_help"].all_years
    assert (light.plan, light.reference) == pytest.approx((8.313, 0), abs=0.01)
    spend = told["spend"]
    assert (spend.last.reference, spend.all_years.reference) == pytest.approx((31400, 144225), rel=1e-3)
    assert {name for name, one in told.items() if one.reference_is_better} == {
        "all_light_without_help", "all_light_unmet", "spend"
    }  # fmt: skip


def test_it_is_the_scenario_of_comparisons() -> None:
    """One definition: what ``leon what-if`` plans as doing nothing, in an order of goals that ends with spending."""
    cases = make_cases(tiny(), [])
    scenario = next(one for _, one in cases.scenarios if one.id == NOTHING)
    assert reference_of(tiny_plan_with_reference()).instance == without_later_goals(scenario.instance)


def test_the_plan_is_what_it_is_alone() -> None:
    plan = tiny_plan_with_reference()
    assert replace(plan, reference=None, no_reference=NoReference.NOT_ASKED, seconds=tiny_plan().seconds) == tiny_plan()


@pytest.mark.parametrize("seed", random_cases(24, fast=4))
def test_doing_nothing_is_never_better_in_the_first_goal(seed: int) -> None:
    """It is one of the things that can be done; both checks of it hold, whatever the order of goals."""
    mode = (Mode.FRAME, Mode.COVER)[seed % 2]
    try:
        plan = plan_with_reference(random_instance(Random(seed)), mode=mode)
    except CollisionError:
        return
    if plan.reference is None:
        assert plan.no_reference in (NoReference.NOTHING_TO_DO, NoReference.COLLIDES)
        return
    first, other = plan.goals[0], plan.reference.goals[0]
    assert first.value <= other.value * (1 + plan.settings.gap) + first.grid
    assert all(check.ok for check in check_reference(plan, plan.reference))
    assert plan.no_reference is None


def test_nothing_to_do_is_not_solved_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    solve = Planner.plan

    def counted(self: Planner, instance: Any, **rest: Any) -> Plan:
        calls.append(instance)
        return solve(self, instance, **rest)

    monkeypatch.setattr(Planner, "plan", counted)
    plan = plan_with_reference(do_nothing(tiny()))
    assert (plan.reference, plan.no_reference, len(calls)) == (None, NoReference.NOTHING_TO_DO, 1)


def test_demands_that_need_something_done() -> None:
    """At most 10 of severity-weighted unmet need: the plan has 8.313, doing nothing 20."""
    plan = plan_with_reference(with_settings(tiny(), limits=[{"goal": "unmet", "at_most": 10}]))
    assert (plan.status, plan.reference, plan.no_reference) == (Status.OPTIMAL, None, NoReference.COLLIDES)


def planning(monkeypatch: pytest.MonkeyPatch, of_plan: Plan | LeonError, of_nothing: Plan | LeonError) -> None:
    """Let the two searches end as given; an interruption is one that sets what Ctrl-C sets."""

    def found(self: Planner, instance: Any, *, stop: threading.Event, **_: Any) -> Plan:
        outcome = of_plan if instance == tiny() else of_nothing
        if isinstance(outcome, InterruptedSearchError):
            stop.set()
            raise NoPlanError("stopped before there was a plan")
        if isinstance(outcome, LeonError):
            raise outcome
        return outcome

    monkeypatch.setattr(Planner, "plan", found)


def test_the_plan_stands_whatever_becomes_of_doing_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    unsound = replace(tiny_plan(), verification=None)
    for outcome, why in (
        (NoPlanError("stopped"), NoReference.STOPPED),
        (VerificationError("contradiction"), NoReference.NOT_VERIFIED),
        (unsound, NoReference.NOT_VERIFIED),
    ):
        planning(monkeypatch, tiny_plan(), outcome)
        plan = plan_with_reference(tiny())
        assert (plan.goals, plan.reference, plan.no_reference) == (tiny_plan().goals, None, why)
        assert not plan.interrupted


def test_without_a_plan_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    planning(monkeypatch, CollisionError("no plan"), tiny_plan())
    with pytest.raises(CollisionError):
        plan_with_reference(tiny())
    planning(monkeypatch, InterruptedSearchError(""), tiny_plan())
    with pytest.raises(InterruptedSearchError):
        plan_with_reference(tiny())


def test_ctrl_c_while_doing_nothing_is_sought_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    planning(monkeypatch, tiny_plan(), InterruptedSearchError(""))
    plan = plan_with_reference(tiny())
    assert (plan.interrupted, plan.no_reference) == (True, NoReference.STOPPED)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tiny_plan_with_reference(), tmp_path_factory.mktemp("reference") / "run").folder


def test_it_is_stored_and_read_back(sealed: Path) -> None:
    plan, read = tiny_plan_with_reference(), read_run(sealed).plan
    found, nothing = reference_of(read), reference_of(plan)
    assert replace(found, seconds=nothing.seconds) == replace(nothing, no_reference=NoReference.NOT_ASKED)
    assert replace(read, seconds=plan.seconds, reference=None) == replace(plan, reference=None)
    files = {path.relative_to(sealed).as_posix() for path in sealed.rglob("*") if path.is_file()}
    nothings = {f"reference/{path}" for path in (*run_files(nothing), "manifest.json")}
    assert files == {*run_files(plan), "manifest.json", *nothings}


def test_how_it_is_made_again_is_told() -> None:
    assert "--no-reference" not in command_of(tiny_plan_with_reference())
    assert "--no-reference" in command_of(tiny_plan())


def test_a_run_from_before_is_read(tmp_path: Path) -> None:
    """Runs of earlier versions say nothing of doing nothing."""
    folder = write_run(tiny_plan(), tmp_path / "run").folder
    told = json.loads((folder / "manifest.json").read_bytes())
    del told["reference"], told["no_reference"]
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    reseal(folder)
    assert read_run(folder).plan.no_reference is NoReference.NOT_ASKED
    assert all(one.ok for one in api.verify(folder).values())


def test_it_is_verified_with_the_plan(sealed: Path) -> None:
    found = api.verify(sealed)
    assert list(found) == ["", "reference"]
    assert [check.rule for check in found["reference"].checks[-2:]] == [
        "reference_does_nothing", "reference_within_bounds"
    ]  # fmt: skip
    assert all(one.ok for one in found.values())


def failed(found: Verification) -> list[tuple[str, str]]:
    return [(check.rule, check.where) for check in found.failed]


def test_another_plan_in_its_place_is_not_believed(sealed: Path, tmp_path: Path) -> None:
    """The best plan itself, which does something, put where doing nothing should be and sealed anew."""
    folder = tmp_path / "forged"
    shutil.copytree(sealed, folder)
    shutil.rmtree(folder / "reference")
    write_run(tiny_plan(), tmp_path / "other")
    shutil.copytree(tmp_path / "other", folder / "reference")
    told = json.loads((folder / "manifest.json").read_bytes())
    kept = {name: value for name, value in told["files"].items() if not name.startswith("reference/")}
    new = [path.relative_to(folder).as_posix() for path in (folder / "reference").rglob("*") if path.is_file()]
    told["files"] = kept | dict.fromkeys(new, "")
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    reseal(folder)
    assert failed(api.verify(folder)["reference"]) == [("reference_does_nothing", "projects, programmes")]
    assert run("verify", folder).exit_code == ExitCode.NOT_VERIFIED
    assert answer("verify", folder, code=ExitCode.NOT_VERIFIED)["ok"] is False
    read = read_run(folder).plan
    assert (read.reference, read.no_reference) == (None, NoReference.NOT_VERIFIED)
    with pytest.raises(VerificationError, match="reference_does_nothing"):
        api.report(folder, output=tmp_path / "report.html")


def test_a_bound_that_doing_nothing_beats_is_none() -> None:
    """A bound of 1 in the first goal, shortfall, of which doing nothing has 0."""
    plan = tiny_plan_with_reference()
    first, *rest = plan.goals
    claimed = replace(plan, goals=(replace(first, value=1.0, bound=1.0), *rest))
    (check,) = [check for check in check_reference(claimed, reference_of(plan)) if not check.ok]
    assert (check.rule, check.worst_violation, check.where) == ("reference_within_bounds", 1.0, "shortfall")


def test_what_is_missing_is_told(sealed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cut"
    shutil.copytree(sealed, folder)
    (folder / "reference" / "results" / "money.csv").unlink()
    with pytest.raises(VerificationError, match=r"reference/results/money\.csv is missing"):
        read_run(folder)
    shutil.rmtree(folder / "reference")
    told = json.loads((folder / "manifest.json").read_bytes())
    told["files"] = {name: value for name, value in told["files"].items() if not name.startswith("reference/")}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    reseal(folder)
    with pytest.raises(InputError, match=r"manifest\.json:1: reference: names a folder that is not there"):
        read_run(folder)


def test_the_command_tells_it_unless_asked_not_to(tmp_path: Path) -> None:
    """The same totals as the plan's, and every figure with the plan's, doing nothing's and their difference."""
    found = answer("solve", "tiny", "-o", tmp_path / "run")
    assert found["reference"]["status"] == "optimal"
    assert found["reference"]["spend"]["2030"] == pytest.approx(31400, rel=1e-3)
    assert found["reference"]["heavy_unmet"]["2030"] == pytest.approx(1, abs=0.01)
    against = {one["name"]: one for one in found["against_reference"]}
    assert against["all_heavy_unmet"]["last"]["difference"] == pytest.approx(-1, abs=0.01)
    assert against["spend"]["all_years"]["unit"] == "kNOK"
    assert found["no_reference"] is None
    assert answer("verify", tmp_path / "run")["reference"]["ok"] is True
    alone = answer("solve", "tiny", "--no-reference", "-o", tmp_path / "alone")
    assert (alone["reference"], alone["no_reference"], alone["against_reference"]) == (None, "not_asked", [])
    assert answer("verify", tmp_path / "alone")["reference"] is None
    assert "doing nothing" not in run("solve", "tiny", "--no-reference").stdout
