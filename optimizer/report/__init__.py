"""Reports from what was solved: one document, shown as HTML, PDF, Word or Excel, never by solving again.

What the extra ``report`` installs is imported when a report is made, so that the rest of the program does without it.
"""

from __future__ import annotations

import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leonplan.optimizer.errors import UsageError

if TYPE_CHECKING:
    from leonplan.optimizer.report.document import Document

_NEEDED = ("babel", "docx", "font_source_sans_pro", "jinja2", "pikepdf", "typst", "vl_convert", "xlsxwriter")
"""What the extra ``report`` installs, by the names under which it is imported."""


def make_document(folder: Path, language: Literal["nb", "en"] = "nb", date: datetime.date | None = None) -> Document:
    """The report of a sealed folder: a run, a comparison or a frontier.

    folder: as written by ``leon solve``, ``leon what-if`` or ``leon frontier``; language: bokmål or English; date: of the
    report, by default the day on which the folder was written. Neither the formulation nor the solver takes part.
    Raises InputError if the folder is none of these, VerificationError if it was altered or does not hold when checked anew,
    UsageError if the extra ``report`` is not installed.
    """
    require_extra()
    from leonplan.optimizer.report.make import document_of

    return document_of(folder, language, date)


def require_extra() -> None:
    """Raises UsageError, with the command that helps, if what reports need is not installed."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        what = ", ".join(missing)
        raise UsageError(f"reports need more than is installed ({what} missing); type: pip install 'leonplan[report]'")


__all__ = ["make_document", "require_extra"]
