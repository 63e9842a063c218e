"""The part of a plan's screen that tells how sure each project is."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from leonplan.optimizer.deciding.certainty import Certainty, Verdict, certainties
from leonplan.optimizer.deciding.weighed import FTE_YEARS, WEIGHTED, PersonWeights, person_weights
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.console import BAD, add_row, paragraph, plain_table
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
    weights = person_weights(plan)
    for one in certainties(plan):
        if one.verdict is not Verdict.DECIDED:
            add_row(table, _cells(one, weights), BAD if one.verdict is Verdict.UNKNOWN else "")
    yield table
    if weights.light_for_heavy is not None:
        yield paragraph(
            "  Persons: of average heavy need, without any help in every year; one weighs as much as "
            f"{number(weights.light_for_heavy, 1)} of average light need.",
            "dim",
        )


def _cells(one: Certainty, weights: PersonWeights) -> tuple[str, ...]:
    name = f"  {one.project.name}{'' if one.is_in_plan else ' (not in the plan)'}"
    verdict = VERDICTS[one.verdict.value].en
    if one.goal is not None:
        least = "" if one.verdict is Verdict.UNKNOWN else _amount(one, one.at_least, weights)
        return name, verdict, least, _amount(one, one.at_most, weights), f"{one.goal.goal}, {_unit(one, weights)}"
    if one.why is not None:
        return name, verdict, "", "", NO_ANSWER[one.why.value].en
    others = ", ".join(map(project_text, one.instead)) if one.verdict is Verdict.INTERCHANGEABLE else ""
    return name, verdict, "", "", others


def _is_money(one: Certainty) -> bool:
    return one.goal is not None and one.goal.unit.startswith("kNOK")


def _unit(one: Certainty, weights: PersonWeights) -> str:
    unit = "" if one.goal is None else one.goal.unit
    if unit == WEIGHTED:
        return f"persons with {'heavy' if weights.is_heavy else 'light'} need, every year"
    return "million kr" if _is_money(one) else "FTE, every year" if unit == FTE_YEARS else unit


def _amount(one: Certainty, amount: float, weights: PersonWeights) -> str:
    """Money in million kroner, need as persons and work as årsverk in every year."""
    unit = "" if one.goal is None else one.goal.unit
    persons = weights.persons(amount) if unit == WEIGHTED else None
    if persons is not None:
        return number(persons, 1)
    return number(amount / 1000 if _is_money(one) else amount / weights.years if unit == FTE_YEARS else amount, 1)
