"""Which rows of an instance's service, and which ages, belong to a count of KOSTRA's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.municipality.counts import ALL, FROM_67_TO_79, FROM_80, ITEMS, UNDER_67, Counts
from leonplan.optimizer.municipality.national_rates import HOME, HOUSING, LONG_STAY
from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Level
from leonplan.optimizer.schema.tables import CurrentService

INSTITUTION, AT_HOME = 253, 254
"""KOSTRA functions: care in institutions, and help in people's own homes, housing with staff included."""

_AGES: Mapping[str, tuple[int, int]] = {UNDER_67: (0, 67), FROM_67_TO_79: (67, 80), FROM_80: (80, 1000)}
"""Lowest age, and the first one that no longer belongs, of what is counted by age."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted."""

    levels: Collection[str]
    """Levels at which those counted are served."""
    left_out: Collection[str]
    """Groups on top of others, whose users are no further persons."""
    ages: Collection[str] | None
    """Age bands; none: all."""

    def counts(self, row: CurrentService) -> bool:
        """Whether those of a row are counted."""
        return row.level in self.levels and row.group not in self.left_out


def counted_parts(instance: Instance, counts: Counts, counts_file: str) -> dict[str, Counted]:
    """What each of some counts is of, by its name.

    Users of home services are served at a level of KOSTRA function 254; residents of housing with staff are those of them who
    have a place round the clock; long stays are at a level of function 253 where people live. Raises InputError with every fault:
    no base year or no service in it, a level with service and without a function in kostra.csv, an age band across 67 or 80.
    """
    settings = instance.settings
    faults = []
    if settings.horizon.base_year is None:
        faults.append(
            Problem(INSTANCE_FILE, None, "horizon.base_year", "is missing; counts are of a year that is given")
        )
    if not instance.current_service:
        faults.append(Problem(CurrentService.file, None, "", "has no rows; write who is served where in the base year"))
    function = {row.level: row.function for row in instance.kostra if row.level is not None}
    served = {row.level for row in instance.current_service}
    levels = [level for level in settings.levels if level.id in served]
    for level in levels:
        if level.id not in function:
            message = f"has no row for '{level.id}'; say whether it is {AT_HOME} (home) or {INSTITUTION} (institution)"
            faults.append(Problem("kostra.csv", None, "level", message))
    spans = [*pairwise([*((band.lowest, band.id) for band in settings.age_bands), (1000, "")])]
    bands = {id: (low, high) for (low, id), (high, _) in spans}
    found = {}
    left_out = frozenset(group.id for group in settings.groups if group.on_top)
    for name in counts.persons:
        item, ages = ITEMS[name]
        for band in () if ages == ALL else _across(bands, *_AGES[ages]):
            message = f"cannot be told of '{band}', ages {bands[band][0]} to {bands[band][1] - 1}; leave the count out"
            faults.append(Problem(counts_file, None, name, message))
        own = frozenset(level.id for level in levels if _belongs(level, function.get(level.id), item))
        within = None if ages == ALL else frozenset(id for id, span in bands.items() if _within(span, *_AGES[ages]))
        found[name] = Counted(own, left_out, within)
    if faults:
        raise InputError(faults)
    return found


def _belongs(level: Level, function: int | None, item: str) -> bool:
    """Whether those served at a level belong to an item."""
    if item == LONG_STAY:
        return function == INSTITUTION and level.long_stay
    is_housing = level.round_the_clock and not level.at_home
    return function == AT_HOME and (item == HOME or (item == HOUSING and is_housing))


def _within(span: tuple[int, int], low: int, high: int) -> bool:
    return low <= span[0] and span[1] <= high


def _across(bands: Mapping[str, tuple[int, int]], low: int, high: int) -> list[str]:
    """Bands of which a part alone lies between two ages."""
    return [
        id for id, (first, end) in bands.items() if first < high and end > low and not _within((first, end), low, high)
    ]
