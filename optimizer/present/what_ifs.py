"""The list of what-ifs that ship with an instance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from leonplan.optimizer.present.console import paragraph
from leonplan.optimizer.present.text import visible
from leonplan.optimizer.what_if.read import NamedWhatIf


def what_ifs_screen(found: Sequence[NamedWhatIf], name: str) -> Iterator[RenderableType]:
    """Id, title and question of each, those of one strategic choice under one another."""
    yield paragraph(f"{name}: {len(found) or 'no'} what-if{'' if len(found) == 1 else 's'}", "bold")
    for choice in dict.fromkeys(one.what_if.vegvalg for one in found):
        if choice is not None:
            yield paragraph(f"Vegvalg: {choice}", "bold")
        for one in found:
            if one.what_if.vegvalg == choice:
                yield Text.assemble("  ", (visible(one.id), "bold"), f"  {visible(one.what_if.title)}")
                yield Padding(paragraph(one.what_if.question), (0, 0, 0, 6), expand=False)


def what_ifs_json(found: Sequence[NamedWhatIf]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "what_ifs": [
            {
                "id": one.id,
                "title": one.what_if.title,
                "question": one.what_if.question,
                "reason": one.what_if.reason,
                "vegvalg": one.what_if.vegvalg,
                "changes": len(one.what_if.changes),
            }
            for one in found
        ]
    }
