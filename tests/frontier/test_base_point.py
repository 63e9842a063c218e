"""The frontier passes through the base plan where the instance stands, and never claims it for an answer of its own."""

from __future__ import annotations

import pytest

from leonplan.optimizer import api
from leonplan.optimizer.frontier.make import FrontierRequest, make_frontier
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.schema.settings import Mode


@pytest.mark.slow
def test_a_base_plan_better_than_what_was_found_there_leaves_the_point() -> None:
    """With a tolerance of a fifth 10.06 was found where the instance stands, and its plan has 8.31: nothing was shown at all."""
    tiny = api.load("tiny")

    def base(seconds: float | None) -> Plan:
        return Planner(Mode.FRAME).plan(tiny)

    made = make_frontier(tiny, FrontierRequest(tolerance=0.2), base=base).frontier
    assert made.verified
    unmet = next(goal.value for goal in base(None).goals if goal.goal == "unmet")
    (here,) = [point for point in made.points if point.limit == 0]
    assert here.lower_bound - 1e-6 <= unmet <= here.value
