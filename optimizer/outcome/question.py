"""Questions that are asked of a plan by solving its municipality again with one thing changed, and why one has no answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Inquiry(StrEnum):
    """What can be asked for with a plan."""

    ASSUMPTIONS = "assumptions"
    """What the plan would be without the assumptions that decide it, and with other populations."""
    CERTAINTY = "certainty"
    """How sure each project is: what it costs to forbid it, or to force it."""
    BREAK_EVEN = "break_even"
    """From which effect on programmes that are not taken into use would be."""


class QuestionKind(StrEnum):
    """What is changed."""

    LOOSENED = "loosened"
    """An assumption, by its useful step, see ``what_if.assumptions``."""
    POPULATION = "population"
    """The population: another variant of the projection."""
    WITHOUT = "without"
    """A project is forbidden."""
    WITH = "with"
    """A project must be carried out."""
    EFFECT = "effect"
    """Every effect of a programme is multiplied."""


ASKED_BY = {
    QuestionKind.LOOSENED: Inquiry.ASSUMPTIONS,
    QuestionKind.POPULATION: Inquiry.ASSUMPTIONS,
    QuestionKind.WITHOUT: Inquiry.CERTAINTY,
    QuestionKind.WITH: Inquiry.CERTAINTY,
    QuestionKind.EFFECT: Inquiry.BREAK_EVEN,
}
"""What a question is part of."""


class NoAnswer(StrEnum):
    """Why a question has no plan as its answer."""

    COLLIDES = "collides"
    """It is proven that no plan meets every hard demand."""
    STOPPED = "stopped"
    """The search was stopped, by the time limit or the user, before there was a plan."""
    NOT_VERIFIED = "not_verified"
    """What was found does not hold when it is checked by arithmetic."""


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """A question: the municipality with one thing changed."""

    kind: QuestionKind
    """What is changed."""
    about: str
    """Identifier of the assumption, the population variant, the project or the programme."""
    times: float = 1.0
    """What effects are multiplied by, if the question is about effects [1]."""
