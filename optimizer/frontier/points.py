"""From an answer to a verified plan, and from plans to the rows of the frontier's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, inf

from leonplan.optimizer.demand.project_demand import Demand
from leonplan.optimizer.frontier import rows as fr
from leonplan.optimizer.frontier.axis import Axis, frame_at, instance_at
from leonplan.optimizer.frontier.envelope import rests_on
from leonplan.optimizer.frontier.orders import Order
from leonplan.optimizer.frontier.probe import Answer, Ask, Question
from leonplan.optimizer.frontier.prober import Prober
from leonplan.optimizer.frontier.problem import LIMIT
from leonplan.optimizer.frontier.rest import room
from leonplan.optimizer.frontier.search import SearchResult
from leonplan.optimizer.outcome.solution import GoalResult, Solution, Status
from leonplan.optimizer.planning.plan import Plan, make_plan
from leonplan.optimizer.prepare.frames import operating_frame
from leonplan.optimizer.prepare.model_data import decided_periods, prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.totals import goal_values, over_years
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.descent import value_of
from leonplan.optimizer.solve.lexicographic import size_of, values_of
from leonplan.optimizer.solve.matrix import Floats
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.steps import WeightedGoals, grid_of, step_name, step_unit, terms_of
from leonplan.optimizer.verify.verify import verify_plan

MOST_GAP = 0.01
"""A plan whose goal is proven no closer than this is called feasible, not optimal, however wide the tolerance [share]."""


@dataclass(frozen=True)
class Maker:
    """What every point's plan is made from."""

    instance: Instance
    demand: Demand
    axis: Axis
    order: Order
    prober: Prober

    def plan(self, found: Answer, bound: float, gap: float) -> Plan:
        """The plan of an answer, verified: an instance of its own, solved alone it gives the same.

        Its order of goals ends with the frontier's, as no more is proven.

        bound: no plan that keeps the limit has less of the goal; gap: within which that was asked for [share].
        """
        instance = instance_at(self.axis, self.instance, found.x, self.order.proven)
        data = prepare(instance, self.demand)
        settings = SolveSettings(gap=max(SolveSettings().gap, min(MOST_GAP, gap)), seed=self.prober.seed)
        solution = self._solution(self.prober.plan_of(found), bound, settings)
        plan = make_plan(
            instance, self.demand, data, solution, mode=Mode.FRAME, settings=settings, seconds={"solve": found.seconds}
        )
        return replace(plan, verification=verify_plan(plan))

    def spot(self, name: str, found: Answer, bounds: tuple[float, float], gap: float) -> Spot:
        """A point of a name, with (what no plan beats, what a plan reaches) at its limit."""
        plan = self.plan(found, bounds[0], gap)
        values = goal_values(prepare(plan.instance, self.demand), plan.tables, plan.by_year)
        return Spot(name, found.x, *bounds, plan, values)

    def _solution(self, columns: Floats, bound: float, settings: SolveSettings) -> Solution:
        matrix = self.prober.whole
        held: list[tuple[WeightedGoals, float, float | None]] = [
            (law.step, law.bound, law.held) for law in self.prober.laws
        ]
        goals = []
        for step, least, limit in [*held, (self.order.goal, bound, None)]:
            value = value_of(columns, *terms_of(matrix, step))
            at_most = room(step, value, matrix.size.grids) if limit is None else limit
            goals.append(_goal(step, value, least, at_most, settings.gap, grid_of(step, matrix.size.grids)))
        values = {name: found for name, found in values_of(matrix, columns).items() if name != LIMIT}
        status = Status.OPTIMAL if all(goal.proven for goal in goals) else Status.FEASIBLE
        later = ", ".join(step_name(step) for step in self.order.after)
        log = (f"{later}: minimised with the whole decisions as they are, without proof",) if later else ()
        return Solution(status, tuple(goals), values, size_of(matrix), log=log)


def _goal(step: WeightedGoals, value: float, bound: float, at_most: float, gap: float, grid: float) -> GoalResult:
    least = min(bound, value)
    is_proven = value - least <= gap * max(abs(value), abs(least)) + grid
    return GoalResult(step_name(step), step_unit(step), value, least, is_proven, at_most, grid)


@dataclass(frozen=True)
class Spot:
    """A point on its way into the tables."""

    name: str
    limit: float
    lower_bound: float
    upper_bound: float
    plan: Plan
    values: Mapping[str, float]
    """What the plan comes to in every goal, in the goal's unit."""


def cost_per_limit(axis: Axis, instance: Instance) -> float | None:
    """What one unit of the limit costs over all decided years; none where no frame is limited [kNOK by axis unit]."""
    if not axis.is_money:
        return None
    return fsum(
        period.length * (_frame(axis, instance, period.year, 1.0) - _frame(axis, instance, period.year, 0.0))
        for period in decided_periods(instance.settings)
    )


def _frame(axis: Axis, instance: Instance, year: int, x: float) -> float:
    return frame_at(axis, year, operating_frame(instance, year), x)


def point_rows(spots: Sequence[Spot], goal: str, cost: float | None, today: float | None) -> Iterator[fr.Point]:
    """The rows of the points, prices left out."""
    before: tuple[tuple[int, str, int], ...] | None = None
    for spot in spots:
        started = tuple((row.year, row.project, row.starts) for row in spot.plan.rows(r.ProjectStart))
        yield _point_row(spot, goal, cost, today, before not in (None, started))
        before = started


def _point_row(spot: Spot, goal: str, cost: float | None, today: float | None, switches: bool) -> fr.Point:
    plan, values = PlanView(spot.plan), spot.values
    last = plan.last
    staff = plan.sums(r.Staff, lambda row: row.year, lambda row: row.employed + row.agency)
    framed = [total for total in spot.plan.by_year if total.years and total.frame is not None]
    years = fsum(total.years for total in spot.plan.by_year)
    return fr.Point(
        point=spot.name,
        limit=spot.limit,
        frame=over_years(framed, lambda year: year.frame or 0.0) / years if framed else None,
        value=values[goal],
        lower_bound=min(spot.lower_bound, spot.upper_bound, values[goal]),
        upper_bound=min(spot.upper_bound, values[goal]),
        unmet=values["unmet"],
        unmet_person_years=plan.over_years(lambda year: year.unmet),
        unmet_persons=plan.by_year[last].unmet,
        above_persons=fsum(x.persons for x in plan.rows(r.Served) if x.year == last and plan.steps_off(x) > 0),
        above_level=values["above_level"],
        starts=sum(map(len, plan.starts.values())),
        places=fsum(row.operated for row in plan.rows(r.Places) if row.year == last),
        fte=staff.get(last, 0.0),
        fte_years=plan.over_years(staff),
        spend=values["spend"],
        cost=None if cost is None else cost * (spot.limit - (today or 0.0)),
        price_next=None,
        switches=switches,
    )


def project_rows(spots: Sequence[Spot]) -> Iterator[fr.PointProject]:
    """Projects of each point."""
    for spot in spots:
        for row in spot.plan.rows(r.ProjectStart):
            yield fr.PointProject(spot.name, row.year, row.project, row.starts)


def level_rows(spots: Sequence[Spot]) -> Iterator[fr.PointPlaces]:
    """Places and persons by level in the last year of each point."""
    for spot in spots:
        plan = PlanView(spot.plan)
        last = plan.last
        for level in sorted(plan.instance.settings.levels, key=lambda level: level.id):
            persons = fsum(x.persons for x in plan.rows(r.Served) if x.year == last and x.level == level.id)
            places = fsum(x.operated for x in plan.rows(r.Places) if x.year == last and x.level == level.id)
            yield fr.PointPlaces(spot.name, level.id, None if level.at_home else places, persons)


def finding_rows(searched: SearchResult) -> tuple[list[fr.Ceiling], list[fr.Floor]]:
    """What the two sides of the brackets rest on."""
    upper, lower = rests_on(searched.front.known)
    upper.sort(key=lambda line: (line.at, line.to or line.at))
    reached = [
        fr.Ceiling(number, *line.at, *((None, None) if line.to is None else line.to))
        for number, line in enumerate(upper, 1)
    ]
    asked = [searched.asked[line.number] for line in sorted(lower, key=lambda line: line.number)]
    last = max((found.x for number in searched.points if (found := searched.asked[number].found)), default=inf)
    return reached, [_floor_row(number, one, last) for number, one in enumerate(asked, 1)]


def _floor_row(number: int, one: Question, last: float) -> fr.Floor:
    """What an answer proves; a slope that was asked for beyond the last point, when that was not known, goes as far as that."""
    probe, found = one.probe, one.found
    assert found is not None
    is_limit = probe.ask in (Ask.LEAST_X, Ask.REACH)
    bound = min(found.bound, found.x) if is_limit else found.bound
    high = None if is_limit else probe.high
    if probe.ask is Ask.SLOPE and high is not None:
        high = min(high, last)
    return fr.Floor(number, probe.ask.value, probe.low, high, probe.price, probe.value, bound)


def held_rows(prober: Prober) -> Iterator[fr.HeldGoal]:
    """What is held along the frontier."""
    for number, law in enumerate(prober.laws, 1):
        yield fr.HeldGoal(number, step_name(law.step), min(law.bound, law.held), law.held)


def names(count: int, letter: str) -> Mapping[int, str]:
    """Names that sort as the numbers do, e.g. p01, p02.

    >>> names(2, "p")[1]
    'p02'
    """
    width = max(2, len(str(count)))
    return {number: f"{letter}{number + 1:0{width}d}" for number in range(count)}
