"""What is looked at: a plan ready to be read, the day on which, and who counts as having heavy need."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.view import PlanView, StartedProject

Series = dict[int, float]
"""A number by year, in order of time."""


@dataclass(frozen=True)
class Subject(PlanView):
    """A plan to be looked at."""

    plan: Plan
    """The plan."""
    day: datetime.date
    """The day it was made; never the clock's, so that a run always has the same remarks."""

    @cached_property
    def heavy(self) -> tuple[str, ...]:
        """Groups with heavy need that are not on top of others."""
        heavy = self.instance.settings.heavy_groups
        return tuple(group.id for group in self.instance.settings.groups if group.id in heavy and not group.on_top)

    @cached_property
    def need(self) -> Mapping[tuple[str, int], float]:
        """Need by group and year, before programmes [persons on an average day]."""
        return self.sums(r.Need, lambda row: (row.group, row.year), lambda row: row.persons)

    @cached_property
    def unserved(self) -> Mapping[tuple[str, int], float]:
        """Those served by nothing, by group and year [persons on an average day]."""
        return self.sums(r.Unserved, lambda row: (row.group, row.year), lambda row: row.persons)

    @cached_property
    def served(self) -> Mapping[tuple[str, str, int], float]:
        """Those served by group, level and year [persons on an average day]."""
        return self.sums(r.Served, lambda row: (row.group, row.level, row.year), lambda row: row.persons)

    @cached_property
    def _served_at_all(self) -> Mapping[tuple[str, int], float]:
        """Those served at any level, by group and year [persons on an average day]."""
        return self.sums(r.Served, lambda row: (row.group, row.year), lambda row: row.persons)

    def in_need(self, group: str, year: int) -> float:
        """Those who are served or not, what programmes prevented left out [persons on an average day]."""
        return self._served_at_all.get((group, year), 0.0) + self.unserved.get((group, year), 0.0)

    def years_in_use(self, one: StartedProject) -> tuple[int, ...]:
        """Decided years in which the places of a project can be used."""
        return tuple(year for year in self.decided if year >= one.ready[0])

    def all_years(self, amounts: Mapping[int, float]) -> Series:
        """The same for every year of the plan, 0 where none is named."""
        return {year: amounts.get(year, 0.0) for year in self.years}
