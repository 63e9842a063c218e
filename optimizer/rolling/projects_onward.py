"""What a plan has started by a year, as a later instance has it: finished projects are places, those under way are decided.

What is paid for already is in no later frame. Its yearly capital cost, net of grants, goes on, and so does the change of
operating cost: of finished projects in the fixed cost of their centre, of those under way in their own change of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leonplan.optimizer.prepare.frames import outlay_shares
from leonplan.optimizer.prepare.model_data import annuity
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.schema.decision_tables import DecisionKind
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import ChangeAt, Project, ProjectPlaces
from leonplan.optimizer.schema.tables import Centre, Places
from leonplan.optimizer.schema.unit_sizes import own_unit_sizes
from leonplan.optimizer.schema.years import decided_years

_NOTHING = 1e-9
_LONGEST_ID = 60


@dataclass
class _Begun:
    """What comes of the projects that have started."""

    changes: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    """Places more by centre and level."""
    costs: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Yearly cost more by centre [kNOK/year]."""
    projects: list[Project] = field(default_factory=list)
    """Those under way."""
    places: list[ProjectPlaces] = field(default_factory=list)
    """Their places."""
    names: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Projects under way by the project that they are."""
    times: dict[str, int] = field(default_factory=dict)
    """How often a project has started."""
    last: dict[str, int] = field(default_factory=dict)
    """When it did last."""
    notes: list[str] = field(default_factory=list)


def projects_onward(instance: Instance, starts: Iterable[ProjectStart], year: int) -> tuple[dict[str, Any], list[str]]:
    """The tables that projects are in, from a later base year on; and what is not carried on, in words.

    starts: of the plan; year: a decided year of the horizon, not the last.
    """
    begun = _begun(instance, [row for row in starts if row.year <= year], year)
    left, dropped = _left(instance, begun, year)
    begun.notes += dropped
    kept = {row.id for row in left}
    tables: dict[str, Any] = {
        "projects": (*left, *begun.projects),
        "project_places": (*(row for row in instance.project_places if row.project in kept), *begun.places),
        "places": tuple(_places(instance, begun.changes)),
        "centres": tuple(_centres(instance, begun)),
        "decisions": tuple(
            row
            for row in instance.decisions
            if row.year > year and (row.kind is not DecisionKind.START or row.project in kept)
        ),
        "kostra": tuple(
            one
            for row in instance.kostra
            for one in (
                [row]
                if row.project is None
                else [
                    row.model_copy(update={"project": name})
                    for name in (*([row.project] if row.project in kept else []), *begun.names[row.project])
                ]
            )
        ),
    }
    return tables, begun.notes


def _begun(instance: Instance, starts: Iterable[ProjectStart], year: int) -> _Begun:
    begun = _Begun()
    projects = {row.id: row for row in instance.projects}
    for start in sorted(starts, key=lambda row: row.year):
        row = projects[start.project]
        begun.times[row.id] = begun.times.get(row.id, 0) + start.starts
        begun.last[row.id] = start.year
        grant = row.grant_per_place * start.granted / start.starts
        yearly = annuity(instance.settings.capital.rate, row.life)
        ready = start.year + row.lead_time
        for change in instance.project_places:
            if change.project == row.id and (ready <= year or change.at is ChangeAt.START):
                begun.changes[change.centre, change.level] += start.starts * change.change
        if ready <= year:
            begun.costs[row.centre] += start.starts * (row.operating_change + yearly * (row.cost - grant))
            if not row.renewed and ready + row.life <= instance.settings.horizon.periods[-1]:
                begun.notes.append(f"capital cost of {row.id} is carried on beyond {ready + row.life}, when it ends")
        else:
            for number in range(1, start.starts + 1):
                name = _name(row.id, start.year, number, projects.keys() | {one.id for one in begun.projects})
                _under_way(instance, row, name, start.year, year, yearly * (row.cost - grant), begun)
    return begun


def _under_way(
    instance: Instance, row: Project, name: str, start: int, year: int, yearly: float, begun: _Begun
) -> None:
    """Add a project that is being built; yearly: capital cost of all of it, net of grants [kNOK/year]."""
    first = next(t for t in decided_years(instance.settings.horizon) if t > year)
    lead = max(0, start + row.lead_time - first)
    rest = _rest_of_outlay(outlay_shares(instance, row), start, year, first, lead)
    share = sum(rest)
    begun.projects.append(
        row.model_copy(
            update={
                "id": name,
                "cost": row.cost * share,
                "grant_per_place": row.grant_per_place * share,
                "outlay": tuple(one / share for one in rest)
                if share and len(rest) > 1
                else ((1.0,) if lead > 1 else ()),
                "operating_change": row.operating_change + yearly * (1 - share),
                "lead_time": lead,
                "earliest": year + 1,
                "latest": year + 1,
                "max_count": 1,
                "years_between": 0,
                "decided": True,
                "excludes": (),
                "requires": (),
            }
        )
    )
    begun.names[row.id].append(name)
    begun.places += [
        change.model_copy(update={"project": name})
        for change in instance.project_places
        if change.project == row.id and change.at is ChangeAt.FINISH
    ]


def _rest_of_outlay(shares: tuple[float, ...], start: int, year: int, first: int, lead: int) -> list[float]:
    """Shares of an outlay that fall after a year, by year from the first decided one on, in no more years than are built.

    >>> _rest_of_outlay((0.25, 0.25, 0.25, 0.25), 2026, 2027, 2028, 2)
    [0.25, 0.25]
    """
    rest = [0.0] * max(1, lead)
    for number, share in enumerate(shares):
        if start + number > year:
            rest[min(len(rest) - 1, max(0, start + number - first))] += share
    return rest if sum(rest) > _NOTHING else []


def _left(instance: Instance, begun: _Begun, year: int) -> tuple[list[Project], list[str]]:
    """Projects that may still start, and why others may not."""
    shut = {one for row in instance.projects if row.id in begun.times for one in row.excludes}
    shut |= {row.id for row in instance.projects if any(one in begun.times for one in row.excludes)}
    kept: dict[str, Project] = {}
    notes: list[str] = []
    for row in instance.projects:
        times = begun.times.get(row.id, 0)
        if times and times >= row.max_count:
            continue
        if row.latest is not None and row.latest <= year:
            notes += [] if times else [f"{row.id} was to start by {row.latest}, and has not"]
        elif row.id in shut:
            notes.append(f"{row.id} is excluded by a project that has started")
        else:
            earliest = row.earliest
            if times and row.years_between:
                earliest = max(earliest or 0, begun.last[row.id] + row.years_between)
            kept[row.id] = row.model_copy(
                update={
                    "max_count": row.max_count - times,
                    "earliest": earliest,
                    "decided": row.decided and not times,
                    "requires": tuple(one for one in row.requires if one not in begun.times),
                }
            )
    while lost := [row.id for row in kept.values() if any(one not in kept for one in row.requires)]:
        notes += [f"{one} requires a project that can no longer start" for one in lost]
        kept = {name: row for name, row in kept.items() if name not in lost}
    return [
        row.model_copy(update={"excludes": tuple(one for one in row.excludes if one in kept)}) for row in kept.values()
    ], notes


def _places(instance: Instance, changes: Mapping[tuple[str, str], int]) -> Iterator[Places]:
    """Places with those that projects have added and removed: these are run all week."""
    sizes, there = own_unit_sizes(instance), {(row.centre, row.level) for row in instance.places}
    for row in instance.places:
        change = changes.get((row.centre, row.level), 0)
        total = row.places + change
        share = (row.places * row.availability + change) / total if total > 0 else 1.0
        yield (
            row
            if not change
            else row.model_copy(
                update={
                    "places": max(0, total),
                    "availability": min(1.0, max(0.0, share)),
                    "unit_size": sizes.get((row.centre, row.level)),
                }
            )
        )
    for (centre, level), change in changes.items():
        if (centre, level) not in there and change > 0:
            source = next(row.source for row in instance.project_places if (row.centre, row.level) == (centre, level))
            size = sizes.get((centre, level))
            yield Places(centre=centre, level=level, places=change, unit_size=size, source=source)


def _centres(instance: Instance, begun: _Begun) -> list[Centre]:
    """Centres with what finished projects cost and save; what one saves beyond its own cost is taken off others."""
    costs = {row.id: row.fixed_cost + begun.costs[row.id] for row in instance.centres}
    owed = sum(-cost for cost in costs.values() if cost < 0)
    costs = {name: max(0.0, cost) for name, cost in costs.items()}
    for name in sorted(costs, key=lambda one: -costs[one]):
        taken = min(owed, costs[name])
        costs[name] -= taken
        owed -= taken
    if owed > _NOTHING:
        begun.notes.append(
            f"{owed:g} kNOK a year that projects save are more than all centres cost, and are not carried on"
        )
    return [row.model_copy(update={"fixed_cost": costs[row.id]}) for row in instance.centres]


def _name(project: str, start: int, number: int, taken: Iterable[str]) -> str:
    """An identifier of its own for a project under way."""
    known = set(taken)
    while (name := f"{project[: _LONGEST_ID - 12]}_{start}" + (f"_{number}" if number > 1 else "")) in known:
        number += 1
    return name
