"""Which questions to ask next: a plain function of the answers so far, so that a frontier cut short goes on the same way.

A frontier is certified where at every limit the bracket is no wider than the tolerance times the span of y. At a jump that
cannot be: there y* falls at once, and what can be narrowed is the place. So a stretch of the axis with a wider bracket is
allowed if it is no longer than ``JUMP`` times the tolerance times the span of x, or than one step of the grid of limits: a jump
(or something as steep), whose place is known that well.

Points are refined where the open area is largest. Between two neighbouring points first a slope is asked, whose line closes
all that is convex; then, in what stays open, the least y at a limit where the stretch is long, or the least x for a value where
it is high: each halves the stretch, whatever the frontier does there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from leonplan.optimizer.frontier.envelope import SAME, Bracket, Known, brackets, known_from
from leonplan.optimizer.frontier.probe import Ask, Probe, Question

JUMP = 0.1
"""Part of the tolerance to which the place of a jump is known, as a share of the span of x."""

SEARCH = 0.4
"""Part of the tolerance that the search for a single plan may leave open."""

FAR = 0.1
"""Part of its height to which a slope is searched where that is coarser, for along a wide one many plans are nearly alike."""

NEARLY = 0.9
"""Most that a search may leave open, as a part of the tolerance; and the part of it by which a value lies below the upper
side where all of a stretch is thought to be a plateau."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the axis on which the bracket is wider than the tolerance."""

    low: float
    high: float
    area: float
    """Distance of the sides over the stretch [share of span x span]."""
    top: float
    """Upper side at its beginning [y]."""
    floor: float
    """Lower side at its end [y]."""
    width: float
    """Widest distance [y]."""


@dataclass(frozen=True)
class Front:
    """Where a search stands."""

    tolerance: float
    grid: float
    """Limits are multiples of it [x]."""
    known: Known
    brackets: tuple[Bracket, ...] = field(default=())

    @property
    def span_x(self) -> float:
        """From the first point to the last [x]."""
        return self.known.points[-1][0][0] - self.known.points[0][0][0] if self.known.points else 0.0

    @property
    def span_y(self) -> float:
        """From the first point to the last [y]."""
        return self.known.points[0][0][1] - self.known.points[-1][0][1] if self.known.points else 0.0

    @property
    def allowed(self) -> float:
        """Width that a bracket may have [y]."""
        return self.tolerance * self.span_y

    @property
    def jump(self) -> float:
        """Length that a stretch with a wider bracket may have [x]."""
        return max(JUMP * self.tolerance * self.span_x, self.grid)

    @property
    def is_certified(self) -> bool:
        """Whether both ends are known, and no stretch is too wide but jumps whose place is known."""
        return bool(self.known.points) and not self.open()

    def open(self) -> list[Stretch]:
        """Stretches that are too wide, the largest first; those as short as a jump's place are left out."""
        too_wide = [x for x in self.stretches() if x.high - x.low > self.jump * (1 + SAME)]
        return sorted(too_wide, key=lambda x: (-x.area, x.low))

    def stretches(self) -> list[Stretch]:
        """Stretches with a bracket wider than the tolerance, jumps among them."""
        found: list[list[Bracket]] = []
        for piece in (part for bracket in self.brackets if (part := _wide_part(bracket, self.allowed))):
            if found and piece.low - found[-1][-1].high <= SAME * self.span_x:
                found[-1].append(piece)
            else:
                found.append([piece])
        return [self._stretch(pieces) for pieces in found]

    def pieces(self) -> list[Bracket]:
        """The brackets, cut where a stretch begins or ends: each is within the tolerance or in a stretch."""
        ends = sorted({x for stretch in self.stretches() for x in (stretch.low, stretch.high)})
        found = []
        for bracket in self.brackets:
            cuts = [bracket.low, *(x for x in ends if bracket.low < x < bracket.high), bracket.high]
            found += [bracket.part(low, high) for low, high in pairwise(cuts)]
        return found

    def _stretch(self, pieces: list[Bracket]) -> Stretch:
        area = sum((x.high - x.low) * (x.upper_low - x.lower_low + x.upper_high - x.lower_high) / 2 for x in pieces) / (
            self.span_x * self.span_y
        )
        first, last = pieces[0], pieces[-1]
        return Stretch(first.low, last.high, area, first.upper_low, last.lower_high, max(x.width for x in pieces))


def front_of(asked: Sequence[Question], tolerance: float, grid: float) -> Front:
    """Where a search stands after some answers."""
    known = known_from(asked)
    return Front(tolerance, grid, known, brackets(known))


def _wide_part(bracket: Bracket, allowed: float) -> Bracket | None:
    """The part of a bracket in which it is wider than allowed."""
    left = bracket.upper_low - bracket.lower_low - allowed
    right = bracket.upper_high - bracket.lower_high - allowed
    slack = SAME * max(1.0, abs(bracket.upper_low), abs(bracket.lower_low))
    if left <= slack and right <= slack:
        return None
    if left > slack and right > slack:
        return bracket
    x = bracket.low + min(1.0, max(0.0, left / (left - right))) * (bracket.high - bracket.low)
    return bracket.part(bracket.low, x) if left > 0 else bracket.part(x, bracket.high)


def distance_of(probe: Probe, front: Front) -> float:
    """How close plan and bound must come in the answer to a question [what is made least]."""
    if probe.ask is Ask.REACH:
        return front.jump / 2
    fine = SEARCH * front.allowed
    if probe.low is None or probe.high is None:
        return fine
    return min(NEARLY * front.allowed, max(fine, FAR * probe.price * (probe.high - probe.low)))


def first_round() -> tuple[Probe, ...]:
    """Where does the frontier begin?"""
    return (Probe(Ask.LEAST_X),)


def second_round(begins: float) -> tuple[Probe, ...]:
    """Its two ends."""
    return (Probe(Ask.LEAST_Y, high=begins), Probe(Ask.LEAST_Y))


def next_round(front: Front, asked: Sequence[Question], today: float | None) -> tuple[Probe, ...]:
    """The next two questions, or one; none if the frontier is certified.

    today: a limit that is asked for in any case, if it lies on the frontier.
    """
    spots = [spot for spot, _ in front.known.points]
    if len(spots) < 2:
        return ()
    wanted: list[Probe] = []
    if today is not None and spots[0][0] < today < spots[-1][0]:
        probe = Probe(Ask.LEAST_Y, high=today, near=(spots[0][0], spots[-1][0]))
        wanted += [probe] if all(x.probe.high != today or x.probe.ask is not Ask.LEAST_Y for x in asked) else []
    done = {_key(one.probe) for one in asked}
    for stretch in front.open():
        if len(wanted) >= 2:
            break
        wanted += [probe for probe in _questions(front, stretch, done) if probe not in wanted][:1]
    if len(wanted) == 1:
        for stretch in front.open()[:1]:
            wanted += [probe for probe in _questions(front, stretch, done) if probe not in wanted][:1]
    return tuple(wanted[:2])


def _questions(front: Front, stretch: Stretch, done: set[Probe]) -> Iterator[Probe]:
    """Questions that narrow a stretch, the best first; only such as were not asked before."""
    for probe in _ideas(front, stretch):
        if _key(probe) not in done:
            yield probe


def _key(probe: Probe) -> Probe:
    """What makes a question the same: of a slope the limits, whatever the digits of its price."""
    return replace(probe, price=0.0)


def _ideas(front: Front, stretch: Stretch) -> Iterator[Probe]:
    middle = (stretch.low + stretch.high) / 2
    spots = [spot for spot, _ in front.known.points]
    left = max((spot for spot in spots if spot[0] <= middle), default=spots[0])
    right = min((spot for spot in spots if spot[0] > middle), default=spots[-1])
    if right[0] > left[0]:
        price = (left[1] - right[1]) / (right[0] - left[0])
        yield Probe(Ask.SLOPE, low=left[0], high=right[0], price=price, near=(left[0], right[0]))
    low, high = max(stretch.low, left[0]), min(stretch.high, right[0])
    tall = stretch.width / front.span_y > (high - low) / front.span_x
    reach = list(_reaches(front, (low, high), (left, right)))
    limit = _limits(front, (low, high), (left, right))
    yield from (*reach, *limit) if tall else (*limit, *reach)


def _limits(
    front: Front, part: tuple[float, float], pair: tuple[tuple[float, float], tuple[float, float]]
) -> Iterator[Probe]:
    """The least y at a limit in the middle."""
    middle = round(math.floor((part[0] + part[1]) / 2 / front.grid + 0.5) * front.grid, 9) + 0.0
    if pair[0][0] < middle < pair[1][0]:
        yield Probe(Ask.LEAST_Y, high=middle, near=(pair[0][0], pair[1][0]))


def _reaches(
    front: Front, part: tuple[float, float], pair: tuple[tuple[float, float], tuple[float, float]]
) -> Iterator[Probe]:
    """The least x for a value in the middle; then, in case it is a plateau, for one just below the upper side."""
    (_, top), (_, bottom) = pair
    inside = part[0] + SAME * front.span_x, part[1] - SAME * front.span_x
    upper, lower = min(top, front.known.upper_at(inside[0])), max(bottom, front.known.lower_at(inside[1]))
    values = [(upper + lower) / 2, upper - NEARLY * front.allowed]
    for value in values if lower <= bottom + front.allowed else reversed(values):
        if bottom <= value < top:
            yield Probe(Ask.REACH, high=pair[1][0], value=value, near=(pair[0][0], pair[1][0]))
