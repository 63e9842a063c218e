"""How a plan stands in many futures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leonplan.optimizer.api.names import Name

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import RobustChoice, StressTest
    from leonplan.optimizer.solve.side_by_side import Progress


def stress(
    run: Name,
    *,
    futures: int = 200,
    seed: int = 1,
    before: int | None = None,
    regret: bool = False,
    factors: Name | None = None,
    time_limit: float | None = 60.0,
    cores: int = 2,
    folder: Name | None = None,
    progress: Progress | None = None,
) -> StressTest:
    """A plan in many futures: its project starts stand, the rest is planned again in each, and every plan is verified.

    run: folder of a run; futures: how many are drawn; seed: of the drawing; before: only starts in periods before this year
    stand; regret: whether each future is planned freely, too, to tell what keeping the starts costs; factors: a file of what
    may come otherwise, by default ``futures.yaml`` of the instance, or of the one that ships under its id; time_limit: for each
    future [s]; cores: futures planned side by side. folder: where every finished future is kept, so that a sweep that was
    stopped, or is asked for with more futures, goes on; the tables and each future as a what-if file are written there as well.
    Raises InputError for a run or factors at fault, VerificationError if the run was altered or does not hold, UsageError for
    what cannot be drawn or written.
    """
    from leonplan.optimizer.compare.start import find_start
    from leonplan.optimizer.futures.check import find_factors
    from leonplan.optimizer.futures.stress import stress_plan
    from leonplan.optimizer.futures.write import write_stress
    from leonplan.optimizer.runs.run_folder import read_run, require_sound
    from leonplan.optimizer.solve.settings import SolveSettings

    read = read_run(Path(run))
    require_sound(read)
    place = find_start(str(run)).folder
    target = None if folder is None else Path(folder)
    found = stress_plan(
        read.plan,
        find_factors(place, None if factors is None else str(factors), read.plan.instance),
        count=futures,
        seed=seed,
        before=before,
        freely=regret,
        settings=SolveSettings(gap=read.plan.settings.gap, time_limit=time_limit),
        cores=cores,
        folder=target,
        progress=progress,
    )
    if target is not None:
        write_stress(found, target)
    return found


def stress_tables(test: StressTest) -> Mapping[str, str]:
    """The tables of a stress test as CSV text, by the name of their file."""
    from leonplan.optimizer.futures.summary import stress_texts

    return stress_texts(test)


def robust(
    start: Name,
    *,
    futures: int = 32,
    candidates: int = 4,
    plans: Sequence[Name] = (),
    seed: int = 1,
    before: int | None = None,
    factors: Name | None = None,
    mode: Literal["frame", "cover"] | None = None,
    time_limit: float | None = 60.0,
    cores: int = 2,
    folder: Name | None = None,
    progress: Progress | None = None,
) -> RobustChoice:
    """Which plan is right over many futures: candidates whose project starts stand in each, the rest planned again and verified.

    start: an instance by name or folder, or a run, whose instance is taken; futures: how many are drawn; candidates: of how many
    of them the best plan is a candidate, besides the plan of the instance as it stands and doing nothing; plans: folders of runs
    whose plans are candidates, too; seed: of the drawing; before: only starts in periods before this year stand, later ones adapt
    to what came; factors: as in ``stress``; mode: money and staff are limits (frame), or need first (cover), none: as the
    instance says; time_limit: for each plan [s]; cores: futures planned side by side; folder: where every finished future is
    kept, so that it goes on there, and where the tables are written. Raises InputError for an instance, run or factors at fault,
    VerificationError if a run was altered or does not hold, UsageError for what cannot be drawn or written, and for plans of
    other projects.
    """
    from leonplan.optimizer.compare.start import find_start
    from leonplan.optimizer.futures.check import find_factors
    from leonplan.optimizer.futures.robust import robust_choice
    from leonplan.optimizer.futures.robust_texts import write_robust
    from leonplan.optimizer.runs.run_folder import read_run, require_sound
    from leonplan.optimizer.schema.settings import Mode
    from leonplan.optimizer.solve.settings import SolveSettings

    base = find_start(str(start), None if mode is None else Mode(mode))
    given = {}
    for place in map(Path, plans):
        read = read_run(place)
        require_sound(read)
        given[str(place)] = read.plan
    target = None if folder is None else Path(folder)
    choice = robust_choice(
        base.whole,
        find_factors(base.folder, None if factors is None else str(factors), base.whole),
        mode=base.mode,
        count=futures,
        of_futures=candidates,
        plans=given,
        seed=seed,
        before=before,
        settings=SolveSettings(time_limit=time_limit),
        cores=cores,
        folder=target,
        progress=progress,
    )
    if target is not None:
        write_robust(choice, target)
    return choice


def robust_tables(choice: RobustChoice) -> Mapping[str, str]:
    """The tables of a choice over many futures as CSV text, by the name of their file."""
    from leonplan.optimizer.futures.robust_texts import robust_texts

    return robust_texts(choice)
