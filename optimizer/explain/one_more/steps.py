"""Useful steps: one more of what can be had, each a changed instance. Nothing is said of what the step itself costs to get."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leonplan.optimizer.explain.binding.what_binds import Bound
from leonplan.optimizer.explain.collision.loosen_demands import UNIT_OF_LIMIT, with_joint_limit
from leonplan.optimizer.explain.collision.loosen_means import with_operating, with_places, with_shifted
from leonplan.optimizer.results.names import Names, names_of
from leonplan.optimizer.schema.edit import with_entry, with_policy, with_row, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import Frame, TaskShift
from leonplan.optimizer.schema.unit_sizes import unit_size_of
from leonplan.optimizer.schema.years import decided_years

MILLION = 1000.0
"""A million kroner [kNOK]."""

POINT = 0.01
"""A percentage point [share]."""

ONE_BY_ONE = 8
"""Places in a step where a level is not run in units [places]."""

MOST_CHOSEN = 8
"""Steps asked for where none are named."""


@dataclass(frozen=True)
class UsefulStep:
    """One more of something."""

    id: str
    """Kind and what, e.g. ``recruit:nurse``; unique in an instance."""
    title: str
    """What it is, for people."""
    amount: float
    """Size of the step, in the unit."""
    unit: str
    """Unit of the amount."""
    is_divisible: bool
    """Whether half a step makes sense."""
    apply: Callable[[Instance, float], Instance]
    """The instance with so many steps more."""


def useful_steps(instance: Instance) -> tuple[UsefulStep, ...]:
    """Every useful step of an instance: staff, tasks shifted, money, places wherever they can be, programmes, limits, a share."""
    names = names_of(instance)
    return (
        *_staff(instance),
        *_tasks(instance, names),
        *_money(instance),
        *_places(instance, names),
        *_programmes(instance),
        *_joint_limits(instance),
        *_ladder_share(instance),
    )


def steps_for(instance: Instance, bounds: tuple[Bound, ...]) -> tuple[UsefulStep, ...]:
    """The steps that give more of what binds, what binds most first; no more than a screen holds."""
    known = {step.id: step for step in useful_steps(instance)}
    wanted = dict.fromkeys(_id_for(bound) for bound in bounds)
    return tuple(known[id_] for id_ in wanted if id_ in known)[:MOST_CHOSEN]


def _id_for(bound: Bound) -> str:
    """The step that gives more of what a rule leaves no room in; empty if there is none."""
    if bound.rule == "operated_within_built_places":
        ats = [row.at for row in bound.rows]
        return f"places:{bound.of}@{max(dict.fromkeys(ats), key=ats.count)}"
    return _MORE_OF.get(bound.rule, "").format(of=bound.of)


_MORE_OF = {
    "spend_within_frame": "money:1",
    "invest_within_frame": "invest:10",
    "nobody_works_twice": "staff:{of}",
    "staff_cover_the_work": "staff:{of}",
    "competence_is_secured": "staff:{of}",
    "staff_grow_by_recruitment": "recruit:{of}",
    "tasks_are_shifted_in_part": "tasks:{of}",
    "programmes_grow_step_by_step": "programme:{of}",
    "programmes_keep_their_size": "programme:{of}",
    "joint_staff_limits_are_kept": "joint:{of}",
    "joint_place_limits_are_kept": "joint:{of}",
    "enough_is_spent_low_on_the_ladder": "share:ladder",
}
"""The step that gives more of what a rule leaves no room in."""


def _staff(instance: Instance) -> Iterator[UsefulStep]:
    for index, category in enumerate(instance.settings.staff):

        def employ(given: Instance, steps: float, index: int = index) -> Instance:
            return with_entry(given, "staff", index, employed=given.settings.staff[index].employed + steps)

        def recruit(given: Instance, steps: float, index: int = index) -> Instance:
            limit = given.settings.staff[index].recruitment_limit + steps
            return with_entry(given, "staff", index, recruitment_limit=limit)

        name = category.name
        yield UsefulStep(f"staff:{category.id}", f"{name}: one more from the start", 1.0, "FTE", True, employ)
        yield UsefulStep(f"recruit:{category.id}", f"{name}: one more recruit a year", 1.0, "FTE/year", True, recruit)


def _tasks(instance: Instance, names: Names) -> Iterator[UsefulStep]:
    """A percentage point more of a category's work done by others, where two more, as far as is tried, are still part of it."""
    for row in instance.task_shifting:
        if row.max_share + 2 * POINT > 1:
            continue

        def shift(given: Instance, steps: float, row: TaskShift = row) -> Instance:
            return with_shifted(given, row.category, row.work_of, steps * POINT)

        of = f"{row.category}/{row.work_of}"
        title = f"{names.staff[row.category]}: a percentage point more of the work of {names.staff[row.work_of]}"
        yield UsefulStep(f"tasks:{of}", title, POINT, "share", True, shift)


def _money(instance: Instance) -> Iterator[UsefulStep]:
    if not instance.frames:
        return
    for millions in (1, 10):

        def spend(given: Instance, steps: float, more: float = millions * MILLION) -> Instance:
            return with_operating(given, steps * more)

        title = f"{millions} million kr more a year"
        yield UsefulStep(f"money:{millions}", title, millions * MILLION, "kNOK/year", True, spend)
    first = decided_years(instance.settings.horizon)[0]

    def invest(given: Instance, steps: float) -> Instance:
        return _with_outlay(given, first, 10 * steps * MILLION)

    yield UsefulStep("invest:10", f"10 million kr more to invest in {first}", 10 * MILLION, "kNOK", True, invest)


def _with_outlay(instance: Instance, year: int, more: float) -> Instance:
    """The instance with a higher investment frame in one year [kNOK]; the operating frames stay as they are."""
    rows = sorted(instance.frames, key=lambda row: row.year)
    found = next((i for i, row in enumerate(rows) if row.year == year), None)
    if found is not None:
        rows[found] = rows[found].model_copy(update={"investment": rows[found].investment + more})
    else:
        before = max((row for row in rows if row.year < year), key=lambda row: row.year, default=rows[0])
        after = min((row for row in rows if row.year > year), key=lambda row: row.year, default=rows[-1])
        weight = 0.0 if after.year == before.year else (year - before.year) / (after.year - before.year)
        operating = before.operating + weight * (after.operating - before.operating)
        on_top = before.transition + weight * (after.transition - before.transition)
        rows.append(Frame(year=year, operating=operating, transition=on_top, investment=more, source=before.source))
    rows.sort(key=lambda row: row.year)
    return with_rows(instance, "frames", rows)


def _places(instance: Instance, names: Names) -> Iterator[UsefulStep]:
    can_be = {(row.level, row.centre) for row in instance.places if row.places > 0}
    can_be |= {(row.level, row.centre) for row in instance.project_places if row.change > 0}
    for level, centre in sorted(can_be):
        size = unit_size_of(instance, centre, level) or ONE_BY_ONE

        def add(given: Instance, steps: float, level: str = level, centre: str = centre, size: int = size) -> Instance:
            return with_places(given, centre, level, round(steps * size))

        title = f"{names.levels[level]}: {size} more places at {names.centres[centre]}"
        yield UsefulStep(f"places:{level}@{centre}", title, float(size), "places", False, add)


def _programmes(instance: Instance) -> Iterator[UsefulStep]:
    for index, programme in enumerate(instance.programmes):
        if not programme.growth_per_year:
            continue

        def grow(given: Instance, steps: float, index: int = index) -> Instance:
            row = given.programmes[index]
            more = steps * row.growth_per_year
            most = None if row.max_participants is None else row.max_participants + more
            return with_row(
                given, "programmes", index, growth_per_year=row.growth_per_year + more, max_participants=most
            )

        title = f"{programme.name}: as many more participants a year"
        size = programme.growth_per_year
        yield UsefulStep(f"programme:{programme.id}", title, size, "persons/year", True, grow)


def _joint_limits(instance: Instance) -> Iterator[UsefulStep]:
    for row in {row.id: row for row in instance.joint_limits}.values():

        def raise_(given: Instance, steps: float, id_: str = row.id) -> Instance:
            return with_joint_limit(given, id_, steps)

        yield UsefulStep(f"joint:{row.id}", f"{row.name}: one more together", 1.0, UNIT_OF_LIMIT[row.of], True, raise_)


def _ladder_share(instance: Instance) -> Iterator[UsefulStep]:
    """A percentage point less low on the care ladder, where two less, as far as is tried, are still a share."""
    policy = instance.settings.policies.ladder_share
    share = policy.at_least or 0.0
    if not policy.on or share < 2 * POINT:
        return

    def lower(given: Instance, steps: float) -> Instance:
        return with_policy(given, "ladder_share", at_least=round(share - steps * POINT, 9))

    title = "the care ladder: a percentage point less of the money must be spent low on it"
    yield UsefulStep("share:ladder", title, POINT, "share", True, lower)
