"""Plans rolled on to a later year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leonplan.optimizer.api.names import Name

if TYPE_CHECKING:
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.rolling.roll import Rolled
    from leonplan.optimizer.schema.instance import Instance


def roll(of: Plan | Name, to: int, *, actuals: Instance | Name | None = None, deflator: float = 1.0) -> Rolled:
    """Next year's instance from this year's plan, and plan against actual; nothing is solved.

    of: a plan, or the folder of a run, which is checked anew; to: a decided year of it, not the last; actuals: an instance with
    that base year as it came, e.g. what rolling without actuals gives, corrected; deflator: kroner of that year for one of
    the plan's price year. ``rolled.instance`` is the instance, ``rolled.differences`` the figures of the year as planned and
    as they came, by cause. Raises UsageError for another year, InputError for a folder that is no run, with every fault of
    actuals, and where they do not fit the plan; VerificationError if the run was altered or its plan does not hold.
    """
    from leonplan.optimizer.instance.load import find_instance, load_instance
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.rolling.roll import roll as roll_plan

    if isinstance(of, Plan):
        plan = of
    else:
        from leonplan.optimizer.runs.run_folder import read_run, require_sound

        run = read_run(Path(of))
        require_sound(run)
        plan = run.plan
    came = load_instance(find_instance(str(actuals))) if isinstance(actuals, (str, Path)) else actuals
    return roll_plan(plan, to, actuals=came, deflator=deflator)


def write_instance(instance: Instance, target: Name, *, replace: bool = False) -> Path:
    """Write an instance as a new folder, or, where the target ends in ``.xlsx``, as one workbook; returns it.

    It is there whole or not at all. replace: whether a workbook that is there may be replaced; a folder never is. Raises
    UsageError if it holds anything or cannot be made.
    """
    from leonplan.optimizer.api.instances import excel
    from leonplan.optimizer.instance.write_instance import write_new_instance
    from leonplan.optimizer.reading.paths import WORKBOOK_SUFFIX

    path = Path(target)
    if path.suffix.lower() == WORKBOOK_SUFFIX:
        return excel(instance, path, replace=replace)
    write_new_instance(instance, path)
    return path
