"""Instance folders with nothing in them but what a test names: no given year, no interest, one source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from leonplan.optimizer.instance.write_instance import write_instance
from leonplan.optimizer.schema.instance import Instance

Rows = Iterable[Mapping[str, Any]]
SOURCE = {"source": "paper"}


def write(
    folder: Path, goals: Sequence[str], years: Sequence[int], settings: Mapping[str, Any], **tables: Rows
) -> None:
    """An instance folder without a given year, with money at no interest."""
    rows = {"population": [{"variant": "main", "year": t, "age_band": "all", "persons": 1000} for t in years], **tables}
    instance = Instance.model_validate(
        {
            "settings": {
                "format": 1, "id": "case", "name": "Case", "municipality": "9999", "description": "Case.",
                "price_year": 2025, "horizon": {"periods": years}, "goals": {"frame": goals},
                "capital": {"rate": 0, "discount_rate": 0, **SOURCE},
                "age_bands": [{"id": "all", "name": "All", "lowest": 0}],
                "sources": [{"id": "paper", "title": "Paper", "year": 2025, "kind": "assumption"}],
                **settings,
            },
            **{name: [{**SOURCE, **row} for row in table] for name, table in rows.items()},
        }
    )  # fmt: skip
    write_instance(instance, folder)


def named(*names: str) -> Rows:
    return [{"id": name, "name": name.capitalize()} for name in names]


def group(**changes: Any) -> dict[str, Any]:
    return {"id": "care", "name": "Care", "lowest_level": "place", "severity": 1, **SOURCE, **changes}


def level(name: str = "place", **changes: Any) -> dict[str, Any]:
    return {"id": name, "name": name.capitalize(), "step": 1, "at_home": False, **SOURCE, **changes}
