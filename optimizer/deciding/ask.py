"""Asks questions of a plan: its municipality is solved again with one thing changed at a time, two side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from leonplan.optimizer.deciding.assumptions import questions_of_assumptions
from leonplan.optimizer.deciding.break_even import search
from leonplan.optimizer.deciding.certainty import near, questions_of_certainty
from leonplan.optimizer.errors import CollisionError, InterruptedSearchError, LeonError
from leonplan.optimizer.outcome.question import Inquiry, NoAnswer, PlanQuestion, QuestionKind
from leonplan.optimizer.planning.plan import Plan, PlanAnswer
from leonplan.optimizer.planning.scenarios import Outcome, Scenario, plan_scenarios
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.what_if.questions import changed

HELD = frozenset({QuestionKind.WITHOUT, QuestionKind.WITH})
"""Questions that ask whether the plan's goals can be held, not what would be best."""


def asked_of(
    plan: Plan, asked: Collection[Inquiry], *, settings: SolveSettings | None = None, progress: Progress | None = None
) -> Plan:
    """The plan with what was asked for: the answers that it had, and those to every question that it now takes.

    settings: by default as the plan was solved; the time limit holds for each question. The first Ctrl-C keeps the answers so
    far, and the plan is then called interrupted. An answer that does not verify is not kept. Every plan is solved for the
    goals up to spending, which is held from there on; what comes after says little about what a change brings.
    """
    settings, tell = settings or plan.settings, progress or (lambda _: None)
    begun = time.perf_counter()
    wanted = tuple(one for one in Inquiry if one in asked)
    for one in wanted:
        found, is_interrupted = _ASKERS[one](plan, settings, tell)
        plan = replace(plan, answers=(*plan.answers, *found), interrupted=plan.interrupted or is_interrupted)
    seconds = {**plan.seconds, "ask": time.perf_counter() - begun} if wanted else plan.seconds
    return replace(plan, asked=(*plan.asked, *wanted), seconds=seconds)


Answers = tuple[tuple[PlanAnswer, ...], bool]
"""Answers, and whether the user stopped the search for them."""


def answers_to(plan: Plan, questions: Sequence[PlanQuestion], settings: SolveSettings, progress: Progress) -> Answers:
    """The answers to some questions of one kind, in their order; all are stopped where the plan itself was interrupted."""
    if plan.interrupted:
        return tuple(PlanAnswer(question, None, NoAnswer.STOPPED) for question in questions), True
    scenarios = [
        Scenario(
            str(place),
            f"{question.kind} {question.about}",
            without_later_goals(changed(plan.instance, question)),
            near=near(plan, question),
        )
        for place, question in enumerate(questions)
    ]
    are_held = any(question.kind in HELD for question in questions)
    outcomes = plan_scenarios(
        scenarios, mode=plan.mode, settings=settings, progress=progress, against=plan if are_held else None
    )
    found = [outcomes[scenario.id] for scenario in scenarios]
    answers = tuple(answer_of(question, one) for question, one in zip(questions, found, strict=True))
    return answers, any(_is_interrupted(one) for one in found)


def answer_of(question: PlanQuestion, outcome: Outcome) -> PlanAnswer:
    """What a question came to."""
    if isinstance(outcome, LeonError):
        why = NoAnswer.COLLIDES if isinstance(outcome, CollisionError) else NoAnswer.STOPPED
        return PlanAnswer(question, None, why)
    is_sound = outcome.verification is not None and outcome.verification.ok
    return PlanAnswer(question, outcome) if is_sound else PlanAnswer(question, None, NoAnswer.NOT_VERIFIED)


def _is_interrupted(outcome: Outcome) -> bool:
    return isinstance(outcome, InterruptedSearchError) or (isinstance(outcome, Plan) and outcome.interrupted)


def _certainty(plan: Plan, settings: SolveSettings, progress: Progress) -> Answers:
    return answers_to(plan, questions_of_certainty(plan), settings, progress)


def _break_even(plan: Plan, settings: SolveSettings, progress: Progress) -> Answers:
    interrupted = plan.interrupted

    def answering(questions: Sequence[PlanQuestion]) -> Sequence[PlanAnswer]:
        nonlocal interrupted
        found, is_interrupted = answers_to(replace(plan, interrupted=interrupted), questions, settings, progress)
        interrupted = interrupted or is_interrupted
        return found

    return search(plan, answering), interrupted


def _assumptions(plan: Plan, settings: SolveSettings, progress: Progress) -> Answers:
    return answers_to(plan, questions_of_assumptions(plan), settings, progress)


_ASKERS: Mapping[Inquiry, Callable[[Plan, SolveSettings, Progress], Answers]] = {
    Inquiry.ASSUMPTIONS: _assumptions,
    Inquiry.CERTAINTY: _certainty,
    Inquiry.BREAK_EVEN: _break_even,
}
"""Finds the answers, by what is asked for."""
