"""The assumptions that decide a plan: what it would be with each loosened by a useful step, and with other populations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leonplan.optimizer.compare.against_reference import Against, Pair
from leonplan.optimizer.deciding.assumptions import TOLD, AssumptionEffect, deciding, effects
from leonplan.optimizer.outcome.question import Inquiry, QuestionKind
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import PlanAnswer
from leonplan.optimizer.report.content.changed_projects import changed_projects
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Number, Paragraph
from leonplan.optimizer.report.words import Words, mark
from leonplan.optimizer.words import vocabulary as v

TITLES: Mapping[str, str] = {
    "all_heavy_without_help": mark("Heavy without help"),
    "all_heavy_unmet": mark("Heavy unmet"),
    "all_light_unmet": mark("Light unmet"),
    "overrun": mark("Over the frames"),
}
"""Headings of what an assumption is judged by; persons over all years, and million kroner."""

MOST_NAMED = 1
"""Projects that a row names, as the table stands on page one."""

COMMANDS: Mapping[Inquiry, str] = {
    Inquiry.ASSUMPTIONS: mark("what the plan would be without the assumptions that decide it"),
    Inquiry.CERTAINTY: mark("how sure each project is"),
    Inquiry.BREAK_EVEN: mark("from which effect on unused programmes pay"),
}
"""What was not asked for, in words."""


def deciding_assumptions(view: View) -> Iterator[Block]:
    """The plan and what it would be without each deciding assumption, and with other populations; nothing if not asked for."""
    if Inquiry.ASSUMPTIONS not in view.plan.asked:
        return
    w, found = view.words, effects(view.plan)
    named = deciding(view.plan)
    shown = (*named, *(one for one in found if one.question.kind is QuestionKind.POPULATION and one.answer.plan))
    if shown:
        yield plain(
            id="summary-deciding",
            caption=w.say("The plan without the assumptions that decide it (all years: person-years and million kr)"),
            stub=w.say("With this changed, and all else planned anew"),
            columns=[
                *(Column(w.say(TITLES[name]), numeric=True) for name in _told(shown)),
                Column(w.say("Projects")),
            ],
            rows=[_plan_row(view, shown), *(_row(view, one, shown) for one in shown)],
        )
    if sentences := [*_others(w, found, named), *_unknown(w, found)]:
        yield Paragraph(" ".join(sentences))


def not_asked(view: View) -> Iterator[str]:
    """What was not asked for with the plan, and what asks for it."""
    w = view.words
    missing = [one for one in COMMANDS if one not in view.plan.asked]
    if missing:
        options = " ".join(f"--{one.value.replace('_', '-')}" for one in missing)
        yield w.say(
            "Not asked for: {what}; {command} finds it.",
            what="; ".join(w.say(COMMANDS[one]) for one in missing),
            command=f"leon solve {options}",
        )


def name_of(words: Words, answer: PlanAnswer) -> str:
    """What is changed, in words."""
    question = answer.question
    if question.kind is QuestionKind.LOOSENED:
        return words.word(v.ASSUMPTIONS[question.about])
    return population_name(words, question.about)


def population_name(words: Words, variant: str) -> str:
    """A variant of the population projection, in words."""
    known = v.POPULATIONS.get(variant)
    return words.say("Population “{name}”", name=variant) if known is None else words.word(known)


def _told(shown: Sequence[AssumptionEffect]) -> list[str]:
    """The figures that any of them has."""
    return [name for name in TOLD if any(figure.name == name for one in shown for figure in one.figures)]


def _plan_row(view: View, shown: Sequence[AssumptionEffect]) -> tuple[Cell, ...]:
    figures = {figure.name: figure for one in shown for figure in one.figures}
    cells = (_number(figures[name], figures[name].all_years.plan) for name in _told(shown))
    return view.words.say("The plan as it is"), *cells, None


def _row(view: View, one: AssumptionEffect, shown: Sequence[AssumptionEffect]) -> tuple[Cell, ...]:
    w, figures = view.words, {figure.name: figure for figure in one.figures}
    known = {figure.name: figure for other in shown for figure in other.figures}
    cells = [
        _number(known[name], (figures[name].all_years if name in figures else _NOTHING).reference)
        for name in _told(shown)
    ]
    title = name_of(w, one.answer)
    if one.answer.plan is not None and one.answer.plan.status is not Status.OPTIMAL:
        title = f"{title} {w.say('(not proven best)')}"
    return title, *cells, changed_projects(w, one.projects, MOST_NAMED)


_NOTHING = Pair(0.0, 0.0)


def _number(figure: Against, amount: float) -> Number:
    is_money = figure.figure.measure == "money"
    return Number(amount / 1000 if is_money else amount, 0)


def _others(words: Words, found: Sequence[AssumptionEffect], named: Sequence[AssumptionEffect]) -> Iterator[str]:
    """Those that were loosened and do not decide."""
    others = [
        name_of(words, one.answer)
        for one in found
        if one.question.kind is QuestionKind.LOOSENED and one.answer.plan is not None and one not in named
    ]
    if others and named:
        yield words.say("Tried as well, and of less help: {what}.", what="; ".join(others))
    elif others:
        yield words.say("None of what was loosened helps by itself: {what}.", what="; ".join(others))
    elif not named:
        yield words.say("No assumption that could be loosened binds the plan.")


def _unknown(words: Words, found: Sequence[AssumptionEffect]) -> Iterator[str]:
    """Those of which it is not known what they would bring."""
    for one in found:
        if one.answer.why is not None:
            yield f"{name_of(words, one.answer)}: {v.NO_ANSWER[one.answer.why.value].within(words.language)}."
