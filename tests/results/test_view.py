"""A plan ready to be read: sums over the years, starts by project, what projects cost, steps off the lowest level."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_plan import tiny, tiny_plan, with_part, with_row

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.names import names_of
from leonplan.optimizer.results.view import PlanView


def with_starts(*starts: r.ProjectStart) -> Plan:
    """The plan of ``tiny`` with projects that start otherwise."""
    return replace(tiny_plan(), tables={**tiny_plan().tables, r.ProjectStart.table: starts})


def test_sums_over_the_years_count_each_with_its_length() -> None:
    """2025 is given and counts 0; 2026 ends one year, 2028 and 2030 two each: 10 + 2 x 20 + 2 x 30 = 110."""
    view = PlanView(tiny_plan())
    assert (view.years, view.decided, view.base) == ((2025, 2026, 2028, 2030), (2026, 2028, 2030), 2025)
    assert (view.first, view.last) == (2025, 2030)
    assert view.over_years({2025: 7.0, 2026: 10.0, 2028: 20.0, 2030: 30.0}) == 110
    assert view.over_years({2028: 20.0}) == 40
    assert view.over_years(lambda year: year.unmet) == pytest.approx(
        sum(total.years * total.unmet for total in tiny_plan().by_year)
    )


def test_sums_by_key_are_of_the_rows_wanted() -> None:
    """Every person of the last year once, by group and in all."""
    view = PlanView(tiny_plan())
    need = view.sums(r.Need, lambda row: row.group, lambda row: row.persons, lambda row: row.year == 2030)
    assert list(need) == sorted(group.id for group in tiny().settings.groups)
    assert sum(need.values()) == pytest.approx(view.by_year[2030].need)


def test_projects_with_every_start() -> None:
    """Started in 2026 and twice in 2028: three times the cost, 8 granted places in all, each ready after the lead time."""
    (project,) = tiny().projects
    rows = (
        r.ProjectStart(2028, project.id, 2, 6.0),
        r.ProjectStart(2026, project.id, 1, 2.0),
    )
    view = PlanView(with_starts(*rows))
    assert view.starts == {project.id: (2026, 2028, 2028)}
    (started,) = view.projects
    assert started.years == (2026, 2028, 2028)
    assert started.ready == tuple(year + project.lead_time for year in started.years)
    assert started.outlay == 3 * project.cost
    assert started.grants == 8 * project.grant_per_place
    assert PlanView(with_starts()).projects == ()


def test_steps_off_the_lowest_effective_level() -> None:
    """Dementia is served from group living on: a nursing home is above it, home help below, as the ladder has them."""
    view = PlanView(tiny_plan())
    step = {level.id: level.step for level in tiny().settings.levels}
    for level, number in step.items():
        row = r.Served(2030, "dementia", level, "north_centre", 1.0)
        assert view.steps_off(row) == number - step[view.lowest["dementia"]]
    assert view.steps_off(r.Served(2030, "dementia", "group_living", "north_centre", 1.0)) == 0
    assert view.steps_off(r.Served(2030, "dementia", "nursing_home", "north_centre", 1.0)) > 0


def test_names_of_several_instances_are_the_first_ones() -> None:
    """A part that only a later instance has, has its name there."""
    group, project = tiny().settings.groups[0].id, tiny().projects[0]
    other = with_part(with_row(tiny(), "projects", 0, id="new", name="New"), "groups", 0, name="Renamed")
    names = names_of(tiny(), other)
    assert names.groups[group] == tiny().settings.groups[0].name
    assert names.projects == {project.id: project.name, "new": "New"}
    assert names.of("category") == names.staff
    with pytest.raises(KeyError):
        names.of("post")
