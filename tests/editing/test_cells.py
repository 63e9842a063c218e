"""Tables as cells: shown as people write numbers, checked with the rest, written in one way, never over another's change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leonplan.optimizer import api
from leonplan.optimizer.editing.differences import CellChange
from leonplan.optimizer.errors import InputError, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return api.copy("tiny", tmp_path / "town")


@pytest.mark.parametrize("commas", [True, False])
@pytest.mark.parametrize("name", ["tiny", "gausdal"])
def test_every_table_is_written_back_equal(name: str, commas: bool, tmp_path: Path) -> None:
    """Read as cells, with either decimal sign, and written again unchanged, an instance is the same."""
    folder = api.copy(name, tmp_path / "town")
    for table in api.table_titles():
        cells = api.read_cells(folder, table, commas=commas)
        api.write_cells(folder, table, cells.rows, stamp=cells.stamp, commas=commas)
    assert api.load(folder) == api.load(name)


def test_numbers_are_shown_with_the_readers_sign(folder: Path) -> None:
    """``needs.csv`` of the smallest instance has decimals."""
    plain = api.read_cells(folder, "needs").rows
    assert [row["rate"].replace(".", ",") for row in plain] == [
        row["rate"] for row in api.read_cells(folder, "needs", commas=True).rows
    ]
    assert any("." in row["rate"] for row in plain)


def test_faults_are_at_their_cells(folder: Path) -> None:
    """Two cells of the first row are wrong by themselves, one of the second does not fit the rest."""
    rows = [dict(row) for row in api.read_cells(folder, "places", commas=True).rows]
    rows[0] |= {"places": "mange", "availability": "hele"}
    rows.insert(0, {})
    rows.append({**rows[1], "centre": "nowhere", "places": "4", "availability": "1"})
    before = (folder / "places.csv").read_bytes()
    report = api.check_cells(folder, "places", rows, commas=True)
    told = api.faults_told(report.problems, "nb")
    own = {(fault.rows, fault.columns): fault.text for fault in told if fault.table == "places"}
    assert own[(2,), ("places",)].startswith("'mange' er ikke et tall")
    assert ((2,), ("availability",)) in own
    assert own[(len(rows),), ("centre",)].startswith("'nowhere' står ikke i arket «Sentre»")
    assert (folder / "places.csv").read_bytes() == before
    with pytest.raises(InputError, match="mange"):
        api.write_cells(folder, "places", rows, stamp=api.read_cells(folder, "places").stamp, commas=True)
    assert (folder / "places.csv").read_bytes() == before


def test_the_later_of_two_writers_is_told(folder: Path) -> None:
    first = api.read_cells(folder, "frames")
    second = api.read_cells(folder, "frames")
    rows = [{**row, "operating": "1"} for row in first.rows]
    api.write_cells(folder, "frames", rows, stamp=first.stamp)
    with pytest.raises(UsageError, match=r"frames\.csv was changed"):
        api.write_cells(folder, "frames", second.rows, stamp=second.stamp)
    assert {row["operating"] for row in api.read_cells(folder, "frames").rows} == {"1"}


def test_a_table_without_rows_is_no_file(folder: Path) -> None:
    cells = api.read_cells(folder, "travel")
    api.write_cells(folder, "travel", [], stamp=cells.stamp)
    assert not (folder / "travel.csv").exists()
    assert api.read_cells(folder, "travel").rows == ()
    api.write_cells(folder, "travel", cells.rows, stamp="")
    assert api.load(folder) == api.load("tiny")
    with pytest.raises(InputError, match="has a header but no rows"):
        api.write_cells(folder, "districts", [], stamp=api.read_cells(folder, "districts").stamp)


def test_nothing_is_written_through_a_link(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    shutil.move(folder / "travel.csv", outside)
    (folder / "travel.csv").symlink_to(outside)
    cells, before = api.read_cells(folder, "travel"), outside.read_bytes()
    with pytest.raises(UsageError, match="is a link"):
        api.write_cells(folder, "travel", [], stamp=cells.stamp)
    assert outside.read_bytes() == before


def test_versions_differ_by_cell() -> None:
    """Key centre and level. A changed number, one row away, one new; 4.0 is 4, and the order of rows says nothing."""
    head = "centre,level,places,availability,unit_size,source\n"
    before = f"{head}a,x,4,1,,s\nb,x,5,1,,s\nc,x,6,1,,s\n".encode()
    after = f"{head}c,x,6.0,1,,s\na,x,7,1,,s\nd,x,1,1,,s\n".encode()
    found = api.table_differences("places", before, after)
    told = [(one.key, one.change, one.column, one.before, one.after) for one in found]
    assert told[0] == (("a", "x"), CellChange.CHANGED, "places", "4", "7")
    assert {one[:2] for one in told[1:]} == {(("d", "x"), CellChange.ADDED), (("b", "x"), CellChange.REMOVED)}
    assert api.table_differences("places", None, None) == ()


def test_a_table_that_is_none_is_told() -> None:
    with pytest.raises(UsageError, match="did you mean"):
        api.read_cells("tiny", "place")
