"""Plans almost as good as the best: within their share, as different as can be, and whole plans that verify."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from broken_rules import add_row
from tiny_plan import tiny, with_settings

from leonplan.models.build import build_model
from leonplan.models.data import Limits
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.near_best.distance import differences, distance, started
from leonplan.optimizer.near_best.fixed import fixed
from leonplan.optimizer.near_best.search import NearBestPlans, near_best
from leonplan.optimizer.near_best.share import goal_limits, kept, prices
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.runs.run_folder import read_run, write_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.distance_problem import Starts
from leonplan.optimizer.solve.lexicographic import solve_matrix
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.verify.verify import verify_run

SHARE = 0.05
YEARS = (2026, 2028, 2030)


@cache
def town() -> Instance:
    """Tiny with a second building like its own on offer, a little dearer, and a small one that may be built twice."""
    instance = tiny()
    for id, cost, places, often in (("annex", 16200, 4, 1), ("flats", 3000, 1, 2)):
        project = {
            "id": id, "name": id, "centre": "south_centre", "kind": "build", "cost": cost, "grant_per_place": 1000,
            "operating_change": 100, "lead_time": 2, "latest": 2028, "max_count": often,
        }  # fmt: skip
        change = {"project": id, "centre": "south_centre", "level": "group_living", "change": places}
        instance = add_row(add_row(instance, "projects", **project), "project_places", **change)
    return instance


@cache
def best() -> Plan:
    return plan_instance(town())


@cache
def found(share: float = SHARE, free: tuple[str, ...] = ()) -> NearBestPlans:
    return near_best(town(), best(), share=share, count=3, free=free)


def all_starts() -> Iterator[Starts]:
    """Every way of starting the three projects that their windows allow."""
    windows = {row.id: [t for t in YEARS if (row.earliest or t) <= t <= (row.latest or t)] for row in town().projects}
    options = []
    for row in town().projects:
        numbers = [range(row.max_count + 1) if t in windows[row.id] else (0,) for t in YEARS]
        options.append([x for x in product(*numbers) if sum(x) <= row.max_count])
    for chosen in product(*options):
        yield {
            (row.id, t): sum(x[: i + 1])
            for row, x in zip(town().projects, chosen, strict=True)
            for i, t in enumerate(YEARS)
            if sum(x[: i + 1])
        }


def possible(starts: Starts, limits: dict[str, float]) -> bool:
    """Whether goals can be held within limits with these starts, asked of the formulation with every start fixed."""
    instance = town()
    data = prepare(instance, project_demand(instance))
    decided = {}
    for row in instance.projects:
        before = 0
        for t in YEARS:
            now = starts.get((row.id, t), 0)
            decided[row.id, t] = Limits(now - before, now - before)
            before = now
    matrix = compile_matrix(build_model(replace(data, decided_starts=decided, goal_limits=limits)))
    return bool(solve_matrix(matrix, ({"changes": 1.0},), SolveSettings(), lambda _: None).goals)


def by_hand(one: Starts, other: Starts) -> float:
    """1 for each start more or fewer by 2030, and half the share of the five years by which starts lie apart."""
    lengths = {2026: 1, 2028: 2, 2030: 2}
    points = 0.0
    for row in town().projects:
        apart = {t: abs(one.get((row.id, t), 0) - other.get((row.id, t), 0)) for t in YEARS}
        points += apart[2030] + sum(apart[t] * lengths[t] for t in YEARS) / 5 / 2
    return points


@pytest.mark.parametrize(
    ("share", "free"),
    [
        (SHARE, ()),
        pytest.param(SHARE, ("changes", "travel"), marks=pytest.mark.slow),
        pytest.param(1.0, (), marks=pytest.mark.slow),
    ],
)
def test_the_farthest_within_the_share_is_found(share: float, free: tuple[str, ...]) -> None:
    """Trying every choice of projects there is: none within the share lies farther than the alternative found."""
    result = found(share, free)
    limits = {limit.goal: limit.at_most for limit in result.limits}
    assert set(limits) == {goal.goal for goal in best().goals} - set(free)
    within = [starts for starts in all_starts() if possible(starts, limits)]
    taken = [started(best())]
    assert result.alternatives
    for one in result.alternatives:
        farthest = max(min(by_hand(starts, other) for other in taken) for starts in within)
        assert one.proven
        assert one.distance == pytest.approx(farthest)
        assert one.bound == pytest.approx(farthest)
        assert started(one.plan) in within
        taken.append(started(one.plan))
    assert result.exhausted == (len(result.alternatives) < 3)


def test_alternatives_are_within_the_share_and_differ() -> None:
    """By arithmetic from the tables: every goal is at most a share above the best, or its grid where that is more."""
    result = found()
    before = {goal.goal: goal for goal in best().goals}
    choices = [started(best())]
    for one in result.alternatives:
        assert one.within
        assert one.plan.verification is not None
        assert one.plan.verification.ok
        for goal in one.plan.goals:
            allowed = max(SHARE * before[goal.goal].value, before[goal.goal].grid)
            assert goal.value <= before[goal.goal].value + allowed + 1e-6 * (1 + goal.value)
        assert started(one.plan) not in choices
        assert one.from_best == pytest.approx(by_hand(started(one.plan), choices[0]))
        assert one.differences
        choices.append(started(one.plan))


def test_swapping_the_buildings_is_what_differs_most() -> None:
    """By hand: one building instead of the other, both in 2026, is a start less and a start more, each for all five years.

    2 · (1 + 0.5) = 3; nothing else is within 5 %, as unmet need, work above the level and changes are little in the best.
    """
    (one,) = found().alternatives
    assert one.distance == one.from_best == pytest.approx(3)
    assert [(row.project, row.best, row.years) for row in one.differences] == [
        ("group_living_south", (2026,), ()), ("annex", (), (2026,)),
    ]  # fmt: skip
    assert found().exhausted


def test_an_alternative_is_a_run_of_its_own(tmp_path: Path) -> None:
    """Its instance decides the starts and limits the goals, so it can be stored, read, and verified by itself."""
    plan = found().alternatives[0].plan
    write_run(plan, tmp_path / "run")
    assert verify_run(tmp_path / "run").ok
    again = read_run(tmp_path / "run").plan
    assert again.goals == plan.goals
    assert again.instance == plan.instance
    assert [row.id for row in again.instance.settings.sources] == ["paper", "near_best"]
    exactly = {(row.project, row.year): (row.at_least, row.at_most) for row in again.instance.decisions}
    assert exactly["annex", 2026] == (1, 1)
    assert exactly["annex", 2028] == exactly["group_living_south", 2026] == (0, 0)


def test_nothing_else_can_be_done_where_every_start_is_decided() -> None:
    """Where the hand has fixed every start there is no other choice, and that is proven."""
    instance = fixed(town(), started(best()), {})
    result = near_best(instance, plan_instance(instance), share=10.0)
    assert result.alternatives == ()
    assert result.exhausted


def test_the_plan_with_its_own_projects_fixed_is_the_best_plan() -> None:
    """Fixing what the best plan starts anyway changes none of its goals by more than their gap."""
    again = plan_instance(fixed(town(), started(best()), {}))
    for goal, before in zip(again.goals, best().goals, strict=True):
        assert goal.value == pytest.approx(before.value, rel=3e-3, abs=2 * before.grid)
    assert differences(best(), again) == ()
    assert distance(town(), started(again), started(best())) == 0


def test_a_limit_that_is_there_stays_the_stricter_one() -> None:
    """Of a limit of the instance and one that the share gives the smaller holds; other limits stay."""
    instance = with_settings(town(), limits=[{"goal": "unmet", "at_most": 9}, {"goal": "spend", "at_most": 500000}])
    limited = fixed(instance, started(best()), {"unmet": 20.0, "spend": 4000.0, "travel": 2e9})
    assert {limit.goal.value: limit.at_most for limit in limited.settings.limits} == {"unmet": 9, "spend": 4000}


def test_goals_weighted_together_are_held_together() -> None:
    """A step of several goals is held as a sum; its goals are then planned no worse than they were found."""
    steps = [{"shortfall": 1, "unmet": 2}, "overrun", "spend"]
    instance = with_settings(town(), goals={"frame": steps, "cover": steps})
    plan = plan_instance(instance)
    result = near_best(instance, plan, share=0.5, count=1)
    (one,) = result.alternatives
    assert one.within
    assert kept(goal_limits(plan, 0.5), one.plan)
    assert [price.goal for price in one.prices] == ["1*shortfall + 2*unmet", "overrun", "spend"]


def test_prices_are_differences() -> None:
    """What an alternative comes to less what the best does, and as a share of it; none of nothing."""
    for before, after, price in zip(
        best().goals, found().alternatives[0].plan.goals, found().alternatives[0].prices, strict=True
    ):
        assert price.difference == pytest.approx(after.value - before.value)
        assert price.share == (pytest.approx(price.difference / before.value) if before.value else None)
    assert all(price.difference == 0 for price in prices(best(), best()))


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(UsageError, match="joy is not a goal of this order; choose from shortfall"):
        near_best(town(), best(), free=("joy",))
    without = tiny().model_copy(update={"projects": (), "project_places": ()})
    with pytest.raises(UsageError, match="no projects"):
        near_best(without, plan_instance(without))


def test_what_is_stopped_is_not_called_proven() -> None:
    """With no time at all nothing is found, and nothing is claimed."""
    result = near_best(town(), best(), share=1.0, settings=SolveSettings(time_limit=1e-6))
    assert not result.exhausted
    assert all(not one.proven for one in result.alternatives)
    assert not any(row for one in result.alternatives for row in one.plan.rows(ProjectStart) if row.starts < 1)
