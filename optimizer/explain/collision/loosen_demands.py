"""How demands themselves can be loosened: limits raised, norms lowered, policies and projects later, decisions widened."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from leonplan.optimizer.explain.collision import demands as dm
from leonplan.optimizer.explain.collision.loosening import Loosening
from leonplan.optimizer.explain.collision.policies import POLICIES
from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind, LimitOf
from leonplan.optimizer.schema.edit import with_entry, with_row, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.years import decided_years
from leonplan.optimizer.solve.size import COARSEST
from leonplan.optimizer.words.vocabulary import GOAL_UNITS

MOST_LIMIT_STEPS = 10**12
"""A limit can be raised without end; this stands for it."""


def loosenings_of(instance: Instance, demand: dm.HardDemand) -> tuple[Loosening, ...]:
    """The ways in which a demand can be loosened without being given up altogether."""
    ways: dict[str, Callable[[Instance, dm.HardDemand], Iterator[Loosening]]] = {
        dm.LIMIT: _limit,
        dm.POLICY: _policy,
        dm.PROJECT: _later_project,
        dm.PROGRAMME: _smaller_programme,
        dm.DECISION: _wider_decision,
        dm.JOINT: _higher_joint_limit,
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
    return POLICIES[demand.name].ways(instance)


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
    return with_rows(instance, "decisions", (*rows[:index], row, *rows[index + 1 :]))


UNIT_OF_LIMIT = {
    LimitOf.EMPLOYED: "FTE", LimitOf.RECRUITED: "FTE/year", LimitOf.AGENCY: "FTE at work", LimitOf.PLACES: "places",
}  # fmt: skip
"""Unit of a joint limit."""


def with_joint_limit(instance: Instance, limit: str, more: float) -> Instance:
    """The instance with a joint limit higher in every year [its unit]."""
    rows = (
        row.model_copy(update={"at_most": round(row.at_most + more, 9)}) if row.id == limit else row
        for row in instance.joint_limits
    )
    return with_rows(instance, "joint_limits", rows)


def _higher_joint_limit(instance: Instance, demand: dm.HardDemand) -> Iterator[Loosening]:
    unit = next(UNIT_OF_LIMIT[row.of] for row in instance.joint_limits if row.id == demand.name)

    def apply(given: Instance, steps: int) -> Instance:
        return with_joint_limit(given, demand.name, steps)

    def words(amount: float) -> str:
        return f"{demand.words}, but {amount:g} more"

    yield Loosening("joint", demand.name, 1.0, unit, _MOST_WIDER, apply, words)
