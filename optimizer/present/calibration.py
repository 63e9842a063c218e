"""The screen and the JSON of an instance fitted to counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from leonplan.optimizer.municipality.calibrate import Calibration
from leonplan.optimizer.present.console import add_row, paragraph, plain_table
from leonplan.optimizer.present.text import share


def calibration_screen(found: Calibration, made: Path) -> Iterator[RenderableType]:
    """Every number that was changed, and where the instance is."""
    if found.changed:
        yield paragraph(f"Changed so that {len(found.counts.persons)} counts hold", "bold")
        table = plain_table(
            ("", "left"),
            ("of", "left"),
            ("before", "right"),
            ("after", "right"),
            ("change", "right"),
            ("asked for by", "left"),
        )
        for one in found.changed:
            change = ("+" if one.after >= one.before else "-") + share(abs(one.after / one.before - 1))
            place = f"{one.file}:{one.line} {one.column}"
            add_row(table, (place, one.of, f"{one.before:.5g}", f"{one.after:.5g}", change, ", ".join(one.counts)))
        yield table
    else:
        yield paragraph("All counts hold already: nothing is changed.")
    yield paragraph(f"{made} is made. Look at it with: leon check {made}")


def calibration_json(found: Calibration) -> dict[str, Any]:
    """The same for programs."""
    residuals = [
        {"item": item, "counted": counted, "residual": round(found.residuals[item], 6) + 0.0}
        for item, counted in found.counts.persons.items()
    ]
    return {"changed": [asdict(one) for one in found.changed], "residuals": residuals}
