"""Goals: what the tables come to, in the order that the mode asks for, within bounds and limits."""

from __future__ import annotations

from fractions import Fraction

from leonplan.optimizer.schema.settings import GoalStep, Mode
from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ZERO, exact, total
from leonplan.optimizer.verify.places import uprooted
from leonplan.optimizer.verify.staff import number
from leonplan.optimizer.verify.tables import StoredGoal

UNITS = {
    "shortfall": "FTE-years",
    "below_minimum": "severity-weighted person-years",
    "below_sound": "severity-weighted person-years",
    "overrun": "kNOK",
    "unmet": "severity-weighted person-years",
    "above_level": "step-person-years",
    "spend": "kNOK, present value",
    "travel": "person-minutes one way x years",
    "changes": "project starts and persons uprooted",
}

_ROUNDING = Fraction(1, 100)
"""Part of a goal's grid up to which a distance of value and bound is rounding."""


def check_goals(case: Case, mode: Mode) -> None:
    """Every rule on goals. What a goal comes to follows from stored numbers that are themselves checked."""
    values = goal_values(case)
    steps = case.facts.instance.settings.order(mode)
    if not case.goals or len(case.goals) > len(steps):
        case.ledger.fails("tables_are_whole", "goals", "steps")
    for place, (step, goal) in enumerate(zip(steps, case.goals, strict=False), 1):
        name, unit, value = _what(step, values)
        if (goal.step, goal.goal, goal.unit) != (place, name, unit):
            case.ledger.fails("tables_are_whole", "goals", place)
        case.ledger.alike("goals_are_what_the_tables_say", goal.value, value, name)
        _bounds(case, goal)
        case.ledger.alike("slack_is_as_stated", goal.slack, _slack(case, steps, place), name)
    for limit in case.facts.instance.settings.limits:
        case.ledger.about_most(
            "hard_demands_are_kept", values[limit.goal.value], exact(limit.at_most), limit.goal.value
        )


def _what(step: GoalStep, values: dict[str, Fraction]) -> tuple[str, str, Fraction]:
    """Name, unit and value of a step."""
    if not isinstance(step, dict):
        return step.value, UNITS[step.value], values[step.value]
    weights = {goal.value: weight for goal, weight in step.items()}
    value = total(exact(weight) * values[goal] for goal, weight in weights.items())
    if list(weights.values()) == [1.0]:
        name = next(iter(weights))
        return name, UNITS[name], value
    return " + ".join(f"{weight:g}*{goal}" for goal, weight in weights.items()), "weighted", value


def _slack(case: Case, steps: tuple[GoalStep, ...], place: int) -> Fraction:
    """What goals after the overrun may add to it where unmet need is among them [kNOK]; other goals have no slack."""
    facts, step = case.facts, steps[place - 1]
    is_overrun = step == "overrun" or (isinstance(step, dict) and step == {"overrun": 1.0})
    later = {goal for one in steps[place:] for goal in (one if isinstance(one, dict) else (one,))}
    if not is_overrun or "unmet" not in later or facts.frame is None:
        return ZERO
    frames = total(facts.length[t] * facts.frame[t] for t in facts.decided)
    return exact(facts.instance.settings.overrun_slack) * frames


def _bounds(case: Case, goal: StoredGoal) -> None:
    """The value lies between its bound and what it was held at; the gap is their distance, but for rounding."""
    case.ledger.about_most("goals_keep_their_bounds", goal.value, goal.held_at, goal.goal, "held_at")
    if goal.bound is None or goal.gap is None:
        if goal.proven:
            case.ledger.fails("tables_are_whole", "goals", goal.step, "proven")
        return
    case.ledger.about_most("goals_keep_their_bounds", goal.bound, goal.value, goal.goal, "bound")
    value = goal.value - goal.slack
    distance = value - goal.bound
    gap = distance / max(abs(value), abs(goal.bound)) if distance > max(_ROUNDING * goal.grid, ZERO) else ZERO
    case.ledger.alike("goals_keep_their_bounds", goal.gap, gap, goal.goal, "gap")


def goal_values(case: Case) -> dict[str, Fraction]:
    """What the plan comes to in every goal, in the goal's unit over the decided years."""
    facts = case.facts
    values = dict.fromkeys(UNITS, ZERO)
    for t in facts.decided:
        years, money = facts.length[t], case.rows("money", t)
        lacking = total(number(case, t, k, x) for k in facts.staff for x in ("shortfall", "competence_gap"))
        values["shortfall"] += years * lacking
        values["overrun"] += years * money.get("overrun", ZERO) + money.get("investment_overrun", ZERO)
        for g, row in case.rows("unmet", t).items():
            values["below_minimum"] += years * facts.severity[g] * row["below_minimum"]
            values["below_sound"] += years * facts.severity[g] * row["below_sound"]
        values["unmet"] += years * total(row["weighted"] for row in case.rows("unmet", t).values())
        above = (facts.steps_above.get(key, 0) * persons for key, persons in case.at_level[t].items())
        values["above_level"] += years * total(above)
        values["spend"] += facts.present[t] * money.get("spend", ZERO)
        values["travel"] += years * _minutes(case, t)
        started = total(row["starts"] for row in case.rows("projects", t).values())
        values["changes"] += started + uprooted(case, t)
    return values


def _minutes(case: Case, t: int) -> Fraction:
    """Minutes of those served in places, one way."""
    travel = case.facts.travel or {}
    return total(travel.get((d, c), (ZERO, ZERO))[0] * x for (_, d, c), x in case.rows("flow", t).items())
