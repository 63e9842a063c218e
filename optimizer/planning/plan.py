"""A plan: what was solved, what came out as tables, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import Demand
from leonplan.optimizer.outcome.nearness import Nearness
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.outcome.question import Inquiry, NoAnswer, PlanQuestion
from leonplan.optimizer.outcome.solution import ModelSize, Solution, Status
from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.given import given_year
from leonplan.optimizer.results.make_tables import make_tables
from leonplan.optimizer.results.own_work import own_work_first
from leonplan.optimizer.results.totals import YearTotals, by_year, goal_rows
from leonplan.optimizer.results.year import split_by_year
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import ChangeAt
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.settings import SolveSettings

AnyRow = TypeVar("AnyRow", bound=r.Row)


@dataclass(frozen=True)
class Plan:
    """What was solved, what came out and how sure it is."""

    instance: Instance
    """The instance as solved."""
    mode: Mode
    """The standing mode whose order of goals was followed."""
    status: Status
    """What is known about it."""
    goals: tuple[r.Goal, ...]
    """What it comes to in each goal, in order; the table ``goals``."""
    tables: Mapping[str, tuple[r.Row, ...]]
    """Every table by name, see ``results.rows``."""
    by_year: tuple[YearTotals, ...]
    """Totals of the base year, if it is given, and every decided year."""
    size: ModelSize
    """Size of the problem that HiGHS was given."""
    seconds: Mapping[str, float]
    """Seconds by stage (read, build, solve, verify, write), where known."""
    settings: SolveSettings
    """How it was solved."""
    log: tuple[str, ...] = ()
    """Anything remarkable on the way."""
    interrupted: bool = False
    """Whether the user stopped the search."""
    verification: Verification | None = None
    """What checking it by arithmetic found; none if it was not checked."""
    reference: Plan | None = None
    """The plan of doing nothing for the same municipality, verified: what this one is compared with."""
    no_reference: NoReference | None = NoReference.NOT_ASKED
    """Why there is no such plan; none if there is."""
    asked: tuple[Inquiry, ...] = ()
    """What was asked for with the plan."""
    answers: tuple[PlanAnswer, ...] = ()
    """The plans that answer it, each of the same municipality with one thing changed."""
    nearness: Nearness | None = None
    """How near it lies to the plan that it was to lie near; none if there was none, or no time."""
    kept: str | None = None
    """When it was solved, as ISO 8601, if it was not solved now but taken from those kept."""

    def rows(self, kind: type[AnyRow]) -> tuple[AnyRow, ...]:
        """The rows of a table by their type, e.g. ``plan.rows(Served)``."""
        return tuple(row for row in self.tables[kind.table] if isinstance(row, kind))


@dataclass(frozen=True)
class PlanAnswer:
    """What a question came to."""

    question: PlanQuestion
    """What is changed."""
    plan: Plan | None
    """The plan with the change, verified, its goals those up to spending; none if there is none."""
    why: NoAnswer | None = None
    """Why there is no plan; none if there is."""


def steps_of(instance: Instance, mode: Mode) -> tuple[dict[str, float], ...]:
    """The order of goals of a mode: weights by goal, one mapping a step."""
    order = instance.settings.order(mode)
    return tuple({goal.value: w for goal, w in s.items()} if isinstance(s, dict) else {s.value: 1.0} for s in order)


def make_plan(
    instance: Instance,
    demand: Demand,
    data: ModelData,
    solution: Solution,
    *,
    mode: Mode,
    settings: SolveSettings,
    seconds: Mapping[str, float] | None = None,
) -> Plan:
    """The plan of a solution: its tables, and every number derived from the decisions by plain arithmetic.

    demand: need of the decided years, and of the base year where it is given; data: what was solved; mode: whose
    order of goals was followed. Pure. The solution must hold a plan (status optimal or feasible).
    """
    decided = [own_work_first(data, year) for year in split_by_year(solution.values, data.years)]
    given = () if instance.settings.horizon.base_year is None else (given_year(instance, data, demand.need),)
    years = (*given, *decided)
    tables = make_tables(instance, data, demand.need, years)
    totals = by_year(data, tables, [year.year for year in years], instance.settings.heavy_groups)
    goals = goal_rows(data, tables, totals, steps_of(instance, mode), solution.goals)
    plan = plan_of_tables(
        instance,
        data,
        {r.Goal.table: goals, **tables},
        mode=mode,
        status=solution.status,
        size=solution.size,
        seconds=dict(seconds or {}),
        settings=settings,
        log=solution.log,
    )
    return replace(plan, interrupted=solution.interrupted, nearness=solution.nearness)


def plan_of_tables(
    instance: Instance,
    data: ModelData,
    tables: Mapping[str, tuple[r.Row, ...]],
    *,
    mode: Mode,
    status: Status,
    size: ModelSize,
    seconds: Mapping[str, float],
    settings: SolveSettings,
    log: tuple[str, ...] = (),
    verification: Verification | None = None,
    no_reference: NoReference = NoReference.NOT_ASKED,
) -> Plan:
    """The plan of tables, the goals among them; the other arguments as in ``Plan``."""
    years = dict.fromkeys(row.year for row in tables[r.Money.table] if isinstance(row, r.Money))
    return Plan(
        instance=instance,
        mode=mode,
        status=status,
        goals=tuple(row for row in tables[r.Goal.table] if isinstance(row, r.Goal)),
        tables=tables,
        by_year=by_year(data, tables, years, instance.settings.heavy_groups),
        size=size,
        seconds=seconds,
        settings=settings,
        log=log,
        verification=verification,
        no_reference=no_reference,
    )


def whole_decisions(plan: Plan) -> dict[str, dict[Any, float]]:
    """The whole numbers that were decided, in the names of the formulation: enough to start a similar problem from."""
    years = [totals.year for totals in plan.by_year]
    started = {
        (project.id, year): float(
            sum(row.starts for row in plan.rows(r.ProjectStart) if row.project == project.id and row.year <= year)
        )
        for project in plan.instance.projects
        for year in years
    }
    return {
        "started": started,
        "chosen": {project.id: min(1.0, started[project.id, years[-1]]) for project in plan.instance.projects},
        "agreed": _agreed(plan, years),
        "open_units": {
            (row.centre, row.level, row.year): float(row.open_units)
            for row in plan.rows(r.Places)
            if row.open_units is not None
        },
        "assigned": {(row.group, row.district, row.centre, row.year): 1.0 for row in plan.rows(r.Assigned)},
        "employed": {(row.category, row.year): row.employed for row in plan.rows(r.Staff)},
        "grows": {year: 1.0 for year in years if _round_the_clock(plan, year) >= _round_the_clock_today(plan)},
    }


def _agreed(plan: Plan, years: list[int]) -> dict[tuple[str, str, str, int], float]:
    """Places by contract, by project, centre and level, in the periods in which they are ready."""
    bought = {level.id for level in plan.instance.settings.levels if level.by_contract}
    lead = {project.id: project.lead_time for project in plan.instance.projects}
    found = {}
    for row in plan.instance.project_places:
        if row.level in bought and row.change > 0:
            wait = 0 if row.at is ChangeAt.START else lead[row.project]
            ready = [x.year + wait for x in plan.rows(r.ProjectStart) if x.project == row.project]
            periods = {next((t for t in years if t >= year), None) for year in ready}
            found.update({(row.project, row.centre, row.level, t): 1.0 for t in periods if t is not None})
    return found


def decided_values(plan: Plan) -> dict[str, dict[Any, float]]:
    """Everything that was decided, in the names of the formulation, as far as the tables hold it."""
    staff = plan.rows(r.Staff)
    measured = ("hired", "agency", "shortfall", "competence_gap")
    return {
        **whole_decisions(plan),
        **{name: {(row.category, row.year): getattr(row, name) for row in staff} for name in measured},
        "operated": {(row.centre, row.level, row.year): row.operated for row in plan.rows(r.Places)},
        "served": {(row.group, row.level, row.place, row.year): row.persons for row in plan.rows(r.Served)},
        "unserved": {(row.group, row.district, row.year): row.persons for row in plan.rows(r.Unserved)},
        "flow": {(row.group, row.district, row.centre, row.year): row.persons for row in plan.rows(r.Flow)},
        "participants": {
            (row.programme, row.group, row.district, row.year): row.persons for row in plan.rows(r.Participants)
        },
        "covers": {(row.category, row.work_of, row.year): row.fte for row in plan.rows(r.Covers)},
        "moved": {(row.group, row.level, row.centre, row.year): row.persons for row in plan.rows(r.Moved)},
        "granted": {(row.project, row.year): row.granted for row in plan.rows(r.ProjectStart)},
    }


def _round_the_clock(plan: Plan, year: int) -> float:
    """Round-the-clock places built in a year [places]."""
    levels = {level.id for level in plan.instance.settings.levels if level.round_the_clock}
    return sum(row.built for row in plan.rows(r.Places) if row.year == year and row.level in levels)


def _round_the_clock_today(plan: Plan) -> float:
    """Round-the-clock places before the first decided period [places]."""
    levels = {level.id for level in plan.instance.settings.levels if level.round_the_clock}
    return sum(row.places * row.availability for row in plan.instance.places if row.level in levels)
