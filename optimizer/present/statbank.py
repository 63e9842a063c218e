"""The screen and the JSON of a table of Statistics Norway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from leonplan.optimizer.present.console import add_row, paragraph, plain_table
from leonplan.optimizer.sealed.sealed import hash_of
from leonplan.optimizer.statbank.fetch import KeptTable, meaning
from leonplan.optimizer.statbank.keep import flat_rows, kept_files

_MOST_SHOWN = 20
_MOST_MISSING = 8


def statbank_screen(kept: KeptTable, folder: Path | None) -> Iterator[RenderableType]:
    """The first cells, every kind of mark with how many cells have it, and how to cite the table."""
    yield paragraph(kept.citation, "bold")
    flat = flat_rows(kept.rows)
    if flat:
        names = [name for name in flat[0] if name != "mark"]
        table = plain_table(*((name, "right" if name == "value" else "left") for name in names))
        for row in flat[:_MOST_SHOWN]:
            cells = {name: _cell(value) for name, value in row.items()}
            add_row(table, [cells[name] or cells["mark"] for name in names])
        yield table
        if len(flat) > _MOST_SHOWN:
            yield paragraph(f"… and {len(flat) - _MOST_SHOWN} more cells; --json and -o have them all.")
    yield paragraph(f"{len(kept.rows)} cells, {len(kept.missing)} of them missing (missing is not zero).")
    for mark, count in Counter(row.mark for row in kept.missing).most_common():
        where = ["/".join(at.label or at.code for at in row.at.values()) for row in kept.missing if row.mark == mark]
        more = ", …" if count > _MOST_MISSING else ""
        yield paragraph(f"  '{mark}' {meaning(mark)}, {count}: {', '.join(where[:_MOST_MISSING])}{more}")
    if folder is not None:
        yield paragraph(f"{folder} holds the raw replies, the cells as CSV and how they were asked for.")


def statbank_json(kept: KeptTable, folder: Path | None) -> dict[str, Any]:
    """The same for programs: every cell, every missing one with its mark and what that means, and the files."""
    flat = flat_rows(kept.rows)
    return {
        "table": kept.table,
        "title": kept.title,
        "regions": list(kept.regions),
        "retrieved": kept.retrieved,
        "address": kept.address,
        "citation": kept.citation,
        "rows": flat,
        "missing": [{**row, "meaning": meaning(str(row["mark"]))} for row in flat if row["value"] is None],
        "replies": [
            {"file": one.file, "sha256": hash_of(one.content), "question": one.question} for one in kept.replies
        ],
        "files": [] if folder is None else [str(folder / name) for name in kept_files(kept)],
    }


def _cell(value: str | float | None) -> str:
    """A value as people read it."""
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else value
