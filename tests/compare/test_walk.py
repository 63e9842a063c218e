"""The walk: shares of real and made-up plans add up exactly, and what cannot be told is said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from compare_samples import later
from tiny_plan import tiny_plan

from leonplan.optimizer.compare.shapley import Coalition, coalitions
from leonplan.optimizer.compare.walk import WALK_MEASURES, Player, Walk, make_walk, value_of
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.verify.exact import exact

LENGTHS = {2026: 1, 2028: 2, 2030: 2}
NOBODY: Coalition = frozenset()


def with_amounts(spend: float, unmet: float) -> Plan:
    """``tiny``'s plan with other spending and unmet need in its last year."""
    plan = tiny_plan()
    last = replace(plan.by_year[-1], spend=spend, heavy_unmet=unmet, light_unmet=round(10 * unmet, 9))
    return replace(plan, by_year=(*plan.by_year[:-1], last))


def walk_over(ids: str, plans: dict[Coalition, Plan | None]) -> Walk:
    named = {some: "+".join(sorted(some)) or "base" for some in plans}
    told = {named[some]: (plan, None if plan else "demands collide\n- limit") for some, plan in plans.items()}
    return make_walk([Player(id, id.upper()) for id in ids], named, told)


def awkward(ids: str) -> dict[Coalition, Plan | None]:
    """Plans whose differences cannot be halved or parted in three with nine decimals."""
    return {
        some: with_amounts(round(30000 + 1.000000001 * 7 ** len(some) + 0.1 * i, 9), round(3 + 0.000000007 * i, 9))
        for i, some in enumerate(coalitions(ids))
    }


@pytest.mark.parametrize("ids", ["a", "ab", "abc", "abcd"])
def test_shares_add_up_exactly(ids: str) -> None:
    """Both as fractions and as decimals, each year and over all years, and the years to all years by their lengths."""
    plans = awkward(ids)
    walk = walk_over(ids, plans)
    base, all_together = plans[NOBODY], plans[frozenset(ids)]
    assert base is not None
    assert all_together is not None
    for measure in WALK_MEASURES:
        by_change: dict[str, Fraction] = dict.fromkeys(ids, Fraction(0))
        for year in (*LENGTHS, None):
            steps = [step for step in walk.steps if (step.measure, step.year) == (measure, year)]
            difference = value_of(all_together, measure, year) - value_of(base, measure, year)
            assert [step.change for step in steps] == sorted(ids)
            assert sum(Fraction(step.exact) for step in steps) == difference
            assert sum(exact(step.amount) for step in steps) == difference
            assert exact(steps[0].before) == value_of(base, measure, year)
            assert exact(steps[-1].after) == value_of(all_together, measure, year)
            for step in steps:
                by_change[step.change] += (LENGTHS[year] if year else -1) * Fraction(step.exact)
        assert set(by_change.values()) == {Fraction(0)}


def test_two_changes_by_hand() -> None:
    """Spending in 2030, two years long: base 30000, a 30100, b 30300, both 30600.

    a's share in 2030 is half of (100 + 300), 200, b's half of (300 + 500), 400; over all years 400 and 800.
    """
    a, b = frozenset("a"), frozenset("b")
    plans = {NOBODY: 30000.0, a: 30100.0, b: 30300.0, a | b: 30600.0}
    walk = walk_over("ba", {some: with_amounts(spend, 0.0) for some, spend in plans.items()})
    told = {(s.year, s.change): s.amount for s in walk.steps if s.measure == "spend" and s.year in (2030, None)}
    assert told == {(2030, "a"): 200.0, (2030, "b"): 400.0, (None, "a"): 400.0, (None, "b"): 800.0}
    nothing = [step.amount for step in walk.steps if step.measure == "employed" or step.year == 2026]
    assert set(nothing) == {0.0}


def test_resolution_by_hand() -> None:
    """One change: the gaps of both plans together. Two: for a half of (base + a) and half of (b + both), for b likewise.

    Gap 0.001 of spending over all years, 84150 + 2 x the last year's: base 84.15 + 60 = 144.15. With a 80, b 100, both
    120 thousand in the last year: 244.15, 284.15, 324.15. a: (144.15 + 244.15 + 284.15 + 324.15) / 2 = 498.3, b the same.
    """

    def plan(last: float) -> Plan:
        made = with_amounts(last, 0.0)
        first, second, third, fourth = made.by_year
        years = (first, replace(second, spend=25000.0), replace(third, spend=29575.0), fourth)
        proven = [replace(goal, gap=0.0005) for goal in made.goals]
        return replace(made, by_year=years, goals=tuple(proven))

    a, b = frozenset("a"), frozenset("b")
    one = walk_over("a", {NOBODY: plan(30000.0), a: plan(80000.0)})
    assert one.resolution["spend"] == pytest.approx(144.15 + 244.15)
    two = walk_over("ab", {NOBODY: plan(30000.0), a: plan(80000.0), b: plan(100000.0), a | b: plan(120000.0)})
    assert two.resolution["spend"] == pytest.approx(498.3)


def test_resolution_follows_what_is_proven() -> None:
    """A plan stopped at a gap of 5 % in spending counts with that; one without a bound leaves nothing to be told."""
    plan = tiny_plan()

    def proven(gap: float | None) -> Plan:
        return replace(plan, goals=tuple(replace(g, gap=gap) if g.goal == "spend" else g for g in plan.goals))

    spend = float(value_of(plan, "spend", None))
    found = walk_over("a", {NOBODY: plan, frozenset("a"): proven(0.05)}).resolution
    assert found["spend"] == pytest.approx((0.001 + 0.05) * spend)
    assert found["all_light_unmet"] == pytest.approx(2 * 0.001 * float(value_of(plan, "all_light_unmet", None)))
    assert walk_over("a", {NOBODY: plan, frozenset("a"): proven(None)}).resolution["spend"] is None


def test_without_a_plan_for_every_set_there_is_no_walk() -> None:
    a, b = frozenset("a"), frozenset("b")
    walk = walk_over("ab", {NOBODY: tiny_plan(), a: None, b: later(), a | b: later()})
    assert walk.steps == ()
    assert walk.missing == "no shares can be told, for some changes together have no plan: a: demands collide"


def test_staff_on_the_books_are_added_up() -> None:
    plan = tiny_plan()
    told = sum(LENGTHS[row.year] * exact(row.employed) for row in plan.rows(r.Staff) if row.year in LENGTHS)
    assert value_of(plan, "employed", None) == told
