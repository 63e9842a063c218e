"""Work side by side: results in order whoever is first, and what Ctrl-C does."""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.lexicographic import _taken_beside
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import side_by_side, stopping

LONG = 30.0
"""More seconds than any of these tests takes; what waits so long was not stopped."""


def until(event: threading.Event, result: str) -> str:
    """A search: it runs until it is told to stop, and then has something."""
    assert event.wait(LONG)
    return result


def test_results_stand_in_the_order_of_the_jobs() -> None:
    """The first job ends when the second one has ended, and is told second."""
    gate, told = threading.Event(), list[tuple[int, str]]()

    def open_gate() -> str:
        gate.set()
        return "b"

    def tell(place: int, result: str) -> None:
        told.append((place, result))

    found = side_by_side([partial(until, gate, "a"), open_gate], cores=2, stop=threading.Event(), finished=tell)
    assert found == ["a", "b"]
    assert sorted(told) == [(0, "a"), (1, "b")]


def test_no_more_work_at_a_time_than_there_are_cores() -> None:
    """Four jobs on two cores: each enters, and never is a third within."""
    within, most, lock = [0], [0], threading.Lock()
    both = threading.Barrier(2, timeout=LONG)

    def job() -> None:
        with lock:
            within[0] += 1
            most[0] = max(most[0], within[0])
        both.wait()  # two by two
        with lock:
            within[0] -= 1

    side_by_side([job] * 4, cores=2, stop=threading.Event())
    assert most == [2]


def test_the_first_fault_in_order_is_raised_once_all_have_ended() -> None:
    ended = threading.Event()

    def fail(text: str, before: Callable[[], object]) -> None:
        before()
        raise ValueError(text)

    jobs = [partial(fail, "first", lambda: ended.wait(LONG)), partial(fail, "second", ended.set)]
    with pytest.raises(ValueError, match="first"):
        side_by_side(jobs, cores=2, stop=threading.Event())


def test_ctrl_c_stops_every_search_and_keeps_what_they_have() -> None:
    """Two searches that go on until they are stopped, a third not begun: all three have a result after one Ctrl-C."""
    stop, begun = threading.Event(), threading.Barrier(2, timeout=LONG)

    def search(place: int) -> int:
        if place < 2 and begun.wait() == 0:
            _thread.interrupt_main()
        assert stop.wait(LONG)
        return place

    assert side_by_side([partial(search, place) for place in range(3)], cores=2, stop=stop) == [0, 1, 2]
    assert stop.is_set()


def test_a_second_ctrl_c_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One core: the first job presses Ctrl-C again once it has been asked to stop; the second job is never begun."""
    stop, ending, begun = threading.Event(), threading.Event(), list[str]()
    shutdown = ThreadPoolExecutor.shutdown

    def end(pool: ThreadPoolExecutor, wait: bool = True, *, cancel_futures: bool = False) -> None:
        shutdown(pool, wait=False, cancel_futures=cancel_futures)
        ending.set()
        shutdown(pool, wait=wait)

    def press_twice() -> None:
        _thread.interrupt_main()
        assert stop.wait(LONG)
        _thread.interrupt_main()
        assert ending.wait(LONG)

    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", end)
    with pytest.raises(KeyboardInterrupt):
        side_by_side([press_twice, partial(begun.append, "second")], cores=1, stop=stop)
    assert begun == []


def test_ctrl_c_between_two_waits_is_heard() -> None:
    """Not only while waiting: the result told to the caller is where the user presses Ctrl-C; the second search is stopped."""
    stop = threading.Event()

    def press(place: int, result: str) -> None:
        if place == 0:
            signal.raise_signal(signal.SIGINT)

    jobs = [lambda: "first", partial(until, stop, "second")]
    assert side_by_side(jobs, cores=2, stop=stop, finished=press) == ["first", "second"]


def test_the_first_ctrl_c_asks_to_stop_and_the_second_is_raised() -> None:
    """Afterwards Ctrl-C is what it was before, nested or not."""
    stop, before = threading.Event(), signal.getsignal(signal.SIGINT)
    with stopping(stop):
        with stopping(stop):
            signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_while_only_the_help_is_at_work_keeps_the_plan() -> None:
    """The steps on geography are done at once; the relaxation is asked to stop, and the plan is not lost."""
    stop = threading.Event()

    def help_on() -> bool:
        _thread.interrupt_main()
        return not stop.wait(LONG)

    whole: Any = SimpleNamespace(settings=SolveSettings(), clock=Clock(None, stop), take=lambda step: True)
    relaxed: Any = SimpleNamespace(take=lambda step: help_on())
    assert _taken_beside(whole, relaxed, ({"travel": 1.0},), {"moves": 1.0}) is False
    assert stop.is_set()
