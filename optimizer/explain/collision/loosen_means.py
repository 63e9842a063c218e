"""How the means can be more: recruits, tasks shifted, places, money every year. Nothing is said of what they cost to come by."""

from __future__ import annotations

import math
from collections.abc import Iterator

from leonplan.optimizer.explain.collision.loosening import PER_MILLE, Loosening, percent
from leonplan.optimizer.results.names import names_of
from leonplan.optimizer.schema.edit import with_entry, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, Level
from leonplan.optimizer.schema.tables import Places, TaskShift
from leonplan.optimizer.schema.unit_sizes import unit_size_of

MONEY_STEP = 100.0
"""Step of money: 0.1 million kroner [kNOK/year]."""

FEWEST_RECRUITS = 10
"""At least so many more recruits a year are tried [FTE/year]."""

FEWEST_PLACES = 16
"""At least so many more places are tried at each centre and level [places]."""


def more_means(instance: Instance) -> tuple[Loosening, ...]:
    """More recruits of each category, more of its work done by others, more places wherever there are some, more money a year."""
    ways = (*_recruits(instance), *_tasks(instance), *_places(instance), *_money(instance))
    return tuple(way for way in ways if way.most > 0)


def _recruits(instance: Instance) -> Iterator[Loosening]:
    for index, category in enumerate(instance.settings.staff):
        now = category.recruitment_limit

        def apply(given: Instance, steps: int, index: int = index, now: float = now) -> Instance:
            return with_entry(given, "staff", index, recruitment_limit=round(now + steps, 9))

        def words(amount: float, now: float = now, name: str = category.name) -> str:
            return f"{now + amount:g} recruits a year ({name}) instead of {now:g}"

        most = max(FEWEST_RECRUITS, math.ceil(category.employed))
        yield Loosening("recruits", category.id, 1.0, "FTE/year", most, apply, words)


def _tasks(instance: Instance) -> Iterator[Loosening]:
    """A greater share of a category's work done by others who may do some of it already, up to all of it."""
    names = names_of(instance).staff
    for row in instance.task_shifting:

        def apply(given: Instance, steps: int, row: TaskShift = row) -> Instance:
            return with_shifted(given, row.category, row.work_of, steps * PER_MILLE)

        def words(amount: float, row: TaskShift = row) -> str:
            share = min(1.0, row.max_share + amount)
            who, whose = names[row.category], names[row.work_of]
            return f"{percent(share)} of the work of {whose} done by {who} instead of {percent(row.max_share)}"

        most = math.ceil(round((1 - row.max_share) / PER_MILLE, 6))
        yield Loosening("tasks", f"{row.category}/{row.work_of}", PER_MILLE, "share", most, apply, words)


def with_shifted(instance: Instance, category: str, work_of: str, more: float) -> Instance:
    """The instance with a greater share of a category's work that another may do, at most all of it [share]."""

    def raised(row: TaskShift) -> TaskShift:
        is_meant = (row.category, row.work_of) == (category, work_of)
        return row.model_copy(update={"max_share": min(1.0, round(row.max_share + more, 9))}) if is_meant else row

    return with_rows(instance, "task_shifting", map(raised, instance.task_shifting))


def _places(instance: Instance) -> Iterator[Loosening]:
    """More places there from the first decided year on, in whole units where the level is run in units."""
    settings = instance.settings
    is_capped = settings.policies.coverage_norm.on and settings.policies.coverage_norm.at_most is not None
    names = names_of(instance)
    offered = {(row.centre, row.level) for row in instance.places if row.places > 0}
    offered |= {(row.centre, row.level) for row in instance.project_places if row.change > 0}
    levels = {level.id: level for level in settings.levels}
    for centre, level in sorted(offered):
        if not (is_capped and levels[level].round_the_clock):
            yield _more_places(instance, centre, levels[level], f"{names.levels[level]} at {names.centres[centre]}")


def _more_places(instance: Instance, centre: str, level: Level, where: str) -> Loosening:
    size = unit_size_of(instance, centre, level.id) or 1
    now = next((row.places for row in instance.places if (row.centre, row.level) == (centre, level.id)), 0)

    def apply(given: Instance, steps: int) -> Instance:
        return with_places(given, centre, level.id, steps * size)

    def words(amount: float) -> str:
        return f"{amount:g} more places: {where}"

    most = math.ceil(max(FEWEST_PLACES, 2 * now) / size)
    return Loosening("places", f"{centre}/{level.id}", float(size), "places", most, apply, words)


def with_places(instance: Instance, centre: str, level: str, more: int) -> Instance:
    """The instance with more places at a centre and level, run all week where there were none."""
    rows = list(instance.places)
    found = next((i for i, row in enumerate(rows) if (row.centre, row.level) == (centre, level)), None)
    if found is None:
        source = instance.settings.sources[0].id
        rows.append(Places(centre=centre, level=level, places=more, source=source))
    else:
        rows[found] = rows[found].model_copy(update={"places": rows[found].places + more})
    return with_rows(instance, "places", rows)


def _money(instance: Instance) -> Iterator[Loosening]:
    """A higher operating frame in every year, and one over all years to invest; only where overrun is limited."""
    if not instance.frames or not any(limit.goal is Goal.OVERRUN for limit in instance.settings.limits):
        return
    highest = max(row.operating for row in instance.frames)

    def apply(given: Instance, steps: int) -> Instance:
        return with_operating(given, steps * MONEY_STEP)

    def words(amount: float) -> str:
        return f"{amount / 1000:g} million kr more a year"

    yield Loosening("money", "operating", MONEY_STEP, "kNOK/year", math.ceil(highest / MONEY_STEP), apply, words)
    dearest = sum(row.cost * row.max_count for row in instance.projects)

    def invest(given: Instance, steps: int) -> Instance:
        return with_investment(given, steps * MONEY_STEP)

    def invested(amount: float) -> str:
        return f"{amount / 1000:g} million kr more to invest in each year of the frames"

    yield Loosening("money", "investment", MONEY_STEP, "kNOK/year", math.ceil(dearest / MONEY_STEP), invest, invested)


def with_operating(instance: Instance, more: float) -> Instance:
    """The instance with a higher operating frame in every year [kNOK/year]."""
    frames = (row.model_copy(update={"operating": row.operating + more}) for row in instance.frames)
    return with_rows(instance, "frames", frames)


def with_investment(instance: Instance, more: float) -> Instance:
    """The instance with a higher investment frame in every year that has one [kNOK]."""
    frames = (row.model_copy(update={"investment": row.investment + more}) for row in instance.frames)
    return with_rows(instance, "frames", frames)
