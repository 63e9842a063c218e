"""The Excel file: numbers that are numbers, texts that stay texts, links that lead within the file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

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
from leonplan.optimizer.report.document import Document, Number
from leonplan.optimizer.report.number_format import number_format
from leonplan.optimizer.report.words import cell_text, column_text, number_text, rounded
from leonplan.optimizer.words.word import Language
from leonplan.optimizer.workbooks.limits import pieces, sheet_names


def opened(document: Document) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel.render(document)))


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
        assert [cell.value for cell in found[0]] == [column_text(column) for column in table.columns]
        for cells, row in zip(found[1:], table.rows, strict=True):
            for cell, value in zip(cells, row, strict=True):
                if isinstance(value, Number):
                    assert cell.data_type == "n"
                    assert cell.value == rounded(value.value, value.decimals)
                    assert as_shown(cell.value, cell.number_format, language) == cell_text(value, language)
                else:
                    assert (cell.value or "") == (value or "")


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
    assert told.count("<xdr:pic>") == len(figures_of(document))
    for figure in figures_of(document):
        start = figure.alt.split("&")[0].split('"')[0][:200]
        assert f'descr="{start}' in told


@pytest.mark.parametrize("make", [hostile_sample, lambda: hostile_document("nb")], ids=["made", "run"])
def test_no_name_becomes_a_formula_a_link_or_code(make: object) -> None:
    document = make()  # type: ignore[operator]
    made = excel.render(document)
    for cell in excel_cells(made):
        assert cell.data_type in ("s", "n", "d"), cell.coordinate  # d: a number whose unit has letters of a date
        if cell.hyperlink is not None:
            assert cell.hyperlink.target is None
            assert cell.hyperlink.location
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = parts.namelist()
        sheets = [parts.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
        relations = b"".join(parts.read(name) for name in names if name.endswith(".rels"))
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name or "connections" in name]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
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
