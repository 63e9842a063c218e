"""What a municipality's projection holds, and that an instance takes it as its population table."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import numpy as np
import pytest
import ssb_files

from leonplan.optimizer import api
from leonplan.optimizer.api.types import PopulationForecast
from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.population.age_bands import spans_from
from leonplan.optimizer.population.forecast import HIGH, LOW, MAIN
from leonplan.optimizer.population.municipality import title_of
from leonplan.optimizer.population.population_table import read_shares, table_text
from leonplan.optimizer.present.population import source_line


@pytest.fixture(scope="module")
def gausdal() -> PopulationForecast:
    return api.population("3441", to=2045)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_what_is_measured_is_as_counted() -> None:
    """Gjøvik had 1 874 aged 80 and over on 1 January 2026, and 1 522 in 2021 (facts of the seed)."""
    found = api.population("3407", to=2030, ages=(0, 80))
    old = found.spans[1]
    assert (found.bands(2021)[old], found.bands(2026)[old]) == (1522, 1874)
    assert found.bands(2026, HIGH) == found.bands(2026, MAIN)


def test_low_main_and_high_keep_their_order_at_every_age(gausdal: PopulationForecast) -> None:
    low, main, high = (gausdal.projected[variant] for variant in (LOW, MAIN, HIGH))
    assert (low <= main).all()
    assert (main <= high).all()
    assert (low[80:100] < high[80:100]).all()


def test_a_longer_projection_goes_on_where_a_shorter_one_ends(gausdal: PopulationForecast) -> None:
    longer = api.population("3441", to=2060)
    for variant in gausdal.variants:
        assert longer.projected[variant][:, :19] == pytest.approx(gausdal.projected[variant])


def test_low_and_high_are_the_main_one_by_the_measured_errors(gausdal: PopulationForecast) -> None:
    """A year ahead, of 80–89: by the twentieth and the last twentieth of the errors of municipalities with 5 000 to 9 999."""
    (span,) = [one for one in gausdal.spans if one.lowest == 80]
    (error,) = [one for one in gausdal.errors if (one.lowest_age, one.years_ahead) == (80, 1)]
    main = gausdal.bands(2027)[span]
    assert gausdal.size.name == "5 000 to 9 999 inhabitants"
    assert gausdal.bands(2027, LOW)[span] == pytest.approx(error.low * main)
    assert gausdal.bands(2027, HIGH)[span] == pytest.approx(error.high * main)


@pytest.mark.parametrize("number", ["0301", "1151", "4629", "5043"])
def test_the_largest_and_the_smallest_can_be_projected(number: str) -> None:
    """Oslo, and Utsira, Modalen and Røyrvik with a few hundred inhabitants each."""
    found = api.population(number, to=2060)
    for persons in found.projected.values():
        assert np.isfinite(persons).all()
        assert (persons >= 0).all()
        assert persons.sum(axis=0).min() > 50


def test_an_instance_takes_the_table_and_the_sources(gausdal: PopulationForecast, tmp_path: Path) -> None:
    """Gausdal's own instance, with its population replaced: without a fault, and demand can be projected in every variant."""
    folder = tmp_path / "gausdal"
    shutil.copytree(api.folder_of("gausdal"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    api.write_population(gausdal, folder / "population.csv", replace=True)
    settings = folder / "instance.yaml"
    lines = "".join(f"{source_line(source)}\n" for source in gausdal.sources)
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("sources:\n", f"sources:\n{lines}"), encoding="utf-8"
    )
    report = api.check(folder)
    assert report.problems == ()
    need = {
        variant: sum(api.demand(api.load(folder, population=variant)).need.values()) for variant in (LOW, MAIN, HIGH)
    }
    assert need[LOW] < need[MAIN] < need[HIGH]


def test_the_table_holds_measured_years_once_and_projected_ones_by_variant(gausdal: PopulationForecast) -> None:
    """Six measured years and nineteen projected ones in three variants, of five bands: (6 + 19 · 3) · 5 rows."""
    rows = rows_of(table_text(gausdal))
    assert len(rows) == (6 + 19 * 3) * 5
    assert {row["variant"] for row in rows if int(row["year"]) <= 2026} == {"all"}
    assert {row["source"] for row in rows if row["variant"] == "all"} == {"ssb_07459"}
    assert {row["source"] for row in rows if row["variant"] != "all"} == {"cohort_ratios"}
    assert {row["district"] for row in rows} == {""}


def test_rows_by_district_share_out_the_whole(gausdal: PopulationForecast, tmp_path: Path) -> None:
    """Shares of 0.6 and 0.4 in 2020 and 0.5 each in 2040: in 2030 0.55 and 0.45, in 2045 as in 2040."""
    file = tmp_path / "shares.csv"
    file.write_text(
        "year,district,share,source\n2020,a,0.6,x\n2020,b,0.4,x\n2040,a,0.5,x\n2040,b,0.5,x\n", encoding="utf-8"
    )
    rows = rows_of(table_text(gausdal, read_shares(file)))
    for year, share in ((2030, 0.55), (2045, 0.5)):
        chosen = [row for row in rows if (row["variant"], row["year"], row["district"]) == ("main", str(year), "a")]
        of_a = sum(float(row["persons"]) for row in chosen)
        assert of_a == pytest.approx(share * float(gausdal.ages(year).sum()), abs=0.5)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("2020,a,0.6,x\n2020,b,0.3,x\n", ["shares.csv:2: share: shares of 2020 are 0.9 together"]),
        ("2020,a,0.6,x\n2020,b,0.4,x\n2040,a,1,x\n", ["shares.csv:4: district: no share for 'b' in 2040"]),
        ("2020,a,1.6,x\n2020,B,0.4,x\n", ["shares.csv:2: share", "shares.csv:3: district"]),
        ("", ["has a header but no rows"]),
    ],
)
def test_shares_that_are_wrong_are_told_all_at_once(tmp_path: Path, rows: str, words: list[str]) -> None:
    file = tmp_path / "shares.csv"
    file.write_text(f"year,district,share,source\n{rows}", encoding="utf-8")
    with pytest.raises(InputError) as failed:
        read_shares(file)
    assert [word for word in words if word not in str(failed.value)] == []


def test_statistics_norways_projection_is_used_where_it_is_given(tmp_path: Path) -> None:
    """Aged 0–1 in 2027: women 0 + 1 and 1 + 1, men one more each: 1 + 2 + 2 + 3 = 8 persons; nothing of ours is left."""
    file = tmp_path / "14746.json"
    file.write_text(ssb_files.text(), encoding="utf-8")
    found = api.population("3407", to=2030, ages=(0, 2), ssb=file)
    assert (found.source.id, found.method, found.errors) == ("ssb_14746", None, ())
    assert found.bands(2027)[spans_from((0, 2))[0]] == 8
    assert found.variants == (MAIN, LOW, HIGH)
    assert found.bands(2026)[spans_from((0, 2))[0]] > 100  # what is measured stays


def test_a_file_without_low_and_high_says_so(tmp_path: Path) -> None:
    file = tmp_path / "14746.json"
    file.write_text(ssb_files.text(contents=["Personer"]), encoding="utf-8")
    found = api.population("3407", to=2030, ssb=file)
    assert found.variants == (MAIN,)
    assert "lacks SSB's low and high variant" in found.notes[0]


def test_a_file_that_ends_too_early_says_so(tmp_path: Path) -> None:
    file = tmp_path / "14746.json"
    file.write_text(ssb_files.text(), encoding="utf-8")
    with pytest.raises(UsageError, match="has the years 2026 to 2030, but 2027 to 2040 are wanted"):
        api.population("3407", to=2040, ssb=file)


@pytest.mark.parametrize(
    ("asked", "words"),
    [({"to": 2026}, "2027 to 2060"), ({"to": 2061}, "2027 to 2060"), ({"first_year": 2005}, "2006 to 2026")],
)
def test_years_that_cannot_be_are_refused(asked: dict[str, int], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        api.population("3407", **asked)  # type: ignore[arg-type]


def test_what_is_estimated_of_the_past_says_so() -> None:
    """Haram was one with Ålesund to 2023: those years are an estimate, 2024 and later are counted."""
    found = api.population("1580", to=2030)
    assert {year: found.source_of(year).id for year in (2023, 2024, 2027)} == {
        2023: "ssb_07459_divided",
        2024: "ssb_07459",
        2027: "cohort_ratios",
    }
    assert [source.id for source in found.sources] == ["ssb_07459_divided", "ssb_07459", "cohort_ratios"]
    assert "Ålesund and Haram are counted together" in found.notes[0]


def test_frames_hold_inhabitants_and_errors(gausdal: PopulationForecast) -> None:
    """Six measured years and nineteen projected ones in three variants, 106 ages each; errors of five bands, 15 years ahead."""
    frames = api.frames(gausdal)
    assert {name: len(frame) for name, frame in frames.items()} == {"population": (6 + 19 * 3) * 106, "errors": 5 * 15}
    assert frames["population"].attrs["units"] == {"year": "year", "age": "years", "persons": "persons"}
    by_year = frames["population"].query("variant == 'main'").groupby("year").persons.sum()
    assert by_year[2045] == pytest.approx(float(gausdal.ages(2045).sum()))


def test_the_title_is_number_and_name() -> None:
    assert title_of("0301") == "0301 Oslo - Oslove"
