"""Candidates over many futures: worked out on paper, and against trying every first decision in every future."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path

import oracle
import pytest
from command import answer, run
from random_cases import random_cases
from small_futures import factors_of, goal, tiny_factors, tiny_plan
from test_stress import MOST_PLANS, random_town

from leonplan.models.data import ModelData
from leonplan.optimizer import api
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import ExitCode, UsageError
from leonplan.optimizer.futures.draw import Future, as_what_if, draw
from leonplan.optimizer.futures.outcome import FutureOutcome, GoalOutcome, NoOutcome
from leonplan.optimizer.futures.ranking import best_by, compared, mean_of, over_futures, worst_tenth
from leonplan.optimizer.futures.replanning import Replanning
from leonplan.optimizer.futures.robust import Candidate, RobustChoice, robust_choice
from leonplan.optimizer.futures.robust_texts import best_rows, robust_texts
from leonplan.optimizer.futures.standing import Starts, starts_as_changes
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.present.robust import robust_words
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.what_if.apply import apply_what_ifs

PROJECT = "group_living_south"

GRID = 0.002
"""The solver's grid and its rounding."""


def two(work: float, money: float) -> tuple[GoalOutcome, GoalOutcome]:
    return goal(work), goal(money, "overrun", "kNOK")


Amounts = Sequence[tuple[float, float] | None]


def by_hand(free: Amounts, **candidates: Amounts) -> RobustChoice:
    """A choice whose plans come to so much work and money in each future, or are none."""

    def outcomes(amounts: Amounts) -> tuple[FutureOutcome, ...]:
        return tuple(
            FutureOutcome(number, {"old": 1.0}, (), why=NoOutcome.COLLIDES)
            if one is None
            else FutureOutcome(number, {"old": 1.0}, (), two(*one))
            for number, one in enumerate(amounts, 1)
        )

    return RobustChoice(
        instance=tiny_plan().instance,
        mode=Mode.FRAME,
        factors=tiny_factors(),
        seed=1,
        before=None,
        asked=len(free),
        candidates=tuple(Candidate(id, {}, ({"change": id},)) for id in candidates),
        missing={},
        free=outcomes(free),
        outcomes={id: outcomes(amounts) for id, amounts in candidates.items()},
    )


def test_best_on_average_in_the_worst_and_by_regret_differ() -> None:
    """Nobody lacks staff. Money: the best plans have 0, 40 and 60, 'steady' 60 three times, 'bold' 0, 50 and 100, none less than
    its future's best. Means: 60 and 50; worst tenths: 60 and 100; regrets: 60, 20 and 0, and 0, 10 and 40. So bold is best
    on average and by regret, 40 against 60, and steady in the worst tenth. The mean of the bounds is 100/3: bold is 50/3 from
    it, a third of 50."""
    choice = by_hand([(0, 0), (0, 40), (0, 60)], steady=[(0, 60), (0, 60), (0, 60)], bold=[(0, 0), (0, 50), (0, 100)])
    rows = {(row.candidate, row.step): row for row in over_futures(compared(choice))}
    steady, bold = rows["steady", 2], rows["bold", 2]
    assert (steady.mean, steady.worst_tenth, steady.greatest_regret) == (60, 60, 60)
    assert (bold.mean, bold.worst_tenth, bold.greatest_regret) == (50, 100, 40)
    assert bold.bound == steady.bound == bold.free == pytest.approx(100 / 3)
    assert bold.distance == pytest.approx(1 / 3)
    assert rows["bold", 1].distance == 0.0
    found = {
        by: [x.candidate for x in best_rows(choice) if x.by == by] for by in ("mean", "worst_tenth", "greatest_regret")
    }
    assert found == {"mean": ["bold"], "worst_tenth": ["steady"], "greatest_regret": ["bold"]}
    (said,) = [one for one in robust_words(choice) if one.startswith("bold:")]
    assert "50.0 kNOK on average, at most 33.3 % from the best there can be" in said
    assert "has less than 33.3, and in the goals before it is as good" in said


def test_the_first_goal_decides_and_what_comes_after_one_that_is_lost_has_no_bound() -> None:
    """'cheap' lacks 2 FTE in the second future and has less money than any plan without: no bound of money holds for it."""
    choice = by_hand([(0, 10), (0, 20)], cheap=[(0, 10), (2, 0)], dear=[(0, 30), (0, 40)])
    rows = {(row.candidate, row.step): row for row in over_futures(compared(choice))}
    assert (rows["cheap", 1].mean, rows["cheap", 1].greatest_regret, rows["cheap", 1].bound) == (1, 2, 0)
    assert (rows["cheap", 2].bound, rows["cheap", 2].distance, rows["cheap", 2].greatest_regret) == (None, None, 0)
    assert (rows["dear", 2].bound, rows["dear", 2].greatest_regret) == (15, 20)
    assert [row.candidate for row in best_rows(choice)] == ["dear"] * 3


def test_within_the_proofs_several_are_best() -> None:
    """The grid is a thousandth: 10 and 10.0005 are the same, 10.002 is not."""
    choice = by_hand([(0, 10)], one=[(0, 10)], other=[(0, 10.0005)], third=[(0, 10.002)])
    assert [row.candidate for row in best_rows(choice) if row.by == "mean"] == ["one", "other"]
    assert "Best on average: one, other, as good within the proofs." in [*robust_words(choice)]


def test_futures_without_any_plan_are_left_out_and_candidates_without_one_are_not_ranked() -> None:
    choice = by_hand([(0, 10), None, (0, 20)], frail=[(0, 10), None, None], whole=[(0, 30), None, (0, 30)])
    at = compared(choice)
    assert [one.future for one in at.free] == [1, 3]
    assert at.planned == {"frail": 1, "whole": 2}
    assert {row.candidate for row in over_futures(at)} == {"whole"}
    said = [*robust_words(choice)]
    assert said[0].startswith("1 futures are left out")
    assert said[1].startswith("1 candidates have no plan in some future")
    nobody = by_hand([(0, 10), (0, 10)], frail=[(0, 10), None])
    assert [*robust_words(nobody)] == [
        "No candidate has a plan in every future; most futures, 1 of 2, have one with frail."
    ]
    assert best_rows(nobody) == ()


def test_a_future_twice_weighs_double() -> None:
    """Law: twice the futures 1 and 2 and once 3, with 15 futures and with 30."""
    values = [float(n * n % 17) for n in range(15)]
    assert worst_tenth(values * 2) == worst_tenth(values)
    assert mean_of(values * 2) == mean_of(values)
    assert mean_of([1, 1, 4]) == 2
    assert worst_tenth([*range(1, 11)]) == 10


def test_the_same_decisions_are_one_candidate(robust: RobustChoice) -> None:
    """The plan of tiny starts its project in 2026, and so do the best plans of both first futures; before 2026 nothing stands."""
    assert [(one.id, one.also) for one in robust.candidates] == [
        ("planned", ("best_00001", "best_00002")),
        ("nothing", ()),
    ]
    free = robust_choice(
        tiny_plan().instance, tiny_factors(), count=1, of_futures=1, before=2026, plans={"runs/tiny": tiny_plan()}
    )
    assert [(one.id, one.also) for one in free.candidates] == [("planned", ("nothing", "runs/tiny", "best_00001"))]


@pytest.fixture(scope="module")
def robust() -> RobustChoice:
    return robust_choice(tiny_plan().instance, tiny_factors(), count=4, of_futures=2)


def test_the_sentence_follows_from_the_stored_tables(robust: RobustChoice) -> None:
    """Means and bounds are added up again from the values of every plan; the bound exceeds no plan's mean where it holds."""
    texts = robust_texts(robust)
    values = [*csv.DictReader(StringIO(texts["values.csv"]))]
    for row in csv.DictReader(StringIO(texts["over_futures.csv"])):
        own = [float(x["value"]) for x in values if (x["candidate"], x["step"]) == (row["candidate"], row["step"])]
        free = [x for x in values if (x["candidate"], x["step"]) == ("free", row["step"])]
        assert len(own) == len(free) == 4
        assert float(row["mean"]) == pytest.approx(sum(own) / 4)
        assert float(row["worst_tenth"]) == pytest.approx(max(own))
        if row["bound"]:
            bound = sum(float(x["bound"]) for x in free) / 4
            assert float(row["bound"]) == pytest.approx(bound)
            assert bound <= float(row["mean"]) + sum(float(x["allowance"]) for x in free) / 4
    assert {row["candidate"] for row in csv.DictReader(StringIO(texts["best.csv"]))} == {"planned"}
    assert [*robust_words(robust)][-1].startswith("planned: as good on average, in every goal")


def test_one_core_and_a_break_give_the_same_bytes(robust: RobustChoice, tmp_path: Path) -> None:
    place, instance = tmp_path / "sweep", tiny_plan().instance
    robust_choice(instance, tiny_factors(), count=2, of_futures=2, cores=1, folder=place)
    kept = {file.name: file.stat().st_mtime_ns for file in (place / "tasks").iterdir()}
    again = robust_choice(instance, tiny_factors(), count=4, of_futures=2, cores=1, folder=place)
    assert robust_texts(again) == robust_texts(robust)
    assert kept == {name: (place / "tasks" / name).stat().st_mtime_ns for name in kept}
    with pytest.raises(UsageError, match="holds a sweep over other futures"):
        robust_choice(instance, tiny_factors(), count=2, of_futures=2, seed=2, folder=place)


def test_a_plan_of_other_projects_is_refused() -> None:
    bare = tiny_plan().instance.model_copy(update={"projects": (), "project_places": ()})
    with pytest.raises(UsageError, match=f"starts what tiny does not have: {PROJECT}"):
        robust_choice(bare, tiny_factors(), count=1, of_futures=0, plans={"mine": tiny_plan()})


def test_the_command_tells_what_the_contract_says(robust: RobustChoice, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    api.write(tiny_plan(), mine)
    told = answer("robust", "tiny", "--futures", 4, "--candidates", 2, "--plan", mine, "-o", tmp_path / "sweep")
    assert told["best"] == {"mean": ["planned"], "worst_tenth": ["planned"], "greatest_regret": ["planned"]}
    assert told["candidates"][0]["starts"] == [{"project": PROJECT, "year": 2026, "times": 1}]
    assert told["candidates"][0]["also"].split() == [str(mine), "best_00001", "best_00002"]
    stored = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "sweep" / "results").iterdir()}
    assert stored["over_futures.csv"] == robust_texts(robust)["over_futures.csv"]
    done = run("robust", "tiny", "--futures", 4, "--candidates", 2, "--plan", mine, "-o", tmp_path / "sweep")
    assert done.exit_code == ExitCode.DONE
    assert "Best on average: planned." in done.stdout
    assert run("robust", "nowhere").exit_code == ExitCode.INPUT


def test_what_was_stopped_is_not_called_proven() -> None:
    hurried = SolveSettings(time_limit=1e-6)
    choice = robust_choice(tiny_plan().instance, tiny_factors(), count=1, of_futures=1, settings=hurried)
    assert set(choice.missing) == {"planned", "nothing"}
    assert not choice.free[0].proven
    assert best_rows(choice) == ()


@pytest.mark.parametrize("seed", random_cases(200, fast=4, ci=12))
def test_trying_every_first_decision_in_every_future(seed: int) -> None:
    """In a random town every way in which projects may start is tried in both futures by the oracle, in exact fractions: the
    table's values, means, worst tenth and regret in the first goal are those; the best on average is that of the candidates,
    and the bound is at most the least mean of all ways, which is the best common decision there is."""
    instance = random_town(seed)
    factors = factors_of(instance, need="{change: scale_need, factor: {plus: -1, times: 2}}")
    choice = robust_choice(
        instance, factors, mode=Mode.FRAME, count=2, of_futures=2, settings=SolveSettings(gap=1e-9), cores=1
    )
    at = compared(choice)
    planner = Replanning(instance, Mode.FRAME, SolveSettings(), factors, 1)
    futures = [x for x in draw(factors, 2) if x.number in {one.future for one in at.free}]
    ways = {
        key: [least_of(planner, future, starts) for future in futures] for key, starts in every_start(instance).items()
    }
    least = {key: [x for x in found if x is not None] for key, found in ways.items() if None not in found}
    assert set(at.whole) == {one.id for one in choice.candidates if key_of(instance, one.starts) in least}
    rows = {row.candidate: row for row in over_futures(at) if row.step == 1}
    if not rows:
        assert not futures or not any(key_of(instance, one.starts) in least for one in choice.candidates)
        return
    best = [min(x for found in ways.values() if (x := found[place]) is not None) for place in range(len(futures))]
    for one in choice.candidates:
        if one.id in rows:
            exact = least[key_of(instance, one.starts)]
            assert rows[one.id].mean == pytest.approx(sum(exact) / len(exact), abs=GRID)
            assert rows[one.id].worst_tenth == pytest.approx(max(exact), abs=GRID)
            regret = max(value - low for value, low in zip(exact, best, strict=True))
            assert rows[one.id].greatest_regret == pytest.approx(regret, abs=2 * GRID)
    means = {key: sum(values) / len(values) for key, values in least.items()}
    ranked = min(rows.values(), key=lambda row: row.mean)
    assert ranked.bound is not None
    assert ranked.bound <= min(means.values()) + GRID
    tried = [means[key_of(instance, one.starts)] for one in choice.candidates if one.id in rows]
    for id in best_by(over_futures(at), at.free, "mean"):
        assert rows[id].mean <= min(tried) + 2 * GRID


Key = tuple[tuple[str, int, int], ...]


def key_of(instance: Instance, starts: Starts) -> Key:
    """The decision by the changes that stand."""
    return tuple((x["project"], x["year"], x["times"]) for x in starts_as_changes(instance, starts))


def every_start(instance: Instance) -> Mapping[Key, Starts]:
    """Every way in which projects may start."""
    data = prepare(instance, project_demand(instance))
    found: dict[Key, Starts] = {}
    for plan in islice(oracle.plans_of(data), MOST_PLANS + 1):
        starts = {
            (project, period.year): times
            for project, by_period in plan.starts.items()
            for times, period in zip(by_period, data.periods, strict=True)
            if times
        }
        found[key_of(instance, starts)] = starts
    return found


def least_of(planner: Replanning, future: Future, starts: Starts) -> float | None:
    """The least shortfall of a future with decisions; none if there is no plan."""
    text = planner.text(future, starts_as_changes(planner.instance, starts))
    changed = apply_what_ifs(planner.instance, [as_what_if(text, future)])
    data: ModelData = prepare(changed, project_demand(changed))
    found = oracle.best(data, {"shortfall": 1.0}, {})
    return None if found is None else float(found)
