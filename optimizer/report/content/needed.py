"""The projects that an answer carries out otherwise than the plan, and whether the change needs it."""

from __future__ import annotations

from leonplan.optimizer.compare.moves import ProjectMove, project_moves
from leonplan.optimizer.report.content.alternatives import Alternative
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Cell, Column, Table
from leonplan.optimizer.words import vocabulary as v


def moved_projects(view: View, base: Alternative, one: Alternative, number: int) -> Table | None:
    """A line for each project that starts in other years than in the plan; none where they are the same, or no one asked why."""
    w, causes = view.words, one.entry.causes
    moves = project_moves(base.view.plan, one.view.plan)
    if causes is None or not moves:
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _name(base, one, move),
            _years(view, move.before),
            _years(view, move.after),
            w.word(v.CAUSES[causes.projects[move.project]]),
        )
        for move in moves
    )
    return Table(
        id=f"answer-{number}-projects",
        caption=w.say("{name}: projects carried out otherwise", name=one.name),
        columns=(
            Column(w.say("Project")),
            Column(w.say("Starts in the plan")),
            Column(w.say("Starts here")),
            Column(w.say("Is it needed?")),
        ),
        rows=rows,
        note=_explained(view, {causes.projects[move.project].value for move in moves}),
    )


def _name(base: Alternative, one: Alternative, move: ProjectMove) -> str:
    """The project's name, in the plan of the base or, where the question added it, of the answer."""
    found = base.view.names.projects.get(move.project) or one.view.names.projects.get(move.project)
    return found or move.project


def _years(view: View, years: tuple[int, ...]) -> str:
    return view.words.each(years) if years else view.words.say("not built")


def _explained(view: View, found: set[str]) -> str:
    """What the words in the last column mean, those that stand there."""
    w = view.words
    told = {
        "needed": w.say("Needed: it is proven that no plan as good carries the project out as the base does."),
        "free": w.say("Interchangeable: a plan as good does, so the change does not decide it."),
        "undecided": w.say("Not known: the time did not allow to say."),
    }
    return " ".join(text for cause, text in told.items() if cause in found)
