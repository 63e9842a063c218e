"""What each level takes of users, work and money."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tiny_plan import tiny_plan

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.by_level import LevelResources, resources_by_level
from leonplan.optimizer.results.rows import Post
from leonplan.optimizer.results.view import PlanView


def test_a_year_by_hand() -> None:
    """2025: 30 care workers at 640 do 24 FTE, 800 each; 5 nurses at 800 do 4, 1 000 each.

    Home care: 40 x 0.25 = 10 FTE, 8 000. Bokollektiv: 8 x 0.5 + 2 units x 2 = 8 FTE, 6 400, with 8 places x 50 + 2 x 100 less
    fees 8 x 100: 6 200. Nursing home: 4 x 0.5 + 2 x 2 = 6 FTE of care workers, 4 800, and 4 x 0.5 + 2 x 1 = 4 of nurses, 4 000,
    with 4 x 50 + 2 x 100 less 4 x 200: 8 400. In all 22 600; with 1 000 for the two centres net spending is 23 600.
    """
    view = PlanView(tiny_plan())
    found = resources_by_level(view, 2025)
    assert found == {
        "home_care": LevelResources(40.0, 10.0, pytest.approx(8_000.0)),
        "group_living": LevelResources(8.0, 8.0, pytest.approx(6_200.0)),
        "nursing_home": LevelResources(4.0, 10.0, pytest.approx(8_400.0)),
    }
    assert view.by_year[2025].spend == pytest.approx(sum(one.amount for one in found.values()) + 1_000)


def with_covers(*covers: tuple[str, str, float], hours: float = 1.0) -> Plan:
    """The plan of ``tiny`` where others do the work of 2025, in so many times the time that it takes those whose it is."""
    rows = tuple(r.Covers(2025, k, w, fte, fte if k == w else hours * fte) for k, w, fte in covers)
    return replace(tiny_plan(), tables={**tiny_plan().tables, r.Covers.table: rows})


def test_pay_follows_those_who_do_the_work() -> None:
    """A nurse does 1 of the care workers' 24: of 4 000 for nurses (4 + 1 FTE, 800 each) 800 go to care work.

    Care workers' 19 200 and that are 20 000 for 24 FTE: home care, with 10 of them, costs 8 333; the nursing home 6/24 of 20 000
    and 3 200, in place of 4 800 and 4 000: 600 less.
    """
    covers = (("care_worker", "care_worker", 23.0), ("nurse", "care_worker", 1.0), ("nurse", "nurse", 4.0))
    found = resources_by_level(PlanView(with_covers(*covers)), 2025)
    assert found["home_care"].amount == pytest.approx(20_000 * 10 / 24)
    assert found["nursing_home"].amount == pytest.approx(7_800)
    assert sum(one.amount for one in found.values()) == pytest.approx(22_600)


def test_pay_follows_the_time_that_shifted_tasks_take() -> None:
    """Care workers do 1 of the nurses' 4 FTE in twice the time: of 19 200 for 24 + 2 FTE of time, 2 / 26 go to nurses' work.

    Nurses' 4 000 and that are the nursing home's: 19 200 / 13 + 4 000; of the care workers' own 24 / 26 it has 6 / 24.
    """
    covers = (("care_worker", "care_worker", 24.0), ("care_worker", "nurse", 1.0), ("nurse", "nurse", 3.0))
    found = resources_by_level(PlanView(with_covers(*covers, hours=2.0)), 2025)
    assert found["nursing_home"].amount == pytest.approx(19_200 / 13 + 4_000 + 19_200 * 6 / 26 - 400)
    assert sum(one.amount for one in found.values()) == pytest.approx(22_600)


def test_work_that_nobody_does_has_its_price_where_it_is() -> None:
    """1 of the care workers' 24 FTE, 10 : 8 : 6 of it, is left: at the agencies' 1 200, more than pay for the time, 640 / 0.8."""
    plan = tiny_plan()
    short = tuple(
        replace(row, shortfall=1.0) if (row.year, row.category) == (2025, "care_worker") else row
        for row in plan.rows(r.Staff)
    )
    found = resources_by_level(PlanView(replace(plan, tables={**plan.tables, r.Staff.table: short})), 2025)
    assert found["home_care"].amount == pytest.approx(8_000 + 1_200 * 10 / 24)
    assert sum(one.amount for one in found.values()) == pytest.approx(22_600 + 1_200)


@pytest.mark.parametrize("year", [2026, 2028, 2030])
def test_the_rest_of_net_spending_belongs_to_no_level(year: int) -> None:
    """Proves: what is left is buildings, centres and programmes, the pay for programmes' own work included (here none)."""
    view = PlanView(tiny_plan())
    posts = {row.post: row.amount for row in view.rows(r.Money) if row.year == year}
    rest = sum(posts[one] for one in (Post.CENTRES, Post.PROGRAMMES, Post.CAPITAL_COST, Post.OPERATING_CHANGE))
    taken = resources_by_level(view, year)
    assert posts[Post.SPEND] - sum(one.amount for one in taken.values()) == pytest.approx(rest, abs=1e-3)
    assert sum(one.work for one in taken.values()) == pytest.approx(
        sum(x.work for x in view.rows(r.Staff) if x.year == year)
    )
