"""Orders of goals cut short: where several plans are compared, who travels how far is not worth half the time."""

from __future__ import annotations

from dataclasses import replace

from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, GoalStep, Mode

LAST_GOAL = Goal.SPEND
"""What comes after it says little about what a choice brings, and takes about as long as all before it."""


def without_later_goals(instance: Instance) -> Instance:
    """The instance with orders of goals that end with spending, where spending is a step of them; the rest stays."""
    settings = instance.settings
    goals = settings.goals.model_copy(update={mode.value: _shortened(settings.order(mode)) for mode in Mode})
    return with_settings(instance, goals=goals)


def told_without_later_goals(plan: Plan) -> Plan:
    """The same plan as that of the instance whose orders end with spending: all it decides stays, and so does every proof.

    A goal's bound rests on the goals before it alone, so those up to spending are as good in the shorter order.
    """
    instance = without_later_goals(plan.instance)
    goals = plan.goals[: len(instance.settings.order(plan.mode))]
    is_proven = plan.status is Status.OPTIMAL or all(goal.proven for goal in goals)
    return replace(
        plan,
        instance=instance,
        goals=goals,
        tables={**plan.tables, r.Goal.table: goals},
        status=Status.OPTIMAL if is_proven else plan.status,
    )


def _shortened(order: tuple[GoalStep, ...]) -> tuple[GoalStep, ...]:
    last = next((i for i, step in enumerate(order, 1) if step == LAST_GOAL), len(order))
    return order[:last]
