"""The decided years of a plan, ready to be asked what binds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from leonplan.models import timing
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.results.year import Year

AnyRow = TypeVar("AnyRow", bound=r.Row)


@dataclass(frozen=True)
class DecidedYears(PlanView):
    """A plan ready to be read, without the given year."""

    @cached_property
    def choices(self) -> dict[int, Year]:
        """What is decided, by decided year."""
        values: dict[int, dict[str, dict[object, float]]] = {t: defaultdict(dict) for t in self.decided}
        for row in self.decided_rows(r.Served):
            values[row.year]["served"][row.group, row.level, row.place] = row.persons
        for seat in self.decided_rows(r.Participants):
            values[seat.year]["participants"][seat.programme, seat.group, seat.district] = seat.persons
        for ward in self.decided_rows(r.Places):
            values[ward.year]["open_units"][ward.centre, ward.level] = float(ward.open_units or 0)
        return {t: Year(t, dict(found)) for t, found in values.items()}

    def decided_rows(self, kind: type[AnyRow]) -> list[AnyRow]:
        """The rows of a table without those of a given year."""
        years = set(self.decided)
        return [row for row in self.rows(kind) if getattr(row, "year", None) in years]

    def length(self, t: int) -> int:
        """Years that a period stands for [years]."""
        return timing.length(self.data, t)

    def before(self, t: int) -> int | None:
        """The decided period before one; none for the first."""
        return timing.previous(self.data, t)

    def taking_part(self, q: str, t: int) -> float:
        """All participants of a programme [persons]."""
        return summed((p, n) for (p, _, _), n in self.choices[t].of("participants").items()).get(q, 0.0)
