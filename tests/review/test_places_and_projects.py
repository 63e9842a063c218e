"""Remarks on places and projects: each trips at its threshold, and not just below it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handmade import changed, figures, found, plan_of, town
from tiny_plan import with_row

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r

PROJECT = "group_living_south"
"""Four places of group living more in the south, ready two years after the start."""


def with_project(used: float, empty_elsewhere: float = 0.0, year: int = 2026) -> Plan:
    """The project started, from 2028 on so many of the eight places in the south in use, and some of those in the north."""
    rows: list[r.Row] = [r.ProjectStart(year, PROJECT, 1, 4)]
    for ready in (t for t in (2028, 2030) if t >= year + 2):
        rows.append(r.Places(ready, "south_centre", "group_living", 8, used, 2))
        rows.append(r.Served(ready, "dementia", "group_living", "south_centre", used))
        rows.append(r.Places(ready, "north_centre", "group_living", 4, 4 - empty_elsewhere, 1))
        rows.append(r.Served(ready, "dementia", "group_living", "north_centre", 4 - empty_elsewhere))
    return changed(*rows)


@pytest.mark.parametrize(("operated", "told"), [(5.0, True), (4.9, False)])
def test_places_in_use_with_nobody_in_them(operated: float, told: bool) -> None:
    """Four persons in five places leave one with nobody, in 4.9 less than one."""
    remarks = found(changed(r.Places(2028, "north_centre", "group_living", 8, operated, 2)), "in_use_and_empty")
    about = [(one.about.place, one.about.level, one.year, one.serious) for one in remarks]
    assert about == [("north_centre", "group_living", 2028, True)] * told
    if told:
        assert figures(remarks[0]) == {"places": 1, "operated": 5}


@pytest.mark.parametrize(("empty", "serious"), [(0.9, None), (1.0, False), (1.9, False), (2.0, True)])
def test_new_places_beside_empty_ones(empty: float, serious: bool | None) -> None:
    """Four new places, all in use, and a quarter of four empty in the north: told; half of four: serious."""
    remarks = found(with_project(8, empty), "new_beside_empty")
    assert [one.serious for one in remarks] == ([] if serious is None else [serious])
    if remarks:
        about, years = remarks[0].about, remarks[0].years
        assert (about.project, about.level, years) == (PROJECT, "group_living", (2028, 2030))
        assert figures(remarks[0]) == {"new": 4, "empty": pytest.approx(empty)}


def test_places_that_fill_up_later_are_no_remark() -> None:
    """Empty in 2028, and in use in 2030: they were built for those who come."""
    full = r.Places(2030, "north_centre", "group_living", 4, 4, 1)
    assert found(changed(full, plan=with_project(8, 3)), "new_beside_empty") == []


def test_empty_places_abroad_are_no_remark() -> None:
    """What could be bought outside the municipality is no empty ward."""
    assert town().centres[0].id == "north_centre"
    abroad = with_row(town(), "centres", 0, external=True)
    assert found(changed(plan=with_project(8, 3), instance=abroad), "new_beside_empty") == []


@pytest.mark.parametrize(("used", "told"), [(4.375, True), (4.5, False)])
def test_a_project_whose_places_nobody_uses(used: float, told: bool) -> None:
    """4.375 of 8 places in use would leave 0.375 without the four new ones, less than a tenth of them; 4.5 leave more."""
    remarks = found(with_project(used), "project_hardly_matters")
    assert [(one.about.project, one.serious) for one in remarks] == [(PROJECT, True)] * told
    if told:
        assert figures(remarks[0]) == pytest.approx({"used": 0.375, "new": 4, "outlay": 16000})


def test_a_project_at_the_end_of_the_horizon() -> None:
    """Started in 2028 it is ready in 2030, of which one of five years is left; with a lead time of three, none is."""
    assert found(with_project(8, year=2028), "project_at_the_end") == []
    slow = with_row(town(), "projects", 0, lead_time=3)
    (remark,) = found(changed(plan=with_project(8, year=2028), instance=slow), "project_at_the_end")
    assert (remark.about.project, remark.year, remark.serious) == (PROJECT, 2028, False)
    assert figures(remark) == {"ready": 2031, "outlay": 16000, "seen": 0}


def test_a_project_seen_for_less_than_a_tenth_of_the_horizon() -> None:
    """Ready in 2030 it is used for one of the 5 years after 2025; of the 11 years after 2019, for less than a tenth."""
    instance = with_row(town(), "projects", 0, lead_time=2)
    long = instance.settings.horizon.model_copy(update={"base_year": 2019, "periods": (2019, 2026, 2028, 2030)})
    instance = instance.model_copy(update={"settings": instance.settings.model_copy(update={"horizon": long})})
    earlier = [
        row.model_copy(update={"year": 2019 + i}) for row in instance.population if row.year == 2025 for i in range(6)
    ]
    instance = instance.model_copy(update={"population": (*earlier, *instance.population)})
    rows = [replace(row, year=2019) for table in with_project(8, year=2028).tables.values() for row in table
            if getattr(row, "year", None) == 2025]  # fmt: skip
    kept = [row for table in with_project(8, year=2028).tables.values() for row in table
            if getattr(row, "year", None) != 2025]  # fmt: skip
    (remark,) = found(plan_of(instance, [*rows, *kept]), "project_at_the_end")
    assert figures(remark)["seen"] == pytest.approx(1 / 11)
