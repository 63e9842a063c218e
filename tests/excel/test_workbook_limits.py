"""A workbook may be a bomb, or no workbook at all: each is refused in words, before it takes memory or time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from edited import plain

from leonplan.optimizer.instance.load import check_folder, find_instance
from leonplan.optimizer.workbooks.archive_limits import MOST_BYTES, MOST_OF_A_PART
from leonplan.optimizer.workbooks.read_sheets import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

PLACES = "xl/worksheets/sheet10.xml"
"""The sheet of places in the archive: the tenth."""


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook of tiny with one part of its archive changed, or added."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(plain())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(old.read(part)) if part.filename == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return made.getvalue()


def with_row(row: str) -> bytes:
    """The workbook with a further row in its sheet of places."""
    return with_part(PLACES, lambda text: text.replace(b"</sheetData>", row.encode() + b"</sheetData>"))


def with_merge(area: str) -> bytes:
    """The workbook with a merged range in its sheet of places."""
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'.encode()
    return with_part(PLACES, lambda text: text.replace(b"</sheetData>", merged))


def entities(text: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + text.partition(b"?>")[2]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: b"", "is no Excel workbook"),
        (lambda: b"centre,level\n", "is no Excel workbook"),
        (lambda: plain()[:5000], "is no Excel workbook"),
        (lambda: with_part("xl/media/image1.bin", lambda _: bytes(MOST_BYTES)), "is larger than 100 MB unpacked"),
        (lambda: with_part("xl/sharedStrings.xml", entities), "has a part that no spreadsheet writes"),
        (lambda: with_part("xl/workbook.xml", lambda text: text[:200]), "cannot be read as an Excel workbook"),
        (lambda: with_part("[Content_Types].xml", lambda _: b"<a/>"), "cannot be read as an Excel workbook"),
        (lambda: with_row(f'<row r="{MOST_ROWS + 1}"><c r="A{MOST_ROWS + 1}"><v>1</v></c></row>'), "beyond row 200000"),
        (lambda: with_row('<row r="99"><c r="ZZ99"><v>1</v></c></row>'), f"beyond column {MOST_COLUMNS}"),
        (lambda: with_row('<row r="150000"><c r="IV150000"><v>1</v></c></row>'), "both row 150000 and column IV"),
        (lambda: with_row('<row r="999999999999"><c r="A9"><v>1</v></c></row>'), "beyond row 200000"),
    ],
)
def test_refused_as_a_whole(made: Callable[[], bytes], words: str, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(made())
    (problem,) = check_folder(tmp_path / "plan.xlsx").problems
    assert problem.file == "plan.xlsx"
    assert words in problem.message


@pytest.mark.parametrize(
    "made",
    [
        lambda: with_row('<row r="1048576" hidden="1"><c r="A1048576" s="1"/></row>'),
        lambda: with_row('<row r="99"><c r="XFD99" s="1"/></row>'),
    ],
)
def test_formats_far_away_are_no_cells(made: Callable[[], bytes], tmp_path: Path) -> None:
    """A whole column or row that somebody has formatted, which spreadsheets store to the edge of the sheet."""
    (tmp_path / "plan.xlsx").write_bytes(made())
    assert check_folder(tmp_path / "plan.xlsx").problems == ()


def test_a_merge_of_everything_costs_nothing(tmp_path: Path) -> None:
    """Seventeen thousand million cells in one merge: only those of the table are looked at."""
    (tmp_path / "plan.xlsx").write_bytes(with_merge("A2:XFD1048576"))
    problems = check_folder(tmp_path / "plan.xlsx").problems
    assert {one.file for one in problems} == {"Plasser"}
    assert any("is merged with A2" in one.message for one in problems)


def test_bytes_that_cannot_be_unpacked(tmp_path: Path) -> None:
    """Bytes changed in the middle of a compressed part: zlib has an error of its own for them."""
    data = bytearray(plain())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        start = archive.getinfo("xl/workbook.xml").header_offset
    data[start + 60 : start + 160] = bytes(range(155, 255))
    (tmp_path / "plan.xlsx").write_bytes(data)
    (problem,) = check_folder(tmp_path / "plan.xlsx").problems
    assert "is no Excel workbook (.xlsx), or is damaged" in problem.message


def test_a_folder_may_be_called_like_a_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "plan.xlsx"
    folder.mkdir()
    assert find_instance(str(folder)) == folder


def filled(text: bytes) -> bytes:
    """More cells than are read."""
    row = "".join(f"<c><v>{column}</v></c>" for column in range(200))
    rows = "".join(f'<row r="{number}">{row}</row>' for number in range(1000, 1001 + MOST_CELLS // 200))
    return text.replace(b"</sheetData>", rows.encode() + b"</sheetData>")


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        ("xl/sharedStrings.xml", lambda text: text + b" " * MOST_OF_A_PART, "has formats or texts of more than 10 MB"),
        ("xl/styles.xml", lambda text: text + b" " * MOST_OF_A_PART, "has formats or texts of more than 10 MB"),
        (PLACES, filled, f"holds more than {MOST_CELLS} cells"),
    ],
    ids=["texts", "styles", "cells"],
)
def test_what_would_fill_the_memory(part: str, change: Callable[[bytes], bytes], words: str, tmp_path: Path) -> None:
    """A hundred million bytes of styles or texts, which the size of all parts allows, take minutes and gigabytes."""
    (tmp_path / "plan.xlsx").write_bytes(with_part(part, change))
    (problem,) = check_folder(tmp_path / "plan.xlsx").problems
    assert words in problem.message
