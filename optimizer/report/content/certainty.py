"""How sure each project is: on the first page by verdict, in the chapter on projects with what gives way and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leonplan.optimizer.deciding.certainty import Certainty, Verdict, certainties
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.report.content.changed_projects import changed_projects
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph
from leonplan.optimizer.report.words import Words, cell_text, mark
from leonplan.optimizer.schema.settings import Goal
from leonplan.optimizer.words import vocabulary as v

MOST_CHANGES = 2
"""Other projects named on the first page for one that is interchangeable."""

LINES: Mapping[Verdict, str] = {
    Verdict.NEEDED: mark("Needed: {what}."),
    Verdict.WORTH: mark("Worth it: {what}."),
    Verdict.INTERCHANGEABLE: mark("Interchangeable, for every goal can be held either way: {what}."),
    Verdict.NOT_WORTH: mark("Not worth it: {what}."),
    Verdict.UNKNOWN: mark("Not proven either way: {what}."),
    Verdict.IMPOSSIBLE: mark("Cannot be ready in time: {what}."),
}
"""How each verdict is told; what is decided beforehand is only counted."""


def how_sure(view: View) -> Iterator[str]:
    """Every project in a line for each verdict; nothing if it was not asked for."""
    if Inquiry.CERTAINTY not in view.plan.asked:
        return
    w, found = view.words, certainties(view.plan)
    for verdict, message in LINES.items():
        some = [_named(view, one) for one in found if one.verdict is verdict]
        if some:
            yield w.say(message, what="; ".join(some))
    decided = sum(one.verdict is Verdict.DECIDED for one in found)
    if decided:
        yield w.count(
            "{number} project is decided or ruled out beforehand.",
            "{number} projects are decided or ruled out beforehand.",
            decided,
        )


def certainty_section(view: View) -> Iterator[Block]:
    """Every project with its verdict, what gives way, and between what bounds; nothing if it was not asked for."""
    if Inquiry.CERTAINTY not in view.plan.asked:
        return
    w = view.words
    yield Heading(2, w.say("How sure each project is"), "projects-certainty")
    yield Paragraph(
        w.say(
            "Each project of the plan was forbidden, each other one forced, and everything else was planned anew, goal by goal "
            "in the plan's order, each goal held within what the proof allows. The first goal that cannot be held says what the "
            "project is worth: at least and at most so much over all years. Goals after spending are not looked at."
        )
    )
    yield plain(
        id="certainty",
        caption=w.say("What it costs to do without a project of the plan, or to carry out another"),
        stub=w.say("Project"),
        columns=[
            Column(w.say("In the plan")),
            Column(w.say("How sure")),
            Column(w.say("What gives way")),
            Column(w.say("At least"), numeric=True),
            Column(w.say("At most"), numeric=True),
            Column(w.say("Other projects then")),
        ],
        rows=[_row(w, one) for one in certainties(view.plan)],
    )


def _row(words: Words, one: Certainty) -> tuple[Cell, ...]:
    in_plan = words.say("yes") if one.is_in_plan else words.say("no")
    verdict = words.word(v.VERDICTS[one.verdict.value])
    if one.goal is None:
        why = "" if one.why is None else words.word(v.NO_ANSWER[one.why.value])
        others = changed_projects(words, one.instead) if one.verdict is Verdict.INTERCHANGEABLE else None
        return one.project.name, in_plan, verdict, why, None, None, others
    least = None if one.verdict is Verdict.UNKNOWN else _amount(one, one.at_least)
    return one.project.name, in_plan, verdict, _goal(words, one), least, _amount(one, one.at_most), None


def _goal(words: Words, one: Certainty) -> str:
    """The goal that gives way, with its unit."""
    assert one.goal is not None
    if one.goal.goal not in set(Goal):
        return one.goal.goal
    unit = words.say("million kr") if _is_money(one) else words.word(v.UNITS[one.goal.unit])
    return f"{words.word(v.GOALS[one.goal.goal])} ({unit})"


def _is_money(one: Certainty) -> bool:
    return one.goal is not None and one.goal.unit.startswith("kNOK")


def _amount(one: Certainty, amount: float) -> Number:
    return Number(amount / 1000 if _is_money(one) else amount, 1)


def _named(view: View, one: Certainty) -> str:
    """The name, with what it is worth in money, or what comes instead."""
    w = view.words
    if one.verdict is Verdict.INTERCHANGEABLE:
        return f"{one.project.name} ({_either_way(w, one)})"
    if one.verdict in (Verdict.WORTH, Verdict.NOT_WORTH) and _is_money(one):
        amount = cell_text(Number(one.at_least / 1000, 1, w.say("million kr")), w.language)
        return f"{one.project.name} ({w.say('at least {amount}', amount=amount)})"
    return one.project.name


def _either_way(words: Words, one: Certainty) -> str:
    message = mark("in the plan; without it: {what}") if one.is_in_plan else mark("not in the plan; with it: {what}")
    return words.say(message, what=changed_projects(words, one.instead, MOST_CHANGES))
