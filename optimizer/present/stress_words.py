"""What a stress test found, in sentences for people who know no statistics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leonplan.optimizer.futures.regret import Cost, regret_of
from leonplan.optimizer.futures.rows import FutureYear, Regret
from leonplan.optimizer.futures.stress import StressTest
from leonplan.optimizer.futures.summary import bands_of, failures_of, first_breaks_of
from leonplan.optimizer.present.text import number
from leonplan.optimizer.words.column import numbers_of
from leonplan.optimizer.words.many_futures import FUTURE_DEMANDS
from leonplan.optimizer.words.vocabulary import GOALS, KEY_FIGURES, MEASURES

COLUMNS = {
    "need": MEASURES["need"].en,
    "heavy_unmet": MEASURES["all_heavy_unmet"].en,
    "light_unmet": MEASURES["all_light_unmet"].en,
    "employed": MEASURES["employed"].en,
    "shortfall": MEASURES["shortfall"].en,
    "spend": MEASURES["spend"].en,
    "overrun": KEY_FIGURES["overrun"].en.removesuffix(", all years"),
}
"""Columns of the outcomes in words."""


def in_words(test: StressTest) -> Iterator[str]:
    """What breaks first, when it fails, between what most futures end, and what keeping the decisions costs."""
    yield from _breaks(test)
    yield from _fails(test)
    yield from _ends(test)
    yield from _costs(regret_of(test))


def _breaks(test: StressTest) -> Iterator[str]:
    planned = sum(one.planned for one in test.outcomes)
    rows = sorted(first_breaks_of(test), key=lambda one: (-one.first, one.demand))
    for one in rows:
        if one.failing:
            name = FUTURE_DEMANDS[one.demand].en
            yield (
                f"{name}: breaks in {one.failing} of {planned} futures with a plan, before everything else or together with it "
                f"in {one.first}; in {one.earliest} at the earliest, in half of them by {one.middle}."
            )
    if planned and not any(one.failing for one in rows):
        yield f"Nothing breaks in any of the {planned} futures with a plan."


def _fails(test: StressTest) -> Iterator[str]:
    titles = {factor.id: factor.title for factor in test.factors.factors}
    for one in failures_of(test):
        yield (
            f"{FUTURE_DEMANDS[one.demand].en}: fails in {one.failing_beyond} of {one.futures_beyond} futures with "
            f"{titles[one.factor]} ({one.factor}) {one.side} {one.limit:.4g}, and in {one.failing_within} of the other "
            f"{one.futures_within}."
        )


def _ends(test: StressTest) -> Iterator[str]:
    decimals = {name: column.decimals for name, column in numbers_of(FutureYear).items()}
    bands = bands_of(test)
    last = max((one.year for one in bands), default=0)
    ends = {one.measure: one for one in bands if one.year == last}
    for measure, name in COLUMNS.items():
        if measure not in ends:
            continue
        one = ends[measure]
        low, middle, high = (number(x, decimals[measure]) for x in (one.low, one.middle, one.high))
        if low == high:
            yield f"{name} in {last}: {low} {one.unit} in most futures."
        else:
            yield f"{name} in {last}: {low} to {high} {one.unit} in eight of ten futures, {middle} in the middle one."


def _costs(rows: Sequence[Regret]) -> Iterator[str]:
    """Against planning each future freely."""
    if not rows:
        return
    count = {cost: sum(one.cost == cost for one in rows) for cost in Cost}
    yield (
        f"Keeping the decisions costs nothing in {count[Cost.NONE]} of {len(rows)} futures: the plan is as good in every goal as "
        "the best that is planned freely, within its proof."
    )
    for goal in dict.fromkeys(one.goal for one in rows if one.goal):
        amounts = sorted(one.regret for one in rows if one.goal == goal and one.regret is not None)
        unit = next(one.unit for one in rows if one.goal == goal)
        middle, most = (number(x, 1) for x in (amounts[(len(amounts) - 1) // 2], amounts[-1]))
        name = GOALS[goal].en if goal in GOALS else goal
        yield f"It costs first in '{name}' in {len(amounts)} futures: {middle} {unit} in the middle one, {most} at most."
    if count[Cost.PLAN]:
        yield f"In {count[Cost.PLAN]} futures there is no plan with the decisions, though there is one without."
    if count[Cost.NEITHER]:
        yield f"In {count[Cost.NEITHER]} futures there is no plan either way."
    if count[Cost.UNKNOWN]:
        yield f"In {count[Cost.UNKNOWN]} futures it is not known; more --time-limit may tell."
