"""Reads a file as UTF-8 text, or says how it was saved and what to do about it."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
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

_KINDS = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"))

_ANSI_SIGNS = "\xa0§°«»€–—“”…·½"
"""Signs besides letters that people have in Windows-1252; the letters of other old encodings come out as others."""

_NOT_NORWEGIAN = "ŒœŸƒªºŽžŠš"
"""Letters of Windows-1252 that the Norwegian ones of other old encodings come out as, or that nobody here writes."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file."""

    text: str
    """The text without a byte-order mark."""
    has_mark: bool
    """True if a byte-order mark stood before it."""
    ansi: str = ""
    """Where it was read as Windows-1252, also called ANSI, and the first word that depends on it; empty for UTF-8."""


def read_text(path: Path, file: str, *, may_be_ansi: bool = False, largest: int = LARGEST_FILE) -> DecodedText:
    """Read a file that must be UTF-8, with or without a byte-order mark.

    file: its name in messages. may_be_ansi: whether Norwegian letters in Windows-1252 are understood too. largest: as for
    ``read_bytes``. Raises InputError if it cannot be read, is empty, too large, or in another encoding.
    """
    return decode(read_bytes(path, file, largest), file, may_be_ansi=may_be_ansi)


def read_bytes(path: Path, file: str, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of an ordinary file; a pipe or a device is not waited for.

    file: its name in messages; largest: the most that is read [bytes]. Raises InputError if it cannot be read or is larger.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        is_link = path.is_symlink()
        raise _fault(
            file, "is a link to nothing; put a file in its place" if is_link else "is missing; add it", None
        ) from error
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error
    try:
        status = os.fstat(handle)
        mode = status.st_mode
        if not stat.S_ISREG(mode):
            what = next((name for is_kind, name in _KINDS if is_kind(mode)), "something else")
            raise _fault(file, f"is {what}, not a file; put a file in its place", None)
        with os.fdopen(handle, "rb", closefd=False) as stream:
            data = stream.read(min(status.st_size, largest) + 1)
    except OSError as error:
        raise _unreadable(file, error) from error
    finally:
        os.close(handle)
    if len(data) > largest:
        raise _fault(file, f"is larger than {largest / 1e6:g} MB; is it the right file?")
    return data


def decode(data: bytes, file: str, *, may_be_ansi: bool = False) -> DecodedText:
    """Decode the bytes of a file; raises InputError as ``read_text`` does."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _fault(file, f"is {what}; {_SAVE_AS_UTF8}")
    if data[:200].count(0) > len(data[:200]) // 4:
        raise _fault(file, f"is UTF-16 text without a byte-order mark, or not text at all; {_SAVE_AS_UTF8}")
    ansi = ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        understood = _as_ansi(data) if may_be_ansi else None
        if understood is None:
            raise _fault(file, _wrong_byte(data, error.start), _line(data, error.start)) from error
        text, ansi = understood, _first_word(understood)
    if not text.strip():
        raise _fault(file, "is empty; fill it in or remove it")
    if "\0" in text:
        at = text.index("\0")
        raise _fault(file, "holds a NUL byte, which is no text; remove it", text.count("\n", 0, at) + 1)
    return DecodedText(text, data.startswith(b"\xef\xbb\xbf"), ansi)


def _as_ansi(data: bytes) -> str | None:
    """The text in Windows-1252, if that is certain: nothing in it is UTF-8, and all of it is what Norwegians write."""
    if any(ord(letter) > 127 for letter in data.decode("utf-8", errors="ignore")):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    special = {letter for letter in text if ord(letter) > 127}
    is_plausible = all(
        letter in _ANSI_SIGNS or (unicodedata.category(letter)[0] == "L" and letter not in _NOT_NORWEGIAN)
        for letter in special
    )
    return text if is_plausible else None


def _first_word(text: str) -> str:
    """Line and word of the first letter beyond ASCII."""
    found = re.search(r"[^\s,;\"]*[^\x00-\x7f][^\s,;\"]*", text)
    return "" if found is None else f"line {text.count(chr(10), 0, found.start()) + 1}: '{found.group()[:40]}'"


def _wrong_byte(data: bytes, at: int) -> str:
    """What is wrong with a byte that is not UTF-8."""
    letter = data[at : at + 1].decode("cp1252", errors="ignore")
    guess = f" (in Windows-1252, also called ANSI, it would be '{letter}')" if letter.isprintable() and letter else ""
    return f"is not UTF-8: byte 0x{data[at]:02X}{guess}; {_SAVE_AS_UTF8}"


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _unreadable(file: str, error: OSError | ValueError) -> InputError:
    reason = getattr(error, "strerror", None) or str(error) or "no reason given"
    return _fault(file, f"cannot be read ({reason}); check that it is a file that you may read", None)


def _fault(file: str, message: str, line: int | None = 1) -> InputError:
    """A fault of a file; of a whole one at its first line, of one that cannot be opened at none."""
    return InputError([Problem(file, line, "", message)])
