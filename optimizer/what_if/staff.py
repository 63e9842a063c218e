"""Changes of staff: how many there are, come and leave, what they cost, what work there is and who must do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Id, NonNegative, Number, Share
from leonplan.optimizer.schema.edit import map_rows, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import StaffCategory
from leonplan.optimizer.schema.tables import Competence, StaffNorm, TaskShift
from leonplan.optimizer.what_if.change import Change, Claim, in_words
from leonplan.optimizer.what_if.edit import altered, is_among, made

Factor = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Absence = Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)]

_NUMBERS = ("employed", "pay", "absence", "leaving", "recruitment_limit", "agency_limit", "agency_cost")


class SetStaff(Change):
    """Other numbers of staff categories."""

    change: Literal["set_staff"]
    """Name of the change."""
    categories: tuple[Id, ...] = ()
    """Staff categories; none: all."""
    employed: NonNegative | None = None
    """On the books before the first decided period [FTE]."""
    pay: NonNegative | None = None
    """Pay with pension and employer's tax [kNOK/FTE/year]."""
    absence: Absence | None = None
    """Share of the time away [share]."""
    leaving: Share | None = None
    """Share who leave in a year [1/year]."""
    recruitment_limit: NonNegative | None = None
    """The most that can be recruited in a year [FTE/year]."""
    agency_limit: NonNegative | None = None
    """The most that can be hired in from agencies [FTE]."""
    agency_cost: NonNegative | None = None
    """Cost of a hired-in full-time equivalent at work [kNOK/FTE/year]."""
    may_do: tuple[Id, ...] | None = None
    """Categories whose work these may do besides their own."""
    whole: bool | None = None
    """True if full-time equivalents on the books must be whole numbers."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The values that are given replace those there are."""
        wanted = is_among(self.categories)
        values = {name: value for name, value in self.given().items() if name != "categories"}
        return map_rows(
            instance, "staff", lambda one: wanted(one.id),
            lambda one: altered(one, "categories", source=source, **values),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Each value is one."""
        del instance
        for name, value in self.given().items():
            if name != "categories":
                for category in self.categories or (None,):
                    yield Claim(f"{name} of a staff category:", (category,), in_words(value))


class ScaleStaff(Change):
    """Numbers of staff categories become larger or smaller by a factor."""

    change: Literal["scale_staff"]
    """Name of the change."""
    categories: tuple[Id, ...] = ()
    """Staff categories; none: all."""
    employed: Factor = 1.0
    """What those on the books before the first decided period are multiplied by."""
    pay: Factor = 1.0
    """What pay is multiplied by."""
    absence: Factor = 1.0
    """What the share away is multiplied by."""
    leaving: Factor = 1.0
    """What the share who leave in a year is multiplied by."""
    recruitment_limit: Factor = 1.0
    """What the most that can be recruited in a year is multiplied by."""
    agency_limit: Factor = 1.0
    """What the most that can be hired in is multiplied by."""
    agency_cost: Factor = 1.0
    """What the cost of those hired in is multiplied by."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Each number is multiplied by its factor."""
        wanted = is_among(self.categories)

        def scaled(one: StaffCategory) -> StaffCategory:
            numbers = {name: getattr(one, name) * getattr(self, name) for name in _NUMBERS}
            return altered(one, "categories", source=source, **numbers)

        return map_rows(instance, "staff", lambda one: wanted(one.id), scaled)


class AddStaff(Change):
    """More or fewer staff, or more or fewer that can be found."""

    change: Literal["add_staff"]
    """Name of the change."""
    category: Id
    """Staff category."""
    employed: Number = 0.0
    """Added to those on the books before the first decided period [FTE]."""
    recruitment_limit: Number = 0.0
    """Added to the most that can be recruited in a year [FTE/year]."""
    agency_limit: Number = 0.0
    """Added to the most that can be hired in [FTE]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The numbers are added; none may fall below 0."""

        def raised(one: StaffCategory) -> StaffCategory:
            names = ("employed", "recruitment_limit", "agency_limit")
            numbers = {name: getattr(one, name) + getattr(self, name) for name in names}
            return altered(one, "category", source=source, **numbers)

        return map_rows(instance, "staff", lambda one: one.id == self.category, raised)


class BindStaff(Change):
    """Staff are bound to their centre: idle time at one cannot be used at another."""

    change: Literal["bind_staff"]
    """Name of the change."""
    categories: tuple[Id, ...] = ()
    """Staff categories; none: all."""
    lost_share: Absence
    """Share of the time at work that is lost because staff are not used across centres [share]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Time lost counts as absence: absence becomes 1 - (1 - absence) · (1 - lost share)."""
        wanted = is_among(self.categories)
        return map_rows(
            instance, "staff", lambda one: wanted(one.id),
            lambda one: altered(
                one, "lost_share", absence=1 - (1 - one.absence) * (1 - self.lost_share), source=source
            ),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """So much is lost."""
        del instance
        for category in self.categories or (None,):
            yield Claim("time lost by binding a staff category:", (category,), f"{self.lost_share:g}")


class RequireCompetence(Change):
    """Another least share of a level's work to be done by a category or those above it."""

    change: Literal["competence"]
    """Name of the change."""
    level: Id
    """Level."""
    category: Id
    """Staff category."""
    minimum_share: Share
    """Least share of the work at the level [share]; 0: no requirement."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The requirement is added, replaces the one there is, or goes."""
        kept = [row for row in instance.competence if (row.level, row.category) != (self.level, self.category)]
        if self.minimum_share:
            kept.append(
                Competence(level=self.level, category=self.category, minimum_share=self.minimum_share, source=source)
            )
        return with_rows(instance, "competence", kept)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is so much."""
        del instance
        says = f"{self.minimum_share:g}"
        yield Claim("the least share of competence, by level and category:", (self.level, self.category), says)


class ShiftTasks(Change):
    """Part of a category's work may be done by another (oppgavedeling), more of it than before, or no more of it."""

    change: Literal["shift_tasks"]
    """Name of the change."""
    category: Id
    """Staff category that may do it."""
    work_of: Id
    """Staff category whose work it is."""
    max_share: Share
    """Greatest share of the work that it may do [share]; 0: none of it."""
    hours: Annotated[float, Field(ge=1, le=10, allow_inf_nan=False)] | None = None
    """Hours that it takes them to do an hour of the work [1]; none: as before, or 1 where nothing was shifted."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The row is added, replaces the one there is, or goes."""
        key = (self.category, self.work_of)
        rows = {(row.category, row.work_of): row for row in instance.task_shifting}
        before = rows.pop(key, None)
        if self.max_share:
            hours = self.hours if self.hours is not None else 1.0 if before is None else before.hours
            rows[key] = TaskShift(
                category=self.category, work_of=self.work_of, max_share=self.max_share, hours=hours, source=source
            )
        return with_rows(instance, "task_shifting", rows.values())

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is so much."""
        del instance
        says = in_words(self.max_share) if self.hours is None else f"{self.max_share:g} at {self.hours:g} hours an hour"
        yield Claim("tasks shifted, by category and whose work it is:", (self.category, self.work_of), says)


class ScaleNorms(Change):
    """Staffing norms become more generous or leaner."""

    change: Literal["scale_norms"]
    """Name of the change."""
    levels: tuple[Id, ...] = ()
    """Levels; none: all."""
    groups: tuple[Id, ...] = ()
    """Need groups with norms of their own; none: every norm of the levels."""
    categories: tuple[Id, ...] = ()
    """Staff categories; none: all."""
    per_person: Factor = 1.0
    """What work per person served is multiplied by."""
    per_unit: Factor = 1.0
    """What work per open unit (nights, minimum cover) is multiplied by."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Every norm named is multiplied."""
        at, of, by = is_among(self.levels), is_among(self.groups), is_among(self.categories)
        return map_rows(
            instance, "staffing", lambda row: at(row.level) and of(row.group or "") and by(row.category),
            lambda row: altered(
                row, "levels", source=source, fte_per_person=row.fte_per_person * self.per_person,
                fte_per_unit=row.fte_per_unit * self.per_unit,
            ),
        )  # fmt: skip


class SetNorm(Change):
    """A staffing norm: work at a level, of a category."""

    change: Literal["set_norm"]
    """Name of the change."""
    level: Id
    """Level."""
    group: Id | None = None
    """Need group; none: every group without a norm of its own."""
    category: Id
    """Staff category whose work it is."""
    fte_per_person: NonNegative
    """Work per person served [FTE/person]."""
    fte_per_unit: NonNegative = 0.0
    """Work per open unit [FTE/unit]; only without a group."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The norm is added, or replaces the one there is."""
        key = (self.level, self.group, self.category)
        kept = [row for row in instance.staffing if (row.level, row.group, row.category) != key]
        return with_rows(
            instance, "staffing", (*kept, made(StaffNorm, "fte_per_person", {**self.given(), "source": source}))
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is so much."""
        del instance
        says = f"{self.fte_per_person:g} per person, {self.fte_per_unit:g} per unit"
        about = (self.level, self.group or "every other group", self.category)
        yield Claim("a staffing norm, by level, group and category:", about, says)


CHANGES = (SetStaff, ScaleStaff, AddStaff, BindStaff, RequireCompetence, ShiftTasks, ScaleNorms, SetNorm)
