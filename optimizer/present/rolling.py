"""The screen and the JSON of rolling on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from leonplan.optimizer.present.console import add_row, paragraph, plain_table
from leonplan.optimizer.present.text import number
from leonplan.optimizer.rolling.against import CAUSES
from leonplan.optimizer.rolling.roll import Rolled
from leonplan.optimizer.schema.years import base_year

_NAMES = {
    "need": "Need",
    "served": "Served",
    "unmet": "Unmet need",
    "places": "Places",
    "in_use": "Places in use",
    "employed": "On the books",
    "work": "Work",
    "not_employed": "Agencies and nobody",
    "spend": "Net spending",
}


def rolled_screen(rolled: Rolled, made: Path) -> Iterator[RenderableType]:
    """Plan against actual where there are actuals, what is not carried on, and where the instance is."""
    settings = rolled.instance.settings
    year = base_year(settings.horizon)
    if rolled.differences:
        yield paragraph(f"{settings.name}, {year}: what the plan said, what came, and why", "bold")
        columns = ("planned", *CAUSES, "actual")
        table = plain_table(("", "left"), *((name, "right") for name in columns), ("", "left"))
        for one in rolled.differences:
            if not one.of or one.planned != one.actual:
                name = f"  {one.of}" if one.of else _NAMES[one.figure]
                cells = (number(getattr(one, column), 1) for column in columns)
                add_row(table, (name, *cells, "" if one.of else one.unit), "" if one.of else "bold")
        yield table
    for note in rolled.notes:
        yield paragraph(f"Not carried on: {note}.")
    yield paragraph(f"{made} is made, with {year} as its base year. Look at it with: leon check {made}")


def rolled_json(rolled: Rolled) -> dict[str, Any]:
    """The same for programs, with every figure."""
    return {
        "base_year": base_year(rolled.instance.settings.horizon),
        "notes": list(rolled.notes),
        "differences": [asdict(one) for one in rolled.differences],
    }
