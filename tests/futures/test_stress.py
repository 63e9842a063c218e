"""A plan in many futures: each as it would be alone, the same on one core and two, and after a break."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

import oracle
import pytest
from command import answer, run
from random_instances import random_instance
from small_futures import factors_of, tiny_factors, tiny_plan

from leonplan.models.data import ModelData
from leonplan.optimizer import api
from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import ExitCode, InputError, UsageError, VerificationError
from leonplan.optimizer.futures.draw import Future, as_what_if, draw
from leonplan.optimizer.futures.outcome import FutureOutcome, NoOutcome
from leonplan.optimizer.futures.standing import standing
from leonplan.optimizer.futures.stress import StressTest, stress_plan
from leonplan.optimizer.futures.summary import stress_texts
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.goals import Goal, GoalLimit
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.what_if.apply import apply_what_ifs

MOST_PLANS = 60
"""Combinations of whole decisions that are still tried."""

GRID, TINY = 0.002, 1e-5
"""The solver's grid and its rounding; its rounding alone."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "tiny"
    api.write(tiny_plan(), folder)
    return folder


@pytest.fixture(scope="module")
def four() -> StressTest:
    return stress_plan(tiny_plan(), tiny_factors(), count=4)


def test_every_period_in_which_a_project_may_start_is_decided() -> None:
    """The plan of tiny starts its one project in 2026; it may start from 2026 to 2028."""
    started = [(row.year, row.starts) for row in tiny_plan().rows(ProjectStart)]
    assert started == [(2026, 1)]
    project = {"change": "start", "project": "group_living_south"}
    assert standing(tiny_plan()) == [{**project, "year": 2026, "times": 1}, {**project, "year": 2028, "times": 0}]
    assert standing(tiny_plan(), before=2028) == [{**project, "year": 2026, "times": 1}]
    assert standing(tiny_plan(), before=2026) == []


def test_a_future_written_out_and_solved_alone_gives_the_same_plan(
    folder: Path, four: StressTest, tmp_path: Path
) -> None:
    outcome = four.outcomes[2]
    future = Future(outcome.future, outcome.values)
    file = tmp_path / f"{future.id}.yaml"
    file.write_text(four.text(future), encoding="utf-8")
    plan = api.solve(api.load(folder / "instance", what_ifs=[file]), reference=False)
    alone = {x.year: (x.need, x.heavy_unmet, x.light_unmet, x.spend) for x in plan.by_year if x.years}
    assert alone == {x.year: (x.need, x.heavy_unmet, x.light_unmet, x.spend) for x in outcome.years}
    assert [(row.project, row.year) for row in plan.rows(ProjectStart)] == [("group_living_south", 2026)]


def test_one_core_gives_the_same_bytes_as_two(four: StressTest) -> None:
    assert stress_texts(stress_plan(tiny_plan(), tiny_factors(), count=4, cores=1)) == stress_texts(four)


def test_a_sweep_goes_on_where_it_was_and_takes_more_futures(four: StressTest, tmp_path: Path) -> None:
    """Two futures, then four, one of which a kill left half written next to its place; nothing finished is planned again."""
    place = tmp_path / "sweep"
    stress_plan(tiny_plan(), tiny_factors(), count=2, folder=place)
    (place / "tasks" / ".future_00003.json.123").write_text('{"content": "', encoding="utf-8")
    before = {file.name: file.stat().st_mtime_ns for file in (place / "tasks").glob("future_*.json")}
    again = stress_plan(tiny_plan(), tiny_factors(), count=4, folder=place)
    assert stress_texts(again) == stress_texts(four)
    assert before == {name: (place / "tasks" / name).stat().st_mtime_ns for name in before}


@pytest.mark.slow
def test_a_killed_sweep_goes_on_with_the_same_command(folder: Path, four: StressTest, tmp_path: Path) -> None:
    """The process is killed, not asked to stop, as soon as a future is finished; the command given again ends as if without."""
    code = "from leonplan.optimizer.cli import main; main()"
    command = [sys.executable, "-c", code, "stress", str(folder), "--futures", "4", "-o", "sweep"]
    tasks = tmp_path / "sweep" / "tasks"
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not [*tasks.glob("future_*.json")]:
            time.sleep(0.01)
        process.kill()
    finished = {file.name: file.stat().st_mtime_ns for file in tasks.glob("future_*.json")}
    assert finished
    assert subprocess.run(command, cwd=tmp_path, stdout=subprocess.DEVNULL, check=False).returncode == ExitCode.DONE
    results = tmp_path / "sweep" / "results"
    assert {file.name: file.read_text(encoding="utf-8") for file in results.iterdir()} == stress_texts(four)
    assert finished == {name: (tasks / name).stat().st_mtime_ns for name in finished}


def test_a_sweep_killed_at_its_beginning_begins_again(four: StressTest, tmp_path: Path) -> None:
    """The folder is put in place with its header or not at all; what a kill left lies hidden next to it."""
    (tmp_path / ".sweep-abcdefgh" / "made" / "tasks").mkdir(parents=True)
    (tmp_path / "sweep").mkdir()
    again = stress_plan(tiny_plan(), tiny_factors(), count=1, folder=tmp_path / "sweep")
    assert again.outcomes == four.outcomes[:1]


def test_what_was_stopped_before_its_proof_is_not_kept(tmp_path: Path) -> None:
    hurried = SolveSettings(time_limit=1e-6)
    test = stress_plan(tiny_plan(), tiny_factors(), count=1, settings=hurried, folder=tmp_path / "sweep")
    assert not test.outcomes[0].proven
    assert not [*(tmp_path / "sweep" / "tasks").iterdir()]


def test_another_sweep_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    place = tmp_path / "sweep"
    stress_plan(tiny_plan(), tiny_factors(), count=1, folder=place)
    with pytest.raises(UsageError, match="holds a sweep over other futures"):
        stress_plan(tiny_plan(), tiny_factors(), count=1, seed=2, folder=place)
    file = place / "tasks" / "future_00001.json"
    file.write_text(file.read_text(encoding="utf-8").replace("need", "nead").replace("2026", "2027"), encoding="utf-8")
    with pytest.raises(VerificationError, match="altered or damaged"):
        stress_plan(tiny_plan(), tiny_factors(), count=1, folder=place)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(UsageError, match="not an empty folder"):
        stress_plan(tiny_plan(), tiny_factors(), count=1, folder=tmp_path / "other")


def test_demands_that_collide_in_a_future_are_no_plan() -> None:
    """Nothing may go unmet: in the plan's own town nothing does, with twice the people of 80 and over it cannot be held."""
    instance = with_settings(tiny_plan().instance, limits=(GoalLimit(goal=Goal.UNMET, at_most=9.0),))
    plan = replace(tiny_plan(), instance=instance)
    factors = factors_of(instance, many="{change: scale_need, factor: {plus: 1, times: {many: 0.5}}}")
    (outcome,) = stress_plan(plan, factors, count=1).outcomes
    assert (outcome.why, outcome.proven, outcome.sound) == (NoOutcome.COLLIDES, True, False)


def test_decisions_that_no_longer_fit_are_no_plan() -> None:
    """The project may not start before 2028 in any future, but its start in 2026 stands."""
    late = "{change: change_project, project: group_living_south, earliest: 2028, cost: {plus: 0, times: 16000}}"
    (outcome,) = stress_plan(tiny_plan(), factors_of(tiny_plan().instance, late=late), count=1).outcomes
    assert outcome.why is NoOutcome.DOES_NOT_FIT


def random_town(seed: int) -> Instance:
    """A random municipality that could be read from files, with projects and few enough combinations of whole decisions.

    Its goals are work that nobody can be found for, then heavy need not met soundly.
    """
    random = Random(seed)
    while True:
        instance = random_instance(random)
        if instance.projects and not check_instance(instance)[0] and len(all_plans(instance)) <= MOST_PLANS:
            goals = instance.settings.goals.model_copy(update={"frame": (Goal.SHORTFALL, Goal.BELOW_SOUND)})
            return with_settings(instance, goals=goals)


def all_plans(instance: Instance) -> list[oracle.Plan]:
    """Combinations of whole decisions, one more than are still tried."""
    return [*islice(oracle.plans_of(prepare(instance, project_demand(instance))), MOST_PLANS + 1)]


@pytest.mark.parametrize("seed", range(8))
def test_trying_every_plan_finds_none_better(seed: int) -> None:
    """In each of two futures of a random town both goals are the least there are with the plan's project starts, found by trying
    every combination of whole decisions in exact fractions; the solver may be off by its grid, 0.001, once in each goal."""
    instance = random_town(seed)
    plan = plan_instance(instance, mode=Mode.FRAME)
    factors = factors_of(instance, need="{change: scale_need, factor: {plus: -1, times: 2}}")
    test = stress_plan(plan, factors, count=2, settings=SolveSettings(gap=1e-9), cores=1)
    for outcome in test.outcomes:
        future = Future(outcome.future, outcome.values)
        changed = apply_what_ifs(instance, [as_what_if(test.text(future), future)])
        assert {row.project: row.at_least for row in changed.decisions} or not standing(plan)
        data = prepare(changed, project_demand(changed))
        if outcome.why is NoOutcome.COLLIDES:
            assert oracle.best(data, {"shortfall": 1.0}, {}) is None
            continue
        short, unsound = outcome.over_years("shortfall"), outcome.over_years("below_sound")
        assert short == pytest.approx(least(data, "shortfall", {}), abs=GRID)
        assert unsound >= least(data, "below_sound", {"shortfall": short + GRID}) - TINY
        assert unsound <= least(data, "below_sound", {"shortfall": short + TINY}) + GRID


def least(data: ModelData, goal: str, held: dict[str, float]) -> float:
    found = oracle.best(data, {goal: 1.0}, held)
    assert found is not None
    return float(found)


def test_the_command_tells_what_the_contract_says(folder: Path, four: StressTest, tmp_path: Path) -> None:
    place = tmp_path / "sweep"
    told = answer("stress", folder, "--futures", 4, "-o", place)
    assert {"bands", "holds", "drivers", "failures"} <= told.keys()
    assert [one["of"] for one in told["holds"]] == [4] * 4
    stored = {file.name: file.read_text(encoding="utf-8") for file in (place / "results").iterdir()}
    assert stored == stress_texts(four)
    assert [file.name for file in sorted((place / "what_if").iterdir())] == [
        f"future_{n:05d}.yaml" for n in range(1, 5)
    ]
    done = run("stress", folder, "--futures", 4, "-o", place)
    assert done.exit_code == ExitCode.DONE
    assert "Heavy need met soundly: in" in done.stdout
    assert run("stress", folder, "--futures", 4, "--seed", 2, "-o", place).exit_code == ExitCode.USAGE


def test_what_is_no_run_and_what_is_no_file_of_factors_is_refused(folder: Path, tmp_path: Path) -> None:
    assert run("stress", tmp_path).exit_code == ExitCode.INPUT
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("format: 1\nfactors: []\n", encoding="utf-8")
    done = run("stress", folder, "--factors", wrong)
    assert done.exit_code == ExitCode.INPUT
    assert f"{wrong}:2: factors" in done.stderr
    with pytest.raises(InputError):
        api.stress(folder, factors=wrong)


def test_more_freedom_is_never_worse(four: StressTest) -> None:
    """Law: where no decision stands, what is unmet is no more than where all do, in each future."""
    free = stress_plan(tiny_plan(), tiny_factors(), count=4, before=2026)
    held = {id(one): _unmet(one) for one in four.outcomes}
    for one, other in zip(four.outcomes, free.outcomes, strict=True):
        assert one.values == other.values
        assert _unmet(other) <= held[id(one)] * 1.001 + 2e-3


def _unmet(outcome: FutureOutcome) -> float:
    return outcome.over_years("light_unmet") + 10 * outcome.over_years("heavy_unmet")


def test_stored_outcomes_are_numbers_and_words_only(tmp_path: Path) -> None:
    place = tmp_path / "sweep"
    test = stress_plan(tiny_plan(), tiny_factors(), count=1, folder=place)
    told = json.loads(json.loads((place / "tasks" / "future_00001.json").read_text(encoding="utf-8"))["content"])
    assert told["values"] == dict(draw(tiny_factors(), 1)[0].values)
    assert len(told["years"]) == len(test.outcomes[0].years) == 3
