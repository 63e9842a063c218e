"""The part of a plan's screen that tells from which effect on programmes would pay."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from leonplan.optimizer.deciding.break_even import BreakEven, break_evens
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.console import BAD, add_row, paragraph, plain_table
from leonplan.optimizer.present.grid import section
from leonplan.optimizer.present.text import share
from leonplan.optimizer.words.vocabulary import NO_ANSWER


def break_even_rows(plan: Plan) -> Iterator[RenderableType]:
    """Every programme that is not taken into use: its largest effect today, and the one from which on it pays."""
    if Inquiry.BREAK_EVEN not in plan.asked:
        return
    found = break_evens(plan)
    if not found:
        yield paragraph("Every programme with an effect is taken into use.")
        return
    yield section("Programmes not in use", "largest effect: persons in need or hours saved, per participant")
    table = plain_table(("", "left"), ("today", "right"), ("pays from", "right"), ("not at", "right"), ("", "left"))
    for one in found:
        add_row(table, _cells(one), "" if one.is_proven else BAD)
    yield table


def _cells(one: BreakEven) -> tuple[str, ...]:
    largest = max(row.need_reduction or row.hours_reduction for row in one.effects)
    below = "·" if one.does_not_pay is None else share(min(1.0, largest * one.does_not_pay.question.times))
    name = f"  {one.programme.name}"
    if one.pays is None:
        why = "pays at no effect" if one.why is None else NO_ANSWER[one.why.value].en
        return name, share(largest), "·", below, why if one.is_proven or one.why else f"{why}, not proven"
    remarks = [] if one.may_grow else ["if it may grow"]
    remarks += [] if one.is_proven else ["not proven"]
    return name, share(largest), share(min(1.0, largest * one.pays.question.times)), below, ", ".join(remarks)
