"""The part of a plan's screen that tells what is closed, cut and moved as plainly as what is built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.console import paragraph
from leonplan.optimizer.present.text import number
from leonplan.optimizer.results.service_changes import (
    ServiceChange,
    home_changes,
    moves,
    place_changes,
    programme_changes,
)
from leonplan.optimizer.results.view import PlanView

MOST = 4
"""Services named of each kind; the report and the tables have the rest."""


def change_lines(plan: Plan) -> Iterator[Text]:
    """A line each for what is closed, cut and moved from the plan's first year to its last, and for programmes that grow."""
    view = PlanView(plan)
    places, programmes = place_changes(view), programme_changes(view)
    fewer = [one for one in (*places, *home_changes(view), *programmes) if one.size < 0]
    closed = [f"{_name(view, one)} {number(one.before)} from {one.closes}" for one in fewer if one.is_closed]
    cut = [_from_to(view, one) for one in fewer if not one.is_closed]
    gone = [
        f"{number(one.persons)} from {view.names.centres[one.centre]}, {view.names.levels[one.level]} "
        f"({' '.join(map(str, one.years))})"
        for one in moves(view)
    ]
    grown = [_from_to(view, one) for one in programmes if one.size > 0]
    for heading, told in (("Rolled out", grown), ("Closed", closed), ("Cut", cut), ("Residents moved", gone)):
        if told:
            yield paragraph(f"{heading}: {_few(told)}.")
    if not closed and not cut and not gone:
        yield paragraph("Nothing that there is today is closed, cut or moved.")


def _from_to(view: PlanView, one: ServiceChange) -> str:
    return f"{_name(view, one)} {number(one.before)} -> {number(one.after)}"


def _name(view: PlanView, one: ServiceChange) -> str:
    if one.centre:
        return f"{view.names.centres[one.centre]}, {view.names.levels[one.id]}"
    return view.names.levels.get(one.id) or view.names.programmes[one.id]


def _few(told: Sequence[str]) -> str:
    more = f"; {len(told) - MOST} more" if len(told) > MOST else ""
    return "; ".join(told[:MOST]) + more
