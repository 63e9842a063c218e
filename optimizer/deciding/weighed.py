"""Weighted need in words: as how many persons without any help in every year."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.rows import Need
from leonplan.optimizer.results.view import PlanView

WEIGHTED = "severity-weighted person-years"
"""Unit of the goals that count need by its severity."""

FTE_YEARS = "FTE-years"
"""Unit of the goal that counts work that nobody can be found for."""


@dataclass(frozen=True)
class PersonWeights:
    """What a person weighs who gets no help in any decided year, of the average severity of the need there is."""

    heavy: float
    """With heavy need; 0 where there is none [severity-weighted person-years]."""
    light: float
    """With light need; 0 where there is none [severity-weighted person-years]."""
    years: int
    """Decided years [years]."""

    def persons(self, amount: float) -> float | None:
        """An amount as persons with heavy need, with light need where there is no heavy one; none where there is neither."""
        weight = self.heavy or self.light
        return amount / weight if weight else None

    @property
    def is_heavy(self) -> bool:
        """Whether amounts are told as persons with heavy need."""
        return self.heavy > 0

    @property
    def light_for_heavy(self) -> float | None:
        """Persons with light need who weigh as much as one with heavy need; none where one kind is missing."""
        return self.heavy / self.light if self.heavy and self.light else None


def person_weights(plan: Plan) -> PersonWeights:
    """The weights by the plan's need over all decided years."""
    heavy = plan.instance.settings.heavy_groups
    lengths = {total.year: total.years for total in plan.by_year}
    severity = {id: group.severity for id, group in PlanView(plan).data.groups.items()}
    rows = [row for row in plan.rows(Need) if lengths[row.year]]
    years = sum(lengths.values())

    def weight(*, is_heavy: bool) -> float:
        some = [row for row in rows if (row.group in heavy) is is_heavy]
        persons = fsum(lengths[row.year] * row.persons for row in some)
        return years * fsum(lengths[row.year] * row.persons * severity[row.group] for row in some) / max(persons, 1e-9)

    return PersonWeights(weight(is_heavy=True), weight(is_heavy=False), years)
