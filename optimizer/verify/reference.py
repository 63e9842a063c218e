"""Checks that a plan of doing nothing is what it says, and that it contradicts no proof of the plan it stands next to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from leonplan.optimizer.outcome.verification import Check
from leonplan.optimizer.results.rows import Goal
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode, Settings
from leonplan.optimizer.what_if.apply import do_nothing


class SolvedPlan(Protocol):
    """What is looked at of a plan."""

    @property
    def instance(self) -> Instance:
        """The instance as solved."""

    @property
    def mode(self) -> Mode:
        """Whose order of goals was followed."""

    @property
    def goals(self) -> Sequence[Goal]:
        """What it comes to in each goal."""


def check_reference(plan: SolvedPlan, reference: SolvedPlan) -> tuple[Check, ...]:
    """Two checks of a plan and that of doing nothing.

    The second one was solved for the same municipality without projects and programmes beyond what is decided, in an order
    of goals that begins like the plan's. And it is a plan that the first one's bound holds for: nothing that can be done with
    less means is better, in the first goal, than what is proven to be as good as possible.
    """
    differing = tuple(differing_parts(do_nothing(plan.instance), plan.mode, reference))
    same = Check("reference_does_nothing", float(len(differing)), ", ".join(differing), "parts", 0.0)
    return same, _within_bound(plan.goals, reference.goals)


def differing_parts(wanted: Instance, mode: Mode, plan: SolvedPlan) -> Iterator[str]:
    """Parts in which a plan was solved for something else than an instance in a mode; its order of goals may end earlier."""
    found = plan.instance
    if plan.mode is not mode:
        yield "mode"
    order, other = (one.settings.order(mode) for one in (wanted, found))
    if order[: len(other)] != other:
        yield "goals"
    for name in Instance.model_fields:
        mine, theirs = getattr(wanted, name), getattr(found, name)
        if name == "settings":
            mine, theirs = (_without_orders(one) for one in (wanted, found))
        if mine != theirs:
            yield name


def _without_orders(instance: Instance) -> Settings:
    return with_settings(
        instance, goals=instance.settings.goals.model_copy(update={mode.value: None for mode in Mode})
    ).settings


def _within_bound(goals: Sequence[Goal], reference: Sequence[Goal]) -> Check:
    rule, unit = "reference_within_bounds", ""
    if not goals or not reference or goals[0].bound is None:
        return Check(rule, 0.0, "", unit, 0.0)
    first, other = goals[0], reference[0]
    assert first.bound is not None
    below = max(0.0, first.bound - other.value)
    return Check(rule, below, first.goal if below else "", first.unit, first.grid)
