"""``leon check plan.xlsx --mark out.xlsx``: every fault coloured and explained where it stands, all else as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from edited import plain, put
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from leonplan.optimizer import api
from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.words.fault_words import TEMPLATES
from leonplan.optimizer.words.word import Language
from leonplan.optimizer.workbooks.mark_cells import AUTHOR

LIST = "Feil og merknader"


def spoiled(folder: Path, *changes: Callable[[Any], object]) -> Path:
    """The workbook of tiny after changes."""
    book = load_workbook(BytesIO(plain()))
    for change in changes:
        change(book)
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def marked(file: Path, name: str = "marked.xlsx", language: Language = "nb") -> tuple[Any, tuple[str, ...]]:
    """The marked workbook, and what is not kept in it."""
    lost = api.mark(file, api.check(file), file.with_name(name), language=language)
    return load_workbook(file.with_name(name)), lost


def coloured(page: Any) -> set[str]:
    """The cells of a sheet that are coloured as marks."""
    return {
        cell
        for one in page.conditional_formatting
        if any(AUTHOR in formula for rule in one.rules for formula in rule.formula)
        for cell in str(one.sqref).split()
    }


def test_faults_are_marked_where_they_stand(tmp_path: Path) -> None:
    """Three faults, one of them in two rows: four cells are coloured and explained, and the list names three."""
    file = spoiled(tmp_path, put("Plasser", C2="x"), put("Befolkning", E3="16.000", E4="17.000"), put("Trinn", E2=0))
    book, _ = marked(file)
    assert coloured(book["Plasser"]) == {"C2"}
    assert coloured(book["Befolkning"]) == {"E3", "E4"}
    assert coloured(book["Trinn"]) == {"E2"}
    assert "'x' er ikke et tall; skriv sifre" in book["Plasser"]["C2"].comment.text
    assert "kan leses på to måter (i 1 rad til)" in book["Befolkning"]["E4"].comment.text
    rows = [[cell.value for cell in row[:2]] for row in book[LIST].iter_rows(min_row=2, max_row=4)]
    assert rows == [["Feil", "Befolkning!E3"], ["Feil", "Plasser!C2"], ["Feil", "Trinn!E2"]]
    assert book[LIST]["B3"].hyperlink.location == "'Plasser'!C2"


def test_marks_in_english(tmp_path: Path) -> None:
    book, _ = marked(spoiled(tmp_path, put("Plasser", C2="x")), language="en")
    assert book["Plasser"]["C2"].comment.text.startswith("Fault: places: 'x' is not a number; write digits")
    assert book.sheetnames[0] == "Faults and warnings"


def test_bokmal_keeps_what_is_particular() -> None:
    """As many places for values in the words as in the template, so that none is lost."""
    assert [one for one in TEMPLATES if one[0].count("{}") != one[1].count("{}")] == []
    assert len({english for english, _ in TEMPLATES}) == len(TEMPLATES)


def test_the_rest_is_as_it_was(tmp_path: Path) -> None:
    """Values, formulas, formats, choices, protection, widths and comments of every other cell are the same."""
    file = spoiled(tmp_path, put("Plasser", C2="x", C9="=8+8"))
    book, _ = marked(file)
    before = load_workbook(file)
    assert book.sheetnames == [LIST, *before.sheetnames]
    for page in before.worksheets:
        other = book[page.title]
        for row in page.iter_rows():
            for cell in row:
                now = other[cell.coordinate]
                assert (now.value, now.number_format, now.fill.fgColor.rgb, now.protection.locked) == (
                    cell.value, cell.number_format, cell.fill.fgColor.rgb, cell.protection.locked,
                ), f"{page.title}!{cell.coordinate}"  # fmt: skip
                if cell.comment is not None:
                    assert cell.comment.text in now.comment.text
        assert len(other.data_validations.dataValidation) == len(page.data_validations.dataValidation)
        assert other.protection.sheet == page.protection.sheet
        assert other.freeze_panes == page.freeze_panes
        assert {k: v.width for k, v in other.column_dimensions.items()} == {
            k: v.width for k, v in page.column_dimensions.items()
        }


def test_marks_go_when_it_is_corrected(tmp_path: Path) -> None:
    """Marked, corrected in the marked copy, marked again: no mark is left, the comment of the heading is, nothing is listed."""
    file = spoiled(tmp_path, put("Plasser", C2="x", C1="Plaser"))
    book, _ = marked(file)
    heading = load_workbook(file)["Plasser"]["C1"].comment.text
    assert heading in book["Plasser"]["C1"].comment.text
    put("Plasser", C2=16, C1="Plasser (plasser)")(book)
    book.save(tmp_path / "corrected.xlsx")
    again, _ = marked(tmp_path / "corrected.xlsx", "again.xlsx")
    assert api.check(tmp_path / "again.xlsx").problems == ()
    assert coloured(again["Plasser"]) == set()
    assert again["Plasser"]["C2"].comment is None
    assert again["Plasser"]["C1"].comment.text == heading
    assert again.sheetnames.count(LIST) == 1
    assert "Feil" not in [cell.value for cell in again[LIST]["A"]]


def test_a_marked_workbook_is_the_same_instance(tmp_path: Path) -> None:
    """Nothing that is read is changed by marking, and the sheet that lists is not wondered at."""
    (tmp_path / "plan.xlsx").write_bytes(plain())
    api.mark(tmp_path / "plan.xlsx", api.check(tmp_path / "plan.xlsx"), tmp_path / "marked.xlsx")
    report = api.check(tmp_path / "marked.xlsx")
    assert report.instance == api.load("tiny")
    assert [one.message for one in report.warnings] == [one.message for one in api.check("tiny").warnings]


def test_a_fault_in_a_merge_is_marked_at_its_first_cell(tmp_path: Path) -> None:
    file = spoiled(tmp_path, lambda book: book["Plasser"].merge_cells("A2:A3"))
    book, _ = marked(file)
    assert "er slått sammen med A2" in book["Plasser"]["A2"].comment.text
    assert "A3" in coloured(book["Plasser"])


def test_faults_of_sheets_that_are_not_there_are_listed(tmp_path: Path) -> None:
    book, _ = marked(spoiled(tmp_path, lambda book: book.remove(book["Sentre"])))
    assert [cell.value for cell in book[LIST][2][:2]] == ["Feil", "Sentre"]


def test_texts_of_the_workbook_are_no_formulas_in_the_list(tmp_path: Path) -> None:
    """A cell that holds what looks like a formula is repeated as text."""
    file = spoiled(tmp_path, put("Prosjekter", C2="=cmd|' /C calc'!A0"))
    book, _ = marked(file)
    assert all(cell.data_type != "f" for row in book[LIST].iter_rows() for cell in row)


def with_chart(book: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(book["Plasser"], min_col=3, min_row=1, max_row=4))
    book["Plasser"].add_chart(chart, "H2")


def test_what_is_lost_is_said(tmp_path: Path) -> None:
    """openpyxl keeps no charts of a file that it reads, and no stored values: in a file of XlsxWriter 1 + 1 is stored as 2."""
    _, lost = marked(spoiled(tmp_path, with_chart))
    assert "charts" in lost
    stored = BytesIO()
    with zipfile.ZipFile(BytesIO(plain())) as old, zipfile.ZipFile(stored, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.endswith("sheet10.xml"):
                text = text.replace(b"</sheetData>", b'<row r="99"><c r="J99"><f>1+1</f><v>2</v></c></row></sheetData>')
            new.writestr(part, text)
    (tmp_path / "stored.xlsx").write_bytes(stored.getvalue())
    _, lost = marked(tmp_path / "stored.xlsx", "more.xlsx")
    assert any("stored values of formulas (1)" in one for one in lost)


def test_a_comment_of_somebody_stays_below(tmp_path: Path) -> None:
    def commented(book: Any) -> None:
        book["Plasser"]["C2"] = date(2026, 5, 1)
        book["Plasser"]["C2"].comment = Comment("spør Kari", "Ola")

    book, _ = marked(spoiled(tmp_path, commented))
    text = book["Plasser"]["C2"].comment.text
    assert text.startswith("Feil: places: '2026-05-01 00:00:00' er en dato")
    assert text.endswith("spør Kari")


def test_what_cannot_be_marked(tmp_path: Path) -> None:
    """A folder has no cells; another ending would not be read; what is there is not replaced; a merge of all cells is a bomb."""
    file = spoiled(tmp_path, put("Plasser", C2="x"))
    with pytest.raises(UsageError, match="is no workbook"):
        api.mark("tiny", api.check("tiny"), tmp_path / "out.xlsx")
    with pytest.raises(UsageError, match="does not end in"):
        api.mark(file, api.check(file), tmp_path / "out.xls")
    with pytest.raises(UsageError, match="replace"):
        api.mark(file, api.check(file), file)
    bomb = spoiled(tmp_path, lambda book: book["Plasser"].merged_cells.add("A2:XFD1048576"))
    with pytest.raises(InputError, match="cannot be marked"):
        api.mark(bomb, api.check(bomb), tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_what_only_marking_reads_may_be_damaged(tmp_path: Path) -> None:
    """Comments are not read for an instance; where they are damaged the workbook is checked, and marking is refused in words."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(plain())) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, b"<a" if "comments" in part.filename else old.read(part))
    (tmp_path / "plan.xlsx").write_bytes(made.getvalue())
    report = api.check(tmp_path / "plan.xlsx")
    assert report.problems == ()
    with pytest.raises(InputError, match="cannot be marked"):
        api.mark(tmp_path / "plan.xlsx", report, tmp_path / "marked.xlsx")
