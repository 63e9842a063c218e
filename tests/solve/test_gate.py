"""The gate: every way in which an answer of the solver can be wrong by arithmetic is seen, and what is right passes."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.solve.gate import UNSEEN, Attempt, Gate, SolverAnswer
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Matrix
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.standing import Standing

CASES = Path(__file__).parent / "cases"


def matrix(scale: float = 1.0) -> Matrix:
    """x and y whole up to 9, x + y >= 4 (times a scale)."""
    return Matrix(
        lower=np.zeros(2), upper=np.full(2, 9.0), whole=np.ones(2, dtype=bool), start=np.array([0, 2], dtype=np.int32),
        index=np.array([0, 1], dtype=np.int32), values=np.full(2, scale), row_lower=np.array([4.0 * scale]),
        row_upper=np.array([np.inf]), goals={"cost": ({0: 1.0, 1: 2.0}, 0.0)}, variables={"x": [(0, 0), (1, 1)]},
        rules=(("row", [0]),),
    )  # fmt: skip


def standing(scale: float = 1.0) -> Standing:
    """x + 2 y is to be least: 4, at x = 4."""
    made = Standing(matrix(scale))
    made.aim(np.array([1.0, 2.0]), 0.0)
    return made


def answer(x: float = 4.0, y: float = 0.0, **changes: Any) -> SolverAnswer:
    """The right answer, with anything changed."""
    right = {
        "claim": "optimal", "told": "Optimal", "values": np.array([x, y]), "value": x + 2 * y, "bound": 4.0, "nodes": 1,
        "seconds": 0.1, "has_looked": True, "is_feasible": True,
    }  # fmt: skip
    return SolverAnswer(**{**right, **changes})


def doubt(said: SolverAnswer, known: tuple[float, float] | None = None, *, offered: bool = False) -> str:
    gate = Gate.before(standing(), None if known is None else np.array(known), 0.0, 1e-9)
    return gate.doubt(said, Attempt("so", with_start=offered))


def test_what_is_right_is_believed() -> None:
    assert doubt(answer()) == ""
    assert doubt(answer(), (5.0, 0.0), offered=True) == ""
    assert doubt(answer(claim="infeasible", told="Infeasible", values=None)) == ""
    assert doubt(answer(claim="stopped", told="Time limit reached", x=6.0)) == ""
    assert doubt(answer(claim="stopped", told="Time limit reached", x=1.0, is_feasible=False)) == ""
    assert doubt(answer(claim="enough", told="Objective target", x=6.0)) == ""


@pytest.mark.parametrize(
    ("said", "known", "why"),
    [
        (answer(value=3.0, bound=3.0), None, "it reported 3 where its plan comes to 4"),
        (answer(x=3.0, bound=3.0), None, "breaks a row by 0.2"),
        (answer(x=3.5, y=0.5, bound=4.5), None, "breaks a row by 0.1"),
        (answer(x=10.0, bound=10.0), None, "breaks a row by 0.1"),
        (answer(x=np.nan), None, "breaks a row by inf"),
        (answer(bound=5.0), None, "a plan with 4 and a bound of 5"),
        (answer(x=6.0), None, "called a plan with 6 optimal at a bound of 4"),
        (answer(x=6.0, bound=6.0), (5.0, 0.0), "a bound of 6 where a plan at hand has 5"),
        (answer(values=None), None, "Optimal without a plan"),
        (answer(claim="infeasible", told="Infeasible", values=None), (5.0, 0.0), "of which a plan is at hand"),
        (answer(claim="infeasible", told="Primal infeasible or unbounded", values=None), None, "infeasible or unbounded"),
        (answer(claim="lost", told="Solve error"), None, "gave up (Solve error)"),
        (answer(x=3.0, claim="stopped", told="Time limit reached"), None, "breaks a row"),
    ],
)  # fmt: skip
def test_what_arithmetic_contradicts_is_doubted(
    said: SolverAnswer, known: tuple[float, float] | None, why: str
) -> None:
    """By hand: 3 + 0 < 4 by 1, a quarter of the row's limit of 4, but whole numbers and bounds count each by their own size."""
    found = doubt(said, known)
    assert why in found or ("breaks a row" in why and "breaks a row" in found)


def test_a_start_called_optimal_without_looking_is_doubted_once() -> None:
    unseen = answer(has_looked=False, nodes=0)
    assert doubt(unseen, (4.0, 0.0), offered=True) == UNSEEN
    assert doubt(unseen, (4.0, 0.0)) == ""


def test_a_start_that_is_no_plan_is_no_witness() -> None:
    """x = 3 would be better than 4, but breaks the row."""
    assert doubt(answer(), (3.0, 0.0), offered=True) == ""


def test_rows_are_judged_by_their_size() -> None:
    """1.2 missing of 4e7 is rounding, 1.2 missing of 4 is not."""
    assert standing(1e7).excess(np.array([4.0 - 1.2e-7, 0.0])) < 1e-6
    assert standing().excess(np.array([2.8, 0.0])) == pytest.approx(1.2 / 4.0)


def test_rows_that_are_held_and_bounds_that_are_moved_count() -> None:
    made = standing()
    plan = np.array([4.0, 0.0])
    made.hold(np.array([0], dtype=np.int32), np.array([1.0]), 2.0)
    assert made.excess(plan) == pytest.approx(2.0 / 4.0)
    made.move(0, np.inf)
    assert made.excess(plan) == 0.0
    made.bound(np.array([1], dtype=np.int32), np.array([1.0]), np.array([1.0]))
    assert made.excess(plan) == 1.0


def lying(live: Live, monkeypatch: pytest.MonkeyPatch, *answers: SolverAnswer) -> list[Attempt]:
    """A solver that says what it is told to; returns how it was asked."""
    asked: list[Attempt] = []
    left = list(answers)

    def ask(attempt: Attempt, ends: float | None, *, begins_anew: bool) -> SolverAnswer:
        asked.append(attempt)
        return left.pop(0)

    monkeypatch.setattr(live, "_ask", ask)
    return asked


def live_problem(stop: threading.Event | None = None, *, closes: bool = False) -> Live:
    live = Live(matrix(), gap=0.0, seed=0, stop=stop, closes=closes)
    live.aim({0: 1.0, 1: 2.0}, 0.0)
    return live


def test_it_is_asked_again_in_other_ways_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    live = live_problem()
    live.start_from(np.array([6.0, 0.0]))
    asked = lying(
        live, monkeypatch, answer(x=6.0, value=4.0), answer(claim="infeasible", told="x", values=None), answer()
    )
    outcome = live.run(None)
    assert (outcome.status, outcome.value, outcome.bound) == ("optimal", 4.0, 4.0)
    assert [(one.with_start, one.presolve) for one in asked] == [(True, True), (False, True), (False, False)]
    assert len(outcome.doubts) == 2
    assert "reported 4 where its plan comes to 6" in outcome.doubts[0]


def test_nothing_false_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    live = live_problem()
    lying(live, monkeypatch, *[answer(x=6.0, value=4.0)] * 5)
    with pytest.raises(VerificationError, match="with another seed and not believed"):
        live.run(None)


def test_without_time_to_ask_again_the_plan_has_no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    stop.set()
    live = live_problem(stop)
    lying(live, monkeypatch, answer(x=6.0, value=4.0))
    outcome = live.run(None)
    assert (outcome.status, outcome.value, outcome.bound) == ("stopped", 6.0, -np.inf)


def test_what_was_found_is_made_a_plan_also_after_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lie is asked about again although the user has asked to stop: without an answer what was found would be lost."""
    stop = threading.Event()
    stop.set()
    live = live_problem(stop, closes=True)
    lying(live, monkeypatch, answer(x=6.0, value=4.0), answer())
    outcome = live.run(None)
    assert (outcome.status, outcome.value, outcome.bound) == ("optimal", 4.0, 4.0)


def test_that_there_is_no_plan_must_be_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    none = answer(claim="infeasible", told="Infeasible", values=None)
    live = live_problem()
    asked = lying(live, monkeypatch, none, none)
    assert live.run(None).status == "infeasible"
    assert [one.presolve for one in asked] == [True, False]
    lying(live, monkeypatch, none, answer())
    outcome = live.run(None)
    assert (outcome.status, outcome.value) == ("optimal", 4.0)
    assert "called a problem infeasible" in outcome.doubts[0]


def test_a_start_that_came_back_beside_another_objective() -> None:
    """HiGHS 1.16.0 handed the start of this problem back, 100 057, as optimal at 44 813. By enumeration: 63 233."""
    plan = plan_instance(load_instance(CASES / "five_sites"), settings=SolveSettings(gap=0.0))
    spend = next(goal for goal in plan.goals if goal.goal == "spend")
    assert plan.status is Status.OPTIMAL
    assert spend.value == pytest.approx(63_233, abs=1)
    assert spend.bound == pytest.approx(63_233, abs=1)
    assert plan.verification is not None
    assert plan.verification.ok
