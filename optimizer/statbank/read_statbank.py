"""Reads a file of the Statbank, whatever it was saved as."""

from __future__ import annotations

from pathlib import Path

from leonplan.optimizer.reading.read_text import decode, read_bytes
from leonplan.optimizer.statbank.json_stat import is_json, parse_json_stat
from leonplan.optimizer.statbank.table import StatbankTable
from leonplan.optimizer.statbank.web_table import parse_web_table
from leonplan.optimizer.statbank.web_workbook import is_workbook, parse_web_workbook


def read_statbank(path: Path) -> StatbankTable:
    """The table in a file: json-stat2, CSV as the web page saves it (semicolons, commas or tabs; UTF-8 or Windows-1252), Excel.

    Raises InputError, with every fault, for what cannot be read or is no such table.
    """
    return parse_statbank(read_bytes(path, path.name), path.name)


def parse_statbank(content: bytes, file: str) -> StatbankTable:
    """The table in the bytes of a file; raises InputError as ``read_statbank``."""
    if is_workbook(content):
        return parse_web_workbook(content, file)
    text = decode(content, file, may_be_ansi=True).text
    return parse_json_stat(text, file) if is_json(text) else parse_web_table(text, file)
