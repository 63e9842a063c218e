"""The screen of projected need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType

from leonplan.optimizer.demand.project_demand import Demand, Step
from leonplan.optimizer.present.console import paragraph, screen_width
from leonplan.optimizer.present.grid import GIVEN, Grid, grid_of, section
from leonplan.optimizer.present.text import brief
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.words.vocabulary import STEPS_OF_NEED

_BY_GROUP = (Step.TREND, Step.TIGHTENING, Step.FACTOR, Step.FIXED)
"""Steps that are shown for a group by itself if they move anything."""


def demand_screen(instance: Instance, demand: Demand) -> Iterator[RenderableType]:
    """Need by group and year, then the walk for all groups together and for each group with more than one step."""
    settings = instance.settings
    base = settings.horizon.base_year
    grid = grid_of(screen_width(), settings.horizon.periods, base, has_total=False)
    given = "" if base is None else f"; {base}{GIVEN} is the base year"
    yield paragraph(f"{settings.name}: need, population {settings.population_variant}{given}", "bold")
    yield grid.heading("")
    yield section("Need by group", "persons on an average day")
    for group in settings.groups:
        yield grid.row(group.name, _told(_walk(demand, group.id)[Step.TOTAL]))
    walk = _walk(demand, None)
    yield grid.row("All groups", _told(walk[Step.TOTAL]), style="bold")
    yield section("What moves it, all groups", "persons on an average day")
    yield from _steps(walk, grid)
    for group in settings.groups:
        steps = _walk(demand, group.id)
        if any(round(persons, 2) for step in _BY_GROUP for persons in steps[step].values()):
            yield section(f"What moves it, {group.name}", "persons on an average day")
            yield from _steps(steps, grid)
    yield from grid.note()


def demand_json(demand: Demand) -> dict[str, Any]:
    """The same for programs, by district."""
    return {
        "unit": "persons on an average day",
        "need": [
            {"group": group, "district": district, "year": year, "persons": persons}
            for (group, district, year), persons in demand.need.items()
        ],
        "steps": [asdict(step) for step in demand.steps],
    }


def _walk(demand: Demand, group: str | None) -> dict[Step, dict[int, float]]:
    """Persons by step and year, of a group or of all."""
    walk: dict[Step, dict[int, float]] = {step: {} for step in Step}
    for one in demand.steps:
        if group in (None, one.group):
            walk[one.step][one.year] = walk[one.step].get(one.year, 0.0) + one.persons
    return walk


def _steps(walk: dict[Step, dict[int, float]], grid: Grid) -> Iterator[RenderableType]:
    """The steps that move anything."""
    for step, persons in walk.items():
        if step in (Step.BASELINE, Step.TOTAL) or any(round(one, 2) for one in persons.values()):
            sign = "= " if step is Step.TOTAL else "" if step is Step.BASELINE else "+ "
            word = STEPS_OF_NEED[step].within("en") if sign else STEPS_OF_NEED[step].en
            yield grid.row(sign + word, _told(persons), style="bold" if step is Step.TOTAL else "")


def _told(persons: dict[int, float]) -> dict[int, str]:
    return {year: brief(round(one, 2)) for year, one in persons.items()}
