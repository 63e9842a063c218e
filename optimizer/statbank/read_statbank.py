"""Reads a file of the Statbank, whatever it was saved as."""

from __future__ import annotations

from pathlib import Path

from leonplan.optimizer.reading.read_text import read_text
from leonplan.optimizer.statbank.json_stat import is_json, parse_json_stat
from leonplan.optimizer.statbank.table import StatbankTable
from leonplan.optimizer.statbank.web_table import parse_web_table


def read_statbank(path: Path) -> StatbankTable:
    """The table in a file: json-stat2, or CSV as the web page saves it (semicolons, commas or tabs; UTF-8 or Windows-1252).

    Raises InputError, with every fault, for what cannot be read or is no such table; workbooks are refused with what to do.
    """
    text = read_text(path, path.name, may_be_ansi=True).text
    return parse_json_stat(text, path.name) if is_json(text) else parse_web_table(text, path.name)
