"""Changes of rules: policies on and off, hard demands on goals, the order of goals, the standing mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Growth, NonNegative, Share, Year
from leonplan.optimizer.schema.edit import with_limits, with_policy, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, GoalStep, Mode
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim, in_words
from leonplan.optimizer.what_if.edit import altered


class _Policy(Change):
    """A policy is switched, or has other values; its name is that of the change."""

    on: bool = True
    """Whether it is in force."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The values that are given replace those there are."""
        del source
        policies = instance.settings.policies
        policy = altered(getattr(policies, self.change), "on", **self.given())
        return with_settings(instance, policies=policies.model_copy(update={self.change: policy}))

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Each value is one."""
        del instance
        for name, value in self.given().items():
            yield Claim(f"{name} of the policy", (self.change,), in_words(value))


class ResidentsStay(_Policy):
    """Residents of long-stay levels are not moved out faster than they leave by themselves; or may be."""

    change: Literal["residents_stay"]
    """Name of the change."""


class DischargeReadyReceived(_Policy):
    """All patients reported ready by the hospital are received."""

    change: Literal["discharge_ready_received"]
    """Name of the change."""
    from_year: Year | None = None
    """First year in force; none: as it is."""


class Proximity(_Policy):
    """A share of the place-bound is served in the home district or within a travel time."""

    change: Literal["proximity"]
    """Name of the change."""
    share: Share | None = None
    """Least share of each district's place-bound persons in places [share]; none: as it is."""
    minutes: NonNegative | None = None
    """Travel time that counts as near [minutes]; none: as it is."""


class Equity(_Policy):
    """The share without any service differs between districts by at most a tolerance."""

    change: Literal["equity"]
    """Name of the change."""
    tolerance: Share | None = None
    """Largest distance of a district's unserved share from the municipality's [share]; none: as it is."""


class CoverageNorm(_Policy):
    """Round-the-clock places per inhabitant above an age, at least or at most (dekningsgrad)."""

    change: Literal["coverage_norm"]
    """Name of the change."""
    at_least: NonNegative | None = None
    """Least number of round-the-clock places per inhabitant [places/inhabitant]; none: as it is."""
    at_most: NonNegative | None = None
    """Greatest number of round-the-clock places per inhabitant [places/inhabitant]; none: as it is."""
    age: Annotated[int, Field(ge=0, le=130)] | None = None
    """Age from which inhabitants count [years]; none: as it is."""
    from_year: Year | None = None
    """First year in force; none: as it is."""


class MinimumCompetence(_Policy):
    """Each level has at least its share of work done by the named category or those above it; or need not."""

    change: Literal["minimum_competence"]
    """Name of the change."""


class StaffGrowth(_Policy):
    """All staff together grow by no more than a yearly rate; or may."""

    change: Literal["staff_growth"]
    """Name of the change."""
    rate: Growth | None = None
    """Greatest yearly growth of all employed full-time equivalents together [1/year]; none: as it is."""


class NetGrowthGrant(_Policy):
    """State grants are paid only for places that are additional through the binding years; or for all."""

    change: Literal["net_growth_grant"]
    """Name of the change."""
    binding_years: Annotated[int, Field(ge=0, le=50)] | None = None
    """Years for which a granted place must stay additional [years]; none: as it is."""


class DecisionsAreKept(_Policy):
    """Of each group those served, in full and at all, fall by no more than a share a year, and as need falls; or may."""

    change: Literal["decisions_are_kept"]
    """Name of the change."""
    fall: Share | None = None
    """Greatest fall in a year [share/year]; none: as it is."""


class LadderShare(_Policy):
    """Of what help at the steps of the care ladder normally costs at least a share falls at or below one of them; or need not."""

    change: Literal["ladder_share"]
    """Name of the change."""
    step: Annotated[int, Field(ge=0, le=100)] | None = None
    """The step, a level's; none: as it is."""
    at_least: Share | None = None
    """Least share of the money at all steps, at normal pay and in full units [share]; none: as it is."""
    from_year: Year | None = None
    """First year in force; none: as it is."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The values that are given replace those there are, and so does their source."""
        found = super().apply(instance, source)
        return with_policy(found, self.change, source=source) if self.on else found


class LimitGoal(Change):
    """A hard demand: a goal may not exceed a value, whatever the others cost. Hard demands can collide."""

    change: Literal["limit_goal"]
    """Name of the change."""
    goal: Goal
    """Goal."""
    at_most: NonNegative
    """Greatest value, in the goal's unit over the decided periods."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The demand is added, or replaces the one on the goal."""
        del source
        return with_limits(instance, {self.goal: self.at_most})

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is at most so much."""
        del instance
        yield Claim("the hard demand on a goal:", (self.goal.value,), f"at most {self.at_most:g}")


class FreeGoal(Change):
    """A hard demand on a goal is dropped."""

    change: Literal["free_goal"]
    """Name of the change."""
    goal: Goal
    """Goal on which there is a demand."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The demand goes."""
        del source
        kept = tuple(limit for limit in instance.settings.limits if limit.goal is not self.goal)
        if kept == instance.settings.limits:
            raise ChangeError("goal", f"'{self.goal.value}' has no hard demand in the instance: nothing to drop")
        return with_settings(instance, limits=kept)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is none."""
        del instance
        yield Claim("the hard demand on a goal:", (self.goal.value,), "none")


class OrderGoals(Change):
    """Another order of goals in one of the two standing modes."""

    change: Literal["order_goals"]
    """Name of the change."""
    mode: Mode
    """Standing mode whose order it is: frame or cover."""
    order: Annotated[tuple[GoalStep, ...], Field(min_length=1)]
    """Goals from first to last; a step may be weights of several goals taken together."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The order replaces the one there is."""
        del source
        goals = altered(instance.settings.goals, "order", **{self.mode.value: self.order})
        return with_settings(instance, goals=goals)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one order for each mode."""
        del instance
        steps = (
            " + ".join(f"{weight:g} {goal.value}" for goal, weight in step.items()) if isinstance(step, dict) else step.value
            for step in self.order
        )  # fmt: skip
        yield Claim("the order of goals in the mode", (self.mode.value,), ", ".join(steps))


class StandingMode(Change):
    """Another standing mode: what gives way, need or money and staff. A mode asked for when solving still wins."""

    change: Literal["standing_mode"]
    """Name of the change."""
    mode: Mode
    """frame: money and staff are limits, need gives way; cover: need first."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The mode replaces the one there is."""
        del source
        return with_settings(instance, mode=self.mode)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one mode."""
        del instance
        yield Claim("the standing mode", (), self.mode.value)


CHANGES = (
    ResidentsStay, DischargeReadyReceived, Proximity, Equity, CoverageNorm, MinimumCompetence, StaffGrowth,
    NetGrowthGrant, DecisionsAreKept, LadderShare, LimitGoal, FreeGoal, OrderGoals, StandingMode,
)  # fmt: skip
