"""Every point of a frontier whose limit and goal are whole numbers, none missing.

From the right the least y is asked at one less than the last limit, from the left the least x at one less than the last
value; of what is found the other number is minimised in the next round. The two ends meet where nothing is left
between them. Whole numbers leave room: limits stand half a step above them, and a search may stop short of one step.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.frontier.probe import Ask, Probe, Question

HALF = 0.5
CLOSE = 1e-3
"""How far from whole a whole number may be, and its plan from its bound."""

Spot = tuple[int, int]
"""(x, y)."""


def whole_spots(asked: Sequence[Question]) -> list[Spot]:
    """Where the plans found stand. Raises UsageError if a number is not whole."""
    found = [one.found for one in asked if one.found is not None]
    numbers = [number for one in found for number in (one.x, one.y)]
    odd = next((number for number in numbers if abs(number - round(number)) > CLOSE), None)
    if odd is not None:
        raise UsageError(f"the limit and the goal are not whole numbers ({odd:g}): give a tolerance above 0")
    return [(round(one.x), round(one.y)) for one in found]


def next_whole(asked: Sequence[Question]) -> tuple[Probe, ...]:
    """The next two questions, or one; none if every point is known."""
    spots = whole_spots(asked)
    pending = _unconfirmed(asked, spots)
    if pending:
        return pending
    points = sorted(_confirmed(asked, spots))
    if not points:
        return ()
    done = {one.probe for one in asked}
    for left, right in pairwise(points):
        from_right = Probe(Ask.LEAST_Y, high=right[0] - HALF)
        from_left = Probe(Ask.REACH, value=left[1] - HALF)
        if from_right in done or from_left in done or left[0] + 1 == right[0] or left[1] - 1 == right[1]:
            continue
        return (from_right,) if left[1] - 2 == right[1] or left[0] + 2 == right[0] else (from_right, from_left)
    return ()


def whole_points(asked: Sequence[Question]) -> tuple[int, ...]:
    """The numbers of the answers that are points, least in both, by x: the latest answer for each."""
    spots = whole_spots(asked)
    numbers = [number for number, one in enumerate(asked) if one.found is not None]
    return tuple(
        max(number for number, spot in zip(numbers, spots, strict=True) if spot == point)
        for point in sorted(_confirmed(asked, spots))
    )


def _by_question(asked: Sequence[Question], spots: Sequence[Spot], ask: Ask) -> list[Spot]:
    found = (one for one in asked if one.found is not None)
    return [spot for one, spot in zip(found, spots, strict=True) if one.probe.ask is ask]


def _confirmed(asked: Sequence[Question], spots: Sequence[Spot]) -> set[Spot]:
    """Spots of which both numbers are proven to be the least: the least x for a least y, or the other way round."""
    least, reached = _by_question(asked, spots, Ask.LEAST_Y), _by_question(asked, spots, Ask.REACH)
    values, limits = {y for _, y in least}, {x for x, _ in reached}
    return {spot for spot in reached if spot[1] in values} | {spot for spot in least if spot[0] in limits}


def _unconfirmed(asked: Sequence[Question], spots: Sequence[Spot]) -> tuple[Probe, ...]:
    """Questions for the other number of what is half known, at most two."""
    confirmed, done = _confirmed(asked, spots), {one.probe for one in asked}
    limits, values = {x for x, _ in confirmed}, {y for _, y in confirmed}
    least, reached = _by_question(asked, spots, Ask.LEAST_Y), _by_question(asked, spots, Ask.REACH)
    wanted = [Probe(Ask.REACH, value=y + HALF) for _, y in least if y not in values]
    wanted += [Probe(Ask.LEAST_Y, high=x + HALF) for x, _ in reached if x not in limits]
    return tuple(probe for probe in dict.fromkeys(wanted) if probe not in done)[:2]
