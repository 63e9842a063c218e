"""From an instance to its frontier, every point a verified plan."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from leonplan.models.relax import forget_places
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import UsageError, VerificationError
from leonplan.optimizer.frontier import rows as r
from leonplan.optimizer.frontier import three as grid
from leonplan.optimizer.frontier.axis import Axis, axis_named, today
from leonplan.optimizer.frontier.base_point import BasePlan, with_base_plan
from leonplan.optimizer.frontier.frontier import Effort, Frontier, priced
from leonplan.optimizer.frontier.orders import Order, order_of
from leonplan.optimizer.frontier.points import (
    Maker,
    Spot,
    cost_per_limit,
    finding_rows,
    held_rows,
    level_rows,
    names,
    point_rows,
    project_rows,
)
from leonplan.optimizer.frontier.probe import Ask
from leonplan.optimizer.frontier.prober import Prober
from leonplan.optimizer.frontier.problem import link_of, with_limit
from leonplan.optimizer.frontier.search import Options, Search, SearchResult
from leonplan.optimizer.frontier.state import State
from leonplan.optimizer.frontier.texts import frontier_texts, told_of
from leonplan.optimizer.instance.write_instance import instance_files
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.results.texts import table_texts
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.sealed.sealed import hash_of
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.lexicographic import LOCATED
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.verify.frontier import check_frontier
from leonplan.optimizer.verify.frontier_runs import Run
from leonplan.optimizer.words.vocabulary import GOAL_UNITS

WIDEST = 0.5
"""Widest tolerance that may be asked for, as a share of the span."""

CLOSING = 1.0
"""Seconds that a point's plan takes to be made, checked and written, as a part of those in which the problem was built."""


@dataclass(frozen=True)
class FrontierRequest:
    """What frontier is wanted."""

    axis: str = "frame-added"
    """What is limited: frame-factor, frame-added, frame-year:YYYY, fte or a goal."""
    against: str = "unmet"
    """The goal that it is weighed against."""
    tolerance: float = 0.01
    """Width that a bracket may have, as a share of the span of the goal; 0: every point, of whole numbers."""
    time_limit: float | None = None
    """Seconds for the whole, from when the problem is built; none: until certified."""
    points: int | None = None
    """The most points; none: as many as the tolerance takes."""
    three: bool = False
    """Whether a third goal is weighed as well, on a grid."""
    cores: int = 2
    """Searches side by side; the frontier is the same for any number."""

    def __post_init__(self) -> None:
        """Raise UsageError for what is no number or beyond its limits."""
        if not 0 <= self.tolerance <= WIDEST:
            raise UsageError(f"the tolerance is a share from 0 to {WIDEST}, not {self.tolerance!r}")
        if self.time_limit is not None and not 0 < self.time_limit < math.inf:
            raise UsageError(f"the time limit is a number of seconds above 0, not {self.time_limit!r}")
        if self.cores < 1 or (self.points is not None and self.points < 2):
            raise UsageError("it takes a core and two points at least")


@dataclass(frozen=True)
class FrontierWithPlans:
    """A frontier with the plans of its points by name."""

    frontier: Frontier
    instance: Instance
    """Whose limits were moved."""
    plans: dict[str, Plan]
    state: State
    """What was found, on disk; to be forgotten once the frontier is stored."""


def make_frontier(
    instance: Instance,
    wanted: FrontierRequest,
    *,
    folder: Path | None = None,
    base: BasePlan | None = None,
    progress: Progress | None = None,
) -> FrontierWithPlans:
    """The frontier of an instance.

    folder: where it will be stored; next to it the answers found so far are kept, and read if a search was cut short. base:
    gives the plan of the instance, which becomes the point where it stands if it is as good there within the tolerance.
    Raises UsageError for what cannot be weighed, CollisionError if hard demands collide, NoPlanError if stopped before both
    ends are known, VerificationError if the solver contradicts itself, the frontier does not follow from what was found, or
    what was kept is damaged. Points whose plans do not verify are returned as well: look at ``frontier.verified``.
    """
    begun = time.perf_counter()
    tell = progress or (lambda _: None)
    axis = axis_named(wanted.axis, instance)
    order = order_of(instance, axis, wanted.against)
    demand = project_demand(instance)
    data = prepare(instance, demand)
    link = link_of(axis, instance)
    located = any(LOCATED & {axis.goal, *step} for step in (*order.before, order.goal))
    has_one_place = len(data.districts) == 1 and len(data.centres) == 1
    small = None if located or has_one_place else with_limit(Form(forget_places(data)).matrix, link)
    later = () if wanted.tolerance == 0 else order.after
    prober = Prober(axis, order.goal, later, with_limit(Form(data).matrix, link), small)
    start = today(axis, instance)
    closing = CLOSING * (time.perf_counter() - begun)
    clock = Clock.starting_now(wanted.time_limit)
    options = Options(wanted.tolerance, wanted.points, wanted.cores, start, closing)
    state = State(folder, _fingerprint(instance, axis, order, wanted))
    search = Search(prober, order.before, options, state, clock)
    searched = search.run(tell)
    maker = Maker(instance, demand, axis, order, searched.prober)
    tell("the points' plans, checked by arithmetic")
    spots = list(_spots(maker, searched))
    if base is not None and wanted.tolerance:
        spots = with_base_plan(maker, spots, start, searched.front.allowed, base, clock)
    trades: list[tuple[Spot, r.Trade]] = []
    third = grid.third_of(wanted.against, axis.goal) if wanted.three else None
    if third is not None and not clock.is_out:
        tell(f"three goals: {third} on a grid")
        cells = grid.unbeaten(grid.solve_cells(search, searched, third))
        trades = grid.trade_spots(maker, cells, third, wanted.tolerance)
    tables = _tables(maker, searched, spots, [row for _, row in trades], start)
    effort = _effort(searched, search, time.perf_counter() - begun, wanted.cores)
    plans = {spot.name: spot.plan for spot in (*spots, *(spot for spot, _ in trades))}
    frontier = _frontier(maker, searched, tables, effort, third, start)
    frontier = replace(frontier, verified=all(_holds(plan) for plan in plans.values()))
    if frontier.verified:
        tell("the frontier, checked by arithmetic")
        refuse_false(frontier, instance, plans)
    return FrontierWithPlans(frontier, instance, plans, state)


def refuse_false(frontier: Frontier, instance: Instance, plans: Mapping[str, Plan]) -> None:
    """Raise VerificationError saying what contradicts what, if a frontier does not follow from what was found."""
    runs = {name: Run(plan.instance, table_texts(plan.tables)) for name, plan in plans.items()}
    found = check_frontier(told_of(frontier), frontier_texts(frontier), instance, runs)
    if not found.ok:
        sentences = "; ".join(check.where for check in found.failed)
        raise VerificationError(f"the frontier is not what was found, so nothing is shown of it: {sentences}")


def _holds(plan: Plan) -> bool:
    return plan.verification is not None and plan.verification.ok


def _fingerprint(instance: Instance, axis: Axis, order: Order, wanted: FrontierRequest) -> str:
    """Everything that answers depend on."""
    files = "\0".join(f"{name}\0{text}" for name, text in sorted(instance_files(instance).items()))
    programs = [f"{name} {version(name)}" for name in ("leonplan", "highspy", "numpy", "pyomo")]
    return hash_of(repr((files, axis, order, wanted.tolerance, programs)).encode())


def _spots(maker: Maker, searched: SearchResult) -> Iterator[Spot]:
    known = searched.front.known
    name = names(len(searched.points), "p")
    for place, number in enumerate(searched.points):
        found = searched.asked[number].found
        assert found is not None
        bounds = known.lower_at(found.x), min(found.y, known.upper_at(found.x))
        gap = searched.front.allowed / abs(found.y) if found.y else 0.0
        yield maker.spot(name[place], found, bounds, gap)


def _tables(
    maker: Maker, searched: SearchResult, spots: Sequence[Spot], trades: Sequence[r.Trade], start: float | None
) -> dict[str, tuple[Row, ...]]:
    front, goal = searched.front, next(iter(maker.order.goal))
    cost = cost_per_limit(maker.axis, maker.instance)
    points = priced(list(point_rows(spots, goal, cost, start)), cost)
    span, findings = front.span_y or 1.0, finding_rows(searched)
    open_ = {(stretch.low, stretch.high) for stretch in front.open()} if not _is_complete(searched) else set()
    return {
        r.Point.table: points,
        r.Piece.table: tuple(
            r.Piece(**asdict(bracket), width=max(0.0, bracket.width) / span) for bracket in front.pieces()
        ),
        r.Jump.table: tuple(
            r.Jump(x.low, x.high, x.top, front.known.upper_at(x.high), x.width / span, (x.low, x.high) in open_)
            for x in front.stretches()
        ),
        r.Ceiling.table: tuple(findings[0]),
        r.Floor.table: tuple(findings[1]),
        r.PointProject.table: tuple(project_rows(spots)),
        r.PointPlaces.table: tuple(level_rows(spots)),
        r.HeldGoal.table: tuple(held_rows(maker.prober)),
        r.Trade.table: tuple(trades),
    }


def _is_complete(searched: SearchResult) -> bool:
    """Whether every point of a frontier of whole numbers is known: what lies between them is a plateau."""
    return searched.front.tolerance == 0 and searched.is_certified


def _effort(searched: SearchResult, search: Search, seconds: float, cores: int) -> Effort:
    found = [one.found for one in searched.asked if one.found is not None]
    return Effort(
        questions=len(searched.asked),
        solves=sum(one.solves for one in found),
        seconds=round(seconds, 3),
        busy=round(sum(one.busy for one in found), 3),
        cores=cores,
        overhead=round(sum(one.seconds - one.busy for one in found), 3),
    )


def _frontier(
    maker: Maker, searched: SearchResult, tables: dict[str, tuple[Row, ...]], effort: Effort, third: str | None,
    start: float | None,
) -> Frontier:  # fmt: skip
    settings, goal, findings = maker.instance.settings, next(iter(maker.order.goal)), finding_rows(searched)
    return Frontier(
        instance=settings.id,
        name=settings.name,
        price_year=settings.price_year,
        last_year=max(settings.horizon.periods),
        axis=maker.axis.name,
        axis_unit=maker.axis.unit,
        is_money=maker.axis.is_money,
        goal=goal,
        goal_unit=GOAL_UNITS[goal],
        third=third,
        tolerance=searched.front.tolerance,
        jump=searched.front.jump,
        certified=searched.is_certified,
        interrupted=searched.interrupted,
        begins=max((row.bound for row in findings[1] if row.ask == Ask.LEAST_X), default=None),
        today=start,
        cost_per_limit=cost_per_limit(maker.axis, maker.instance),
        effort=effort,
        tables=tables,
        verified=False,
    )
