"""KOSTRA's counts from a folder that ``leon ssb -o`` wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leonplan.optimizer import api
from leonplan.optimizer.errors import InputError
from leonplan.optimizer.municipality.statbank_counts import CONTENTS, read_statbank_counts


def kept(
    folder: Path, values: list[float | None], table: str = "12292", codes: tuple[str, ...] = tuple(CONTENTS)
) -> Path:
    """A folder as ``leon ssb -o`` writes it: what is counted in 2024 and 2025, made up."""
    names = ["KOKkommuneregion0000", "ContentsCode", "Tid"]
    places = [["1839"], list(codes), ["2024", "2025"]]
    reply = {
        "version": "2.0",
        "class": "dataset",
        "label": "Omsorgstjenester",
        "id": names,
        "size": [len(one) for one in places],
        "dimension": {
            name: {
                "category": {"index": {code: n for n, code in enumerate(one)}, "label": {code: code for code in one}}
            }
            for name, one in zip(names, places, strict=True)
        },
        "value": values,
    }
    saved = folder / f"{table}.json"
    saved.write_text(json.dumps(reply), encoding="utf-8")
    api.ssb(table, "1839", file=saved, output=folder / "kept")
    return folder / "kept"


def test_counts_of_the_year_are_read_and_a_missing_one_is_left_out(tmp_path: Path) -> None:
    """Each content with 2024 first: total 79 and 80, below 67 39 and 40, 80 and over 25 and none, residents 4 and 5."""
    folder = kept(tmp_path, [79, 80, 39, 40, 25, None, 4, 5])
    assert dict(read_statbank_counts(folder, 2025, "1839").persons) == {
        "home_care_users_total": 80,
        "home_care_users_0_66": 40,
        "residents_24h_staffed_housing_total": 5,
    }
    assert read_statbank_counts(folder, 2024, "1839").persons["home_care_users_80plus"] == 25


def test_a_municipality_is_made_from_them(tmp_path: Path) -> None:
    folder = kept(tmp_path, [79, 80, 39, 40, 25, 26, 4, 5])
    town = api.load(api.new(tmp_path / "town", municipality="1839", counts=folder))
    at_home = {"home_services", "young_homes", "group_homes"}
    assert sum(row.persons for row in town.current_service if row.level in at_home) == pytest.approx(80, abs=0.01)
    assert api.calibrate(town, folder).changed == ()


def test_what_is_not_known_is_told(tmp_path: Path) -> None:
    folder = kept(tmp_path, [79, 80, 39, 40, 25, 26, 4, 5])
    with pytest.raises(InputError, match="is of 1839, not of 3407 alone"):
        read_statbank_counts(folder, 2025, "3407")
    with pytest.raises(InputError, match="no count of 2023, the base year, that is known; it holds 2024, 2025"):
        read_statbank_counts(folder, 2023, "1839")
    for number, (table, told) in enumerate((("11645", "is of table 11645"), ("12292", "no count of 2025"))):
        other = tmp_path / str(number)
        other.mkdir()
        with pytest.raises(InputError, match=told):
            read_statbank_counts(kept(other, [1, 2], table, ("KOSannet0000",)), 2025, "1839")
    contradicting = tmp_path / "contradicting"
    contradicting.mkdir()
    with pytest.raises(InputError, match="not the total together"):
        read_statbank_counts(kept(contradicting, [1, 10, 1, 8, 1, 8, 1, 1]), 2025, "1839")
