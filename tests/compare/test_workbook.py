"""The Excel file, read back by another library: the numbers, and text that stays text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from compare_samples import comparison, entry, later, without_seconds
from openpyxl import Workbook, load_workbook
from tiny_plan import tiny, tiny_plan, with_part

from leonplan.optimizer.compare.comparison import ScenarioKind, make_comparison
from leonplan.optimizer.compare.measures import At, measures
from leonplan.optimizer.compare.store import read_comparison, write_comparison
from leonplan.optimizer.compare.workbook import sheets, workbook_bytes
from leonplan.optimizer.words.vocabulary import STATUSES

SHEETS = ["Oversikt", "Behov", "Nivå", "Plasser", "Prosjekter", "Årsverk", "Penger", "Forskjeller", "Bidrag"]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(comparison())))


def lines(book: Workbook, sheet: str) -> list[dict[str, object]]:
    heading, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def test_the_sheets_with_headings_in_sight(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    for page in book:
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref
        assert all(cell.value and cell.font.bold for cell in page[1])


def test_the_overview_holds_every_scenario(book: Workbook) -> None:
    base, late, hard = lines(book, "Oversikt")
    assert (base["Scenario"], base["Status"], base["Kontrollert"]) == ("Utgangspunkt", STATUSES["optimal"].nb, "ja")
    told, other = measures(tiny_plan()), measures(later())
    assert base["Tungt behov udekket, alle år (personår)"] == pytest.approx(told["all_heavy_unmet", At()])
    assert late["Tungt behov udekket, alle år (personår), endring"] == pytest.approx(
        other["all_heavy_unmet", At()] - told["all_heavy_unmet", At()]
    )
    assert late["Netto driftsutgifter over alle år (1000 kr)"] == pytest.approx(other["money", At(post="spend")])
    assert tuple(line["Prosjektstarter (ganger)"] for line in (base, late)) == (1, 0)
    assert hard["Status"] == "ingen plan: demands collide:\n- limit: unmet at most 0"
    assert hard["Tungt behov udekket, alle år (personår)"] is None


def test_numbers_year_by_year(book: Workbook) -> None:
    told = measures(tiny_plan())
    (row,) = (
        line
        for line in lines(book, "Penger")
        if (line["Scenario"], line["Hva"], line["Post"]) == ("Utgangspunkt", "Driftsregnskap", "Netto driftsutgifter")
    )
    for year in (2025, 2026, 2028, 2030):
        assert row[str(year)] == pytest.approx(told["money", At(year, post="spend")])
    assert row["Alle år"] == pytest.approx(told["money", At(post="spend")])
    assert (row["Enhet"], row["Enhet, alle år"]) == ("1000 kr per år", "1000 kr")


def test_the_walk_adds_up(book: Workbook) -> None:
    total = [line for line in lines(book, "Bidrag") if (line["Hva"], line["År"]) == ("Netto driftsutgifter", "alle år")]
    assert total[0]["Før"] + total[0]["Bidrag"] == pytest.approx(total[-1]["Etter"])
    assert total[0]["Mindre enn dette betyr ingenting"] > 0


def test_number_formats(book: Workbook) -> None:
    page = book["Forskjeller"]
    (column,) = (cell.column for cell in page[1] if cell.value == "Andel (%)")
    assert {page.cell(row, column).number_format for row in range(2, page.max_row + 1)} <= {"0.0%", "General"}
    assert page.cell(2, column - 1).number_format == "#,##0.0"


def test_text_is_never_a_formula_nor_a_link(book: Workbook) -> None:
    """Titles and names that begin as formulas do, or look like links, come back as they are, with what is invisible as codes."""
    instance = with_part(tiny(), "groups", 0, name="+1-2")
    instance = with_part(instance, "levels", 0, name="https://example.org/=1")
    plan = tiny_plan()
    hostile = make_comparison(
        [
            entry("base", plan, ScenarioKind.BASE),
            entry("x", later().__class__(**{**vars(later()), "instance": instance}), title="@SUM(1+1)"),
            entry("y", plan, title='=HYPERLINK("http://x")'),
        ]
    )
    for found in (book, load_workbook(BytesIO(workbook_bytes(hostile)))):
        cells = [cell for page in found for row in page.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not any(cell.hyperlink for cell in cells)
    texts = {cell.value for cell in cells}
    assert {"@SUM(1+1)", '=HYPERLINK("http://x")'} <= texts
    titles = {line["Scenario"] for line in lines(book, "Oversikt")}
    assert "=cmd|' /C calc'!A0 +1 @SUM(A1) [/bold] <script> \\u202e\\u001b[31m" in titles


def test_names_of_the_instance_are_text_too() -> None:
    instance = with_part(tiny(), "groups", 0, name="=1+1")
    base = tiny_plan().__class__(**{**vars(tiny_plan()), "instance": instance})
    found = load_workbook(BytesIO(workbook_bytes(make_comparison([entry("base", base, ScenarioKind.BASE)]))))
    cells = [cell for row in found["Behov"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_same_comparison_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = write_comparison(comparison(), tmp_path / "x", "leon what-if").folder
    assert (
        workbook_bytes(read_comparison(folder))
        == workbook_bytes(comparison())
        == workbook_bytes(without_seconds(comparison()))
    )


def test_it_is_a_sound_archive_without_anything_live() -> None:
    with ZipFile(BytesIO(workbook_bytes(comparison()))) as archive:
        assert archive.testzip() is None
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()]


def test_a_comparison_without_a_walk_says_so() -> None:
    found = list(sheets(make_comparison([entry("base", tiny_plan(), ScenarioKind.BASE)])))
    assert [sheet.name for sheet in found] == SHEETS
    assert found[-1].lines[0][0] == "ikke fordelt på endringene"
    for sheet in found:
        assert all(len(line) == len(sheet.headings) for line in sheet.lines)
