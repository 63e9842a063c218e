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
    """The counts by number, every number of the instance that was changed with the counts that asked, and where it is."""
    if found.changed:
        numbers = {item: str(number) for number, item in enumerate(found.counts.persons, 1)}
        yield paragraph("Changed so that these hold", "bold")
        counts = plain_table(("", "right"), ("", "left"), ("persons", "right"))
        for item, persons in found.counts.persons.items():
            add_row(counts, (numbers[item], item, f"{persons:g}"))
        yield counts
        table = plain_table(
            ("", "right"),
            ("of", "left"),
            ("before", "right"),
            ("after", "right"),
            ("change", "right"),
            ("for", "right"),
        )
        for one in found.changed:
            change = ("+" if one.after >= one.before else "-") + share(abs(one.after / one.before - 1))
            asked = " ".join(numbers[item] for item in one.counts)
            place = f"{one.file}:{one.line}"
            add_row(table, (place, one.of, f"{one.before:.4g}", f"{one.after:.4g}", change, asked))
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
