"""Decisions by the planner's hand: this project in that year, these places, these people there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Id, NonNegative, Text, Year
from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind, JointLimit, LimitOf
from leonplan.optimizer.schema.edit import with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.years import base_year, decided_years
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim
from leonplan.optimizer.what_if.edit import altered, first_year, made, period_of
from leonplan.optimizer.what_if.projects import CARRIED_OUT


def with_decisions(
    instance: Instance, source: str, kind: str, values: dict[str, Any], begin: int, end: int | None
) -> Instance:
    """The instance with decisions in every decided year from one to another; they replace others on the same.

    kind: ``places`` or ``serve``; values: of the rows, year and source left out. Raises ChangeError if there is no year.
    """
    years = _years(instance, begin, end)
    if not years:
        told = ", ".join(map(str, decided_years(instance.settings.horizon)))
        raise ChangeError("from_year", f"{begin} to {end or 'the end'} holds no decided year; decided are {told}")
    rows = [
        made(Decision, "from_year", {"kind": DecisionKind(kind), "year": year, "source": source, **values})
        for year in years
    ]
    return with_rows(instance, "decisions", (*_others(instance, rows), *rows))


def _years(instance: Instance, begin: int, end: int | None) -> list[int]:
    return [year for year in decided_years(instance.settings.horizon) if year >= begin and (end is None or year <= end)]


def _others(instance: Instance, rows: list[Decision]) -> list[Decision]:
    """The decisions that are on something else."""
    taken = {_key(row) for row in rows}
    return [row for row in instance.decisions if _key(row) not in taken]


def _key(row: Decision) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in Decision.key)


def _refuse_limits(at_least: float | None, at_most: float | None) -> None:
    """Refuse no limits at all, and limits the wrong way round."""
    if at_least is None and at_most is None:
        raise ChangeError("at_least", "is not given, and neither is at_most; give one of them, or both")
    if at_least is not None and at_most is not None and at_least > at_most:
        raise ChangeError("at_least", f"{at_least:g} is more than at_most {at_most:g}; swap or correct them")


class Start(Change):
    """A project starts in a year, so many times."""

    change: Literal["start"]
    """Name of the change."""
    project: Id
    """Project; its window and how often it may be carried out still hold."""
    year: Year
    """Year, counted as the period that it belongs to."""
    times: Annotated[int, Field(ge=0, le=1000)] = 1
    """How often it starts then, no more and no less; 0: it does not start in this period [times]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A decision on the period, in place of others on it."""
        period = period_of(instance, self.year, "year")
        row = made(
            Decision, "times",
            {"kind": DecisionKind.START, "project": self.project, "year": self.year, "source": source,
             "at_least": float(self.times), "at_most": float(self.times)},
        )  # fmt: skip
        base = base_year(instance.settings.horizon)
        kept = [
            one for one in instance.decisions
            if one.project != self.project or one.year <= base or period_of(instance, one.year, "year") != period
        ]  # fmt: skip
        return with_rows(instance, "decisions", (*kept, row))

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It starts so often then."""
        if self.times > 0:
            yield Claim("whether a project is carried out:", (self.project,), CARRIED_OUT)
        period = next((t for t in decided_years(instance.settings.horizon) if t >= self.year), self.year)
        yield Claim("how often a project starts in a period:", (self.project, str(period)), f"{self.times} times")


class KeepPlaces(Change):
    """So many places are in use at a centre and level, at least, at most, or both."""

    change: Literal["keep_places"]
    """Name of the change."""
    centre: Id
    """Centre."""
    level: Id
    """Level in places."""
    at_least: NonNegative | None = None
    """Least number in use [places]."""
    at_most: NonNegative | None = None
    """Greatest number in use [places]; residents still stay where the policy wants it."""
    from_year: Year | None = None
    """First year; none: the first decided one."""
    to_year: Year | None = None
    """Last year; none: the last of the horizon."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A decision for every decided year between."""
        _refuse_limits(self.at_least, self.at_most)
        values = {"centre": self.centre, "level": self.level, "at_least": self.at_least, "at_most": self.at_most}
        return with_decisions(instance, source, "places", values, first_year(instance, self.from_year), self.to_year)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """So many in each year."""
        says = f"at least {self.at_least} and at most {self.at_most}"
        for year in _years(instance, first_year(instance, self.from_year), self.to_year):
            yield Claim("places in use, by centre, level and year:", (self.centre, self.level, str(year)), says)


class Serve(Change):
    """So many of a group are served at a level, at a centre or in the whole municipality."""

    change: Literal["serve"]
    """Name of the change."""
    group: Id
    """Need group."""
    level: Id
    """Level."""
    centre: Id | None = None
    """Centre; none: all of them together, and always none for a level at home."""
    at_least: NonNegative | None = None
    """Least number served [persons on an average day]."""
    at_most: NonNegative | None = None
    """Greatest number served [persons on an average day]."""
    from_year: Year | None = None
    """First year; none: the first decided one."""
    to_year: Year | None = None
    """Last year; none: the last of the horizon."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A decision for every decided year between."""
        _refuse_limits(self.at_least, self.at_most)
        values = {
            "group": self.group, "level": self.level, "centre": self.centre,
            "at_least": self.at_least, "at_most": self.at_most,
        }  # fmt: skip
        return with_decisions(instance, source, "serve", values, first_year(instance, self.from_year), self.to_year)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """So many in each year."""
        says = f"at least {self.at_least} and at most {self.at_most}"
        for year in _years(instance, first_year(instance, self.from_year), self.to_year):
            about = (self.group, self.level, self.centre or "all centres", str(year))
            yield Claim("persons served, by group, level, centre and year:", about, says)


class LimitTogether(Change):
    """A limit over several staff categories, or over places at several centres and levels, together; or none any more."""

    change: Literal["limit_together"]
    """Name of the change."""
    id: Id
    """Identifier of the limit, a new one or one of the instance."""
    of: LimitOf | None = None
    """What is limited: employed, recruited, agency or places; none: what the limit is on already."""
    categories: tuple[Id, ...] = ()
    """Staff categories; none: all, or those of the limit there is."""
    centres: tuple[Id, ...] = ()
    """Centres, for places; none: all, or those of the limit there is."""
    levels: tuple[Id, ...] = ()
    """Levels in places, for places; none: all, or those of the limit there is."""
    at_most: NonNegative | None = None
    """Greatest number together; none: the limit is lifted."""
    from_year: Year | None = None
    """First year of the number, or without the limit; none: the first decided one."""
    name: Text | None = None
    """Name for reports; none: as it is, or the identifier."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """A row with the number from the year on, in place of those from then on; all rows tell what is limited now."""
        there = [row for row in instance.joint_limits if row.id == self.id]
        others = [row for row in instance.joint_limits if row.id != self.id]
        if not there and self.of is None:
            raise ChangeError(
                "of", f"is not given, but '{self.id}' is no joint limit of the instance; say what is limited"
            )
        if not there and self.at_most is None:
            raise ChangeError(
                "at_most", f"is not given, but '{self.id}' is no joint limit of the instance: nothing to lift"
            )
        begin = first_year(instance, self.from_year)
        told = ("of", "categories", "centres", "levels", "name")
        values: dict[str, Any] = {name: getattr(there[0], name) for name in told} if there else {"name": self.id}
        values |= {name: value for name, value in self.given().items() if name in told and value}
        is_later = any(year < begin for year in decided_years(instance.settings.horizon))
        before = [_told(row, values, source) for row in there if is_later and (row.year or 0) < begin]
        most = NO_LIMIT if self.at_most is None else self.at_most
        row = made(JointLimit, "at_most", {"id": self.id, "year": begin, "at_most": most, "source": source, **values})
        new = [row] if before or self.at_most is not None else []
        return with_rows(instance, "joint_limits", (*others, *before, *new))

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is so much, from the year on."""
        says = "lifted" if self.at_most is None else f"at most {self.at_most:g}"
        yield Claim("a joint limit:", (self.id,), f"{says} from {first_year(instance, self.from_year)}")


def _told(row: JointLimit, values: dict[str, object], source: str) -> JointLimit:
    """A row of a joint limit that says what is limited; the same row where it says so already."""
    is_said = all(getattr(row, name) == value for name, value in values.items())
    return row if is_said else altered(row, "id", **values, source=source)


NO_LIMIT = 1e9
"""A number that limits nothing there is."""

CHANGES = (Start, KeepPlaces, Serve, LimitTogether)
