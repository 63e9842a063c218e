"""One plan to be checked: what the instance says, what is stored, and where violations are noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from leonplan.optimizer.verify.exact import ZERO
from leonplan.optimizer.verify.facts import Facts
from leonplan.optimizer.verify.ledger import Ledger
from leonplan.optimizer.verify.need import Inhabitants, Needs
from leonplan.optimizer.verify.tables import Stored, StoredGoal


@dataclass(frozen=True)
class Case:
    """One plan to be checked."""

    facts: Facts
    people: Inhabitants
    need: Needs
    stored: Stored
    goals: tuple[StoredGoal, ...]
    ledger: Ledger

    def rows(self, table: str, t: int) -> dict[Any, Any]:
        """The rows of a year."""
        return self.stored[table][t]

    @cached_property
    def at_level(self) -> dict[int, dict[tuple[str, str], Fraction]]:
        """Persons served by year and (group, level), wherever."""
        return {t: _summed(((g, l), x) for (g, l, _), x in self.rows("served", t).items()) for t in self.facts.years}

    @cached_property
    def at_place(self) -> dict[int, dict[tuple[str, str], Fraction]]:
        """Persons served by year and (level, place), whatever their group."""
        return {t: _summed(((l, s), x) for (_, l, s), x in self.rows("served", t).items()) for t in self.facts.years}

    @cached_property
    def by_programme(self) -> dict[int, dict[tuple[str, str], Fraction]]:
        """Participants by year and (programme, group)."""
        rows = {t: self.rows("participants", t) for t in self.facts.years}
        return {t: _summed(((q, g), x) for (q, g, _), x in found.items()) for t, found in rows.items()}

    @cached_property
    def need_of_group(self) -> dict[tuple[str, int], Fraction]:
        """Need by (group, year)."""
        return _summed(((g, t), x) for (g, _, t), x in self.need.items())

    def started(self, p: str, t: int) -> Fraction:
        """How often a project has been started by a year [times]."""
        return sum((self.rows("projects", s)[p]["starts"] for s in self._starts[p] if s <= t), ZERO)

    def finished(self, p: str, t: int) -> Fraction:
        """How often a project has been started so early that its lead time has passed [times]."""
        return self.started(p, t - self.facts.projects[p].lead_time)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {p: [t for t in self.facts.decided if p in self.rows("projects", t)] for p in self.facts.projects}

    def starts(self, p: str) -> Iterator[tuple[int, Fraction, Fraction]]:
        """(Period, times started, places granted) of a project, in order of time."""
        for t in self._starts[p]:
            row = self.rows("projects", t)[p]
            yield t, row["starts"], row["granted"]


def _summed(pairs: Iterator[tuple[Any, Fraction]]) -> dict[Any, Fraction]:
    found: dict[Any, Fraction] = defaultdict(Fraction)
    for key, number in pairs:
        found[key] += number
    return found
