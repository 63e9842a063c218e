"""On what a plan hangs: the means that are used up for most of the time, what rests on estimates, and the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leonplan.optimizer.explain.binding.what_binds import Bound, what_binds
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.report.content.basis import estimated_share
from leonplan.optimizer.report.content.deciding import not_asked
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Number
from leonplan.optimizer.report.words import mark, rounded

MOST_RULES = 3
"""Rules named on the first page."""

MOST_SUBJECTS = 2
"""What a rule is about, named for each."""

SENTENCES: Mapping[str, str] = {
    "spend_within_frame": mark("The operating frame is used up in {years}."),
    "invest_within_frame": mark("The investment frame is used up in {years}."),
    "nobody_works_twice": mark("Staff have no hours to spare in {years}: {what}."),
    "staff_grow_by_recruitment": mark("No more can be recruited in {years}: {what}."),
    "staff_growth_is_limited": mark("Staff may not grow more than is allowed in {years}."),
    "competence_is_secured": mark("Competence is no more than it must be in {years}: {what}."),
    "operated_within_built_places": mark("Every place there is, is in use in {years}: {what}."),
}
"""Rules on means, in words; others are no assumptions that could be another."""


def hangs_on(view: View) -> Iterator[str]:
    """The rules that leave no room for most of the time, what the plan rests on, and what was not asked for.

    Where it was asked what the plan would be without its assumptions, that says it instead of the rules.
    """
    w = view.words
    if Inquiry.ASSUMPTIONS not in view.plan.asked:
        yield from _used_up(view)
    estimates = w.say(
        "{share} of the need in {year} rests on estimates and assumptions, not on counts of the municipality's own.",
        share=Number(100 * estimated_share(view), 0, "%"),
        year=view.last,
    )
    yield f"{estimates} {_proof(view)}"
    yield from not_asked(view)


def _used_up(view: View) -> Iterator[str]:
    """Rules by how much of the time they bind, each with what it binds."""
    found: dict[str, list[Bound]] = {}
    for bound in what_binds(view.plan):
        if bound.rule in SENTENCES and bound.subject in (*_names(view, bound.rule), ""):
            found.setdefault(bound.rule, []).append(bound)
    heaviest = sorted(found, key=lambda rule: -max(bound.weight for bound in found[rule]))
    for rule in heaviest[:MOST_RULES]:
        bounds = sorted(found[rule], key=lambda bound: -bound.weight)
        years = tuple(sorted({year for bound in bounds[:MOST_SUBJECTS] for year in bound.years}))
        named = view.words.listed(tuple(bound.subject for bound in bounds[:MOST_SUBJECTS]))
        yield view.words.say(SENTENCES[rule], years=view.years_text(years), what=named)


def _names(view: View, rule: str) -> tuple[str, ...]:
    """What a rule can be about by the names of the instance; money and all staff together are named by the sentence."""
    if rule in ("spend_within_frame", "invest_within_frame"):
        return "operating frame", "investment frame"
    if rule == "staff_growth_is_limited":
        return ("all staff",)
    return (*view.names.staff.values(), *view.names.levels.values())


def _proof(view: View) -> str:
    w, plan = view.words, view.plan
    checks = 0 if plan.verification is None else len(plan.verification.checks)
    widest = max((goal.gap for goal in plan.goals if goal.gap is not None), default=0.0)
    if plan.status is not Status.OPTIMAL:
        proof = w.say(
            "The search was stopped before the plan was proven best; the certificate shows how far it may be."
        )
    elif rounded(100 * widest, 2):
        proof = w.say(
            "No plan is better by more than {gap} in any goal, taken in order; that is proven.",
            gap=Number(100 * widest, 2, "%"),
        )
    else:
        proof = w.say("No plan is better in any goal, taken in order; that is proven.")
    checked = w.count(
        "{number} rule was checked again by plain arithmetic and holds.",
        "{number} rules were checked again by plain arithmetic, and all hold.",
        checks,
    )
    return f"{proof} {checked}"
