"""Excel as the Statbank's web page saves it: labels once, no names over them, headings on top and notes below."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from leonplan.optimizer import api
from leonplan.optimizer.errors import InputError
from leonplan.optimizer.statbank.read_statbank import parse_statbank, read_statbank
from leonplan.optimizer.statbank.table import StatbankTable

Cell = str | int | float | None

TITLE = "14746: Framskrevet folkemengde 1. januar, etter region, kjønn, alder, statistikkvariabel og år"
NOTES: list[list[Cell]] = [[], ["Tallene er framskrevet."], ["Kilde: Statistisk sentralbyrå, 2026"]]

TEXTS: list[list[Cell]] = [
    [TITLE],
    [],
    [None, None, None, "Personer", None],
    [None, None, None, "2026", "2027"],
    ["3407 Gjøvik", "Kvinner", "80 år", 10, 11],
    [None, None, "105 år eller eldre", 1, ".."],
    [None, "Menn", "80 år", 20, 21.5],
    [None, None, "105 år eller eldre", None, ":"],
    *NOTES,
]
"""As it is saved; numbers made up."""

READ = [
    ("Kvinner", "80 år", "2026", 10.0, ""),
    ("Kvinner", "80 år", "2027", 11.0, ""),
    ("Kvinner", "105 år eller eldre", "2026", 1.0, ""),
    ("Kvinner", "105 år eller eldre", "2027", None, ".."),
    ("Menn", "80 år", "2026", 20.0, ""),
    ("Menn", "80 år", "2027", 21.5, ""),
    ("Menn", "105 år eller eldre", "2026", None, ".."),
    ("Menn", "105 år eller eldre", "2027", None, ":"),
]


def book(rows: list[list[Cell]]) -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                page.cell(number, column, value)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(rows: list[list[Cell]]) -> StatbankTable:
    return parse_statbank(book(rows), "saved.xlsx")


def same(table: StatbankTable) -> bool:
    """Whether a table holds what is to be read, in whatever order."""
    found = {(*((row.at[name].label) for name in ("kjønn", "alder", "år")), row.value, row.mark) for row in table.rows}
    return found == set(READ) and len(table.rows) == len(READ)


def test_labels_stand_once_and_columns_have_no_names() -> None:
    """Line 6 is of women, as line 5 says; an empty cell is missing, and never zero."""
    table = read(TEXTS)
    assert same(table)
    assert {(row.at["region"].code, row.at["region"].label) for row in table.rows} == {("3407", "Gjøvik")}
    assert {row.at["statistikkvariabel"].label for row in table.rows} == {"Personer"}
    assert table.title == TITLE
    assert [row.line for row in table.rows] == [5, 5, 6, 6, 7, 7, 8, 8]


def test_years_that_are_numbers_are_years_too() -> None:
    assert same(read([*TEXTS[:3], [None, None, None, 2026, 2027], *TEXTS[4:]]))


def test_names_over_the_labels_are_read() -> None:
    """As people write them, and as the CSV file has them: then nothing need be told by the labels."""
    assert same(read([TEXTS[0], ["region", "kjønn", "alder", "2026", "2027"], *TEXTS[4:]]))


def test_sexes_that_go_across_are_sexes() -> None:
    """Two headings, each with years below: the label over the first column holds for the second."""
    rows: list[list[Cell]] = [
        [TITLE],
        [None, None, "Kvinner", None, "Menn", None],
        [None, None, "2026", "2027", "2026", "2027"],
        ["3407 Gjøvik", "80 år", 10, 11, 20, 21.5],
        [None, "105 år eller eldre", 1, "..", None, ":"],
    ]
    assert same(read(rows))


def test_headings_below_the_years_are_read() -> None:
    rows: list[list[Cell]] = [
        [TITLE],
        [None, None, "2026", None, "2027", None],
        [None, None, "Kvinner", "Menn", "Kvinner", "Menn"],
        ["3407 Gjøvik", "80 år", 10, 20, 11, 21.5],
        [None, "105 år eller eldre", 1, None, "..", ":"],
    ]
    assert same(read(rows))


def test_years_that_go_down_are_read() -> None:
    """With the numbers of one thing in the last column."""
    rows: list[list[Cell]] = [[TITLE], [None, None, None, None, "Personer"]]
    before: tuple[str, ...] = ()
    for sex, age, year, value, mark in READ:
        now = ("3407 Gjøvik", sex, age)
        new = [at >= next((n for n in range(3) if now[n : n + 1] != before[n : n + 1]), 3) for at in range(3)]
        rows.append([*(text if is_new else None for text, is_new in zip(now, new, strict=True)), year, mark or value])
        before = now
    assert same(read([*rows, *NOTES]))


def test_codes_in_columns_of_their_own_belong_to_the_labels() -> None:
    rows: list[list[Cell]] = [
        [TITLE],
        [None, None, None, None, None, None, "2026", "2027"],
        ["3407", "Gjøvik", "2", "Kvinner", "080", "80 år", 10, 11],
        [None, None, None, None, "105+", "105 år eller eldre", 1, ".."],
        [None, None, "1", "Menn", "080", "80 år", 20, 21.5],
        [None, None, None, None, "105+", "105 år eller eldre", None, ":"],
    ]
    table = read(rows)
    assert same(table)
    assert {row.at["region"].code for row in table.rows} == {"3407"}
    assert {row.at["alder"].code for row in table.rows} == {"080", "105+"}


def test_a_label_in_a_row_of_its_own_holds_for_those_below() -> None:
    assert same(read([*TEXTS[:4], ["3407 Gjøvik"], [None, "Kvinner", "80 år", 10, 11], *TEXTS[5:]]))


def test_every_fault_at_once(tmp_path: Path) -> None:
    """A sex without its first age, a date, and a text where a number belongs are told by their cells, and nothing is guessed."""
    rows = [*TEXTS[:6], [None, "Menn", None, 20, 21.5], *TEXTS[7:]]
    with pytest.raises(InputError) as caught:
        read(rows)
    assert [(one.line, one.field) for one in caught.value.problems] == [(7, "C7")]
    with pytest.raises(InputError, match="'mange' is neither a number nor a mark"):
        read([*TEXTS[:4], ["3407 Gjøvik", "Menn", "80 år", "mange", 3]])
    with pytest.raises(InputError, match="no line names region and years"):
        read([["Noe helt annet"], ["a", "b"], ["c", "d"]])
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(InputError, match=r"old workbook \(.xls\)"):
        read_statbank(tmp_path / "old.xls")
    with pytest.raises(InputError, match="no Excel workbook"):
        parse_statbank(b"PK\x03\x04cut off", "cut.xlsx")
    with pytest.raises(InputError, match="no sheet with anything"):
        read([])


def test_the_projection_of_a_municipality_is_read_from_excel(tmp_path: Path) -> None:
    """Table 14746 with every age and both sexes: n persons of each age n years old, each sex, every year."""
    rows: list[list[Cell]] = [
        [TITLE],
        [None, None, None, "Hovedalternativet (MMMM)"],
        [None, None, None, *map(str, range(2026, 2031))],
    ]
    for sex in ("Kvinner", "Menn"):
        for age in range(106):
            label = f"{age} år" if age < 105 else "105 år eller eldre"
            place = "3407 Gjøvik" if (sex, age) == ("Kvinner", 0) else None
            rows.append([place, sex if age == 0 else None, label, *([age] * 5)])
    (tmp_path / "14746.xlsx").write_bytes(book([*rows, *NOTES]))
    found = api.population("3407", to=2030, ssb=tmp_path / "14746.xlsx")
    assert {span.id: persons for span, persons in found.bands(2030).items()}["age_90plus"] == 2 * sum(range(90, 106))


def test_a_saved_workbook_is_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "saved.xlsx").write_bytes(book(TEXTS))
    found = api.ssb("14746", "3407", file=tmp_path / "saved.xlsx", output=tmp_path / "kept")
    assert len(found.rows) == 8
    assert (tmp_path / "kept" / "saved.xlsx").read_bytes() == (tmp_path / "saved.xlsx").read_bytes()
    again = api.ssb("14746", "3407", file=tmp_path / "kept", years=(2027, 2027))
    assert [row.value for row in again.rows] == [11, None, 21.5, None]
