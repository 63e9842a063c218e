"""Whether a difference from the base is needed by the change, or could be otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leonplan.optimizer.compare.moves import project_moves
from leonplan.optimizer.planning.plan import Plan

LEAST = 0.0010001
"""A krone, a thousandth of a person or årsverk: what is no more than that is no difference in any unit [the unit]."""


class Cause(StrEnum):
    """Why something differs from the base."""

    NEEDED = "needed"
    """By the change: of a project it is proven that no plan as good in every goal carries it out as the base does; of anything
    else that the plan is the nearest to the base among those as good."""
    FREE = "free"
    """It could be otherwise: a plan as good has it as the base has, or it is within the gap of the proofs."""
    UNDECIDED = "undecided"
    """Time did not allow to say."""


@dataclass(frozen=True)
class Causes:
    """Why a scenario differs from the base."""

    projects: Mapping[str, Cause]
    """By project that differs."""
    rest: Cause
    """Of anything else that differs by more than the gap."""

    def of_amount(self, difference: float, certain: float) -> Cause:
        """The cause of a difference in anything but projects.

        certain: the gap's share of what the base comes to in all of it; a difference up to this is an accident of where the
        searches ended, and so is one too small to be told.
        """
        return Cause.FREE if abs(difference) <= max(certain, LEAST) else self.rest


def causes_of(base: Plan, plan: Plan) -> Causes:
    """Why a plan differs from the base's, as far as ``plan.nearness`` says.

    What follows from projects is no more needed than they are.
    """
    nearness = plan.nearness
    moved = [move.project for move in project_moves(base, plan)]
    if nearness is None:
        return Causes(dict.fromkeys(moved, Cause.UNDECIDED), Cause.UNDECIDED)
    projects = {
        project: Cause.NEEDED
        if project in nearness.needed
        else Cause.FREE
        if project in nearness.interchangeable
        else Cause.UNDECIDED
        for project in moved
    }
    found = (*projects.values(), Cause.NEEDED if nearness.proven else Cause.UNDECIDED)
    return Causes(projects, max(found, key=_CERTAIN.index))


_CERTAIN = (Cause.NEEDED, Cause.UNDECIDED, Cause.FREE)
"""From what is proven to what is not."""
