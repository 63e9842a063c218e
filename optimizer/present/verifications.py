"""The screen of several plans checked by arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.present.console import add_row, paragraph, plain_table
from leonplan.optimizer.present.verification import verification_json, verification_screen


def verifications_screen(found: Mapping[str, Verification]) -> Iterator[RenderableType]:
    """Every part with the number of its rules that hold, in full where one does not."""
    table = plain_table(("Checked", "left"), ("rules", "right"), ("hold", "right"))
    for part, verification in found.items():
        count = len(verification.checks)
        cells = (part, str(count), str(count - len(verification.failed)))
        add_row(table, cells, style="" if verification.ok else "bold red")
    yield table
    for part, verification in found.items():
        if not verification.ok:
            yield paragraph(part, "bold")
            yield from verification_screen(verification)
    held = sum(verification.ok for verification in found.values())
    yield Text(f"{held} of {len(found)} hold", style="bold green" if held == len(found) else "bold red")


def verifications_json(found: Mapping[str, Verification]) -> dict[str, Any]:
    """The same for programs: each check names its part."""
    told = {part: verification_json(verification) for part, verification in found.items()}
    return {
        "ok": all(verification.ok for verification in found.values()),
        "checks": [{"part": part, **check} for part, one in told.items() for check in one["checks"]],
    }
