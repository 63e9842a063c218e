"""How sure each project is: what it costs to forbid it, or to force it, goal by goal in the plan's order.

A project of the plan is forbidden, another is forced, and everything else is planned anew: each goal only has to reach what the
plan holds it at, so that a search ends as soon as that is known to be possible, or not. The first goal that cannot be held says
what the project is worth, between two bounds; where all can be held, others can take its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from leonplan.optimizer.near_best.distance import ProjectDifference, differences
from leonplan.optimizer.outcome.question import NoAnswer, PlanQuestion, QuestionKind
from leonplan.optimizer.planning.plan import Plan, PlanAnswer
from leonplan.optimizer.results.rows import Goal, ProjectStart
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.schema.decision_tables import DecisionKind
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Project
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import decided_years

SERVICE = frozenset({"shortfall", "below_minimum", "below_sound", "unmet"})
"""Goals of people and of work: where one of them cannot be held without a project, it is needed."""

ROUNDING = 1e-6
"""A goal counts as held if it exceeds what it is held at by no more than this, relative to it or to one."""


class Verdict(StrEnum):
    """How sure a project is."""

    NEEDED = "needed"
    """In the plan: without it, a goal of people or of work cannot be held, or a hard demand cannot be met."""
    WORTH = "worth"
    """In the plan: without it, such goals can be held, but money or another goal cannot."""
    INTERCHANGEABLE = "interchangeable"
    """In the plan or not: every goal can be held without it, or with it."""
    NOT_WORTH = "not_worth"
    """Not in the plan: with it, a goal cannot be held, or a hard demand cannot be met."""
    DECIDED = "decided"
    """It must be carried out, or must not."""
    IMPOSSIBLE = "impossible"
    """It cannot be ready within the horizon."""
    UNKNOWN = "unknown"
    """The search was stopped before any of this was proven."""


IN_ORDER = (
    Verdict.NEEDED, Verdict.WORTH, Verdict.INTERCHANGEABLE, Verdict.NOT_WORTH, Verdict.UNKNOWN, Verdict.IMPOSSIBLE,
    Verdict.DECIDED,
)  # fmt: skip
"""The verdicts as they are told, what says most first."""


@dataclass(frozen=True)
class Certainty:
    """How sure a project is."""

    project: Project
    """The project."""
    is_in_plan: bool
    """Whether the plan carries it out."""
    verdict: Verdict
    """How sure it is."""
    goal: Goal | None = None
    """The first goal that cannot be held, as the plan has it; none if all can, or a hard demand cannot be met."""
    at_least: float = 0.0
    """The goal is worse by at least so much, which is proven; earlier goals held as in the plan [the goal's unit]."""
    at_most: float = 0.0
    """It need not be worse by more than so much, as a plan shows [the goal's unit]."""
    instead: tuple[ProjectDifference, ...] = ()
    """Other projects that are not carried out as in the plan, where all goals are held."""
    why: NoAnswer | None = None
    """Why there is no plan to tell it by; none if there is one or none was needed."""


def questions_of_certainty(plan: Plan) -> tuple[PlanQuestion, ...]:
    """What is asked: every project of the plan that is not decided is forbidden, every other that could be forced."""
    started = PlanView(plan).starts
    kinds = {True: QuestionKind.WITHOUT, False: QuestionKind.WITH}
    return tuple(
        PlanQuestion(kinds[project.id in started], project.id)
        for project in plan.instance.projects
        if _settled(plan.instance, project, is_in_plan=project.id in started) is None
    )


def certainties(plan: Plan) -> tuple[Certainty, ...]:
    """How sure every project is, in the order of the verdicts and then of the instance."""
    answers = {
        answer.question.about: answer
        for answer in plan.answers
        if answer.question.kind in (QuestionKind.WITHOUT, QuestionKind.WITH)
    }
    found = tuple(_certainties(plan, answers))
    return tuple(sorted(found, key=lambda one: IN_ORDER.index(one.verdict)))


def near(plan: Plan, question: PlanQuestion) -> Plan:
    """A plan to start from: a project that is forced is started as late as it can be, so as to disturb least."""
    if question.kind is not QuestionKind.WITH:
        return plan
    project = next(one for one in plan.instance.projects if one.id == question.about)
    year = _in_time(plan.instance, project)[-1]
    rows = (*plan.rows(ProjectStart), ProjectStart(year, project.id, 1, 0.0))
    return Plan(**{**vars(plan), "tables": {**plan.tables, ProjectStart.table: rows}})


def _certainties(plan: Plan, answers: Mapping[str, PlanAnswer]) -> Iterator[Certainty]:
    started = PlanView(plan).starts
    for project in plan.instance.projects:
        is_in_plan = project.id in started
        settled = _settled(plan.instance, project, is_in_plan=is_in_plan)
        answer = answers.get(project.id)
        if settled is not None:
            yield Certainty(project, is_in_plan, settled)
        elif answer is None:
            yield Certainty(project, is_in_plan, Verdict.UNKNOWN, why=NoAnswer.STOPPED)
        else:
            yield _certainty(plan, project, answer, is_in_plan=is_in_plan)


def _certainty(plan: Plan, project: Project, answer: PlanAnswer, *, is_in_plan: bool) -> Certainty:
    """What an answer says of a project."""
    if answer.plan is None:
        collides = answer.why is NoAnswer.COLLIDES
        proven = Verdict.NEEDED if is_in_plan else Verdict.NOT_WORTH
        return Certainty(project, is_in_plan, proven if collides else Verdict.UNKNOWN, why=answer.why)
    missed = _missed(plan, answer.plan)
    if missed is None:
        others = tuple(one for one in differences(plan, answer.plan) if one.project != project.id)
        return Certainty(project, is_in_plan, Verdict.INTERCHANGEABLE, instead=others)
    goal, row = missed
    at_most = row.value - (0.0 if goal.bound is None else goal.bound)
    if row.bound is None or row.bound <= _limit(goal):
        return Certainty(project, is_in_plan, Verdict.UNKNOWN, goal, 0.0, at_most)
    verdict = Verdict.NOT_WORTH if not is_in_plan else Verdict.NEEDED if _is_service(goal) else Verdict.WORTH
    return Certainty(project, is_in_plan, verdict, goal, max(0.0, row.bound - _held_value(goal)), at_most)


def _missed(plan: Plan, answer: Plan) -> tuple[Goal, Goal] | None:
    """The goal at which the search ended, as the plan has it and as the answer has; none if every goal could be held.

    Only the last goal can be one that is not held: the search ends with it. Its slack is for later goals.
    """
    goal, row = list(zip(plan.goals, answer.goals, strict=False))[-1]
    ended_early = len(answer.goals) < len(answer.instance.settings.order(answer.mode))
    return (goal, row) if ended_early or row.value > _limit(goal) else None


def _held_value(goal: Goal) -> float:
    """What the plan comes to in a goal; without what later goals were allowed to add, where they were."""
    return goal.held_at - goal.slack if goal.slack else goal.value


def _limit(goal: Goal) -> float:
    """What a goal is held at while it is taken; rounding on top."""
    held = goal.held_at - goal.slack
    return held + ROUNDING * max(1.0, abs(held))


def _is_service(goal: Goal) -> bool:
    """Whether a step of the order is about people or work; one of several goals if all of them are."""
    return {name.rpartition("*")[2] for name in goal.goal.split(" + ")} <= SERVICE


def _settled(instance: Instance, project: Project, *, is_in_plan: bool) -> Verdict | None:
    """What is known of a project without solving; none if it must be asked."""
    by_hand = any(row.kind is DecisionKind.START and row.project == project.id for row in instance.decisions)
    if project.decided or by_hand or project.max_count == 0:
        return Verdict.DECIDED
    return None if is_in_plan or _in_time(instance, project) else Verdict.IMPOSSIBLE


def _in_time(instance: Instance, project: Project) -> tuple[int, ...]:
    """Periods in which a project may start and be ready within the horizon."""
    horizon = instance.settings.horizon
    last = decided_years(horizon)[-1]
    return tuple(year for year in start_periods(project, horizon) if year + project.lead_time <= last)
