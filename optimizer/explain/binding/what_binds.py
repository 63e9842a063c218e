"""What binds and when: every rule that leaves no room in a plan, by arithmetic from its tables."""

from __future__ import annotations

from dataclasses import dataclass

from leonplan.models import objectives
from leonplan.models.build import BLOCKS
from leonplan.optimizer.explain.binding import (
    continuity,
    demands,
    joint,
    ladder,
    means,
    minimums,
    places,
    programmes,
    projects,
)
from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.row import Binding
from leonplan.optimizer.planning.plan import Plan

LOOKS = (
    *means.LOOKS,
    *joint.LOOKS,
    *ladder.LOOKS,
    *places.LOOKS,
    *projects.LOOKS,
    *programmes.LOOKS,
    *continuity.LOOKS,
    *minimums.LOOKS,
    *demands.LOOKS,
)
"""Every look, in the order of the rows; what none of them is about is named in ``never_scarce.py``."""

SENTENCES = {rule.name: rule.sentence for block in (*BLOCKS, objectives) for rule in block.RULES}
"""The sentence of each rule by its name, as the formulation has it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule that binds one subject, over places and years."""

    rule: str
    """Name of the rule."""
    sentence: str
    """The rule as a sentence."""
    of: str
    """Identifier of what is bound."""
    subject: str
    """The same in words."""
    rows: tuple[Binding, ...]
    """Where and when, by year."""
    weight: float
    """How much of the planned time and of the places it binds; 1 is always and everywhere [share]."""

    @property
    def years(self) -> tuple[int, ...]:
        """Periods in which it binds somewhere."""
        return tuple(dict.fromkeys(row.year for row in self.rows))

    @property
    def worst(self) -> float:
        """The greatest share of a limit that is used [share]."""
        return max(row.share for row in self.rows)


def binding_rows(plan: Plan) -> tuple[Binding, ...]:
    """Every rule, place and decided year in which nothing is left, in the order of the rules."""
    view = DecidedYears(plan)
    return tuple(row for look in LOOKS for row in look(view) if row.binds)


def what_binds(plan: Plan) -> tuple[Bound, ...]:
    """What binds, gathered by rule and subject: what is exceeded first, then by how much of the time and of the places."""
    view = DecidedYears(plan)
    rows = [row for look in LOOKS for row in look(view)]
    groups: dict[tuple[str, str], list[Binding]] = {}
    for row in rows:
        groups.setdefault((row.rule, row.subject), []).append(row)
    found = [_bound(view, group) for group in groups.values() if any(row.binds for row in group)]
    return tuple(sorted(found, key=lambda bound: (bound.worst <= EXCEEDED, -bound.weight)))


EXCEEDED = 1.0005
"""A limit used to more than this share is exceeded, not only used up."""


def _bound(view: DecidedYears, rows: list[Binding]) -> Bound:
    binding = tuple(row for row in rows if row.binds)
    wheres = {row.where for row in rows}
    all_years = sum(period.length for period in view.data.periods)
    weight = sum(view.length(row.year) for row in binding) / (all_years * len(wheres))
    return Bound(rows[0].rule, SENTENCES[rows[0].rule], rows[0].of, rows[0].subject, binding, weight)
