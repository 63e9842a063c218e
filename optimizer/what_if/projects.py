"""Changes of projects: force, forbid, move, resize, leave open, at another cost."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Id, NonNegative, Number, Share, Year
from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind
from leonplan.optimizer.schema.edit import map_rows, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Project
from leonplan.optimizer.schema.years import base_year, decided_years, first_decided_year
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim, in_words
from leonplan.optimizer.what_if.edit import altered, by_id, is_among, made, period_of

CARRIED_OUT = "carried out"
"""What is insisted on about a project that must be carried out."""


def replaced(instance: Instance, project: str, field: str, **values: object) -> Instance:
    """The instance with other values of a project."""
    return map_rows(
        instance, "projects", lambda row: row.id == project, lambda row: altered(row, field, **values)
    )  # fmt: skip


class ForceProject(Change):
    """A project must be carried out, by a year or in a year, whatever it costs."""

    change: Literal["force_project"]
    """Name of the change."""
    project: Id
    """Project."""
    by_year: Year | None = None
    """Last year in which it may start; none: any year of its window."""
    in_year: Year | None = None
    """The year in which it starts, outside its window, too; give one of the two at most."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The project becomes a decided one; a year in which it starts becomes its window."""
        if self.by_year is not None and self.in_year is not None:
            raise ChangeError("in_year", f"{self.in_year} is given beside by_year {self.by_year}; keep one of them")
        project: Project = by_id(instance.projects, self.project)
        if not project.max_count and project.id not in {row.project for row in instance.project_places}:
            message = f"'{self.project}' has nothing left to do: an earlier change closes what it would build at"
            raise ChangeError("project", message)
        count = max(1, project.max_count)
        if self.in_year is not None:
            return self._in_year(instance, project, self.in_year, source)
        latest = project.latest
        if self.by_year is not None:
            latest = period_of(instance, self.by_year, "by_year")
            if project.earliest is not None and latest < project.earliest:
                told = f"{self.by_year} is before {project.earliest}, the first year in which '{project.id}' may start"
                raise ChangeError("by_year", f"{told}; give a later year, or in_year")
        return replaced(
            instance, project.id, "project", decided=True, latest=latest, max_count=count, source=source
        )  # fmt: skip

    def _in_year(self, instance: Instance, project: Project, year: int, source: str) -> Instance:
        period = period_of(instance, year, "in_year")
        if project.max_count <= 1:
            return replaced(
                instance, project.id, "in_year",
                decided=True, earliest=min(year, period), latest=period, max_count=1, source=source,
            )  # fmt: skip
        wider = {
            "earliest": None if project.earliest is None else min(project.earliest, year),
            "latest": None if project.latest is None else max(project.latest, period),
        }
        instance = replaced(instance, project.id, "in_year", decided=True, source=source, **wider)
        start = made(
            Decision, "in_year",
            {"kind": DecisionKind.START, "project": project.id, "year": year, "at_least": 1.0, "source": source},
        )  # fmt: skip
        return with_rows(instance, "decisions", (*instance.decisions, start))

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is carried out, then."""
        del instance
        yield Claim("whether a project is carried out:", (self.project,), CARRIED_OUT)
        when = f"by {self.by_year}" if self.by_year else f"in {self.in_year}" if self.in_year else None
        if when:
            yield Claim("when a project starts:", (self.project,), when)


class ForbidProject(Change):
    """A project is not carried out, even if it is decided."""

    change: Literal["forbid_project"]
    """Name of the change."""
    project: Id
    """Project."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """It may be carried out 0 times, and no decision by hand starts it."""
        needing = [row.id for row in instance.projects if row.decided and self.project in row.requires]
        if needing:
            message = f"'{self.project}' is required by '{needing[0]}', which is decided; forbid that first"
            raise ChangeError("project", message)
        kept = [row for row in instance.decisions if row.project != self.project]
        instance = with_rows(instance, "decisions", kept)
        return replaced(instance, self.project, "project", decided=False, max_count=0, source=source)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is not carried out."""
        del instance
        yield Claim("whether a project is carried out:", (self.project,), "not carried out")


class DelayProject(Change):
    """A project may, or must if it is decided, start some years later (or earlier, if negative)."""

    change: Literal["delay_project"]
    """Name of the change."""
    project: Id
    """Project."""
    years: Annotated[int, Field(ge=-50, le=50)]
    """Years by which its window moves [years]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Both ends of the window move; an open end stays open."""
        project: Project = by_id(instance.projects, self.project)
        first = first_decided_year(instance.settings.horizon)
        earliest = max(first, first if project.earliest is None else project.earliest) + self.years
        if earliest > decided_years(instance.settings.horizon)[-1]:
            last = decided_years(instance.settings.horizon)[-1]
            raise ChangeError("years", f"{self.years} moves '{project.id}' to {earliest}, after the last year {last}")
        latest = None if project.latest is None else self._latest(instance, project.latest)
        return replaced(
            instance, project.id, "years", earliest=max(first, earliest), latest=latest, source=source
        )  # fmt: skip

    def _latest(self, instance: Instance, latest: int) -> int:
        """The last year moved, and on to the end of its period, so that the window holds one."""
        moved = latest + self.years
        if moved <= base_year(instance.settings.horizon):
            raise ChangeError("years", f"{self.years} moves '{self.project}' to {moved}, before the first decided year")
        last = decided_years(instance.settings.horizon)[-1]
        return last if moved >= last else period_of(instance, moved, "years")

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It starts then."""
        del instance
        yield Claim("when a project starts:", (self.project,), f"moved by {self.years} years")


class DecideAgain(Change):
    """A decided project is left to the plan: whether, and from its first year on also when."""

    change: Literal["decide_again"]
    """Name of the change."""
    project: Id
    """Project that is decided."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """It is no longer decided, its last year is open, and no decision by hand starts it."""
        project: Project = by_id(instance.projects, self.project)
        by_hand = [row for row in instance.decisions if row.project == self.project]
        if not project.decided and not by_hand:
            raise ChangeError("project", f"'{self.project}' is not decided, so there is nothing to decide again")
        instance = with_rows(instance, "decisions", [row for row in instance.decisions if row not in by_hand])
        return replaced(instance, self.project, "project", decided=False, latest=None, source=source)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is left to the plan."""
        del instance
        yield Claim("whether a project is carried out:", (self.project,), "left to the plan")


class ResizeProject(Change):
    """A project adds another number of places at a level; what it costs follows, unless it is said."""

    change: Literal["resize_project"]
    """Name of the change."""
    project: Id
    """Project."""
    level: Id | None = None
    """Level of the places; may be left out where the project adds places at one level only."""
    places: Annotated[int, Field(ge=0, le=100_000)]
    """Places that it adds at the level [places]."""
    cost: NonNegative | None = None
    """Its outlay [kNOK]; none: in proportion to all the places that it adds."""
    operating_change: Number | None = None
    """Its change of fixed operating cost [kNOK/year]; none: in proportion, too."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The row of its places is changed, and its money."""
        rows = [row for row in instance.project_places if row.project == self.project and row.change > 0]
        wanted = [row for row in rows if self.level in (None, row.level)]
        if len(wanted) != 1:
            levels = ", ".join(sorted({row.level for row in rows})) or "none"
            message = f"'{self.project}' adds places at {levels}; name one of these, at which it adds in one row"
            raise ChangeError("level", message)
        before = sum(row.change for row in rows)
        share = (before - wanted[0].change + self.places) / before
        project: Project = by_id(instance.projects, self.project)
        places = [
            altered(row, "places", change=self.places, source=source) if row == wanted[0] else row
            for row in instance.project_places
            if row != wanted[0] or self.places
        ]
        return replaced(
            with_rows(instance, "project_places", places), self.project, "places", source=source,
            cost=project.cost * share if self.cost is None else self.cost,
            operating_change=project.operating_change * share if self.operating_change is None else self.operating_change,
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It has this size."""
        del instance
        yield Claim("the size of a project, by level:", (self.project, self.level), f"{self.places} places")


class ChangeProject(Change):
    """Other numbers of a project: what it costs, how long it takes, how often it may be done."""

    change: Literal["change_project"]
    """Name of the change."""
    project: Id
    """Project."""
    cost: NonNegative | None = None
    """Outlay [kNOK]."""
    outlay: tuple[Share, ...] | None = None
    """Shares of the outlay in the building years, that in which it starts the first of them; empty: as for all [share]."""
    grant_per_place: NonNegative | None = None
    """State grant per additional round-the-clock place [kNOK/place]."""
    operating_change: Number | None = None
    """Change of fixed operating cost once finished [kNOK/year]."""
    lead_time: Annotated[int, Field(ge=0, le=40)] | None = None
    """Years from start to places in use [years]."""
    life: Annotated[int, Field(ge=1, le=200)] | None = None
    """Years over which the outlay is written off [years]."""
    earliest: Year | None = None
    """First year it may start."""
    latest: Year | None = None
    """Last year it may start."""
    max_count: Annotated[int, Field(ge=1, le=1000)] | None = None
    """How often it may be carried out [times]."""
    years_between: Annotated[int, Field(ge=0, le=100)] | None = None
    """Least number of years between two starts [years]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The numbers that are given replace those there are."""
        numbers = {name: value for name, value in self.given().items() if name != "project"}
        return replaced(instance, self.project, "project", source=source, **numbers)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Each number is one."""
        del instance
        for name, value in self.given().items():
            if name != "project":
                yield Claim(f"{name} of a project:", (self.project,), in_words(value))


class ScaleProjects(Change):
    """Building becomes dearer or cheaper, or the state gives more or less."""

    change: Literal["scale_projects"]
    """Name of the change."""
    projects: tuple[Id, ...] = ()
    """Projects; none: all."""
    cost: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 1.0
    """What the outlay is multiplied by."""
    grant_per_place: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 1.0
    """What the state grant is multiplied by; 0: no grants."""
    lead_time: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 1.0
    """What the years from start to places in use are multiplied by, rounded to whole years, halves up."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Every project named is scaled."""
        wanted = is_among(self.projects)

        def scaled(row: Project) -> Project:
            return altered(
                row, "projects", source=source, cost=row.cost * self.cost,
                grant_per_place=row.grant_per_place * self.grant_per_place,
                lead_time=floor(row.lead_time * self.lead_time + 0.5),
            )  # fmt: skip

        return map_rows(instance, "projects", lambda row: wanted(row.id), scaled)


CHANGES = (ForceProject, ForbidProject, DelayProject, DecideAgain, ResizeProject, ChangeProject, ScaleProjects)
