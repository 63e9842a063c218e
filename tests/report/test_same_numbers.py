"""One test that reads them all: a number is the same on the screen, in JSON, HTML, PDF, Word and Excel."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from read_back import pdf_text, squeezed, word_text
from sealed_runs import tables_of, tiny_document

from leonplan.optimizer import api
from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.report import make_document
from leonplan.optimizer.report.document import Table
from leonplan.optimizer.report.words import cell_text, number_text

YEARS = ("2025", "2026", "2028", "2030")

FORMATS = api.report_formats()

SERIES = {
    "light_need": ("of a light need of", "need-by-group", 0, 1.0),
    "light_unmet": ("Light need unmet", "unmet-by-group", 0, 1.0),
    "spend": ("Net spending", "figure-money-table", 1, 1000.0),
    "frame": ("Frame", "figure-money-table", 2, 1000.0),
    "employed": ("On the books", "staff-employed", -1, None),
    "in use": ("Bokollektiv", "places-by-level", 0, None),
}
"""Of each series: its row on the screen, its table in the report, where it stands there (a row; a column in the table of
the figure, where years are rows), and how many units of JSON make one of the report (none: JSON has it not)."""


class Tables(HTMLParser):
    """Rows of each table by its id."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[list[str]]] = {}
        self.rows: list[list[str]] = []
        self.is_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.rows = self.found.setdefault(str(dict(attrs).get("id")), [])
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self.is_cell = self.is_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.is_cell:
            self.rows[-1][-1] += data


def of_series(rows: list[list[str]], table: str, at: int) -> list[str]:
    """The texts of a series by year, from the rows of its table without those of headings."""
    return [row[at] for row in rows] if table == "figure-money-table" else rows[at][1:]


def test_the_same_number_is_the_same_everywhere(tmp_path: Path) -> None:
    """Six series of the smallest instance, each year; help at home is the one group with light need."""
    run = tmp_path / "run"
    screen = leon_says("solve", "tiny", "-o", str(run))
    told = json.loads(leon_says("solve", "tiny", "--json"))
    words = ["report", str(run), "-o", str(tmp_path / "out")]
    leon_says(*words, *(word for one in FORMATS for word in ("--format", one)))
    files = {one: (tmp_path / "out" / f"run.{one}").read_bytes() for one in FORMATS}
    tables = {one.id: one for one in tables_of(make_document(run, "nb"))}
    html = Tables(files["html"].decode()).found
    word = word_rows(files["docx"])
    excel = openpyxl.load_workbook(io.BytesIO(files["xlsx"]), data_only=True)
    pdf = squeezed(pdf_text(files["pdf"]))
    for name, (label, table, at, scale) in SERIES.items():
        shown = of_series(html[table][1:], table, at)
        assert shown == of_screen(screen, label), name
        if scale is not None:
            assert shown == [number_text(told[name][year] / scale, 1, "nb") for year in YEARS], name
        assert shown == of_series(word[tables[table].caption][1:], table, at), name
        assert shown == of_series(excel_rows(excel, list(tables).index(table), tables[table]), table, at), name
        for row in html[table][1:]:
            assert squeezed("".join(row)) in pdf, name


def leon_says(*words: str) -> str:
    done = CliRunner().invoke(leon, list(words), catch_exceptions=False, env={"COLUMNS": "160"})
    assert done.exit_code == 0, done.output
    return done.stdout


def of_screen(screen: str, label: str) -> list[str]:
    """A row of the screen as the report writes it: a point for nothing, and numbers without decimals from 100 on."""
    by_year = screen[screen.index("2025*   2026") :]
    line = next(line for line in by_year.splitlines() if line.strip().startswith(label))
    found = line.strip().removeprefix(label).split()[: len(YEARS)]
    return [number_text(0.0 if one == "·" else float(one), 1, "nb") for one in found]


def word_rows(made: bytes) -> Mapping[str, list[list[str]]]:
    """Rows of each table by its caption."""
    found = {}
    for table in docx.Document(io.BytesIO(made)).tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None:
            found[str(caption.get(qn("w:val")))] = [[cell.text for cell in row.cells] for row in table.rows]
    return found


def excel_rows(book: openpyxl.Workbook, number: int, table: Table) -> list[list[str]]:
    """Rows of a table's sheet, numbers as the format's decimals show them; number: of the table, from 0."""
    sheet = book.worksheets[2 + number]
    rows = sheet.iter_rows(min_row=5, max_row=4 + len(table.rows), max_col=len(table.columns))
    return [[excel_shown(cell.value, cell.number_format) for cell in row] for row in rows]


def excel_shown(value: object, shape: str) -> str:
    if isinstance(value, (int, float)):
        return number_text(value, len(shape.partition(";")[0].partition(".")[2]), "nb")
    return str(value or "")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice) to open the Word file")
def test_the_word_file_opens_in_libreoffice_with_the_same_numbers(tmp_path: Path) -> None:
    """What LibreOffice reads out of the file is what was written into it, number by number."""
    from leonplan.optimizer.report import word

    document = tiny_document("nb")
    made = word.render(document)
    (tmp_path / "tiny.docx").write_bytes(made)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / "tiny.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = squeezed((tmp_path / "tiny.txt").read_text(encoding="utf-8-sig"))
    for one in tables_of(document):
        for row in one.rows:
            assert squeezed("".join(cell_text(cell, "nb") for cell in row)) in text, one.id
    assert squeezed(word_text(made))[:200] == text[:200]
