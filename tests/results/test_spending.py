"""Where net spending falls: by post, function, centre and project, and that the parts add up to the last decimal."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from random import Random

import pytest
from random_instances import random_instance
from tiny_plan import tiny, tiny_plan, with_part, with_row, with_settings

from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.rows import Post
from leonplan.optimizer.results.spending import instalment
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.verify.verify import verify_plan


def exact(amount: float) -> Fraction:
    """The number that is stored."""
    return Fraction(repr(amount))


def parts(plan: Plan, year: int, post: Post) -> dict[tuple[int | None, str | None, str | None], float]:
    return {
        (row.function, row.centre, row.project): row.amount
        for row in plan.rows(r.Spending)
        if (row.year, row.post) == (year, post)
    }


def adds_up(plan: Plan) -> None:
    """In fractions of what is stored: the parts of a post are the post, and all parts are net spending."""
    accounts = {(row.year, row.post): exact(row.amount) for row in plan.rows(r.Money)}
    sums: defaultdict[tuple[int, Post], Fraction] = defaultdict(Fraction)
    for row in plan.rows(r.Spending):
        post = Post.CAPITAL_COST if row.post in (Post.INTEREST, Post.INSTALMENTS) else row.post
        sums[row.year, post] += exact(row.amount)
        sums[row.year, Post.SPEND] += exact(row.amount)
    running = tuple(Post)[: tuple(Post).index(Post.SPEND) + 1]
    years = {year for year, _ in accounts}
    assert {(year, post): sums[year, post] for year in years for post in running} == {
        (year, post): accounts[year, post] for year in years for post in running
    }
    assert verify_plan(plan).ok, str(verify_plan(plan))


def test_a_year_by_hand() -> None:
    """2025: a care worker's FTE costs 800, a nurse's 1 000 (``test_by_level.py``); nothing is built yet.

    At home (254): 40 x 0.25 = 10 FTE, 8 000. Bokollektiv (254) at each centre: 4 x 0.5 + 2 = 4 FTE, 3 200, with 4 places x 50,
    a unit of 100 and fees of 4 x 100. Nursing home (253) at each: 2 x 0.5 + 2 = 3 FTE, 2 400, and 2 nurses, 2 000; 2 places
    and fees of 2 x 200. Centres 500 each, on 253. In all 23 600.
    """
    plan = tiny_plan()
    both = ("north_centre", "south_centre")
    assert parts(plan, 2025, Post.PAY) == {
        (254, None, None): pytest.approx(8_000),
        **{(254, c, None): pytest.approx(3_200) for c in both},
        **{(253, c, None): pytest.approx(4_400) for c in both},
    }
    assert parts(plan, 2025, Post.PLACES) == {
        **{(254, c, None): 200.0 for c in both},
        **{(253, c, None): 100.0 for c in both},
    }
    assert parts(plan, 2025, Post.USER_FEES) == {(f, c, None): -400.0 for f in (253, 254) for c in both}
    assert parts(plan, 2025, Post.CENTRES) == {(253, c, None): 500.0 for c in both}
    assert sum(row.amount for row in plan.rows(r.Spending) if row.year == 2025) == 23_600


def test_a_project_pays_interest_and_instalments() -> None:
    """16 000 less 4 places x 1 000 lent at 4 % over 40 years: 12 000 x 0.0505235 = 606.28 a year from 2028, when it is ready.

    The first year interest is 4 % of 12 000, 480, and 126.28 is paid back; two years later 126.28 x 1.04^2 = 136.59 is.
    """
    plan = tiny_plan()
    loan = (870, "south_centre", "group_living_south")
    assert parts(plan, 2026, Post.INTEREST) == parts(plan, 2026, Post.INSTALMENTS) == {}
    assert parts(plan, 2028, Post.INTEREST) == {loan: pytest.approx(480)}
    assert parts(plan, 2028, Post.INSTALMENTS) == {loan: pytest.approx(126.281872)}
    assert parts(plan, 2030, Post.INSTALMENTS) == {loan: pytest.approx(126.281872 * 1.04**2)}
    assert parts(plan, 2028, Post.OPERATING_CHANGE) == {(265, "south_centre", "group_living_south"): 100.0}


def test_a_loan_is_paid_back() -> None:
    """Instalments of all years are what is lent; without interest each is the same."""
    annuity = 0.04 / (1 - 1.04**-40)
    assert sum(instalment(0.04, annuity, left) for left in range(1, 41)) == pytest.approx(1)
    assert instalment(0.0, 1 / 40, 40) == 1 / 40


def test_a_renewed_project_borrows_again() -> None:
    """Life 2, renewed, ready in 2028: 2028 and 2029 pay the first loan off, and 2030 is as 2028: interest 480."""
    plan = plan_instance(with_row(tiny(), "projects", 0, life=2, renewed=True, latest=2026, decided=True))
    adds_up(plan)
    loan = (870, "south_centre", "group_living_south")
    assert parts(plan, 2028, Post.INTEREST)[loan] == parts(plan, 2030, Post.INTEREST)[loan] == pytest.approx(480)


def test_what_no_row_states_stands_as_not_stated() -> None:
    """Without ``kostra.csv`` every part is there, with its centre and project, on no function."""
    plan = plan_instance(tiny().model_copy(update={"kostra": ()}))
    adds_up(plan)
    assert {row.function for row in plan.rows(r.Spending)} == {None}
    assert parts(plan, 2028, Post.INTEREST) == {(None, "south_centre", "group_living_south"): pytest.approx(480)}


def test_a_group_may_have_a_function_of_its_own() -> None:
    """Complex needs in the nursing home on 256: pay for 2 x 0.5 care workers and 2 x 0.5 nurses follows them, units do not.

    800 + 1 000 there, and 2 x 800 + 1 x 1 000 for the unit stay on 253.
    """
    own = {"level": "nursing_home", "group": "complex", "function": 256, "source": "paper"}
    instance = Instance.model_validate(tiny().model_dump() | {"kostra": [*tiny().model_dump()["kostra"], own]})
    plan = plan_instance(instance)
    adds_up(plan)
    pay = parts(plan, 2025, Post.PAY)
    assert pay[256, "north_centre", None] == pytest.approx(1_800)
    assert pay[253, "north_centre", None] == pytest.approx(2_600)


def test_pay_to_those_without_work_is_stated_nowhere() -> None:
    """A category that no norm asks for, 2 FTE at 500: 1 000 on no function and at no centre."""
    idle = {**tiny().settings.model_dump()["staff"][0], "id": "idle", "employed": 2, "pay": 500, "leaving": 0}
    settings = with_settings(tiny(), staff=[*tiny().settings.model_dump()["staff"], idle])
    plan = plan_instance(with_row(settings, "frames", 0, operating=30_000))
    adds_up(plan)
    assert parts(plan, 2025, Post.PAY)[None, None, None] == pytest.approx(1_000)


def test_hired_in_and_unfilled_work_follow_the_work_too() -> None:
    """No care worker may be recruited and all leave fast: agencies do part of the work, and some of it nobody does."""
    plan = plan_instance(
        with_settings(with_part(tiny(), "staff", 0, recruitment_limit=0.5, agency_limit=2, leaving=0.2), mode="cover")
    )
    adds_up(plan)
    posts = {row.post for row in plan.rows(r.Spending)}
    assert {Post.AGENCY, Post.UNFILLED} <= posts


@pytest.mark.parametrize("seed", range(12))
def test_random_towns_add_up(seed: int) -> None:
    """With functions for some of what there is, and not for the rest."""
    random = Random(seed)
    town = random_instance(random)
    levels = [
        {"level": one.id, "function": random.choice((253, 254)), "source": "paper"} for one in town.settings.levels
    ]
    centres = [{"centre": one.id, "function": 261, "source": "paper"} for one in town.centres]
    chosen = [*levels, *centres, {"post": "capital_cost", "function": 870, "source": "paper"}]
    town = Instance.model_validate(town.model_dump() | {"kostra": [row for row in chosen if random.random() < 0.7]})
    plan = plan_instance(town)
    if plan.status in (Status.OPTIMAL, Status.FEASIBLE):
        adds_up(plan)


@pytest.mark.slow
def test_gausdal_adds_up() -> None:
    """Every function that its accountants would look for is there, and all that the data state is stated."""
    plan = plan_instance(load_instance(find_instance("gausdal")))
    adds_up(plan)
    assert {row.function for row in plan.rows(r.Spending)} >= {234, 253, 254, 870}
    assert None not in {row.function for row in plan.rows(r.Spending)}
