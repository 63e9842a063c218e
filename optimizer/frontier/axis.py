"""What is limited along the frontier: the operating frame, recruitment or a goal; a limit is one number, x."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.prepare.frames import operating_frame, transition
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.schema.edit import with_limits, with_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, GoalStep, Mode
from leonplan.optimizer.schema.tables import Frame
from leonplan.optimizer.schema.years import base_year, decided_years
from leonplan.optimizer.solve.size import COARSEST
from leonplan.optimizer.words.vocabulary import GOAL_UNITS


class AxisKind(StrEnum):
    """What x limits."""

    FACTOR = "frame-factor"
    """The operating frame of every decided year is x times the instance's."""
    ADDED = "frame-added"
    """The operating frame of every decided year is x more than the instance's [kNOK/year]."""
    YEAR = "frame-year"
    """The operating frame of one period is x more than the instance's [kNOK/year]."""
    FTE = "fte"
    """All categories together can recruit x in a year, shared as the instance's limits are [FTE/year]."""
    GOAL = "goal"
    """A goal is at most x [the goal's unit]."""


_GRIDS = {AxisKind.FACTOR: 1e-6, AxisKind.ADDED: 1.0, AxisKind.YEAR: 1.0, AxisKind.FTE: 0.001}
_UNITS = {
    AxisKind.FACTOR: "times the frame",
    AxisKind.ADDED: "kNOK/year",
    AxisKind.YEAR: "kNOK/year",
    AxisKind.FTE: "FTE/year",
}
MONEY = frozenset({AxisKind.FACTOR, AxisKind.ADDED, AxisKind.YEAR})
"""Kinds that limit the operating frame."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What x limits. More of it never hurts: a plan that keeps a limit keeps every larger one."""

    kind: AxisKind
    year: int | None = None
    """The period whose frame is changed; only for ``frame-year``."""
    goal: str | None = None
    """The goal that is limited; only for ``goal``."""

    @property
    def name(self) -> str:
        """As it is typed."""
        if self.kind is AxisKind.YEAR:
            return f"{self.kind}:{self.year}"
        return self.goal or self.kind.value

    @property
    def unit(self) -> str:
        """Unit of x."""
        return GOAL_UNITS[self.goal] if self.goal else _UNITS[self.kind]

    @property
    def grid(self) -> float:
        """Limits are multiples of this, far above the solver's tolerance and far below what matters."""
        return COARSEST[self.goal] if self.goal else _GRIDS[self.kind]

    @property
    def is_money(self) -> bool:
        """Whether x changes the operating frame."""
        return self.kind in MONEY

    def up(self, x: float) -> float:
        """A limit rounded up to the grid.

        >>> Axis(AxisKind.ADDED).up(12.3), Axis(AxisKind.ADDED).up(12.0000001)
        (13.0, 12.0)
        """
        return round(math.ceil(x / self.grid - 1e-6) * self.grid, 9) + 0.0


def axis_named(name: str, instance: Instance) -> Axis:
    """The axis that was typed. Raises UsageError if there is none of that name, or the instance cannot have it."""
    kind, _, year = name.partition(":")
    if kind == AxisKind.YEAR and re.fullmatch(r"\d{4}", year):
        axis = Axis(AxisKind.YEAR, year=int(year))
    elif name in (AxisKind.FACTOR, AxisKind.ADDED, AxisKind.FTE):
        axis = Axis(AxisKind(name))
    elif name in GOAL_UNITS:
        axis = Axis(AxisKind.GOAL, goal=name)
    else:
        choices = f"{AxisKind.FACTOR}, {AxisKind.ADDED}, {AxisKind.YEAR}:YYYY, {AxisKind.FTE} or a goal ({', '.join(GOAL_UNITS)})"
        raise UsageError(f"{shown(name)} is nothing to limit along a frontier; choose one of: {choices}")
    _refuse_without(axis, instance)
    return axis


def _refuse_without(axis: Axis, instance: Instance) -> None:
    if axis.is_money and not instance.frames:
        raise UsageError(f"the instance has no frames to change; fill in {Frame.file}, or use the axis spend")
    years = decided_years(instance.settings.horizon)
    if axis.kind is AxisKind.YEAR and axis.year not in years:
        raise UsageError(f"{axis.year} is not a period that is decided; choose one of: {', '.join(map(str, years))}")
    if axis.kind is AxisKind.FACTOR and not any(operating_frame(instance, year) for year in years):
        raise UsageError("the instance's operating frames are all 0, and no factor changes that; use frame-added")
    if axis.kind is AxisKind.FTE and not recruitment_shares(instance):
        raise UsageError("the instance has no staff to recruit; choose another axis")


def recruitment_shares(instance: Instance) -> dict[str, float]:
    """Each category's share of what can be recruited; of those employed where nobody can be; empty without staff."""
    staff = instance.settings.staff
    for weight in ({k.id: k.recruitment_limit for k in staff}, {k.id: k.employed for k in staff}):
        if total := sum(weight.values()):
            return {k: x / total for k, x in weight.items()}
    return {}


def today(axis: Axis, instance: Instance) -> float | None:
    """Where the instance itself stands along the axis; none where it sets no limit."""
    if axis.kind is AxisKind.FACTOR:
        return 1.0
    if axis.is_money:
        return 0.0
    if axis.kind is AxisKind.FTE:
        return sum(category.recruitment_limit for category in instance.settings.staff)
    limits = [limit.at_most for limit in instance.settings.limits if limit.goal.value == axis.goal]
    return min(limits, default=None)


def least_limit(axis: Axis, instance: Instance) -> float:
    """The least limit that can be written down: no frame, recruitment or limit on a goal is below 0."""
    years = decided_years(instance.settings.horizon)
    if axis.kind is AxisKind.ADDED:
        return -min(operating_frame(instance, year) for year in years)
    if axis.kind is AxisKind.YEAR and axis.year is not None:
        return -operating_frame(instance, axis.year)
    return 0.0


def frame_at(axis: Axis, year: int, operating: float, x: float) -> float:
    """The operating frame of a decided year at a limit [kNOK/year]."""
    if axis.kind is AxisKind.FACTOR:
        return round(operating * x, 6)
    if axis.kind is AxisKind.ADDED or (axis.kind is AxisKind.YEAR and axis.year == year):
        return round(operating + x, 6)
    return operating


def instance_at(axis: Axis, instance: Instance, x: float, order: tuple[GoalStep, ...]) -> Instance:
    """The instance with the limit, in frame mode with an order of goals: solved alone, it gives the point at x."""
    goals = instance.settings.goals.model_copy(update={"frame": order})
    changes: dict[str, object] = {"mode": Mode.FRAME, "goals": goals}
    if axis.is_money:
        return with_settings(with_rows(instance, "frames", _frames_at(axis, instance, x)), **changes)
    if axis.kind is AxisKind.FTE:
        shares = recruitment_shares(instance)
        changes["staff"] = tuple(
            category.model_copy(update={"recruitment_limit": shares[category.id] * x})
            for category in instance.settings.staff
        )
    elif axis.goal is not None:
        instance = with_limits(instance, {Goal(axis.goal): x})
    return with_settings(instance, **changes)


def _frames_at(axis: Axis, instance: Instance, x: float) -> tuple[Frame, ...]:
    """Frames with a row for every decided year, changed, and one for the base year, as it was."""
    decided = decided_years(instance.settings.horizon)
    rows: Mapping[int, Frame] = {row.year: row for row in instance.frames}
    fallback = instance.frames[0]
    found = {}
    for year in sorted({*rows, *decided, base_year(instance.settings.horizon)}):
        operating = operating_frame(instance, year)
        at_x = frame_at(axis, year, operating, x) if year in decided else operating
        row = rows.get(year, fallback.model_copy(update={"year": year, "investment": 0.0}))
        found[year] = row.model_copy(update={"operating": at_x, "transition": transition(instance, year)})
    return tuple(found.values())
