"""Checks that a plan within a run answers its question, and that it contradicts no proof of the plan that was asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from leonplan.optimizer.outcome.question import PlanQuestion, QuestionKind
from leonplan.optimizer.outcome.verification import Check
from leonplan.optimizer.results.rows import Goal
from leonplan.optimizer.verify.reference import SolvedPlan, differing_parts
from leonplan.optimizer.what_if.questions import changed

TOLERANCE = 1e-6
"""A plan may undercut a proven bound by this share, as the solver's tolerances allow."""


def question_of(told: Mapping[str, Any]) -> PlanQuestion:
    """A question as a manifest has it."""
    return PlanQuestion(QuestionKind(told["kind"]), str(told["about"]), float(told["times"]))


def check_answer(plan: SolvedPlan, question: PlanQuestion, answer: SolvedPlan) -> tuple[Check, ...]:
    """Two checks of a plan and one that answers a question about it.

    The answer was solved for the same municipality with what the question changes and nothing else, in an order of goals that
    begins like the plan's. And where one of the two has more freedom, it is proven nowhere that it must be worse: a plan
    without a freedom is no better in a goal than the other's bound, as long as the goals before were held as the other held
    them.
    """
    try:
        wanted = changed(plan.instance, question)
        differing = tuple(differing_parts(wanted, plan.mode, answer))
    except LookupError:
        differing = (question.about,)
    same = Check("question_is_what_it_says", float(len(differing)), ", ".join(differing), "parts", 0.0)
    return same, _within_bounds(plan, question, answer)


def _within_bounds(plan: SolvedPlan, question: PlanQuestion, answer: SolvedPlan) -> Check:
    beaten: Iterator[tuple[float, Goal]] = iter(())
    if question.kind is QuestionKind.LOOSENED:
        beaten = _beaten(answer, plan)
    elif question.kind in (QuestionKind.WITHOUT, QuestionKind.WITH):
        beaten = _beaten(plan, answer)
    worst, goal = max(chain(beaten, [(0.0, None)]), key=lambda one: one[0])
    where, unit = (goal.goal, goal.unit) if goal is not None else ("", "")
    return Check("answer_within_bounds", worst, where, unit, 0.0)


def _beaten(freer: SolvedPlan, other: SolvedPlan) -> Iterator[tuple[float, Goal]]:
    """By how much the other plan, which has less freedom, beats bounds of the freer one, beyond a goal's grid."""
    for goal, value in zip(freer.goals, other.goals, strict=False):
        if goal.bound is not None:
            yield max(0.0, goal.bound - value.value - goal.grid - TOLERANCE * abs(value.value)), goal
        if value.value > goal.held_at:
            return
