"""How a plan stands in many futures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from leonplan.optimizer.api.names import Name

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import StressTest
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
