"""What a plan's tables tell, by year, ready to be asked what binds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from leonplan.models import timing
from leonplan.models.data import ModelData
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.names import Names
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.results.year import Year

AnyRow = TypeVar("AnyRow", bound=r.Row)

CLOSE = 0.9995
"""A limit used to this share is told as used up."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A rule that leaves no room somewhere in a year."""

    rule: str
    """Name of the rule, as the formulation has it."""
    of: str
    """Identifier of what it is about: a level, a category, a project, a district ...; empty for all together."""
    subject: str
    """The same in words."""
    at: str
    """Identifier of the centre where it binds; empty where it is about no centre."""
    where: str
    """The same in words."""
    year: int
    """Period."""
    use: float
    """How much is used, or wanted."""
    limit: float
    """How much there is."""
    unit: str
    """Unit of both."""

    @property
    def share(self) -> float:
        """Use as a part of the limit: 1 where nothing is left, more where it is exceeded [share]."""
        if abs(self.limit) < TINY:
            return 1.0 if self.use < TINY else BEYOND
        return min(BEYOND, self.use / self.limit)

    @property
    def binds(self) -> bool:
        """Whether no room is left."""
        return self.share >= CLOSE


TINY = 1e-6
"""Less than this is nothing, in any unit."""

BEYOND = 10.0
"""Share told where next to nothing is exceeded."""


@dataclass(frozen=True)
class Told:
    """A plan and the numbers it was made from."""

    plan: Plan

    @cached_property
    def view(self) -> PlanView:
        """The plan ready to be read."""
        return PlanView(self.plan)

    @property
    def data(self) -> ModelData:
        """The numbers of its solve."""
        return self.view.data

    @property
    def names(self) -> Names:
        """Names for people."""
        return self.view.names

    @cached_property
    def years(self) -> dict[int, Year]:
        """What is decided, by decided year."""
        values: dict[int, dict[str, dict[object, float]]] = {t: defaultdict(dict) for t in self.data.years}
        for row in self.decided(r.Served):
            values[row.year]["served"][row.group, row.level, row.place] = row.persons
        for seat in self.decided(r.Participants):
            values[seat.year]["participants"][seat.programme, seat.group, seat.district] = seat.persons
        for ward in self.decided(r.Places):
            values[ward.year]["open_units"][ward.centre, ward.level] = float(ward.open_units or 0)
        return {t: Year(t, dict(found)) for t, found in values.items()}

    def decided(self, kind: type[AnyRow]) -> list[AnyRow]:
        """The rows of a table without those of a given year."""
        years = set(self.data.years)
        return [row for row in self.view.rows(kind) if getattr(row, "year", None) in years]

    def length(self, t: int) -> int:
        """Years that a period stands for [years]."""
        return timing.length(self.data, t)

    def before(self, t: int) -> int | None:
        """The decided period before one; none for the first."""
        return timing.previous(self.data, t)

    def taking_part(self, q: str, t: int) -> float:
        """All participants of a programme [persons]."""
        return summed((p, n) for (p, _, _), n in self.years[t].of("participants").items()).get(q, 0.0)
