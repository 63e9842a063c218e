"""A plan in many futures: its decisions stand, and the rest is planned again in each."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path

from leonplan.optimizer.futures.draw import Future, draw
from leonplan.optimizer.futures.factors import Factors
from leonplan.optimizer.futures.outcome import FutureOutcome
from leonplan.optimizer.futures.replanning import Replanning
from leonplan.optimizer.futures.standing import standing
from leonplan.optimizer.futures.sweep import FREE, PLAN, Sweep
from leonplan.optimizer.futures.tasks import Task, plan_tasks
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress


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
    freely: bool = False
    """Whether each future was to be planned freely, too."""
    free: tuple[FutureOutcome, ...] = ()
    """The futures planned freely, with no decision of the plan in force, in the order of the sequence."""

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it before all futures were planned."""
        return len(self.outcomes) < self.asked or (self.freely and len(self.free) < self.asked)

    def text(self, future: Future) -> str:
        """A future as a what-if file: solved alone on the plan's instance, it gives the plan that the table tells of."""
        return self.replanning(self.plan.settings).text(future, standing(self.plan, self.before))

    def replanning(self, settings: SolveSettings) -> Replanning:
        """How its futures are planned."""
        return Replanning(self.plan.instance, self.plan.mode, settings, self.factors, self.seed)


def stress_plan(
    plan: Plan,
    factors: Factors,
    *,
    count: int,
    seed: int = 1,
    before: int | None = None,
    freely: bool = False,
    settings: SolveSettings | None = None,
    cores: int = 2,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> StressTest:
    """Plan again in each of so many futures, with a plan's project starts as they are.

    before: only starts in periods before this year stand; none: all. freely: each future is planned a second time with no
    start of the plan in force, which tells what keeping them costs. settings: the time limit holds for each future. cores:
    futures planned side by side, which changes nothing but the time. folder: where finished futures are kept, so that a sweep
    goes on. Each future is planned by itself, as it would be alone, and verified; what does not verify is no plan. The first
    Ctrl-C stops every search and leaves what is finished. Raises UsageError for what cannot be drawn or kept.
    """
    futures = draw(factors, count, seed)
    settings = replace(settings or plan.settings, beside=False)
    test = StressTest(plan, factors, seed, before, count, (), freely)
    planner, decisions = test.replanning(settings), standing(plan, before)
    standing_in = {PLAN: decisions, FREE: []} if freely else {PLAN: decisions}
    tasks = [Task(name, future, standing_in[name]) for future in futures for name in standing_in]
    tell = progress or (lambda _: None)
    found = plan_tasks(
        tasks,
        planner,
        Sweep(folder, planner.fingerprint(decisions)),
        cores=cores,
        stop=threading.Event(),
        finished=lambda known: tell(f"{known} of {len(tasks)} plans in {count} futures"),
    )
    kept, free = (tuple(found[at] for at in sorted(found) if at[0] == name) for name in (PLAN, FREE))
    return replace(test, outcomes=kept, free=free)
