"""The numbers of an instance by how much its plan hangs on them: each is changed by itself, and everything is planned anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leonplan.optimizer.errors import CollisionError, InterruptedSearchError, LeonError, VerificationError
from leonplan.optimizer.municipality.uncertain_numbers import UncertainNumber, uncertain_numbers
from leonplan.optimizer.outcome.question import NoAnswer
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.scenarios import Outcome, Scenario, plan_scenarios
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.results.totals import over_years
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress

MOST_TOLD = 20
"""Numbers that are told, those first on which most hangs."""

SECONDS = 60.0
"""Seconds for each search with one number changed."""

_LEAST_PERSONS, _LEAST_MONEY = 0.5, 50.0
"""Changes over all years that are worth a word [person-years, kNOK]."""

_ACCIDENT_PERSONS, _ACCIDENT_MONEY = 0.01, 0.002
"""Changes of this share of the amount may be accidents of where two searches ended [share]."""


@dataclass(frozen=True, slots=True)
class PlanTotals:
    """What a plan comes to over all decided years, or how two differ in it."""

    heavy_unmet: float
    """Heavy need unmet [person-years]."""
    light_unmet: float
    """Light need unmet [person-years]."""
    spend: float
    """Net spending [kNOK]."""


@dataclass(frozen=True)
class RankedNumber:
    """What hangs on a number."""

    number: UncertainNumber
    """The number."""
    low: PlanTotals | None
    """What the plan comes to more with its low value; none if that is not known."""
    high: PlanTotals | None
    """What the plan comes to more with its high value; none if that is not known."""
    why_low: NoAnswer | None = None
    """Why nothing is known at the low value; none if it is."""
    why_high: NoAnswer | None = None
    """Why nothing is known at the high value; none if it is."""


@dataclass(frozen=True)
class NumberRanking:
    """The numbers on which most hangs, first the one on which most does."""

    base: PlanTotals
    """What the plan comes to as the numbers are."""
    numbers: tuple[RankedNumber, ...]
    """The numbers, ``MOST_TOLD`` at most."""
    tried: int
    """Numbers that were tried."""


def rank_numbers(
    instance: Instance,
    *,
    numbers: Sequence[UncertainNumber] | None = None,
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
) -> NumberRanking:
    """The ranking of an instance's numbers; numbers: those to try, by default ``uncertain_numbers``.

    Everything is planned for the goals up to spending, two plans at a time, each from the plan as the numbers are. A number
    comes before another if it may make hard demands collide; else if more heavy need hangs on it; where that is the same, more
    light need; else more money. settings: of the first plan; the others have ``SECONDS`` each, and what is not proven by then is
    not known. Raises InterruptedSearchError if the user stops it; CollisionError, NoPlanError and VerificationError
    if there is no verified plan to begin with.
    """
    settings, numbers = settings or SolveSettings(), uncertain_numbers(instance) if numbers is None else numbers
    shortened = without_later_goals(instance)
    base = _begun(shortened, settings, progress)
    scenarios = [
        Scenario(f"{place} {end}", f"{number.part}: {number.column}, {end}", changed)
        for place, number in enumerate(numbers)
        for end, values in (("low", number.low), ("high", number.high))
        if (changed := number.changed(shortened, values)) != shortened
    ]
    limited = replace(settings, time_limit=SECONDS if settings.time_limit is None else settings.time_limit)
    outcomes = plan_scenarios(scenarios, settings=limited, progress=progress, near=base)
    if any(map(_is_interrupted, outcomes.values())):
        raise InterruptedSearchError("interrupted: the numbers are not ranked")
    own = _totals(base)

    def at(place: int, end: str) -> tuple[PlanTotals | None, NoAnswer | None]:
        outcome = outcomes.get(f"{place} {end}", base)
        why = _why_unknown(outcome)
        return (_less(_totals(outcome), own), None) if isinstance(outcome, Plan) and why is None else (None, why)

    ranked = []
    for place, number in enumerate(numbers):
        (low, why_low), (high, why_high) = at(place, "low"), at(place, "high")
        ranked.append(RankedNumber(number, low, high, why_low, why_high))
    ranked.sort(key=lambda one: _weight(one, own), reverse=True)
    return NumberRanking(own, tuple(ranked[:MOST_TOLD]), len(ranked))


def _begun(instance: Instance, settings: SolveSettings, progress: Progress | None) -> Plan:
    """The plan as the numbers are."""
    scenario = Scenario("base", "the plan as the numbers are", instance)
    found = plan_scenarios([scenario], settings=settings, progress=progress, cores=1)
    plan = found["base"]
    if isinstance(plan, LeonError):
        raise plan
    if plan.interrupted:
        raise InterruptedSearchError("interrupted: the numbers are not ranked")
    if plan.verification is None or not plan.verification.ok:
        raise VerificationError("the plan that the numbers are ranked by does not hold when it is checked")
    return plan


def _is_interrupted(outcome: Outcome) -> bool:
    return isinstance(outcome, InterruptedSearchError) or (isinstance(outcome, Plan) and outcome.interrupted)


def _why_unknown(outcome: Outcome) -> NoAnswer | None:
    """Why a plan says nothing; none if it is proven and holds."""
    if isinstance(outcome, CollisionError):
        return NoAnswer.COLLIDES
    if isinstance(outcome, LeonError) or outcome.status is not Status.OPTIMAL:
        return NoAnswer.STOPPED
    return None if outcome.verification is not None and outcome.verification.ok else NoAnswer.NOT_VERIFIED


def _totals(plan: Plan) -> PlanTotals:
    return PlanTotals(
        over_years(plan.by_year, lambda year: year.heavy_unmet),
        over_years(plan.by_year, lambda year: year.light_unmet),
        over_years(plan.by_year, lambda year: year.spend),
    )


def _less(one: PlanTotals, other: PlanTotals) -> PlanTotals:
    return PlanTotals(one.heavy_unmet - other.heavy_unmet, one.light_unmet - other.light_unmet, one.spend - other.spend)


def _weight(one: RankedNumber, base: PlanTotals) -> tuple[bool, int, int, int]:
    """What ranks a number: whether demands may collide, then its largest change of each total in steps that are no accident."""
    known = [end for end in (one.low, one.high) if end is not None]

    def steps(name: str, least: float, accident: float) -> int:
        step = max(least, accident * abs(getattr(base, name)))
        return max((int(abs(getattr(end, name)) / step) for end in known), default=0)

    return (
        NoAnswer.COLLIDES in (one.why_low, one.why_high),
        steps("heavy_unmet", _LEAST_PERSONS, _ACCIDENT_PERSONS),
        steps("light_unmet", _LEAST_PERSONS, _ACCIDENT_PERSONS),
        steps("spend", _LEAST_MONEY, _ACCIDENT_MONEY),
    )
