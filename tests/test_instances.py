"""What the shipped instances must reproduce, and that each of them solves and verifies."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from leonplan.optimizer.choices import overlay
from leonplan.optimizer.demand import project_demand
from leonplan.optimizer.load import find_instance, load_instance
from leonplan.optimizer.plan import Plan
from leonplan.optimizer.planning import plan_instance
from leonplan.optimizer.results.rows import Money, Post
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, Mode
from leonplan.optimizer.solve.settings import SolveSettings

INSTITUTION = ("short_stay", "nursing_home", "bought_place")


@pytest.fixture(scope="module")
def gjovik() -> Instance:
    return load_instance(find_instance("gjovik"))


def places_of(instance: Instance, *levels: str) -> dict[str, int]:
    """Places by centre [places]."""
    found: dict[str, int] = {}
    for row in instance.places:
        if row.level in levels:
            found[row.centre] = found.get(row.centre, 0) + row.places
    return {centre: places for centre, places in found.items() if places}


def test_gjovik_has_the_places_of_september_2021(gjovik: Instance) -> None:
    """The capacity table of the plan, centre by centre: institution 168 in all, bokollektiv 134, other omsorgsboliger 230."""
    institution = {"haugtun": 61, "snertingdal": 34, "sorbyen": 36, "biri": 16, "nordbyen": 20, "external": 1}
    assert places_of(gjovik, *INSTITUTION) == institution
    assert sum(institution.values()) == 168
    group_living = {"haugtun": 20, "aslundmarka": 24, "sorbyen": 24, "biri": 42, "nordbyen": 24}
    assert places_of(gjovik, "group_living") == group_living
    assert sum(group_living.values()) == 134
    sheltered = {"haugtun": 84, "snertingdal": 22, "aslundmarka": 45, "sorbyen": 36, "biri": 27, "nordbyen": 16}
    assert places_of(gjovik, "sheltered_housing") == sheltered
    assert sum(sheltered.values()) == 230
    assert places_of(gjovik, "day_centre") == {"aslundmarka": 10, "nordbyen": 15, "biri": 10, "snertingdal": 5}


@pytest.mark.parametrize(("bands", "share", "inhabitants"), [
    (("age_67_79",), 0.108, 4010),
    (("age_80_89", "age_90plus"), 0.448, 1522),
])  # fmt: skip
def test_gjovik_has_the_users_of_kostra_2020(
    gjovik: Instance, bands: tuple[str, ...], share: float, inhabitants: int
) -> None:
    """KOSTRA 2020: 10.8 % of 4 010 aged 67-79 and 44.8 % of 1 522 aged 80+; day activity comes on top of other services."""
    demand = project_demand(gjovik)
    people = {band: sum(x for (b, _, t), x in demand.population.items() if b == band and t == 2021) for band in bands}
    assert sum(people.values()) == pytest.approx(inhabitants)
    users = 0.0
    for row in gjovik.needs:
        if row.age_band in people and row.group != "day_activity":
            rate = (
                row.rate if row.rate is not None else (row.stays_per_1000 or 0) / 1000 * (row.days_per_stay or 0) / 365
            )
            users += rate * people[row.age_band]
    assert users == pytest.approx(share * inhabitants, abs=0.1)


def test_gjovik_has_101_users_of_day_places(gjovik: Instance) -> None:
    need = project_demand(gjovik).need
    assert sum(x for (g, _, t), x in need.items() if g == "day_activity" and t == 2021) == pytest.approx(101, abs=0.5)


def test_gjovik_over_80_grow_by_three_quarters(gjovik: Instance) -> None:
    """1 522 inhabitants over 80 in 2021 and 2 703 in 2040: 1.776 times as many."""
    population = project_demand(gjovik).population
    old = {
        year: sum(x for (band, _, t), x in population.items() if band in ("age_80_89", "age_90plus") and t == year)
        for year in (2021, 2040)
    }
    assert old[2040] / old[2021] == pytest.approx(1.776, abs=0.001)


def test_gjovik_names_a_source_of_a_stated_kind_for_every_number(gjovik: Instance) -> None:
    kinds = {source.id: source.kind for source in gjovik.settings.sources}
    assert all(
        row.source in kinds for row in (*gjovik.places, *gjovik.needs, *gjovik.projects, *gjovik.settings.levels)
    )


def gap_to_frame(plan: Plan, year: int) -> float:
    """Spending beyond the operating frame [kNOK]."""
    posts = {row.post: row.amount for row in plan.rows(Money) if row.year == year}
    return posts[Post.SPEND] - posts[Post.FRAME]


def paper_optimum(mode: Mode) -> dict[str, float]:
    """The table of goals in the instance's README, worked out by hand."""
    page = files("leonplan.instances").joinpath("tiny", "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| ([\d.]+) \| ([\d.]+) \|$", page, re.MULTILINE)
    goals = {goal.value for goal in Goal}
    return {goal: float(frame if mode is Mode.FRAME else cover) for goal, frame, cover in rows if goal in goals}


@pytest.mark.parametrize("mode", list(Mode))
def test_tiny_has_the_optimum_worked_out_on_paper(mode: Mode) -> None:
    """Every goal, to the part of the gap by which it may rise while it is held and the grid it is held on."""
    plan = plan_instance(load_instance(find_instance("tiny")), mode=mode, settings=SolveSettings(gap=1e-6))
    paper = paper_optimum(mode)
    assert {goal.goal for goal in plan.goals} == set(paper)
    for goal in plan.goals:
        slack = {"spend": 20.0, "travel": 0.3}.get(goal.goal, 2 * goal.grid)
        assert goal.value == pytest.approx(paper[goal.goal], abs=slack), goal.goal
        assert goal.proven


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
def test_gjovik_is_proven_and_verified_and_40_million_over_its_frame_today(gjovik: Instance, mode: Mode) -> None:
    """Every goal proven to 0.1 %; the gap of the base year is between 38 and 45 million kroner, as the plan says (over 40)."""
    plan = plan_instance(gjovik, mode=mode)
    assert plan.status.value == "optimal"
    assert all(goal.gap is not None and goal.gap <= 1e-3 for goal in plan.goals)
    assert plan.verification is not None
    assert plan.verification.ok, str(plan.verification)
    assert 38_000 <= gap_to_frame(plan, 2021) <= 45_000


@pytest.mark.slow
@pytest.mark.parametrize("choice", [{"horizon": "yearly"}, {"population": "low"}, {"population": "high"}])
def test_gjovik_runs_year_by_year_and_in_every_population(gjovik: Instance, choice: dict[str, str]) -> None:
    """The variants solve to a plan that verifies, in bounded time; how good it is, its gaps tell."""
    plan = plan_instance(overlay(gjovik, **choice), settings=SolveSettings(time_limit=60))
    assert plan.verification is not None
    assert plan.verification.ok, str(plan.verification)
