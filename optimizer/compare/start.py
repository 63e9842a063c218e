"""What a comparison starts from: an instance, or a run whose plan is the base."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.instance.shipped import shipped_instances
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.short_orders import told_without_later_goals, without_later_goals
from leonplan.optimizer.runs.run_folder import read_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.sealed.sealed import INSTANCE, is_sealed


@dataclass(frozen=True)
class Baseline:
    """What is compared with."""

    instance: Instance
    """The instance of the base, as it is compared."""
    whole: Instance
    """The same with every goal of its orders, whose plan is the base's."""
    folder: Path
    """The instance's folder, where its what-ifs may lie."""
    plan: Plan | None
    """The base's plan with every goal of its order, if it is a run's."""
    mode: Mode | None
    """Mode for every plan; none: as each instance says."""

    def told(self, plan: Plan) -> Plan:
        """The base's plan as it is compared: with the goals of the orders that are."""
        return plan if self.instance == self.whole else told_without_later_goals(plan)


def find_start(name: str, mode: Mode | None = None, *, all_goals: bool = False) -> Baseline:
    """The start of a name: a run's folder, an instance's folder, or an instance that ships with the program.

    mode: as asked for. all_goals: whether goals after spending are kept in the orders that are compared. The
    what-ifs of a run's instance are those that ship with the program under its id. Raises InputError or
    VerificationError if it cannot be read, UsageError if a run was solved in another mode.
    """
    if not is_sealed(Path(name)):
        folder = find_instance(name)
        instance = load_instance(folder)
        return Baseline(instance if all_goals else without_later_goals(instance), instance, folder, None, mode)
    run = read_run(Path(name))
    plan = run.plan
    if mode not in (None, plan.mode):
        raise UsageError(f"{name} was solved in {plan.mode.value} mode; leave out --mode, or name the instance")
    settings = plan.instance.settings
    folder = shipped_instances().get(settings.id, run.folder / INSTANCE)
    instance = plan.instance if all_goals else without_later_goals(plan.instance)
    return Baseline(instance, plan.instance, folder, plan, None if plan.mode is settings.mode else plan.mode)
