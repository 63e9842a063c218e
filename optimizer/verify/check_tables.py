"""Checks stored tables against an instance: all rules, and every number that follows from others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.continuity import check_continuity
from leonplan.optimizer.verify.decisions import check_decisions
from leonplan.optimizer.verify.exact import exact
from leonplan.optimizer.verify.facts import Facts
from leonplan.optimizer.verify.given import check_given
from leonplan.optimizer.verify.goals import check_goals
from leonplan.optimizer.verify.joint import check_joint_limits
from leonplan.optimizer.verify.ladder import check_ladder
from leonplan.optimizer.verify.ledger import Ledger
from leonplan.optimizer.verify.money import check_money
from leonplan.optimizer.verify.need import inhabitants, needs
from leonplan.optimizer.verify.places import check_places
from leonplan.optimizer.verify.programmes import check_programmes
from leonplan.optimizer.verify.projects import check_projects
from leonplan.optimizer.verify.service import check_service
from leonplan.optimizer.verify.spending import check_spending
from leonplan.optimizer.verify.staff import check_staff
from leonplan.optimizer.verify.tables import StoredGoal, TableReader

Statement = Mapping[str, Any]
"""What the manifest says of a plan: ``status`` and ``goals``."""


def check_tables(instance: Instance, texts: Mapping[str, str], mode: Mode, told: Statement) -> Verification:
    """Check the tables of a plan.

    texts: by name of file; mode: whose order of goals was followed; told: what the manifest says about the plan.
    """
    facts, ledger = Facts(instance), Ledger()
    reader = TableReader(instance, texts, facts.years, ledger)
    people = inhabitants(instance, facts.years)
    case = Case(facts, people, needs(instance, people, facts.years), reader.read(), reader.goals(), ledger)
    check_service(case)
    check_places(case)
    check_projects(case)
    check_programmes(case)
    check_continuity(case)
    check_decisions(case)
    check_staff(case)
    check_joint_limits(case)
    check_ladder(case)
    check_given(case)
    check_money(case)
    check_spending(case)
    check_goals(case, mode)
    _check_told(case, mode, told)
    return ledger.verification()


def _check_told(case: Case, mode: Mode, told: Statement) -> None:
    """The manifest's goals are those of the table, and a plan is called optimal if every step is proven."""
    goals: Sequence[Mapping[str, Any]] = told["goals"]
    if len(goals) != len(case.goals):
        case.ledger.fails("manifest_tells_the_same", "goals")
    for said, goal in zip(goals, case.goals, strict=False):
        if not _is_same(said, goal):
            case.ledger.fails("manifest_tells_the_same", goal.goal)
    steps = case.facts.instance.settings.order(mode)
    proven = len(case.goals) == len(steps) and all(goal.proven for goal in case.goals)
    if told["status"] != ("optimal" if proven else "feasible"):
        case.ledger.fails("manifest_tells_the_same", "status")


def _is_same(said: Mapping[str, Any], goal: StoredGoal) -> bool:
    if any(said.get(name) != getattr(goal, name) for name in ("step", "goal", "unit", "proven")):
        return False
    numbers = ((said.get(name), getattr(goal, name)) for name in ("value", "bound", "gap", "grid", "slack", "held_at"))
    return all(
        number is found if number is None else isinstance(number, int | float) and exact(number) == found
        for number, found in numbers
    )
