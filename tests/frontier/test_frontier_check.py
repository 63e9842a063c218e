"""A frontier is checked by arithmetic that shares nothing with the search: whatever number is changed, it is noticed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from random_cases import random_cases
from test_two_goals import Sites
from tiny_plan import tiny

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.frontier.doubt import contradictions as contradicted
from leonplan.optimizer.frontier.make import FrontierRequest, FrontierWithPlans, make_frontier
from leonplan.optimizer.frontier.probe import Answer, Ask, Probe, Question
from leonplan.optimizer.frontier.texts import frontier_texts, told_of
from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.results.texts import table_texts
from leonplan.optimizer.solve.live import Outcome
from leonplan.optimizer.solve.movable import MovableLive
from leonplan.optimizer.verify.frontier import check_frontier
from leonplan.optimizer.verify.frontier_runs import Run
from leonplan.optimizer.verify.frontier_sides import contradictions, sides_of

Texts = Mapping[str, str]

PARTS = 5
"""The numbers of a frontier are changed in so many parts, every fifth number in each."""

ROUNDING = 1e-6
"""Numbers below it are the solver's rounding, and their changes no change."""


def runs_of(made: FrontierWithPlans) -> dict[str, Run]:
    return {name: Run(plan.instance, table_texts(plan.tables)) for name, plan in made.plans.items()}


def checked(
    made: FrontierWithPlans, texts: Texts | None = None, runs: Mapping[str, Run] | None = None, **told: object
) -> Verification:
    """The check of a frontier, with other texts of its tables or other words in its manifest."""
    words = {**told_of(made.frontier), **told}
    return check_frontier(words, texts or frontier_texts(made.frontier), made.instance, runs or runs_of(made))


@pytest.fixture(scope="module")
def small() -> FrontierWithPlans:
    """A frontier of tiny with few points, no three of them on one line, and three goals."""
    return make_frontier(tiny(), FrontierRequest(tolerance=0.25, three=True))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> FrontierWithPlans:
    """A complete frontier of whole numbers: cost against travel."""
    instance = Sites(Random(0)).write(tmp_path_factory.mktemp("sites"))
    return make_frontier(instance, FrontierRequest("spend", "travel", 0.0))


def nudged(text: str, random: Random) -> str | None:
    """Another number a hundredth away, or one more where it is small and whole; none if a cell holds no number."""
    try:
        number = float(text)
    except ValueError:
        return None
    if 0 < abs(number) < ROUNDING:
        return None
    sign = random.choice((-1, 1))
    other = number * (1 + 0.01 * sign) if number and not (number.is_integer() and abs(number) < 10) else number + sign
    return repr(other)


def spoilt(texts: Texts, random: Random) -> Iterator[tuple[str, dict[str, str]]]:
    """(table, line, column) of every number, and the texts with that number changed."""
    for file, text in texts.items():
        heading, *rows = csv.reader(io.StringIO(text))
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                other = nudged(cell, random)
                if other is None:
                    continue
                lines = [heading, *rows[:line], [*row[:column], other, *row[column + 1 :]], *rows[line + 1 :]]
                changed = "".join(",".join(cells) + "\n" for cells in lines)
                yield f"{file}:{line + 2} {heading[column]} {cell} -> {other}", {**texts, file: changed}


@pytest.mark.parametrize("name", ["small", "whole"])
@pytest.mark.parametrize("part", random_cases(PARTS, fast=1))
def test_every_number_of_every_table_is_worked_out_again(name: str, part: int, request: pytest.FixtureRequest) -> None:
    """Proves: change any number by a hundredth, up or down, and it is noticed, whatever seals say."""
    made: FrontierWithPlans = request.getfixturevalue(name)
    runs, texts = runs_of(made), frontier_texts(made.frontier)
    assert checked(made, texts, runs).ok
    numbers = islice(spoilt(texts, Random(0)), part, None, PARTS)
    unnoticed = [where for where, other in numbers if checked(made, other, runs).ok]
    assert unnoticed == []


def test_the_flag_and_the_words_around_it_are_worked_out_again(
    small: FrontierWithPlans, whole: FrontierWithPlans
) -> None:
    """Proves: the manifest's numbers and flags follow from instance and tables."""
    assert not checked(small, certified=False).ok
    assert not checked(small, tolerance=0.01).ok, "what is within a fifth is not within a hundredth"
    wrong: tuple[dict[str, object], ...] = (
        {"today": 5.0},
        {"jump": 1.0},
        {"cost_per_limit": 1.0},
        {"begins": None},
        {"last_year": 2031},
        {"goal": "spend"},
    )
    for words in wrong:
        assert not checked(small, **words).ok, words
    assert not checked(whole, axis_unit="kroner").ok


def without(texts: Texts, file: str, line: int) -> dict[str, str]:
    """The texts without a row, those after it numbered anew."""
    heading, *rows = csv.reader(io.StringIO(texts[file]))
    rows = [[str(n), *row[1:]] for n, row in enumerate(rows[:line] + rows[line + 1 :], 1)]
    return {**texts, file: "".join(",".join(row) + "\n" for row in (heading, *rows))}


@pytest.mark.parametrize("name", ["small", "whole"])
def test_every_finding_is_needed(name: str, request: pytest.FixtureRequest) -> None:
    """Proves: without any one of the plans or floors that it rests on, a frontier does not hold."""
    made: FrontierWithPlans = request.getfixturevalue(name)
    runs, texts = runs_of(made), frontier_texts(made.frontier)
    for file in ("reached.csv", "floors.csv"):
        for line in range(texts[file].count("\n") - 1):
            assert not checked(made, without(texts, file, line), runs).ok, f"{file}:{line + 2}"


def test_a_run_of_another_instance_is_noticed(small: FrontierWithPlans) -> None:
    """Proves: a point may not be the plan of a town that is cheaper, or of another limit."""
    runs = runs_of(small)
    cheaper = small.plans["p01"].instance.model_copy(update={"staffing": ()})
    swapped = {**runs, "p01": Run(cheaper, table_texts(small.plans["p01"].tables))}
    check = next(x for x in checked(small, runs=swapped).checks if x.rule == "runs_are_the_instance_at_their_limit")
    assert "p01: its run is of another instance" in check.where
    check = next(
        x
        for x in checked(small, runs={**runs, "p01": runs["p02"]}).checks
        if x.rule == "runs_are_the_instance_at_their_limit"
    )
    assert "p01: the frames of its run" in check.where


def rows(*lines: tuple[object, ...]) -> list[dict[str, object]]:
    """Rows of ``floors``: (ask, low, high, price, value, bound)."""
    names = ("ask", "low", "high", "price", "value", "bound")
    found = [dict(zip(names, line, strict=True)) for line in lines]
    plain = [{k: Fraction(v) if isinstance(v, int) else v for k, v in row.items()} for row in found]
    return [{"number": Fraction(n), **row} for n, row in enumerate(plain, 1)]


@pytest.mark.parametrize(
    ("floor", "told"),
    [
        (("least_y", None, 4, 0, None, 11), "at limit 1e-05 a plan reaches 9.99998"),
        (("reach", None, None, 0, 11, 3), "at limit 1e-05 a plan reaches 9.99998"),
        (("slope", 0, 4, 1, None, 11), "at limit 1e-05 a plan reaches 9.99998"),
        (("slope", 2, 4, 1, None, 13), "at limit 2 a plan reaches 6"),
        (("least_x", None, None, 0, None, 1), "a plan keeps the limit 0"),
        (("least_y", None, 4, 0, None, 2), ""),
        (("slope", 0, 4, 2, None, 10), ""),
    ],
)
def test_a_plan_below_a_floor_is_a_contradiction(floor: tuple[object, ...], told: str) -> None:
    """By hand: plans (0, 10) and (4, 2) that can be mixed, so that 6 is reached at 2; floors above and below these."""
    line = {
        "number": Fraction(1),
        "limit": Fraction(0),
        "value": Fraction(10),
        "mix_limit": Fraction(4),
        "mix_value": Fraction(2),
    }
    sides = sides_of([line], rows(floor), {})
    found = list(contradictions(sides, Fraction(1)))
    assert [told in sentence for sentence in found] == ([True] if told else [])


def answer(probe: Probe, x: float, y: float, bound: float) -> Question:
    return Question(probe, Answer(x, y, bound, f"{x} {y}", (), {}, 0.0, 1, 0.0))


def test_the_search_notices_an_answer_that_a_later_one_beats() -> None:
    """By hand: 9 was called the least at any limit up to 5; then a plan with 7 at limit 4 is found: the first is doubted."""
    false, true = (
        answer(Probe(Ask.LEAST_Y, high=5.0), 5, 9, 9),
        answer(Probe(Ask.SLOPE, low=0, high=5, price=1.0), 4, 7, 11),
    )
    (found,) = contradicted([false, true], 1.0)
    assert (found.number, found.reached, found.proven) == (0, 7, 9)
    assert "no plan has less than 9 at the limit 4.00001, and a plan has 7 there" in str(found)
    assert contradicted([answer(Probe(Ask.LEAST_Y, high=3.0), 3, 9, 9), true], 1.0) == []


class Liar:
    """Makes the solver tell untruths: every answer to a search over whole numbers whose turn it is."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, turns: set[int], lie: str) -> None:
        self.turns, self.lie, self.asked = turns, lie, 0
        honest = MovableLive.run

        def run(live: MovableLive, *words: object, **options: object) -> Outcome:
            outcome: Outcome = honest(live, *words, **options)  # type: ignore[arg-type]
            if outcome.nodes < 0 or outcome.values is None:
                return outcome
            self.asked += 1
            return self._told(outcome) if self.asked in self.turns else outcome

        monkeypatch.setattr(MovableLive, "run", run)

    def _told(self, outcome: Outcome) -> Outcome:
        if self.lie == "bound too low":
            return replace(outcome, bound=outcome.bound / 2)
        if self.lie == "bound too high":
            return replace(outcome, bound=outcome.value * 1.2)
        return replace(outcome, value=outcome.value * 1.2, bound=outcome.bound * 1.2)


@pytest.mark.parametrize("lie", ["bound too low", "bound too high", "another objective"])
@pytest.mark.parametrize("turn", [2, 5])
def test_a_single_lie_of_the_solver_is_asked_again(
    turn: int, lie: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proves: the solver's answer is doubted by what its plan comes to, and the frontier is what trying every plan gives."""
    sites = Sites(Random(1))
    liar = Liar(monkeypatch, {turn}, lie)
    made = make_frontier(sites.write(tmp_path), FrontierRequest("spend", "travel", 0.0, cores=1))
    assert liar.asked > turn
    assert [(round(x.limit), round(x.value)) for x in made.frontier.points] == sites.frontier()
    assert made.frontier.certified


def test_a_solver_that_keeps_lying_ends_without_a_frontier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proves: nothing is shown of a frontier that rests on bounds that its own plans contradict."""
    Liar(monkeypatch, set(range(2, 10_000)), "bound too low")
    with pytest.raises(VerificationError, match="the least, and has proven no more than"):
        make_frontier(Sites(Random(1)).write(tmp_path), FrontierRequest("spend", "travel", 0.0, cores=1))
