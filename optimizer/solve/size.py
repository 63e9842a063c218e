"""How large an instance is: the units in which HiGHS counts its persons, FTE and money, and the grids on which goals are held.

HiGHS's tolerances are absolute: 1e-7 of whatever unit a row has. Where a year's spending is 1e9 kNOK that is below what
a double can resolve, and where it is 1e-3 kNOK it is a part of a thousand. So each kind of quantity is counted
in a unit, a power of two, in which its yearly total lies in a range where the tolerance means something: within it, at
most a part in a million of the total, and at least a thousand times the rounding of doubles. Instances
within the ranges (all shipped ones) are handed over as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from leonplan.models.build import BLOCKS
from leonplan.models.data import ModelData
from leonplan.models.objectives import MEASURES
from leonplan.models.objectives import RULES as GOAL_RULES

COARSEST: Mapping[str, float] = MappingProxyType(
    {
        "shortfall": 0.001,
        "below_minimum": 0.001,
        "below_sound": 0.001,
        "overrun": 1.0,
        "unmet": 0.001,
        "above_level": 0.001,
        "spend": 1.0,
        "travel": 0.1,
        "changes": 0.001,
    }
)
"""The coarsest grid on which a goal is held while later ones are improved, in the goal's unit: below what a planner would see."""

PERSONS, FTE, MONEY, COUNT = "persons", "FTE", "kNOK", "count"
"""Kinds of quantities; what is counted (starts, units, yes or no) is whole and never scaled."""

RANGES = {PERSONS: (2.0**5, 2.0**17), FTE: (2.0**5, 2.0**17), MONEY: (2.0**10, 2.0**22)}
"""Least and greatest yearly total, by kind, that HiGHS is given, in its units."""

SMALLEST, GREATEST = 2.0**-30, 2.0**40
"""Units beyond which scaling makes no sense: all values are stored to nine decimals."""

SEEN = 1e-4
"""A grid is no more than this part of the instance's yearly total of its kind."""

TOLERANCE = 1e-7
"""The most by which HiGHS may break a row [HiGHS's unit]."""

ABOVE_TOLERANCE = 1e3
"""A grid is at least so many times HiGHS's tolerance: it calls a right-hand side of 4.000001 infeasible where 4 and
4.000002 solve."""

KIND_OF_GOAL = {
    "shortfall": FTE,
    "below_minimum": PERSONS,
    "below_sound": PERSONS,
    "overrun": MONEY,
    "unmet": PERSONS,
    "above_level": PERSONS,
    "spend": MONEY,
    "travel": PERSONS,
    "changes": COUNT,
}


def kind_of(unit: str) -> str:
    """The kind of quantity that a unit in words measures.

    >>> kind_of("persons on an average day"), kind_of("places"), kind_of("FTE/year"), kind_of("kNOK"), kind_of("times")
    ('persons', 'persons', 'FTE', 'kNOK', 'count')
    """
    first = unit.replace("/", " ").split()[0]
    return {"persons": PERSONS, "places": PERSONS, "FTE": FTE, "kNOK": MONEY}.get(first, COUNT)


KIND_OF_VARIABLE = {symbol.name: kind_of(symbol.unit) for block in BLOCKS for symbol in block.VARIABLES}
KIND_OF_RULE = {rule.name: kind_of(rule.part("Units")) for block in BLOCKS for rule in block.RULES}
GOAL_RULE_NAMES = frozenset(rule.name for rule in GOAL_RULES)
"""Rules whose rows are goals: their unit is the goal's own."""


@dataclass(frozen=True, slots=True)
class Size:
    """The size of an instance, and what follows from it."""

    units: Mapping[str, float] = field(default_factory=lambda: {PERSONS: 1.0, FTE: 1.0, MONEY: 1.0, COUNT: 1.0})
    """What one of HiGHS's persons, FTE and kNOK is, by kind; powers of two."""
    grids: Mapping[str, float] = field(default_factory=lambda: dict(COARSEST))
    """The grid on which a goal is held, in the goal's unit."""


def size_of(data: ModelData) -> Size:
    """The size of an instance, from what its need comes to; limits, which may stand for no limit at all, do not count."""
    totals = _totals(data)
    units = {kind: _unit(totals[kind], *RANGES[kind]) for kind in RANGES} | {COUNT: 1.0}
    minutes = max((minutes for minutes, _ in (data.reachable or {}).values()), default=0.0)
    weights = dict.fromkeys(COARSEST, 1.0) | {"travel": max(minutes, 1.0)}
    grids = {
        goal: _grid(COARSEST[goal], weights[goal] * totals.get(kind, math.inf), units[kind])
        for goal, kind in KIND_OF_GOAL.items()
    }
    return Size(units, {measure.name: grids[measure.name] for measure in MEASURES})


def _unit(total: float, low: float, high: float) -> float:
    """The power of two that brings a total into a range; 1 for one that lies in it.

    >>> _unit(40.0, 32.0, 1024.0), _unit(5.0, 32.0, 1024.0), _unit(2100.0, 32.0, 1024.0), _unit(0.0, 32.0, 1024.0)
    (1.0, 0.125, 4.0, 1.0)
    """
    if not 0 < total < math.inf or low <= total <= high:
        return 1.0
    power = math.floor(math.log2(total / low)) if total < low else math.ceil(math.log2(total / high))
    return min(max(2.0**power, SMALLEST), GREATEST)


def _grid(coarsest: float, total: float, unit: float) -> float:
    """The power of ten on which a goal is held: fine for the total of its kind, coarse for the solver's tolerance.

    >>> _grid(1.0, 30_000, 1.0), _grid(1.0, 0.9, 2**-11), _grid(1.0, 1e12, 2.0**20)
    (1.0, 1e-05, 1000.0)
    """
    fine = coarsest if not 0 < total < math.inf else min(coarsest, _ten(math.floor, SEEN * total))
    return max(fine, _ten(math.ceil, ABOVE_TOLERANCE * TOLERANCE * unit))


def _ten(towards: Callable[[float], int], number: float) -> float:
    """The power of ten below (floor) or above (ceil) a number."""
    return float(f"1e{towards(round(math.log10(number), 9))}")


def _totals(data: ModelData) -> dict[str, float]:
    """About what a year comes to, by kind: all need, the staff for it, and the money for both, at the dearest service."""
    need = {g: max(sum(data.need[g, d, t] for d in data.districts) for t in data.years) for g in data.groups}
    persons = sum(need.values())
    lived = sum(data.residents.values())
    fte = {k: category.employed for k, category in data.categories.items()}
    for k in fte:
        fte[k] += sum(
            x * max((data.fte_per_person.get((g, l, k), 0.0) for h, l in data.services if h == g), default=0.0)
            for g, x in need.items()
        )
        fte[k] += sum(x * _units_needed(data, l, persons) for (l, w), x in data.fte_per_unit.items() if w == k)
    return {PERSONS: max(persons, lived), FTE: sum(fte.values()), MONEY: _money(data, need, persons, fte)}


def _units_needed(data: ModelData, level: str, persons: float) -> float:
    """About the most units that are opened at a level [units]."""
    one = data.levels[level]
    places = sum(x for (_, l), x in data.places.items() if l == level)
    places += sum(x.change for x in data.place_changes if x.level == level and x.change > 0)
    size = min((data.unit_size(c, level) or 1 for c in data.centres), default=1)
    return min(places, persons / one.occupancy) / size + len(data.centres)


def _money(data: ModelData, need: Mapping[str, float], persons: float, fte: Mapping[str, float]) -> float:
    """About what a year costs [kNOK]."""
    staff = sum(fte[k] * x.unfilled_cost for k, x in data.categories.items())
    service = sum(
        x * max((abs(y.other_cost - y.user_fee - y.state_compensation) for (h, _), y in data.services.items() if h == g),
                default=0.0)
        for g, x in need.items()
    )  # fmt: skip
    at_places = max((x.place_cost for x in data.levels.values()), default=0.0) * persons
    in_units = sum(x.unit_cost * _units_needed(data, l, persons) for l, x in data.levels.items() if x.unit_cost)
    travel = max((cost for _, cost in (data.reachable or {}).values()), default=0.0) * persons
    buildings = sum(x.annuity * x.cost + abs(x.operating_change) for x in data.projects.values())
    fees = 365 * data.discharge_fee * sum(x for g, x in need.items() if data.groups[g].discharge_ready)
    return staff + service + at_places + in_units + travel + buildings + fees + sum(data.centre_cost.values())
