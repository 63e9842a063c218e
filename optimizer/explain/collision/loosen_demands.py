"""How demands themselves can be loosened: limits raised, norms lowered, policies and projects later, decisions widened."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import chain

from leonplan.optimizer.explain.collision import demands as dm
from leonplan.optimizer.explain.collision.loosening import Loosening
from leonplan.optimizer.explain.edit import with_entry, with_policy, with_row
from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.windows import decided_years
from leonplan.optimizer.solve.size import COARSEST
from leonplan.optimizer.words.vocabulary import GOAL_UNITS

PER_MILLE = 0.001
"""Step of norms that are shares: a tenth of a per cent."""

MOST_LIMIT_STEPS = 10**12
"""A limit can be raised without end; this stands for it."""

FASTEST_GROWTH = 1.0
"""Staff that double every year: a greater growth makes no sense [1/year]."""


def loosenings_of(instance: Instance, demand: dm.HardDemand) -> tuple[Loosening, ...]:
    """The ways in which a demand can be loosened without being given up altogether."""
    ways: dict[str, Callable[[Instance, dm.HardDemand], Iterator[Loosening]]] = {
        dm.LIMIT: _limit,
        dm.POLICY: _policy,
        dm.PROJECT: _later_project,
        dm.PROGRAMME: _smaller_programme,
        dm.DECISION: _wider_decision,
    }
    return tuple(way for way in ways[demand.kind](instance, demand) if way.most > 0)


def _limit(instance: Instance, demand: dm.HardDemand) -> Iterator[Loosening]:
    limits = instance.settings.limits
    index = next(i for i, limit in enumerate(limits) if limit.goal.value == demand.name)
    goal, now = demand.name, limits[index].at_most
    step, unit = COARSEST[goal], GOAL_UNITS[goal]

    def apply(given: Instance, steps: int) -> Instance:
        return with_entry(given, "limits", index, at_most=round(now + steps * step, 9))

    def words(amount: float) -> str:
        return f"a limit on {goal} of {round(now + amount, 9):,g} {unit} instead of {now:,g}".replace(",", " ")

    yield Loosening("limit", goal, step, unit, MOST_LIMIT_STEPS, apply, words, goal=goal)


def _policy(instance: Instance, demand: dm.HardDemand) -> Iterator[Loosening]:
    policies = instance.settings.policies
    of_policy = {
        "discharge_ready_received": lambda: _later(instance, demand.name),
        "proximity": lambda: _norm("proximity", "share", policies.proximity.share, 0.0),
        "equity": lambda: _norm("equity", "tolerance", policies.equity.tolerance, 1.0),
        "coverage_norm": lambda: _coverage(instance),
        "staff_growth": lambda: _growth(policies.staff_growth.rate),
        "minimum_competence": lambda: _floors(instance),
        "net_growth_grant": lambda: _binding_years(instance),
    }
    yield from of_policy[demand.name]() if demand.name in of_policy else ()


def _growth(now: float) -> Iterator[Loosening]:
    return _norm("staff_growth", "rate", now, max(now, FASTEST_GROWTH))


def _coverage(instance: Instance) -> Iterator[Loosening]:
    norm = instance.settings.policies.coverage_norm
    low = () if norm.at_least is None else _norm("coverage_norm", "at_least", norm.at_least, 0.0)
    most = None if norm.at_most is None else max(1.0, norm.at_most)
    high = () if norm.at_most is None or most is None else _norm("coverage_norm", "at_most", norm.at_most, most)
    yield from chain(_later(instance, "coverage_norm"), low, high)


def _norm(policy: str, field: str, now: float, end: float) -> Iterator[Loosening]:
    """A number of a policy moved towards an end, a tenth of a per cent at a time."""
    way = 1 if end > now else -1

    def at(steps: int) -> float:
        moved = round(now + way * steps * PER_MILLE, 9)
        return min(moved, end) if way > 0 else max(moved, end)

    def apply(given: Instance, steps: int) -> Instance:
        return with_policy(given, policy, **{field: at(steps)})

    def words(amount: float) -> str:
        return f"{policy}.{field} of {dm.percent(at(round(amount / PER_MILLE)))} instead of {dm.percent(now)}"

    most = math.ceil(round(abs(end - now) / PER_MILLE, 6))
    yield Loosening("norm", f"{policy}.{field}", PER_MILLE, "share", most, apply, words)


def _later(instance: Instance, policy: str) -> Iterator[Loosening]:
    """A policy in force from a later decided year on."""
    years = decided_years(instance.settings.horizon)
    first = getattr(instance.settings.policies, policy).from_year or years[0]
    later = [year for year in years if year > first]

    def apply(given: Instance, steps: int) -> Instance:
        return given if steps == 0 else with_policy(given, policy, from_year=later[steps - 1])

    def words(amount: float) -> str:
        return f"{policy} from {later[round(amount) - 1]} instead of {first}"

    yield Loosening("later", policy, 1.0, "decided years", len(later), apply, words)


def _floors(instance: Instance) -> Iterator[Loosening]:
    """All competence floors lowered by as much."""
    highest = max((row.minimum_share for row in instance.competence), default=0.0)

    def apply(given: Instance, steps: int) -> Instance:
        lowered = tuple(
            row.model_copy(update={"minimum_share": max(0.0, round(row.minimum_share - steps * PER_MILLE, 9))})
            for row in given.competence
        )
        return given.model_copy(update={"competence": lowered})

    def words(amount: float) -> str:
        return f"competence floors lower by {dm.percent(amount)} of the work"

    yield Loosening(
        "norm", "minimum_competence", PER_MILLE, "share", math.ceil(round(highest / PER_MILLE, 6)), apply, words
    )


def _binding_years(instance: Instance) -> Iterator[Loosening]:
    now = instance.settings.policies.net_growth_grant.binding_years

    def apply(given: Instance, steps: int) -> Instance:
        return with_policy(given, "net_growth_grant", binding_years=now - steps)

    def words(amount: float) -> str:
        return f"granted places bound for {now - round(amount)} years instead of {now}"

    yield Loosening("norm", "net_growth_grant.binding_years", 1.0, "years", now, apply, words)


def _later_project(instance: Instance, demand: dm.HardDemand) -> Iterator[Loosening]:
    """The last year in which a decided project may start moved out, up to the end of the horizon."""
    index = next(i for i, row in enumerate(instance.projects) if row.id == demand.name)
    row, last = instance.projects[index], decided_years(instance.settings.horizon)[-1]
    latest = last if row.latest is None else row.latest

    def apply(given: Instance, steps: int) -> Instance:
        return with_row(given, "projects", index, latest=latest + steps)

    def words(amount: float) -> str:
        return f"the project '{row.name}' by {latest + round(amount)} instead of {latest}"

    yield Loosening("later", f"project:{row.id}", 1.0, "years", last - latest, apply, words)


def _smaller_programme(instance: Instance, demand: dm.HardDemand) -> Iterator[Loosening]:
    index = next(i for i, row in enumerate(instance.programmes) if row.id == demand.name)
    row = instance.programmes[index]

    def left(steps: int) -> float:
        return max(0.0, round(row.decided_participants - steps, 9))

    def apply(given: Instance, steps: int) -> Instance:
        return with_row(given, "programmes", index, decided_participants=left(steps))

    def words(amount: float) -> str:
        return f"{left(round(amount)):g} decided persons in '{row.name}' instead of {row.decided_participants:g}"

    most = math.ceil(row.decided_participants)
    yield Loosening("programme", row.id, 1.0, "persons", most, apply, words)


def _wider_decision(instance: Instance, demand: dm.HardDemand) -> Iterator[Loosening]:
    """A decision made by hand with a lower least or a higher greatest number."""
    row = instance.decisions[int(demand.name) - 1]
    if row.kind is DecisionKind.START and row.at_least is None and row.at_most is None:
        row = row.model_copy(update={"at_least": 1.0, "at_most": 1.0})
    if row.at_least is not None:
        yield _lower_least(demand, row, row.at_least)
    if row.at_most is not None:
        yield _higher_most(demand, row, row.at_most)


def _lower_least(demand: dm.HardDemand, row: Decision, now: float) -> Loosening:
    index = int(demand.name) - 1

    def at(steps: int) -> float:
        return max(0.0, round(now - steps, 9))

    def apply(given: Instance, steps: int) -> Instance:
        return _with_decision(given, index, row.model_copy(update={"at_least": at(steps)}))

    def words(amount: float) -> str:
        return f"{demand.words}, but at least {at(round(amount)):g}"

    unit = _unit_of(row)
    return Loosening("decision", f"{demand.name}.at_least", 1.0, unit, math.ceil(now), apply, words)


def _higher_most(demand: dm.HardDemand, row: Decision, now: float) -> Loosening:
    index = int(demand.name) - 1

    def apply(given: Instance, steps: int) -> Instance:
        return _with_decision(given, index, row.model_copy(update={"at_most": round(now + steps, 9)}))

    def words(amount: float) -> str:
        return f"{demand.words}, but at most {round(now + amount, 9):g}"

    return Loosening("decision", f"{demand.name}.at_most", 1.0, _unit_of(row), _MOST_WIDER, apply, words)


_MOST_WIDER = 10_000
"""No municipality has more places or persons at one level [places, persons]."""


def _unit_of(row: Decision) -> str:
    return {DecisionKind.START: "starts", DecisionKind.PLACES: "places", DecisionKind.SERVE: "persons"}[row.kind]


def _with_decision(instance: Instance, index: int, row: Decision) -> Instance:
    rows = instance.decisions
    return instance.model_copy(update={"decisions": (*rows[:index], row, *rows[index + 1 :])})
