"""Workbooks that other programs have saved: LibreOffice's are read, Strict Open XML and passwords are refused in words."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from edited import checked, plain, put
from libreoffice import needs_libreoffice, saved_by_libreoffice
from openpyxl import load_workbook

from leonplan.optimizer.instance.load import check_folder, find_instance, load_instance


@pytest.mark.slow
@needs_libreoffice
def test_saved_by_libreoffice(tmp_path: Path) -> None:
    """The same instance to the last bit, nothing to wonder at; its sums come to what was stored with them."""
    (tmp_path / "plan.xlsx").write_bytes(plain())
    saved = saved_by_libreoffice(tmp_path / "plan.xlsx", tmp_path)
    report = check_folder(saved)
    assert report.problems == ()
    assert report.instance == load_instance(find_instance("tiny"))
    assert [one.message for one in report.warnings] == [
        one.message for one in check_folder(tmp_path / "plan.xlsx").warnings
    ]
    sums = [
        [row[3].value for row in load_workbook(one, data_only=True)["Summer"].iter_rows(min_row=2)]
        for one in (BytesIO(plain()), saved)
    ]
    assert sums[1] == pytest.approx(sums[0])


@pytest.mark.slow
@needs_libreoffice
def test_formulas_that_libreoffice_has_computed(tmp_path: Path) -> None:
    """A formula without a stored value is refused; saved by LibreOffice it has one, and is read and said."""
    report = checked(tmp_path, put("Plasser", C2="=2+2"))
    assert "whose value is not stored" in report.problems[0].message
    report = check_folder(saved_by_libreoffice(tmp_path / "plan.xlsx", tmp_path))
    assert report.problems == ()
    assert report.instance == load_instance(find_instance("tiny"))
    assert any("formulas, by the values stored with them" in one.message for one in report.warnings)


def test_strict_open_xml_is_named(tmp_path: Path) -> None:
    """Excel's "Strict Open XML" has other names for everything: read as an ordinary one it would look empty."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(plain())) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            for before, after in (
                (
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                ),
                (
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            ):
                text = text.replace(before, after)
            new.writestr(part.filename, text)
    (tmp_path / "plan.xlsx").write_bytes(made.getvalue())
    (problem,) = check_folder(tmp_path / "plan.xlsx").problems
    assert "Strict Open XML" in problem.message


def test_a_password_for_the_file_is_named(tmp_path: Path) -> None:
    """Excel encrypts the archive and wraps it in the format of its old workbooks, which begins with these eight bytes."""
    (tmp_path / "plan.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    (problem,) = check_folder(tmp_path / "plan.xlsx").problems
    assert "is protected by a password, or an old workbook" in problem.message


def test_a_password_for_a_sheet_keeps_nothing_from_being_read(tmp_path: Path) -> None:
    report = checked(tmp_path, lambda book: book["Plasser"].protection.set_password("secret"))
    assert report.problems == ()
    assert report.instance == load_instance(find_instance("tiny"))


def test_a_sheet_pasted_as_values(tmp_path: Path) -> None:
    """Formats, choices and comments are gone, what the cells hold is not; columns have lost their widths and order nothing."""

    def paste(book: Any) -> None:
        before = book["Befolkning"]
        values = [[cell.value for cell in row] for row in before.iter_rows()]
        place = book.index(before)
        book.remove(before)
        after = book.create_sheet("Befolkning", place)
        for row in values:
            after.append(row)

    report = checked(tmp_path, paste)
    assert report.problems == ()
    assert report.instance == load_instance(find_instance("tiny"))
