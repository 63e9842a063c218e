"""Which candidate is best over many futures: on average, in the worst tenth, by least regret; and how far from the best there is.

Goals are followed in their order, as everywhere: a candidate is better if it is in the first goal in which two differ by more
than the proofs allow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from leonplan.optimizer.futures.outcome import FutureOutcome, GoalOutcome
from leonplan.optimizer.futures.robust import RobustChoice
from leonplan.optimizer.futures.robust_rows import CandidateGoal
from leonplan.optimizer.results.year import tidy

TENTH = 0.1
"""Share of the futures that are called the worst."""

CRITERIA = ("mean", "worst_tenth", "greatest_regret")
"""Columns of ``CandidateGoal`` by which candidates are ranked."""


@dataclass(frozen=True)
class Compared:
    """The futures that can be compared, planned freely and with each candidate that has a plan in all of them."""

    free: tuple[FutureOutcome, ...]
    """Planned freely: those with a verified plan, if every candidate was planned in them."""
    whole: Mapping[str, tuple[FutureOutcome, ...]]
    """The same futures with the decisions of a candidate, by its id."""
    planned: Mapping[str, int]
    """In how many of them there is a plan with the decisions of each candidate."""


def compared(choice: RobustChoice) -> Compared:
    """What can be compared: futures in which nobody has a plan are left out, and those that the user stopped."""
    everywhere = [{one.future: one for one in choice.outcomes[candidate.id]} for candidate in choice.candidates]
    steps = max((len(one.goals) for one in choice.free), default=0)
    free = tuple(
        one
        for one in choice.free
        if one.planned and len(one.goals) == steps and all(one.future in found for found in everywhere)
    )
    by_id = {
        candidate.id: tuple(found[one.future] for one in free)
        for candidate, found in zip(choice.candidates, everywhere, strict=True)
    }
    planned = {id: sum(one.planned for one in found) for id, found in by_id.items()}
    whole = {
        id: found
        for id, found in by_id.items()
        if free and all(one.planned and len(one.goals) == steps for one in found)
    }
    return Compared(free, whole, planned)


def over_futures(at: Compared) -> tuple[CandidateGoal, ...]:
    """What each candidate with a plan everywhere comes to in every goal."""
    return tuple(row for id, found in at.whole.items() for row in _over_futures(id, found, at.free))


def _over_futures(id: str, found: Sequence[FutureOutcome], free: Sequence[FutureOutcome]) -> list[CandidateGoal]:
    rows = []
    kept, held = [True] * len(free), [True] * len(free)
    """Whether it is as good as the best plan in all goals before, and whether bounds of that one hold for it, by future."""
    for place in range(len(free[0].goals)):
        best, own = [one.goals[place] for one in free], [one.goals[place] for one in found]
        values = [one.value for one in own]
        lost = [
            tidy(one.value - most.value) if still and not most.keeps(one.value) else 0.0
            for one, most, still in zip(own, best, kept, strict=True)
        ]
        mean, bound = mean_of(values), mean_bound(best) if all(held) else None
        rows.append(
            CandidateGoal(
                candidate=id,
                step=place + 1,
                goal=best[0].goal,
                unit=best[0].unit,
                mean=mean,
                worst_tenth=worst_tenth(values),
                greatest_regret=max(lost) if any(kept) else None,
                free=mean_of([one.value for one in best]),
                bound=bound,
                distance=None if bound is None else _distance(mean, bound, allowance(best)),
            )
        )
        kept = [still and most.keeps(one.value) for one, most, still in zip(own, best, kept, strict=True)]
        held = [still and most.holds(one.value) for one, most, still in zip(own, best, held, strict=True)]
    return rows


def mean_of(values: Sequence[float]) -> float:
    """The mean.

    >>> mean_of([1.0, 2.0, 6.0])
    3.0
    """
    return tidy(fsum(values) / len(values))


def worst_tenth(values: Sequence[float]) -> float:
    """The mean of the highest tenth; of a value that lies only partly in it, the part counts. A value twice weighs double.

    >>> worst_tenth([float(n) for n in range(1, 16)])  # a tenth of 15 is 1.5: (15 + 0.5 · 14) / 1.5
    14.666666667
    >>> worst_tenth([1.0, 2.0])  # a tenth is a fifth of the worse
    2.0
    """
    left = share = TENTH * len(values)
    total = []
    for value in sorted(values, reverse=True):
        part = min(1.0, left)
        total.append(part * value)
        left -= part
        if left <= 0:
            break
    return tidy(fsum(total) / share)


def mean_bound(best: Sequence[GoalOutcome]) -> float | None:
    """The mean of the bounds of the futures; none if one is not known."""
    bounds = [one.bound for one in best if one.bound is not None]
    return mean_of(bounds) if len(bounds) == len(best) else None


def allowance(best: Sequence[GoalOutcome]) -> float:
    """How much two means may differ and be as good: what proofs allow in each future, on average."""
    return fsum(one.allowance for one in best) / len(best)


def _distance(mean: float, bound: float, allowed: float) -> float:
    """How far a mean is from a bound, as a share of the larger; 0 if within what proofs allow."""
    beyond = mean - bound
    return 0.0 if beyond <= allowed else tidy(beyond / max(abs(mean), abs(bound)))


def best_by(rows: Sequence[CandidateGoal], free: Sequence[FutureOutcome], criterion: str) -> tuple[str, ...]:
    """The candidates of which none is better, in their order.

    criterion: one of ``CRITERIA``. Goal by goal, those stay that are within what the proofs allow of the least.
    """
    left = list(dict.fromkeys(row.candidate for row in rows))
    values = {(row.candidate, row.step): getattr(row, criterion) or 0.0 for row in rows}
    for step in sorted({row.step for row in rows}):
        best = [one.goals[step - 1] for one in free]
        allowed = allowance(best) if criterion == "mean" else max(one.allowance for one in best)
        least = min(values[one, step] for one in left)
        left = [one for one in left if values[one, step] <= least + allowed]
    return tuple(left)
