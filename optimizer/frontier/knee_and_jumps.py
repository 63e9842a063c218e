"""What a reader looks for in a frontier, worked out from its tables: knee, plateaus, jumps, and what some money is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.rows import Jump, Piece, Point

LESS = -40_000.0
"""What is taken away from today's frame to see what it costs in people [kNOK/year]."""

LAST = 10_000.0
"""The last part of the frame, to see what it buys [kNOK/year]."""

PLATEAU = 0.05
"""A stretch at least this long, as a share of the axis, on which next to nothing is gained, is a plateau."""


@dataclass(frozen=True, slots=True)
class GainBetween:
    """What lies between two limits: how much less there is of the goal at the larger one, at least and at most."""

    low: float
    """The smaller limit [the axis's unit]."""
    high: float
    """The larger one [the axis's unit]."""
    at_least: float
    """Proven gain [the goal's unit]."""
    at_most: float
    """No more can be gained [the goal's unit]."""
    person_years: float
    """About how many person-years of unmet need that is, on the straight line between the points' plans [person-years]."""


@dataclass(frozen=True, slots=True)
class Plateau:
    """A stretch on which more of the limit buys next to nothing."""

    low: float
    high: float
    at_most: float
    """No more can be gained on it [the goal's unit]."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A point whose projects differ from those of the point before."""

    point: str
    limit: float
    added: tuple[str, ...]
    """Projects with their year, e.g. ``annex 2026``, that were not there before."""
    dropped: tuple[str, ...]
    """Those that are there no longer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What to look at; none where there is nothing to look at."""

    knee: Point | None
    """The point farthest below the straight line from the first to the last: after it the limit buys less."""
    less: GainBetween | None
    """What a smaller frame costs, from today's; none where no frame is limited, or it cannot be kept."""
    least: Point
    """Where the frontier begins."""
    last: GainBetween | None
    """What the last part of the frame buys; none where no frame is limited."""
    plateaus: tuple[Plateau, ...]
    jumps: tuple[Jump, ...]
    switches: tuple[Switch, ...]


def read_off(frontier: Frontier) -> Reading:
    """What there is to say of a frontier."""
    points, scale = frontier.points, _limit_per_knok(frontier)
    less = last = None
    if scale is not None and frontier.today is not None and len(points) > 1:
        less = _gain(frontier, frontier.today + LESS * scale, frontier.today)
        last = _gain(frontier, points[-1].limit - LAST * scale, points[-1].limit)
    return Reading(
        knee=_knee(frontier),
        less=less,
        least=points[0],
        last=last,
        plateaus=tuple(_plateaus(frontier)),
        jumps=tuple(jump for jump in frontier.jumps if not jump.is_open and jump.before > jump.after),
        switches=tuple(_switches(frontier)),
    )


def _limit_per_knok(frontier: Frontier) -> float | None:
    """How far one kNOK a year goes along the axis; none where no frame is limited."""
    if not frontier.is_money:
        return None
    if frontier.axis != "frame-factor":
        return 1.0
    frames = [(point.limit, point.frame) for point in frontier.points if point.frame]
    return next((limit / frame for limit, frame in frames if frame is not None), None)


def _knee(frontier: Frontier) -> Point | None:
    points = frontier.points
    if len(points) < 3:
        return None
    first = points[0]

    def below(point: Point) -> float:
        """How far below the line, in shares of the spans."""
        return (first.value - point.value) / frontier.span_y - (point.limit - first.limit) / frontier.span_x

    knee = max(points, key=below)
    return knee if below(knee) > 0 else None


def _gain(frontier: Frontier, low: float, high: float) -> GainBetween | None:
    """What is gained from one limit to another; none if the smaller one cannot be kept."""
    first = frontier.points[0].limit
    if low < first or high < first or low >= high:
        return None
    below_low, above_low = frontier.bracket(low)
    below_high, above_high = frontier.bracket(high)
    if above_low is None or above_high is None:
        return None
    people = _on_the_way(frontier, low) - _on_the_way(frontier, high)
    return GainBetween(low, high, max(0.0, below_low - above_high), max(0.0, above_low - below_high), people)


def _on_the_way(frontier: Frontier, limit: float) -> float:
    """Unmet person-years on the straight line between the points around a limit [person-years]."""
    points = frontier.points
    if limit >= points[-1].limit:
        return points[-1].unmet_person_years
    for one, two in pairwise(points):
        if one.limit <= limit < two.limit:
            share = (limit - one.limit) / (two.limit - one.limit)
            return one.unmet_person_years + share * (two.unmet_person_years - one.unmet_person_years)
    return points[0].unmet_person_years


def _plateaus(frontier: Frontier) -> Iterator[Plateau]:
    """Longest stretches on which no more than the tolerance can be gained, long enough to be named."""
    if len(frontier.points) < 2:
        return
    allowed = max(frontier.tolerance, 1e-9) * frontier.span_y
    pieces: list[Piece] = []
    for piece in frontier.pieces:
        pieces.append(piece)
        if pieces[0].upper_low - piece.lower_high > allowed:
            yield from _told(pieces[:-1], frontier)
            pieces = [piece] if piece.upper_low - piece.lower_high <= allowed else []
    yield from _told(pieces, frontier)


def _told(pieces: list[Piece], frontier: Frontier) -> Iterator[Plateau]:
    if pieces and pieces[-1].high - pieces[0].low >= PLATEAU * frontier.span_x:
        yield Plateau(pieces[0].low, pieces[-1].high, pieces[0].upper_low - pieces[-1].lower_high)


def _switches(frontier: Frontier) -> Iterator[Switch]:
    before: frozenset[str] | None = None
    for point in frontier.points:
        here = frozenset(
            f"{row.project} {row.year}" + (f" x {row.starts}" if row.starts > 1 else "")
            for row in frontier.projects
            if row.point == point.point
        )
        if before is not None and here != before:
            yield Switch(point.point, point.limit, tuple(sorted(here - before)), tuple(sorted(before - here)))
        before = here
