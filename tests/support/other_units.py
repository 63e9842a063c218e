"""A municipality counted in other units: the same one, with all money, all persons and places, or all FTE in proportion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from leonplan.models.data import JointLimit, Limits, ModelData
from leonplan.optimizer.schema.base import Part
from leonplan.optimizer.schema.instance import Instance

V = TypeVar("V")
PERSON_GOALS = ("below_minimum", "below_sound", "unmet", "above_level", "travel")
GOALS_IN = {"money": ("overrun", "spend"), "persons": PERSON_GOALS, "fte": ("shortfall",)}
"""Goals that are in proportion to the unit, by kind; the others stay as they are."""


def over(mapping: Mapping[Any, V], function: Callable[[V], V]) -> dict[Any, V]:
    return {key: function(value) for key, value in mapping.items()}


def _goal_limits(data: ModelData, kind: str, factor: float) -> dict[str, float]:
    return {goal: x * factor if goal in GOALS_IN[kind] else x for goal, x in data.goal_limits.items()}


def _joint_limits(data: ModelData, factor: float, *, of_places: bool) -> dict[str, JointLimit]:
    """Joint limits, those on places or those on staff in another unit."""
    return {
        n: replace(x, at_most=over(x.at_most, lambda most: most * factor)) if (x.of == "places") is of_places else x
        for n, x in data.joint_limits.items()
    }


def with_money(data: ModelData, factor: float) -> ModelData:
    """All money in another unit: every price, cost, fee, grant and frame."""

    def frame(given: Mapping[int, float] | None) -> dict[int, float] | None:
        return None if given is None else over(given, lambda x: x * factor)

    return replace(
        _per_person(data, factor),
        levels=over(
            data.levels, lambda x: replace(x, place_cost=x.place_cost * factor, unit_cost=x.unit_cost * factor)
        ),
        centre_cost=over(data.centre_cost, lambda x: x * factor),
        categories=over(data.categories, lambda x: replace(x, pay=x.pay * factor, agency_cost=x.agency_cost * factor)),
        projects=over(
            data.projects,
            lambda x: replace(
                x,
                cost=x.cost * factor,
                grant_per_place=x.grant_per_place * factor,
                operating_change=x.operating_change * factor,
            ),
        ),
        operating_frame=frame(data.operating_frame),
        transition=over(data.transition, lambda x: x * factor),
        investment_frame=frame(data.investment_frame),
        goal_limits=_goal_limits(data, "money", factor),
    )


def _per_person(data: ModelData, factor: float) -> ModelData:
    """What a person, a participant and a patient not received cost."""
    return replace(
        data,
        services=over(
            data.services,
            lambda x: replace(
                x,
                other_cost=x.other_cost * factor,
                user_fee=x.user_fee * factor,
                state_compensation=x.state_compensation * factor,
            ),
        ),
        reachable=None if data.reachable is None else over(data.reachable, lambda x: (x[0], x[1] * factor)),
        programmes=over(data.programmes, lambda x: replace(x, cost=x.cost * factor)),
        discharge_fee=data.discharge_fee * factor,
    )


def with_persons(data: ModelData, factor: float) -> ModelData:
    """All persons and places in another unit: what a person or a place costs, and the work for one, in inverse proportion."""

    def limits(given: Mapping[Any, Limits]) -> dict[Any, Limits]:
        return over(given, lambda x: Limits(*(None if n is None else n * factor for n in (x.at_least, x.at_most))))

    coverage = data.policies.coverage
    if coverage is not None:
        coverage = replace(
            coverage,
            at_least=over(coverage.at_least, lambda x: x * factor),
            at_most=over(coverage.at_most, lambda x: x * factor),
        )
    cheap = _per_person(data, 1 / factor)
    return replace(
        cheap,
        own_unit_sizes=over(data.own_unit_sizes, lambda x: x * factor),  # type: ignore[arg-type]  # any number will do
        need=over(data.need, lambda x: x * factor),
        places=over(data.places, lambda x: x * factor),
        residents=over(data.residents, lambda x: x * factor),
        levels=over(
            data.levels,
            lambda x: replace(
                x,
                place_cost=x.place_cost / factor,
                agreement_least=None if x.agreement_least is None else x.agreement_least * factor,
                unit_size=None if x.unit_size is None else x.unit_size * factor,  # type: ignore[arg-type]  # any number will do
            ),
        ),
        place_changes=tuple(replace(x, change=x.change * factor) for x in data.place_changes),  # type: ignore[arg-type]
        projects=over(data.projects, lambda x: replace(x, grant_per_place=x.grant_per_place / factor)),
        fte_per_person=over(data.fte_per_person, lambda x: x / factor),
        programmes=over(
            cheap.programmes,
            lambda x: replace(
                x,
                growth_per_year=x.growth_per_year * factor,
                participants=x.participants * factor,
                max_participants=None if x.max_participants is None else x.max_participants * factor,
                fte_per_participant=over(x.fte_per_participant, lambda fte: fte / factor),
            ),
        ),
        effects=over(data.effects, lambda x: replace(x, fte_saved=over(x.fte_saved, lambda fte: fte / factor))),
        decided_places=limits(data.decided_places),
        joint_limits=_joint_limits(data, factor, of_places=True),
        decided_service=limits(data.decided_service),
        policies=replace(data.policies, coverage=coverage),
        goal_limits=_goal_limits(data, "persons", factor),
    )


def with_fte(data: ModelData, factor: float) -> ModelData:
    """All FTE in another unit: pay in inverse proportion."""
    return replace(
        data,
        categories=over(
            data.categories,
            lambda x: replace(
                x,
                employed=x.employed * factor,
                recruitment_limit=x.recruitment_limit * factor,
                agency_limit=x.agency_limit * factor,
                pay=x.pay / factor,
                agency_cost=x.agency_cost / factor,
            ),
        ),
        joint_limits=_joint_limits(data, factor, of_places=False),
        fte_per_person=over(data.fte_per_person, lambda x: x * factor),
        fte_per_unit=over(data.fte_per_unit, lambda x: x * factor),
        programmes=over(
            data.programmes,
            lambda x: replace(x, fte_per_participant=over(x.fte_per_participant, lambda fte: fte * factor)),
        ),
        effects=over(data.effects, lambda x: replace(x, fte_saved=over(x.fte_saved, lambda fte: fte * factor))),
        goal_limits=_goal_limits(data, "fte", factor),
    )


WITH = {"money": with_money, "persons": with_persons, "fte": with_fte}


MONEY = frozenset(
    {
        "fixed_cost", "place_cost", "unit_cost", "pay", "agency_cost", "other_cost", "user_fee", "state_compensation",
        "operating", "investment", "cost", "grant_per_place", "operating_change", "per_day",
    }
)  # fmt: skip
"""Fields of an instance's parts that hold money."""


def instance_with_money(instance: Instance, factor: float) -> Instance:
    """An instance with every amount of money multiplied, as its files would hold it."""

    def changed(part: Part) -> Part:
        updates: dict[str, Any] = {}
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name in MONEY:
                updates[name] = value * factor
            elif isinstance(value, Part):
                updates[name] = changed(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], Part):
                updates[name] = tuple(changed(one) for one in value)
        return part.model_copy(update=updates)

    found = changed(instance)
    assert isinstance(found, Instance)
    return found
