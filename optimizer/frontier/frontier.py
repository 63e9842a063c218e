"""A frontier: its points, what is proven between them, and what it rests on. Needs neither Pyomo nor HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from leonplan.optimizer.frontier import rows as r
from leonplan.optimizer.results.rows import Row

FLAT = 1e-9
"""Differences up to this share of a span are none."""


@dataclass(frozen=True)
class Effort:
    """What it took; it depends on the machine."""

    questions: int
    """Questions asked."""
    solves: int
    """Problems that HiGHS solved for them."""
    seconds: float
    """Wall seconds."""
    busy: float
    """Seconds within HiGHS, those side by side added up."""
    cores: int
    """Searches side by side."""
    overhead: float
    """Processor seconds of questions outside HiGHS."""


@dataclass(frozen=True)
class Frontier:
    """Plans along the frontier, with proof of what lies between them."""

    instance: str
    """Id of the instance."""
    name: str
    """Its name for people."""
    price_year: int
    """Money is in kroner of this year."""
    last_year: int
    """The last decided year."""
    axis: str
    """What is limited, as it is typed: a frame, recruitment, or a goal."""
    axis_unit: str
    """Unit of the limit."""
    is_money: bool
    """Whether the limit is an operating frame."""
    goal: str
    """The goal that the limit is weighed against."""
    goal_unit: str
    """Its unit."""
    third: str | None
    """The third goal; none if two were asked for."""
    tolerance: float
    """Width that a bracket may have, as a share of the span of the goal; 0: every point, of whole numbers."""
    jump: float
    """Length to which the place of a jump is known [the axis's unit]."""
    certified: bool
    """Whether the bracket is within the tolerance at every limit, jumps apart; at tolerance 0, whether no point is missing."""
    interrupted: bool
    """Whether the user stopped the search."""
    begins: float | None
    """No plan keeps a smaller limit, as far as was proven; none if nothing was [the axis's unit]."""
    today: float | None
    """Where the instance itself stands along the axis; none if it sets no limit."""
    cost_per_limit: float | None
    """What one unit of the limit costs over all decided years; none where no frame is limited [kNOK by axis unit]."""
    effort: Effort
    """What it took."""
    tables: Mapping[str, tuple[Row, ...]]
    """Every table by name, see ``frontier.rows``."""
    verified: bool
    """Whether every point's plan, checked by arithmetic, holds."""

    @property
    def points(self) -> tuple[r.Point, ...]:
        """The points by limit."""
        return tuple(row for row in self.tables[r.Point.table] if isinstance(row, r.Point))

    @property
    def pieces(self) -> tuple[r.Piece, ...]:
        """What is proven between the points."""
        return tuple(row for row in self.tables[r.Piece.table] if isinstance(row, r.Piece))

    @property
    def jumps(self) -> tuple[r.Jump, ...]:
        """Jumps, and what is still open."""
        return tuple(row for row in self.tables[r.Jump.table] if isinstance(row, r.Jump))

    @property
    def projects(self) -> tuple[r.PointProject, ...]:
        """Projects of each point's plan."""
        return tuple(row for row in self.tables[r.PointProject.table] if isinstance(row, r.PointProject))

    @property
    def trades(self) -> tuple[r.Trade, ...]:
        """Plans weighed in three goals."""
        return tuple(row for row in self.tables[r.Trade.table] if isinstance(row, r.Trade))

    @property
    def span_x(self) -> float:
        """From the first point to the last [the axis's unit]."""
        return self.points[-1].limit - self.points[0].limit

    @property
    def span_y(self) -> float:
        """From the first point to the last [the goal's unit]."""
        return self.points[0].value - self.points[-1].value

    @property
    def widest(self) -> float:
        """The widest bracket, jumps whose place is known left out, as a share of the span of the goal [share]."""
        excused = [(jump.low, jump.high) for jump in self.jumps if not jump.is_open]
        return max(
            (x.width for x in self.pieces if not any(low <= x.low and x.high <= high for low, high in excused)),
            default=0.0,
        )

    def bracket(self, limit: float) -> tuple[float, float | None]:
        """(what no plan beats, what a plan reaches) at a limit; nothing can be reached before the first point.

        Raises ValueError for a limit before the first point.
        """
        first, last = self.points[0], self.points[-1]
        if limit < first.limit:
            raise ValueError(f"the frontier begins at {first.limit:g}")
        for point in self.points:
            if point.limit == limit:
                return point.lower_bound, point.upper_bound
        if limit > last.limit:
            return min(last.lower_bound, last.value), last.value
        piece = next(piece for piece in self.pieces if piece.low <= limit <= piece.high)
        share = (limit - piece.low) / (piece.high - piece.low)
        return (
            piece.lower_low + share * (piece.lower_high - piece.lower_low),
            piece.upper_low + share * (piece.upper_high - piece.upper_low),
        )


def hull(points: Sequence[r.Point]) -> list[r.Point]:
    """The points on the lower convex envelope, by limit."""
    kept: list[r.Point] = []
    for point in points:
        while len(kept) >= 2 and _turns_down(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _turns_down(one: r.Point, two: r.Point, three: r.Point) -> bool:
    return (two.value - one.value) * (three.limit - one.limit) >= (three.value - one.value) * (two.limit - one.limit)


def priced(points: Sequence[r.Point], cost_per_limit: float | None) -> tuple[r.Point, ...]:
    """The points, each with the price of the next unit of the goal.

    The price is the difference quotient along the lower convex envelope of the points: what the limit's way from this
    point's stretch of the envelope costs, over all decided years where it is money, by unit of the goal gained on it.
    So prices rise along the frontier, and what a jump brings is shared out over the way to it.
    """
    corners = hull(points)
    found = []
    for point in points:
        piece = next(((a, b) for a, b in pairwise(corners) if a.limit <= point.limit < b.limit), None)
        price = None
        if piece is not None and piece[0].value > piece[1].value:
            way = (piece[1].limit - piece[0].limit) * (1.0 if cost_per_limit is None else cost_per_limit)
            price = way / (piece[0].value - piece[1].value)
        found.append(replace(point, price_next=price))
    return tuple(found)
