"""The formats of reports, in one table; each loads what it needs when it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leonplan.optimizer.report.document import Document

Renderer = Callable[["Document", Path | None], bytes]
"""Makes a file's content of a document; the path is that of a template, of which only Word knows."""


def _html(document: Document, _: Path | None) -> bytes:
    from leonplan.optimizer.report.html import render

    return render(document)


def _pdf(document: Document, _: Path | None) -> bytes:
    from leonplan.optimizer.report.pdf import render

    return render(document)


def _word(document: Document, template: Path | None) -> bytes:
    from leonplan.optimizer.report.word import render

    return render(document, template)


def _excel(document: Document, _: Path | None) -> bytes:
    from leonplan.optimizer.report.excel import render

    return render(document)


FORMATS: Mapping[str, Renderer] = {"html": _html, "pdf": _pdf, "docx": _word, "xlsx": _excel}
"""What makes each format, by the ending of its files; the first is made where none is asked for."""

WITH_TEMPLATE = "docx"
"""The format that takes a template."""
