"""What a planner should look at in a plan."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leonplan.optimizer.api.names import Name

if TYPE_CHECKING:
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.review.review import Review


def review(of: Plan | Name, *, day: datetime.date | None = None) -> Review:
    """What a planner should look at in a plan, serious remarks first; nothing is solved.

    of: a plan, or the folder of a run, which is checked anew; day: on which the plan was made, by default the run's, or
    today for a plan. ``found.remarks`` holds for each its check, what it is about, years, figures and likely causes. Raises
    InputError if a folder is no run, VerificationError if it was altered or its plan does not hold.
    """
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.review.review import review_plan

    if isinstance(of, Plan):
        return review_plan(of, day or datetime.datetime.now(datetime.UTC).date())
    from leonplan.optimizer.runs.run_folder import read_run, require_sound

    run = read_run(Path(of))
    require_sound(run)
    return review_plan(run.plan, day or run.day)
