"""Projected need: solved by hand, and laws that hold for every municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leonplan.optimizer.demand.project_demand import Demand, Step, project_demand
from leonplan.optimizer.errors import InputError
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.verify.need import inhabitants, needs

Rows = Sequence[dict[str, Any]]
WALK = (Step.BASELINE, Step.POPULATION, Step.TREND, Step.TIGHTENING, Step.FACTOR, Step.FIXED)


def municipality(
    *,
    periods: tuple[int, ...] = (2025, 2030),
    base_year: int | None = 2025,
    districts: tuple[str, ...] = ("north",),
    bands: tuple[str, ...] = ("old",),
    trends: dict[str, float] | None = None,
    settings: dict[str, Any] | None = None,
    **tables: Rows,
) -> Instance:
    """A municipality with the tables given, every row without a source getting one; one group ``care`` by default."""
    groups = {"care": 0.0} if trends is None else trends
    common = {"source": "paper"}
    rows = {
        "districts": [{"id": name, "name": name} for name in districts],
        "centres": [{"id": "centre", "name": "Centre"}],
        "services": [{"group": group, "level": "home"} for group in groups],
        **tables,
    }
    return Instance.model_validate(
        {
            "settings": {
                "format": 1, "id": "case", "name": "Case", "municipality": "9999", "description": "Case.",
                "price_year": 2025, "horizon": {"base_year": base_year, "periods": periods},
                "capital": {"rate": 0, "discount_rate": 0, **common},
                "age_bands": [{"id": band, "name": band, "lowest": 10 * i} for i, band in enumerate(bands)],
                "levels": [{"id": "home", "name": "Home", "step": 1, "at_home": True, **common}],
                "groups": [
                    {"id": g, "name": g, "lowest_level": "home", "severity": 1, "trend": trend, **common}
                    for g, trend in groups.items()
                ],
                "sources": [{"id": "paper", "title": "Paper", "year": 2025, "kind": "assumption"}],
                **(settings or {}),
            },
            **{name: [{**common, **row} for row in table] for name, table in rows.items()},
        }
    )  # fmt: skip


def people(persons: dict[int, float], variant: str = "main", district: str | None = None) -> list[dict[str, Any]]:
    """Population rows of the band ``old`` by year."""
    return [
        {"variant": variant, "year": year, "district": district, "age_band": "old", "persons": number}
        for year, number in persons.items()
    ]


def walk(demand: Demand, year: int, group: str = "care") -> dict[str, float]:
    """The steps of a group to a year."""
    return {str(x.step): x.persons for x in demand.steps if (x.group, x.year) == (group, year)}


RATE = [{"group": "care", "age_band": "old", "rate": 0.05}]
TIGHTENING = {"tightening": {"comparison": "peers", "share": 0.5, "from_year": 2026, "to_year": 2030}}
PEERS = [{"comparison": "peers", "group": "care", "age_band": "old", "rate": 0.03}]


def test_need_is_inhabitants_times_rate() -> None:
    """Proves: need follows the inhabitants.

    By hand: 100 · 0.05 = 5 today, 120 · 0.05 = 6 in 2030.
    """
    demand = project_demand(municipality(population=people({2025: 100, 2030: 120}), needs=RATE))
    assert demand.need == pytest.approx({("care", "north", 2025): 5, ("care", "north", 2030): 6})
    assert demand.population == {("old", "north", 2025): 100, ("old", "north", 2030): 120}


def test_stays_times_days() -> None:
    """Proves: need may be given as stays.

    By hand: 36.5 stays of 20 days among 1000 are 730 days a year, 2 persons a day; among 500 it is 1.
    """
    needs = [{"group": "care", "age_band": "old", "stays_per_1000": 36.5, "days_per_stay": 20}]
    demand = project_demand(municipality(population=people({2025: 1000, 2030: 500}), needs=needs))
    assert demand.need == pytest.approx({("care", "north", 2025): 2, ("care", "north", 2030): 1})


def test_district_shares_are_linear_between_years() -> None:
    """Proves: the municipality's inhabitants are shared out by the share of the year, constant outside the years given.

    By hand: the north has 0.6 until 2025 and 0.4 from 2029, so 0.5 in 2027. Of 1000, a rate of 0.05 makes 50:
    30, 25, 20, 20 in the north and 20, 25, 30, 30 in the south.
    """
    shares = [
        {"year": 2025, "district": "north", "share": 0.6},
        {"year": 2025, "district": "south", "share": 0.4},
        {"year": 2029, "district": "north", "share": 0.4},
        {"year": 2029, "district": "south", "share": 0.6},
    ]
    years = (2025, 2027, 2029, 2035)
    case = municipality(
        districts=("north", "south"), population=people(dict.fromkeys(years, 1000)), district_shares=shares, needs=RATE
    )
    need = project_demand(case, years).need
    assert [need["care", "north", t] for t in years] == pytest.approx([30, 25, 20, 20])
    assert [need["care", "south", t] for t in years] == pytest.approx([20, 25, 30, 30])


def test_rows_of_a_district_are_used_as_they_are() -> None:
    """Proves: a district's own row goes before the municipality's.

    By hand: the north's own 200 make 10; the south has 0.5 of 1000, which make 25.
    """
    case = municipality(
        periods=(2025,),
        districts=("north", "south"),
        population=people({2025: 1000}) + people({2025: 200}, district="north"),
        district_shares=[{"year": 2025, "district": d, "share": 0.5} for d in ("north", "south")],
        needs=RATE,
    )
    assert project_demand(case).need == pytest.approx({("care", "north", 2025): 10, ("care", "south", 2025): 25})


def test_only_the_chosen_variant_counts() -> None:
    """Proves: rows of other variants are not read, rows of ``all`` are, and the variant's own go before them.

    By hand: 2025 is common to all, 100 · 0.05 = 5; in 2030 the variant ``high`` has 160, 160 · 0.05 = 8.
    """
    population = people({2025: 100, 2030: 1}, "all") + people({2030: 120}) + people({2030: 160}, "high")
    case = municipality(population=population, needs=RATE, settings={"population_variant": "high"})
    assert project_demand(case).need == pytest.approx({("care", "north", 2025): 5, ("care", "north", 2030): 8})


def test_trend_compounds_from_the_base_year() -> None:
    """Proves: the trend is compounded yearly, not by period, and leaves fixed need alone.

    By hand: 100 · 0.05 · 0.9^5 = 5 · 0.59049 = 2.95245, and 3 fixed: 5.95245.
    """
    case = municipality(
        population=people({2025: 100, 2030: 100}),
        needs=RATE,
        trends={"care": -0.1},
        fixed_needs=[{"group": "care", "district": "north", "year": 2025, "persons": 3}],
    )
    need = project_demand(case).need
    assert need == pytest.approx({("care", "north", 2025): 8, ("care", "north", 2030): 5.95245})


def test_without_a_base_year_the_first_period_is_the_base() -> None:
    """Proves: trend and walk start in the first period.

    By hand: 100 · 0.05 = 5 in 2028, and 5 · 1.1² = 6.05 two years later; the walk begins at 5.
    """
    case = municipality(
        periods=(2028, 2030),
        base_year=None,
        population=people({2028: 100, 2030: 100}),
        needs=RATE,
        trends={"care": 0.1},
    )
    demand = project_demand(case)
    assert demand.need == pytest.approx({("care", "north", 2028): 5, ("care", "north", 2030): 6.05})
    assert walk(demand, 2030)["baseline"] == pytest.approx(5)


def test_fixed_need_is_linear_between_years() -> None:
    """Proves: fixed need is interpolated, and constant outside the years given.

    By hand: 2 in 2026 and 6 in 2030 make 2 in 2025, 3 in 2027, 6 in 2035.
    """
    fixed = [{"group": "care", "district": "north", "year": t, "persons": n} for t, n in ((2030, 6), (2026, 2))]
    years = (2025, 2027, 2035)
    case = municipality(population=people(dict.fromkeys(years, 100)), fixed_needs=fixed)
    assert [project_demand(case, years).need["care", "north", t] for t in years] == pytest.approx([2, 3, 6])


def test_tightening_closes_a_share_of_the_distance() -> None:
    """Proves: rates move in a line from the first to the last year of the tightening.

    By hand: own 0.05, peers 0.03, half the distance by 2030: 0.05, 0.05, 0.045 halfway, 0.04, 0.04; of 100 persons.
    """
    years = (2025, 2026, 2028, 2030, 2035)
    case = municipality(population=people(dict.fromkeys(years, 100)), needs=RATE, comparison=PEERS, settings=TIGHTENING)
    need = project_demand(case, years).need
    assert [need["care", "north", t] for t in years] == pytest.approx([5, 5, 4.5, 4, 4])


def test_tightening_leaves_what_the_comparison_does_not_list() -> None:
    """Proves: pairs missing from the comparison keep their own rate; another comparison's rows are not read.

    By hand: ``care`` 100 · (0.05 + 0.03) / 2 = 4; ``other`` keeps 100 · 0.05 = 5.
    """
    case = municipality(
        population=people({2025: 100, 2030: 100}),
        trends={"care": 0.0, "other": 0.0},
        needs=[*RATE, {"group": "other", "age_band": "old", "rate": 0.05}],
        comparison=[*PEERS, {"comparison": "elsewhere", "group": "other", "age_band": "old", "rate": 0.01}],
        settings=TIGHTENING,
    )
    need = project_demand(case).need
    assert [need[g, "north", 2030] for g in ("care", "other")] == pytest.approx([4, 5])


def test_base_year_is_never_tightened() -> None:
    """Proves: a tightening that began before the base year does not change what is given.

    By hand: 2025 keeps 100 · 0.05 = 5 although the tightening was to be complete in 2024; 2030 has 100 · 0.04 = 4.
    """
    rule = {"tightening": {"comparison": "peers", "share": 0.5, "from_year": 2020, "to_year": 2024}}
    case = municipality(population=people({2025: 100, 2030: 100}), needs=RATE, comparison=PEERS, settings=rule)
    assert project_demand(case).need == pytest.approx({("care", "north", 2025): 5, ("care", "north", 2030): 4})


def test_walk_step_by_step() -> None:
    """Proves: the order of the walk is population, trend, tightening, factor, fixed.

    By hand, 2030: baseline 100 · 0.05 + 1 = 6; population +20 · 0.05 = 1; trend 6 · (1.1^5 - 1) = 3.66306;
    tightening 120 · (0.04 - 0.05) · 1.61051 = -1.932612; factor 120 · 0.04 · 1.61051 · (0.5 - 1) = -3.865224;
    fixed 4 - 1 = 3; total 120 · 0.04 · 1.61051 · 0.5 + 4 = 7.865224.
    """
    case = municipality(
        population=people({2025: 100, 2030: 120}),
        needs=RATE,
        trends={"care": 0.1},
        comparison=PEERS,
        settings=TIGHTENING,
        fixed_needs=[
            {"group": "care", "district": "north", "year": t, "persons": n} for t, n in ((2025, 1), (2030, 4))
        ],
        need_factors=[{"group": "care", "year": t, "factor": x} for t, x in ((2029, 1), (2030, 0.5))],
    )
    demand = project_demand(case)
    assert list(walk(demand, 2030)) == ["baseline", "population", "trend", "tightening", "factor", "fixed", "total"]
    assert walk(demand, 2030) == pytest.approx(
        {"baseline": 6, "population": 1, "trend": 3.66306, "tightening": -1.932612, "factor": -3.865224, "fixed": 3,
         "total": 7.865224}
    )  # fmt: skip
    assert walk(demand, 2025) == pytest.approx(
        {"baseline": 6, "population": 0, "trend": 0, "tightening": 0, "factor": 0, "fixed": 0, "total": 6}
    )


def test_factors_are_linear_between_years_and_multiply() -> None:
    """Proves: a factor of the municipality and one of a district are multiplied, and arithmetic of its own agrees.

    By hand: 100 · 0.05 = 5 in each district; the municipality's factor rises from 1 in 2026 to 2 in 2030, so 1.5 in 2028;
    the north's own is 0.8 throughout: 5 · 1.5 · 0.8 = 6 in the north and 5 · 1.5 = 7.5 in the south.
    """
    case = municipality(
        periods=(2025, 2028),
        districts=("north", "south"),
        population=[
            row for d in ("north", "south") for row in people({2025: 100, 2028: 100}, district=d)
        ],
        needs=RATE,
        need_factors=[
            {"group": "care", "year": 2026, "factor": 1}, {"group": "care", "year": 2030, "factor": 2},
            {"group": "care", "district": "north", "year": 2026, "factor": 0.8},
        ],
    )  # fmt: skip
    found = project_demand(case).need
    assert (found["care", "north", 2028], found["care", "south", 2028]) == pytest.approx((6, 7.5))
    people_exactly = inhabitants(case, (2028,))
    assert needs(case, people_exactly, (2028,))["care", "north", 2028] == 6


def test_every_combination_is_present() -> None:
    """Proves: groups without need have 0.0, so that nobody has to guess.

    By hand: 2 groups x 2 districts x 2 years are 8, of which ``care`` has 100 · 0.05 = 5 each.
    """
    case = municipality(
        districts=("north", "south"),
        trends={"care": 0.0, "none": 0.0},
        population=people({2025: 100, 2030: 100}, district="north") + people({2025: 100, 2030: 100}, district="south"),
        needs=RATE,
    )
    need = project_demand(case).need
    assert len(need) == 8
    assert sum(need.values()) == pytest.approx(20)
    assert need["none", "south", 2030] == 0.0


@pytest.mark.parametrize(
    ("population", "wanted"),
    [
        pytest.param(people({2025: 100}, district="north"), "year 2030", id="a year is missing"),
        pytest.param(people({2025: 100, 2030: 100}, district="north"), "district 'south'", id="a district is missing"),
        pytest.param(people({2025: 100, 2030: 100}), "district_shares.csv", id="shares are missing"),
        pytest.param(people({2030: 100}), "year 2025", id="the base year is missing"),
    ],
)
def test_missing_inhabitants_are_a_fault(population: Rows, wanted: str) -> None:
    """Proves: inhabitants are never guessed; the fault says file, age band, district, year and variant."""
    case = municipality(districts=("north", "south"), population=population, needs=RATE)
    with pytest.raises(InputError) as caught:
        project_demand(case, (2030,))
    assert {problem.file for problem in caught.value.problems} == {"population.csv"}
    assert wanted in str(caught.value)


amounts = st.floats(min_value=0, max_value=1e5)
rates = st.floats(min_value=0, max_value=1)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of a municipality of two groups, districts and age bands with everything that moves need."""
    groups, districts, bands, years = ("care", "other"), ("north", "south"), ("young", "old"), (2025, 2026, 2030)
    return {
        "periods": years,
        "districts": districts,
        "bands": bands,
        "trends": {group: draw(st.floats(min_value=-0.1, max_value=0.1)) for group in groups},
        "population": [
            {"variant": "main", "year": t, "district": d, "age_band": a, "persons": draw(amounts)}
            for t in years for d in districts for a in bands
        ],
        "needs": [{"group": g, "age_band": a, "rate": draw(rates)} for g in groups for a in bands],
        "comparison": [{"comparison": "peers", "group": g, "age_band": "old", "rate": draw(rates)} for g in groups],
        "fixed_needs": [
            {"group": "care", "district": d, "year": t, "persons": draw(amounts)}
            for d in districts for t in (2024, 2028)
        ],
        "settings": TIGHTENING,
    }  # fmt: skip


@given(tables())
def test_steps_sum_to_the_total_and_the_total_to_the_need(case: dict[str, Any]) -> None:
    """Proves: the walk loses nobody on the way."""
    demand = project_demand(municipality(**case))
    for group in ("care", "other"):
        for year in (2025, 2026, 2030):
            steps = walk(demand, year, group)
            need = sum(persons for (g, _, t), persons in demand.need.items() if (g, t) == (group, year))
            scale = sum(abs(persons) for persons in steps.values())
            assert sum(steps[step] for step in WALK) == pytest.approx(steps["total"], abs=1e-12 * scale + 1e-12)
            assert steps["total"] == pytest.approx(need, abs=1e-9)


@given(tables(), st.floats(min_value=0, max_value=10))
def test_need_grows_with_the_inhabitants(case: dict[str, Any], factor: float) -> None:
    """Proves: without fixed need, so many times the inhabitants have so many times the need."""
    case = {**case, "fixed_needs": []}
    more = [{**row, "persons": row["persons"] * factor} for row in case["population"]]
    need = project_demand(municipality(**case)).need
    scaled = project_demand(municipality(**{**case, "population": more})).need
    assert scaled == pytest.approx({key: persons * factor for key, persons in need.items()}, abs=1e-9)


@given(tables(), st.randoms())
def test_order_of_rows_changes_nothing(case: dict[str, Any], random: Any) -> None:
    """Proves: the same rows in another order give the very same numbers."""
    mixed = dict(case)
    for name in ("population", "needs", "comparison", "fixed_needs"):
        mixed[name] = random.sample(case[name], len(case[name]))
    first, second = project_demand(municipality(**case)), project_demand(municipality(**mixed))
    assert first == second
    assert repr(first) == repr(second)


@given(tables())
def test_names_change_nothing(case: dict[str, Any]) -> None:
    """Proves: identifiers are names only; renamed groups, districts and age bands have the same need."""
    names = {"care": "z_care", "north": "z_north", "old": "z_old"}

    def renamed(part: Any) -> Any:
        if isinstance(part, dict):
            return {names.get(key, key): renamed(value) for key, value in part.items()}
        if isinstance(part, list | tuple):
            return type(part)(renamed(value) for value in part)
        return names.get(part, part) if isinstance(part, str) else part

    need = project_demand(municipality(**case)).need
    other = project_demand(municipality(**renamed(case))).need
    assert other == {tuple(names.get(str(x), x) for x in key): persons for key, persons in need.items()}
