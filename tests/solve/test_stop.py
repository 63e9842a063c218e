"""The user asks to stop: what was found by then is made a plan, wherever the search was."""

from __future__ import annotations

import signal
import threading

import pytest

from leonplan.optimizer import api
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.solve import lexicographic
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.side_by_side import GoalProgress


@pytest.mark.parametrize("goals", [1, 2])
def test_a_stop_on_the_way_keeps_the_plan(goals: int) -> None:
    """Asked once so many goals are told: they were taken where places are forgotten, and who lives where is yet to be found.

    The plan is one of the whole problem, and what was not proven by then is not called so.
    """
    stop, told = threading.Event(), list[GoalProgress]()

    def hear(line: str) -> None:
        told.extend([line] if isinstance(line, GoalProgress) else [])
        if len(told) == goals:
            stop.set()

    plan = Planner().plan(api.load("gausdal"), progress=hear, stop=stop)
    assert plan.interrupted
    assert plan.verification is not None
    assert plan.verification.ok
    assert plan.status is Status.FEASIBLE
    values = {goal.goal: goal.value for goal in plan.goals}
    assert values[told[-1].goal] == pytest.approx(told[-1].value, rel=1e-3, abs=1e-3)


def test_ctrl_c_is_heard_wherever_it_is_pressed() -> None:
    """Every third line of progress in turn is where Ctrl-C is pressed, in the thread that plans: the plan always says so."""
    lines: list[str] = []
    Planner().plan(api.load("tiny"), progress=lines.append)
    for place in range(0, len(lines), 3):
        heard: list[str] = []

        def press(line: str, heard: list[str] = heard, place: int = place) -> None:
            heard.append(line)
            if len(heard) == place + 1:
                signal.raise_signal(signal.SIGINT)

        try:
            plan = Planner().plan(api.load("tiny"), progress=press)
        except api.LeonError:
            is_begun = any(isinstance(line, GoalProgress) for line in heard)
            assert not is_begun, lines[place]  # before the first goal is told there may be no plan
        else:
            assert plan.interrupted, lines[place]
            assert plan.verification is not None
            assert plan.verification.ok


class PressedMeanwhile(Live):
    """The last linear problem of a plan, during which the user presses Ctrl-C."""

    def _wait(self, done: threading.Event, deadline: float) -> None:
        class Pressing(threading.Event):
            def wait(self, timeout: float | None = None) -> bool:
                if not self.is_set():
                    self.set()
                    signal.raise_signal(signal.SIGINT)
                return done.wait(timeout)

        super()._wait(Pressing(), deadline)


def test_a_stop_while_the_plan_is_tidied_up_is_heard_and_the_plan_tidied_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicographic, "Live", PressedMeanwhile)
    plan = Planner().plan(api.load("tiny"))
    assert plan.interrupted
    assert not plan.log
    assert plan.verification is not None
    assert plan.verification.ok
