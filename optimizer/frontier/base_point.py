"""The point where the instance itself stands: the very plan that every other command shows of it, not one just as good."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import fsum

from leonplan.optimizer.errors import NoPlanError, VerificationError
from leonplan.optimizer.frontier.axis import instance_at
from leonplan.optimizer.frontier.points import Maker, Spot
from leonplan.optimizer.frontier.rest import room
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan, plan_of_tables
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.totals import gap, goal_values
from leonplan.optimizer.results.year import tidy
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.steps import WeightedGoals
from leonplan.optimizer.verify.verify import verify_plan

BasePlan = Callable[[float | None], Plan]
"""Gives the plan of the instance in frame mode, in so many seconds if a number is given; raises as ``Planner.plan``."""

ROUNDING = 1e-6
"""Share of a value, of at least 1, by which a plan may exceed what is held: it is put down to rounding."""


def with_base_plan(
    maker: Maker, spots: Sequence[Spot], start: float | None, allowed: float, base: BasePlan, clock: Clock
) -> list[Spot]:
    """The points, with the base plan where the instance stands, if it is as good there within the tolerance.

    start: where the instance stands [x]; allowed: by how much its plan may lie above the best one found [y]. An end of the
    frontier stays, as the span hangs on it, and so does a point that the base plan would not fall from or to. Where the base
    plan is better than what was found there, as it can be with a wide tolerance, the point stays as well: a frontier holds what
    its own searches answered, which is what it is verified against.
    """
    found = list(spots)
    place = next((i for i, spot in enumerate(spots) if spot.limit == start), None)
    if place is None or not 0 < place < len(spots) - 1 or clock.is_out:
        return found
    try:
        plan = base(clock.left)
    except (NoPlanError, VerificationError):
        return found
    spot = _recast(maker, spots[place], plan)
    goal = next(iter(maker.order.goal))
    y, before, after = (one.values[goal] for one in (spot, spots[place - 1], spots[place + 1]))
    is_sound = spot.plan.verification is not None and spot.plan.verification.ok
    found_there, rounded = spot.upper_bound, ROUNDING * max(1.0, abs(y))
    is_between = after < y < before and spot.lower_bound <= y + rounded
    is_between &= found_there - rounded <= y <= found_there + allowed  # a better one no search has answered for
    if is_sound and is_between and _keeps_laws(maker, spot):
        found[place] = spot
    return found


def _recast(maker: Maker, spot: Spot, base: Plan) -> Spot:
    """A point with the base plan in place of its own: the same decisions, told with the frontier's goals and bounds."""
    instance = instance_at(maker.axis, maker.instance, spot.limit, maker.order.proven)
    data = prepare(instance, maker.demand)
    values = goal_values(data, base.tables, base.by_year)
    steps = (*(law.step for law in maker.prober.laws), maker.order.goal)
    rows = tuple(_told(spot, row, _sum(step, values)) for step, row in zip(steps, spot.plan.goals, strict=True))
    *laws, last = rows
    rows = (*laws, replace(last, held_at=room(maker.order.goal, last.value, maker.prober.whole.size.grids)))
    plan = plan_of_tables(
        instance,
        data,
        {**base.tables, r.Goal.table: rows},
        mode=Mode.FRAME,
        status=Status.OPTIMAL if all(row.proven for row in rows) else Status.FEASIBLE,
        size=base.size,
        seconds=base.seconds,
        settings=spot.plan.settings,
        log=base.log,
    )
    return replace(spot, plan=replace(plan, verification=verify_plan(plan)), values=values)


def _told(spot: Spot, row: r.Goal, value: float) -> r.Goal:
    """A goal's row with the value of another plan, for which the same is proven."""
    value = tidy(value)
    bound = None if row.bound is None else min(row.bound, value)
    least = value if bound is None else bound
    allowed = spot.plan.settings.gap * max(abs(value), abs(least)) + row.grid
    is_proven = bound is not None and value - least <= allowed
    return replace(row, value=value, bound=bound, gap=gap(value - row.slack, bound, row.grid), proven=is_proven)


def _sum(step: WeightedGoals, values: Mapping[str, float]) -> float:
    return fsum(weight * values[goal] for goal, weight in step.items())


def _keeps_laws(maker: Maker, spot: Spot) -> bool:
    """Whether what is held along the frontier is held in a point's plan."""
    return all(
        _sum(law.step, spot.values) <= law.held + ROUNDING * max(1.0, abs(law.held)) for law in maker.prober.laws
    )
