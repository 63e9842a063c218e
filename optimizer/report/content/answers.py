"""What a comparison answers, each question by itself: a sentence and a small table, before everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leonplan.optimizer.compare.against_reference import Against, against_reference
from leonplan.optimizer.compare.comparison import Comparison, ScenarioKind
from leonplan.optimizer.report.content.alternatives import Alternative, alternatives_of
from leonplan.optimizer.report.content.needed import moved_projects
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph, Table
from leonplan.optimizer.report.words import rounded, signed_text
from leonplan.optimizer.words import vocabulary as v


def answers_chapter(view: View, comparison: Comparison) -> Iterator[Block]:
    """The chapter; nothing where no alternative has a plan."""
    w = view.words
    base, *others = alternatives_of(view, comparison)
    if not others:
        return
    yield Heading(1, w.say("What was asked, and the answers"), "answers")
    yield Paragraph(
        w.say(
            "Each answer compares a plan with the plan of the base, over all years: heavy need first, and never added to light. "
            "What is grey lies within what the proofs leave open, and means nothing by itself."
        )
    )
    for number, one in enumerate(others, 1):
        yield Heading(2, one.name, f"answers-{number}")
        if one.entry.kind is ScenarioKind.WHAT_IF and one.entry.question:  # the others say it with their name
            yield Paragraph(w.told(one.entry.question))
        # staff over all years say little; each year's stand in the chapter on alternatives
        found = [figure for figure in _against(base, one) if figure.figure.need or figure.figure.measure == "money"]
        yield Paragraph(_sentence(view, found), strong=True)
        yield _table(view, one, found, number)
        moved = moved_projects(view, base, one, number)
        if moved is not None:
            yield moved


def _against(base: Alternative, one: Alternative) -> tuple[Against, ...]:
    return against_reference(replace(one.view.plan, reference=base.view.plan))


def is_certain(one: Against) -> bool:
    """Whether the plans differ by more than what their proofs leave open, and by something that shows."""
    return abs(one.all_years.difference) > one.certain and _change(one).value != 0


def _sentence(view: View, found: list[Against]) -> str:
    w = view.words
    told = tuple(
        f"{v.AGAINST[one.name].within(w.language)} {signed_text(_change(one).value, _change(one).decimals, w.language)} "
        f"{_unit(view, one)}"
        for one in found
        if is_certain(one)
    )
    if not told:
        return w.say("Nothing differs from the base by more than what the proofs leave open.")
    return w.say("Against the base: {what}.", what=w.listed(told))


def _table(view: View, alternative: Alternative, found: list[Against], number: int) -> Table:
    w = view.words
    rows: list[tuple[Cell, ...]] = [
        (
            f"{w.word(v.AGAINST[one.name])} ({_unit(view, one)})",
            _number(one, one.all_years.reference),
            _number(one, one.all_years.plan),
            _change(one),
        )
        for one in found
    ]
    return replace(
        plain(
            id=f"answer-{number}",
            caption=w.say("{name}, over all years", name=alternative.name),
            stub=w.say("Key figure"),
            columns=[
                Column(w.say("The plan"), numeric=True),
                Column(w.say("Here"), numeric=True),
                Column(w.say("Change"), numeric=True),
            ],
            rows=rows,
        ),
        faint_rows=frozenset(i for i, one in enumerate(found) if not is_certain(one)),
    )


def _unit(view: View, one: Against) -> str:
    is_money = one.figure.measure == "money"
    return view.words.say("million kr") if is_money else view.words.word(v.UNITS[one.unit_over_years])


def _number(one: Against, amount: float) -> Number:
    return Number(amount / 1000, 1) if one.figure.measure == "money" else Number(amount, 1)


def _change(one: Against) -> Number:
    """The difference of the numbers as shown."""
    after, before = _number(one, one.all_years.plan), _number(one, one.all_years.reference)
    return Number(rounded(rounded(after.value, 1) - rounded(before.value, 1), 1), 1)
