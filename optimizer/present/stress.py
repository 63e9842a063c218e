"""The screen and the JSON of how a plan stands in many futures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from math import sqrt
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from leonplan.optimizer.futures.outcome import NoOutcome
from leonplan.optimizer.futures.regret import advice_of, first_starts_of, regret_of
from leonplan.optimizer.futures.rows import FutureYear
from leonplan.optimizer.futures.stress import StressTest
from leonplan.optimizer.futures.summary import (
    DEMANDS,
    bands_of,
    drivers_of,
    failures_of,
    first_breaks_of,
    holds_of,
    standing_futures,
)
from leonplan.optimizer.present.console import BAD, GOOD, add_row, paragraph, plain_table
from leonplan.optimizer.present.stress_words import COLUMNS, in_words
from leonplan.optimizer.present.text import number
from leonplan.optimizer.words.column import numbers_of
from leonplan.optimizer.words.many_futures import ADVICE, FUTURE_DEMANDS

_STRONG = 0.3
"""Rank correlations from here on are listed on the screen, if they are no chance."""

_CHANCE = 2.0
"""By chance alone, one in twenty rank correlations over n futures is larger than this divided by the root of n."""


def stress_screen(test: StressTest) -> Iterator[RenderableType]:
    """How often the plan stands, bands by year, what drives it, and when it fails."""
    count = len(test.outcomes)
    standing = "its project starts stand" if test.before is None else f"its project starts before {test.before} stand"
    yield paragraph(f"{test.plan.instance.settings.name}: the plan in {count} futures; {standing}", "bold")
    if test.interrupted:
        yield paragraph(f"STOPPED after {count} of {test.asked} futures; with -o the same command goes on.", BAD)
    unproven = sum(not one.proven for one in test.outcomes)
    if unproven:
        yield paragraph(f"{unproven} futures were not planned to the end; more --time-limit may change them.", BAD)
    if not count:
        return
    yield from _holding(test)
    yield Text("")
    yield from (paragraph(sentence) for sentence in in_words(test))
    yield from _bands(test)
    yield from _drivers(test)
    yield from _first_starts(test)


def _holding(test: StressTest) -> Iterator[RenderableType]:
    count = len(test.outcomes)
    for demand in DEMANDS:
        holds = standing_futures(test.outcomes, demand)
        line = f"{FUTURE_DEMANDS[demand].en}: in {holds} of {count} futures ({100 * holds / count:.0f} %)"
        yield paragraph(line, GOOD if holds == count else "" if holds else BAD)
    for why in NoOutcome:
        if number_of := sum(one.why is why for one in test.outcomes):
            yield paragraph(f"  no plan in {number_of} futures: {_WHY[why]}")


_WHY = {
    NoOutcome.COLLIDES: "hard demands collide with the decisions that stand",
    NoOutcome.DOES_NOT_FIT: "the decisions that stand do not fit the instance as it then is",
    NoOutcome.STOPPED: "the time limit came first",
    NoOutcome.NOT_VERIFIED: "THE PLAN DOES NOT HOLD when it is checked",
}


def _bands(test: StressTest) -> Iterator[RenderableType]:
    decimals = {name: column.decimals for name, column in numbers_of(FutureYear).items()}
    table = plain_table(("BETWEEN", "left"), ("year", "right"), ("10 %", "right"), ("50 %", "right"), ("90 %", "right"))
    before = ""
    for band in sorted(bands_of(test), key=lambda one: list(COLUMNS).index(one.measure)):
        label = f"{COLUMNS[band.measure]} [{band.unit}]" if band.measure != before else ""
        values = (number(value, decimals[band.measure]) for value in (band.low, band.middle, band.high))
        add_row(table, (label, str(band.year), *values))
        before = band.measure
    yield Text("")
    yield table


def _drivers(test: StressTest) -> Iterator[RenderableType]:
    titles = {factor.id: factor.title for factor in test.factors.factors}
    least = max(_STRONG, _CHANCE / sqrt(len(test.outcomes)))
    strong = [one for one in drivers_of(test) if one.correlation is not None and abs(one.correlation) > least]
    if not strong:
        return
    table = plain_table(("WHAT DRIVES IT", "left"), ("rank correlation", "right"), ("factor", "left"))
    for one in sorted(strong, key=lambda x: (list(COLUMNS).index(x.measure), -abs(x.correlation or 0.0), x.factor)):
        add_row(table, (COLUMNS[one.measure], number(one.correlation or 0.0, 2), titles[one.factor]))
    yield Text("")
    yield table


def _first_starts(test: StressTest) -> Iterator[RenderableType]:
    rows = first_starts_of(test)
    if not rows:
        return
    heads = ("in the plan", "earlier", "then", "later", "never")
    table = plain_table(("THE BEST PLAN STARTS", "left"), *((head, "right") for head in heads), ("", "left"))
    for one in rows:
        year = "not" if one.year is None else str(one.year)
        counts = (str(count) for count in (one.earlier, one.same, one.later, one.never))
        add_row(table, (one.project, year, *counts, ADVICE[advice_of(one)].en))
    yield Text("")
    yield table


def stress_json(test: StressTest, folder: Path | None) -> dict[str, Any]:
    """The fields of the contract."""
    count = len(test.outcomes)
    return {
        "instance": test.plan.instance.settings.id,
        "mode": test.plan.mode.value,
        "asked": test.asked,
        "futures": count,
        "seed": test.seed,
        "before": test.before,
        "interrupted": test.interrupted,
        "unproven": sum(not one.proven for one in test.outcomes),
        "no_plan": {why.value: sum(one.why is why for one in test.outcomes) for why in NoOutcome},
        "holds": [{"demand": x, "futures": standing_futures(test.outcomes, x), "of": count} for x in DEMANDS],
        "bands": [asdict(one) for one in bands_of(test)],
        "drivers": [asdict(one) for one in drivers_of(test)],
        "failures": [asdict(one) for one in failures_of(test)],
        "breaks_first": [asdict(one) for one in first_breaks_of(test)],
        "regret": [asdict(one) for one in regret_of(test)],
        "first_starts": [{**asdict(one), "advice": advice_of(one)} for one in first_starts_of(test)],
        "words": list(in_words(test)),
        "by_future": [
            {**asdict(holds), "values": dict(one.values)}
            for holds, one in zip(holds_of(test), test.outcomes, strict=True)
        ],
        "folder": None if folder is None else str(folder),
    }
