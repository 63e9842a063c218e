"""The smallest municipality there is, with anything overridden, and the least value of a goal in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from leonplan.models.build import BLOCKS, build_model
from leonplan.models.data import (
    Category,
    Effect,
    Group,
    Level,
    ModelData,
    Period,
    PlaceChange,
    Programme,
    Project,
    Service,
)
from leonplan.models.objectives import RULES as GOAL_RULES
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Matrix, compile_matrix

VALID_INEQUALITIES = frozenset(
    rule.name
    for rules in (*(block.RULES for block in BLOCKS), GOAL_RULES)
    for rule in rules
    if "valid inequality" in (rule.function.__doc__ or "").lower()
)
"""Rules that follow from others and only help the solver; they fall with what they follow from."""


def level(**changes: Any) -> Level:
    """A level in places, run one by one, at no cost."""
    plain = Level(
        at_home=False,
        occupancy=1.0,
        unit_size=None,
        turnover=None,
        round_the_clock=False,
        place_cost=0.0,
        unit_cost=0.0,
    )
    return replace(plain, **changes)


def group(**changes: Any) -> Group:
    """A group of weight 1 to which no policy applies."""
    plain = Group(
        severity=1.0, spread=0.0, bound_to_district=False, one_centre_per_district=False, discharge_ready=False
    )
    return replace(plain, **changes)


def service(**changes: Any) -> Service:
    """A service at the lowest effective level, free."""
    return replace(Service(1.0, 0, 0.0, 0.0, 0.0), **changes)


def category(name: str, **changes: Any) -> Category:
    """A category with nobody in it who may do its own work, with no pay, and nobody to be found."""
    plain = Category(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, (name,), False)
    return replace(plain, **changes)


def project(**changes: Any) -> Project:
    """A free project that may start at any time, once, and is finished at once."""
    plain = Project(
        cost=0.0, grant_per_place=0.0, operating_change=0.0, annuity=0.0, lead_time=0, earliest=0, latest=9999,
        max_count=1, years_between=0, decided=False, excludes=(), requires=(),
    )  # fmt: skip
    return replace(plain, **changes)


def change(project: str, places: int, **changes: Any) -> PlaceChange:
    """Places at hill's ward that come or go when a project is finished."""
    return replace(PlaceChange(project, "hill", "ward", places, False, False), **changes)


def programme(**changes: Any) -> Programme:
    """A free programme without limits on its growth."""
    return replace(Programme(0.0, 0, 1000.0, 0.0, {}), **changes)


def effect(**changes: Any) -> Effect:
    """An effect on nobody's need, for all of those in need."""
    return replace(Effect(None, 1.0, 0.0, {}), **changes)


def years(*lengths: int) -> tuple[Period, ...]:
    """Periods of these lengths after 2025, not discounted."""
    return tuple(Period(2025 + sum(lengths[: i + 1]), length, float(length)) for i, length in enumerate(lengths))


def municipality(need: float | Mapping[Any, float] = 10.0, **changes: Any) -> ModelData:
    """One district (north), one centre (hill) with 6 places in a ward, one group (frail), one year (2026).

    need: persons of every group in every district and year, or by (group, district, year).
    """
    plain: dict[str, Any] = {
        "base_year": 2025,
        "periods": years(1),
        "districts": ("north",),
        "centres": ("hill",),
        "levels": {"home": level(at_home=True), "ward": level()},
        "groups": {"frail": group()},
        "services": {("frail", "ward"): service()},
        "places": {("hill", "ward"): 6.0},
    }
    parts = {**plain, **changes}
    keys = product(parts["groups"], parts["districts"], (x.year for x in parts["periods"]))
    parts["need"] = {key: need if isinstance(need, int | float) else need.get(key, 0.0) for key in keys}
    return ModelData(**parts)


def matrix_of(data: ModelData, without: tuple[str, ...] = ()) -> Matrix:
    """The problem, without some rules and then without the valid inequalities, which may follow from them."""
    m = build_model(data)
    for name in (*without, *(VALID_INEQUALITIES if without else ())):
        if m.component(name) is not None:
            m.del_component(name)
    return compile_matrix(m)


def least(
    data: ModelData,
    goal: str,
    *,
    within: Mapping[str, float] | None = None,
    without: tuple[str, ...] = (),
    relaxed: bool = False,
) -> float:
    """The least value of a goal, other goals kept within limits, some rules dropped, whole numbers relaxed if asked."""
    return least_of(matrix_of(data, without), goal, within or {}, relaxed)


def least_of(matrix: Matrix, goal: str, within: Mapping[str, float], relaxed: bool = False) -> float:
    """The same for a problem already compiled; infinite if there is no plan."""
    live = Live(matrix, gap=0.0, seed=0, whole=not relaxed)
    live.aim(*matrix.goals[goal])
    for name, limit in within.items():
        terms, constant = matrix.goals[name]
        live.hold(terms, limit - constant)
    outcome = live.run(None)
    assert outcome.status in ("optimal", "infeasible"), outcome.status
    return outcome.value
