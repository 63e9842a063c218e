"""What keeping a plan's decisions costs in each future, worked out on paper and by arithmetic from the stored tables."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from command import answer
from small_futures import by_hand, goal, tiny_factors, tiny_plan

from leonplan.optimizer import api
from leonplan.optimizer.futures.outcome import FutureOutcome, GoalOutcome, NoOutcome
from leonplan.optimizer.futures.regret import Advice, Cost, advice_of, cost_of, first_starts_of, regret_of
from leonplan.optimizer.futures.rows import BreaksFirst, FirstStart, FutureYear, Regret
from leonplan.optimizer.futures.stress import StressTest, stress_plan
from leonplan.optimizer.futures.summary import first_breaks_of, stress_texts
from leonplan.optimizer.present.stress_words import in_words

PROJECT = "group_living_south"


def outcome(*goals: GoalOutcome, proven: bool = True, why: NoOutcome | None = None) -> FutureOutcome:
    return FutureOutcome(1, {"old": 1.0}, (), goals, why=why, proven=proven)


@pytest.fixture(scope="module")
def both() -> StressTest:
    return stress_plan(tiny_plan(), tiny_factors(), count=4, freely=True)


def test_a_goal_is_lost_where_the_best_plan_was_held_at_less() -> None:
    """The best plan has 10 and was held at 10.01, its grid is 0.001. 10.01 is as good and 10.02 is worse, by 0.02."""
    best = outcome(goal(10.0, held_at=10.01))
    test = replace(by_hand([({"old": 1.0}, {})]), free=(best,))
    for value, cost, regret in ((10.01, Cost.NONE, None), (10.02, Cost.GOAL, 0.02), (9.99, Cost.NONE, None)):
        (row,) = regret_of(replace(test, outcomes=(outcome(goal(value)),)))
        assert (row.cost, row.regret) == (cost, regret)


def test_a_difference_within_the_gap_is_an_accident() -> None:
    """A thousandth of 100 is 0.1, the grid 0.001, a part in a million 0.0001: 100.1 is as good, 100.2 is not. The bounds of later
    goals hold only up to what the best plan was held at."""
    best = replace(goal(100.0), within=0.1)
    assert best.keeps(100.1)
    assert not best.keeps(100.2)
    assert not best.holds(100.1)


def test_only_the_first_goal_that_is_lost_tells_anything() -> None:
    """It is as good in work, 5 worse in money, and better in need only because it has the money: need is not told."""
    best = outcome(goal(1.0), goal(100.0, "overrun", "kNOK"), goal(7.0, "unmet", "person-years"))
    kept = outcome(goal(1.0), goal(105.0, "overrun", "kNOK"), goal(3.0, "unmet", "person-years"))
    test = replace(by_hand([({"old": 1.0}, {})]), outcomes=(kept,), free=(best,))
    assert regret_of(test) == (Regret(1, Cost.GOAL, "overrun", "kNOK", 105.0, 100.0, 100.0, 5.0),)


def test_what_is_not_known_is_not_told() -> None:
    good, none = outcome(goal(1.0)), outcome(why=NoOutcome.COLLIDES)
    stopped = outcome(goal(1.0), proven=False)
    assert cost_of(none, good) is Cost.PLAN
    assert cost_of(outcome(why=NoOutcome.DOES_NOT_FIT), good) is Cost.PLAN
    assert cost_of(none, none) is Cost.NEITHER
    assert cost_of(stopped, good) is cost_of(good, stopped) is Cost.UNKNOWN
    assert cost_of(outcome(why=NoOutcome.NOT_VERIFIED, proven=False), good) is Cost.UNKNOWN
    assert cost_of(good, none) is Cost.UNKNOWN  # a plan where there is none: the solver contradicts itself


def test_when_projects_first_start_is_counted() -> None:
    """The plan starts the project in 2026. Freely it starts then in two futures, those with more old, later in one, never in one:
    1.05 parts the futures in which it starts, with 1.1, 1.2 and 1.3, from the one with 1.0 in which it does not."""
    free = [
        FutureOutcome(number, {"old": old}, (), (goal(1.0),), starts)
        for number, old, starts in (
            (1, 1.0, ()),
            (2, 1.1, ((PROJECT, 2028, 1),)),
            (3, 1.2, ((PROJECT, 2026, 1),)),
            (4, 1.3, ((PROJECT, 2026, 1), (PROJECT, 2028, 1))),
        )
    ]
    test = replace(by_hand([({"old": 1.0}, {})] * 4), free=tuple(free))
    (row,) = first_starts_of(test)
    assert row == FirstStart(PROJECT, 2026, 0, 2, 1, 1, "old", "above", pytest.approx(1.05))
    assert advice_of(row) is Advice.DEPENDS


@pytest.mark.parametrize(
    ("counts", "year", "advice"),
    [
        ((0, 9, 1, 0), 2026, Advice.START),
        ((1, 8, 1, 0), 2026, Advice.DEPENDS),
        ((0, 1, 0, 9), 2026, Advice.DROP),
        ((1, 9, 0, 0), None, Advice.LEAVE),
        ((9, 1, 0, 0), None, Advice.DEPENDS),
    ],
)
def test_nearly_every_future_is_nine_in_ten(
    counts: tuple[int, int, int, int], year: int | None, advice: Advice
) -> None:
    assert advice_of(FirstStart(PROJECT, year, *counts, "", "", None)) is advice


def test_what_breaks_first_is_what_fails_in_the_earliest_period() -> None:
    """Money fails in 2028 in futures 1 and 2, staff in 2026 in future 1 and in 2028 in future 2: staff break first in both, money
    only in future 2, together with staff. Of 2026 and 2028 the lower half ends in 2026. Nothing fails in future 3."""
    test = by_hand([({"old": 1.0}, {})] * 3)

    def with_years(number: int, short: tuple[float, float], over: tuple[float, float]) -> FutureOutcome:
        years = tuple(
            FutureYear(number, year, 2, 0, 0, 0, 0, 0, short[place], 0, over[place], 0)
            for place, year in enumerate((2026, 2028))
        )
        return replace(test.outcomes[0], future=number, years=years)

    found = replace(
        test,
        outcomes=(
            with_years(1, (3, 3), (0, 900)),
            with_years(2, (0, 3), (0, 900)),
            with_years(3, (0, 0), (0, 0)),
        ),
    )
    assert first_breaks_of(found) == (
        BreaksFirst("frame", 2, 1, 2028, 2028),
        BreaksFirst("sound", 0, 0, None, None),
        BreaksFirst("staff", 2, 2, 2026, 2026),
    )
    said = " ".join(in_words(found))
    assert (
        "Staff for all work: breaks in 2 of 3 futures with a plan, before everything else or together with it in 2"
        in said
    )
    assert "Heavy need met soundly: breaks" not in said


def test_where_nothing_breaks_it_is_said() -> None:
    assert "Nothing breaks in any of the 1 futures with a plan." in [*in_words(by_hand([({"old": 1.0}, {})]))]


def test_the_cost_is_told_in_words() -> None:
    """Of 5 and 9 the lower is the middle one."""
    best = goal(100.0, "overrun", "kNOK")
    kept = [outcome(goal(value, "overrun", "kNOK")) for value in (100.0, 105.0, 109.0)]
    test = replace(
        by_hand([({"old": 1.0}, {})] * 4),
        outcomes=tuple(
            replace(one, future=number) for number, one in enumerate([*kept, outcome(why=NoOutcome.COLLIDES)], 1)
        ),
        free=tuple(replace(outcome(best), future=number) for number in range(1, 5)),
    )
    said = [*in_words(test)]
    assert any(one.startswith("Keeping the decisions costs nothing in 1 of 4 futures") for one in said)
    assert "It costs first in 'Money over the frames' in 2 futures: 5.0 kNOK in the middle one, 9.0 at most." in said
    assert "In 1 futures there is no plan with the decisions, though there is one without." in said


def test_no_decision_is_ever_better_than_all_of_them_free(both: StressTest) -> None:
    """Law: up to the first goal that is lost, the plan with decisions has no less than the bound of the one without."""
    assert [one.future for one in both.free] == [1, 2, 3, 4]
    for kept, free in zip(both.outcomes, both.free, strict=True):
        assert kept.values == free.values
        for one, best in zip(kept.goals, free.goals, strict=True):
            assert best.bound is not None
            assert one.value >= best.bound - best.rounding
            if not best.holds(one.value):
                break


def test_the_stored_tables_add_up(both: StressTest, tmp_path: Path) -> None:
    """Regret is kept less free, and both are what the two future's plans come to, solved alone and verified."""
    texts = stress_texts(both)
    rows = [*csv.DictReader(StringIO(texts["regret.csv"]))]
    assert [row["future"] for row in rows] == ["1", "2", "3", "4"]
    for row, kept in zip(rows, both.outcomes, strict=True):
        if row["cost"] == "goal":
            assert float(row["regret"]) == pytest.approx(float(row["kept"]) - float(row["free"]))
            assert float(row["kept"]) in [one.value for one in kept.goals]
    (first,) = csv.DictReader(StringIO(texts["first_starts.csv"]))
    assert sum(int(first[one]) for one in ("earlier", "same", "later", "never")) == 4


def test_a_sweep_takes_regret_later_and_plans_nothing_twice(both: StressTest, tmp_path: Path) -> None:
    run, place = tmp_path / "tiny", tmp_path / "sweep"
    api.write(tiny_plan(), run)
    answer("stress", run, "--futures", 4, "-o", place)
    before = {file.name: file.stat().st_mtime_ns for file in (place / "tasks").glob("future_*.json")}
    told = answer("stress", run, "--futures", 4, "--regret", "-o", place)
    assert before == {name: (place / "tasks" / name).stat().st_mtime_ns for name in before}
    assert len([*(place / "tasks").glob("free_*.json")]) == 4
    assert {file.name: file.read_text(encoding="utf-8") for file in (place / "results").iterdir()} == stress_texts(both)
    assert [row["future"] for row in told["regret"]] == [1, 2, 3, 4]
    assert told["words"] == [*in_words(both)]
    assert told["first_starts"][0]["advice"] in set(Advice)
