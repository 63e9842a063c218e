"""Taking away places from a year on: what is there goes, and what projects would do there later is left out."""

from __future__ import annotations

from math import floor

from leonplan.optimizer.schema.edit import map_rows, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import ChangeAt, Project, ProjectKind, ProjectPlaces
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.what_if.change import ChangeError
from leonplan.optimizer.what_if.edit import altered, by_id, free_id, made, period_from


def places_from(instance: Instance, centre: str, level: str, period: int) -> int:
    """Places that are surely there in a period: those of today, and what decided projects have changed by then [places].

    Part-time places count by the share of the week in which they are run, rounded down to whole places.
    """
    there = [row.places * row.availability for row in instance.places if (row.centre, row.level) == (centre, level)]
    rows = [row for row in instance.project_places if (row.centre, row.level) == (centre, level)]
    changes = [row.change for row in rows if _is_done(instance, row, period)]
    return floor(sum(there) + sum(changes) + 1e-9)


def _is_done(instance: Instance, row: ProjectPlaces, period: int) -> bool:
    """Whether a row of places has surely come about by a period: its project is decided, and its last start is in time."""
    project: Project = by_id(instance.projects, row.project)
    starts = start_periods(project, instance.settings.horizon)
    if not project.decided or not starts:
        return False
    return starts[-1] + (0 if row.at is ChangeAt.START else project.lead_time) <= period


def without_later_changes(instance: Instance, centre: str, levels: tuple[str, ...], year: int, source: str) -> Instance:
    """The instance without what projects would do to places that are taken away from a year on.

    Decided projects that are done by then stay. Raises ChangeError if a decided one would not be done: it cannot be both.
    """
    period = period_from(instance, year, "from_year")
    touched = [row for row in instance.project_places if row.centre == centre and row.level in levels]
    left_out = [row for row in touched if not _is_done(instance, row, period)]
    for row in left_out:
        if by_id(instance.projects, row.project).decided:
            message = (
                f"{year} is before '{row.project}', which is decided, has surely changed '{row.level}' at '{centre}'; "
                "give a later year, or forbid the project first"
            )
            raise ChangeError("from_year", message)
    kept = [row for row in instance.project_places if row not in left_out]
    still = {row.project for row in kept}
    emptied = {row.project for row in left_out} - still
    instance = with_rows(instance, "project_places", kept)
    return map_rows(
        instance, "projects", lambda row: row.id in emptied, lambda row: altered(row, "from_year", max_count=0, source=source)
    )  # fmt: skip


def take_away(
    instance: Instance, source: str, wish: str, *, name: str, centre: str, removed: dict[str, int], year: int,
    cost: float = 0.0, operating_change: float = 0.0,
) -> Instance:  # fmt: skip
    """The instance with a decided project that closes places when a year comes, and moves those who live there.

    wish: id of the project, or its beginning; removed: places by level.
    """
    period = period_from(instance, year, "from_year")
    project = made(
        Project, "from_year",
        {"id": free_id(instance, wish), "name": name, "centre": centre, "kind": ProjectKind.CLOSE, "cost": cost,
         "operating_change": operating_change, "life": 1, "earliest": period, "latest": period, "decided": True,
         "source": source},
    )  # fmt: skip
    rows = [
        ProjectPlaces(
            project=project.id, centre=centre, level=level, change=-places, moves_residents=True, source=source
        )
        for level, places in removed.items()
        if places > 0
    ]
    instance = with_rows(instance, "projects", (*instance.projects, project))
    return with_rows(instance, "project_places", (*instance.project_places, *rows))
