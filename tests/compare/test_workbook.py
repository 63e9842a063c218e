"""The Excel file, read back by another library: the numbers, and text that stays text."""

from __future__ import annotations

import re
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

OWN_FORMULA = re.compile(
    r"=[A-Z]+\d+-INDEX\(([A-Z]+):\1,MATCH\(\"Utgangspunkt\",A:A,0\)\)|=(\d\*)?[A-Z]+\d+(\+(\d\*)?[A-Z]+\d+)*"
    r"|=[A-Z]+\d+-[A-Z]+\d+|=[A-Z]+\d+/ABS\([A-Z]+\d+\)"
)
"""Formulas of the program: cells and numbers, nothing else."""

SHEETS = ["Oversikt", "Behov", "Nivå", "Plasser", "Prosjekter", "Årsverk", "Penger", "Forskjeller", "Bidrag"]


@pytest.fixture(scope="module")
def book() -> Workbook:
    """The workbook with the values of its formulas."""
    return load_workbook(BytesIO(workbook_bytes(comparison())), data_only=True)


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


def test_years_are_numbers_and_what_follows_is_a_formula() -> None:
    """Decided years 2026, 2028 and 2030 stand for 1, 2 and 2 years; money in a period is counted once."""
    written = load_workbook(BytesIO(workbook_bytes(comparison())))
    page = written["Penger"]
    headings = [cell.value for cell in page[1]]
    assert headings[3:7] == [2025, 2026, 2028, 2030]
    formulas = {(row[1].value, row[0].row): row[7].value for row in page.iter_rows(min_row=2)}
    assert formulas["Driftsregnskap", 2] == "=E2+2*F2+2*G2"
    assert {text for (what, row), text in formulas.items() if what == "Investering"} == {
        f"=E{row}+F{row}+G{row}" for what, row in formulas if what == "Investering"
    }
    overview = written["Oversikt"]
    at = [cell.value for cell in overview[1]].index("Tungt behov udekket, alle år (personår), endring")
    assert overview.cell(3, at + 1).value == '=E3-INDEX(E:E,MATCH("Utgangspunkt",A:A,0))'
    assert [len(written[sheet]._charts) for sheet in ("Oversikt", "Bidrag", "Penger")] == [1, 1, 0]


def test_every_formula_comes_to_the_value_that_it_holds(book: Workbook) -> None:
    """Sums of years, differences and shares, worked out again from the cells that they name."""
    written = load_workbook(BytesIO(workbook_bytes(comparison())))
    tried = 0
    for page in written:
        values = book[page.title]
        for cell in (cell for row in page.iter_rows() for cell in row if cell.data_type == "f"):
            text = re.sub(r"INDEX\(([A-Z]+):\1,MATCH\([^)]*\)\)", r"\g<1>2", cell.value[1:])  # the base stands first
            python = text.replace("ABS", "abs")
            for name in sorted(set(re.findall(r"[A-Z]+\d+", python)), key=len, reverse=True):
                python = re.sub(rf"\b{name}\b", f"({values[name].value or 0.0})", python)
            assert eval(python) == pytest.approx(values[cell.coordinate].value, rel=1e-9, abs=1e-6), cell.coordinate
            tried += 1
    assert tried > 100


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
    for found in (load_workbook(BytesIO(workbook_bytes(one))) for one in (comparison(), hostile)):
        cells = [cell for page in found for row in page.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "f"}
        assert all(OWN_FORMULA.fullmatch(cell.value) for cell in cells if cell.data_type == "f")
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
