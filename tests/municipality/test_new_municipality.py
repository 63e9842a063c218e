"""A municipality in one command: it checks without a warning, solves, and its base year is what was counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from leonplan.optimizer import api
from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.municipality.base_year import base_year
from leonplan.optimizer.municipality.counts import NO_COUNTS, Counts, read_counts
from leonplan.optimizer.municipality.national_rates import BANDS, HOME, LONG_STAY, OLD, SHORT_STAYS, national_rates
from leonplan.optimizer.population.inhabitants import shipped_inhabitants
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import SourceKind

HAMAR = """item;persons;source
home_care_users_total;1 464;SSB 12292
home_care_users_0_66;666;SSB 12292
home_care_users_80plus;484;SSB 12292
institution_long_stay_total;222;SSB 11645
residents_24h_staffed_housing_total;254;SSB 12292
"""
"""Counts of Hamar at the end of 2025, as published."""

AT_HOME = ("home_services", "young_homes", "group_homes")
INHABITANTS = {
    "age_0_17": 5_000.0,
    "age_18_66": 20_000.0,
    "age_67_79": 4_000.0,
    "age_80_89": 1_200.0,
    "age_90plus": 300.0,
}


@pytest.fixture(scope="module")
def hamar(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Hamar from its counts."""
    folder = tmp_path_factory.mktemp("towns")
    (folder / "counts.csv").write_text(HAMAR, encoding="utf-8")
    return api.load(api.new(folder / "hamar", municipality="3403", counts=folder / "counts.csv"))


def served(instance: Instance, *levels: str) -> float:
    return sum(row.persons for row in instance.current_service if row.level in levels)


def test_the_base_year_is_what_was_counted(hamar: Instance) -> None:
    """KOSTRA's users of home services are those at home and in housing with staff; long stays are all in nursing homes."""
    assert served(hamar, *AT_HOME) == pytest.approx(1464, abs=0.01)
    assert served(hamar, "young_homes", "group_homes") == pytest.approx(254, abs=0.01)
    assert served(hamar, "nursing_home") == pytest.approx(222, abs=0.01)


def test_with_counts_it_checks_without_a_warning(hamar: Instance) -> None:
    """National rates are then the source of nothing, and are not listed."""
    assert check_instance(hamar) == ([], [])
    assert "national_rates" not in {one.id for one in hamar.settings.sources}


def test_users_of_each_age_are_those_counted(hamar: Instance) -> None:
    """Need by age, less long stays, is the count: 666 below 67, 484 from 80 on, and 1464 - 666 - 484 = 314 between.

    Long stays by age are not counted: the nation's rates, scaled so that they are 222 together.
    """
    people = {row.age_band: row.persons for row in hamar.population if row.year == 2025}
    rates = national_rates()
    expected = {band: rates[LONG_STAY, band].rate * people[band] for band in BANDS}
    factor = 222 / sum(expected.values())
    by_age = dict.fromkeys(BANDS, 0.0)
    for row in hamar.needs:
        if row.group not in SHORT_STAYS and row.rate is not None:
            by_age[row.age_band] += row.rate * people[row.age_band]
    users = {band: by_age[band] - factor * expected[band] for band in BANDS}
    assert users["age_18_66"] == pytest.approx(666, abs=0.01)
    assert users["age_67_79"] == pytest.approx(314, abs=0.01)
    assert users["age_80_89"] + users["age_90plus"] == pytest.approx(484, abs=0.01)


def test_need_of_the_base_year_is_what_is_served(hamar: Instance) -> None:
    demand = api.demand(hamar)
    need = sum(persons for (_, _, year), persons in demand.need.items() if year == 2025)
    assert need == pytest.approx(sum(row.persons for row in hamar.current_service), abs=0.01)


def test_places_are_those_that_residents_fill(hamar: Instance) -> None:
    """222 / 0.97 = 228.9, so 229."""
    places = {row.level: row.places for row in hamar.places}
    assert places["nursing_home"] == 229
    occupancy = {level.id: level.occupancy for level in hamar.settings.levels}
    for level, count in places.items():
        assert 0 <= count * occupancy[level] - served(hamar, level) < occupancy[level]


def test_the_frame_is_the_spending_of_the_base_year() -> None:
    """Checked in the plan of the smallest of the shown towns, where spending is counted by other code."""
    frames = {row.year: row.operating for row in _town("4619").frames}
    assert frames[2025] == pytest.approx(_spending_by_hand(_town("4619")), rel=1e-6)
    assert all(row.source == "frame_as_spending" for row in _town("4619").frames)


def _town(number: str) -> Instance:
    from leonplan.optimizer.municipality.make_instance import make_instance

    return make_instance(api.population(number, to=2040), identifier="town")


def _spending_by_hand(town: Instance) -> float:
    """Pay of all employed + cost less fees of those served + cost of places in use and open units + the centre."""
    pay = sum(one.employed * one.pay for one in town.settings.staff)
    service = {(row.group, row.level): row for row in town.services}
    other = 0.0
    for row in town.current_service:
        cost = service[row.group, row.level]
        other += row.persons * (cost.other_cost - cost.user_fee - cost.state_compensation)
    houses = 0.0
    for level in town.settings.levels:
        in_use = served(town, level.id) / level.occupancy
        if not level.at_home and in_use:
            houses += level.place_cost * in_use
            if level.unit_size:
                houses += level.unit_cost * -(-in_use // level.unit_size)
    return pay + other + houses + sum(centre.fixed_cost for centre in town.centres)


def test_staff_do_the_work_of_the_base_year() -> None:
    """Nobody is hired in, and nothing is left undone: employed, less absence, is the work, rounded up to a hundredth."""
    town = _town("3441")
    norms: dict[tuple[str, str], float] = {}
    per_unit: dict[tuple[str, str], float] = {}
    for row in town.staffing:
        if row.group is None:
            per_unit[row.level, row.category] = row.fte_per_unit
    work = dict.fromkeys((one.id for one in town.settings.staff), 0.0)
    for row in town.current_service:
        for category in work:
            own = [n for n in town.staffing if (n.level, n.group, n.category) == (row.level, row.group, category)]
            all_ = [n for n in town.staffing if (n.level, n.group, n.category) == (row.level, None, category)]
            norms[row.level, category] = (own or all_)[0].fte_per_person if own or all_ else 0.0
            work[category] += row.persons * norms[row.level, category]
    for level in town.settings.levels:
        if level.unit_size and not level.at_home:
            units = -(-(served(town, level.id) / level.occupancy) // level.unit_size)
            for category in work:
                work[category] += units * per_unit.get((level.id, category), 0.0)
    for one in town.settings.staff:
        assert 0 <= one.employed * (1 - one.absence) - work[one.id] < 0.01


def test_every_number_names_a_source_and_most_are_estimates(hamar: Instance) -> None:
    kinds = {one.id: one.kind for one in hamar.settings.sources}
    assert kinds["counts"] is SourceKind.MEASURED
    assert kinds["ssb_07459"] is SourceKind.MEASURED
    assert kinds["frame_as_spending"] is SourceKind.ASSUMPTION
    assert {row.source for row in hamar.needs} == {"counts"}
    assert {row.source for row in _town("3441").needs} == {"national_rates"}


def test_the_nation_has_as_many_as_the_rates_were_taken_from() -> None:
    """26.9 % of those aged 80 and over with home services; 31 405 long stays and 10 014 short ones at the end of 2023."""
    people = shipped_inhabitants()
    nation = people.persons[:, :, 2024 - people.first_year].sum(axis=0)
    spans = dict(zip(BANDS, ((18, 67), (67, 80), (80, 90), (90, 106)), strict=True))
    inhabitants = {band: float(nation[low:high].sum()) for band, (low, high) in spans.items()}
    rates = national_rates()

    def persons(item: str, bands: tuple[str, ...] = BANDS) -> float:
        return sum(rates[item, band].rate * inhabitants[band] for band in bands)

    old = inhabitants["age_80_89"] + inhabitants["age_90plus"]
    assert persons(HOME, OLD[1:]) / old == pytest.approx(0.269, abs=1e-5)
    assert persons(LONG_STAY) == pytest.approx(31_405, abs=3)
    assert sum(persons(item) for item in SHORT_STAYS) == pytest.approx(10_014, abs=5)


@pytest.mark.parametrize("number", ["3403", "3441", "0301", "1839", "4203", "4619"])
def test_a_municipality_of_any_size_checks_without_a_warning(number: str, tmp_path: Path) -> None:
    report = api.check(api.new(tmp_path / "town", municipality=number))
    assert (report.problems, report.warnings) == ((), ())
    assert report.instance is not None
    assert report.instance.settings.municipality == number


WHOLE_BUILDINGS = ("new_beside_empty", "project_hardly_matters")


@pytest.mark.slow
@pytest.mark.parametrize("number", ["3403", "3441", "0301", "1839", "4203"])
def test_a_municipality_of_any_size_solves_at_once(number: str, tmp_path: Path) -> None:
    """Verified, and nobody with heavy need without any help.

    Nothing serious to look at, but that a whole building may be started in the last period for a part of a person.
    """
    plan = api.solve(api.load(api.new(tmp_path / "town", municipality=number)))
    assert plan.verification is not None
    assert plan.verification.ok
    assert max(year.heavy_without_help for year in plan.by_year) == pytest.approx(0.0, abs=0.01)
    serious = {remark.check for remark in api.review(plan).remarks if remark.serious}
    assert serious <= (set() if number == "3403" else set(WHOLE_BUILDINGS))


@pytest.mark.slow
def test_hamar_from_its_counts_solves_at_once(hamar: Instance) -> None:
    """Verified, and nothing serious to look at."""
    plan = api.solve(hamar)
    assert plan.verification is not None
    assert plan.verification.ok
    assert [remark.check for remark in api.review(plan).remarks if remark.serious] == []


def test_a_workbook_is_the_same_municipality(tmp_path: Path) -> None:
    folder = api.load(api.new(tmp_path / "town", municipality="1839"))
    book = api.load(api.new(tmp_path / "town.xlsx", municipality="beiarn"))
    assert book == folder


def test_the_command(tmp_path: Path) -> None:
    done = CliRunner().invoke(leon, ["new", str(tmp_path / "town"), "--municipality", "1839", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"folder": str(tmp_path / "town")}
    assert "Correct first, where you know better" in (tmp_path / "town" / "README.md").read_text(encoding="utf-8")
    again = CliRunner().invoke(leon, ["new", str(tmp_path / "town"), "--municipality", "1839"])
    assert again.exit_code == 2
    assert "not an empty folder" in again.output


def test_what_cannot_be_asked_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="0502 Gjøvik is a number of"):
        api.new(tmp_path / "town", municipality="0502")
    with pytest.raises(UsageError, match="name it with --municipality"):
        api.new(tmp_path / "town", counts=tmp_path / "counts.csv")
    with pytest.raises(InputError, match="is missing"):
        api.new(tmp_path / "town", municipality="3403", counts=tmp_path / "counts.csv")
    assert list(tmp_path.iterdir()) == []


def test_every_fault_of_the_counts_at_once(tmp_path: Path) -> None:
    file = tmp_path / "counts.csv"
    file.write_text(
        "item,persons\nhome_care_user_total,5\nhome_care_users_total,\nhome_care_users_0_66,-1\n"
        "institution_long_stay_total,10\ninstitution_long_stay_total,11\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_counts(file)
    assert [(one.line, one.field, one.message.partition(";")[0]) for one in caught.value.problems] == [
        (2, "item", "'home_care_user_total' is not known"),
        (3, "persons", "'' is no number"),
        (4, "persons", "'-1' is no count of persons"),
        (6, "item", "'institution_long_stay_total' is there twice"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "persons,source\n1,x\n",
        "item,persons\nhome_care_users_total,10\nhome_care_users_0_66,8\nhome_care_users_80plus,5\n",
        "item,persons\nhome_care_users_total,10\nhome_care_users_0_66,2\nhome_care_users_67_79,2\nhome_care_users_80plus,5\n",
    ],
)
def test_counts_that_contradict_each_other(text: str, tmp_path: Path) -> None:
    """10 - 8 - 5 would be -3 users aged 67-79; 2 + 2 + 5 = 9 is not 10."""
    (tmp_path / "counts.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_counts(tmp_path / "counts.csv")


def test_fewer_users_than_residents_is_told() -> None:
    """50 users from 80 on, of 400 residents in housing most of whom are so old."""
    counts = Counts({"home_care_users_80plus": 50.0, "residents_24h_staffed_housing_total": 400.0})
    with pytest.raises(InputError, match="users aged 80–89 are fewer than the"):
        base_year(INHABITANTS, counts, "counts.csv")


def test_without_counts_the_rates_are_used_as_they_are() -> None:
    """4 000 inhabitants aged 67-79 at 1 in 100: 40 long stays."""
    base = base_year(INHABITANTS, NO_COUNTS, "")
    rates = national_rates()
    assert base.residents("nursing_home") == pytest.approx(
        40 + 0.065 * 1_200 + 0.23 * 300 + rates[LONG_STAY, "age_18_66"].rate * 20_000
    )
