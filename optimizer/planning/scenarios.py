"""Many plans of similar instances: each from a session kept alive, two side by side, started from a plan at hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from queue import SimpleQueue

from leonplan.optimizer.errors import CollisionError, InterruptedSearchError, LeonError, NoPlanError, VerificationError
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress, side_by_side

Outcome = Plan | LeonError
"""A plan, or why there is none."""


@dataclass(frozen=True)
class Scenario:
    """An instance to be planned for, and what it stands for."""

    id: str
    """Identifier, unique among those planned together."""
    title: str
    """Title for people."""
    instance: Instance
    """What is planned for."""
    reason: str = ""
    """Why it is asked."""
    question: str = ""
    """The question it answers."""
    vegvalg: str | None = None
    """The strategic choice (vegvalg) it belongs to."""
    near: Plan | None = None
    """A plan to start from; none: the same as for the others."""


def plan_scenarios(
    scenarios: Sequence[Scenario],
    *,
    mode: Mode | None = None,
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
    near: Plan | None = None,
    against: Plan | None = None,
    keeps_near: Collection[str] = (),
    cores: int = 2,
    finished: Callable[[Scenario, Outcome], None] | None = None,
) -> dict[str, Outcome]:
    """The plan of each scenario, verified, in the order given; equal instances are solved once.

    near: a plan of a similar instance, from which each is started; keeps_near: ids of those of which the plan nearest to it is
    taken, against: both as for ``Planner.plan``. settings: its time limit holds for each scenario. finished: is given each
    outcome as it comes, in the caller's thread. The first Ctrl-C stops every search and keeps the best plans so far. A scenario
    whose hard demands collide, or that was stopped without a plan, has its error instead.
    """
    settings = settings or SolveSettings()
    settings = replace(settings, beside=settings.beside and cores == 1)
    planners = SimpleQueue[Planner]()
    for _ in range(cores):
        planners.put(Planner(mode, settings))
    stop = threading.Event()
    tell = progress or (lambda _: None)

    def solve(scenario: Scenario) -> Outcome:
        planner = planners.get()
        try:
            return planner.plan(
                scenario.instance,
                near=scenario.near or near,
                keeps_near=scenario.id in keeps_near,
                against=against,
                stop=stop,
            )
        except (CollisionError, NoPlanError, VerificationError) as error:
            return why_no_plan(error, stop)
        finally:
            planners.put(planner)

    alike = _alike(scenarios)
    outcomes: dict[str, Outcome] = {}

    def keep(place: int, outcome: Outcome) -> None:
        for scenario in alike[place]:
            outcomes[scenario.id] = outcome
            tell(f"{scenario.title} ({len(outcomes)} of {len(scenarios)})")
            if finished is not None:
                finished(scenario, outcome)

    side_by_side([partial(solve, group[0]) for group in alike], cores=cores, stop=stop, finished=keep)
    return {scenario.id: outcomes[scenario.id] for scenario in scenarios}


def why_no_plan(error: LeonError, stop: threading.Event) -> LeonError:
    """Why there is no plan: that the user stopped the search, where that is it. stop: set when the user asks to stop."""
    if isinstance(error, NoPlanError) and stop.is_set():
        return InterruptedSearchError("interrupted before there was a plan")
    return error


def _alike(scenarios: Sequence[Scenario]) -> list[list[Scenario]]:
    """Scenarios with equal instances together, in the order met."""
    groups: list[list[Scenario]] = []
    for scenario in scenarios:
        group = next((group for group in groups if group[0].instance == scenario.instance), None)
        if group is None:
            groups.append([scenario])
        else:
            group.append(scenario)
    return groups
