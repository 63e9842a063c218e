"""From which effect on programmes pay that the plan does not take into use."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.deciding.break_even import PRECISION, BreakEven, break_evens
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Number, Paragraph
from leonplan.optimizer.report.words import Words
from leonplan.optimizer.schema.project_tables import ProgrammeEffect
from leonplan.optimizer.words import vocabulary as v


def break_even_section(view: View) -> Iterator[Block]:
    """Every programme that is not used, with its effects today and those from which on it pays; nothing if not asked for."""
    if Inquiry.BREAK_EVEN not in view.plan.asked:
        return
    w, found = view.words, break_evens(view.plan)
    if not found:
        yield Paragraph(
            w.say("Every programme with an effect is taken into use, so none is asked what effect would pay.")
        )
        return
    yield Paragraph(
        w.say(
            "The effect of each programme that is not taken into use was multiplied, and everything planned anew, until the "
            "plan took it into use. The effect at which it does and the one at which it does not lie within {precision} of one "
            "another. Programmes that the municipality's numbers keep closed, since they may not grow, were opened for it.",
            precision=Number(100 * (PRECISION - 1), 0, "%"),
        )
    )
    rows = [_row(view, one, effect) for one in found for effect in one.effects]
    yield plain(
        id="break-even",
        caption=w.say("From which effect on programmes would be taken into use (per cent)"),
        stub=w.say("Programme"),
        columns=[
            Column(w.say("Group")),
            Column(w.say("What it saves")),
            Column(w.say("Effect today"), numeric=True),
            Column(w.say("Pays from"), numeric=True),
            Column(w.say("Remark")),
        ],
        rows=rows,
    )


def _row(view: View, one: BreakEven, effect: ProgrammeEffect) -> tuple[Cell, ...]:
    w = view.words
    saves = w.say("persons in need") if effect.need_reduction else w.say("hours of work")
    today = Number(100 * (effect.need_reduction or effect.hours_reduction), 1, "%")
    pays = None if one.pays is None else Number(100 * one.effect(effect), 1, "%")
    return one.programme.name, view.names.groups[effect.group], saves, today, pays, _remark(w, one)


def _remark(words: Words, one: BreakEven) -> str:
    """What is to be known of the number, or why there is none."""
    if one.why is not None and one.pays is None:
        return words.word(v.NO_ANSWER[one.why.value])
    if one.pays is None:
        return (
            words.say("pays at no effect there could be")
            if one.is_proven
            else words.say("does not pay in plans that are not proven best")
        )
    remarks = []
    if not one.may_grow and one.pays.question.times == 1:
        remarks.append(words.say("pays with today's effect, once it is opened"))
    elif not one.may_grow:
        remarks.append(words.say("once it is opened"))
    if not one.is_proven:
        remarks.append(words.say("not proven"))
    return "; ".join(remarks)
