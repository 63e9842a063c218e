"""A plan for programs: the fields of the contract."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from leonplan.optimizer.compare.against_reference import Against, Pair, against_reference
from leonplan.optimizer.deciding.certainty import certainties
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.prepare.weighting import severities
from leonplan.optimizer.present.deciding_json import deciding_json
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.words.column import units_of

_STAGES = ("read", "build", "solve", "verify", "write")

_BY_YEAR = (
    "need", "unmet", "heavy_need", "heavy_without_help", "heavy_unmet", "light_need", "light_without_help", "light_unmet",
    "below_minimum", "below_sound", "above_level", "shortfall", "unfilled", "spend", "frame", "transition", "overrun",
    "investment_overrun",
)  # fmt: skip
"""Totals that are given for every year, as ``YearTotals`` names them."""


def plan_json(plan: Plan, folder: Path | None) -> dict[str, Any]:
    """One object; amounts by year hold the base year, too, which ``given_year`` names.

    folder: where the run was written, if it was.
    """
    settings = plan.instance.settings
    return {
        "instance": settings.id,
        "name": settings.name,
        "mode": plan.mode.value,
        "population": settings.population_variant,
        "status": plan.status.value,
        "goals": [
            {
                "name": x.goal,
                "value": x.value,
                "bound": x.bound,
                "gap": x.gap,
                "unit": x.unit,
                "proven": x.proven,
                "grid": x.grid,
                "held_at": x.held_at,
                "slack": x.slack,
            }
            for x in plan.goals
        ],
        "overrun_slack": _slack(plan),
        "weighting": {"name": settings.weighting.value, "tiers": settings.tiers, "severity": severities(settings)},
        "given_year": settings.horizon.base_year,
        "years": {str(total.year): total.years for total in plan.by_year},
        **{name: _by_year(plan, name) for name in _BY_YEAR},
        "units": {name: unit for name, unit in units_of(YearTotals).items() if name in _BY_YEAR},
        "unmet_by_group": _unmet_by_group(plan),
        "projects": _projects(plan),
        "reference": _reference(plan),
        "no_reference": None if plan.no_reference is None else plan.no_reference.value,
        "against_reference": [_against(one) for one in against_reference(plan)],
        **deciding_json(plan),
        "verified": plan.verification is not None and plan.verification.ok,
        "kept": plan.kept,
        "seconds": {**{stage: plan.seconds.get(stage) for stage in _STAGES}, **_asking(plan)},
        "model": asdict(plan.size),
        "log": list(plan.log),
        "run": None if folder is None else str(folder),
    }


def _asking(plan: Plan) -> dict[str, float]:
    """Seconds that answering what was asked of the plan took, if anything was."""
    return {stage: plan.seconds[stage] for stage in ("ask",) if stage in plan.seconds}


def _slack(plan: Plan) -> dict[str, Any]:
    """How much the least overrun might be exceeded by for less unmet need, and what that is."""
    amount = next((row.slack for row in plan.goals if row.goal == "overrun"), 0.0)
    return {
        "share_of_frames": plan.instance.settings.overrun_slack,
        "amount": amount,
        "unit": "kNOK over the horizon",
        "meaning": "what later goals, unmet need first, might spend over the least overrun",
    }


def _by_year(plan: Plan, name: str) -> dict[str, float | None]:
    return {str(total.year): getattr(total, name) for total in plan.by_year}


def _unmet_by_group(plan: Plan) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {group.id: {} for group in plan.instance.settings.groups}
    for row in plan.rows(r.Unmet):
        found[row.group][str(row.year)] = row.persons
    return found


def _reference(plan: Plan) -> dict[str, Any] | None:
    """Doing nothing in the same totals."""
    found = plan.reference
    if found is None:
        return None
    return {
        "status": found.status.value,
        "goals": [
            {"name": x.goal, "value": x.value, "bound": x.bound, "gap": x.gap, "unit": x.unit} for x in found.goals
        ],
        **{name: _by_year(found, name) for name in _BY_YEAR},
        "unmet_by_group": _unmet_by_group(found),
        "verified": found.verification is not None and found.verification.ok,
        "kept": plan.kept,
        "seconds": {stage: found.seconds.get(stage) for stage in _STAGES},
        "log": list(found.log),
    }


def _against(one: Against) -> dict[str, Any]:
    return {
        "name": one.name,
        "last": {**_pair(one.last), "unit": one.unit},
        "all_years": {**_pair(one.all_years), "unit": one.unit_over_years},
        "reference_is_better": one.reference_is_better,
    }


def _pair(pair: Pair) -> dict[str, float]:
    return {"plan": pair.plan, "reference": pair.reference, "difference": pair.difference}


def _projects(plan: Plan) -> list[dict[str, Any]]:
    """Starts in order of time."""
    projects = {row.id: row for row in plan.instance.projects}
    sure = {one.project.id: one.verdict.value for one in certainties(plan)} if Inquiry.CERTAINTY in plan.asked else {}
    return [
        {
            "project": row.project,
            "name": projects[row.project].name,
            "year": row.year,
            "starts": row.starts,
            "cost": row.starts * projects[row.project].cost,
            "granted_places": row.granted,
            "certainty": sure.get(row.project),
        }
        for row in plan.rows(r.ProjectStart)
    ]
