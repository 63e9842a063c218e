"""What a plan's decisions come to in one future."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any

from leonplan.optimizer.futures.rows import FutureYear
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
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


@dataclass(frozen=True)
class FutureOutcome:
    """A future as it was planned again."""

    future: int
    """Its place in the sequence, from 1."""
    values: Mapping[str, float]
    """Value of each factor."""
    years: tuple[FutureYear, ...]
    """What the verified plan comes to in every decided year; none where there is no plan."""
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
        return self.planned and all(year.below_sound < NOTHING["sound"] for year in self.years)

    @property
    def frame(self) -> bool:
        """Whether operation and investment keep within their frames in every decided year."""
        return self.planned and all(max(y.overrun, y.investment_overrun) < NOTHING["frame"] for y in self.years)

    @property
    def staff(self) -> bool:
        """Whether staff are found for all work in every decided year."""
        return self.planned and all(year.shortfall < NOTHING["staff"] for year in self.years)

    def over_years(self, measure: str) -> float:
        """A column of ``FutureYear`` over all decided years, each counted with its length."""
        return float(sum(year.years * getattr(year, measure) for year in self.years))

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "future": self.future,
            "values": dict(self.values),
            "years": [astuple(year) for year in self.years],
            "why": self.why,
        }


def read_outcome(told: Mapping[str, Any]) -> FutureOutcome:
    """An outcome as it was stored, which only proven ones are; raises KeyError, TypeError or ValueError for anything else."""
    why = told["why"]
    return FutureOutcome(
        int(told["future"]),
        {str(id): float(value) for id, value in told["values"].items()},
        tuple(FutureYear(*row) for row in told["years"]),
        None if why is None else NoOutcome(why),
    )


def outcome_of(plan: Plan, future: int, values: Mapping[str, float]) -> FutureOutcome:
    """What a plan comes to in its future."""
    if plan.verification is None or not plan.verification.ok:
        return FutureOutcome(future, values, (), NoOutcome.NOT_VERIFIED, proven=False)
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
    return FutureOutcome(future, values, years, proven=plan.status is Status.OPTIMAL)
