"""The units of one frontier's columns, which the rows of any frontier can only name."""

from __future__ import annotations

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.words.vocabulary import GOAL_UNITS


def own_units(frontier: Frontier) -> dict[str, str]:
    """What stands for "the axis's unit" and its like in a frontier of its axis and its goals, e.g. kNOK/year."""
    axis, goal = frontier.axis_unit, frontier.goal_unit
    own = {
        "the axis's unit": axis,
        "the goal's unit": goal,
        "the goal's unit by the axis's unit": f"{goal} by {axis}",
        "kNOK or the axis's unit, by the goal's unit": f"{axis if frontier.cost_per_limit is None else 'kNOK'} by {goal}",
    }
    return own if frontier.third is None else {**own, "the third goal's unit": GOAL_UNITS[frontier.third]}
