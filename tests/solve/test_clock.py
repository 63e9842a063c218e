"""A limit is a limit for the whole: one clock, at which everything that takes time looks. Time is faked here."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest

from leonplan.optimizer.errors import NoPlanError
from leonplan.optimizer.frontier.make import FrontierRequest, make_frontier
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.gate import Attempt, SolverAnswer
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.settings import SolveSettings


class Time:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_clock_by_hand() -> None:
    """Of 20 s, 12 have passed: 8 are left, half of them for one goal; 1 + 5 % of 20 = 2 more to close, 3/4 of 10 to fill in."""
    time = Time()
    clock = Clock.starting_now(20.0, now=time)
    time.seconds += 12
    assert (clock.left, clock.share, clock.to_close, clock.to_fill_in, clock.is_out) == (8.0, 4.0, 10.0, 7.5, False)
    assert clock.sooner(0.25).left == 6.0
    clock.stop.set()
    assert clock.is_out


def test_what_is_left_to_close_is_used_up() -> None:
    """A second after a limit of 20 s half of the two seconds is left, and after three there is nothing."""
    time = Time()
    clock = Clock.starting_now(20.0, now=time)
    time.seconds += 21
    assert (clock.is_out, clock.to_close) == (True, 1.0)
    time.seconds += 2
    assert clock.to_close == -1.0


def test_time_is_left_for_what_comes_after() -> None:
    """Of 20 s, 6 are left for plans and of the others 4 for filling in: 10 to ask, 14 to fill in as well."""
    clock = Clock.starting_now(20.0, now=Time()).leaving(6.0).leaving(4.0)
    assert (clock.left, clock.to_close) == (10.0, 14.0)


def test_without_a_limit_nothing_runs_out() -> None:
    clock = Clock.starting_now(None)
    assert (clock.left, clock.share, clock.to_close, clock.to_fill_in, clock.is_out) == (None, None, None, None, False)
    assert clock.sooner(0.5) is clock
    assert clock.leaving(1.0) is clock


def slow_solver(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let each answer of HiGHS take a second, whatever its limit; returns at what second of the clock each was asked for."""
    time = Time()
    begin, ask, moments = Clock.starting_now, Live._ask, list[float]()

    def begun(limit: float | None, stop: threading.Event | None = None) -> Clock:
        time.seconds = 1000.0
        return begin(limit, stop, time)

    def slowly(live: Live, attempt: Attempt, ends: float | None, *, begins_anew: bool) -> SolverAnswer:
        moments.append(time.seconds - 1000.0)
        time.seconds += 1.0
        return ask(live, attempt, None, begins_anew=begins_anew)

    monkeypatch.setattr(Clock, "starting_now", begun)
    monkeypatch.setattr(Live, "_ask", slowly)
    return moments


@pytest.mark.parametrize("limit", [0.5, 2.0, 5.0, 14.0, 30.0])
def test_a_solve_asks_nothing_once_the_clock_has_closed(monkeypatch: pytest.MonkeyPatch, limit: float) -> None:
    """After the limit there is 1 s and 5 % of it to fill in and tidy up, all together: with 5 s, the last at second 6.

    The plan is verified, whenever it was stopped.
    """
    moments = slow_solver(monkeypatch)
    with suppress(NoPlanError):
        plan = plan_instance(load_instance(find_instance("tiny")), settings=SolveSettings(time_limit=limit))
        assert plan.verification is not None
        assert plan.verification.ok
    assert max(moments) < limit + 1.0 + 0.05 * limit


@pytest.mark.parametrize("limit", [0.5, 5.0, 20.0, 26.0, 30.0, 35.0, 45.0])
def test_a_frontier_asks_nothing_once_the_clock_has_closed(monkeypatch: pytest.MonkeyPatch, limit: float) -> None:
    """Filling in, trying limits around and mending points are part of the whole; what is left out leaves a sound frontier."""
    moments = slow_solver(monkeypatch)
    with suppress(NoPlanError):
        wanted = FrontierRequest(time_limit=limit, cores=1, three=True)
        assert make_frontier(load_instance(find_instance("tiny")), wanted).frontier.verified
    assert max(moments) < limit
