"""How sure each project is: on the first page by verdict, in the chapter on projects with what gives way and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from leonplan.optimizer.deciding.certainty import Certainty, Verdict, certainties
from leonplan.optimizer.deciding.weighed import FTE_YEARS, WEIGHTED, PersonWeights, person_weights
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.report.content.changed_projects import changed_projects
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph
from leonplan.optimizer.report.words import Words, cell_text, mark, rounded
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
    w, found, weights = view.words, certainties(view.plan), person_weights(view.plan)
    for verdict, message in LINES.items():
        some = [_named(view, one, weights) for one in found if one.verdict is verdict]
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
    w, weights, found = view.words, person_weights(view.plan), certainties(view.plan)
    yield Heading(2, w.say("How sure each project is"), "projects-certainty")
    yield Paragraph(
        w.say(
            "Each project of the plan was forbidden, each other one forced, and everything else was planned anew, goal by goal "
            "in the plan's order, each goal held within what the proof allows. The first goal that cannot be held says what the "
            "project is worth: at least and at most so much over all years. Goals after spending are not looked at."
        )
    )
    table = plain(
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
        rows=[_row(w, one, weights) for one in found],
    )
    yield replace(table, note=_note(w, weights)) if any(map(_is_weighted, found)) else table


def _note(words: Words, weights: PersonWeights) -> str:
    """How need of different severity is put as persons."""
    if weights.light_for_heavy is None:
        return words.say(
            "Need is counted by its severity, and told as persons of average need without any help in every year."
        )
    return words.say(
        "Need is counted by its severity, and told as persons of average heavy need without any help in every year: one of "
        "them weighs as much as {number} persons of average light need.",
        number=Number(weights.light_for_heavy, 1),
    )


def _row(words: Words, one: Certainty, weights: PersonWeights) -> tuple[Cell, ...]:
    in_plan = words.say("yes") if one.is_in_plan else words.say("no")
    verdict = words.word(v.VERDICTS[one.verdict.value])
    if one.goal is None:
        why = "" if one.why is None else words.word(v.NO_ANSWER[one.why.value])
        others = changed_projects(words, one.instead) if one.verdict is Verdict.INTERCHANGEABLE else None
        return one.project.name, in_plan, verdict, why, None, None, others
    least = None if one.verdict is Verdict.UNKNOWN else _amount(one, one.at_least, weights)
    most = _amount(one, one.at_most, weights)
    return one.project.name, in_plan, verdict, _goal(words, one, weights), least, most, None


def _goal(words: Words, one: Certainty, weights: PersonWeights) -> str:
    """The goal that gives way, with its unit."""
    assert one.goal is not None
    if one.goal.goal not in set(Goal):
        return one.goal.goal
    if _is_money(one):
        unit = words.say("million kr")
    elif _is_weighted(one):
        unit = _persons(words, weights)
    elif one.goal.unit == FTE_YEARS:
        unit = words.say("FTE, every year")
    else:
        unit = words.word(v.UNITS[one.goal.unit])
    return f"{words.word(v.GOALS[one.goal.goal])} ({unit})"


def _is_money(one: Certainty) -> bool:
    return one.goal is not None and one.goal.unit.startswith("kNOK")


def _is_weighted(one: Certainty) -> bool:
    return one.goal is not None and one.goal.unit == WEIGHTED


def _persons(words: Words, weights: PersonWeights) -> str:
    if weights.is_heavy:
        return words.say("as so many persons with heavy need without help every year")
    return words.say("as so many persons with light need without help every year")


def _amount(one: Certainty, amount: float, weights: PersonWeights) -> Number:
    """An amount in words that a council knows: persons or årsverk in every year, million kroner over all years."""
    if _is_money(one):
        return Number(amount / 1000, 1)
    if _is_weighted(one):
        persons = weights.persons(amount)
        return Number(amount if persons is None else persons, 1)
    is_work = one.goal is not None and one.goal.unit == FTE_YEARS
    return Number(amount / weights.years if is_work else amount, 1)


def _named(view: View, one: Certainty, weights: PersonWeights) -> str:
    """The name, with what it is worth in help or in money, or what comes instead."""
    w = view.words
    if one.verdict is Verdict.NEEDED and _is_weighted(one):
        least = _amount(one, one.at_least, weights)
        if rounded(least.value, least.decimals):
            amount = cell_text(least, w.language)
            heavy = mark("without it at least as if {amount} more persons with heavy need were without help every year")
            light = mark("without it at least as if {amount} more persons with light need were without help every year")
            return f"{one.project.name} ({w.say(heavy if weights.is_heavy else light, amount=amount)})"
    if one.verdict is Verdict.INTERCHANGEABLE:
        return f"{one.project.name} ({_either_way(w, one)})"
    if one.verdict in (Verdict.WORTH, Verdict.NOT_WORTH) and _is_money(one):
        amount = cell_text(Number(one.at_least / 1000, 1, w.say("million kr")), w.language)
        return f"{one.project.name} ({w.say('at least {amount}', amount=amount)})"
    return one.project.name


def _either_way(words: Words, one: Certainty) -> str:
    message = mark("in the plan; without it: {what}") if one.is_in_plan else mark("not in the plan; with it: {what}")
    return words.say(message, what=changed_projects(words, one.instead, MOST_CHANGES))
