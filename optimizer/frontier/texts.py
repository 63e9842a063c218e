"""A frontier as it is stored: the texts of its tables, and what the manifest says of it."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.rows import TABLES
from leonplan.optimizer.results.texts import file_of, write_table


def frontier_texts(frontier: Frontier) -> dict[str, str]:
    """The text of every table by the name of its file; the same frontier gives the same texts."""
    return {file_of(kind): write_table(kind, frontier.tables[kind.table]) for kind in TABLES}


def told_of(frontier: Frontier) -> dict[str, Any]:
    """Everything but the tables, by name."""
    plain = {one.name: getattr(frontier, one.name) for one in fields(Frontier) if one.name not in ("tables", "effort")}
    return {**plain, "effort": asdict(frontier.effort)}
