"""Plans over many futures: candidates, each planned again in every future with its starts as they are."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import CollisionError, InputError, NoPlanError, UsageError, VerificationError
from leonplan.optimizer.futures.draw import draw
from leonplan.optimizer.futures.factors import Factors
from leonplan.optimizer.futures.outcome import FutureOutcome
from leonplan.optimizer.futures.replanning import Replanning
from leonplan.optimizer.futures.standing import Starts, starts_as_changes, starts_of
from leonplan.optimizer.futures.sweep import FREE, Sweep
from leonplan.optimizer.futures.tasks import Task, plan_tasks
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.sealed.sealed import hash_of
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.what_if.apply import do_nothing

PLANNED, NOTHING = "planned", "nothing"
"""Candidates that are always tried: the plan of the instance as it stands, and no start beyond what is decided."""


@dataclass(frozen=True)
class Candidate:
    """Decisions that are tried in every future."""

    id: str
    """What they are from: ``planned``, ``nothing``, the future that they are best in, or a plan that was given."""
    starts: Starts
    """What starts."""
    standing: tuple[dict[str, Any], ...]
    """The same as changes of a what-if, as far as they stand."""
    also: tuple[str, ...] = ()
    """What else has the same decisions."""

    @property
    def task(self) -> str:
        """Name by which outcomes with these decisions are kept."""
        return f"plan_{hash_of(repr(self.standing).encode())[:16]}"


@dataclass(frozen=True)
class RobustChoice:
    """Candidates in many futures."""

    instance: Instance
    """The instance."""
    mode: Mode
    """Whose order of goals was followed."""
    factors: Factors
    """What the futures were drawn from."""
    seed: int
    """Seed of the drawing."""
    before: int | None
    """Only starts in periods before this year stand; none: all."""
    asked: int
    """Futures asked for."""
    candidates: tuple[Candidate, ...]
    """The candidates."""
    missing: Mapping[str, str]
    """Why there is no plan of the instance as it stands, or of doing nothing, by id."""
    free: tuple[FutureOutcome, ...]
    """The futures planned freely, in the order of the sequence."""
    outcomes: Mapping[str, tuple[FutureOutcome, ...]]
    """The futures with the decisions of each candidate, by its id, in the order of the sequence."""

    @property
    def interrupted(self) -> bool:
        """Whether the user stopped it before everything was planned."""
        return any(len(found) < self.asked for found in (self.free, *self.outcomes.values()))

    def everything(self) -> Iterator[FutureOutcome]:
        """Every outcome, those planned freely first."""
        yield from self.free
        for candidate in self.candidates:
            yield from self.outcomes[candidate.id]


def robust_choice(
    instance: Instance,
    factors: Factors,
    *,
    mode: Mode | None = None,
    count: int,
    of_futures: int,
    plans: Mapping[str, Plan] | None = None,
    seed: int = 1,
    before: int | None = None,
    settings: SolveSettings | None = None,
    cores: int = 2,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> RobustChoice:
    """Try candidates in each of so many futures: the plan as it stands, doing nothing, the best of the first futures, and plans
    that are given.

    of_futures: of how many futures the best plan is a candidate; plans: further plans by id, of which the starts are taken;
    before: only starts in periods before this year stand, what comes later is planned in each future; settings: the time limit
    holds for each plan; folder: where what is finished is kept. Raises UsageError for what cannot be drawn or kept, and for a
    plan with projects that the instance does not have.
    """
    futures = draw(factors, count, seed)
    settings = replace(settings or SolveSettings(), beside=False)
    planner = Replanning(instance, mode or instance.settings.mode, settings, factors, seed)
    given = {id: _fitting(instance, id, plan) for id, plan in (plans or {}).items()}
    sweep = Sweep(folder, planner.fingerprint())
    stop, tell = threading.Event(), progress or (lambda _: None)
    tell("the plan as it stands, and doing nothing")
    always, missing = _always(planner)
    freely = [Task(FREE, future, ()) for future in futures]
    found = plan_tasks(
        freely, planner, sweep, cores=cores, stop=stop,
        finished=lambda known: tell(f"{known} of {count} futures planned freely"),
    )  # fmt: skip
    free = [found[FREE, future.number] for future in futures if (FREE, future.number) in found]
    best = {
        f"best_{one.future:05d}": {(project, year): times for project, year, times in one.starts}
        for one in free
        if one.future <= of_futures and one.planned
    }
    candidates = _distinct(instance, {**always, **given, **best}, before)
    tasks = [Task(one.task, future, one.standing) for one in candidates for future in futures]
    found = plan_tasks(
        tasks, planner, sweep, cores=cores, stop=stop,
        finished=lambda known: tell(f"{known} of {len(tasks)} plans of {len(candidates)} candidates"),
    )  # fmt: skip
    outcomes = {
        one.id: tuple(found[one.task, x.number] for x in futures if (one.task, x.number) in found) for one in candidates
    }
    return RobustChoice(
        instance, planner.mode, factors, seed, before, count, candidates, missing, tuple(free), outcomes
    )


def _always(planner: Replanning) -> tuple[dict[str, Starts], dict[str, str]]:
    """The starts of the instance's plan and of doing nothing, or why there are none."""
    starts: dict[str, Starts] = {}
    missing: dict[str, str] = {}
    for id, instance in ((PLANNED, planner.instance), (NOTHING, do_nothing(planner.instance))):
        try:
            plan = plan_instance(instance, mode=planner.mode, settings=planner.settings)
        except (CollisionError, InputError, NoPlanError, VerificationError) as error:
            missing[id] = str(error).split("\n", maxsplit=1)[0]
        else:
            starts[id] = starts_of(plan)
    return starts, missing


def _fitting(instance: Instance, id: str, plan: Plan) -> Starts:
    """The starts of a plan that was given; raises UsageError if the instance does not have its projects."""
    known = {project.id for project in instance.projects}
    starts = starts_of(plan)
    unknown = sorted({project for (project, _), times in starts.items() if times} - known)
    if unknown:
        raise UsageError(
            f"{id} starts what {instance.settings.id} does not have: {', '.join(unknown)}; name another plan"
        )
    return starts


def _distinct(instance: Instance, starts: Mapping[str, Starts], before: int | None) -> tuple[Candidate, ...]:
    """Candidates with decisions of their own, in order; what decides the same is named with the first."""
    found: dict[str, Candidate] = {}
    for id, one in starts.items():
        candidate = Candidate(id, one, tuple(starts_as_changes(instance, one, before)))
        first = found.setdefault(candidate.task, candidate)
        if first.id != id:
            found[candidate.task] = replace(first, also=(*first.also, id))
    return tuple(found.values())
