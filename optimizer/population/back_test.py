"""The measured error of the projection: it is made again from every earlier year, and compared with what came.

A projection from a year knows that year and those before it, nothing later. Errors are those of sums over an age band, for
every municipality that is counted apart in all years, every base year with enough years before it, and as many years ahead as
there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated

import numpy as np

from leonplan.optimizer.population.age_bands import AgeSpan, by_span
from leonplan.optimizer.population.inhabitants import JOINED_UNTIL, Floats, Inhabitants, shipped_inhabitants
from leonplan.optimizer.population.project import project
from leonplan.optimizer.population.ratios import Method
from leonplan.optimizer.population.size_class import SizeClass
from leonplan.optimizer.words.column import Column

NINE_IN_TEN = 0.9
"""Share of the municipalities whose errors the low and the high variant enclose."""


@dataclass(frozen=True, slots=True)
class MeasuredError:
    """How far off the projection was, so many years ahead, for an age band.

    An error is what came by what was projected, less 1.
    """

    lowest_age: Annotated[int, Column("years")]
    """Youngest of the band [years]."""
    highest_age: Annotated[int | None, Column("years")]
    """Oldest of the band [years]; none: and over."""
    years_ahead: Annotated[int, Column("years")]
    """Years from the base to the year projected [years]."""
    bases: Annotated[int, Column("")]
    """Base years projected from."""
    forecasts: Annotated[int, Column("")]
    """Projections compared: municipalities times base years."""
    median: Annotated[float, Column("share", decimals=3)]
    """The error that half of them lie above: positive where too few were projected [share]."""
    mean_absolute: Annotated[float, Column("share", decimals=3)]
    """Mean size of the errors [share]."""
    nine_in_ten_within: Annotated[float, Column("share", decimals=3)]
    """Nine in ten errors are smaller than this, up or down [share]."""
    low: Annotated[float, Column("share", decimals=3)]
    """One in twenty came to less than this of what was projected [share of what was projected]."""
    high: Annotated[float, Column("share", decimals=3)]
    """One in twenty came to more than this of what was projected [share of what was projected]."""


@dataclass(frozen=True)
class BackTest:
    """What came by what was projected, for all municipalities, base years and years ahead."""

    spans: tuple[AgeSpan, ...]
    """The age bands."""
    bases: tuple[int, ...]
    """The base years."""
    came: Floats
    """What came by what was projected, of shape (bases, municipalities, bands, years ahead); not a number where the year
    is not over yet, or nobody was projected."""
    inhabitants: Floats
    """Inhabitants in the base year [persons], of shape (bases, municipalities)."""

    @property
    def farthest(self) -> int:
        """Years ahead that any error is measured for."""
        return int(self.came.shape[3])

    def errors(self, size: SizeClass | None = None) -> list[MeasuredError]:
        """Errors by age band and years ahead, of the municipalities of a size in the base year, or of all."""
        chosen = np.ones_like(self.inhabitants, dtype=bool)
        if size is not None:
            chosen = (self.inhabitants >= size.at_least) & (self.inhabitants < (size.below or np.inf))
        return [
            _error(span, ahead + 1, self.came[:, :, place, ahead], chosen)
            for place, span in enumerate(self.spans)
            for ahead in range(self.farthest)
        ]


@cache
def shipped_back_test(spans: tuple[AgeSpan, ...], method: Method) -> BackTest:
    """The back-test on the inhabitants that ship with the program; a second's work, done once."""
    return back_test(shipped_inhabitants(), spans, method, apart=tuple(JOINED_UNTIL))


def back_test(
    inhabitants: Inhabitants, spans: Sequence[AgeSpan], method: Method, apart: Sequence[str] = ()
) -> BackTest:
    """Project from every earlier year, and compare.

    apart: municipalities that take part in the nation's ratios but are not compared.
    """
    bases = range(inhabitants.first_year + method.window, inhabitants.last_year)
    compared = [number not in apart for number in inhabitants.numbers]
    farthest = inhabitants.last_year - bases[0]
    persons = inhabitants.persons[compared]
    came = np.full((len(bases), len(persons), len(spans), farthest), np.nan)
    for place, base in enumerate(bases):
        ahead = inhabitants.last_year - base
        projected = by_span(project(inhabitants.up_to(base), ahead, method)[compared], spans, axis=1)
        measured = by_span(persons[:, :, -ahead:], spans, axis=1)
        np.divide(measured, projected, out=came[place, :, :, :ahead], where=projected > 0)
    at_base = np.stack([persons[:, :, base - inhabitants.first_year].sum(axis=1) for base in bases])
    return BackTest(tuple(spans), tuple(bases), came, at_base)


def variant_shares(errors: Sequence[MeasuredError], years: int) -> tuple[Floats, Floats]:
    """What the low and the high variant of an age band are of the main one, in each of so many years ahead [share].

    errors: of one age band, by years ahead. The band between them never narrows, and holds the main one. Beyond what is measured,
    errors are taken to grow as the square root of the years ahead, as chance changes that add up do: an assumption.
    """
    low = np.minimum.accumulate([min(one.low, 1.0) for one in errors])
    high = np.maximum.accumulate([max(one.high, 1.0) for one in errors])
    known = min(years, len(errors))
    beyond = np.sqrt(np.arange(known + 1, years + 1) / len(errors))
    with np.errstate(divide="ignore"):
        lows, highs = (np.exp(np.log(one[known - 1]) * beyond) for one in (low, high))
    return np.concatenate((low[:known], lows)), np.concatenate((high[:known], highs))


def _error(
    span: AgeSpan, ahead: int, came: Floats, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> MeasuredError:
    """The error of an age band so many years ahead, from what came by what was projected of shape (bases, municipalities)."""
    is_there = chosen & np.isfinite(came)
    errors = came[is_there] - 1
    if not errors.size:
        raise ValueError(f"nothing was projected {ahead} years ahead for {span.name}")
    low, high = np.quantile(errors, ((1 - NINE_IN_TEN) / 2, (1 + NINE_IN_TEN) / 2))
    return MeasuredError(
        lowest_age=span.lowest,
        highest_age=span.highest,
        years_ahead=ahead,
        bases=int(is_there.any(axis=1).sum()),
        forecasts=int(errors.size),
        median=float(np.median(errors)),
        mean_absolute=float(np.abs(errors).mean()),
        nine_in_ten_within=float(np.quantile(np.abs(errors), NINE_IN_TEN)),
        low=1 + float(low),
        high=1 + float(high),
    )
