"""The numbers of an instance that somebody could know better, each with a low and a high value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.schema.edit import with_entry, with_policy, with_row, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import SourceKind
from leonplan.optimizer.schema.tables import CurrentService

UNSTATED = 0.1
"""How far a number may be off where nothing says how sure it is [share]."""

SETTINGS, GROWTH = "settings", "policies.staff_growth.rate"
"""Part and field of the one number that stands in no row: how fast staff may grow."""

_UNSURE = frozenset({SourceKind.ESTIMATE, SourceKind.ASSUMPTION})
_STAFF = {"employed": inf, "pay": inf, "absence": 0.9, "leaving": 1.0, "recruitment_limit": inf}
"""Columns of staff, and the most that each may be."""


@dataclass(frozen=True)
class UncertainNumber:
    """A number, or several that are found together: a frame in all its years, the hours of a service in all its categories."""

    part: str
    """Table, list of the settings, or ``settings``."""
    rows: tuple[int, ...]
    """Its rows, from 0; none for a field of the settings."""
    column: str
    """Column, or path of the field."""
    value: tuple[float, ...]
    """As it is, by row."""
    low: tuple[float, ...]
    """Low value, by row; as it is where it cannot be lower."""
    high: tuple[float, ...]
    """High value, by row; as it is where it cannot be higher."""
    source: str = ""
    """Source of its first row; empty if it names none."""

    def changed(self, instance: Instance, values: Sequence[float]) -> Instance:
        """The instance with other values in the rows.

        Where fewer then are in need or have a place in the base year than are served, fewer are served.
        """
        if not self.rows:
            return with_policy(instance, "staff_growth", rate=values[0])
        put = with_row if self.part in Instance.model_fields else with_entry
        for row, value in zip(self.rows, values, strict=True):
            instance = put(instance, self.part, row, **{self.column: value})
        if self.part in ("needs", "population"):
            return _within_need(instance)
        return _within_places(instance) if self.part == "places" else instance


def _within_need(instance: Instance) -> Instance:
    """The instance with no more served of a group in the base year than are in need."""
    base = instance.settings.horizon.base_year
    if base is None:
        return instance
    need: dict[Hashable, float] = defaultdict(float)
    for (group, _, _), persons in project_demand(instance, (base,)).need.items():
        need[group] += persons
    return _served_at_most(instance, lambda row: row.group, need)


def _within_places(instance: Instance) -> Instance:
    """The instance with no more served at a centre and level in the base year than its places hold."""
    occupancy = {level.id: level.occupancy for level in instance.settings.levels}
    hold: dict[Hashable, float] = defaultdict(float)
    for row in instance.places:
        hold[row.centre, row.level] += row.places * row.availability * occupancy[row.level]
    return _served_at_most(instance, lambda row: (row.centre, row.level), hold)


def _served_at_most(
    instance: Instance, of: Callable[[CurrentService], Hashable], most: Mapping[Hashable, float]
) -> Instance:
    """The instance with service of the base year scaled down to the most there may be of what rows share, where it is stated."""
    served: dict[Hashable, float] = defaultdict(float)
    for row in instance.current_service:
        served[of(row)] += row.persons
    over = {key: most[key] / persons for key, persons in served.items() if persons > most.get(key, inf)}
    if not over:
        return instance
    rows = (
        row.model_copy(update={"persons": row.persons * over[of(row)]}) if of(row) in over else row
        for row in instance.current_service
    )
    return with_rows(instance, "current_service", rows)


def uncertain_numbers(instance: Instance) -> tuple[UncertainNumber, ...]:
    """Every number that rests on an estimate or an assumption and that is tried, in the order of the instance.

    Inhabitants have the low and the high variant of their projection, where the instance has both; all else is ten per cent
    lower and higher, within what it may be: shares up to one, places whole, service of the base year no more than it is.
    """
    policy = instance.settings.policies.staff_growth
    growth = [_around(SETTINGS, (), "", GROWTH, (policy.rate,), inf)] if policy.on and policy.rate else []
    found = (
        *_inhabitants(instance),
        *_plain(instance, "needs", "rate", 1.0),
        *_plain(instance, "needs", "stays_per_1000"),
        *_service(instance),
        *_places(instance),
        *_together(instance, "frames", "operating", lambda _: None),
        *_together(instance, "frames", "investment", lambda _: None),
        *_together(instance, "staffing", "fte_per_person", lambda row: (row.level, row.group)),
        *_together(instance, "staffing", "fte_per_unit", lambda row: row.level),
        *_together(instance, "services", "other_cost", lambda row: row.level),
        *_plain(instance, "services", "relief", 1.0),
        *_plain(instance, "centres", "fixed_cost"),
        *_plain(instance, "projects", "cost"),
        *(one for column, most in _STAFF.items() for one in _plain(instance, "staff", column, most)),
        *growth,
    )
    return tuple(one for one in found if one.low != one.value or one.high != one.value)


def _around(
    part: str, rows: tuple[int, ...], source: str, column: str, value: tuple[float, ...], most: float
) -> UncertainNumber:
    low = tuple(_without_noise((1 - UNSTATED) * one) for one in value)
    high = tuple(min(most, _without_noise((1 + UNSTATED) * one)) for one in value)
    return UncertainNumber(part, rows, column, value, low, high, source)


def _without_noise(value: float) -> float:
    """A number without the last digits of arithmetic, as people read it."""
    return float(f"{value:.12g}")


def _unsure(instance: Instance, part: str, column: str) -> Iterator[tuple[int, Any]]:
    """Rows with a number from an estimate or an assumption in a column."""
    kinds = {one.id: one.kind for one in instance.settings.sources}
    rows = getattr(instance if part in Instance.model_fields else instance.settings, part)
    for place, row in enumerate(rows):
        if getattr(row, column) and kinds.get(row.source or "", SourceKind.ASSUMPTION) in _UNSURE:
            yield place, row


def _plain(instance: Instance, part: str, column: str, most: float = inf) -> Iterator[UncertainNumber]:
    """Each number of a column by itself."""
    for place, row in _unsure(instance, part, column):
        yield _around(part, (place,), row.source or "", column, (getattr(row, column),), most)


def _together(
    instance: Instance, part: str, column: str, alike: Callable[[Any], Hashable]
) -> Iterator[UncertainNumber]:
    """Numbers of a column together where the rows are alike."""
    groups: dict[Hashable, list[tuple[int, Any]]] = defaultdict(list)
    for place, row in _unsure(instance, part, column):
        groups[alike(row)].append((place, row))
    for rows in groups.values():
        value = tuple(getattr(row, column) for _, row in rows)
        yield _around(part, tuple(place for place, _ in rows), rows[0][1].source or "", column, value, inf)


def _service(instance: Instance) -> Iterator[UncertainNumber]:
    """Who is served in the base year: fewer, as no more than that need be in need or have a place."""
    for one in _plain(instance, "current_service", "persons"):
        yield UncertainNumber(one.part, one.rows, one.column, one.value, one.low, one.value, one.source)


def _places(instance: Instance) -> Iterator[UncertainNumber]:
    """Places, one at least more or fewer."""
    for place, row in _unsure(instance, "places", "places"):
        off = max(1, round(UNSTATED * row.places))
        values = (row.places,), (max(0, row.places - off),), (row.places + off,)
        yield UncertainNumber("places", (place,), "places", *values, row.source or "")


def _inhabitants(instance: Instance) -> Iterator[UncertainNumber]:
    """Inhabitants of the variant that is planned for, together, as the variants low and high have them."""
    own = instance.settings.population_variant
    by_variant: dict[str, dict[Hashable, float]] = defaultdict(dict)
    for row in instance.population:
        by_variant[row.variant][row.year, row.district, row.age_band] = row.persons
    low, high = by_variant.get("low", {}), by_variant.get("high", {})
    rows = [(place, row) for place, row in enumerate(instance.population) if row.variant == own]
    keys = [(row.year, row.district, row.age_band) for _, row in rows]
    if own in ("low", "high") or not low or not high or not rows:
        return
    value = tuple(row.persons for _, row in rows)

    def of(variant: Mapping[Hashable, float]) -> tuple[float, ...]:
        return tuple(variant.get(key, own) for key, own in zip(keys, value, strict=True))

    places = tuple(place for place, _ in rows)
    yield UncertainNumber("population", places, "persons", value, of(low), of(high), rows[0][1].source or "")
