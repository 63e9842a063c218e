"""A frontier's curve worked out again in fractions: points, brackets, jumps, prices, and whether it is certified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from leonplan.optimizer.verify.exact import ONE, ZERO
from leonplan.optimizer.verify.frontier_sides import Sides, rounding
from leonplan.optimizer.verify.frontier_tables import Cells

JUMP = Fraction(1, 10)
"""Part of the tolerance to which the place of a jump must be known, as a share of the span of the limits."""

END = Fraction(1, 10)
"""Part of the tolerance to which both ends must be known, as a share of the limit and of the value there."""

CLOSE = Fraction(1, 1000)
"""How far a number may be from whole to count as whole, and from its bound where every point is wanted."""

_MERGED = Fraction(1, 10**8)
"""Share of the axis within which ends of lines are taken for one."""
_EXACT = Fraction(1, 10**7)
"""Share by which a stored number may differ from the same one worked out in fractions."""
_SAME = Fraction(1, 10**9)


@dataclass(frozen=True)
class Curve:
    """What is stored of a frontier's curve."""

    points: Sequence[Cells]
    brackets: Sequence[Cells]
    jumps: Sequence[Cells]
    sides: Sides
    tolerance: Fraction
    grid: Fraction
    """Limits are multiples of it [x]."""
    today: Fraction | None = None
    """Where the instance itself stands, whose plan may be the base's, as good within the tolerance [x]."""

    @property
    def span_x(self) -> Fraction:
        """From the first point to the last [x]."""
        return self.points[-1]["limit"] - self.points[0]["limit"]  # type: ignore[no-any-return]

    @property
    def span_y(self) -> Fraction:
        """From the first point to the last [y]."""
        return self.points[0]["value"] - self.points[-1]["value"]  # type: ignore[no-any-return]

    @property
    def allowed(self) -> Fraction:
        """Width that a bracket may have [y]."""
        return self.tolerance * self.span_y

    @property
    def jump(self) -> Fraction:
        """Length that a stretch with a wider bracket may have [x]."""
        return max(JUMP * self.tolerance * self.span_x, self.grid)


def alike(stored: Fraction | None, again: Fraction | None, scale: Fraction = ONE) -> bool:
    """Whether a stored number is the one worked out again."""
    if stored is None or again is None:
        return stored is again
    return abs(stored - again) <= _EXACT * max(scale, abs(stored), abs(again))


def point_faults(curve: Curve) -> Iterator[str]:
    """Points that do not fall, lie outside their bounds, or whose bounds are not what was found."""
    for one, two in pairwise(curve.points):
        if not (one["limit"] < two["limit"] and one["value"] > two["value"]):
            yield f"{two['point']} does not fall: {_at(one)}, then {_at(two)}"
    for row in curve.points:
        x, value, reached = row["limit"], row["value"], curve.sides.reached(row["limit"])
        floor = curve.sides.floor(x)
        allowed = rounding(value) + (curve.allowed if x == curve.today else ZERO)
        if reached is None or value > reached + allowed:
            yield f"{row['point']} is beaten: {_at(row)}, where a plan reaches {_shown(reached)}"
        elif value < reached - rounding(value):
            yield f"{row['point']} is no plan that was found: {_at(row)}, the best found there is {_shown(reached)}"
        elif floor is not None and value < floor - rounding(value):
            yield f"{row['point']} lies below what was proven: {_at(row)}, the least is {_shown(floor)}"
        elif not alike(row["upper_bound"], min(reached, value)):
            yield f"{row['point']}: upper_bound {_shown(row['upper_bound'])} is not {_shown(min(reached, value))}"
        elif floor is None or not alike(row["lower_bound"], min(floor, reached, value)):
            again = None if floor is None else min(floor, reached, value)
            yield f"{row['point']}: lower_bound {_shown(row['lower_bound'])} is not {_shown(again)}"
        if not row["lower_bound"] <= row["upper_bound"] <= value:
            yield f"{row['point']}: bounds are not in order"


def bracket_faults(curve: Curve) -> Iterator[str]:
    """Brackets that do not follow from what was found, or are narrower or wider."""
    if len(curve.points) < 2:
        yield from ("there are brackets without two points" for _ in curve.brackets[:1])
        return
    ends = [(row["low"], row["high"]) for row in curve.brackets]
    first, last = curve.points[0]["limit"], curve.points[-1]["limit"]
    starts = [first, *(high for _, high in ends)]
    if not ends or starts != [*(low for low, _ in ends), last] or any(low >= high for low, high in ends):
        yield "the brackets do not go from the first point to the last without a hole"
        return
    for line in curve.sides.lower:
        ends_at = [x for x in (line.low, line.high) if line.slope and x is not None]
        if any(min(abs(x - edge) for edge in starts) > _MERGED * curve.span_x for x in ends_at):
            yield f"{line.name}: a line that does not go from one bracket's end to another's"
    cuts = sorted(x for x in curve.sides.ends() if first < x < last)
    for row in curve.brackets:
        yield from _bracket_faults(curve, row, cuts)


def _bracket_faults(curve: Curve, row: Cells, cuts: Sequence[Fraction]) -> Iterator[str]:
    low, high, merged = row["low"], row["high"], _MERGED * curve.span_x
    inner = [low, *(x for x in cuts if low + merged < x < high - merged), high]
    for a, b in pairwise(inner):
        if b - a > 4 * merged or len(inner) == 2:
            yield from _piece_faults(curve, row, a, b)
    width = max(row["upper_low"] - row["lower_low"], row["upper_high"] - row["lower_high"], ZERO)
    if not alike(row["width"], width / curve.span_y if curve.span_y else width):
        yield f"the bracket from {_shown(low)} has width {_shown(row['width'])}, its sides another one"


def _piece_faults(curve: Curve, row: Cells, a: Fraction, b: Fraction) -> Iterator[str]:
    """A part of a bracket in which no line begins or ends: one line gives each side, and none a tighter one."""
    slack = min(2 * _MERGED * curve.span_x, (b - a) / 4)
    sides = (("upper", curve.sides.upper, 1), ("lower", curve.sides.lower, -1))
    for side, lines, sign in sides:
        at = {x: _between(row, f"{side}_low", f"{side}_high", x) for x in (a, (a + b) / 2, b)}
        here = [line for line in lines if line.spans(a + slack, b - slack)]
        close = {x: _EXACT * max(ONE, abs(y)) for x, y in at.items()}
        if not any(all(sign * (line.at(x) - at[x]) <= close[x] for x in (a, b)) for line in here):
            yield f"the bracket from {_shown(row['low'])}: its {side} side is more than was found"
        elif any(sign * (at[x] - line.at(x)) > close[x] for line in here for x in at):
            yield f"the bracket from {_shown(row['low'])}: its {side} side is less than was found"


def _between(row: Cells, first: str, last: str, x: Fraction) -> Fraction:
    share = (x - row["low"]) / (row["high"] - row["low"])
    return row[first] + share * (row[last] - row[first])  # type: ignore[no-any-return]


def jump_faults(curve: Curve, *, is_complete: bool) -> Iterator[str]:
    """Stretches with a wider bracket than allowed that are not listed, or are listed wrongly."""
    left = [row for row in curve.brackets if _width(row) > curve.allowed + _blur(row)]
    for jump in curve.jumps:
        name = f"the stretch from {_shown(jump['low'])}"
        within = [row for row in curve.brackets if jump["low"] <= row["low"] and row["high"] <= jump["high"]]
        if not within or (within[0]["low"], within[-1]["high"]) != (jump["low"], jump["high"]):
            yield f"{name} is no stretch of brackets"
            continue
        if any(_width(row) < curve.allowed - _blur(row) for row in within):
            yield f"{name} is told of, but its bracket is narrow"
        left = [row for row in left if row not in within]
        if not alike(jump["before"], within[0]["upper_low"]) or not alike(
            jump["after"], curve.sides.reached(jump["high"])
        ):
            yield f"{name}: what plans reach around it is something else"
        if not alike(jump["width"], max(map(_width, within)) / (curve.span_y or ONE)):
            yield f"{name}: its width is another one"
        is_long = jump["high"] - jump["low"] > curve.jump * (1 + _SAME)
        if jump["is_open"] != (is_long and not is_complete):
            yield f"{name}: whether it is open is not what its length says"
    yield from (f"the bracket from {_shown(row['low'])} is too wide, and not told of as a stretch" for row in left)


def _width(row: Cells) -> Fraction:
    return max(row["upper_low"] - row["lower_low"], row["upper_high"] - row["lower_high"])  # type: ignore[no-any-return]


def _blur(row: Cells) -> Fraction:
    return _EXACT * max(ONE, abs(row["upper_low"]), abs(row["lower_low"]))  # type: ignore[no-any-return]


def price_faults(curve: Curve, cost_per_limit: Fraction | None) -> Iterator[str]:
    """Prices that are not the slope of the convex envelope under the points."""
    corners: list[Cells] = []
    if any(one["limit"] >= two["limit"] for one, two in pairwise(curve.points)):
        return
    for row in curve.points:
        while len(corners) >= 2 and _slope(corners[-2], corners[-1]) >= _slope(corners[-2], row):
            corners.pop()
        corners.append(row)
    for row in curve.points:
        piece = next(((a, b) for a, b in pairwise(corners) if a["limit"] <= row["limit"] < b["limit"]), None)
        price = None
        if piece is not None and _slope(*piece) < 0:
            price = -(ONE if cost_per_limit is None else cost_per_limit) / _slope(*piece)
        if not alike(row["price_next"], price):
            yield f"{row['point']}: the next unit costs {_shown(price)}, told is {_shown(row['price_next'])}"


def _slope(one: Cells, two: Cells) -> Fraction:
    return (two["value"] - one["value"]) / (two["limit"] - one["limit"])  # type: ignore[no-any-return]


def what_is_open(curve: Curve) -> str:
    """Why the frontier is not certified, a sentence; empty if it is."""
    return _missing_point(curve) if curve.tolerance == 0 else _too_wide(curve)


def _too_wide(curve: Curve) -> str:
    """A bracket too wide on too long a stretch, or an end that is not known well enough."""
    first, last = curve.points[0], curve.points[-1]
    begins, ends = curve.sides.begins, curve.sides.floor(None)
    slack = max(curve.jump, END * curve.tolerance * abs(first["limit"]), curve.grid)
    if begins is None or first["limit"] - begins > slack * (1 + _SAME):
        return f"it begins at {_shown(first['limit'])}, and nothing proves that no smaller limit is kept"
    value = last["value"]
    slack = max(curve.allowed, END * curve.tolerance * abs(value)) + rounding(value)
    if ends is None or value - ends > slack:
        return f"it ends at {_shown(value)}, and a larger limit was proven to give no less than {_shown(ends)} only"
    for stretch in _stretches(curve):
        if stretch[-1]["high"] - stretch[0]["low"] > curve.jump * (1 + _SAME):
            return f"from limit {_shown(stretch[0]['low'])} on the bracket is wider than the tolerance"
    return ""


def _stretches(curve: Curve) -> list[list[Cells]]:
    """Neighbouring brackets that are too wide."""
    found: list[list[Cells]] = []
    for row in curve.brackets:
        if _width(row) <= curve.allowed + _blur(row):
            continue
        if found and row["low"] == found[-1][-1]["high"]:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _missing_point(curve: Curve) -> str:
    """Where a point of whole numbers may be missing: before, between or after those there are."""
    spots = [(row["limit"], row["value"]) for row in curve.points]
    odd = next((n for spot in spots for n in spot if abs(n - round(n)) > CLOSE), None)
    if odd is not None:
        return f"{_shown(odd)} is no whole number"
    for x, y in spots:
        floor = curve.sides.floor(x)
        if floor is None or y - floor > CLOSE + rounding(y):
            return f"at limit {_shown(x)} the value is {_shown(y)}, proven is {_shown(floor)}"
    begins, ends = curve.sides.begins, curve.sides.floor(None)
    (first, _), (_, least) = spots[0], spots[-1]
    if begins is None or begins <= round(first) - 1:
        return f"nothing proves that no limit below {_shown(first)} is kept"
    if ends is None or ends <= round(least) - 1:
        return f"nothing proves that less than {_shown(least)} is out of reach: proven is {_shown(ends)}"
    for (x, y), (following, _) in pairwise(spots):
        floor = curve.sides.floor(Fraction(round(following) - 1))
        if floor is None or floor <= round(y) - 1:
            return f"between the limits {_shown(x)} and {_shown(following)} a point may be missing"
    return ""


def _at(row: Cells) -> str:
    return f"{_shown(row['value'])} at limit {_shown(row['limit'])}"


def _shown(number: Fraction | None) -> str:
    return "unknown" if number is None else f"{float(number):.10g}"
