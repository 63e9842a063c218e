"""The deciding assumptions: those that leave the plan no room are loosened one at a time, by a useful step, and solved again.

What a rule that binds is worth cannot be read off the plan: where one gives way the next may hold it as tightly. So every
candidate is solved anew, and those are called deciding whose step helps most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leonplan.optimizer.compare.against_reference import Against, against_reference
from leonplan.optimizer.demand.project_demand import ALL_VARIANTS
from leonplan.optimizer.explain.binding.what_binds import what_binds
from leonplan.optimizer.near_best.distance import ProjectDifference, differences
from leonplan.optimizer.outcome.question import ASKED_BY, Inquiry, PlanQuestion, QuestionKind
from leonplan.optimizer.planning.plan import Plan, PlanAnswer
from leonplan.optimizer.what_if.assumptions import ASSUMPTIONS
from leonplan.optimizer.what_if.questions import changed

MOST_TRIED = 8
"""Assumptions that are loosened, those first whose rules bind most."""

MOST_DECIDING = 3
"""Assumptions that are called deciding."""

TOLD = ("all_heavy_without_help", "all_heavy_unmet", "all_light_unmet", "overrun")
"""What an assumption is judged by, in this order: figures of ``compare.against_reference``."""


@dataclass(frozen=True)
class AssumptionEffect:
    """What the plan would be with an assumption loosened, or with another population."""

    answer: PlanAnswer
    """The question, and the plan that answers it."""
    figures: tuple[Against, ...]
    """Each of ``TOLD`` that the plan or the answer comes to: the plan's against the answer's, which is called the reference."""
    projects: tuple[ProjectDifference, ...]
    """Projects that come or go, or start in other years."""

    @property
    def question(self) -> PlanQuestion:
        """What is changed."""
        return self.answer.question

    @property
    def gains(self) -> tuple[float, ...]:
        """How much less there is of each of ``TOLD`` over all years; what may be an accident of the searches is none."""
        found = {one.name: one for one in self.figures}
        return tuple(_gain(found[name]) if name in found else 0.0 for name in TOLD)

    @property
    def helps(self) -> bool:
        """Whether the first of ``TOLD`` that differs for certain is better than in the plan."""
        return next((gain > 0 for gain in self.gains if gain), False)


def questions_of_assumptions(plan: Plan) -> tuple[PlanQuestion, ...]:
    """What is asked: assumptions whose rules bind in the plan, those first that bind most, and every other population."""
    assumed = {rule: one.id for one in ASSUMPTIONS.values() for rule in one.rules}
    binding = dict.fromkeys(assumed[bound.rule] for bound in what_binds(plan) if bound.rule in assumed)
    asked = [PlanQuestion(QuestionKind.LOOSENED, id) for id in binding]
    asked = [one for one in asked if changed(plan.instance, one) != plan.instance][:MOST_TRIED]
    variants = {row.variant for row in plan.instance.population} - {ALL_VARIANTS}
    others = sorted(variants - {plan.instance.settings.population_variant})
    return (*asked, *(PlanQuestion(QuestionKind.POPULATION, variant) for variant in others))


def effects(plan: Plan) -> tuple[AssumptionEffect, ...]:
    """What each assumption and population that was asked about comes to: what helps most first, populations last."""
    found = [_effect(plan, answer) for answer in plan.answers if ASKED_BY[answer.question.kind] is Inquiry.ASSUMPTIONS]
    return tuple(sorted(found, key=lambda one: (one.question.kind is QuestionKind.POPULATION, *_descending(one.gains))))


def deciding(plan: Plan) -> tuple[AssumptionEffect, ...]:
    """The two or three assumptions whose loosening by their step helps most; fewer where fewer help."""
    helping = (one for one in effects(plan) if one.question.kind is QuestionKind.LOOSENED and one.helps)
    return tuple(helping)[:MOST_DECIDING]


def _effect(plan: Plan, answer: PlanAnswer) -> AssumptionEffect:
    if answer.plan is None:
        return AssumptionEffect(answer, (), ())
    compared = against_reference(replace(plan, reference=answer.plan))
    told = tuple(one for one in compared if one.name in TOLD)
    return AssumptionEffect(answer, told, differences(plan, answer.plan))


def _gain(figure: Against) -> float:
    """How much less there is of a figure over all years, in steps of what is worth a word."""
    more = figure.all_years.difference
    worth = max(figure.figure.least, figure.certain)
    return round(more / figure.figure.least) * figure.figure.least if abs(more) > worth else 0.0


def _descending(gains: tuple[float, ...]) -> Iterator[float]:
    return (-gain for gain in gains)
