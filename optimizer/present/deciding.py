"""The part of a plan's screen that tells of the assumptions that decide it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from leonplan.optimizer.compare.against_reference import Against
from leonplan.optimizer.deciding.assumptions import TOLD, AssumptionEffect, deciding, effects
from leonplan.optimizer.near_best.distance import ProjectDifference
from leonplan.optimizer.outcome.question import Inquiry, QuestionKind
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.console import BAD, GOOD, add_row, paragraph, plain_table
from leonplan.optimizer.present.grid import section
from leonplan.optimizer.present.text import number
from leonplan.optimizer.words.vocabulary import ASSUMPTIONS, NO_ANSWER, POPULATIONS

_HEADINGS = {
    "all_heavy_without_help": "no help",
    "all_heavy_unmet": "heavy",
    "all_light_unmet": "light",
    "overrun": "over",
}
"""Headings of what an assumption is judged by."""


def deciding_rows(plan: Plan) -> Iterator[RenderableType]:
    """What the plan would be with each assumption loosened, what helps most first, and with other populations."""
    if Inquiry.ASSUMPTIONS not in plan.asked:
        return
    found, named = effects(plan), deciding(plan)
    told = [name for name in TOLD if any(figure.name == name for one in found for figure in one.figures)]
    yield section("Assumptions", "over all years: heavy need without help, heavy and light unmet, million kr over")
    table = plain_table(("", "left"), *((_HEADINGS[name], "right") for name in told), ("projects that differ", "left"))
    if figures := {figure.name: figure for one in found for figure in one.figures}:
        add_row(table, ("  The plan as it is", *(_amount(figures[n], figures[n].all_years.plan) for n in told), ""))
    for one in found:
        add_row(table, _cells(one, told), GOOD if one in named else BAD if one.answer.plan is None else "")
    yield table
    if named:
        yield paragraph(f"Deciding: {'; '.join(title_of(one) for one in named)}.")
    elif any(one.question.kind is QuestionKind.LOOSENED for one in found):
        yield paragraph("None of what was loosened helps by itself.")
    else:
        yield paragraph("No assumption that could be loosened binds the plan.")


def title_of(one: AssumptionEffect) -> str:
    """What is changed, in words."""
    about = one.question.about
    if one.question.kind is QuestionKind.LOOSENED:
        return ASSUMPTIONS[about].en
    return POPULATIONS[about].en if about in POPULATIONS else f"Population {about}"


def _cells(one: AssumptionEffect, told: list[str]) -> tuple[str, ...]:
    title = f"  {title_of(one)}"
    if one.answer.plan is None:
        return title, *("?" for _ in told), NO_ANSWER[one.answer.why.value].en if one.answer.why else ""
    figures = {figure.name: figure for figure in one.figures}
    if one.answer.plan.status is not Status.OPTIMAL:
        title += " (not proven best)"
    amounts = (_amount(figures[name], figures[name].all_years.reference) if name in figures else "·" for name in told)
    return title, *amounts, ", ".join(map(project_text, one.projects)) or "·"


def _amount(figure: Against, amount: float) -> str:
    return number(amount / 1000 if figure.figure.measure == "money" else amount)


def project_text(one: ProjectDifference) -> str:
    """A project that comes, goes or starts in other years."""
    if not one.years:
        return f"not {one.name}"
    return f"{'' if one.best else 'also '}{one.name} {' '.join(map(str, one.years))}"
