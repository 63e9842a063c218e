"""Plans many futures side by side, and keeps each as it is finished."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from leonplan.optimizer.futures.draw import Future
from leonplan.optimizer.futures.outcome import FutureOutcome
from leonplan.optimizer.futures.replanning import Changes, Replanning
from leonplan.optimizer.futures.sweep import Sweep
from leonplan.optimizer.solve.side_by_side import side_by_side

Found = dict[tuple[str, int], FutureOutcome]
"""Outcome by the name of what stands and the number of the future."""


@dataclass(frozen=True)
class Task:
    """A future to plan."""

    name: str
    """Of the decisions that stand, as their outcomes are kept."""
    future: Future
    """The future."""
    standing: Changes
    """The decisions."""


def plan_tasks(
    tasks: Sequence[Task],
    planner: Replanning,
    sweep: Sweep,
    *,
    cores: int,
    stop: threading.Event,
    finished: Callable[[int], None],
) -> Found:
    """The outcomes of some tasks: those kept, and the others planned, each by itself; without those that the user stopped.

    stop: what every search looks at; the first Ctrl-C sets it. finished: is given how many are known, whenever one more is.
    """
    found = {(x.name, x.future.number): kept for x in tasks if (kept := sweep.find(x.future, x.name)) is not None}
    waiting = [one for one in tasks if (one.name, one.future.number) not in found]

    def keep(place: int, outcome: FutureOutcome | None) -> None:
        if outcome is not None:
            name = waiting[place].name
            sweep.keep(outcome, name)
            found[name, outcome.future] = outcome
            finished(len(found))

    jobs = [partial(planner.outcome, one.future, one.standing, stop) for one in waiting]
    side_by_side(jobs, cores=cores, stop=stop, finished=keep)
    return found
