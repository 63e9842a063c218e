"""How far off ``leon population`` was: projected from every earlier year, on all municipalities, against what came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.measure import print_table
from leonplan.optimizer.population.age_bands import USUAL, AgeSpan, by_span, spans_from
from leonplan.optimizer.population.back_test import (
    BackTest,
    MeasuredError,
    back_test,
    shipped_back_test,
    variant_shares,
)
from leonplan.optimizer.population.inhabitants import JOINED_UNTIL, Floats, Inhabitants, shipped_inhabitants
from leonplan.optimizer.population.project import project
from leonplan.optimizer.population.ratios import Method
from leonplan.optimizer.population.size_class import LIMITS, size_class

AHEAD = (1, 5, 10, 15)
"""Years ahead that are shown."""

OLD = AgeSpan(80, None)

CHOICES = (
    ("as it is", Method()),
    ("no fall of losses", Method(improvement=0.0)),
    ("losses fall by 0.8 % a year", Method(improvement=0.008)),
    ("losses fall by 1.5 % a year", Method(improvement=0.015)),
    ("1 % a year at every age from 60", Method(improvement=0.01, fading=105, unmoved=106)),
    ("ratios of three years", Method(window=3)),
    ("own ratios only", Method(pull=0.0)),
    ("pull of 400 person-years", Method(pull=400.0)),
    ("the nation's ratios only", Method(pull=1e12)),
    ("births in proportion to parents", Method(holds_births=False)),
)
"""The method, and what it would be otherwise."""


def run() -> None:
    """Print the errors by age, by size, of other choices, and how the band between low and high held out of sample."""
    test = shipped_back_test((*spans_from(USUAL), OLD), Method())
    print_table(f"355 municipalities, base years {test.bases[0]} to {test.bases[-1]}", _HEAD, _rows(test.errors()))
    sizes = [size_class(inhabitants) for inhabitants in (0, *LIMITS)]
    by_size = ((size.name, *row[1:]) for size in sizes for row in _rows(_of(test, OLD, test.errors(size))))
    print_table("80 and over, by size of the municipality", ("inhabitants", *_HEAD[1:]), by_size)
    print_table("80 and over and 0–17, ten years ahead, by choice", _CHOICE_HEAD, (_choice(*one) for one in CHOICES))
    print_table("Share of what came between low and high, which were measured to a year", _HELD_HEAD, _held())


_HEAD = ("ages", "years ahead", "forecasts", "median %", "mean size %", "nine in ten within %", "low %", "high %")
_CHOICE_HEAD = ("choice", "80+ median %", "80+ mean size %", "80+ nine in ten %", "0–17 median %", "90+ median %")
_HELD_HEAD = ("measured to", "years ahead", "ages", "between %", "below %", "above %")


def _rows(errors: Iterable[MeasuredError]) -> Iterable[tuple[object, ...]]:
    for one in errors:
        if one.years_ahead in AHEAD:
            shares = (one.median, one.mean_absolute, one.nine_in_ten_within, one.low - 1, one.high - 1)
            name = AgeSpan(one.lowest_age, one.highest_age).name
            yield (name, one.years_ahead, one.forecasts, *(f"{100 * share:.1f}" for share in shares))


def _of(test: BackTest, span: AgeSpan, errors: Sequence[MeasuredError]) -> Sequence[MeasuredError]:
    """The errors of a band."""
    place = test.spans.index(span) * test.farthest
    return errors[place : place + test.farthest]


def _choice(name: str, method: Method) -> tuple[object, ...]:
    spans = (AgeSpan(0, 17), OLD, AgeSpan(90, None))
    test = shipped_back_test(spans, method)
    young, old, oldest = (_of(test, span, test.errors())[9] for span in spans)
    shares = (old.median, old.mean_absolute, old.nine_in_ten_within, young.median, oldest.median)
    return (name, *(f"{100 * share:.1f}" for share in shares))


def held(base: int, spans: Sequence[AgeSpan]) -> dict[AgeSpan, tuple[float, float]]:
    """Low and high as they would have been in a year, from the errors known then, against what came five years later.

    The shares of the municipalities that came to less than low, and to more than high, by age band.
    """
    people = shipped_inhabitants()
    compared = [place for place, number in enumerate(people.numbers) if number not in JOINED_UNTIL]
    known = replace(people, persons=people.up_to(base))
    test = back_test(known, spans, Method(), apart=tuple(JOINED_UNTIL))
    came = _came(people, base, 5, spans)[compared]
    sizes = [size_class(inhabitants) for inhabitants in known.persons[compared, :, -1].sum(axis=1)]
    shares = {}
    for place, span in enumerate(spans):
        bands = {one: variant_shares(_of(test, span, test.errors(one)), 5) for one in set(sizes)}
        low, high = (np.array([bands[size][side][-1] for size in sizes]) for side in (0, 1))
        shares[span] = (float(np.mean(came[:, place] < low)), float(np.mean(came[:, place] > high)))
    return shares


def _held() -> Iterable[tuple[object, ...]]:
    for base in (2016, 2021):
        for span, (below, above) in held(base, (*spans_from(USUAL), OLD)).items():
            yield (base, 5, span.name, *(f"{100 * share:.0f}" for share in (1 - below - above, below, above)))


def _came(people: Inhabitants, base: int, ahead: int, spans: Sequence[AgeSpan]) -> Floats:
    """What came so many years after a base by what was projected, of shape (municipalities, bands)."""
    projected = by_span(project(people.up_to(base), ahead, Method())[:, :, -1], spans, axis=1)
    came: Floats = by_span(people.persons[:, :, base - people.first_year + ahead], spans, axis=1) / projected
    return came
