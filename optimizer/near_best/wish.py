"""The best plan under a wish, and what the wish costs in every goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leonplan.optimizer.near_best.distance import ProjectDifference, differences
from leonplan.optimizer.near_best.share import Price, prices
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.what_if.apply import apply_what_ifs
from leonplan.optimizer.what_if.read import NamedWhatIf


@dataclass(frozen=True)
class Wish:
    """The best plan under a wish, with the best plan."""

    title: str
    """What is wished."""
    best: Plan
    """The best plan without the wish."""
    plan: Plan
    """The best plan with it."""
    prices: tuple[Price, ...]
    """What the wish costs in every goal."""
    differences: tuple[ProjectDifference, ...]
    """Projects that are not carried out as in the best plan."""


def price_of_wish(
    best: Plan,
    wishes: Sequence[NamedWhatIf],
    *,
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
) -> Wish:
    """The best plan with some what-ifs together, and its price: what it comes to in each goal compared with the best plan.

    The first goals in the order say most; a later one may be better under the wish because an earlier one is worse.
    Raises InputError where the what-ifs do not fit, CollisionError where the wish cannot be, NoPlanError where the
    search was stopped before there was a plan. Of the plans that are as good, the one nearest to the best plan is taken.
    """
    instance = apply_what_ifs(best.instance, wishes)
    planner = Planner(best.mode, settings or best.settings)
    plan = planner.plan(instance, progress=progress, near=best, keeps_near=True)
    title = " + ".join(wish.what_if.title for wish in wishes)
    return Wish(title, best, plan, prices(best, plan), differences(best, plan))
