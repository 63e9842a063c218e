"""What the archive of a workbook may be: a workbook is one, and may be a bomb. Looked at before anything is unpacked whole."""

from __future__ import annotations

import zipfile
from io import BytesIO

MOST_BYTES = 100_000_000
"""What all parts of a workbook may come to, unpacked [bytes]."""

MOST_OF_A_PART = 10_000_000
"""What a part may come to that is no sheet, and is kept in memory as a whole: styles, texts of all cells [bytes]."""

MOST_PARTS = 2_000
"""Files in the archive of a workbook."""

_SHEETS = "xl/worksheets/sheet"
_READ = (".xml", ".rels")
_OLD = b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/"


class UnreadableWorkbookError(ValueError):
    """A file that is no workbook, or is past the limits; says what is wrong and what to do."""


def require_small(data: bytes) -> None:
    """Refuse, before anything is unpacked, what is no archive, is too large unpacked, or defines entities.

    Raises UnreadableWorkbookError.
    """
    if data.startswith(_OLD):  # Excel wraps what it encrypts in the format of its old workbooks
        raise UnreadableWorkbookError(
            "is protected by a password, or an old workbook (.xls); save it as .xlsx without one"
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _require_small(archive)
    except UnreadableWorkbookError:
        raise
    except Exception as error:  # whatever zipfile and zlib make of bytes that somebody else wrote
        raise UnreadableWorkbookError("is no Excel workbook (.xlsx), or is damaged; save it as .xlsx again") from error


def _require_small(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnreadableWorkbookError(
            f"is larger than {MOST_BYTES / 1e6:g} MB unpacked, or of more than {MOST_PARTS} parts; remove sheets "
            "and pictures that are not needed, and rows and columns that are empty"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableWorkbookError("is protected by a password; save it without one")
    for part in parts:
        if part.filename.endswith(_READ):
            _require_plain_xml(archive, part)
            if part.file_size > MOST_OF_A_PART and not part.filename.startswith(_SHEETS):
                raise UnreadableWorkbookError(
                    f"has formats or texts of more than {MOST_OF_A_PART / 1e6:g} MB ({part.filename}); copy what is needed "
                    "into a new workbook"
                )


def _require_plain_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that declares a document type, which no workbook does, or is of the strict kind.

    Entities that a document type defines could unfold without end.
    """
    with archive.open(part) as stream:
        start = stream.read(4_096)
    if b"\0" in start or b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise UnreadableWorkbookError(
            f"has a part that no spreadsheet writes ({part.filename}); save it as .xlsx again"
        )
    if part.filename == "xl/workbook.xml" and _STRICT in start:
        raise UnreadableWorkbookError(
            "is saved as 'Strict Open XML', which is not read; save it as an ordinary Excel workbook (.xlsx)"
        )
