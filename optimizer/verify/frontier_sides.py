"""The two sides of a frontier's bracket, worked out again in fractions from what the search found.

From above: a plan at a limit is a plan at every larger one, and two plans with the same whole decisions can be mixed. From
below: what was proven out of reach. Nothing of the search's own code takes part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from leonplan.optimizer.verify.exact import ONE, ZERO
from leonplan.optimizer.verify.frontier_tables import Cells, Faults

ROUNDING = Fraction(1, 10**6)
"""Share of a value that is put down to the solver's rounding."""

GRAIN = Fraction(1, 10**5)
"""Part of a step of the grid of limits by which a limit may lie off its place."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line over a stretch of the axis; none for an end: without end."""

    low: Fraction | None
    high: Fraction | None
    origin: Fraction
    """Value at limit 0."""
    slope: Fraction
    has_end: bool = True
    """Whether it holds at its end itself."""
    name: str = ""
    """Where it is stored."""

    def at(self, x: Fraction) -> Fraction:
        """Its value at a limit."""
        return self.origin + self.slope * x

    def covers(self, x: Fraction) -> bool:
        """Whether it holds at a limit."""
        if self.low is not None and x < self.low:
            return False
        return self.high is None or x < self.high or (self.has_end and x == self.high)

    def spans(self, low: Fraction, high: Fraction) -> bool:
        """Whether it holds on a whole stretch, its ends left out."""
        return (self.low is None or self.low <= low) and (self.high is None or high <= self.high)


@dataclass(frozen=True)
class Sides:
    """What is reached and what is out of reach."""

    upper: tuple[Line, ...]
    lower: tuple[Line, ...]
    begins: Fraction | None
    """No plan keeps a smaller limit; none: nothing is known of it."""

    def reached(self, x: Fraction) -> Fraction | None:
        """The least value of a plan that keeps a limit; none if none is known."""
        return min((line.at(x) for line in self.upper if line.covers(x)), default=None)

    def floor(self, x: Fraction | None) -> Fraction | None:
        """What no plan that keeps a limit beats, no limit if none is given; none if nothing is known of it."""
        if x is None:
            return max((line.origin for line in self.lower if line.high is None), default=None)
        return max((line.at(x) for line in self.lower if line.covers(x)), default=None)

    def ends(self) -> set[Fraction]:
        """Where a line begins or ends."""
        return {x for line in (*self.upper, *self.lower) for x in (line.low, line.high) if x is not None}


def sides_of(reached: Sequence[Cells], floors: Sequence[Cells], faults: Faults) -> Sides:
    """The sides that the stored findings give."""
    wrong = faults.setdefault("tables_are_whole", [])
    upper, lower, begins = [], [], []
    for number, row in enumerate(reached, 1):
        line = _upper(row) if row["number"] == number else None
        upper += [line] if line else []
        wrong += [] if line else [f"reached.csv: row {number} is no plan and no mix of two"]
    for number, row in enumerate(floors, 1):
        if row["number"] == number and row["ask"] == "least_x" and _is_bare(row, ()):
            begins.append(row["bound"])
            continue
        line = _lower(row) if row["number"] == number else None
        lower += [line] if line else []
        wrong += [] if line else [f"floors.csv: row {number} is no answer to a question of its kind"]
    return Sides(tuple(upper), tuple(lower), max(begins, default=None))


def _upper(row: Cells) -> Line | None:
    x, y, other, less = row["limit"], row["value"], row["mix_limit"], row["mix_value"]
    name = f"reached.csv, row {row['number']}"
    if other is None and less is None:
        return Line(x, None, y, ZERO, name=name)
    if other is None or less is None or not (x < other and less < y):
        return None
    slope = (less - y) / (other - x)
    return Line(x, other, y - slope * x, slope, name=name)


def _lower(row: Cells) -> Line | None:
    name = f"floors.csv, row {row['number']}"
    if row["ask"] == "slope" and row["value"] is None and row["low"] is not None and row["high"] is not None:
        is_line = row["low"] < row["high"] and row["price"] > 0
        return Line(row["low"], row["high"], row["bound"], -row["price"], name=name) if is_line else None
    if row["ask"] == "least_y" and _is_bare(row, ("high",)):
        return Line(None, row["high"], row["bound"], ZERO, name=name)
    if row["ask"] == "reach" and row["value"] is not None and _is_bare(row, ("value",)):
        return Line(None, row["bound"], row["value"], ZERO, has_end=False, name=name)
    return None


def _is_bare(row: Cells, but: tuple[str, ...]) -> bool:
    """Whether nothing stands in the columns that a question of its kind does not use."""
    return not row["price"] and all(row[column] is None for column in ("low", "high", "value") if column not in but)


def contradictions(sides: Sides, grid: Fraction) -> Iterator[str]:
    """Where a plan beats what was proven that none beats, beyond rounding.

    grid: of the limits [x].
    """
    shift = GRAIN * grid
    for above in sides.upper:
        assert above.low is not None
        if sides.begins is not None and above.low + shift < sides.begins:
            yield (
                f"a plan keeps the limit {float(above.low):.10g} ({above.name}), "
                f"and none was proven to keep one below {float(sides.begins):.10g}"
            )
        for below in sides.lower:
            yield from _beaten(above, below, shift)


def _beaten(above: Line, below: Line, shift: Fraction) -> Iterator[str]:
    """Where a line from above lies below one from below; both are straight, so it does at an end of what they share."""
    assert above.low is not None
    start = above.low + shift if below.low is None else max(above.low + shift, below.low)
    ends = [] if above.high is None else [above.high]
    ends += [] if below.high is None else [below.high - (ZERO if below.has_end else shift)]
    if ends and start > min(ends):
        return
    for x in (start, min(ends)) if ends and above.slope else (start,):
        value, proven = above.at(x), below.at(x)
        if proven - value > rounding(value, proven):
            yield (
                f"at limit {float(x):.10g} a plan reaches {float(value):.10g} ({above.name}), "
                f"and {float(proven):.10g} was proven to be the least there ({below.name})"
            )
            return


def rounding(*values: Fraction) -> Fraction:
    """How far values may lie apart and count as the same."""
    return ROUNDING * max(ONE, *map(abs, values))
