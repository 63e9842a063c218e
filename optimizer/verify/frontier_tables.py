"""Reads the stored tables of a frontier into exact numbers; whatever is malformed is noted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from leonplan.optimizer.verify.exact import parse

Cells = Mapping[str, Any]
"""A row: exact numbers, texts and truth values by column."""

Faults = dict[str, list[str]]
"""What is wrong, a sentence each, by the rule that is broken."""


def _flag(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(f"{cell!r} is neither true nor false")
    return cell == "true"


def _maybe(cell: str) -> Any:
    return parse(cell) if cell else None


_TEXT, _NUMBER, _MAYBE, _FLAG = str, parse, _maybe, _flag

COLUMNS: Mapping[str, Mapping[str, Callable[[str], Any]]] = {
    "points": {
        "point": _TEXT, "limit": _NUMBER, "frame": _MAYBE, "value": _NUMBER, "lower_bound": _NUMBER,
        "upper_bound": _NUMBER, "unmet": _NUMBER, "unmet_person_years": _NUMBER, "unmet_persons": _NUMBER,
        "above_persons": _NUMBER, "above_level": _NUMBER, "starts": _NUMBER, "places": _NUMBER, "fte": _NUMBER,
        "fte_years": _NUMBER, "spend": _NUMBER, "cost": _MAYBE, "price_next": _MAYBE, "switches": _FLAG,
    },
    "brackets": dict.fromkeys(
        ("low", "high", "upper_low", "upper_high", "lower_low", "lower_high", "width"), _NUMBER
    ),
    "jumps": {**dict.fromkeys(("low", "high", "before", "after", "width"), _NUMBER), "is_open": _FLAG},
    "reached": {"number": _NUMBER, "limit": _NUMBER, "value": _NUMBER, "mix_limit": _MAYBE, "mix_value": _MAYBE},
    "floors": {
        "number": _NUMBER, "ask": _TEXT, "low": _MAYBE, "high": _MAYBE, "price": _NUMBER, "value": _MAYBE,
        "bound": _NUMBER,
    },
    "projects": {"point": _TEXT, "year": _NUMBER, "project": _TEXT, "starts": _NUMBER},
    "levels": {"point": _TEXT, "level": _TEXT, "places": _MAYBE, "persons": _NUMBER},
    "held": {"step": _NUMBER, "goal": _TEXT, "bound": _NUMBER, "at_most": _NUMBER},
    "three": {
        "point": _TEXT, "limit": _NUMBER, "allowed": _NUMBER, "value": _NUMBER, "third": _NUMBER,
        "third_bound": _NUMBER,
    },
}  # fmt: skip
"""Columns of every table in order, and how a cell is read."""


def read_tables(texts: Mapping[str, str], faults: Faults) -> dict[str, list[Cells]]:
    """Every table by name; texts: by name of file. A row that cannot be read is left out and noted."""
    for name in sorted({f"{name}.csv" for name in COLUMNS}.symmetric_difference(texts)):
        _note(faults, f"{name} is missing, or has no place")
    return {name: _rows(name, texts.get(f"{name}.csv", ""), faults) for name in COLUMNS}


def _rows(name: str, text: str, faults: Faults) -> list[Cells]:
    columns = COLUMNS[name]
    try:
        heading, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (csv.Error, ValueError):
        heading, lines = [], []
    if heading != list(columns):
        _note(faults, f"{name}.csv does not have its columns")
        return []
    rows: list[Cells] = []
    for line, cells in enumerate(lines, 2):
        try:
            pairs = zip(columns.items(), cells, strict=True)
            rows.append({column: read(cell) for (column, read), cell in pairs})
        except (ValueError, ZeroDivisionError):
            _note(faults, f"{name}.csv:{line} cannot be read")
    return rows


def _note(faults: Faults, sentence: str) -> None:
    faults.setdefault("tables_are_whole", []).append(sentence)
