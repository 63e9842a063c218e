"""What a plan's decisions come to in one future."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any

from leonplan.optimizer.futures.rows import FutureYear
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.results.year import tidy

NOTHING = {"sound": 0.05, "staff": 0.05, "frame": 0.5}
"""What is shown as nothing, and counts as nothing: severity-weighted persons, FTE at work, kNOK."""


class NoOutcome(StrEnum):
    """Why there is no plan in a future."""

    COLLIDES = "collides"
    """Hard demands cannot all be met with the decisions that stand."""
    DOES_NOT_FIT = "does_not_fit"
    """The instance does not hold together with the future and the decisions that stand."""
    STOPPED = "stopped"
    """The search was stopped by the time limit before there was a plan."""
    NOT_VERIFIED = "not_verified"
    """The plan did not hold when it was checked by arithmetic, or the solver contradicted itself."""


@dataclass(frozen=True, slots=True)
class GoalOutcome:
    """What the verified plan of a future comes to in one step of the order of goals."""

    goal: str
    """Goal, or goals with weights."""
    unit: str
    """Unit of the amounts."""
    value: float
    """Value in the plan, by arithmetic from its tables."""
    bound: float | None
    """No plan of the future, with the decisions that stand, that keeps the goals before this one has less; none: not known."""
    grid: float
    """The grid on which it was held."""
    held_at: float
    """A plan with no more keeps this goal: what later ones were not allowed to exceed."""
    within: float = 0.0
    """What the asked gap comes to: a difference up to it may be an accident of where the search stopped."""

    def holds(self, value: float) -> bool:
        """Whether a plan with so much keeps this goal, so that the bounds of later ones hold for it, too."""
        return value <= max(self.held_at, self.value) + self.rounding

    def keeps(self, value: float) -> bool:
        """Whether so much is as good as the best plan has, within the proofs."""
        return value <= self.value + self.allowance

    @property
    def allowance(self) -> float:
        """How much more than the best plan has is as good, within the proofs."""
        return max(0.0, self.held_at - self.value) + self.rounding + self.within

    @property
    def rounding(self) -> float:
        """What may be rounding: the grid, and a part in a million."""
        return self.grid + _RELATIVE * abs(self.value)


_RELATIVE = 1e-6


@dataclass(frozen=True)
class FutureOutcome:
    """A future as it was planned again."""

    future: int
    """Its place in the sequence, from 1."""
    values: Mapping[str, float]
    """Value of each factor."""
    years: tuple[FutureYear, ...]
    """What the verified plan comes to in every decided year; none where there is no plan."""
    goals: tuple[GoalOutcome, ...] = ()
    """What it comes to in every goal, in order; none where there is no plan."""
    starts: tuple[tuple[str, int, int], ...] = ()
    """What starts in it: project, period and how often."""
    why: NoOutcome | None = None
    """Why there is no plan; none if there is."""
    proven: bool = True
    """Whether it was found out to the end: the plan is best in every goal within the gap, or there is none."""

    @property
    def planned(self) -> bool:
        """Whether there is a plan with the decisions that stand."""
        return self.why is None

    @property
    def sound(self) -> bool:
        """Whether heavy need is met soundly in every decided year."""
        return self.planned and self.failing_year("sound") is None

    @property
    def frame(self) -> bool:
        """Whether operation and investment keep within their frames in every decided year."""
        return self.planned and self.failing_year("frame") is None

    @property
    def staff(self) -> bool:
        """Whether staff are found for all work in every decided year."""
        return self.planned and self.failing_year("staff") is None

    def failing_year(self, demand: str) -> int | None:
        """The first period in which sound service, frame or staff do not hold; none if they do in all."""
        amounts = {"sound": ("below_sound",), "frame": ("overrun", "investment_overrun"), "staff": ("shortfall",)}
        return next(
            (x.year for x in self.years if max(getattr(x, one) for one in amounts[demand]) >= NOTHING[demand]), None
        )

    def over_years(self, measure: str) -> float:
        """A column of ``FutureYear`` over all decided years, each counted with its length."""
        return float(sum(year.years * getattr(year, measure) for year in self.years))

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "future": self.future,
            "values": dict(self.values),
            "years": [astuple(year) for year in self.years],
            "goals": [astuple(goal) for goal in self.goals],
            "starts": self.starts,
            "why": self.why,
        }


def read_outcome(told: Mapping[str, Any]) -> FutureOutcome:
    """An outcome as it was stored, which only proven ones are; raises KeyError, TypeError or ValueError for anything else."""
    why = told["why"]
    return FutureOutcome(
        int(told["future"]),
        {str(id): float(value) for id, value in told["values"].items()},
        tuple(FutureYear(*row) for row in told["years"]),
        tuple(GoalOutcome(*row) for row in told["goals"]),
        tuple((str(project), int(year), int(times)) for project, year, times in told["starts"]),
        None if why is None else NoOutcome(why),
    )


def outcome_of(plan: Plan, future: int, values: Mapping[str, float]) -> FutureOutcome:
    """What a plan comes to in its future."""
    if plan.verification is None or not plan.verification.ok:
        return FutureOutcome(future, values, (), why=NoOutcome.NOT_VERIFIED, proven=False)
    view = PlanView(plan)
    years = tuple(
        FutureYear(
            future=future,
            year=one.year,
            years=one.years,
            need=one.need,
            heavy_unmet=one.heavy_unmet,
            light_unmet=one.light_unmet,
            below_sound=one.below_sound,
            employed=tidy(view.employed(one.year)),
            shortfall=one.shortfall,
            spend=one.spend,
            overrun=one.overrun,
            investment_overrun=one.investment_overrun,
        )
        for one in plan.by_year
        if one.years
    )
    gap = plan.settings.gap
    goals = tuple(
        GoalOutcome(x.goal, x.unit, x.value, x.bound, x.grid, x.held_at, gap * abs(x.value)) for x in plan.goals
    )
    starts = tuple(sorted((x.project, x.year, x.starts) for x in plan.rows(ProjectStart) if x.starts))
    return FutureOutcome(future, values, years, goals, starts, proven=plan.status is Status.OPTIMAL)
