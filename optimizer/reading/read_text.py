"""Reads a file as UTF-8 text, or says how it was saved and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leonplan.optimizer.errors import InputError, Problem

LARGEST_FILE = 64_000_000
"""Largest file that is read [bytes]."""

_SAVE_AS_UTF8 = 'save it as UTF-8 (in Excel: "CSV UTF-8 (comma delimited)")'

_SIGNATURES = (
    (b"PK\x03\x04", "an Excel workbook or another zip archive, not text"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, not text"),
    (b"\xff\xfe", "UTF-16 text (Excel's 'Unicode text')"),
    (b"\xfe\xff", "UTF-16 text (Excel's 'Unicode text')"),
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file."""

    text: str
    """The text without a byte-order mark."""
    has_mark: bool
    """True if a byte-order mark stood before it."""


def read_text(path: Path, file: str) -> DecodedText:
    """Read a file that must be UTF-8, with or without a byte-order mark.

    file: its name in messages. Raises InputError if it cannot be read, is empty, too large, or in another encoding.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _fault(file, f"is larger than {LARGEST_FILE // 1_000_000} MB; is it the right file?")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise _fault(file, "is missing; add it") from error
    except OSError as error:
        reason = error.strerror or "no reason given"
        raise _fault(file, f"cannot be read ({reason}); check that it is a file that you may read") from error
    return decode(data, file)


def decode(data: bytes, file: str) -> DecodedText:
    """Decode the bytes of a file; raises InputError as ``read_text`` does."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _fault(file, f"is {what}; {_SAVE_AS_UTF8}")
    if data[:200].count(0) > len(data[:200]) // 4:
        raise _fault(file, f"is UTF-16 text without a byte-order mark, or not text at all; {_SAVE_AS_UTF8}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(file, _wrong_byte(data, error.start), _line(data, error.start)) from error
    if not text.strip():
        raise _fault(file, "is empty; fill it in or remove it")
    if "\0" in text:
        at = text.index("\0")
        raise _fault(file, "holds a NUL byte, which is no text; remove it", text.count("\n", 0, at) + 1)
    return DecodedText(text, data.startswith(b"\xef\xbb\xbf"))


def _wrong_byte(data: bytes, at: int) -> str:
    """What is wrong with a byte that is not UTF-8."""
    letter = data[at : at + 1].decode("cp1252", errors="ignore")
    guess = f" (in Windows-1252, also called ANSI, it would be '{letter}')" if letter.isprintable() and letter else ""
    return f"is not UTF-8: byte 0x{data[at]:02X}{guess}; {_SAVE_AS_UTF8}"


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _fault(file: str, message: str, line: int | None = None) -> InputError:
    return InputError([Problem(file, line, "", message)])
