"""What is proven about the frontier between the points: from above by plans, from below by bounds.

y*(x) is the least y that any plan keeping the limit x can have; it falls, or stays, as x grows. It is known to lie

- at or below y of every plan that keeps a limit no larger than x, and, between two plans with the same whole decisions, at or
  below the straight line between them: a mix of the two is a plan, as all that is not whole is linear;
- at or above the bound proven at any limit no smaller than x; above a value that was proven out of reach below some
  larger limit; and at or above every line ``bound - price · x`` that was proven between two limits.

Upper and lower side are piecewise linear; ``brackets`` cuts the axis so that both are straight in each piece.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from leonplan.optimizer.frontier.probe import Ask, Question

Spot = tuple[float, float]
"""(x, y)."""

SAME = 1e-9
"""Differences up to this share of the axis are none."""

NOTICED = 1e-7
"""A point is replaced where as much can be gained at its limit, as a share of its value."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight piece, or one end of nothing: y by x between two limits."""

    low: float
    high: float
    at: Spot
    slope: float = 0.0
    to: Spot | None = None
    """The other plan of a mix."""
    number: int = -1
    """The answer that proves it, from below; from above, one whose whole decisions it takes."""

    def value(self, x: float) -> float:
        """y at x."""
        return self.at[1] + self.slope * (x - self.at[0])


@dataclass(frozen=True, slots=True)
class Bracket:
    """A piece of the axis in which both sides of the bracket are straight; limits at its very ends belong to the points."""

    low: float
    """Where it begins [x]."""
    high: float
    """Where it ends [x]."""
    upper_low: float
    """What a plan reaches just after its beginning [y]."""
    upper_high: float
    """What a plan reaches just before its end [y]."""
    lower_low: float
    """What no plan beats just after its beginning [y]."""
    lower_high: float
    """What no plan beats just before its end [y]."""

    def part(self, low: float, high: float) -> Bracket:
        """The part of it between two limits within it."""

        def at(x: float, begin: float, end: float) -> float:
            share = (x - self.low) / (self.high - self.low)
            return begin if x == self.low else end if x == self.high else begin + share * (end - begin)

        upper, lower = (self.upper_low, self.upper_high), (self.lower_low, self.lower_high)
        return Bracket(low, high, at(low, *upper), at(high, *upper), at(low, *lower), at(high, *lower))

    @property
    def width(self) -> float:
        """Largest distance of its sides [y]."""
        return max(self.upper_low - self.lower_low, self.upper_high - self.lower_high)


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known: lines from above and from below."""

    upper: tuple[Line, ...]
    lower: tuple[Line, ...]
    points: tuple[tuple[Spot, int], ...]
    """Plans that no other plan found beats, by x, each with the number of the answer it is from."""

    def lower_at(self, x: float) -> float:
        """What no plan that keeps the limit beats."""
        return max((line.value(x) for line in self.lower if line.low <= x <= line.high), default=-math.inf)

    def upper_at(self, x: float) -> float:
        """What some plan that keeps the limit reaches; infinite if none is known."""
        return min((line.value(x) for line in self.upper if line.low <= x <= line.high), default=math.inf)


def known_from(asked: Sequence[Question]) -> Known:
    """What answers prove."""
    corners: dict[str, set[Spot]] = defaultdict(set)
    first: dict[str, int] = {}
    spots: list[tuple[Spot, int]] = []
    lower: list[Line] = []
    for number, one in enumerate(asked):
        if one.found is None:
            continue
        spots.append(((one.found.x, one.found.y), number))
        first.setdefault(one.found.whole, number)
        corners[one.found.whole] |= {(one.found.x, one.found.y), *one.found.corners}
        if math.isfinite(one.found.bound):
            lower.append(_floor(one, number))
    upper = [Line(x, math.inf, (x, y), number=first[whole]) for whole, some in corners.items() for x, y in some]
    upper += [line for whole, some in corners.items() for line in _mixes(some, first[whole])]
    return Known(tuple(upper), tuple(lower), _undominated(spots))


def _floor(one: Question, number: int) -> Line:
    """The line that an answer puts under the frontier."""
    probe, found = one.probe, one.found
    assert found is not None
    if probe.ask is Ask.SLOPE:
        assert probe.low is not None
        assert probe.high is not None
        return Line(probe.low, probe.high, (0.0, found.bound), -probe.price, number=number)
    if probe.ask is Ask.LEAST_Y:
        return Line(-math.inf, math.inf if probe.high is None else probe.high, (0.0, found.bound), number=number)
    below = math.nextafter(min(found.bound, found.x), -math.inf)
    return Line(-math.inf, below, (0.0, math.inf if probe.value is None else probe.value), number=number)


def _mixes(corners: Iterable[Spot], number: int) -> Iterable[Line]:
    """The lines between plans that can be mixed; what another one beats is left out."""
    kept: list[Spot] = []
    for x, y in sorted(corners):
        if not kept or y < kept[-1][1]:
            kept.append((x, y))
    for (x, y), (following, less) in pairwise(kept):
        if following > x:
            yield Line(x, following, (x, y), (less - y) / (following - x), to=(following, less), number=number)


def beaten(known: Known) -> list[tuple[float, int]]:
    """Points that a mix of plans beats: (limit, an answer whose whole decisions do better there)."""
    found = []
    for (x, y), _ in known.points:
        best = min((line for line in known.upper if line.low <= x <= line.high), key=lambda line: line.value(x))
        if best.value(x) < y - NOTICED * max(1.0, abs(y)):
            found.append((x, best.number))
    return found


def _undominated(spots: Sequence[tuple[Spot, int]]) -> tuple[tuple[Spot, int], ...]:
    """Plans by x, of which each has less y than all before it; the earliest answer where two agree."""
    kept: list[tuple[Spot, int]] = []
    scale = max((abs(y) for (_, y), _ in spots), default=0.0)
    for spot, number in sorted(spots):
        if not kept or spot[1] < kept[-1][0][1] - SAME * max(1.0, scale):
            kept.append((spot, number))
    return tuple(kept)


def brackets(known: Known) -> tuple[Bracket, ...]:
    """The axis from the first point to the last, cut so that both sides are straight in each piece."""
    ends = {x for line in known.lower if line.slope for x in (line.low, line.high)}
    return tuple(_joined((bracket for bracket, _, _ in _pieces(known)), ends))


def rests_on(known: Known) -> tuple[list[Line], list[Line]]:
    """The lines from above and from below that the brackets, the points and both ends rest on, none of them needlessly."""
    pieces = [(bracket.low, bracket.high) for bracket, _, _ in _pieces(known)]
    pieces += [(x, x) for (x, _), _ in known.points]
    upper, lower = (
        [_best(known.upper, *ends, 1.0) for ends in pieces],
        [_best(known.lower, *ends, -1.0) for ends in pieces],
    )
    endless = [line for line in known.lower if line.high == math.inf]
    before = [line for line in known.lower if line.at[1] == math.inf]
    lower += [{line for line in endless if line.at[1] == max(x.at[1] for x in endless)}]
    lower += [{line for line in before if line.high == max(x.high for x in before)}]
    return _needed(upper), _needed(lower)


def _best(lines: Iterable[Line], low: float, high: float, sign: float) -> set[Line]:
    """The lines that one side follows from one limit to another: those as good as the best at both ends."""
    middle, here = (low + high) / 2, []
    for line in lines:
        if line.low <= middle <= line.high and math.isfinite(line.at[1]):
            here.append((sign * line.value(low), sign * line.value(high), line))
    best = min(((a + b, max(abs(a), abs(b), 1.0)) for a, b, _ in here), default=None)
    return set() if best is None else {line for a, b, line in here if a + b <= best[0] + SAME * best[1]}


def _needed(supports: list[set[Line]]) -> list[Line]:
    """Lines of which each piece keeps one at least."""
    kept = set().union(*supports)
    for line in sorted(kept, key=_rank):
        if all(len(some & kept) > 1 for some in supports if line in some):
            kept.discard(line)
    return sorted(kept, key=_rank)


def _rank(line: Line) -> tuple[float, float, float, float, int]:
    return (line.high - line.low, line.low, line.at[1], line.slope, line.number)


def _pieces(known: Known) -> Iterable[tuple[Bracket, Line, Line]]:
    """The pieces with the line that each side follows."""
    if len(known.points) < 2:
        return
    first, last = known.points[0][0][0], known.points[-1][0][0]
    cuts = {first, last}
    for line in (*known.upper, *known.lower):
        cuts |= {x for x in (line.low, line.high) if first < x < last}
    for low, high in _between(cuts, first, last):
        yield from _straight(known, low, high)


def _between(cuts: Iterable[float], first: float, last: float) -> Iterable[Spot]:
    """Pieces between cuts; cuts that are as good as equal are one."""
    kept = [first]
    for cut in sorted(cuts):
        if cut - kept[-1] > SAME * (last - first):
            kept.append(cut)
    kept[-1] = last
    return pairwise(kept)


def _straight(known: Known, low: float, high: float) -> Iterable[tuple[Bracket, Line, Line]]:
    """A piece without ends of lines in it, cut where another line becomes the best."""
    middle = (low + high) / 2
    above = _least([line for line in known.upper if line.low <= middle <= line.high], low, high, 1.0)
    below = _least([line for line in known.lower if line.low <= middle <= line.high], low, high, -1.0)
    for a, b in _between({low, high, *_crossings(above, low, high), *_crossings(below, low, high)}, low, high):
        middle = (a + b) / 2
        top = min(above, key=lambda line: line.value(middle))
        floor = max(below, key=lambda line: line.value(middle))
        yield Bracket(a, b, top.value(a), top.value(b), floor.value(a), floor.value(b)), top, floor


def _least(lines: list[Line], low: float, high: float, sign: float) -> list[Line]:
    """Lines that are the least (sign 1) or the greatest (sign -1) somewhere, and perhaps a few more."""
    kept: list[Line] = []
    best_low = best_high = math.inf
    for line in sorted(lines, key=lambda x: (sign * x.value(low), sign * x.value(high))):
        if sign * line.value(high) < best_high:
            kept.append(line)
            best_low, best_high = min(best_low, sign * line.value(low)), sign * line.value(high)
    return kept


def _crossings(lines: Sequence[Line], low: float, high: float) -> Iterable[float]:
    for i, one in enumerate(lines):
        for other in lines[i + 1 :]:
            if one.slope != other.slope:
                x = low + (other.value(low) - one.value(low)) / (one.slope - other.slope)
                if low < x < high:
                    yield x


def _joined(pieces: Iterable[Bracket], ends: Container[float]) -> Iterable[Bracket]:
    """Neighbours in which both sides go straight on become one, but where a slope ends."""
    before: Bracket | None = None
    for piece in pieces:
        if before is not None and piece.low not in ends and _goes_on(before, piece):
            before = Bracket(
                before.low, piece.high, before.upper_low, piece.upper_high, before.lower_low, piece.lower_high
            )
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _goes_on(one: Bracket, other: Bracket) -> bool:
    scale = max(1.0, abs(one.upper_low), abs(other.upper_high))
    share = (one.high - one.low) / (other.high - one.low)
    return all(
        math.isclose(end, begin, abs_tol=SAME * scale)
        and math.isclose(end, start + share * (finish - start), abs_tol=SAME * scale)
        for start, end, begin, finish in (
            (one.upper_low, one.upper_high, other.upper_low, other.upper_high),
            (one.lower_low, one.lower_high, other.lower_low, other.lower_high),
        )
    )
