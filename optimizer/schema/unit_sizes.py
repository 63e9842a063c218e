"""Unit sizes by house: what the tables say of a centre and level, and else what the level says."""

from __future__ import annotations

from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import ProjectPlaces
from leonplan.optimizer.schema.tables import Places


def own_unit_sizes(instance: Instance) -> dict[tuple[str, str], int]:
    """Places in a unit by (centre, level), for houses with a size of their own [places]."""
    rows: tuple[Places | ProjectPlaces, ...] = (*instance.places, *instance.project_places)
    return {(row.centre, row.level): row.unit_size for row in rows if row.unit_size is not None}


def unit_size_of(instance: Instance, centre: str, level: str) -> int | None:
    """Places in a unit of a level at a centre [places]; none: places are run one by one."""
    by_level = {one.id: one.unit_size for one in instance.settings.levels}
    return own_unit_sizes(instance).get((centre, level), by_level[level])


def smallest_unit(instance: Instance, level: str) -> int | None:
    """Places in the smallest unit of a level at any centre [places]; none: its places are run one by one everywhere."""
    sizes = [size for (_, l), size in own_unit_sizes(instance).items() if l == level]
    sizes += [one.unit_size for one in instance.settings.levels if one.id == level and one.unit_size is not None]
    return min(sizes, default=None)
