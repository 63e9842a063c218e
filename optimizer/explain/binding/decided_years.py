"""The decided years of a plan, ready to be asked what binds."""

from __future__ import annotations

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
        return {t: self.values[t] for t in self.decided}

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
