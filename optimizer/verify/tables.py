"""Reads the stored tables into exact numbers; whatever is malformed, doubled or has no place is noted."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.verify.exact import ZERO, parse
from leonplan.optimizer.verify.ledger import Ledger

Rows = dict[int, dict[Any, Any]]
"""By year: a number, or numbers by column where a row holds several, by the rest of the key."""

_KEYS = {
    "need": ("year", "group", "district"),
    "served": ("year", "group", "level", "place"),
    "flow": ("year", "group", "district", "centre"),
    "unserved": ("year", "group", "district"),
    "assigned": ("year", "group", "district", "centre"),
    "unmet": ("year", "group"),
    "moved": ("year", "group", "level", "centre"),
    "participants": ("year", "programme", "group", "district"),
    "places": ("year", "centre", "level"),
    "projects": ("year", "project"),
    "staff": ("year", "category"),
    "covers": ("year", "category", "work_of"),
    "money": ("year", "post"),
    "spending": ("year", "post", "function", "centre", "project"),
}
_NUMBERS = {
    "need": ("persons",),
    "served": ("persons",),
    "flow": ("persons",),
    "unserved": ("persons",),
    "assigned": (),
    "unmet": ("persons", "weighted", "below_minimum", "below_sound"),
    "moved": ("persons",),
    "participants": ("persons",),
    "places": ("built", "operated", "open_units"),
    "projects": ("starts", "granted"),
    "staff": ("employed", "hired", "agency", "shortfall", "competence_gap", "work"),
    "covers": ("fte", "time"),
    "money": ("amount",),
    "spending": ("amount",),
}
_MAY_BE_BLANK = {"spending": ("function", "centre", "project")}
_MAY_BE_NEGATIVE = ("money", "spending")
_GOALS = ("step", "goal", "unit", "value", "bound", "gap", "proven", "grid", "slack", "held_at")

Stored = Mapping[str, Rows]
"""The tables by name, with every year in each."""


@dataclass(frozen=True, slots=True)
class StoredGoal:
    """A row of the table of goals."""

    step: int
    goal: str
    unit: str
    value: Fraction
    bound: Fraction | None
    gap: Fraction | None
    proven: bool
    grid: Fraction
    slack: Fraction
    held_at: Fraction


@dataclass
class TableReader:
    """Reads the tables of one plan."""

    instance: Instance
    texts: Mapping[str, str]
    years: tuple[int, ...]
    ledger: Ledger
    known: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Which ids a column may hold."""
        settings = self.instance.settings
        districts = {row.id for row in self.instance.districts}
        centres = {row.id for row in self.instance.centres}
        categories = {row.id for row in settings.staff}
        self.known = {
            "group": {row.id for row in settings.groups},
            "level": {row.id for row in settings.levels},
            "district": districts,
            "centre": centres,
            "place": districts | centres,
            "category": categories,
            "work_of": categories,
            "programme": {row.id for row in self.instance.programmes},
            "project": {row.id for row in self.instance.projects},
        }

    def read(self) -> Stored:
        """Every table but the goals."""
        expected = {f"{name}.csv" for name in (*_KEYS, "goals")}
        for name in expected.symmetric_difference(self.texts):
            self.ledger.fails("tables_are_whole", name)
        return {name: self._table(name) for name in _KEYS}

    def goals(self) -> tuple[StoredGoal, ...]:
        """The table of goals."""
        return tuple(goal for line, cells in self._lines("goals", _GOALS) if (goal := self._goal(line, cells)))

    def _lines(self, name: str, heading: tuple[str, ...]) -> list[tuple[int, list[str]]]:
        """Cells by line of a table with this heading."""
        try:
            lines = list(csv.reader(io.StringIO(self.texts.get(f"{name}.csv", ""), newline=""), strict=True))
        except csv.Error:
            lines = []
        if not lines or tuple(lines[0]) != heading:
            self.ledger.fails("tables_are_whole", f"{name}.csv")
            return []
        numbered = list(enumerate(lines[1:], 2))
        for line, cells in numbered:
            if len(cells) != len(heading):
                self.ledger.fails("tables_are_whole", f"{name}.csv:{line}")
        return [(line, cells) for line, cells in numbered if len(cells) == len(heading)]

    def _table(self, name: str) -> Rows:
        keys, numbers = _KEYS[name], _NUMBERS[name]
        rows: Rows = {t: {} for t in self.years}
        years = {str(t): t for t in self.years}
        width = len(keys)
        for line, cells in self._lines(name, keys + numbers):
            ids = cells[1:width]
            blank = _MAY_BE_BLANK.get(name, ())
            wrong = cells[0] not in years or not all(
                cell in self.known.get(column, (cell,)) or (not cell and column in blank)
                for column, cell in zip(keys[1:], ids, strict=True)
            )
            key: Any = ids[0] if width == 2 else tuple(ids)
            if wrong or key in rows[years[cells[0]]]:
                self.ledger.fails("tables_are_whole", f"{name}.csv:{line}")
                continue
            rows[years[cells[0]]][key] = self._numbers(name, line, cells[width:], numbers)
        return rows

    def _numbers(self, name: str, line: int, cells: list[str], columns: tuple[str, ...]) -> Any:
        """The number of a row, or its numbers by column."""
        found = [self._number(name, line, column, cell) for column, cell in zip(columns, cells, strict=True)]
        return found[0] if len(found) == 1 else dict(zip(columns, found, strict=True))

    def _number(self, name: str, line: int, column: str, cell: str) -> Fraction | None:
        if column == "open_units" and not cell:
            return None
        try:
            number = parse(cell)
        except (ValueError, ZeroDivisionError):
            self.ledger.fails("tables_are_whole", f"{name}.csv:{line}")
            return ZERO
        if number < 0 and name not in _MAY_BE_NEGATIVE:
            self.ledger.fails("nothing_is_negative", f"{name}.csv:{line}")
        if column in ("open_units", "starts") and number.denominator != 1:
            self.ledger.fails("tables_are_whole", f"{name}.csv:{line}")
        return number

    def _goal(self, line: int, cells: list[str]) -> StoredGoal | None:
        step, goal, unit, value, bound, gap, proven, grid, slack, held_at = cells
        try:
            if proven not in ("true", "false") or bool(bound) != bool(gap):
                raise ValueError
            if parse(grid) < 0 or parse(slack) < 0:
                self.ledger.fails("nothing_is_negative", f"goals.csv:{line}")
            return StoredGoal(
                int(step), goal, unit, parse(value), parse(bound) if bound else None, parse(gap) if gap else None,
                proven == "true", parse(grid), parse(slack), parse(held_at),
            )  # fmt: skip
        except (ValueError, ZeroDivisionError):
            self.ledger.fails("tables_are_whole", f"goals.csv:{line}")
            return None
