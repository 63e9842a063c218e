"""A plan ready to be read: its years, names, sums and project starts, each worked out in this one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Protocol, TypeVar

from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import Demand, project_demand
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.names import Names, names_of
from leonplan.optimizer.results.stored_years import stored_years
from leonplan.optimizer.results.sums import Key, summed
from leonplan.optimizer.results.totals import YearTotals, over_years
from leonplan.optimizer.results.year import Year
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Project

AnyRow = TypeVar("AnyRow", bound=r.Row)


class StoredPlan(Protocol):
    """What a view needs of a plan; ``planning.plan.Plan`` has it."""

    @property
    def instance(self) -> Instance:
        """The instance as solved."""

    @property
    def tables(self) -> Mapping[str, tuple[r.Row, ...]]:
        """Every table by name."""

    @property
    def by_year(self) -> tuple[YearTotals, ...]:
        """Totals of the given year, if there is one, and of every decided year, in order."""


@dataclass(frozen=True, slots=True)
class StartedProject:
    """A project that a plan carries out."""

    project: Project
    """The project."""
    years: tuple[int, ...]
    """Periods in which it starts, one for each time."""
    ready: tuple[int, ...]
    """Years in which its places can be used, one for each time."""
    outlay: float
    """What is laid out in all, grants not deducted [kNOK]."""
    grants: float
    """State grants in all [kNOK]."""


@dataclass(frozen=True)
class PlanView:
    """A plan ready to be read."""

    plan: StoredPlan
    """The plan."""

    @property
    def instance(self) -> Instance:
        """The municipality as solved."""
        return self.plan.instance

    @cached_property
    def data(self) -> ModelData:
        """The numbers that were solved."""
        return prepare(self.instance, project_demand(self.instance))

    @cached_property
    def demand(self) -> Demand:
        """Inhabitants, and what moves need, in every year of the plan; need itself stands in the plan's tables."""
        return project_demand(self.instance, self.years)

    @cached_property
    def names(self) -> Names:
        """Names by identifier."""
        return names_of(self.instance)

    @cached_property
    def by_year(self) -> Mapping[int, YearTotals]:
        """Totals by year."""
        return {total.year: total for total in self.plan.by_year}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year of the plan, the given one first."""
        return tuple(self.by_year)

    @cached_property
    def decided(self) -> tuple[int, ...]:
        """The years decided."""
        return tuple(total.year for total in self.plan.by_year if total.years)

    @property
    def base(self) -> int | None:
        """The year that is given; none if every year is decided."""
        return self.instance.settings.horizon.base_year

    @property
    def first(self) -> int:
        """The first year of the plan: today, where a year is given."""
        return self.plan.by_year[0].year

    @property
    def last(self) -> int:
        """The last year of the plan."""
        return self.plan.by_year[-1].year

    def rows(self, kind: type[AnyRow]) -> tuple[AnyRow, ...]:
        """The rows of a table by their type."""
        return tuple(row for row in self.plan.tables[kind.table] if isinstance(row, kind))

    def sums(
        self,
        kind: type[AnyRow],
        key: Callable[[AnyRow], Key],
        amount: Callable[[AnyRow], float],
        where: Callable[[AnyRow], bool] = lambda row: True,
    ) -> dict[Key, float]:
        """Sums over the rows of a table by a key; where: of those rows only."""
        return summed((key(row), amount(row)) for row in self.rows(kind) if where(row))

    def series(self, amount: Callable[[YearTotals], float]) -> dict[int, float]:
        """What of a year's totals, by year."""
        return {year: amount(total) for year, total in self.by_year.items()}

    def over_years(self, amounts: Mapping[int, float] | Callable[[YearTotals], float]) -> float:
        """Amounts by year, or what of a year's totals, over all decided years, each counted with its length."""
        if callable(amounts):
            return over_years(self.plan.by_year, amounts)
        return over_years(self.plan.by_year, lambda total: amounts.get(total.year, 0.0))

    @cached_property
    def shifted(self) -> Mapping[int, float]:
        """Tasks done by those to whom they are shifted, by year [FTE at work]."""
        pairs = {(row.category, row.work_of) for row in self.instance.task_shifting}
        return self.sums(
            r.Covers, lambda row: row.year, lambda row: row.fte, lambda row: (row.category, row.work_of) in pairs
        )

    @cached_property
    def values(self) -> Mapping[int, Year]:
        """Services, places and participants by year, as the formulation names them."""
        return stored_years(self.plan.tables, self.years)

    @cached_property
    def starts(self) -> Mapping[str, tuple[int, ...]]:
        """Years in which each project that is carried out starts, each as often as it starts; the first start first."""
        found: dict[str, tuple[int, ...]] = {}
        for row in sorted(self.rows(r.ProjectStart), key=lambda row: (row.year, row.project)):
            found[row.project] = (*found.get(row.project, ()), *(row.year for _ in range(row.starts)))
        return found

    @cached_property
    def projects(self) -> tuple[StartedProject, ...]:
        """Every project that is carried out, in order of time, then the dearest first."""
        granted = self.sums(r.ProjectStart, lambda row: row.project, lambda row: row.granted)
        found = [
            StartedProject(
                project,
                years,
                tuple(year + project.lead_time for year in years),
                len(years) * project.cost,
                granted[project.id] * project.grant_per_place,
            )
            for project in self.instance.projects
            if (years := self.starts.get(project.id, ()))
        ]
        return tuple(sorted(found, key=lambda one: (one.years[0], -one.outlay, one.project.id)))

    @cached_property
    def lowest(self) -> Mapping[str, str]:
        """The lowest effective level by need group."""
        return {group.id: group.lowest_level for group in self.instance.settings.groups}

    @cached_property
    def step(self) -> Mapping[str, int]:
        """Step on the care ladder by level."""
        return {level.id: level.step for level in self.instance.settings.levels}

    @cached_property
    def at_home(self) -> frozenset[str]:
        """Levels at which persons are served at home."""
        return frozenset(level.id for level in self.instance.settings.levels if level.at_home)

    @cached_property
    def round_the_clock(self) -> frozenset[str]:
        """Levels staffed round the clock."""
        return frozenset(level.id for level in self.instance.settings.levels if level.round_the_clock)

    def steps_off(self, row: r.Served) -> int:
        """Steps between those served and their lowest effective level: above 0 too high, below 0 waiting."""
        return self.step[row.level] - self.step[self.lowest[row.group]]

    def employed(self, year: int) -> float:
        """Staff on the books in a year [FTE]."""
        return fsum(row.employed for row in self.rows(r.Staff) if row.year == year)
