"""Changes of what comes first: minimums, sound service, the slack on the overrun, and the weighting of unmet need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Id, Share
from leonplan.optimizer.schema.edit import map_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Group, Minimum, Weighting
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim
from leonplan.optimizer.what_if.edit import altered, is_among


class SetMinimum(Change):
    """A minimum is raised, lowered or introduced: the share of a group's need that is helped before money counts."""

    change: Literal["set_minimum"]
    """Name of the change."""
    groups: tuple[Id, ...] = ()
    """Need groups; none: all that have a minimum."""
    share: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
    """Share of the need to which those served shall reach [share]."""
    counts_from: Share | None = None
    """A level counts as help from this relief on [share]; none: as it is, or 0.5."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The groups get this minimum instead of the one they have."""
        wanted = self.groups or tuple(group.id for group in instance.settings.groups if group.minimum is not None)
        if not wanted:
            raise ChangeError("groups", "names nobody, and no group of the instance has a minimum; name the groups")

        def with_minimum(group: Group) -> Group:
            given = {name: value for name, value in self.given().items() if name in ("share", "counts_from")}
            before = {} if group.minimum is None else dict(group.minimum)
            minimum = Minimum.model_validate({**before, **given, "source": source})
            return altered(group, "share", minimum=minimum)

        return map_rows(instance, "groups", lambda group: group.id in wanted, with_minimum)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one minimum for a group."""
        del instance
        says = f"{self.share:g}" + ("" if self.counts_from is None else f", from a relief of {self.counts_from:g}")
        for group in self.groups or (None,):
            yield Claim("the minimum of a group:", (group,), says)


class LiftMinimum(Change):
    """Groups no longer have a minimum; where no group has one, sound service no longer comes before money."""

    change: Literal["lift_minimum"]
    """Name of the change."""
    groups: tuple[Id, ...] = ()
    """Need groups; none: all."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The minimums go."""
        del source
        wanted = is_among(self.groups)
        if not any(wanted(group.id) and group.minimum is not None for group in instance.settings.groups):
            raise ChangeError("groups", "no such group has a minimum in the instance: nothing to lift")
        return map_rows(
            instance, "groups", lambda group: wanted(group.id), lambda group: altered(group, "groups", minimum=None)
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is none."""
        del instance
        for group in self.groups or (None,):
            yield Claim("the minimum of a group:", (group,), "none")


class AllowSlack(Change):
    """How much may be spent over the least overrun, for less unmet need."""

    change: Literal["allow_slack"]
    """Name of the change."""
    share: Share
    """Share of the operating frames over the horizon [share]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The slack replaces the one there is."""
        del source
        return with_settings(instance, goals=altered(instance.settings.goals, "share", overrun_slack=self.share))

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one slack."""
        del instance
        yield Claim("the slack on the overrun", (), f"{self.share:g}")


class WeighNeed(Change):
    """Another weighting: whose unmet need weighs most."""

    change: Literal["weigh_need"]
    """Name of the change."""
    weighting: Weighting
    """benefit_per_krone, most_severe_first or breadth_first."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The weighting replaces the one there is."""
        del source
        return with_settings(instance, weighting=self.weighting)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one weighting."""
        del instance
        yield Claim("the weighting", (), self.weighting.value)


CHANGES = (SetMinimum, LiftMinimum, AllowSlack, WeighNeed)
