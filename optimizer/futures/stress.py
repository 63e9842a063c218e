"""A plan in many futures: its decisions stand, and the rest is planned again in each."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import CollisionError, InputError, NoPlanError, VerificationError
from leonplan.optimizer.futures.draw import Future, as_what_if, draw, future_text
from leonplan.optimizer.futures.factors import Factors
from leonplan.optimizer.futures.outcome import FutureOutcome, NoOutcome, outcome_of
from leonplan.optimizer.futures.standing import standing
from leonplan.optimizer.futures.sweep import Sweep
from leonplan.optimizer.kept.question import question_without_limit
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.sealed.sealed import hash_of
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress, side_by_side
from leonplan.optimizer.what_if.apply import apply_what_ifs


@dataclass(frozen=True)
class StressTest:
    """How a plan stands in many futures."""

    plan: Plan
    """The plan."""
    factors: Factors
    """What the futures were drawn from."""
    seed: int
    """Seed of the drawing."""
    before: int | None
    """Only decisions for periods before this year stand; none: all."""
    asked: int
    """Futures asked for."""
    outcomes: tuple[FutureOutcome, ...]
    """Those that were finished, in the order of the sequence."""

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it before all futures were planned."""
        return len(self.outcomes) < self.asked

    def text(self, future: Future) -> str:
        """A future as a what-if file: solved alone on the plan's instance, it gives the plan that the table tells of."""
        return future_text(self.factors, future, self.seed, standing(self.plan, self.before))


def stress_plan(
    plan: Plan,
    factors: Factors,
    *,
    count: int,
    seed: int = 1,
    before: int | None = None,
    settings: SolveSettings | None = None,
    cores: int = 2,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> StressTest:
    """Plan again in each of so many futures, with a plan's project starts as they are.

    before: only starts in periods before this year stand; none: all. settings: the time limit holds for each future. cores:
    futures planned side by side, which changes nothing but the time. folder: where finished futures are kept, so that a sweep
    goes on. Each future is planned by itself, as it would be alone, and verified; what does not verify is no plan. The first
    Ctrl-C stops every search and leaves what is finished. Raises UsageError for what cannot be drawn or kept.
    """
    futures = draw(factors, count, seed)
    settings = replace(settings or plan.settings, beside=False)
    test = StressTest(plan, factors, seed, before, count, ())
    sweep = Sweep(folder, _fingerprint(test, settings))
    found = {future.number: outcome for future in futures if (outcome := sweep.find(future)) is not None}
    waiting = [future for future in futures if future.number not in found]
    stop, tell = threading.Event(), progress or (lambda _: None)

    def keep(_: int, outcome: FutureOutcome | None) -> None:
        if outcome is not None:
            sweep.keep(outcome)
            found[outcome.future] = outcome
            tell(f"{len(found)} of {count} futures")

    jobs = [partial(_outcome, test, future, settings, stop) for future in waiting]
    side_by_side(jobs, cores=cores, stop=stop, finished=keep)
    return replace(test, outcomes=tuple(found[number] for number in sorted(found)))


def _outcome(test: StressTest, future: Future, settings: SolveSettings, stop: threading.Event) -> FutureOutcome | None:
    """What one future comes to; none if the user stopped it."""
    if stop.is_set():
        return None
    no_plan = partial(FutureOutcome, future.number, future.values, ())
    try:
        instance = apply_what_ifs(test.plan.instance, [as_what_if(test.text(future), future)])
        plan = Planner(test.plan.mode, settings).plan(instance, stop=stop)
    except InputError:
        return no_plan(NoOutcome.DOES_NOT_FIT)
    except CollisionError:
        return no_plan(NoOutcome.COLLIDES)
    except NoPlanError:
        return None if stop.is_set() else no_plan(NoOutcome.STOPPED, proven=False)
    except VerificationError:
        return no_plan(NoOutcome.NOT_VERIFIED, proven=False)
    return None if plan.interrupted else outcome_of(plan, future.number, future.values)


def _fingerprint(test: StressTest, settings: SolveSettings) -> str:
    """Of all that outcomes depend on, the future apart."""
    changes: Sequence[dict[str, Any]] = standing(test.plan, test.before)
    question = question_without_limit(test.plan.instance, test.plan.mode, settings)
    return hash_of(repr((question, test.factors.document.data, changes, test.seed)).encode())
