"""``leon calibrate``: an instance that agrees with counts, changed as little as can be, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import answer, run

from leonplan.optimizer import api
from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.errors import CollisionError, ExitCode, InputError
from leonplan.optimizer.municipality.calibrate import Calibration, calibrate
from leonplan.optimizer.municipality.counts import Counts
from leonplan.optimizer.municipality.make_instance import make_instance
from leonplan.optimizer.schema.edit import with_row, with_rows, with_settings
from leonplan.optimizer.schema.instance import Instance


@pytest.fixture(scope="module")
def tiny() -> Instance:
    return api.load("tiny")


@pytest.fixture(scope="module")
def town() -> Instance:
    """A municipality of a thousand, from national rates."""
    return make_instance(api.population("1839", to=2040), identifier="town")


def fitted(instance: Instance, **persons: float) -> Calibration:
    return calibrate(instance, Counts(persons))


def served(instance: Instance, *levels: str) -> float:
    return sum(row.persons for row in instance.current_service if row.level in levels)


def test_a_count_of_long_stays_by_hand(tiny: Instance) -> None:
    """400 aged 80 and over: 4 with complex need (0.01), all in nursing homes, 2 at each centre, and 8 with dementia (0.02).

    3 long stays are a quarter fewer than 4. Those with complex need are served nowhere else, and as many wait as before, none:
    so 3 are in need, a rate of 0.0075, and 1.5 are at each centre. Nothing else is counted, and nothing else changes.
    """
    found = fitted(tiny, institution_long_stay_total=3)
    changes = {(one.file, one.line): (one.before, one.after, one.counts) for one in found.changed}
    asked = ("institution_long_stay_total",)
    rows = [(n, row) for n, row in enumerate(tiny.current_service, 2) if row.level == "nursing_home"]
    assert changes == {
        ("needs.csv", 4): (0.01, pytest.approx(0.0075), asked),
        **{("current_service.csv", n): (row.persons, pytest.approx(0.75 * row.persons), asked) for n, row in rows},
    }
    assert served(found.instance, "nursing_home") == pytest.approx(3)
    assert {row.source for row in found.instance.needs} == {"paper", "counts"}
    assert check_instance(found.instance) == ([], [])


def test_two_counts_share_what_they_share(tiny: Instance) -> None:
    """40 with home help and 8 with dementia in group living are 48 users of home services, 8 of them with staff round the clock.

    6 of them shall be residents, a quarter fewer, and 51 users: so 45 have home help, an eighth more.
    """
    found = fitted(tiny, home_care_users_total=51, residents_24h_staffed_housing_total=6)
    after = {(one.file, one.of): one.after / one.before for one in found.changed}
    assert after["needs.csv", "home_help age_80"] == pytest.approx(45 / 40)
    assert after["needs.csv", "dementia age_80"] == pytest.approx(6 / 8)
    assert served(found.instance, "home_care") == pytest.approx(45)
    assert served(found.instance, "group_living") == pytest.approx(6)


def test_as_many_wait_as_before(tiny: Instance) -> None:
    """36 of 40 in need have home help, and 4 wait; with 8 residents, 53 users are 45 with home help, and 49 are in need."""
    waits = with_row(tiny, "current_service", 0, persons=36.0)
    found = fitted(waits, home_care_users_total=53)
    need = sum(n for (g, _, year), n in api.demand(found.instance).need.items() if g == "home_help" and year == 2025)
    assert need - served(found.instance, "home_care") == pytest.approx(4, abs=1e-3)


COUNTS = {
    "home_care_users_0_66": 40.0,
    "home_care_users_80plus": 26.0,
    "home_care_users_total": 80.0,
    "institution_long_stay_total": 8.0,
    "residents_24h_staffed_housing_total": 5.0,
}


def test_doing_it_twice_changes_nothing_the_second_time(town: Instance) -> None:
    once = fitted(town, **COUNTS)
    twice = fitted(once.instance, **COUNTS)
    assert once.changed
    assert twice.changed == ()
    assert twice.instance == once.instance


def test_every_count_holds_and_the_instance_checks(town: Instance) -> None:
    found = fitted(town, **COUNTS).instance
    assert served(found, "home_services", "young_homes", "group_homes") == pytest.approx(80, abs=0.01)
    assert served(found, "young_homes", "group_homes") == pytest.approx(5, abs=0.01)
    assert served(found, "nursing_home") == pytest.approx(8, abs=0.01)
    people = {row.age_band: row.persons for row in found.population if row.year == 2025}
    home = {"home_low", "home_medium", "home_high", "young_extensive"}
    young = sum(
        (row.rate or 0) * people[row.age_band]
        for row in found.needs
        if row.age_band == "age_18_66" and row.group in home
    )
    assert young == pytest.approx(40, abs=0.01)
    assert check_instance(found) == ([], [])


@pytest.mark.parametrize("counts", [COUNTS, {"home_care_users_total": 75.0}, {"home_care_users_total": 60.0}])
def test_every_change_names_the_counts_that_ask_for_it(town: Instance, counts: dict[str, float]) -> None:
    """Also need that follows service which was settled before it."""
    found = fitted(town, **counts)
    assert found.changed
    assert [one for one in found.changed if not set(one.counts) <= set(counts) or not one.counts] == []
    assert set(found.residuals) == set(counts)
    assert max(map(abs, found.residuals.values())) <= 0.01 + 1e-9


def test_what_is_not_counted_stays(town: Instance) -> None:
    """Short stays are in no count: their rates, service and sources are as they were."""
    found = fitted(town, **COUNTS)
    short = {"planned_short", "after_hospital", "palliative"}
    for name in ("needs", "current_service"):
        before, after = ([row for row in getattr(one, name) if row.group in short] for one in (town, found.instance))
        assert before == after
    assert found.instance.places == town.places


def test_counts_that_collide_are_told_and_no_others(town: Instance) -> None:
    """Residents of housing with staff are users of home services: 5 cannot be of 3. Long stays have nothing to do with it."""
    with pytest.raises(CollisionError) as caught:
        fitted(town, home_care_users_total=3, residents_24h_staffed_housing_total=5, institution_long_stay_total=8)
    told = str(caught.value)
    assert "home_care_users_total 3" in told
    assert "residents_24h_staffed_housing_total 5" in told
    assert "institution_long_stay_total" not in told


def test_places_that_cannot_hold_those_counted_are_told(tiny: Instance) -> None:
    """Eight places in nursing homes hold eight."""
    with pytest.raises(
        CollisionError, match=r"institution_long_stay_total 9\n- places of 'nursing_home' at 'north_centre'"
    ):
        fitted(tiny, institution_long_stay_total=9)


def test_what_the_instance_cannot_say_is_told_all_at_once(tiny: Instance) -> None:
    """Nobody's age is known on either side of 67 where one band reaches across it, nor what a level is without its function."""
    bands = tuple(
        one.model_copy(update={"lowest": 0} if one.id == "age_80" else {}) for one in tiny.settings.age_bands[-1:]
    )
    vague = with_rows(with_settings(tiny, age_bands=bands), "kostra", tiny.kostra[1:])
    with pytest.raises(InputError) as caught:
        fitted(vague, home_care_users_80plus=10)
    assert [(one.file, one.field) for one in caught.value.problems] == [
        ("counts", "home_care_users_80plus"),
        ("kostra.csv", "level"),
    ]


def test_the_command(tmp_path: Path) -> None:
    counts = tmp_path / "kostra.csv"
    counts.write_text("item,persons\ninstitution_long_stay_total,3\n", encoding="utf-8")
    found = answer("calibrate", "tiny", "--counts", counts, "-o", tmp_path / "fitted")
    [left] = found["residuals"]
    assert (left["item"], left["counted"]) == ("institution_long_stay_total", 3)
    assert abs(left["residual"]) <= 0.01
    assert {one["file"] for one in found["changed"]} == {"needs.csv", "current_service.csv"}
    assert api.check(tmp_path / "fitted").problems == ()
    done = run("calibrate", tmp_path / "fitted", "--counts", counts, "-o", tmp_path / "again.xlsx")
    assert "nothing is changed" in done.output
    assert api.load(tmp_path / "again.xlsx") == api.load(tmp_path / "fitted")


def test_the_screen_is_whole_on_a_narrow_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts have numbers, so that a row fits: 0.01 · 3/4 = 0.0075 asked by the first."""
    monkeypatch.setenv("COLUMNS", "80")
    counts = tmp_path / "kostra.csv"
    counts.write_text(
        "item,persons\ninstitution_long_stay_total,3\nresidents_24h_staffed_housing_total,6\n", encoding="utf-8"
    )
    lines = run("calibrate", "tiny", "--counts", counts, "-o", tmp_path / "fitted").output.splitlines()
    rows = [line.split() for line in lines]
    assert ["1", "institution_long_stay_total", "3"] in rows
    assert ["needs.csv:4", "complex", "age_80", "0.01", "0.0075", "-25.0", "%", "1"] in rows
    assert not any("…" in line for line in lines)


def test_what_cannot_be_reached_writes_nothing(tmp_path: Path) -> None:
    counts = tmp_path / "kostra.csv"
    counts.write_text("item,persons\ninstitution_long_stay_total,9\n", encoding="utf-8")
    found = answer("calibrate", "tiny", "--counts", counts, "-o", tmp_path / "fitted", code=ExitCode.COLLISION)
    assert "cannot hold together" in found["message"]
    assert [one.name for one in tmp_path.iterdir()] == ["kostra.csv"]
