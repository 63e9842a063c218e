"""Spoiled workbooks by number: cells, sheets, formulas, parts of the archive, sizes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random

from edited import plain

SHEETS = "xl/worksheets/sheet"

_VALUES = (
    "", " ", "x", "-1", "1e999", "nan", "16.000", "16 000", "16,5", "1,234.5", "12 %", "2026-05-01", "#N/A", "=1+1", "'",
    "&lt;b&gt;",
    "Sum", "ja", "maybe", "0", "999999999999", "-0.0", "1E+400", "æøå", "_x0000_", "\u202eabc", "a" * 40_000, "main", "2025 2026",
)  # fmt: skip
"""Texts for cells, as XML has them."""


@cache
def parts() -> dict[str, bytes]:
    """The parts of the archive of tiny's workbook."""
    with zipfile.ZipFile(BytesIO(plain())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoiled(number: int, seed: int) -> tuple[str, bytes]:
    """What was done, and the workbook; the same for the same numbers."""
    random = Random(f"{seed}/{number}")
    found = dict(parts())
    kind = random.choices(list(_KINDS), [weight for weight, _ in _KINDS.values()])[0]
    for _ in range(random.choice((1, 1, 2, 5))):
        _KINDS[kind][1](random, found)
    data = _zipped(found)
    return (kind, _spoil_archive(random, data)) if kind == "archive" else (kind, data)


def _zipped(found: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # dated 1980, whenever it is made
    return made.getvalue()


def _sheet(random: Random, found: dict[str, bytes]) -> str:
    return random.choice([name for name in found if name.startswith(SHEETS)] or list(found))


def _cells(random: Random, found: dict[str, bytes]) -> None:
    """Put another value into a cell, as a text, a number, a truth, an error, or of a kind that is none."""
    name = _sheet(random, found)
    cells = list(re.finditer(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(/>|>.*?</c>)', found[name]))
    if cells:
        cell, value = random.choice(cells), random.choice(_VALUES).encode()
        kind = random.choice((b"inlineStr", b"n", b"b", b"e", b"str", b"s", b"d", b"zz"))
        inner = b"<is><t>" + value + b"</t></is>" if kind == b"inlineStr" else b"<v>" + value + b"</v>"
        made = b'<c r="' + cell[1] + b'" t="' + kind + b'">' + inner + b"</c>"
        found[name] = found[name][: cell.start()] + made + found[name][cell.end() :]


def _formulas(random: Random, found: dict[str, bytes]) -> None:
    """Put a formula into a cell, with a stored value or none."""
    name = _sheet(random, found)
    cells = list(re.finditer(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(/>|>.*?</c>)', found[name]))
    if cells:
        cell = random.choice(cells)
        formula = random.choice((b"1+1", b"A1", b"", b"HYPERLINK(&quot;x&quot;)", b"SUM(A1:XFD1048576)", b"1/0"))
        stored = random.choice((b"", b"<v>2</v>", b"<v></v>", b"<v>x</v>"))
        made = b'<c r="' + cell[1] + b'"><f>' + formula + b"</f>" + stored + b"</c>"
        found[name] = found[name][: cell.start()] + made + found[name][cell.end() :]


def _rows(random: Random, found: dict[str, bytes]) -> None:
    """Take out, repeat, renumber or hide a row."""
    name = _sheet(random, found)
    rows = list(re.finditer(rb"<row .*?</row>", found[name], re.DOTALL))
    if rows:
        row = random.choice(rows)
        number = random.choice((b"1", b"2", b"0", b"-5", b"x", b"200001", b"99999999999999"))
        made = random.choice(
            (
                b"",
                row[0] * 2,
                re.sub(rb'r="[0-9]+"', b'r="' + number + b'"', row[0], count=1),
                row[0].replace(b"<row ", b'<row hidden="1" ', 1),
                re.sub(rb'r="([A-Z]+)[0-9]+"', rb'r="\g<1>' + number + b'"', row[0]),
            )
        )
        found[name] = found[name][: row.start()] + made + found[name][row.end() :]


def _sheets(random: Random, found: dict[str, bytes]) -> None:
    """Rename, take out, repeat or hide sheets."""
    book = found["xl/workbook.xml"]
    sheets = list(re.finditer(rb'<sheet name="([^"]*)"[^>]*/>', book))
    if sheets:
        sheet = random.choice(sheets)
        name = random.choice((b"", b"Plasser", b"places", b"Ark1", b"Befolkning 2026", b"x" * 400, "Ø/[]".encode()))
        made = random.choice(
            (b"", sheet[0] * 2, sheet[0].replace(sheet[1], name), sheet[0].replace(b"/>", b' state="hidden"/>'))
        )
        found["xl/workbook.xml"] = book[: sheet.start()] + made + book[sheet.end() :]


def _merges(random: Random, found: dict[str, bytes]) -> None:
    """Merge cells, also where there are none."""
    area = random.choice((b"A1:C1", b"A2:A9", b"A1:XFD1048576", b"C3", b"", b"x:y", b"B9:A1"))
    name = _sheet(random, found)
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="' + area + b'"/></mergeCells>'
    found[name] = found[name].replace(b"</sheetData>", merged, 1)


def _bytes(random: Random, found: dict[str, bytes]) -> None:
    """Change, take out or put in bytes of a part."""
    name = random.choice(list(found))
    data = bytearray(found[name])
    if data:
        at, length = random.randrange(len(data)), random.choice((1, 1, 3, 40, 2000))
        data[at : at + length] = random.randbytes(random.choice((0, 1, length)))
    found[name] = bytes(data)


def _parts(random: Random, found: dict[str, bytes]) -> None:
    """Take out a part, empty it, or put another in its place."""
    name = random.choice(list(found))
    other = random.choice(list(found.values()))
    if random.random() < 0.3 and len(found) > 1:
        del found[name]
    else:
        found[name] = random.choice((b"", other, b"<a/>", b"\0" * 50, b"<?xml version='1.0'?><!DOCTYPE a []><a/>"))


def _sizes(random: Random, found: dict[str, bytes]) -> None:
    """Make a sheet large: many cells, many formats, texts, far away."""
    name = _sheet(random, found)
    more = random.choice(
        (
            b"".join(b'<row r="%d"><c><v>1</v></c></row>' % row for row in range(1000, 21_000)),
            b'<row r="5000">' + b'<c s="1"/>' * 100_000 + b"</row>",
            b'<row r="150000"><c r="IV150000"><v>1</v></c></row>',
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        )
    )
    found[name] = found[name].replace(b"</sheetData>", more + b"</sheetData>", 1)


def _spoil_archive(random: Random, data: bytes) -> bytes:
    """Cut the file, change bytes of it, or put something before or after it."""
    at = random.randrange(len(data))
    return random.choice(
        (
            data[:at],
            data[:at] + random.randbytes(20) + data[at + 20 :],
            random.randbytes(100) + data,
            data + random.randbytes(100_000),
            b"",
            b"\xd0\xcf\x11\xe0" + data,
        )
    )


def _nothing(random: Random, found: dict[str, bytes]) -> None:
    """The parts stay; the archive is spoiled."""


_KINDS: dict[str, tuple[int, Callable[[Random, dict[str, bytes]], None]]] = {
    "cells": (40, _cells),
    "formulas": (10, _formulas),
    "rows": (12, _rows),
    "sheets": (10, _sheets),
    "merges": (5, _merges),
    "bytes": (10, _bytes),
    "parts": (5, _parts),
    "sizes": (2, _sizes),
    "archive": (6, _nothing),
}
"""How many of a hundred are of a kind, and what makes them."""
