"""What was asked of a plan, for programs."""

from __future__ import annotations

from typing import Any

from leonplan.optimizer.compare.against_reference import Against
from leonplan.optimizer.deciding.assumptions import AssumptionEffect, deciding, effects
from leonplan.optimizer.deciding.break_even import PRECISION, BreakEven, break_evens
from leonplan.optimizer.deciding.certainty import Certainty, certainties
from leonplan.optimizer.near_best.distance import ProjectDifference
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.planning.plan import Plan, PlanAnswer
from leonplan.optimizer.present.deciding import title_of


def deciding_json(plan: Plan) -> dict[str, Any]:
    """The fields of a plan about what was asked of it; none where it was not asked for."""
    return {
        "assumptions": _assumptions(plan) if Inquiry.ASSUMPTIONS in plan.asked else None,
        "certainty": [_certainty(one) for one in certainties(plan)] if Inquiry.CERTAINTY in plan.asked else None,
        "break_even": [_break_even(one) for one in break_evens(plan)] if Inquiry.BREAK_EVEN in plan.asked else None,
    }


def _assumptions(plan: Plan) -> list[dict[str, Any]]:
    named = deciding(plan)
    return [_assumption(one, is_deciding=one in named) for one in effects(plan)]


def _assumption(one: AssumptionEffect, *, is_deciding: bool) -> dict[str, Any]:
    return {
        "kind": one.question.kind.value,
        "id": one.question.about,
        "title": title_of(one),
        "deciding": is_deciding,
        "helps": one.helps,
        "figures": [_figure(figure) for figure in one.figures],
        "projects": [_project(difference) for difference in one.projects],
        **answer_json(one.answer),
    }


def answer_json(answer: PlanAnswer) -> dict[str, Any]:
    """What is known of the plan that answers a question, and why there is none if there is none."""
    return {
        "status": None if answer.plan is None else answer.plan.status.value,
        "why": None if answer.why is None else answer.why.value,
    }


def _certainty(one: Certainty) -> dict[str, Any]:
    return {
        "project": one.project.id,
        "name": one.project.name,
        "in_plan": one.is_in_plan,
        "verdict": one.verdict.value,
        "goal": None if one.goal is None else one.goal.goal,
        "unit": None if one.goal is None else one.goal.unit,
        "at_least": None if one.goal is None else one.at_least,
        "at_most": None if one.goal is None else one.at_most,
        "instead": [_project(difference) for difference in one.instead],
        "why": None if one.why is None else one.why.value,
    }


def _break_even(one: BreakEven) -> dict[str, Any]:
    """Effects are persons in need fewer per participant, or shares of the work per person, today and where it pays."""
    return {
        "programme": one.programme.id,
        "name": one.programme.name,
        "may_grow": one.may_grow,
        "pays_from": None if one.pays is None else one.pays.question.times,
        "does_not_pay_at": None if one.does_not_pay is None else one.does_not_pay.question.times,
        "unit": "times today's effect",
        "effects": [
            {
                "group": row.group,
                "level": row.level,
                "today": row.need_reduction or row.hours_reduction,
                "pays_from": None if one.pays is None else one.effect(row),
            }
            for row in one.effects
        ],
        "precision": PRECISION,
        "proven": one.is_proven,
        "why": None if one.why is None else one.why.value,
    }


def _figure(figure: Against) -> dict[str, Any]:
    """A figure over all years and in the last one; what may be an accident of the two searches is given, too."""
    return {
        "name": figure.name,
        "last": {"plan": figure.last.plan, "changed": figure.last.reference, "unit": figure.unit},
        "all_years": {
            "plan": figure.all_years.plan,
            "changed": figure.all_years.reference,
            "unit": figure.unit_over_years,
            "certain_beyond": figure.certain,
        },
    }


def _project(one: ProjectDifference) -> dict[str, Any]:
    return {"project": one.project, "name": one.name, "plan": list(one.best), "changed": list(one.years)}
