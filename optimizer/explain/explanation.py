"""All that can be said of a plan, or of why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.explain.binding.what_binds import Bound, what_binds
from leonplan.optimizer.explain.collision.explain_collision import CollisionReport
from leonplan.optimizer.explain.one_more.marginal import Marginal
from leonplan.optimizer.explain.one_more.steps import UsefulStep, steps_for, useful_steps
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.reading.plain_words import shown, suggestion
from leonplan.optimizer.schema.instance import Instance

ALL, NONE = "all", "none"
"""Names that stand for every useful step, and for no step."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What binds and what one more buys, or which demands collide."""

    instance: Instance
    """What was planned for."""
    plan: Plan | None = None
    """The plan; none where demands collide."""
    binding: tuple[Bound, ...] = ()
    """What binds in the plan."""
    marginal: tuple[Marginal, ...] = ()
    """What one more buys."""
    collision: CollisionReport | None = None
    """Why there is no plan; none where there is one."""


def chosen_steps(plan: Plan, names: tuple[str, ...]) -> tuple[UsefulStep, ...]:
    """The useful steps of some names; without names, those that give more of what binds.

    names: identifiers of steps, their first parts (``recruit`` stands for every category), ``all`` or ``none``. Raises
    UsageError for a name that stands for nothing.
    """
    if not names:
        return steps_for(plan.instance, what_binds(plan))
    known = useful_steps(plan.instance)
    kinds = {step.id.partition(":")[0] for step in known}
    for name in names:
        if name not in {ALL, NONE, *kinds, *(step.id for step in known)}:
            hint = suggestion(name, sorted({*kinds, *(step.id for step in known)}))
            raise UsageError(f"{shown(name)} is nothing that there can be one more of; {hint}; --list shows all")
    wanted = set(names)
    return tuple(step for step in known if ALL in wanted or wanted & {step.id, step.id.partition(":")[0]})
