"""From which effect on a programme pays that the plan does not take into use: found by halving, by solving again.

The effect is multiplied, everything is planned anew, and the factor is halved between one at which the best plan takes the
programme into use and one at which it does not, until they are as close as is stated. A programme that may not grow by the
instance's own numbers may in the question, or no effect would ever pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from leonplan.optimizer.outcome.question import NoAnswer, PlanQuestion, QuestionKind
from leonplan.optimizer.planning.plan import Plan, PlanAnswer
from leonplan.optimizer.results.rows import Participants
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Programme, ProgrammeEffect
from leonplan.optimizer.schema.years import decided_years

PRECISION = 1.05
"""How far apart the effect that pays and the one that does not may be in the end, as a factor [1]."""

LEAST = 0.5
"""A programme is taken into use where so many more take part than already do or are decided [persons]."""

Answering = Callable[[Sequence[PlanQuestion]], Sequence[PlanAnswer]]
"""Answers questions, in their order."""


@dataclass(frozen=True)
class BreakEven:
    """From which effect on a programme pays."""

    programme: Programme
    """The programme."""
    effects: tuple[ProgrammeEffect, ...]
    """What it does today."""
    may_grow: bool
    """Whether the instance lets it grow; if not, the question did."""
    pays: PlanAnswer | None
    """At the least effect tried at which it is taken into use; none if it is at none."""
    does_not_pay: PlanAnswer | None
    """At the greatest effect tried below, at which it is not; none where the plan itself says so, or none was tried."""
    why: NoAnswer | None
    """Why the search for it ended early; none if it did not."""

    @property
    def is_proven(self) -> bool:
        """Whether both plans are proven best, so that the effect lies between theirs."""
        found = [one for one in (self.pays, self.does_not_pay) if one is not None and one.plan is not None]
        return self.why is None and all(one.plan is not None and one.plan.status == "optimal" for one in found)

    def effect(self, row: ProgrammeEffect) -> float:
        """What one of its effects would have to be [persons/participant, or share of the work per person]."""
        times = 1.0 if self.pays is None else self.pays.question.times
        return min(1.0, _size(row) * times)


@dataclass
class _Bracket:
    """What is known so far of a programme."""

    programme: str
    most: float
    """Factor at which its largest effect is all there is."""
    low: float
    """Greatest factor at which it does not pay; 0 if none is known."""
    high: float | None = None
    """Least factor at which it pays."""
    is_over: bool = False
    kept: dict[float, PlanAnswer] = field(default_factory=dict)

    def next(self) -> float | None:
        """The factor to ask about next; none if it is known, or nothing more can be."""
        if self.is_over or (self.high is not None and self.high <= self.low * PRECISION):
            return None
        if self.high is not None:
            return None if self.low == 0 else sqrt(self.low * self.high)
        if self.low == 0:
            return 1.0
        return self.most if self.low < self.most else None

    def take(self, answer: PlanAnswer) -> None:
        """Take an answer into account."""
        times = answer.question.times
        self.kept[times] = answer
        if answer.plan is None:
            self.is_over = True
        elif is_used(answer.plan, self.programme):
            self.high = times
        else:
            self.low = times

    def told(self) -> Iterator[PlanAnswer]:
        """The answers that are kept: the last on either side, and the one without a plan."""
        for times, answer in sorted(self.kept.items()):
            if answer.plan is None or times in (self.low, self.high):
                yield answer


def search(plan: Plan, answering: Answering) -> tuple[PlanAnswer, ...]:
    """The answers on either side of the effect from which on each programme pays; all programmes take a step at a time."""
    brackets = [_Bracket(row.id, _most(plan.instance, row.id), 1.0 if _may_grow(row) else 0.0) for row in unused(plan)]
    while asked := [(one, times) for one in brackets if (times := one.next()) is not None]:
        questions = [PlanQuestion(QuestionKind.EFFECT, one.programme, round(times, 6)) for one, times in asked]
        for (bracket, _), answer in zip(asked, answering(questions), strict=True):
            bracket.take(answer)
    return tuple(answer for one in brackets for answer in one.told())


def break_evens(plan: Plan) -> tuple[BreakEven, ...]:
    """From which effect on each programme pays that the plan does not take into use, in the order of the instance."""
    return tuple(_break_even(plan, row) for row in unused(plan))


def unused(plan: Plan) -> tuple[Programme, ...]:
    """Programmes with an effect that the plan takes into use no further than is decided, though there is time for it."""
    last = decided_years(plan.instance.settings.horizon)[-1]
    return tuple(
        row
        for row in plan.instance.programmes
        if _effects(plan.instance, row.id)
        and row.growth_per_year
        and row.first_year <= last
        and not is_used(plan, row.id)
    )


def is_used(plan: Plan, programme: str) -> bool:
    """Whether more take part in a programme in some decided year than did already or are decided."""
    row = next(one for one in plan.instance.programmes if one.id == programme)
    taking_part = summed((one.year, one.persons) for one in plan.rows(Participants) if one.programme == programme)
    decided = set(decided_years(plan.instance.settings.horizon))
    most = max((persons for year, persons in taking_part.items() if year in decided), default=0.0)
    return most > max(row.participants, row.decided_participants) + LEAST


def _break_even(plan: Plan, row: Programme) -> BreakEven:
    answers = [one for one in plan.answers if one.question.kind is QuestionKind.EFFECT and one.question.about == row.id]
    found: Mapping[bool, list[PlanAnswer]] = {True: [], False: []}
    for one in answers:
        if one.plan is not None:
            found[is_used(one.plan, row.id)].append(one)
    why = next((one.why for one in answers if one.why is not None), None if answers else NoAnswer.STOPPED)
    return BreakEven(
        programme=row,
        effects=_effects(plan.instance, row.id),
        may_grow=_may_grow(row),
        pays=min(found[True], key=lambda one: one.question.times, default=None),
        does_not_pay=max(found[False], key=lambda one: one.question.times, default=None),
        why=why,
    )


def _effects(instance: Instance, programme: str) -> tuple[ProgrammeEffect, ...]:
    return tuple(row for row in instance.programme_effects if row.programme == programme and _size(row) > 0)


def _size(row: ProgrammeEffect) -> float:
    return row.need_reduction or row.hours_reduction


def _most(instance: Instance, programme: str) -> float:
    return 1 / max(_size(row) for row in _effects(instance, programme))


def _may_grow(row: Programme) -> bool:
    return row.max_participants is None or row.max_participants > max(row.participants, row.decided_participants)
