"""What binds, worked out by hand on small plans."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from explain.wards import wards
from rich.console import Console
from tiny_plan import tiny, tiny_plan, with_part, with_policy, with_row, with_settings

from leonplan.optimizer.explain.binding.row import Binding
from leonplan.optimizer.explain.binding.what_binds import SENTENCES, binding_rows, what_binds
from leonplan.optimizer.explain.explanation import Explanation
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.present.explain import MOST_LINES, explain_screen
from leonplan.optimizer.results import rows as r


def rows_of(plan: Plan, rule: str) -> dict[tuple[str, str, int], tuple[float, float]]:
    return {(x.of, x.at, x.year): (x.use, x.limit) for x in binding_rows(plan) if x.rule == rule}


def test_wards_by_hand() -> None:
    """16 in need, 2 nurses, wards of 8 that take 2: the one open ward is full, the nurses are at work all their time.

    By hand: 8 of 16 places are in use, so places do not bind; the ward does. Nobody can be recruited (0 of 0).
    """
    plan = plan_instance(wards())
    assert rows_of(plan, "operated_within_built_places") == {}
    assert rows_of(plan, "operated_within_open_units") == {("ward", "hill", t): (8, 8) for t in (2026, 2027)}
    assert rows_of(plan, "nobody_works_twice") == {("nurse", "", t): (2, 2) for t in (2026, 2027)}
    assert rows_of(plan, "staff_grow_by_recruitment") == {("nurse", "", t): (0, 0) for t in (2026, 2027)}
    assert {x.rule for x in binding_rows(plan)} == {
        "operated_within_open_units", "nobody_works_twice", "staff_grow_by_recruitment",
    }  # fmt: skip


def test_full_places_and_an_overrun() -> None:
    """24 in need, 6 nurses at 600 kNOK, frame 500: both wards full, 4 of 6 nurses at work, 100 over the frame."""
    plan = plan_instance(wards(need=(24, 24), employed=6, frame=500))
    assert rows_of(plan, "operated_within_built_places") == {("ward", "hill", t): (16, 16) for t in (2026, 2027)}
    assert rows_of(plan, "nobody_works_twice") == {}
    assert rows_of(plan, "spend_within_frame") == {("", "", t): (600, 500) for t in (2026, 2027)}
    first = what_binds(plan)[0]
    assert (first.rule, first.worst, first.weight) == ("spend_within_frame", 1.2, 1.0)


def test_tiny_by_hand() -> None:
    """The plan worked out in the instance's README: the programme grows by 2 a year, the frame is used up only in 2030."""
    plan = tiny_plan()
    growth = rows_of(plan, "programmes_grow_step_by_step")
    assert {t: use for (_, _, t), (use, _) in growth.items()} == pytest.approx({2026: 2, 2028: 4, 2030: 4})
    assert [t for _, _, t in rows_of(plan, "spend_within_frame")] == [2030]
    assert list(rows_of(plan, "projects_stay_started")) == [("group_living_south", "", 2026)]


def test_minimums_and_shares_by_hand() -> None:
    """Of 60 who need help at home in 2030 a minimum of 0.95 is 57; half of 45, 50 and 60 is all who may get it otherwise.

    By hand: with the minimum first and the frame 831.282 kNOK short, help is cut by all it may, 3 of 60 at 200 kNOK each.
    Where only half may be helped 22.5, 25 and 30 are.
    """
    minimum = {"share": 0.95, "source": "paper"}
    instance = with_settings(with_part(tiny(), "groups", 0, minimum=minimum), goals={"overrun_slack": 0})
    rule = "what_lacks_of_the_minimum_is_counted"
    found = {t: pair for (_, _, t), pair in rows_of(plan_instance(instance), rule).items()}
    assert {t: limit for t, (_, limit) in found.items()} == {2030: pytest.approx(57, abs=0.01)}
    half = plan_instance(with_row(tiny(), "services", 0, max_share=0.5))
    shares = rows_of(half, "no_more_than_their_share_get_this_service")
    assert {t: use for (_, _, t), (use, _) in shares.items()} == pytest.approx(
        {2026: 22.5, 2028: 25, 2030: 30}, abs=0.01
    )


def test_decisions_that_stand_by_hand() -> None:
    """The frame of 2030 is 2000 kNOK lower than all help costs, which is 10 of 60 with help at home: the 50 of 2028 keep it.

    Nobody waits at home, so of dementia those in full are 8, 9, 10 and 12, more each year: nothing binds there.
    """
    poor = with_row(tiny(), "frames", 3, operating=30431.3)
    plan = plan_instance(with_policy(poor, decisions_are_kept={"on": True, "fall": 0}))
    found = rows_of(plan, "decisions_are_kept")
    assert found == {("home_help", "", 2030): (pytest.approx(50, abs=0.01), pytest.approx(50, abs=0.01))}
    assert rows_of(plan, "decisions_in_full_are_kept") == {}


def test_programmes_that_go_on_by_hand() -> None:
    """6 take part today and the programme, dear as it is, is not rolled back: 6 in each year, as need only grows."""
    dear = with_row(tiny(), "programmes", 0, participants=6, cost=300)
    found = rows_of(plan_instance(dear), "programmes_are_not_rolled_back")
    assert {t: pair for (_, _, t), pair in found.items()} == {t: pytest.approx((6, 6)) for t in (2026, 2028, 2030)}
    freed = with_row(dear, "programmes", 0, may_shrink=True)
    assert rows_of(plan_instance(freed), "programmes_are_not_rolled_back") == {}


def test_places_are_full_where_the_table_says_so() -> None:
    plan = tiny_plan()
    full = {
        (x.level, x.centre, x.year)
        for x in plan.rows(r.Places)
        if x.year > 2025 and x.built > 0 and x.operated >= 0.9995 * x.built
    }
    assert set(rows_of(plan, "operated_within_built_places")) == full


def test_policies_and_limits_that_bind() -> None:
    """All policies on at once; numbers of the norm by hand: 20 places of 16 built and 4 built new, 600 old in 2030.

    20 / 600 is reached with nothing to spare in 2030 only; in 2026 and 2028 the 16 places are more than the norm wants.
    """
    instance = with_policy(
        with_settings(tiny(), limits=[{"goal": "changes", "at_most": 1}]),
        coverage_norm={"on": True, "at_least": 20 / 600},
        staff_growth={"on": True, "rate": -0.02},
        equity={"on": True, "tolerance": 0.0},
        proximity={"on": True, "share": 1.0, "minutes": 5},
    )
    plan = plan_instance(instance)
    assert rows_of(plan, "coverage_norm_is_reached") == {("", "", 2030): (20, 20)}
    assert rows_of(plan, "hard_demands_are_kept") == {("changes", "", 2030): (1, 1)}
    near = rows_of(plan, "served_near_home")
    assert {(d, t) for d, _, t in near} == {(d, t) for d in ("north", "south") for t in (2026, 2028, 2030)}
    for use, limit in rows_of(plan, "staff_growth_is_limited").values():
        assert use == pytest.approx(limit)


def test_decisions_made_by_hand_bind_at_their_number() -> None:
    plan = plan_instance(
        wards(
            decisions=[
                {"kind": "places", "centre": "hill", "level": "ward", "year": 2026, "at_most": 6},
                {"kind": "serve", "group": "frail", "level": "ward", "year": 2027, "at_most": 12},
            ]
        )
    )
    assert rows_of(plan, "decided_places_are_kept") == {("ward", "hill", 2026): (6, 6)}
    assert rows_of(plan, "decided_service_is_kept") == {}


@pytest.mark.parametrize(
    ("use", "limit", "share", "binds"),
    [(8, 8, 1.0, True), (7.9, 8, 0.9875, False), (9, 8, 1.125, True), (0, 0, 1.0, True), (5, 0, 10.0, True)],
)
def test_share_of_a_limit(use: float, limit: float, share: float, binds: bool) -> None:
    row = Binding("nobody_works_twice", "nurse", "Sykepleier", "", "", 2026, use, limit, "FTE at work")
    assert (row.share, row.binds) == (pytest.approx(share), binds)


def test_every_row_names_a_rule_of_the_formulation() -> None:
    assert {x.rule for x in binding_rows(tiny_plan())} <= set(SENTENCES)
    assert all(bound.sentence == SENTENCES[bound.rule] for bound in what_binds(tiny_plan()))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_screen_is_short_and_cuts_lines(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    console = Console(file=StringIO(), width=width, markup=False, highlight=False)
    bounds = what_binds(tiny_plan())
    with console.capture() as captured:
        for part in explain_screen(Explanation(tiny(), tiny_plan(), bounds)):
            console.print(part)
    lines = captured.get().split("What binds")[1].splitlines()
    assert len(lines) - 1 <= MOST_LINES + (width < 80)
    assert all(len(line) <= width for line in lines)


def test_cover_beyond_the_work_uses_nobody_up() -> None:
    """4 nurses, 2 at work in one ward of 8 in need; the solver may let all 4 cover it, as the rule asks for at least 2.

    By hand: work 2, covered by 4, so 2 beyond; needed of the nurses are 4 - 2 = 2 of the 4 there are: they do not bind.
    With 2 nurses all that they cover is needed, and they do.
    """
    plan = plan_instance(wards(need=(8, 8), employed=4))
    tables = dict(plan.tables)
    tables[r.Covers.table] = tuple(replace(row, fte=4.0) for row in plan.rows(r.Covers))
    assert rows_of(replace(plan, tables=tables), "nobody_works_twice") == {}
    scarce = plan_instance(wards(need=(8, 8), employed=2))
    assert rows_of(scarce, "nobody_works_twice") == {("nurse", "", t): (2, 2) for t in (2026, 2027)}
