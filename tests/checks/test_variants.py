"""Rows of population that say the same people in two ways: every inhabitant is counted once, and faults agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults.folder import write_folder

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import check_folder, load_instance
from leonplan.optimizer.verify.need import inhabitants

HEADING = "variant,year,district,age_band,persons,source\n"
YOUNG = [f"all,{year},,young,900,paper" for year in (2025, 2026, 2027, 2028)]
ALL_WHOLE = [f"all,{year},,old,450,paper" for year in (2025, 2026, 2027, 2028)]
ALL_SPLIT = [
    f"all,{year},{home},old,{n},paper"
    for year in (2025, 2026, 2027, 2028)
    for home, n in (("north", 250), ("south", 200))
]


def population(*rows: str) -> dict[str, str]:
    """A table of population, planned with in the variant low; 0.6 of a whole live in the north."""
    return {"population.csv": HEADING + "".join(f"{row}\n" for row in (*YOUNG, *rows))}


def folder(tmp_path: Path, *rows: str) -> Path:
    made = write_folder(tmp_path / "made", population(*rows))
    settings = made / "instance.yaml"
    settings.write_text("population_variant: low\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("rows", "north", "south"),
    [
        pytest.param(ALL_WHOLE, 270, 180, id="all, whole: 450 · 0.6 and 450 · 0.4"),
        pytest.param(ALL_SPLIT, 250, 200, id="all, by district"),
        pytest.param([*ALL_SPLIT, "low,2028,,old,300,paper"], 180, 120, id="its own whole wins over districts of all"),
        pytest.param(
            [*ALL_WHOLE, "low,2028,north,old,300,paper", "low,2028,south,old,150,paper"], 300, 150,
            id="its own districts win over the whole of all: 450, not 300 + 450",
        ),
        pytest.param([*ALL_SPLIT, "low,2028,north,old,300,paper"], 300, 200, id="a district of all completes its own"),
        pytest.param(["low,2028,,old,300,paper", *ALL_WHOLE], 180, 120, id="in whichever order they stand"),
        pytest.param([*ALL_WHOLE, "high,2028,north,old,400,paper"], 270, 180, id="other variants do not matter"),
    ],
)  # fmt: skip
def test_everybody_is_counted_once(rows: list[str], north: float, south: float, tmp_path: Path) -> None:
    """The arithmetic of verification, which shares nothing with the projection, counts the same."""
    instance = load_instance(folder(tmp_path, *rows))
    counted = project_demand(instance).population
    assert (counted["old", "north", 2028], counted["old", "south", 2028]) == pytest.approx((north, south))
    exact = inhabitants(instance, (2028,))
    assert (exact["old", "north", 2028], exact["old", "south", 2028]) == (north, south)


def test_a_district_alone_is_not_added_to_the_whole(tmp_path: Path) -> None:
    """400 in the north beside 450 in all would be 400 + 450 · 0.4 = 580: the row of the south is asked for, once."""
    report = check_folder(folder(tmp_path, *ALL_WHOLE, "low,2028,north,old,400,paper"))
    (fault,) = report.problems
    assert (fault.file, fault.field) == ("population.csv", "persons")
    assert "no row for 2028, district 'south', age band 'old' in the variant 'low' or 'all'" in fault.message
    assert "that of 'all' for the whole municipality does not count beside the districts of 'low'" in fault.message


def test_a_band_by_district_beside_another_for_the_whole_is_no_fault(tmp_path: Path) -> None:
    """Each age band and year is given in its own way: the young for the whole, the old by district."""
    assert check_folder(folder(tmp_path, *ALL_SPLIT)).problems == ()


def test_a_misspelt_variant_is_told_as_that(tmp_path: Path) -> None:
    """Rows of all that are not whole are not the cause where the chosen variant has no row at all."""
    made = folder(tmp_path, *(row.replace("all,", "lwo,") for row in ALL_WHOLE))
    (fault,) = check_folder(made).problems
    assert (fault.file, fault.line, fault.field) == ("instance.yaml", 1, "population_variant")
    assert "'low' is no variant in population.csv, and 'all' is not whole; did you mean 'lwo'?" in fault.message


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        (["2025,north,0.6,paper"], "no share for 'south', but population.csv gives the whole municipality"),
        (["2025,north,1,paper", "2028,north,1,paper"], "no share for 'south', but population.csv gives"),
        (["2025,north,0.6,paper", "2025,south,0.4,paper", "2028,north,0.6,paper"], "no share for 'south' in 2028"),
    ],
)  # fmt: skip
def test_a_district_without_share_is_one_fault(shares: list[str], told: str, tmp_path: Path) -> None:
    """That the shares of its year are not 1 together follows from it, and is not told beside it."""
    made = folder(tmp_path, *ALL_WHOLE)
    (made / "district_shares.csv").write_text(
        "year,district,share,source\n" + "\n".join(shares) + "\n", encoding="utf-8"
    )
    (fault,) = check_folder(made).problems
    assert told in fault.message


def test_the_whole_and_a_district_of_one_variant_are_one_fault(tmp_path: Path) -> None:
    """A stray row by district beside the whole is told as that; that the other district lacks a row would contradict it."""
    report = check_folder(folder(tmp_path, *ALL_WHOLE, "all,2028,north,old,300,paper"))
    (fault,) = report.problems
    assert fault.field == "district"
    assert "keep one of the two" in fault.message
