"""The PDF as a reader with and one without sight meets it."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdf
import pytest
from read_back import children, pdf_elements, pdf_text, squeezed
from sample import TOLD, hostile_sample, sample, table
from sealed_runs import figures_of, hostile_document, tables_of, tiny_document

from leonplan.optimizer.report import pdf
from leonplan.optimizer.report.clean import cleaned
from leonplan.optimizer.report.document import Cell, Document, Facts, Heading, Paragraph
from leonplan.optimizer.report.words import cell_text
from leonplan.optimizer.words.word import Language


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.render(document)))


def only(*blocks: object) -> Document:
    return replace(sample(), blocks=(Heading(1, "Sammendrag", "summary"), *blocks))  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "page"), [("nb", "Side 2 av"), ("en", "Page 2 of")])
def test_it_says_what_it_is(language: Language, page: str) -> None:
    document = sample(language)
    with opened(document) as made:
        root = made.Root
        assert root.Lang == language
        assert root.MarkInfo.Marked is True
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert (made.docinfo.Title, made.docinfo.Author) == (document.title, document.author)
        assert str(made.docinfo.CreationDate).startswith("D:20260301000000")
        with made.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"] == document.title
        pages = len(made.pages)
    text = pypdf.PdfReader(io.BytesIO(pdf.render(document))).pages[1].extract_text()
    assert f"{page} {pages}" in text


def test_tables_have_headings_of_columns_and_rows_and_captions() -> None:
    """A table of four columns and three rows: 4 headings of columns, 3 of rows, and 9 other cells, which the scopes name."""
    document = sample()
    with opened(document) as made:
        tables = pdf_elements(made, "Table")
        expected = [one for one in document.blocks if isinstance(one, Facts)][1:]  # the first is shown as cards
        assert len(tables) == len(tables_of(document)) + len(expected)
        first = tables[0]
        scopes = [str(one.A[0].Scope) for one in children(first, "TH")]
        assert scopes == ["/Column"] * 4 + ["/Row"] * 3
        assert len(children(first, "TD")) == 3 * 3
        assert not any("/Headers" in one for cell in children(first, "TD") for one in cell.A)
        assert len(children(first, "Caption")) == 1
        assert len(children(first, "THead")) == 1
        without = tables[-2]  # files: no column of headings; the last one is the figure's, in the appendix
        assert [str(one.A[0].Scope) for one in children(without, "TH")] == ["/Column"] * 2
        assert len(children(without, "TD")) == 2


def test_a_table_that_is_short_stands_on_one_page() -> None:
    """Ten tables of twelve rows take more than a page: every sum is on the page of the first row of its table."""
    small = [replace(table(f"small-{i}", 12), rows=_named(table("small", 12).rows, i)) for i in range(10)]
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.render(only(*small)))).pages]
    where = {
        name: [i for i, text in enumerate(pages) if name in text] for n in range(10) for name in (f"A{n}", f"Z{n}")
    }
    assert len({page for found in where.values() for page in found}) > 2
    assert all(len(found) == 1 for found in where.values())
    assert [n for n in range(10) if where[f"A{n}"] != where[f"Z{n}"]] == []


def _named(rows: tuple[tuple[Cell, ...], ...], number: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows whose first and last are called so that they are found."""
    first, *others, last = rows
    return ((f"A{number}", *first[1:]), *others, (f"Z{number}", *last[1:]))


def test_headings_have_their_levels() -> None:
    with opened(sample()) as made:
        assert [len(pdf_elements(made, f"H{level}")) for level in (1, 2, 3)] == [1 + 3 + 1, 1, 0], (
            "contents, three chapters, the appendix; one section"
        )
        assert made.Root.Outlines.Count >= 4


def test_charts_are_told_in_words() -> None:
    document = tiny_document("nb")
    with opened(document) as made:
        told = [str(one.Alt) for one in pdf_elements(made, "Figure")]
    assert told == [figure.alt for figure in figures_of(document)]


def test_headings_of_columns_are_repeated_on_every_page() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(only(table("long", 150)))))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) >= 4
    assert all("Plasser (plasser)" in page for page in pages[1:])


def test_letters_are_within_the_file_and_nothing_is_fetched_or_run() -> None:
    with opened(hostile_document("nb")) as made:
        fonts = [
            one for one in made.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
        live = {
            "/URI",
            "/JavaScript",
            "/JS",
            "/Launch",
            "/SubmitForm",
            "/GoToR",
            "/EmbeddedFile",
            "/AcroForm",
            "/OpenAction",
        }
        for one in made.objects:
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                assert not live & set(one.keys())
                assert str(one.get("/S")) not in live


def test_every_letter_is_of_the_font_of_reports() -> None:
    """The signs of a chart's legend too: a font that is put in for one letter would draw the whole line."""
    with pikepdf.open(io.BytesIO(pdf.render(tiny_document("nb")))) as file:
        names = {
            str(font.BaseFont) for font in file.objects if isinstance(font, pikepdf.Dictionary) and "/BaseFont" in font
        }
    assert names
    assert [name for name in names if "SourceSansPro" not in name] == []


def test_links_lead_within_the_file() -> None:
    with opened(sample()) as made:
        names = made.Root.Names.Dests
        links = [note for page in made.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
        assert len(links) >= 4 + 2, "contents; from the figure to its numbers, and back"
        assert all("/Dest" in link or str(link.A.S) == "/GoTo" for link in links)
        assert names is not None


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_number_of_a_report_is_shown(language: Language) -> None:
    document = tiny_document(language)
    text = squeezed(pdf_text(pdf.render(document)))
    for one in tables_of(document):
        for row in one.rows:
            for cell in row:
                assert squeezed(cell_text(cell, language)) in text


def test_letters_that_no_font_has_are_told_by_their_codes() -> None:
    text = squeezed(pdf_text(pdf.render(only(Paragraph("a\U0001f600b 漢字 c\u200dd")))))
    assert "a\\u1f600b" in text
    assert "\\u6f22\\u5b57" in text


def test_hostile_names_come_out_as_they_went_in() -> None:
    """Up to the letters that no font has, which are told by their codes."""
    text = squeezed(pdf_text(pdf.render(hostile_sample())))
    for block in cleaned(hostile_sample()).blocks:
        if isinstance(block, Paragraph):
            shown = "".join(c if ord(c) < 0x2000 else f"\\u{ord(c):04x}" for c in block.text)
            assert squeezed(shown) in text, block.text


def test_what_no_file_can_hold_is_told() -> None:
    with_codes = "a\x00\x1b\ufffe\ud800\u202ez"
    assert TOLD in pdf_text(pdf.render(only(Paragraph(with_codes), table("one", caption=with_codes))))


def test_long_words_stay_on_the_page() -> None:
    """A line of 10.5 pt letters holds less than 130; letters that ran out of the page would not be taken as broken."""
    text = pdf_text(pdf.render(only(Paragraph("x" * 400))))
    lines = [line for line in text.splitlines() if set(line.strip()) == {"x"}]
    assert sum(map(len, lines)) == 400
    assert max(map(len, lines)) < 130


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf.render(sample()) == pdf.render(sample())
