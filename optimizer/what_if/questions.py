"""What a question changes: the instance that is solved to answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leonplan.optimizer.outcome.question import PlanQuestion, QuestionKind
from leonplan.optimizer.schema.edit import map_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Programme
from leonplan.optimizer.what_if.assumptions import ASSUMPTIONS


def changed(instance: Instance, question: PlanQuestion) -> Instance:
    """The instance with what the question changes. Pure; raises LookupError for an assumption that is none."""
    return _CHANGES[question.kind](instance, question)


def _loosened(instance: Instance, question: PlanQuestion) -> Instance:
    return ASSUMPTIONS[question.about].loosened(instance)


def _population(instance: Instance, question: PlanQuestion) -> Instance:
    return with_settings(instance, population_variant=question.about)


def _without(instance: Instance, question: PlanQuestion) -> Instance:
    return map_rows(
        instance, "projects", lambda row: row.id == question.about, lambda row: row.model_copy(update={"max_count": 0})
    )


def _with(instance: Instance, question: PlanQuestion) -> Instance:
    return map_rows(
        instance, "projects", lambda row: row.id == question.about, lambda row: row.model_copy(update={"decided": True})
    )


def _effect(instance: Instance, question: PlanQuestion) -> Instance:
    """Every effect multiplied; none becomes more than a whole person or all of the hours. What may not grow, may."""

    def is_capped(row: Programme) -> bool:
        least = max(row.participants, row.decided_participants)
        return row.id == question.about and row.max_participants is not None and row.max_participants <= least

    instance = map_rows(
        instance, "programmes", is_capped, lambda row: row.model_copy(update={"max_participants": None})
    )
    return map_rows(
        instance, "programme_effects", lambda row: row.programme == question.about,
        lambda row: row.model_copy(
            update={
                name: min(1.0, round(getattr(row, name) * question.times, 9))
                for name in ("need_reduction", "hours_reduction")
            }
        ),
    )  # fmt: skip


_CHANGES: Mapping[QuestionKind, Callable[[Instance, PlanQuestion], Instance]] = {
    QuestionKind.LOOSENED: _loosened,
    QuestionKind.POPULATION: _population,
    QuestionKind.WITHOUT: _without,
    QuestionKind.WITH: _with,
    QuestionKind.EFFECT: _effect,
}
"""What makes the instance, by kind of question."""
