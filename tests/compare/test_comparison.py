"""Comparisons: differences, who gains and who loses, and which projects move."""

from __future__ import annotations

from dataclasses import replace

import pytest
from compare_samples import comparison, entry, later
from tiny_plan import tiny_plan

from leonplan.optimizer.compare.comparison import ScenarioKind, make_comparison
from leonplan.optimizer.compare.gains import CENTRE, DISTRICT, GROUP, gains
from leonplan.optimizer.compare.measures import At, measures
from leonplan.optimizer.compare.moves import ProjectMove, largest, project_moves
from leonplan.optimizer.compare.rows import DIMENSIONS, Difference
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.rows import ProjectStart
from leonplan.optimizer.results.view import PlanView


def differences() -> list[Difference]:
    return [row for row in comparison().differences if row.scenario == "late"]


def test_every_difference_is_told_once_and_is_one() -> None:
    """Value less base; measures that only one of the two has count as 0 in the other."""
    base, late = measures(tiny_plan()), measures(later())
    found = {(row.measure, At(*(getattr(row, name) for name in DIMENSIONS))): row for row in differences()}
    assert len(found) == len(differences())
    for key in base.keys() | late.keys():
        before, after = base.get(key, 0.0), late.get(key, 0.0)
        if round(after - before, 9) == 0:
            assert key not in found
            continue
        row = found.pop(key)
        assert (row.base, row.value) == (before, after)
        assert row.difference == pytest.approx(after - before, abs=1e-8)
        assert (row.share is None) == (before == 0)
        if row.share is not None:
            assert row.share == pytest.approx((after - before) / abs(before), abs=1e-8)
    assert found == {}


def test_the_base_does_not_differ_from_itself_and_what_collides_has_no_numbers() -> None:
    assert {row.scenario for row in comparison().differences} == {"late"}
    assert {row.scenario for row in comparison().measured} == {"base", "late"}
    assert [one.id for one in comparison().shown] == ["base", "late", "hard"]


def test_plans_of_the_walk_alone_are_not_shown() -> None:
    entries = [
        entry("base", tiny_plan(), ScenarioKind.BASE),
        entry("x", later()),
        entry("x.1", later(), ScenarioKind.WALK),
    ]
    found = make_comparison(entries)
    assert [one.id for one in found.shown] == ["base", "x"]
    assert {row.scenario for row in found.measured} == {"base", "x"}
    assert found.walk is None


def test_a_comparison_begins_with_a_plan_of_its_base() -> None:
    for entries in ([], [entry("x", later())], [entry("base", None, ScenarioKind.BASE)]):
        with pytest.raises(ValueError, match="base"):
            make_comparison(entries)


def test_who_gains_and_who_loses_by_hand() -> None:
    """Without the unit two with dementia wait at home in 2028 or 2030 and half their need is unmet, so 2 person-years more;
    the money that it would cost gives help at home back what it lacked, 8.31 person-years."""
    groups = gains(differences(), GROUP)
    assert [one.id for one in groups] == ["home_help", "dementia"]
    assert groups[0].gain == pytest.approx(8.31, abs=0.02)
    assert groups[1].gain == pytest.approx(-2.0, abs=0.02)
    assert {one.need for one in groups} == {0.0}
    served = {one.id: one.gain for one in gains(differences(), CENTRE)}
    for centre, gain in served.items():
        told = [row.difference for row in largest(differences(), "served_at", None) if row.centre == centre]
        assert gain == pytest.approx(sum(told))
    assert sum(one.gain for one in gains(differences(), DISTRICT)) == pytest.approx(sum(one.gain for one in groups))


def test_less_need_is_told_beside_what_is_gained() -> None:
    row = differences()[0]
    blank = replace(row, year=None, **dict.fromkeys(DIMENSIONS[1:], ""))
    rows = [
        replace(blank, measure="need", group="dementia", district="north", difference=-3.0),
        replace(blank, measure="need", group="complex", district="north", difference=-1.0),
        replace(blank, measure="unmet", group="dementia", district="north", difference=-2.0),
        replace(blank, measure="unmet", group="dementia", district="south", difference=0.5),
    ]
    (group,) = gains(rows, GROUP)
    assert (group.id, group.gain, group.need) == ("dementia", 1.5, -3.0)
    assert [(one.id, one.gain, one.need) for one in gains(rows, DISTRICT)] == [
        ("north", 2.0, -4.0),
        ("south", -0.5, 0.0),
    ]


def test_projects_that_come_go_and_move() -> None:
    def plan(*starts: tuple[int, str, int]) -> object:
        rows = tuple(ProjectStart(year, project, times, 0.0) for year, project, times in starts)
        return replace(tiny_plan(), tables={**tiny_plan().tables, r.ProjectStart.table: rows})

    before = plan((2026, "a", 1), (2028, "b", 2), (2028, "c", 1))
    after = plan((2028, "a", 1), (2028, "b", 1), (2030, "b", 1), (2030, "d", 1))
    assert PlanView(before).starts == {"a": (2026,), "b": (2028, 2028), "c": (2028,)}
    assert project_moves(before, after) == (
        ProjectMove("a", (2026,), (2028,)),
        ProjectMove("b", (2028, 2028), (2028, 2030)),
        ProjectMove("c", (2028,), ()),
        ProjectMove("d", (), (2030,)),
    )
    assert project_moves(before, before) == ()


def test_the_largest_differences_come_first() -> None:
    found = largest(differences(), "money", None, least=500)
    sizes = [abs(row.difference) for row in found]
    assert sizes == sorted(sizes, reverse=True)
    assert found[0].post == "spend"
    assert min(sizes) >= 500
