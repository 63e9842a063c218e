"""A Word file as such: opened from a template or blank, its contents, marks and page numbers, and packed again."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph as WordParagraph

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.report.word_styles import ACCENT, NOTE, add_own_styles, style_name

_LARGEST = 100_000_000
"""Bytes that a template may unpack to: a hostile one could fill the memory."""

_MOST_PARTS = 5_000
"""Files that a template may hold."""

_DAWN = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can hold; the same in every report."""

_LEAST_WIDTH = Mm(60)
"""Room for text that a page has at least: what a damaged template says of its margins is not followed further."""


def open_blank() -> WordFile:
    """A file of our own: A4, one section."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(22)
    add_own_styles(file, is_own=True)
    return file


def open_template(path: Path) -> WordFile:
    """A template without what its body says; styles, headers, footers and page stay.

    Raises UsageError if the file cannot be read or is no Word document.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"the template {path} cannot be read: {error.strerror or error}") from error
    _refuse_bombs(path, content)
    try:
        return _usable(content)
    except Exception as error:  # a damaged file fails anywhere within the library, with errors of any kind
        fault = type(error).__name__
    raise UsageError(
        f"the template {path} is not a Word document that can be used ({fault}); open it in Word and save it as .docx"
    )


def _usable(content: bytes) -> WordFile:
    """A template, its body empty, of which everything that a report needs of it was tried."""
    file = docx.Document(io.BytesIO(content))
    _empty(file)
    text_width(file)
    add_own_styles(file, is_own=False)
    file.save(io.BytesIO())
    return file


def _refuse_bombs(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > _LARGEST or len(parts) > _MOST_PARTS:
                raise UsageError(
                    f"the template {path} unpacks to {size} bytes in {len(parts)} files; use a smaller one"
                )
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UsageError(f"the template {path} is not a .docx file; open it in Word and save it as .docx") from error


def _empty(file: WordFile) -> None:
    """Leave nothing but the last section, with what it inherits of headers and footers from those before it."""
    body: Any = file.element.body
    sections = list(body.iter(qn("w:sectPr")))
    last = body.find(qn("w:sectPr"))
    if last is None:
        last = copy.deepcopy(sections[-1]) if sections else OxmlElement("w:sectPr")
    kept = {(one.tag, one.get(qn("w:type"))) for one in last if one.tag in _REFERENCES}
    for section in reversed(sections):
        for one in section:
            mark = (one.tag, one.get(qn("w:type")))
            if section is not last and one.tag in _REFERENCES and mark not in kept:
                last.insert(0, copy.deepcopy(one))
                kept.add(mark)
    for child in list(body):
        body.remove(child)
    body.append(last)


_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))


def text_width(file: WordFile) -> Length:
    """Width of the text of a page."""
    section = file.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None:
        return Length(Mm(160))
    return Length(max(_LEAST_WIDTH, page - (left or 0) - (right or 0)))


class Bookmarks:
    """Names of places in a file, made of the ids of a document."""

    def __init__(self) -> None:
        """None so far."""
        self._names: dict[str, str] = {}

    def name(self, id: str) -> str:
        """The name for an id: the same for the same id."""
        return self._names.setdefault(id, f"_Ref{len(self._names) + 1:08d}")

    def mark(self, paragraph: WordParagraph, id: str) -> None:
        """Give a paragraph the name of an id."""
        name = self.name(id)
        number = name.removeprefix("_Ref").lstrip("0")
        begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        begin.set(qn("w:id"), number)
        begin.set(qn("w:name"), name)
        end.set(qn("w:id"), number)
        element: Any = paragraph._p
        element.insert(1 if element.pPr is not None else 0, begin)
        element.append(end)


def add_link(paragraph: WordParagraph, text: str, bookmark: str) -> None:
    """Add a link to a place in the file to a paragraph."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    run.font.color.rgb = ACCENT
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def add_contents(file: WordFile, headings: Sequence[tuple[int, str, str]], bookmarks: Bookmarks) -> None:
    """The contents, as a field that Word fills with page numbers when asked (F9), and with links until then.

    headings: level, text and id of each.
    """
    made: list[WordParagraph] = []
    for level, text, id in headings:
        paragraph = file.add_paragraph(style=style_name(file, f"TOC {level}"))
        _add_plain_link(paragraph, text, bookmarks.name(id))
        made.append(paragraph)
    if made:
        first: Any = made[0]._p
        at = 1 if first.pPr is not None else 0
        for element in reversed(_field_start(' TOC \\o "1-2" \\h \\z \\u ')):
            first.insert(at, element)
        made[-1]._p.append(_field_mark("end"))


def _add_plain_link(paragraph: WordParagraph, text: str, bookmark: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def add_page_numbers(file: WordFile, text: str, title: str) -> None:
    """A header with the title and a footer with page numbers, on all pages.

    text: with ``{page}`` and ``{pages}``, in any order.
    """
    section = file.sections[-1]
    head = section.header.paragraphs[0]
    head.style = file.styles[style_name(file, NOTE)]
    head.add_run(title)
    foot = section.footer.paragraphs[0]
    foot.style = file.styles[style_name(file, NOTE)]
    foot.paragraph_format.tab_stops.add_tab_stop(text_width(file), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run("\t")
    for part in text.replace("{", "|{").replace("}", "}|").split("|"):
        code = {"{page}": " PAGE ", "{pages}": " NUMPAGES "}.get(part)
        if code is None:
            foot.add_run(part)
            continue
        for element in (*_field_start(code), foot.add_run("1")._r, _field_mark("end")):
            foot._p.append(element)


def _field_start(code: str) -> list[Any]:
    instruction = OxmlElement("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = code
    run = OxmlElement("w:r")
    run.append(instruction)
    return [_field_mark("begin"), run, _field_mark("separate")]


def _field_mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run = OxmlElement("w:r")
    run.append(mark)
    return run


def mark_norwegian(file: WordFile, texts: frozenset[str]) -> None:
    """Mark runs that say one of the texts, and nothing else, as Norwegian in a file that is in English."""
    for run in file.element.body.iter(qn("w:r")):
        if "".join(part.text or "" for part in run.iter(qn("w:t"))) in texts:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), "nb-NO")
            run.get_or_add_rPr().append(language)


def packed(file: WordFile) -> bytes:
    """The file as bytes, without the time at which it was packed."""
    made = io.BytesIO()
    file.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            told = zipfile.ZipInfo(part.filename, _DAWN)
            told.compress_type = zipfile.ZIP_DEFLATED
            told.external_attr = 0o600 << 16
            after.writestr(told, before.read(part))
    return out.getvalue()
