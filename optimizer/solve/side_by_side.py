"""Long work: several jobs side by side, what is said meanwhile, and how the user stops it."""

from __future__ import annotations

import math
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

Progress = Callable[[str], None]
"""Is given what is being done, one short line at a time; ``print`` is one."""


class GoalProgress(str):
    """A line of progress that says what a goal was found to come to, with its numbers.

    >>> line = GoalProgress("unmet", 12.5, 12.25)
    >>> str(line), line.goal, line.value, line.bound
    ('unmet: 12.5 (at least 12.25)', 'unmet', 12.5, 12.25)
    """

    goal: str
    """The goal, or goals with weights."""
    value: float
    """What it comes to in the best plan so far [the goal's unit]."""
    bound: float
    """No plan that keeps the goals before it has less [the goal's unit]; minus infinity if nothing is proven."""

    def __new__(cls, goal: str, value: float, bound: float) -> GoalProgress:
        """The line, in the words of progress."""
        proven = f"at least {bound:g}" if math.isfinite(bound) else "nothing proven yet"
        made = super().__new__(cls, f"{goal}: {value:g} ({proven})")
        made.goal, made.value, made.bound = goal, value, bound
        return made


GLANCE = 0.2
"""Seconds between looks at whether the user asks to stop: no longer wait hears Ctrl-C on every system."""

Result = TypeVar("Result")


def side_by_side(
    jobs: Sequence[Callable[[], Result]],
    *,
    cores: int,
    stop: threading.Event,
    finished: Callable[[int, Result], None] | None = None,
) -> list[Result]:
    """The results of some jobs in their order, worked on in threads, as many at a time as there are cores.

    stop: what the jobs look at. The first Ctrl-C sets it and waits for what they have by then; a second one drops the jobs
    not yet begun and is raised. finished: is given the place of each job and its result as it comes, in the caller's thread.
    What a job raises is raised when all have ended, the first job's first.
    """
    with stopping(stop), ThreadPoolExecutor(max_workers=cores) as pool:
        try:
            places = {pool.submit(job): place for place, job in enumerate(jobs)}
            for done in _as_finished(places):
                if finished is not None and done.exception() is None:
                    finished(places[done], done.result())
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        return [job.result() for job in places]


def _as_finished(jobs: dict[Future[Result], int]) -> Iterator[Future[Result]]:
    running = set(jobs)
    while running:
        done, running = wait(running, timeout=GLANCE, return_when=FIRST_COMPLETED)
        yield from sorted(done, key=jobs.__getitem__)


@contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """Work that the user can stop: the first Ctrl-C sets ``stop``, a second one is raised as KeyboardInterrupt.

    The work must look at ``stop``, and wait no longer than ``GLANCE`` at a time. A signal handler and not a caught
    exception, which could come anywhere between two waits. Only the main thread hears Ctrl-C: in another one nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def pressed(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.default_int_handler)
