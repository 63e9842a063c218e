"""The Excel file: numbers that are numbers, texts that stay texts, links that lead within the file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from read_back import excel_cells, excel_text
from sample import TOLD, hostile_sample, sample
from sealed_runs import figures_of, hostile_document, tables_of, tiny_document

from leonplan.optimizer.report import excel
from leonplan.optimizer.report.clean import cleaned
from leonplan.optimizer.report.document import Cell, Column, Document, Number, Table, Year
from leonplan.optimizer.report.excel_sums import sum_formulas
from leonplan.optimizer.report.number_format import number_format
from leonplan.optimizer.report.words import cell_text, column_text, number_text, rounded
from leonplan.optimizer.words.word import Language
from leonplan.optimizer.workbooks.limits import pieces, sheet_names


@cache
def tiny_book(language: Language) -> bytes:
    """The report of the smallest instance, made once for all tests: its pictures take a while."""
    return excel.render(tiny_document(language))


def opened(document: Document, *, values: bool = True) -> Workbook:
    """The workbook as read back: formulas by the value that is stored with them, or as they are written."""
    is_tiny = document is tiny_document(document.language)
    made = tiny_book(document.language) if is_tiny else excel.render(document)
    return openpyxl.load_workbook(io.BytesIO(made), data_only=values)


def as_shown(value: float, shape: str, language: Language) -> str:
    """What Excel shows of a number: the format's digits in the language, and its literal parts as they are."""
    positive, negative = shape.split(';"−"')
    assert positive == negative
    found = re.match(r"#,##0(\.0+)?", positive)
    assert found is not None
    literal = re.sub(r'\\(.)|"([^"]*)"', lambda part: part[1] or part[2] or "", positive[found.end() :])
    decimals = len(found[1] or ".") - 1
    sign = "−" if value < 0 else ""
    return sign + number_text(abs(value), decimals, language) + literal


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_table_has_a_sheet_with_the_numbers_as_numbers(language: Language) -> None:
    document = tiny_document(language)
    book = opened(document)
    tables = tables_of(document)
    assert len(book.worksheets) == 2 + len(tables)
    for sheet, table in zip(book.worksheets[2:], tables, strict=True):
        found = list(sheet.iter_rows(min_row=4, max_row=4 + len(table.rows), max_col=len(table.columns)))
        assert [cell.value for cell in found[0]] == [
            column_text(column) if column.year is None else column.year for column in table.columns
        ]
        for cells, row in zip(found[1:], table.rows, strict=True):
            for cell, value in zip(cells, row, strict=True):
                if isinstance(value, Number):
                    assert cell.data_type == "n"
                    assert cell.value == rounded(value.value, value.decimals)
                    assert as_shown(cell.value, cell.number_format, language) == cell_text(value, language)
                elif isinstance(value, Year):
                    assert (cell.data_type, cell.value) == ("n", value.year)
                else:
                    assert (cell.value or "") == (value or "")


def sheets(document: Document, *, values: bool = True) -> Iterator[tuple[Table, dict[tuple[int, int], Any]]]:
    """Each table with what its sheet holds, by row and column of the table."""
    tables = tables_of(document)
    for sheet, table in zip(opened(document, values=values).worksheets[2:], tables, strict=True):
        places = [(i, j) for i in range(len(table.rows)) for j in range(len(table.columns))]
        yield table, {(i, j): sheet.cell(5 + i, 1 + j).value for i, j in places}


def test_years_are_numbers() -> None:
    """Whatever heads a column or a row and is a year by itself is no text, in no table."""
    for sheet in opened(tiny_document("nb")).worksheets[2:]:
        texts = [cell.value for row in sheet.iter_rows(min_row=4) for cell in row if isinstance(cell.value, str)]
        assert [text for text in texts if re.fullmatch(r"(19|20|21)\d\d( \(.*\))?", text)] == [], sheet.title


def test_totals_are_formulas_with_their_values() -> None:
    """Every number in a row of totals adds up what stands above it; what is stored with it is what is shown."""
    plain = []
    for (table, written), (_, stored) in zip(
        sheets(tiny_document("nb"), values=False), sheets(tiny_document("nb")), strict=True
    ):
        for i in table.total_rows:
            for j, value in enumerate(table.rows[i]):
                if isinstance(value, Number):
                    if not str(written[i, j]).startswith("=SUM("):
                        plain.append((table.id, j))
                    assert stored[i, j] == rounded(value.value, value.decimals)
    assert plain == []


def test_a_total_that_its_parts_do_not_give_stays_a_number() -> None:
    """1.2 + 1.2 shown, 2.5 known: a formula would show another number than the other formats. Texts are never added."""
    rows: tuple[tuple[Cell, ...], ...] = (("a", Number(1.2, 1)), ("b", Number(1.2, 1)), ("c", Number(2.5, 1)))
    short = Table("t", "T", (Column("x"), Column("y", numeric=True)), rows, total_rows=frozenset({2}))
    assert sum_formulas(short, 4) == {}
    whole = replace(short, rows=(*rows[:2], ("c", Number(2.4, 1))))
    assert sum_formulas(whole, 4) == {(2, 1): "=SUM(B5:B6)"}


def test_each_part_is_added_once() -> None:
    """Below a total in the middle the next one begins anew; a sum of columns stands in its own row."""
    rows = (("a", Number(1)), ("all", Number(1)), ("b", Number(2)), ("c", Number(3)), ("all", Number(5)))
    two = Table("t", "T", (Column("x"), Column("y", numeric=True)), rows, total_rows=frozenset({1, 4}))
    assert sum_formulas(two, 4) == {(1, 1): "=SUM(B5)", (4, 1): "=SUM(B7:B8)"}
    columns = (Column("x"), *(Column(name, numeric=True) for name in "yz"), Column("both", numeric=True))
    across = Table("t", "T", columns, (("a", Number(1), Number(2), Number(3)),), total_columns={3: (1, 2)})
    assert sum_formulas(across, 4) == {(0, 3): "=SUM(B5:C5)"}


def without_values(made: bytes) -> bytes:
    """The workbook with no value stored for any formula, so that whoever reads it must work them out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content) if "worksheets/sheet" in name else content
            )
    return stream.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Calc")
def test_a_spreadsheet_works_out_the_values_that_are_stored(tmp_path: Path) -> None:
    """LibreOffice, given the formulas only, comes to the numbers that the file holds."""
    made = tiny_book("nb")
    (tmp_path / "book.xlsx").write_bytes(without_values(made))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", "book.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    counted = openpyxl.load_workbook(tmp_path / "out" / "book.xlsx", data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(made))
    stored = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    places = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(places) > 100
    for sheet, place in places:
        assert counted[sheet][place].value == pytest.approx(stored[sheet][place].value, abs=1e-9), (sheet, place)


def test_charts_of_the_spreadsheet_are_of_its_cells() -> None:
    """Places and users by level, those without service among them, and money by post under the frame, over all years."""
    document = tiny_document("nb")
    (users,) = [table for table in tables_of(document) if table.id == "served-by-level"]
    assert users.sheet_chart is not None
    assert [users.rows[i][0] for i in users.sheet_chart.stacked][-1] == "Uten tjeneste"
    (money,) = [table for table in tables_of(document) if table.id == "figure-money-table"]
    assert money.sheet_chart is not None
    assert [money.columns[j].title for j in money.sheet_chart.lines] == ["Netto driftsutgifter", "Driftsramme"]
    for row in money.rows:
        parts = [row[j] for j in money.sheet_chart.stacked]
        net = row[1]
        assert isinstance(net, Number)
        assert sum(one.value for one in parts if isinstance(one, Number)) == pytest.approx(rounded(net.value, 1))
    with zipfile.ZipFile(io.BytesIO(excel.render(document))) as parts_of_file:
        charts = [parts_of_file.read(name).decode() for name in parts_of_file.namelist() if "charts/chart" in name]
    assert len(charts) == 3
    for chart in charts:
        assert "<c:barChart>" in chart
        assert 'c:grouping val="stacked"' in chart
        assert re.search(
            r"<c:cat><c:numRef><c:f>[^<]+\$4:\$E\$4</c:f>|<c:cat><c:numRef><c:f>[^<]+\$A\$5:\$A\$8</c:f>", chart
        )


def test_the_first_sheet_has_key_figures_and_leads_everywhere() -> None:
    document = sample()
    book = opened(document)
    front = book.worksheets[0]
    assert front.title == "Forside"
    assert front["A1"].value == document.title
    assert [(front[f"A{row}"].value, front[f"B{row}"].value) for row in (5, 6)] == [
        ("Behov i 2040", 2000.0),
        ("Utgifter", -683.0),
    ]
    links = {str(cell.hyperlink.location) for row in front.iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{sheet.title}'!A1" for sheet in book.worksheets[1:]}


def test_it_says_what_it_is() -> None:
    told = opened(sample()).properties
    assert (told.title, told.creator) == (sample().title, sample().author)
    assert told.created == datetime(2026, 3, 1)


def test_charts_are_told_in_words() -> None:
    document = tiny_document("nb")
    with zipfile.ZipFile(io.BytesIO(excel.render(document))) as parts:
        drawings = [
            parts.read(name).decode() for name in sorted(parts.namelist()) if name.startswith("xl/drawings/drawing")
        ]
    told = "".join(drawings)
    own = [table for table in tables_of(document) if table.sheet_chart is not None]
    pictures = [figure for figure in figures_of(document) if figure.table.sheet_chart is None]
    assert told.count("<xdr:pic>") == len(pictures)
    assert told.count("<xdr:graphicFrame") == len(own) == 3
    for figure in figures_of(document):
        start = figure.alt.split("&")[0].split('"')[0][:200]
        assert f'descr="{start}' in told


@pytest.mark.parametrize("make", [hostile_sample, lambda: hostile_document("nb")], ids=["made", "run"])
def test_no_name_becomes_a_formula_a_link_or_code(make: object) -> None:
    document = make()  # type: ignore[operator]
    made = excel.render(document)
    for cell in excel_cells(made):
        is_sum = cell.data_type == "f" and re.fullmatch(r"=SUM\([A-Z]+\d+(:[A-Z]+\d+)?\)", cell.value)
        assert is_sum or cell.data_type in ("s", "n", "d"), (
            cell.coordinate
        )  # d: a number whose unit has letters of a date
        if cell.hyperlink is not None:
            assert cell.hyperlink.target is None
            assert cell.hyperlink.location
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = parts.namelist()
        sheets = [parts.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
        relations = b"".join(parts.read(name) for name in names if name.endswith(".rels"))
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name or "connections" in name]
    formulas = [found for sheet in sheets for found in re.findall(rb"<f[ >].*?</f>", sheet)]
    assert [found for found in formulas if not re.fullmatch(rb"<f>SUM\([A-Z]+\d+(:[A-Z]+\d+)?\)</f>", found)] == []
    assert b'TargetMode="External"' not in relations


def test_hostile_names_come_out_as_they_went_in() -> None:
    text = excel_text(excel.render(hostile_sample()))
    for table in tables_of(cleaned(hostile_sample())):
        assert table.caption in text
        assert all(str(row[0]) in text for row in table.rows)
    assert TOLD in text


@given(st.lists(st.text(max_size=60), max_size=20))
def test_names_of_sheets_are_allowed_and_differ(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len(names) == len(wanted)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le", "surrogatepass")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\'")
        assert name.casefold() != "history"
        assert name == name.strip()


@given(
    st.floats(-1e9, 1e9),
    st.integers(0, 4),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20),
)
def test_formats_show_what_the_other_formats_show(value: float, decimals: int, unit: str) -> None:
    number = Number(value, decimals, unit)
    shape = number_format(number, "nb")
    assert shape is not None
    assert as_shown(rounded(value, decimals), shape, "nb") == cell_text(number, "nb")


def test_a_unit_longer_than_a_format_is_text() -> None:
    assert number_format(Number(1.0, 0, "x" * 200), "nb") is None


def test_texts_longer_than_a_cell_are_continued() -> None:
    text = "æ" * 70_000
    assert "".join(pieces(text)) == text
    assert max(map(len, pieces(text))) <= 32_767


def test_the_same_document_gives_the_same_bytes() -> None:
    assert excel.render(sample()) == excel.render(sample())
