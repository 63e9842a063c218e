"""Every combination of whole decisions that the rules on whole decisions allow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from leonplan.models.data import Limits, ModelData, Project

Starts = dict[str, tuple[int, ...]]
"""Number of starts in each period by project."""


def exact(number: float) -> Fraction:
    """The decimal that a number is written as."""
    return Fraction(str(number))


@dataclass(frozen=True)
class Plan:
    """One combination of whole decisions."""

    starts: Starts
    built: dict[tuple[str, str], tuple[Fraction, ...]]
    """Places by (centre, level) in each period."""
    units: dict[tuple[str, str], tuple[int, ...]]
    """Units open by (centre, level) in each period, where places are run in units."""
    sizes: dict[tuple[str, str], int]
    """Places in a unit by (centre, level), where places are run in units."""
    centre: dict[tuple[str, str, int], str]
    """The centre of (group, district, period), where there is but one."""
    employed: dict[str, tuple[int, ...]]
    """Full-time equivalents on the books in each period, where they are whole."""


def done_by(data: ModelData, starts: Starts, p: str, t: int, at_start: bool = False) -> int:
    """How often a project has been finished, or started, by period number t."""
    lead = 0 if at_start else data.projects[p].lead_time
    now = data.periods[t].year
    return sum(n for n, period in zip(starts[p], data.periods, strict=True) if period.year + lead <= now)


def paid_for(data: ModelData, starts: Starts, p: str, t: int) -> int:
    """How often a project is being paid for in period number t: as long as it lives, from the year in which it is ready."""
    project, now = data.projects[p], data.periods[t].year
    ages = [now - x.year - project.lead_time for x in data.periods]
    alive = [age >= 0 and (project.life is None or age < project.life) for age in ages]
    return sum(n for n, lives in zip(starts[p], alive, strict=True) if lives)


def falls_due(data: ModelData, p: str, s: int) -> list[Fraction]:
    """Share of the outlay by period number, for a start in period number s: one share a year, from the year of the start on."""
    due = [Fraction(0) for _ in data.periods]
    for later, share in enumerate(data.projects[p].outlay):
        year = data.periods[s].year + later
        period = next((t for t, x in enumerate(data.periods) if year <= x.year), None)
        if period is not None:
            due[period] += exact(share)
    return due


def plans_of(data: ModelData) -> Iterator[Plan]:
    """Every combination of whole decisions."""
    for starts in _all_starts(data):
        built = _built(data, starts)
        if any(n < 0 for row in built.values() for n in row) or not _norm_kept(data, built):
            continue
        for units, centre, employed in product(_all_units(data, built), _all_centres(data, built), _all_employed(data)):
            yield Plan(starts, built, units, _sizes(data, built), centre, employed)


def _all_starts(data: ModelData) -> Iterator[Starts]:
    options = [
        [row for row in _starts_of(data, project) if _as_decided(data, p, row) and _in_time(data, p, row)]
        for p, project in data.projects.items()
    ]
    for chosen in product(*options):
        starts = dict(zip(data.projects, chosen, strict=True))
        if all(_agrees(data, starts, p) for p in starts):
            yield starts


def _starts_of(data: ModelData, project: Project) -> Iterator[tuple[int, ...]]:
    """Numbers of starts by period, in the window and far enough apart."""
    most = [project.max_count if project.earliest <= x.year <= project.latest else 0 for x in data.periods]
    for starts in product(*(range(n + 1) for n in most)):
        if int(project.decided) <= sum(starts) <= project.max_count and _apart(data, project, starts):
            yield starts


def _in_time(data: ModelData, p: str, starts: tuple[int, ...]) -> bool:
    """Whether all starts lead to something within the horizon, but for those decided in their year or that cannot."""
    project, end = data.projects[p], data.periods[-1].year
    window = [x.year for x in data.periods if project.earliest <= x.year <= project.latest]
    hopeless = project.decided and min(window, default=end) + project.lead_time > end
    for number, period in zip(starts, data.periods, strict=True):
        by_hand = data.decided_starts.get((p, period.year), Limits()).at_least
        if number and period.year + project.lead_time > end and not hopeless and not (by_hand or 0) >= 1:
            return False
    return True


def _as_decided(data: ModelData, p: str, starts: tuple[int, ...]) -> bool:
    """Whether starts by period are what was fixed by hand."""
    return all(
        between(number, data.decided_starts.get((p, x.year))) for number, x in zip(starts, data.periods, strict=True)
    )


def between(number: float, limits: Limits | None) -> bool:
    """Whether a number lies within limits, as far as there are any."""
    if limits is None:
        return True
    return (limits.at_least is None or number >= limits.at_least) and (
        limits.at_most is None or number <= limits.at_most
    )


def _apart(data: ModelData, project: Project, starts: tuple[int, ...]) -> bool:
    """Whether years far enough apart can be found for the starts of each period: each as early as it can be."""
    if project.years_between == 0:
        return True
    earliest = -math.inf
    for number, period in zip(starts, data.periods, strict=True):
        for _ in range(number):
            year = max(earliest, period.year - period.length + 1)
            if year > period.year:
                return False
            earliest = year + project.years_between
    return True


def _agrees(data: ModelData, starts: Starts, p: str) -> bool:
    """Whether a project agrees with the others: none it excludes is there, those it requires come no later."""
    project = data.projects[p]
    if sum(starts[p]) == 0:
        return True
    if any(sum(starts[o]) for o in project.excludes):
        return False
    first = next(t for t, n in enumerate(starts[p]) if n)
    return all(sum(starts[r][: first + 1]) > 0 for r in project.requires) and all(
        sum(starts[p][: t + 1]) <= project.max_count * sum(starts[r][: t + 1])
        for r in project.requires
        for t in range(len(data.periods))
    )


def _built(data: ModelData, starts: Starts) -> dict[tuple[str, str], tuple[Fraction, ...]]:
    """Places in each period wherever there are, or could be, some."""
    where = {key for key, n in data.places.items() if n > 0}
    where |= {(x.centre, x.level) for x in data.place_changes if x.change > 0}
    return {
        (c, l): tuple(
            exact(data.places.get((c, l), 0.0))
            + sum(
                x.change * done_by(data, starts, x.project, t, x.at_start)
                for x in data.place_changes
                if (x.centre, x.level) == (c, l)
            )
            for t in range(len(data.periods))
        )
        for c, l in sorted(where)
    }


def _norm_kept(data: ModelData, built: dict[tuple[str, str], tuple[Fraction, ...]]) -> bool:
    norm = data.policies.coverage
    if norm is None:
        return True
    for t, period in enumerate(data.periods):
        there = sum(row[t] for (_, l), row in built.items() if data.levels[l].round_the_clock)
        if there < exact(norm.at_least.get(period.year, 0.0)):
            return False
        if period.year in norm.at_most and there > exact(norm.at_most[period.year]):
            return False
    return True


def _sizes(data: ModelData, where: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Places in a unit: what the house says, and else what the level says."""
    said = {
        key: data.own_unit_sizes[key] if key in data.own_unit_sizes else data.levels[key[1]].unit_size for key in where
    }
    return {key: size for key, size in said.items() if size is not None}


def _all_units(
    data: ModelData, built: dict[tuple[str, str], tuple[Fraction, ...]]
) -> Iterator[dict[tuple[str, str], tuple[int, ...]]]:
    """Units open in each period, from none to as many as the places fill."""
    where = _sizes(data, built)
    options = [list(product(*(range(math.ceil(n / size) + 1) for n in built[key]))) for key, size in where.items()]
    for chosen in product(*options):
        yield dict(zip(where, chosen, strict=True))


def _all_centres(
    data: ModelData, built: dict[tuple[str, str], tuple[Fraction, ...]]
) -> Iterator[dict[tuple[str, str, int], str]]:
    """A centre for each district and period of the groups that have but one."""
    keys = [
        (g, d, t)
        for (g, group), d, t in product(data.groups.items(), data.districts, range(len(data.periods)))
        if group.one_centre_per_district and data.need[g, d, data.periods[t].year]
    ]
    centres = sorted({c for c, _ in built}) or [""]
    for chosen in product(centres, repeat=len(keys)):
        yield dict(zip(keys, chosen, strict=True))


def _all_employed(data: ModelData) -> Iterator[dict[str, tuple[int, ...]]]:
    """Whole numbers on the books that those who stay and can be recruited make up, up to one of them leaving to make it whole."""
    whole = [k for k, category in data.categories.items() if category.whole]
    for chosen in product(*(list(_careers(data, k, 0, exact(data.categories[k].employed))) for k in whole)):
        yield dict(zip(whole, chosen, strict=True))


def _careers(data: ModelData, k: str, t: int, before: Fraction) -> Iterator[tuple[int, ...]]:
    if t == len(data.periods):
        yield ()
        return
    category = data.categories[k]
    least, most = before, before
    for _ in range(data.periods[t].length):
        least = least * (1 - exact(category.leaving))
        most = most * (1 - exact(category.leaving)) + exact(category.recruitment_limit)
    for number in range(max(0, math.ceil(least - 1)), math.floor(most) + 1):
        for later in _careers(data, k, t + 1, Fraction(number)):
            yield (number, *later)
