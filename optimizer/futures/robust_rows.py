"""The tables of a choice over many futures: one class a table, long format, sorted by its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from leonplan.optimizer.futures.rows import FactorValue
from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.words.column import YEAR, Column


@dataclass(frozen=True, slots=True)
class CandidateRow(Row):
    """The candidates, and in how many futures there is a plan with the decisions of each."""

    table: ClassVar[str] = "candidates"
    key: ClassVar[tuple[str, ...]] = ("candidate",)

    candidate: str
    """Candidate: ``planned``, ``nothing``, ``best_`` and the future that it is best in, or a plan that was given."""
    also: str
    """What else has the same decisions, with spaces between."""
    planned: Annotated[int, Column("futures")]
    """Futures with a plan with its decisions."""
    futures: Annotated[int, Column("futures")]
    """Futures that are compared: there is a plan of each, if it is planned freely."""


@dataclass(frozen=True, slots=True)
class CandidateStart(Row):
    """What a candidate starts."""

    table: ClassVar[str] = "starts"
    key: ClassVar[tuple[str, ...]] = ("candidate", "project", "year")

    candidate: str
    """Candidate."""
    project: str
    """Project."""
    year: Annotated[int, YEAR]
    """Period."""
    times: Annotated[int, Column("times")]
    """How often it starts then."""


@dataclass(frozen=True, slots=True)
class CandidateValue(Row):
    """What the verified plan of a future comes to in each goal, with the decisions of a candidate."""

    table: ClassVar[str] = "values"
    key: ClassVar[tuple[str, ...]] = ("candidate", "future", "step")

    candidate: str
    """Candidate; ``free``: planned freely."""
    future: Annotated[int, Column("")]
    """Future."""
    step: Annotated[int, Column("")]
    """Place in the order of goals, from 1."""
    goal: str
    """Goal, or goals with weights."""
    unit: str
    """Unit of the amounts."""
    value: Annotated[float, Column("the row's unit", decimals=1)]
    """Value in the plan."""
    bound: Annotated[float | None, Column("the row's unit", decimals=1)]
    """No plan of the future with these decisions that keeps the goals before this one has less; none if nothing is known."""
    allowance: Annotated[float, Column("the row's unit", decimals=3)]
    """Up to so much more is as good, within the proof."""


@dataclass(frozen=True, slots=True)
class CandidateGoal(Row):
    """What a candidate comes to in a goal over all futures that are compared; of candidates with a plan in each of them."""

    table: ClassVar[str] = "over_futures"
    key: ClassVar[tuple[str, ...]] = ("candidate", "step")

    candidate: str
    """Candidate."""
    step: Annotated[int, Column("")]
    """Place in the order of goals, from 1."""
    goal: str
    """Goal, or goals with weights."""
    unit: str
    """Unit of the amounts."""
    mean: Annotated[float, Column("the row's unit", decimals=1)]
    """Mean over the futures."""
    worst_tenth: Annotated[float, Column("the row's unit", decimals=1)]
    """Mean over the worst tenth of the futures (CVaR); of a future that lies only partly in it, the part counts."""
    greatest_regret: Annotated[float | None, Column("the row's unit", decimals=1)]
    """The most that it is worse in a future than the best plan of that future, where it is as good in the goals before; none
    where it is in no future."""
    free: Annotated[float, Column("the row's unit", decimals=1)]
    """Mean over the futures of the best plans, each of which knows its future."""
    bound: Annotated[float | None, Column("the row's unit", decimals=1)]
    """Mean of the proven bounds of the futures: no plan does better on average, even if it knew the future; none where one of the
    bounds is not known, or does not hold for this candidate, which is worse than the best plan in a goal before."""
    distance: Annotated[float | None, Column("share", decimals=3)]
    """How far the mean is from the bound at most, as a share of the larger; 0 if within what proofs allow."""


@dataclass(frozen=True, slots=True)
class BestCandidate(Row):
    """Which candidates are best, goal by goal in their order; several where none is better within what proofs allow."""

    table: ClassVar[str] = "best"
    key: ClassVar[tuple[str, ...]] = ("by", "candidate")

    by: str
    """``mean``, ``worst_tenth`` or ``greatest_regret``."""
    candidate: str
    """Candidate."""


TABLES: tuple[type[Row], ...] = (
    FactorValue, CandidateRow, CandidateStart, CandidateValue, CandidateGoal, BestCandidate,
)  # fmt: skip
"""The tables of a choice over many futures, in the order in which they are described."""
