"""An explanation for programs: the fields of the contract."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from leonplan.optimizer.explain.binding.what_binds import Bound
from leonplan.optimizer.explain.collision.explain_collision import CollisionReport
from leonplan.optimizer.explain.explanation import Explanation
from leonplan.optimizer.explain.one_more.marginal import Bought, Marginal
from leonplan.optimizer.explain.one_more.steps import UsefulStep


def explain_json(found: Explanation) -> dict[str, Any]:
    """One object; where demands collide there is no plan, and nothing binds."""
    settings, plan, report = found.instance.settings, found.plan, found.collision
    return {
        "instance": settings.id,
        "name": settings.name,
        "ok": report is None,
        "mode": None if plan is None else plan.mode.value,
        "status": "infeasible" if plan is None else plan.status.value,
        "binding": [row for bound in found.binding for row in _binding(bound)],
        "marginal": [_marginal(marginal) for marginal in found.marginal],
        "demands": [] if report is None else [demand.id for demand in report.demands],
        "collision": [] if report is None else list(_collision(report)),
        "collisions_all_found": report is None or report.is_certain,
        "repairs": [] if report is None else list(_repairs(report)),
    }


def steps_json(steps: tuple[UsefulStep, ...]) -> dict[str, Any]:
    """What there can be one more of."""
    return {"steps": [_step(step) for step in steps]}


def _step(step: UsefulStep) -> dict[str, Any]:
    return {"id": step.id, "title": step.title, "amount": step.amount, "unit": step.unit}


def _binding(bound: Bound) -> Iterator[dict[str, Any]]:
    for row in bound.rows:
        yield {
            "rule": row.rule,
            "sentence": bound.sentence,
            "of": row.of,
            "subject": row.subject,
            "at": row.at,
            "where": row.where,
            "year": row.year,
            "use": row.use,
            "limit": row.limit,
            "share": row.share,
            "unit": row.unit,
            "weight": bound.weight,
        }


def _marginal(marginal: Marginal) -> dict[str, Any]:
    low, high = marginal.holds
    return {
        **_step(marginal.step),
        "bought": [_bought(one) for one in marginal.bought],
        "holds_from_steps": low,
        "holds_to_steps": high,
    }


def _bought(bought: Bought) -> dict[str, Any]:
    decisive = bought.decisive
    return {
        "steps": bought.steps,
        "first_goal_that_moves": None if decisive is None else decisive.goal,
        "goals": [
            {
                "goal": change.goal,
                "unit": change.unit,
                "before": change.before,
                "after": change.after,
                "difference": change.difference,
                "at_least": _finite(change.least),
                "at_most": _finite(change.most),
                "told_apart": change.is_distinct,
            }
            for change in bought.changes
        ],
        "unmet_person_years": None if bought.fault else bought.unmet,
        "fault": bought.fault or None,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _collision(report: CollisionReport) -> Iterator[dict[str, Any]]:
    for position, one in enumerate(report.collisions, 1):
        for demand in one.collision.members:
            yield {
                "set": position,
                "demand": demand.id,
                "kind": demand.kind,
                "words": demand.words,
                "file": demand.file,
                "field": demand.field,
                "first_year": one.first_year,
                "proof": one.collision.proof.value,
                "enough_to_give_up": demand in one.enough_alone,
            }


def _repairs(report: CollisionReport) -> Iterator[dict[str, Any]]:
    for position, one in enumerate(report.collisions, 1):
        for repair in one.repairs:
            yield {"set": position, "works": repair.works, **asdict(repair)}
