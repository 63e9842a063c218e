"""Changes of levels, groups and services: who may be served where, how well, and what a level is like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Id, NonNegative, Share
from leonplan.optimizer.schema.edit import map_rows, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Group
from leonplan.optimizer.schema.tables import Service
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim, in_words
from leonplan.optimizer.what_if.edit import altered, by_id, made


class ChangeLevel(Change):
    """Other numbers of a service level: how full it is, how large its units are, what it costs."""

    change: Literal["change_level"]
    """Name of the change."""
    level: Id
    """Level."""
    occupancy: Annotated[float, Field(gt=0, le=20, allow_inf_nan=False)] | None = None
    """Persons served per place in use [persons/place]."""
    unit_size: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Places in one unit [places]."""
    turnover: Share | None = None
    """Share of residents who leave by themselves in a year [1/year]."""
    place_cost: NonNegative | None = None
    """Cost of a place in use [kNOK/place/year]."""
    unit_cost: NonNegative | None = None
    """Cost of an open unit besides its staff [kNOK/unit/year]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The numbers that are given replace those there are."""
        numbers = {name: value for name, value in self.given().items() if name != "level"}
        return map_rows(
            instance, "levels", lambda level: level.id == self.level,
            lambda level: altered(level, "level", source=source, **numbers),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Each number is one."""
        del instance
        for name, value in self.given().items():
            if name != "level":
                yield Claim(f"{name} of a level:", (self.level,), in_words(value))


class ChangeGroup(Change):
    """Other values of a need group: how much its unmet need weighs, and which rules apply to it."""

    change: Literal["change_group"]
    """Name of the change."""
    group: Id
    """Need group."""
    severity: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] | None = None
    """Weight of one person-year of unmet need [weight/person-year]."""
    normal_cost: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)] | None = None
    """Yearly cost of the help normally given, from which the weight follows without a severity [kNOK/person/year]."""
    seriousness: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] | None = None
    """Class of seriousness [1]."""
    heavy: bool | None = None
    """True for heavy need, which must be met soundly."""
    sound: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] | None = None
    """Heavy need is met soundly from this relief on [share]."""
    spread: Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)] | None = None
    """How much needs differ within the group [share]."""
    bound_to_district: bool | None = None
    """True if the proximity and equity policies apply to it."""
    one_centre_per_district: bool | None = None
    """True if all of a district's persons in this group are served at one and the same centre."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The values that are given replace those there are."""
        values = {name: value for name, value in self.given().items() if name != "group"}
        return map_rows(
            instance, "groups", lambda group: group.id == self.group,
            lambda group: altered(group, "group", source=source, **values),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Each value is one."""
        del instance
        for name, value in self.given().items():
            if name != "group":
                yield Claim(f"{name} of a group:", (self.group,), in_words(value))


class SetLowestLevel(Change):
    """Another lowest effective level of a group: stricter or milder criteria for a level."""

    change: Literal["lowest_level"]
    """Name of the change."""
    group: Id
    """Need group."""
    level: Id
    """Its lowest effective level (LEON), one of those that may serve it."""
    relief: Share | None = None
    """Share of the need relieved at levels that are below it from now on [share]; needed if there are any."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Levels no longer below the lowest one relieve the whole need; those below it now, the share given; reduced
        service stays what it is."""
        step = {level.id: level.step for level in instance.settings.levels}
        group: Group = by_id(instance.settings.groups, self.group)

        def relieved(row: Service) -> Service:
            if step[row.level] >= step[self.level]:
                was_waiting = row.relief is not None and step[row.level] < step[group.lowest_level]
                is_full = was_waiting or row.level == self.level
                return altered(row, "level", relief=None, source=source) if is_full and row.relief is not None else row
            if row.relief is not None:
                return row
            if self.relief is None:
                message = f"is not given, but '{row.level}' is below '{self.level}'; give the share relieved there"
                raise ChangeError("relief", message)
            return altered(row, "relief", relief=self.relief, source=source)

        instance = map_rows(instance, "services", lambda row: row.group == group.id, relieved)
        return map_rows(
            instance, "groups", lambda one: one == group,
            lambda one: altered(one, "level", lowest_level=self.level, source=source),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one lowest level."""
        del instance
        yield Claim("the lowest effective level of a group:", (self.group,), f"'{self.level}'")


class AllowService(Change):
    """A group may be served at a level, or otherwise than before."""

    change: Literal["allow_service"]
    """Name of the change."""
    group: Id
    """Need group."""
    level: Id
    """Level."""
    relief: Share | None = None
    """Share of the need relieved [share]; always below the lowest effective level, elsewhere where service is reduced;
    none: as it is, or all of it."""
    max_share: Share | None = None
    """Greatest share of the group's need that may be served so [share]; none: as it is, or all of it."""
    other_cost: NonNegative | None = None
    """Cost besides staff [kNOK/person/year]; none: as it is, or 0."""
    user_fee: NonNegative | None = None
    """What the person pays [kNOK/person/year]; none: as it is, or 0."""
    state_compensation: NonNegative | None = None
    """What the state pays [kNOK/person/year]; none: as it is, or 0."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The service is added, or the numbers that are given replace those there are."""
        numbers = {**self.given(), "source": source}
        there = [row for row in instance.services if (row.group, row.level) == (self.group, self.level)]
        if not there:
            return with_rows(instance, "services", (*instance.services, made(Service, "level", numbers)))
        return map_rows(instance, "services", lambda row: row == there[0], lambda row: altered(row, "level", **numbers))

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is allowed, on these terms."""
        del instance
        about = (self.group, self.level)
        yield Claim("whether a group is served at a level:", about, "allowed")
        for name, value in self.given().items():
            if name not in ("group", "level"):
                yield Claim(f"{name} of a service, by group and level:", about, in_words(value))


class StopService(Change):
    """A group is no longer served at a level at which nobody of it is served today."""

    change: Literal["stop_service"]
    """Name of the change."""
    group: Id
    """Need group."""
    level: Id
    """Level, not the group's lowest effective one."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The service goes, with its staffing norms."""
        del source
        there = (self.group, self.level)
        if there not in {(row.group, row.level) for row in instance.services}:
            raise ChangeError(
                "level", f"'{self.group}' is not served at '{self.level}' in the instance: nothing to stop"
            )
        for table in ("services", "staffing"):
            kept = [row for row in getattr(instance, table) if (row.group, row.level) != there]
            instance = with_rows(instance, table, kept)
        return instance

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is stopped."""
        del instance
        yield Claim("whether a group is served at a level:", (self.group, self.level), "stopped")


CHANGES = (ChangeLevel, ChangeGroup, SetLowestLevel, AllowService, StopService)
