"""Changes of centres and of the places there: close, open, cap, offer or withdraw a level, buy places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Id, NonNegative, Number, Part, Text, Year
from leonplan.optimizer.schema.edit import map_rows, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Project, ProjectKind, ProjectPlaces
from leonplan.optimizer.schema.settings import Level
from leonplan.optimizer.schema.tables import Centre
from leonplan.optimizer.schema.years import decided_years
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim
from leonplan.optimizer.what_if.closing import places_from, take_away, without_later_changes
from leonplan.optimizer.what_if.edit import altered, by_id, first_year, free_id, made, period_from
from leonplan.optimizer.what_if.hand import with_decisions

USE = "what becomes of places at a centre, by level:"
ADDING = "whether places are added at a centre, by level:"

PlaceCount = Annotated[int, Field(ge=1, le=100_000)]


def _level_in_places(instance: Instance, level: str, field: str) -> Level:
    found: Level = by_id(instance.settings.levels, level)
    if found.at_home:
        raise ChangeError(field, f"'{level}' is given at home and takes no places; name a level in places")
    return found


class CloseCentre(Change):
    """A centre is closed: its places go, those who live there are moved, and its fixed cost is saved."""

    change: Literal["close_centre"]
    """Name of the change."""
    centre: Id
    """Centre."""
    from_year: Year
    """First year without it. Projects that are not decided and would change places there are left out altogether."""
    cost: NonNegative = 0.0
    """What closing it costs once [kNOK]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A decided project takes away all places that are there by then."""
        centre: Centre = by_id(instance.centres, self.centre)
        levels = tuple(level.id for level in instance.settings.levels if not level.at_home)
        period = period_from(instance, self.from_year, "from_year")
        instance = without_later_changes(instance, self.centre, levels, self.from_year, source)
        removed = {level: places_from(instance, self.centre, level, period) for level in levels}
        if not any(removed.values()) and not centre.fixed_cost:
            return instance
        return take_away(
            instance, source, f"close_{self.centre}", name=f"{centre.name} legges ned", centre=self.centre,
            removed=removed, year=self.from_year, cost=self.cost, operating_change=-centre.fixed_cost,
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is closed, and nothing is added there or started."""
        yield Claim(USE, (self.centre, None), f"closed from {self.from_year}")
        yield Claim(ADDING, (self.centre, None), f"closed from {self.from_year}")


class WithdrawLevel(Change):
    """A level is no longer offered at a centre: its places go, and those who live there are moved."""

    change: Literal["withdraw_level"]
    """Name of the change."""
    centre: Id
    """Centre."""
    level: Id
    """Level in places."""
    from_year: Year
    """First year without it. Projects that are not decided leave the level at the centre alone."""
    cost: NonNegative = 0.0
    """What it costs once [kNOK]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A decided project takes away the places of the level that are there by then."""
        level = _level_in_places(instance, self.level, "level")
        period = period_from(instance, self.from_year, "from_year")
        instance = without_later_changes(instance, self.centre, (self.level,), self.from_year, source)
        there = places_from(instance, self.centre, self.level, period)
        if there <= 0:
            return instance
        centre: Centre = by_id(instance.centres, self.centre)
        return take_away(
            instance, source, f"withdraw_{self.centre}_{self.level}", name=f"{centre.name}: {level.name} avvikles",
            centre=self.centre, removed={self.level: there}, year=self.from_year, cost=self.cost,
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is withdrawn, and not added to."""
        yield Claim(USE, (self.centre, self.level), f"withdrawn from {self.from_year}")
        yield Claim(ADDING, (self.centre, self.level), f"withdrawn from {self.from_year}")


class CapPlaces(Change):
    """No more than so many places of a level are in use at a centre."""

    change: Literal["cap_places"]
    """Name of the change."""
    centre: Id
    """Centre."""
    level: Id
    """Level in places."""
    places: Annotated[int, Field(ge=0, le=100_000)]
    """The most in use [places]. Places above it go, and those who live there are moved."""
    from_year: Year | None = None
    """First year; none: the first decided one."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """What is too much today is taken away; what projects add may not be used above the cap."""
        level = _level_in_places(instance, self.level, "level")
        begin = first_year(instance, self.from_year)
        period = period_from(instance, begin, "from_year")
        there = places_from(instance, self.centre, self.level, period)
        last = decided_years(instance.settings.horizon)[-1]
        spare = min(there, places_from(instance, self.centre, self.level, last))
        centre: Centre = by_id(instance.centres, self.centre)
        if there > self.places and spare > 0:
            instance = take_away(
                instance, source, f"cap_{self.centre}_{self.level}", centre=self.centre, year=begin,
                name=f"{centre.name}: {level.name}, høyst {self.places}",
                removed={self.level: min(there - self.places, spare)},
            )  # fmt: skip
        limits = {"at_most": float(self.places), "centre": self.centre, "level": self.level}
        return with_decisions(instance, source, "places", limits, begin, None)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is capped."""
        yield Claim(
            USE, (self.centre, self.level), f"at most {self.places} from {first_year(instance, self.from_year)}"
        )


class SetUnitSize(Change):
    """Places of a level at a centre are run in units of another size."""

    change: Literal["set_unit_size"]
    """Name of the change."""
    centre: Id
    """Centre."""
    level: Id
    """Level in places that the centre has, or that a project brings."""
    unit_size: Annotated[int, Field(ge=1, le=1000)]
    """Places in one unit there [places]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The size is set in every row of the centre and level."""
        _level_in_places(instance, self.level, "level")
        found = False
        for table in ("places", "project_places"):
            rows = [
                altered(row, "unit_size", unit_size=self.unit_size, source=source)
                if (row.centre, row.level) == (self.centre, self.level) else row
                for row in getattr(instance, table)
            ]  # fmt: skip
            found = found or any((row.centre, row.level) == (self.centre, self.level) for row in rows)
            instance = with_rows(instance, table, rows)
        if not found:
            raise ChangeError("centre", f"'{self.centre}' has no places of '{self.level}', and no project brings any")
        return instance

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one size."""
        del instance
        yield Claim("places in a unit, by centre and level:", (self.centre, self.level), f"{self.unit_size}")


class OfferLevel(Change):
    """Places of a level come at a centre, new or instead of others."""

    change: Literal["offer_level"]
    """Name of the change."""
    centre: Id
    """Centre."""
    level: Id
    """Level in places."""
    places: PlaceCount
    """Places that come [places]."""
    from_year: Year
    """First year with the places, or in which the plan may begin with them."""
    instead_of: Id | None = None
    """Level at the same centre that gives up as many places; those who live there are moved."""
    decided: bool = True
    """True if the places come in any case; false if the plan may choose."""
    cost: NonNegative = 0.0
    """Outlay [kNOK]."""
    grant_per_place: NonNegative = 0.0
    """State grant per additional round-the-clock place [kNOK/place]."""
    operating_change: Number = 0.0
    """Change of fixed operating cost [kNOK/year]."""
    lead_time: Annotated[int, Field(ge=0, le=40)] = 0
    """Years from start to places in use, where the plan may choose when [years]."""
    name: Text | None = None
    """Name for reports; none: one is made."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A project that brings the places, decided or not."""
        level = _level_in_places(instance, self.level, "level")
        if self.instead_of is not None:
            _level_in_places(instance, self.instead_of, "instead_of")
            if self.instead_of == self.level:
                raise ChangeError("instead_of", f"'{self.level}' is the level itself; name another")
        if self.decided and self.lead_time:
            raise ChangeError(
                "lead_time", f"{self.lead_time} is given, but the places are decided: from_year says when"
            )
        centre: Centre = by_id(instance.centres, self.centre)
        period = period_from(instance, self.from_year, "from_year")
        project = made(
            Project, "places",
            {"id": free_id(instance, f"offer_{self.centre}_{self.level}"), "source": source,
             "name": self.name or f"{centre.name}: {self.places} plasser, {level.name}", "centre": self.centre,
             "kind": ProjectKind.EXPAND if self.instead_of is None else ProjectKind.CONVERT, "cost": self.cost,
             "grant_per_place": self.grant_per_place, "operating_change": self.operating_change,
             "lead_time": self.lead_time, "earliest": period if self.decided else self.from_year,
             "latest": period if self.decided else None, "decided": self.decided},
        )  # fmt: skip
        places = {self.level: self.places} | ({} if self.instead_of is None else {self.instead_of: -self.places})
        return _with_project(instance, project, places, source)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Places are added there."""
        yield Claim(ADDING, (self.centre, self.level), "places are added")


class BuyPlaces(Change):
    """Places are bought outside the municipality from a year on."""

    change: Literal["buy_places"]
    """Name of the change."""
    level: Id
    """Level in places at which people are served there."""
    places: PlaceCount
    """Places bought, to be used as the plan wants [places]."""
    from_year: Year
    """First year with the places."""
    centre: Id | None = None
    """External centre; may be left out where there is only one."""
    price: NonNegative | None = None
    """Cost per person in a place of the level [kNOK/person/year], for those there already, too; none: as it is."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A decided project without outlay brings the places; a price becomes the cost of the level's services."""
        _level_in_places(instance, self.level, "level")
        external = [row.id for row in instance.centres if row.external]
        centre = self.centre or (external[0] if len(external) == 1 else None)
        if centre is None or centre not in external:
            told = f"'{centre}' is not external" if centre else "is not given"
            raise ChangeError(
                "centre", f"{told}; external centres are: {', '.join(external) or 'none, open one first'}"
            )
        period = period_from(instance, self.from_year, "from_year")
        project = made(
            Project, "places",
            {"id": free_id(instance, f"buy_{self.level}"), "name": f"Kjøp av {self.places} plasser", "centre": centre,
             "kind": ProjectKind.OPEN, "cost": 0.0, "life": 1, "earliest": period, "latest": period, "decided": True,
             "source": source},
        )  # fmt: skip
        instance = _with_project(instance, project, {self.level: self.places}, source)
        if self.price is None:
            return instance
        return map_rows(
            instance, "services", lambda row: row.level == self.level,
            lambda row: altered(row, "price", other_cost=self.price, source=source),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Places are added there, at a price."""
        if self.centre is not None:
            yield Claim(ADDING, (self.centre, self.level), "places are added")
        if self.price is not None:
            yield Claim("other_cost of a service, by group and level:", (None, self.level), f"{self.price:g}")


class LevelPlaces(Part):
    """Places of a level."""

    level: Id
    """Level in places."""
    places: PlaceCount
    """Places [places]."""


class OpenCentre(Change):
    """A new centre, in any case or if the plan wants it."""

    change: Literal["open_centre"]
    """Name of the change."""
    id: Id
    """Identifier of the new centre, to which later changes can refer."""
    name: Text
    """Name for reports."""
    district: Id | None = None
    """Home district in which it lies; none for an external one."""
    external: bool = False
    """True if it is outside the municipality."""
    travel_as: Id | None = None
    """Centre that is as far away from every district; needed where the instance has travel."""
    offers: Annotated[tuple[LevelPlaces, ...], Field(min_length=1)]
    """Places that it opens with, by level."""
    from_year: Year
    """First year with the centre, or in which the plan may begin to build."""
    decided: bool = True
    """True if it is opened in any case; false if the plan may choose."""
    cost: NonNegative = 0.0
    """Outlay [kNOK]."""
    grant_per_place: NonNegative = 0.0
    """State grant per additional round-the-clock place [kNOK/place]."""
    fixed_cost: NonNegative = 0.0
    """Cost of keeping it open [kNOK/year]."""
    lead_time: Annotated[int, Field(ge=0, le=40)] = 0
    """Years from start to places in use, where the plan may choose when [years]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A centre, travel to it, and a project that opens it and bears its fixed cost."""
        self._refuse(instance)
        centre = Centre(id=self.id, name=self.name, district=self.district, external=self.external, source=source)
        period = period_from(instance, self.from_year, "from_year")
        travel = [
            altered(row, "travel_as", centre=self.id, source=source)
            for row in instance.travel
            if row.centre == self.travel_as
        ]
        project = made(
            Project, "offers",
            {"id": free_id(instance, f"open_{self.id}"), "name": self.name, "centre": self.id, "source": source,
             "kind": ProjectKind.OPEN, "cost": self.cost, "grant_per_place": self.grant_per_place,
             "operating_change": self.fixed_cost, "lead_time": self.lead_time, "decided": self.decided,
             "earliest": period if self.decided else self.from_year, "latest": period if self.decided else None},
        )  # fmt: skip
        instance = with_rows(instance, "centres", (*instance.centres, centre))
        instance = with_rows(instance, "travel", (*instance.travel, *travel))
        return _with_project(instance, project, {one.level: one.places for one in self.offers}, source)

    def _refuse(self, instance: Instance) -> None:
        if self.id in {row.id for row in instance.centres}:
            raise ChangeError("id", f"'{self.id}' is a centre of the instance already; use offer_level, or another id")
        if instance.travel and self.travel_as is None:
            raise ChangeError(
                "travel_as", "is not given, but the instance has travel; name a centre that is as far away"
            )
        if self.decided and self.lead_time:
            raise ChangeError(
                "lead_time", f"{self.lead_time} is given, but the opening is decided: from_year says when"
            )
        known = [level.id for level in instance.settings.levels if not level.at_home]
        for place, one in enumerate(self.offers):
            if one.level not in known:
                message = f"'{one.level}' is no level in places of the instance; choose from {', '.join(known)}"
                raise ChangeError(("offers", place, "level"), message)
        if len({one.level for one in self.offers}) < len(self.offers):
            raise ChangeError("offers", "names a level twice; give its places once")

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one centre of this id."""
        yield Claim("what a new centre is:", (self.id,), f"{self.name}, opened from {self.from_year}")


def _with_project(instance: Instance, project: Project, places: dict[str, int], source: str) -> Instance:
    """The instance with a project and its places, by level; those who live in places that go are moved."""
    rows = [
        ProjectPlaces(
            project=project.id, centre=project.centre, level=level, change=change, moves_residents=change < 0,
            source=source,
        )
        for level, change in places.items()
    ]  # fmt: skip
    instance = with_rows(instance, "projects", (*instance.projects, project))
    return with_rows(instance, "project_places", (*instance.project_places, *rows))


CHANGES = (CloseCentre, WithdrawLevel, CapPlaces, SetUnitSize, OfferLevel, BuyPlaces, OpenCentre)
