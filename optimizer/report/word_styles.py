"""Styles of a Word file: those of a template where it has them, and what a report needs besides."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from leonplan.optimizer.words.word import Language

BODY, BULLET, CELL, HEAD, NOTE = "Normal", "List Bullet", "Report table", "Report table head", "Report note"
"""Styles of running text, lists, cells of tables, their headings, and what is smaller."""

INK, MUTED, ACCENT = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x59, 0x59, 0x59), RGBColor(0x00, 0x4A, 0x94)
"""Colours; each has a contrast of more than 4.5 to white."""

_FONT = "Arial"
"""A face that every system has, or one as wide."""

_HEADINGS = {1: 18.0, 2: 13.0, 3: 11.0}
"""Size of headings [pt] by level."""

_LIKE_WORD = {
    **{f"Heading {level}": size for level, size in _HEADINGS.items()},
    **{f"Heading {level}": 11.0 for level in range(4, 10)},
    "Title": 24.0,
    "Subtitle": 13.0,
    "Caption": 9.5,
    "TOC Heading": 13.0,
    "TOC 1": 10.0,
    "TOC 2": 10.0,
}
"""Styles by the names that Word gives them in every language, with sizes [pt] where a file has none of them."""

_LANGUAGES = {"nb": "nb-NO", "en": "en-GB"}


def style_name(file: WordFile, name: str) -> str:
    """The style of that name, or running text where a file has none of that name for paragraphs."""
    return name if name in _paragraph_styles(file) else BODY


def tighten(paragraph: Paragraph) -> None:
    """Set a paragraph in small letters and close to its neighbours, for a chapter that is to fit on a page."""
    name = str(paragraph.style.name) if paragraph.style is not None else ""
    level = int(name.removeprefix("Heading ")) if name.startswith("Heading ") else 0
    if level == 1:
        return
    for run in paragraph.runs:
        run.font.size = Pt(11 if level else 8.5)
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(6 if level else 0), Pt(2 if level else 1.5), 1.0


def add_own_styles(file: WordFile, *, is_own: bool) -> None:
    """Add what is missing. is_own: the file is no template of others, so that its styles may be changed."""
    present = {style.name for style in file.styles}
    for name, size in _LIKE_WORD.items():
        if name in present:
            continue
        _add(file, name, size, is_heading=name.startswith(("Heading", "Title", "TOC Heading")))
    body = _style(file, BODY)
    if is_own:
        _make_ours(file)
    for name, size, is_bold, colour in (
        (CELL, 8.5, False, None),
        (HEAD, 8.5, True, None),
        (NOTE, 8.5, False, MUTED),
    ):
        if name in _paragraph_styles(file):
            continue
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = body
        style.font.size, style.font.bold = Pt(size), is_bold or None
        if colour is not None:
            style.font.color.rgb = colour
        shape = style.paragraph_format
        is_note = name == NOTE
        shape.space_before, shape.space_after, shape.line_spacing = (
            Pt(3 if is_note else 0),
            Pt(8 if is_note else 0),
            1.0,
        )
        shape.first_line_indent = shape.left_indent = Pt(0)


def set_language(file: WordFile, language: Language) -> None:
    """Say in which language the text is, by default and in every style that says one."""
    root = file.styles.element
    defaults = _below(_below(_below(root, "w:docDefaults", first=True), "w:rPrDefault", first=True), "w:rPr")
    _below(defaults, "w:lang")
    for told in root.iter(qn("w:lang")):
        told.set(qn("w:val"), _LANGUAGES[language])


def _paragraph_styles(file: WordFile) -> set[str]:
    return {str(style.name) for style in file.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}


def _style(file: WordFile, name: str) -> ParagraphStyle:
    """A style of paragraphs; made if a template has lost it."""
    if name not in _paragraph_styles(file):
        made = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        assert isinstance(made, ParagraphStyle)
        return made
    style = file.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _add(file: WordFile, name: str, size: float, *, is_heading: bool) -> None:
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.base_style = _style(file, BODY)
    style.font.size = Pt(size)
    style.font.bold = True if is_heading else None
    shape = style.paragraph_format
    if is_heading:
        shape.space_before, shape.space_after, shape.keep_with_next = Pt(14), Pt(6), True
    if name.startswith("Heading "):
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(name.removeprefix("Heading ")) - 1))
        style.element.get_or_add_pPr().append(level)
    if name.startswith("TOC "):
        shape.space_after, shape.left_indent = Pt(2), Pt(14 if name == "TOC 2" else 0)


def _make_ours(file: WordFile) -> None:
    """The look of a report without a template: one sans-serif, blue headings."""
    body = _style(file, BODY)
    body.font.name, body.font.size, body.font.color.rgb = _FONT, Pt(10), INK
    body.paragraph_format.space_after, body.paragraph_format.line_spacing = Pt(6), 1.08
    for name, size in {**_LIKE_WORD, BULLET: 10.0}.items():
        style = _style(file, name)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):  # theme fonts would win over the name
            del fonts.attrib[key]
        is_heading = name.startswith(("Heading", "Title", "TOC Heading"))
        for spaced in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spaced)
        style.font.name, style.font.size, style.font.italic = _FONT, Pt(size), False
        style.font.bold = is_heading
        style.font.color.rgb = ACCENT if is_heading else INK
        if name.startswith("Heading"):
            before = {1: 22, 2: 14}.get(int(name[-1]), 10)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
        if name.startswith("TOC "):
            style.paragraph_format.space_after = Pt(2)
    caption = _style(file, "Caption").paragraph_format
    caption.space_before, caption.space_after = Pt(10), Pt(4)
    bullet = _style(file, BULLET).paragraph_format
    bullet.space_after = Pt(2)
    border = _style(file, "Title").element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)


def _below(parent: Any, tag: str, *, first: bool = False) -> Any:
    """The child of that tag, made if missing."""
    found = parent.find(qn(tag))
    if found is None:
        found = OxmlElement(tag)
        parent.insert(0 if first else len(parent), found)
    return found
