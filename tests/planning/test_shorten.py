"""Orders of goals that end with spending."""

from __future__ import annotations

from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.schema.settings import Goal, Goals


def test_both_orders_end_with_spending_and_nothing_else_moves() -> None:
    instance = load_instance(find_instance("tiny"))
    found = without_later_goals(instance)
    assert found.settings.goals.frame == (Goal.SHORTFALL, Goal.OVERRUN, Goal.UNMET, Goal.ABOVE_LEVEL, Goal.SPEND)
    assert found.settings.goals.cover == (Goal.UNMET, Goal.SHORTFALL, Goal.OVERRUN, Goal.ABOVE_LEVEL, Goal.SPEND)
    back = found.settings.model_copy(update={"goals": instance.settings.goals})
    assert found.model_copy(update={"settings": back}) == instance


def test_an_order_in_which_spending_is_no_step_of_its_own_stays() -> None:
    order = (Goal.UNMET, {Goal.SPEND: 1.0, Goal.TRAVEL: 2.0}, Goal.CHANGES)
    instance = load_instance(find_instance("tiny"))
    settings = instance.settings.model_copy(update={"goals": Goals(frame=order)})
    found = without_later_goals(instance.model_copy(update={"settings": settings}))
    assert found.settings.goals.frame == order
