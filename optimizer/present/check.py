"""The screen of checking an instance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.instance.load import CheckReport
from leonplan.optimizer.present.console import paragraph
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES

_COUNTED = ("districts", "centres", "projects", "programmes")
_LISTED = ("levels", "groups", "staff")


def check_screen(report: CheckReport, folder: Path) -> Iterator[RenderableType]:
    """Faults, warnings, what there is, and whether all is well."""
    yield from _listed("Faults", report.problems, "bold red")
    yield from _listed("Warnings", report.warnings, "yellow")
    if report.instance is None:
        yield paragraph(
            f"{folder}: {_count(report.problems, 'fault')}, {_count(report.warnings, 'warning')}", "bold red"
        )
        return
    yield paragraph(_holds(report.instance))
    yield paragraph(f"{folder}: ok, {_count(report.warnings, 'warning')}", "bold green")


def check_json(report: CheckReport) -> dict[str, Any]:
    """The same for programs."""
    return {
        "ok": report.instance is not None,
        "problems": [problem.as_json() for problem in report.problems],
        "warnings": [warning.as_json() for warning in report.warnings],
        "counts": {} if report.instance is None else counts(report.instance),
    }


def counts(instance: Instance) -> dict[str, int]:
    """How many of each there are: what the settings list, and the rows of every table."""
    settings = instance.settings
    listed = {"periods": len(settings.horizon.periods), **{name: len(getattr(settings, name)) for name in _LISTED}}
    return {**listed, **{name: len(getattr(instance, name)) for name in TABLES}}


def _listed(heading: str, problems: Sequence[Problem], style: str) -> Iterator[RenderableType]:
    if problems:
        yield paragraph(f"{heading}:", style)
        yield from (str(problem) for problem in problems)


def _count(problems: Sequence[Problem], kind: str) -> str:
    return f"{len(problems) or 'no'} {kind}{'' if len(problems) == 1 else 's'}"


def _holds(instance: Instance) -> str:
    """What there is in one sentence."""
    settings, found = instance.settings, counts(instance)
    years = settings.horizon.periods
    parts = [f"years {years[0]}–{years[-1]} in {found['periods']} periods"]
    parts += [f"{'staff categories' if name == 'staff' else name} {found[name]}" for name in (*_LISTED, *_COUNTED)]
    rows = sum(found[name] for name in TABLES)
    return f"{settings.name}: {', '.join(parts)}; {rows} rows in {sum(1 for name in TABLES if found[name])} tables"
