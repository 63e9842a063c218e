"""The Word file: whole, accessible, in the template's styles, and nothing of a hostile template breaks it."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from read_back import squeezed, word_text
from sample import TOLD, hostile_sample, sample
from sample import table as a_table
from sealed_runs import figures_of, tables_of, tiny_document

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.report import word
from leonplan.optimizer.report.clean import cleaned
from leonplan.optimizer.report.document import Bullets, Facts, Figure, Heading, Paragraph, Table
from leonplan.optimizer.report.words import cell_text
from leonplan.optimizer.words.word import Language


def opened(made: bytes) -> WordFile:
    return docx.Document(io.BytesIO(made))


@pytest.mark.parametrize(("language", "code"), [("nb", "nb-NO"), ("en", "en-GB")])
def test_it_says_what_it_is(language: Language, code: str) -> None:
    document = sample(language)
    made = opened(word.render(document))
    told = made.core_properties
    assert (told.title, told.author, told.subject) == (document.title, document.author, document.subject)
    assert told.created is not None
    assert told.created.date() == document.date
    languages = {one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))}
    assert languages == {code}


@pytest.mark.parametrize(("rows", "kept"), [(4, [True] * 3 + [False]), (20, [False] * 17 + [True] * 2 + [False])])
def test_the_end_of_a_table_stays_together(rows: int, kept: list[bool]) -> None:
    """Each row but the last keeps with the next: all of a short table, of a longer one the two before the last."""
    (made,) = opened(word.render(replace(sample(), blocks=(a_table("one", rows),)))).tables
    told = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next is True for row in made.rows]
    assert told == [True, *kept], "the heading is kept with what it heads"


def test_every_text_and_number_is_there_in_order() -> None:
    document = sample()
    text = word_text(word.render(document))
    at = 0
    for block in document.blocks:
        texts: list[str] = []
        if isinstance(block, (Heading, Paragraph)):
            texts = [block.text]
        elif isinstance(block, Bullets):
            texts = list(block.items)
        elif isinstance(block, Facts):
            texts = [part for label, value in block.items for part in (label, cell_text(value, "nb"))]
        for one in texts:
            at = text.index(one, at)
    for table in tables_of(document):
        for row in table.rows:
            for cell in row:
                assert cell_text(cell, "nb") in text


def test_tables_repeat_their_headings_and_say_what_they_show() -> None:
    document = sample()
    made = opened(word.render(document))
    captioned = [one for one in made.tables if one._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    assert len(captioned) == len(tables_of(document))
    for table in captioned:
        first, *rest = [row._tr for row in table.rows]
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in rest)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look is not None
        assert look.get(qn("w:firstRow")) == "1"


def test_charts_are_told_in_words() -> None:
    document = tiny_document("nb")
    made = opened(word.render(document))
    told = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert told == [figure.alt for figure in figures_of(document)]
    numbers = [one.get("id") for one in made.element.body.iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers))


def test_links_lead_to_places_in_the_file() -> None:
    body = opened(word.render(sample())).element.body
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert len(marks) == len(set(marks))
    assert len(links) == 3 + 1 + 1 + 1, "three chapters, a section, the appendix, and the numbers of a figure"
    assert set(links) <= set(marks)


def test_headings_keep_their_levels() -> None:
    document = sample()
    made = opened(word.render(document))
    found = [
        (p.style.name, p.text)
        for p in made.paragraphs
        if p.style is not None and str(p.style.name).startswith("Heading")
    ]
    expected = [(f"Heading {one.level}", one.text) for one in document.blocks if isinstance(one, Heading)]
    assert found[:-1] == expected
    assert found[-1] == ("Heading 1", "Vedlegg: tallene i figurene")


def test_hostile_names_come_out_as_they_went_in() -> None:
    made = word.render(hostile_sample())
    text = word_text(made)
    for block in cleaned(hostile_sample()).blocks:
        if isinstance(block, Paragraph):
            assert block.text in text
    assert TOLD in text
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in archive.read(name), name
        codes = [one.text for one in opened(made).element.body.iter(qn("w:instrText"))]
        assert codes == [' TOC \\o "1-2" \\h \\z \\u ']


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    template = tmp_path / "mal.docx"
    municipal().save(str(template))
    assert word.render(sample()) == word.render(sample())
    assert word.render(sample(), template) == word.render(sample(), template)


def municipal() -> WordFile:
    """A template: two sections, the header in the first, a green heading, and words that must go."""
    made = docx.Document()
    style = made.styles["Heading 1"]
    style.font.color.rgb = RGBColor(0x00, 0x66, 0x33)  # type: ignore[attr-defined]
    style.font.size = Pt(31)  # type: ignore[attr-defined]
    made.sections[0].header.paragraphs[0].text = "Lillevik kommune"
    made.sections[0].footer.paragraphs[0].text = "Rådhuset, 2999 Lillevik"
    made.add_heading("Skriv overskriften her", 1)
    made.add_table(2, 2).cell(0, 0).text = "Eksempel"
    made.add_section()
    made.add_paragraph("Slett denne teksten")
    return made


def test_a_template_gives_styles_header_and_footer_and_not_its_words(tmp_path: Path) -> None:
    template = tmp_path / "mal.docx"
    municipal().save(str(template))
    made = opened(word.render(sample(), template))
    assert made.styles["Heading 1"].font.size == Pt(31)  # type: ignore[attr-defined]
    assert len(made.sections) == 1
    assert made.sections[0].header.paragraphs[0].text == "Lillevik kommune"
    assert made.sections[0].footer.paragraphs[0].text == "Rådhuset, 2999 Lillevik"
    text = "\n".join(one.text for one in made.paragraphs)
    assert "Skriv overskriften" not in text
    assert "Slett denne" not in text
    assert "Eksempel" not in word_text(word.render(sample(), template))
    assert squeezed(word_text(word.render(sample(), template))) == squeezed(word_text(word.render(sample())))


def test_a_template_without_styles_gets_them(tmp_path: Path) -> None:
    bare = docx.Document()
    for style in list(bare.styles):
        if style.name != "Normal":
            style.delete()
    template = tmp_path / "bar.docx"
    bare.save(str(template))
    made = word.render(sample(), template)
    names = {p.style.name for p in opened(made).paragraphs if p.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Caption"} <= names
    assert "• Nytt bokollektiv" in word_text(made)
    levels = opened(made).styles["Heading 2"].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    assert levels is not None
    assert levels.get(qn("w:val")) == "1"


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in parts.items():
            into.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


@cache
def whole() -> bytes:
    made = io.BytesIO()
    municipal().save(made)
    return made.getvalue()


def changed(part: str, content: bytes) -> bytes:
    """A template of which one part holds something else."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole())) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            after.writestr(name, content if name == part else before.read(name))
    return made.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "'
    + b"a" * 1000
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (ord("b") + i, b"&%c;" % (ord("a") + i) * 100) for i in range(6))
    + b"]><a>&g;</a>"
)
DAMAGED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"Dette er ikke en mal.",
    "half": lambda: whole()[: len(whole()) // 2],
    "another zip": lambda: archive(readme=b"hello"),
    "no document": lambda: archive(**{"[Content_Types]_dot_xml": b"<Types/>"}),
    "no xml": lambda: changed("word/document.xml", b"not xml"),
    "another xml": lambda: changed("word/document.xml", b"<html><body/></html>"),
    "entities": lambda: changed("word/document.xml", BOMB),
    "no styles": lambda: changed("word/styles.xml", b"<x/>"),
    "large": lambda: archive(word__document=b"\0" * 101_000_000),
    "many": lambda: archive(**{f"part{i}": b"" for i in range(6000)}),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_template_that_cannot_be_used_is_told(kind: str, tmp_path: Path) -> None:
    template = tmp_path / "mal.docx"
    template.write_bytes(DAMAGED[kind]())
    with pytest.raises(UsageError, match=r"mal\.docx"):
        word.render(sample(), template)


def test_a_template_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "borte.docx", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            word.render(sample(), path)


@pytest.mark.slow
def test_a_template_with_flipped_bytes_is_used_or_told(tmp_path: Path) -> None:
    """Whatever is damaged: a file that opens again, or a clear error; never anything else."""
    parts = {name: content for name, content in _parts(whole()).items() if name.startswith(("word/", "[", "_rels"))}
    chance, template = random.Random(5), tmp_path / "mal.docx"
    document = replace(sample(), blocks=tuple(one for one in sample().blocks if not isinstance(one, (Figure, Table))))
    outcomes = set()
    for _ in range(100):
        name = chance.choice(sorted(parts))
        content = bytearray(parts[name])
        for _ in range(chance.choice((1, 3, 30))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        template.write_bytes(changed(name, bytes(content)))
        try:
            opened(word.render(document, template))
            outcomes.add("used")
        except UsageError:
            outcomes.add("told")
    assert outcomes == {"used", "told"}


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as into:
        return {name: into.read(name) for name in into.namelist()}
