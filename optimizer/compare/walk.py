"""The walk: why the plan moved from the base to all changes together, change by change.

Each change's share is its mean contribution over all orders in which the changes can be made (``compare.shapley``), so no
order is preferred, and the shares add up exactly. Every set of changes is solved as a scenario of its own; a plan is only
as good as its proof, and shares smaller than the walk's resolution mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from leonplan.optimizer.compare.rows import WalkStep
from leonplan.optimizer.compare.shapley import Coalition, arrivals, rounded, shapley
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.verify.exact import exact
from leonplan.optimizer.words import phrases

Coalitions = Mapping[Coalition, str]
"""Id of the scenario in which some changes are made together, by the ids of the changes."""


@dataclass(frozen=True, slots=True)
class Player:
    """A change of the walk."""

    id: str
    """Identifier: of the what-if, or of it and the number of its change."""
    title: str
    """Title for people."""


@dataclass(frozen=True, slots=True)
class WalkMeasure:
    """A measure of a walk."""

    unit: str
    """Unit in a year."""
    unit_over_years: str
    """Unit over all decided years."""
    goal: str
    """The goal whose proof says how sure its values are."""


WALK_MEASURES: Mapping[str, WalkMeasure] = {
    "spend": WalkMeasure("kNOK/year", "kNOK", "spend"),
    "all_heavy_without_help": WalkMeasure("persons on an average day", "person-years", "unmet"),
    "all_heavy_unmet": WalkMeasure("persons on an average day", "person-years", "unmet"),
    "all_light_unmet": WalkMeasure("persons on an average day", "person-years", "unmet"),
    "employed": WalkMeasure("FTE", "FTE-years", "spend"),
}
"""Every measure of the walk: net spending (not discounted), heavy and light need apart, and staff on the books. No goal proves
persons but through what they weigh, nor staff but through what they cost."""


@dataclass(frozen=True)
class Walk:
    """The walk, or why there is none."""

    steps: tuple[WalkStep, ...]
    """The changes' shares by measure and year; none if there is no walk."""
    resolution: Mapping[str, float | None]
    """By measure, over all years: what a share may be off, as each plan is the best only within its gap; none if a plan
    has no bound. In the measure's unit over all years."""
    missing: str | None = None
    """Why there is no walk, in words."""


def make_walk(
    players: Sequence[Player], coalitions: Coalitions, plans: Mapping[str, tuple[Plan | None, str | None]]
) -> Walk:
    """The walk over some changes.

    coalitions: the scenario of every set of players; plans: a plan, or in words why there is none, by scenario. Without
    a plan for every set there is no walk.
    """
    missing = [
        f"{_named(some)}: {(plans[id][1] or 'no plan').splitlines()[0]}"
        for some, id in coalitions.items()
        if plans[id][0] is None
    ]
    if missing:
        return Walk((), {}, phrases.NO_SHARES.en.format(which="; ".join(missing)))
    found = {some: plan for some, id in coalitions.items() if (plan := plans[id][0]) is not None}
    years = [total.year for total in found[frozenset()].by_year if total.years]
    is_alike = all([total.year for total in plan.by_year if total.years] == years for plan in found.values())
    ids = sorted(player.id for player in players)
    steps = tuple(
        step
        for measure in WALK_MEASURES
        for year in (*(years if is_alike else ()), None)
        for step in _steps(measure, year, ids, {some: value_of(plan, measure, year) for some, plan in found.items()})
    )
    return Walk(steps, {measure: _resolution(measure, ids, found) for measure in WALK_MEASURES})


def _named(some: Coalition) -> str:
    return " + ".join(sorted(some)) or "the base"


def value_of(plan: Plan, measure: str, year: int | None) -> Fraction:
    """What a plan comes to in a measure of the walk, in a year or over all decided years, exactly as stored."""
    by_year = _by_year(plan, measure)
    if year is not None:
        return by_year[year]
    return sum((total.years * by_year[total.year] for total in plan.by_year), Fraction(0))


def _by_year(plan: Plan, measure: str) -> dict[int, Fraction]:
    if measure == "employed":
        employed = {total.year: Fraction(0) for total in plan.by_year}
        for row in plan.rows(r.Staff):
            employed[row.year] += exact(row.employed)
        return employed
    return {total.year: exact(getattr(total, measure.removeprefix("all_"))) for total in plan.by_year}


def _steps(
    measure: str, year: int | None, players: Sequence[str], values: Mapping[Coalition, Fraction]
) -> Iterator[WalkStep]:
    shares = shapley(players, values.__getitem__)
    told = WALK_MEASURES[measure]
    now = values[frozenset()]
    for number, (change, amount) in enumerate(rounded(shares).items(), 1):
        yield WalkStep(
            measure=measure,
            year=year,
            step=number,
            change=change,
            before=float(now),
            amount=float(amount),
            after=float(now + amount),
            exact=str(shares[change]),
            unit=told.unit_over_years if year is None else told.unit,
        )
        now += amount


def _resolution(measure: str, players: Sequence[str], plans: Mapping[Coalition, Plan]) -> float | None:
    """What a share may be off at the most if every plan may be off by its gap: the gaps, weighted as a share weighs them."""
    off: dict[Coalition, Fraction] = {}
    for some, plan in plans.items():
        gap = _gap(plan, WALK_MEASURES[measure].goal)
        if gap is None:
            return None
        off[some] = exact(gap) * abs(value_of(plan, measure, None))
    return float(
        max(
            sum((weight * (off[some] + off[some | {one}]) for some, weight in arrivals(players, one)), Fraction(0))
            for one in players
        )
    )


def _gap(plan: Plan, goal: str) -> float | None:
    """How far a plan may be from the best in a goal, no less than what was asked for [share]; none if it is not known."""
    found = [row.gap for row in plan.goals if goal in row.goal]
    gaps = [gap for gap in found if gap is not None]
    return max(plan.settings.gap, *gaps) if gaps and len(gaps) == len(found) else None
