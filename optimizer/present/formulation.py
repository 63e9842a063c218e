"""The screen of the formulation."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from leonplan.models.catalog import Catalogue
from leonplan.optimizer.present.console import paragraph


def formulation_screen(catalogue: Catalogue) -> Iterator[RenderableType]:
    """Index letters, numbers, decisions, rules, goals."""
    yield _heading("Index letters")
    for letter, meaning in catalogue.indices:
        yield _entry(letter, meaning)
    yield _heading("Numbers (units in brackets)")
    for number in catalogue.parameters:
        yield _entry(f"{number.owner}.{number.name}", number.meaning)
    yield _heading("Decisions")
    for one in catalogue.variables:
        name = one.written if one.written.startswith(f"{one.name}[") else f"{one.written} ({one.name})"
        yield _entry(name, f"{one.meaning} [{one.unit}, {one.kind}]")
    yield _heading("Rules")
    for rule in catalogue.rules:
        yield _entry(rule.name, rule.sentence)
        yield Padding(paragraph(rule.math), (0, 0, 0, 4), expand=False)
        yield Padding(paragraph(f"[{rule.units}] Source: {rule.source}", "dim"), (0, 0, 0, 4), expand=False)
    yield _heading("Goals (less is better)")
    for goal in catalogue.goals:
        yield _entry(goal.name, f"{goal.meaning} [{goal.unit}]")


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold underline")


def _entry(name: str, meaning: str) -> RenderableType:
    return Padding(Text.assemble((name, "bold"), f"  {meaning}"), (0, 0, 0, 2), expand=False)
