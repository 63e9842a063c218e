"""The settings that are no lists as rows of a sheet: what it is, its value, its unit, and the path by which it is known.

Years and other lists of values stand in one cell, with blanks between. The order of goals stands with a semicolon between its
steps; a step that weighs several goals has each with its weight, ``unmet=2 spend=0,5``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from leonplan.optimizer.excel.cells import Content, content
from leonplan.optimizer.excel.columns import SheetColumn, choice_words
from leonplan.optimizer.excel.list_rows import LIST_ROWS, part_of
from leonplan.optimizer.reading.read_cell import plain_type
from leonplan.optimizer.schema.settings import Settings
from leonplan.optimizer.schema.units import unit_of
from leonplan.optimizer.sealed.csv_cell import cell_text
from leonplan.optimizer.words import input_words, setting_words
from leonplan.optimizer.words.setting_meanings import MEANINGS

ORDERS = ("goals.frame", "goals.cover")
"""Fields that hold an order of goals."""

VARIANTS = "horizon.variants"
"""The field with lists of years by name: each is a row of its own."""

SETTINGS_COLUMNS = tuple(
    SheetColumn(name, heading, "", heading, name != "unit", str) for name, heading in setting_words.HEADINGS.items()
)
"""The columns of the sheet."""


@dataclass(frozen=True)
class Setting:
    """A field of the settings that has a row."""

    path: str
    """Its path, with points between."""
    annotation: Any
    """Its type."""
    unit: str
    """Its unit in words."""
    meaning: str
    """What it holds, in bokmål."""

    @property
    def choices(self) -> dict[str, str]:
        """Words by choice; empty if it has none."""
        return choice_words(plain_type(self.annotation))


def _settings(part: type[BaseModel], before: str = "") -> Iterator[Setting]:
    """The fields of a part that have rows."""
    for name, one in part.model_fields.items():
        path = f"{before}{name}"
        inner = part_of(one.annotation)
        if path in LIST_ROWS:
            continue
        if inner is not None and path not in ORDERS:
            yield from _settings(inner, f"{path}.")
        else:
            unit = unit_of(one)
            annotation = get_args(one.annotation)[1] if path == VARIANTS else one.annotation
            yield Setting(path, annotation, input_words.UNITS[unit] if unit else "", MEANINGS[path])


SETTINGS: Mapping[str, Setting] = {one.path: one for one in _settings(Settings)}
"""Every field that has a row, by its path."""


def settings_rows(settings: Settings) -> list[list[Content]]:
    """The rows of the sheet, one for each field, those without a value too."""
    rows: list[list[Content]] = []
    for path, one in SETTINGS.items():
        value: Any = settings
        for step in path.split("."):
            value = None if value is None else getattr(value, step)
        label = setting_words.SETTINGS[path]
        if path == VARIANTS:
            for name, years in value.items():
                rows.append([f"{label}: {name}", content(years, {}), None, f"{path}.{name}", one.meaning])
        else:
            written = _order(value) if path in ORDERS else content(value, one.choices)
            rows.append([label, written, one.unit or None, path, one.meaning])
    return rows


def _order(steps: Any) -> Content:
    """An order of goals as text; nothing where the standing one holds."""
    if steps is None:
        return None
    return "; ".join(
        " ".join(f"{goal.value}={cell_text(weight).replace('.', ',')}" for goal, weight in step.items())
        if isinstance(step, dict)
        else step.value
        for step in steps
    )
