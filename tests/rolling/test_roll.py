"""``leon roll``: next year's instance, and plan against actual, worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rolled_on import plainly, rest_of_the_plan, started
from tiny_plan import tiny_plan

from leonplan.optimizer import api
from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.rolling.need_onward import need_onward, points_onward
from leonplan.optimizer.rolling.prices import in_prices_of
from leonplan.optimizer.rolling.projects_onward import projects_onward
from leonplan.optimizer.rolling.roll import roll
from leonplan.optimizer.schema.edit import with_entry, with_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Tightening
from leonplan.optimizer.schema.tables import ComparisonRate, Frame


def test_next_year_is_what_the_plan_says() -> None:
    """Tiny's plan in 2026: 45 in need of home help, all served; care workers as the plan employs them.

    The group living in the south starts in 2026 for 16000, all of it laid out at the start, and is ready in 2028: it is
    under way, decided, costs no more outlay, and has no lead time left from 2028 on. Its four places come then.
    """
    plan = tiny_plan()
    found = roll(plan, 2026).instance
    assert found.settings.horizon.base_year == 2026
    assert found.settings.horizon.periods == (2026, 2028, 2030)
    served = {(row.group, row.level): 0.0 for row in found.current_service}
    for row in found.current_service:
        served[row.group, row.level] += row.persons
    planned: dict[tuple[str, str], float] = {}
    for row in plan.rows(r.Served):
        if row.year == 2026:
            planned[row.group, row.level] = planned.get((row.group, row.level), 0.0) + row.persons
    assert served == pytest.approx(planned)
    employed = {row.category: row.employed for row in plan.rows(r.Staff) if row.year == 2026}
    assert {one.id: one.employed for one in found.settings.staff} == employed
    (project,) = found.projects
    assert (project.id, project.cost, project.lead_time, project.decided) == ("group_living_south_2026", 0.0, 0, True)
    assert [(row.project, row.change) for row in found.project_places] == [(project.id, 4)]
    assert found.places == plan.instance.places
    assert check_instance(found)[0] == []


def test_a_finished_project_is_places_and_a_cost_of_its_centre() -> None:
    """Ready in 2028: four places more in the south.

    Its centre costs 500, and now 100 more to run and the annuity of 16000 less the grant of 1000 for each place that got it;
    0.050523 is the annuity of 4 % over 40 years (see ``prepare``).
    """
    plan = tiny_plan()
    found = roll(plan, 2028).instance
    (start,) = plan.rows(r.ProjectStart)
    south = {row.id: row.fixed_cost for row in found.centres}["south_centre"]
    assert south == pytest.approx(500 + 100 + 0.050523 * (16000 - 1000 * start.granted), rel=1e-5)
    places = {(row.centre, row.level): row.places for row in found.places}
    assert places["south_centre", "group_living"] == 8
    assert found.projects == ()
    assert found.project_places == ()
    assert check_instance(found)[0] == []


def test_need_after_the_year_is_the_same() -> None:
    """Trend, tightening and lines between years go on as if nothing had been moved.

    With a trend of 2 % a year from 2025 and half of the way to peers between 2025 and 2029, 2028 stands at 3/8 of the way.
    """
    instance = with_entry(tiny_plan().instance, "groups", 0, trend=0.02)
    rule = Tightening(comparison="peers", share=0.5, from_year=2025, to_year=2029)
    instance = with_settings(instance, tightening=rule)
    peers = [
        ComparisonRate(comparison="peers", group="home_help", age_band=band, rate=rate, source="paper")
        for band, rate in (("age_80", 0.08), ("age_0", 0.001))
    ]
    instance = with_rows(instance, "comparison", peers)
    before = project_demand(instance).need
    for year in (2026, 2028):
        moved = need_onward(instance, year, "paper")
        horizon = instance.settings.horizon
        horizon = horizon.model_copy(
            update={"base_year": year, "periods": tuple(t for t in horizon.periods if t >= year)}
        )
        after = project_demand(with_settings(moved, horizon=horizon)).need
        assert after == pytest.approx({key: persons for key, persons in before.items() if key[2] >= year}, rel=1e-12)


def test_lines_keep_their_course() -> None:
    """From 100 in 2025 to 130 in 2028, seen from 2026: 110 then; a single point before stays what it is."""
    rows = [Frame(year=t, operating=n, investment=5, source="paper") for t, n in ((2025, 100), (2028, 130))]
    found = points_onward(rows, 2026, lambda _: 0, ("operating",), investment=0.0)
    assert [(row.year, row.operating, row.investment) for row in found] == [(2026, 110, 0), (2028, 130, 5)]
    assert [row.operating for row in points_onward(rows[:1], 2026, lambda _: 0, ("operating",))] == [100]


def test_rolling_twice_is_rolling_once() -> None:
    """To 2026 and then to 2028, the plan of 2026 doing what the plan of 2025 does: the instance that rolling to 2028 gives."""
    once = roll(tiny_plan(), 2028).instance
    first = roll(tiny_plan(), 2026)
    twice = roll(rest_of_the_plan(tiny_plan(), first, 2026), 2028).instance
    assert plainly(twice.model_dump(mode="json")) == plainly(once.model_dump(mode="json"))


def test_what_cannot_start_any_more_is_left_out_and_said() -> None:
    """A project whose window has passed, one that a started one excludes, and one that requires either."""
    instance = tiny_plan().instance
    (wing,) = instance.projects
    late, shut, after = (
        wing.model_copy(update={"id": "late", "latest": 2026}),
        wing.model_copy(update={"id": "shut", "latest": None, "excludes": (wing.id,)}),
        wing.model_copy(update={"id": "after", "latest": None, "requires": ("shut",)}),
    )
    again = wing.model_copy(update={"id": "again", "latest": None, "max_count": 3, "years_between": 2})
    instance = with_rows(instance, "projects", (wing, late, shut, after, again))
    tables, notes = projects_onward(instance, [started(wing.id, 2026), started("again", 2026)], 2026)
    left = {row.id: row for row in tables["projects"]}
    assert set(left) == {"again", "group_living_south_2026", "again_2026"}
    assert (left["again"].max_count, left["again"].earliest) == (2, 2028)
    assert [note.partition(" ")[0] for note in notes] == ["late", "shut", "after"]


def test_outlay_that_is_left_falls_in_the_years_that_are_left() -> None:
    """16000 in four equal parts from 2026: seen from 2026, three are left; a quarter's yearly cost is the project's own."""
    instance = tiny_plan().instance
    wing = instance.projects[0].model_copy(update={"lead_time": 4, "outlay": (0.25,) * 4, "latest": None})
    instance = with_settings(with_rows(instance, "projects", (wing,)), horizon=yearly(instance))
    tables, _ = projects_onward(instance, [started(wing.id, 2026)], 2026)
    (project,) = tables["projects"]
    assert (project.cost, project.lead_time, project.grant_per_place) == (12000, 3, 750)
    assert project.outlay == pytest.approx((1 / 3,) * 3)
    assert project.operating_change == pytest.approx(100 + 0.25 * 16000 * 0.050523, rel=1e-5)


@pytest.mark.parametrize("name", ["next", "next.xlsx"])
def test_shares_of_an_outlay_are_written_and_read(name: str, tmp_path: Path) -> None:
    """A third in each of three years, to the last digit, in a folder and in a workbook."""
    instance = tiny_plan().instance
    wing = instance.projects[0].model_copy(update={"lead_time": 3, "outlay": (1 / 3, 1 / 3, 1 - 2 / 3)})
    instance = with_rows(instance, "projects", (wing,))
    assert load_instance(api.write_instance(instance, tmp_path / name)).projects == (wing,)


def yearly(instance: Instance) -> Any:
    horizon = instance.settings.horizon
    return horizon.model_copy(update={"periods": horizon.variants["yearly"]})


def test_prices_of_another_year() -> None:
    """Three per cent more: pay of 640 is 659.2, a frame of 27000 is 27810, persons and shares are what they were."""
    instance = tiny_plan().instance
    found = in_prices_of(instance, 2026, 1.03)
    assert found.settings.price_year == 2026
    assert next(one.pay for one in found.settings.staff) == pytest.approx(659.2)
    assert {row.year: row.operating for row in found.frames}[2026] == pytest.approx(27810)
    assert found.population == instance.population
    assert found.needs == instance.needs
    assert found.settings.capital.rate == instance.settings.capital.rate


def actuals_of(planned: Instance) -> Instance:
    """2026 as it came: 480 inhabitants of 80 and over, home help for 11 % of them, a nurse more, a centre 50 dearer."""
    people = tuple(
        row.model_copy(update={"persons": 480.0}) if (row.year, row.age_band) == (2026, "age_80") else row
        for row in planned.population
    )
    needs = tuple(row.model_copy(update={"rate": 0.11}) if row.group == "home_help" else row for row in planned.needs)
    centres = tuple(row.model_copy(update={"fixed_cost": row.fixed_cost + 25}) for row in planned.centres)
    staff = tuple(
        one.model_copy(update={"employed": one.employed + 1}) if one.id == "nurse" else one
        for one in planned.settings.staff
    )
    return with_settings(
        planned.model_copy(update={"population": people, "needs": needs, "centres": centres}), staff=staff
    )


def test_plan_against_actual_by_hand() -> None:
    """Tiny in 2026: 450 inhabitants of 80 and over, of whom 10 % need home help, 2 % group living, 1 % more: 45 + 9 + 4.5 = 58.5.

    480 came: 30 · 0.13 = 3.9 more by inhabitants. 11 % need home help: 480 · 0.01 = 4.8 more by rates. 58.5 + 3.9 + 4.8 = 67.2.
    A nurse more is capacity. Both centres are 25 dearer: 50 of the spending is prices.
    """
    planned = roll(tiny_plan(), 2026).instance
    found = {(one.figure, one.of): one for one in roll(tiny_plan(), 2026, actuals=actuals_of(planned)).differences}
    need = found["need", ""]
    assert (need.planned, need.inhabitants, need.rates, need.capacity, need.prices, need.actual) == (
        58.5, 3.9, 4.8, 0.0, 0.0, 67.2,
    )  # fmt: skip
    nurses = found["employed", "nurse"]
    assert (nurses.inhabitants, nurses.rates, nurses.capacity, nurses.prices) == (0.0, 0.0, 1.0, 0.0)
    assert found["spend", ""].prices == 50.0
    assert found["unmet", ""].inhabitants == 3.9


def test_causes_add_up_exactly() -> None:
    """Every figure, as decimal numbers: planned and the four causes are actual, to the last digit."""
    planned = roll(tiny_plan(), 2026).instance
    found = roll(tiny_plan(), 2026, actuals=actuals_of(planned)).differences
    assert {one.figure for one in found} == {
        "need", "served", "unmet", "places", "in_use", "employed", "work", "not_employed", "spend",
    }  # fmt: skip
    for one in found:
        parts = (one.planned, one.inhabitants, one.rates, one.capacity, one.prices)
        assert sum(Fraction(repr(part)) for part in parts) == Fraction(repr(one.actual)), one


def test_as_planned_there_is_no_difference() -> None:
    planned = roll(tiny_plan(), 2026).instance
    for one in roll(tiny_plan(), 2026, actuals=planned).differences:
        assert one.planned == one.actual
        assert (one.inhabitants, one.rates, one.capacity, one.prices) == (0, 0, 0, 0)


def test_years_and_actuals_that_do_not_fit() -> None:
    with pytest.raises(UsageError, match="choose one of: 2026, 2028"):
        roll(tiny_plan(), 2027)
    with pytest.raises(UsageError, match="choose one of: 2026, 2028"):
        roll(tiny_plan(), 2030)
    other = tiny_plan().instance
    other = with_settings(other, groups=other.settings.groups[:1])
    with pytest.raises(InputError) as found:
        roll(tiny_plan(), 2026, actuals=other)
    assert [one.field for one in found.value.problems] == ["groups", "horizon.base_year"]


def test_the_command_writes_a_folder_or_a_workbook(tmp_path: Path) -> None:
    """Rolled to a workbook, corrected, given as actuals: a folder that checks, and the figures."""
    from command import answer

    run = tmp_path / "run"
    api.write(tiny_plan(), run)
    told = answer("roll", run, "--to", "2026", "-o", tmp_path / "next.xlsx")
    assert told["differences"] == []
    assert load_instance(tmp_path / "next.xlsx") == roll(tiny_plan(), 2026).instance
    told = answer("roll", run, "--to", "2026", "--actuals", tmp_path / "next.xlsx", "-o", tmp_path / "next")
    assert {one["figure"] for one in told["differences"]} >= {"need", "spend"}
    assert api.check(tmp_path / "next").problems == ()
