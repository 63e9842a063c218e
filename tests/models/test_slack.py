"""The least overrun may be exceeded by a stated slack, for less unmet need and for nothing else."""

from __future__ import annotations

import builder as b
import pytest

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.optimizer.outcome.solution import Solution, Status
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.descent import Descent, value_of
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings

FRAME = ("overrun", "unmet", "spend")
COVER = ("unmet", "overrun", "spend")


def poor(slack: float) -> ModelData:
    """10 in need of help that costs 100 each, with a frame of 600."""
    return b.municipality(
        services={("frail", "home"): b.service(other_cost=100.0)},
        places={},
        operating_frame={2026: 600.0},
        overrun_slack=slack,
    )


def solved(slack: float, order: tuple[str, ...]) -> Solution:
    return solve(poor(slack), tuple({goal: 1.0} for goal in order))


@pytest.mark.parametrize(("slack", "unmet", "over"), [(0.0, 4.0, 0.0), (150.0, 2.5, 150.0), (1000.0, 0.0, 400.0)])
def test_slack_buys_less_unmet_need(slack: float, unmet: float, over: float) -> None:
    """By hand: 600 help 6 of 10; 150 more help 1.5 of the other 4, and 400 help all, however much more is allowed.

    The overrun is proven although it is not at its least: that it may be exceeded is stated, and no gap.
    """
    solution = solved(slack, FRAME)
    overrun, need, _ = solution.goals
    assert solution.status is Status.OPTIMAL
    assert need.value == pytest.approx(unmet, abs=0.02)
    assert overrun.value == pytest.approx(over, abs=2)
    assert (overrun.bound, overrun.slack, overrun.gap) == (0, slack, 0)


def test_no_slack_where_need_comes_first() -> None:
    """By hand: all 10 are helped for 1000, 400 over the frame, slack or not."""
    overrun = solved(150.0, COVER).goals[1]
    assert (overrun.value, overrun.slack) == (pytest.approx(400, abs=2), 0)


def test_a_plan_carried_over_is_tightened_before_a_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    """By hand: 600 help 6 of 10, so 4 are unmet; a plan that tells of all 10 as unmet needs no search to be told as 4."""
    descent = Descent(compile_matrix(build_model(poor(0.0))), SolveSettings(), Clock.starting_now(None), lambda _: None)
    assert descent.take({"overrun": 1.0})
    assert descent.plan is not None
    matrix = descent.matrix
    for _, column in matrix.variables["unmet_in"]:
        descent.plan[column] = matrix.upper[column]
    assert value_of(descent.plan, *matrix.goals["unmet"]) == pytest.approx(10)
    monkeypatch.setattr(descent._live, "run", lambda *_, **__: pytest.fail("searched"))
    assert descent.take({"unmet": 1.0}, known_bound=3.999)
    assert descent.reached[-1].value == pytest.approx(4, abs=0.02)
