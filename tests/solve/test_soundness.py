"""HiGHS is a witness: what it says of small problems is held against every plan there is."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from small_problems import SmallProblem, small_problem
from soundness import asked


def test_the_truth_of_a_problem_done_by_hand() -> None:
    """x whole, y not, 2 x + y <= 5, x <= 3, least of -3 x - y: x = 2 and y = 1 give -7 (x = 1, y = 3: -6; x = 0, y = 5: -5)."""
    problem = SmallProblem(
        np.array([3.0, np.inf]), np.array([True, False]), np.array([[2.0, 1.0]]), np.array([-np.inf]), np.array([5.0]),
        np.array([-3.0, -1.0]),
    )  # fmt: skip
    best, plan = problem.best()
    assert (best, plan.tolist()) == (-7.0, [2.0, 1.0])
    assert problem.held(-7.0).aimed_at(np.array([1.0, 0.0])).best()[0] == 2.0
    assert problem.held(-8.0).best() == (np.inf, None)


def test_problems_with_and_without_a_plan_are_tried() -> None:
    bests = [small_problem(Random(seed)).best()[0] for seed in range(100)]
    assert 50 < sum(np.isfinite(bests)) < 100


def test_the_gate_never_lies() -> None:
    """80 problems asked three ways; whatever HiGHS says bare, the gate lets nothing false through, and always an answer."""
    _, gated = asked(0, 80)
    assert not gated.lies, gated.first


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(4))
def test_the_gate_never_lies_in_thousands(chunk: int) -> None:
    _, gated = asked(10_000 * (chunk + 1), 400)
    assert not gated.lies, gated.first
