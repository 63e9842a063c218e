"""What ``leon roll`` gives is planned again: the rest of a best plan is the best plan for the rest.

A plan that is best over all its years is best over those that are left, given what it has done until then; else the better rest,
put in its place, would give a better plan (Bellman 1957, the principle of optimality). So the instance rolled on to a year,
solved to proof and verified, has just the need unmet that the plan it was rolled from has in the years after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations, count, islice
from pathlib import Path
from random import Random

import pytest
from random_cases import random_cases
from random_instances import random_instance
from rolled_on import plainly, rest_of_the_plan
from tiny_plan import tiny

from leonplan.optimizer import api
from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.results.totals import YearTotals, over_years
from leonplan.optimizer.rolling.roll import Rolled, roll
from leonplan.optimizer.schema.edit import with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.schema.years import decided_years
from leonplan.optimizer.solve.settings import SolveSettings

TO_PROOF = SolveSettings(gap=0.0)
NEED: tuple[Callable[[YearTotals], float], ...] = (
    lambda year: year.weighted_unmet,
    lambda year: year.below_minimum,
    lambda year: year.below_sound,
    lambda year: year.shortfall,
)
"""What the goals before spending count [person-years, FTE-years]."""

TOWNS = 12
modes = pytest.mark.parametrize("mode", list(Mode))


def after(plan: Plan, year: int, figure: Callable[[YearTotals], float]) -> float:
    return over_years([one for one in plan.by_year if one.year > year], figure)


def planned_again(plan: Plan, year: int, mode: Mode) -> tuple[Rolled, Plan]:
    """What a plan is rolled on to, and its plan, which is proven and holds."""
    rolled = roll(plan, year)
    again = plan_instance(rolled.instance, mode=mode, settings=TO_PROOF)
    assert again.status is Status.OPTIMAL
    assert again.verification is not None
    assert again.verification.ok
    return rolled, again


def assert_the_rest_is_best(instance: Instance, mode: Mode) -> None:
    plan = plan_instance(instance, mode=mode, settings=TO_PROOF)
    for year in decided_years(instance.settings.horizon)[:-1]:
        rolled, again = planned_again(plan, year, mode)
        for figure in NEED:
            assert after(again, year, figure) == pytest.approx(after(plan, year, figure), rel=1e-4, abs=1e-3)
        if not rolled.notes:  # what a note says is not carried on costs money
            assert after(again, year, spend) == pytest.approx(after(plan, year, spend), rel=1e-4, abs=0.05)


def spend(year: YearTotals) -> float:
    return year.spend


@cache
def towns() -> tuple[Instance, ...]:
    """The first random municipalities that check and have a year to be rolled on to."""

    def found() -> Iterator[Instance]:
        for seed in count():
            instance = random_instance(Random(seed))
            if len(decided_years(instance.settings.horizon)) > 1 and not check_instance(instance)[0]:
                yield instance

    return tuple(islice(found(), TOWNS))


@modes
def test_tiny(mode: Mode) -> None:
    assert_the_rest_is_best(tiny(), mode)


@modes
@pytest.mark.parametrize("number", random_cases(TOWNS, fast=4))
def test_random_towns(number: int, mode: Mode) -> None:
    assert_the_rest_is_best(towns()[number], mode)


@pytest.mark.parametrize("number", random_cases(TOWNS, fast=4))
def test_rolling_twice_is_rolling_once(number: int) -> None:
    """To a year, and then to each later one, the plan of the first year doing what the plan that was rolled does."""
    instance = towns()[number]
    plan = plan_instance(instance, settings=TO_PROOF)
    for year, later in combinations(decided_years(instance.settings.horizon)[:-1], 2):
        once = roll(plan, later).instance
        twice = roll(rest_of_the_plan(plan, roll(plan, year), year), later).instance
        assert plainly(twice.model_dump(mode="json")) == plainly(once.model_dump(mode="json"))


@pytest.mark.parametrize("number", random_cases(TOWNS, fast=4))
def test_causes_add_up_exactly(number: int) -> None:
    """A tenth more need, two more of every category, and centres 25 dearer: to the last digit of every figure."""
    instance = towns()[number]
    plan = plan_instance(instance, settings=TO_PROOF)
    for year in decided_years(instance.settings.horizon)[:-1]:
        planned = roll(plan, year).instance
        needs = tuple(row.model_copy(update={"persons": 1.1 * row.persons}) for row in planned.fixed_needs)
        centres = tuple(row.model_copy(update={"fixed_cost": row.fixed_cost + 25}) for row in planned.centres)
        staff = tuple(one.model_copy(update={"employed": one.employed + 2}) for one in planned.settings.staff)
        came = with_settings(planned.model_copy(update={"fixed_needs": needs, "centres": centres}), staff=staff)
        found = roll(plan, year, actuals=came).differences
        assert sum(one.capacity for one in found if (one.figure, one.of) == ("employed", "")) == pytest.approx(
            2 * len(staff)
        )
        for one in found:
            parts = (one.planned, one.inhabitants, one.rates, one.capacity, one.prices)
            assert sum(Fraction(repr(part)) for part in parts) == Fraction(repr(one.actual)), one


@pytest.mark.slow
def test_a_municipality_from_public_tables(tmp_path: Path) -> None:
    """From a folder, year after year, as the municipality would: each rolled instance is written, read, solved and verified."""
    name = api.new(tmp_path / "2025", municipality="1839")
    for year in (2026, 2027, 2028):
        plan = api.solve(api.load(name))
        assert plan.verification is not None
        assert plan.verification.ok
        name = api.write_instance(api.roll(plan, year).instance, tmp_path / str(year))
        assert api.check(name).problems == ()
