"""The part of a plan's screen that tells how sure each project is."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from leonplan.optimizer.deciding.certainty import Certainty, Verdict, certainties
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.console import BAD, add_row, plain_table
from leonplan.optimizer.present.deciding import project_text
from leonplan.optimizer.present.grid import section
from leonplan.optimizer.present.text import number
from leonplan.optimizer.words.vocabulary import NO_ANSWER, VERDICTS


def certainty_rows(plan: Plan) -> Iterator[RenderableType]:
    """Every project that is not decided beforehand, with what gives way without it, or with it, and by how much."""
    if Inquiry.CERTAINTY not in plan.asked:
        return
    yield section("How sure each project is", "forbidden if it is in the plan, else forced; what gives way first")
    table = plain_table(("", "left"), ("", "left"), ("at least", "right"), ("at most", "right"), ("", "left"))
    for one in certainties(plan):
        if one.verdict is not Verdict.DECIDED:
            add_row(table, _cells(one), BAD if one.verdict is Verdict.UNKNOWN else "")
    yield table


def _cells(one: Certainty) -> tuple[str, ...]:
    name = f"  {one.project.name}{'' if one.is_in_plan else ' (not in the plan)'}"
    verdict = VERDICTS[one.verdict.value].en
    if one.goal is not None:
        least = "" if one.verdict is Verdict.UNKNOWN else _amount(one, one.at_least)
        unit = "million kr" if _is_money(one) else one.goal.unit
        return name, verdict, least, _amount(one, one.at_most), f"{one.goal.goal}, {unit}"
    if one.why is not None:
        return name, verdict, "", "", NO_ANSWER[one.why.value].en
    others = ", ".join(map(project_text, one.instead)) if one.verdict is Verdict.INTERCHANGEABLE else ""
    return name, verdict, "", "", others


def _is_money(one: Certainty) -> bool:
    return one.goal is not None and one.goal.unit.startswith("kNOK")


def _amount(one: Certainty, amount: float) -> str:
    return number(amount / 1000 if _is_money(one) else amount, 1)
