"""What a reader finds in a file of each format: its text, and in PDF its tags."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import openpyxl
import pikepdf
import pypdf
from docx.oxml.ns import qn


def squeezed(text: str) -> str:
    """Text without any blank: lines are broken where a page ends, and not where a name does."""
    return re.sub(r"\s", "", text)


def pdf_text(made: bytes) -> str:
    """All pages, one after the other."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def pdf_elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """Elements of a kind in the tree of tags, in reading order."""
    return [one for one in _below(pdf.Root.StructTreeRoot) if one.get("/S") == f"/{kind}"]


def _below(element: Any) -> Iterator[Any]:
    below = element.get("/K", None)
    for one in [] if below is None else list(below) if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            yield from _below(one)


def children(element: Any, *kinds: str) -> list[Any]:
    """Elements of some kinds anywhere below an element."""
    return [one for one in _below(element) if one.get("/S") in {f"/{kind}" for kind in kinds}]


def word_text(made: bytes) -> str:
    """Every paragraph of the body, those in tables too, in order."""
    body = docx.Document(io.BytesIO(made)).element.body
    paragraphs = ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]
    return "\n".join(paragraphs)


def excel_cells(made: bytes) -> list[Any]:
    """Every cell that holds something, sheet by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(made))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def excel_text(made: bytes) -> str:
    """The texts of all cells."""
    return "\n".join(cell.value for cell in excel_cells(made) if isinstance(cell.value, str))
